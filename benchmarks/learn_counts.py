"""Learn the word counts of Kyrgyz, Russian and English from public-domain sentences.

    python benchmarks/learn_counts.py --data ../shared/data

writes ``corpus/languages/data/<code>/counts.tsv``. The sentences are those of Common Voice (CC0) in
``<data>/cc0/<code>.txt``; only numbers of words get into the project.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

_LANGUAGES = Path(__file__).parents[1] / "corpus" / "languages" / "data"
_INNER = "-'\N{RIGHT SINGLE QUOTATION MARK}"  # may stand between two letters of one word
_ONLY_KYRGYZ = frozenset("ңүө")


def words(line: str) -> Iterator[str]:
    """The words of a line, lower-cased; hyphens and apostrophes between letters belong to them.

    >>> list(words("Ысык-Көл — country’s 5 «көл»!"))
    ['ысык-көл', "country's", 'көл']
    """
    line = line.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    start = -1
    for place, letter in enumerate(line + " "):
        joins = letter in _INNER and start >= 0 and place + 1 < len(line) and line[place + 1].isalpha()
        if letter.isalpha() or joins:
            start = place if start < 0 else start
        elif start >= 0:
            yield line[start:place]
            start = -1


def russian_share(line: list[str], kyrgyz: Counter[str], russian: Counter[str]) -> float:
    """Share of words that are relatively commoner in Russian text than in the *other* Kyrgyz lines."""
    own = Counter(line)
    scale = russian.total() / kyrgyz.total()
    return sum(russian[word] > (kyrgyz[word] - own[word]) * scale for word in line) / max(1, len(line))


def without_russian(lines: Iterable[str], russian: Counter[str]) -> tuple[list[list[str]], list[str]]:
    """Kyrgyz lines as words, and the lines left out because they are Russian."""
    split = [(line, list(words(line))) for line in lines]
    kyrgyz = Counter(word for _, line in split for word in line)
    kept, dropped = [], []
    for text, line in split:
        if not _ONLY_KYRGYZ & set(text.lower()) and russian_share(line, kyrgyz, russian) > 0.5:
            dropped.append(text)
        else:
            kept.append(line)
    return kept, dropped


def write(code: str, counts: Counter[str], lines: int) -> None:
    head = (
        f"# How often each form occurs in {lines} sentences of Mozilla Common Voice ({code}), lower-cased.\n"
        "# The sentences are in the public domain (CC0 1.0), and so are these numbers.\n"
        "# Made by benchmarks/learn_counts.py, 2026-11. Not reviewed: it holds the misprints of the sentences.\n"
    )
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    body = "form\tcount\n" + "".join(f"{form}\t{count}\n" for form, count in rows)
    (_LANGUAGES / code / "counts.tsv").write_text(head + body, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds cc0/")
    parser.add_argument("--show-dropped", action="store_true", help="print the Kyrgyz lines left out as Russian")
    arguments = parser.parse_args()
    texts = {
        code: (arguments.data / "cc0" / f"{code}.txt").read_text(encoding="utf-8").split("\n")
        for code in ("ky", "ru", "en")
    }
    russian = Counter(word for line in texts["ru"] for word in words(line))
    kyrgyz, dropped = without_russian(filter(None, texts["ky"]), russian)
    write("ky", Counter(word for line in kyrgyz for word in line), len(kyrgyz))
    for code in ("ru", "en"):
        lines = [line for line in texts[code] if line]
        write(code, Counter(word for line in lines for word in words(line)), len(lines))
    print(f"left out {len(dropped)} Russian lines of the Kyrgyz ones")
    if arguments.show_dropped:
        print("\n".join(dropped))


if __name__ == "__main__":
    main()
