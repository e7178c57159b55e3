"""``make demo``: the main job on the sample texts, told as a story. Every line of output is that of a real command."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("demo")


@dataclass(frozen=True)
class Step:
    """What is told, what is typed, and how many lines of the answer are shown (all where it is 0)."""

    tell: str
    command: str
    lines: int = 0


STORY = (
    Step(
        "A folder of articles, as they reach people: PDFs in two columns, DOCX, HTML, broken text, a table. Kochmon "
        "reads them, repairs what is broken, and finds titles, abstracts and keywords in Kyrgyz, Russian and English.",
        "kochmon add sample_texts",
    ),
    Step(
        "Repairs come with a receipt. Words broken at line ends are whole again, and a hyphen that belongs to "
        "its word stays.",
        "kochmon explain edits internal_migration.txt",
        14,
    ),
    Step(
        "A Kyrgyz word in some inflected form finds every form, and what it names in Russian and English texts. Each "
        "hit says why.",
        "kochmon search эмгек рыногундагы --limit 3",
    ),
    Step(
        "The same from Russian, with an explanation: what is looked for in each language, where the translation comes "
        "from, how sure it is, and how to switch it off.",
        "kochmon search внутренняя миграция --explain --limit 2",
    ),
    Step(
        "A concordance in three columns: parallel sentences side by side.",
        "kochmon kwic трудовая миграция --columns ky,ru,en --limit 3",
    ),
    Step(
        "The keyword lists of the articles are a dictionary that grows with every article. Where nothing but the order "
        "of two lists speaks for a link, it is labelled so.",
        "kochmon concepts --class order-only",
    ),
    Step(
        "Here the lists misled: ашар is work that neighbours do together, and no crowdfunding.",
        "kochmon explain link ашар",
    ),
    Step(
        "A person decides, in a text file that can be edited and compared; every later run obeys it.",
        'kochmon concepts reject "ky:ашар" "en:crowdfunding" --note "no money is collected"',
    ),
    Step("", 'kochmon concepts accept "ru:ашар" "en:communal work"'),
    Step("The concept has changed, and the glossary with it.", "kochmon concepts ашар crowdfunding"),
    Step(
        "The glossary, as files that other tools open: a spreadsheet, a page to read, TBX for translation tools.",
        "kochmon glossary --output demo/glossary.xlsx",
    ),
    Step("", "kochmon glossary --output demo/glossary.html"),
    Step("", "kochmon glossary --output demo/glossary.tbx"),
    Step("Its first rows:", "kochmon glossary --format table", 16),
)

WHAT_NEXT = """\
What to try next (the corpus of this story is demo/demo.kochmon):

  export KOCHMON_CORPUS=demo/demo.kochmon PATH=.venv/bin:$PATH
  kochmon search "чек ара" --explain          kochmon search '"labour market" AND year:2018-2020'
  kochmon kwic мигрант --sort R1              kochmon show women_migration.txt --section abstract
  kochmon stats collocates миграция -l ky     kochmon explain word --language ky көчүрүлгөндөрдүн
  kochmon add YOUR/ARTICLES                   kochmon --help

Open demo/glossary.html or demo/glossary.xlsx, and demo/demo.decisions.txt in an editor.
"""


def main() -> int:
    """Tell the story; the exit code is that of the first command that failed in earnest."""
    if not Path("sample_texts").is_dir():
        print("run this in the folder that holds sample_texts", file=sys.stderr)
        return 2
    begun = time.perf_counter()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for step in STORY:
        status = _do(step)
        if status:
            return status
    print(f"\n{WHAT_NEXT}")
    print(f"({time.perf_counter() - begun:.0f} seconds)")
    return 0


def _do(step: Step) -> int:
    if step.tell:
        print("\n" + "\n".join(textwrap.wrap(f"▍ {step.tell}", 100, subsequent_indent="▍ ")))
    print(f"\n$ {step.command}", flush=True)
    words = shlex.split(step.command)
    environment = {
        **os.environ,
        "KOCHMON_CORPUS": str(FOLDER / "demo.kochmon"),
        "KOCHMON_CACHE": str(FOLDER / "cache"),
        "KOCHMON_FORMAT": "table",
        "COLUMNS": os.environ.get("COLUMNS", "110"),
    }
    run = subprocess.run(
        [sys.executable, "-m", "indexer", *words[1:]],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = run.stdout.decode("utf-8").splitlines()
    shown = lines[: step.lines] if step.lines else lines
    print("\n".join(shown))
    if len(shown) < len(lines):
        print(f"… and {len(lines) - len(shown)} lines more")
    return run.returncode if run.returncode > 1 else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
