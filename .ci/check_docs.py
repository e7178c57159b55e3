"""Runs every command shown in README.md and docs/ and compares what it prints with what is shown.

Blocks marked ``console`` hold lines ``$ command`` and their output; ``…`` alone on a line stands for lines left out,
and at the end of a line for the rest of that line. Blocks marked ``python`` are run as they stand. The commands of one
file run in one folder, one after another, with the sample texts at hand. ``make``, ``git``, ``pip``, ``cd`` and
``export`` are not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = ("make", "git", "pip", "cd", "export", "python3", "py ", ".venv")


def main() -> int:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    failures = [failure for file in files for failure in check(file)]
    print("\n".join(failures))
    print(f"documentation: {len(files)} files, {len(failures)} differences")
    return bool(failures)


def check(file: Path) -> list[str]:
    blocks = list(BLOCK.finditer(file.read_text(encoding="utf-8")))
    if not blocks:
        return []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "sample_texts", Path(folder) / "sample_texts")
        return [failure for block in blocks for failure in _block(file, block.group(1), block.group(2), Path(folder))]


def _block(file: Path, kind: str, text: str, folder: Path) -> list[str]:
    name = file.relative_to(ROOT)
    if kind == "python":
        status, printed = _run([sys.executable, "-c", text], folder)
        return [f"{name}: this fails:\n{text}\n{printed}"] if status else []
    failures = []
    for command, expected in _commands(text):
        if command.split()[0].startswith(NOT_RUN):
            continue
        _, printed = _run(["bash", "-c", command], folder)
        if not _alike(expected, printed):
            failures.append(f"{name}: $ {command}\n--- shown\n{expected}\n--- printed\n{printed}\n")
    return failures


def _commands(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "KOCHMON_CACHE": str(folder / ".cache"),
        "KOCHMON_FORMAT": "table",
        "COLUMNS": "100",
        "PYTHONSAFEPATH": "1",
    }
    environment.pop("KOCHMON_CORPUS", None)
    run = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300
    )
    return run.returncode, run.stdout.decode("utf-8")


def _alike(expected: str, printed: str) -> bool:
    """Is *printed* what is shown, blank lines and white space at line ends aside?"""
    shown = [line.rstrip() for line in expected.splitlines() if line.strip()]
    lines = [line.rstrip() for line in printed.splitlines() if line.strip()]
    if not shown:
        return True
    pattern = "".join(map(_pattern, shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def _pattern(line: str) -> str:
    if line == "…":
        return r"(?:.*\n)*"
    return re.escape(line[:-1]) + r".*\n" if line.endswith("…") else re.escape(line) + r"\n"


if __name__ == "__main__":
    sys.exit(main())
