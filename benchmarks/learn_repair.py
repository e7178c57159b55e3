"""Learn the numbers of corpus/languages/data/repair from sentences in the public domain.

    python benchmarks/learn_repair.py --data ../shared/data

Only counts of letter groups are kept, never words; the sentences are Mozilla Common Voice (CC0 1.0).
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter
from pathlib import Path

LANGUAGES = ("ky", "ru", "en")
TABLES = Path(__file__).parent.parent / "corpus" / "languages" / "data" / "repair"
SOURCE = (
    "# Learnt by benchmarks/learn_repair.py from sentences of Mozilla Common Voice ({code}), which are in the\n"
    "# public domain (CC0 1.0); so are these numbers. Date: 2026-11-25.\n"
)


def words(path: Path) -> list[str]:
    return re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8").lower())


def pairs(data: Path) -> None:
    """Letter pairs of each language, a word's edges as ``_``, each count a share of 100,000."""
    lines = ["# How often two letters follow one another, of 100,000 pairs; _ is the edge of a word.\n"]
    lines += [SOURCE.format(code=", ".join(LANGUAGES)), "language\tpair\tcount\n"]
    for code in LANGUAGES:
        counts: Counter[str] = Counter()
        for word in words(data / "cc0" / f"{code}.txt"):
            edged = f"_{word}_"
            counts.update(a + b for a, b in itertools.pairwise(edged))
        total = counts.total()
        for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            share = round(100_000 * count / total)
            if share and all(is_letter_of(code, letter) for letter in pair):
                lines.append(f"{code}\t{pair}\t{share}\n")
    (TABLES / "pairs.tsv").write_text("".join(lines), encoding="utf-8")


def trigrams(data: Path, code: str) -> None:
    """Groups of three letters in the distinct words of a language, a word's edges as ``_``."""
    lines = ["# In how many distinct words three letters follow one another; _ is the edge of a word.\n"]
    lines += [SOURCE.format(code=code), "group\tcount\n"]
    counts: Counter[str] = Counter()
    for word in set(words(data / "cc0" / f"{code}.txt")):
        if all(is_letter_of(code, letter) for letter in word):
            edged = f"__{word}_"
            counts.update(edged[i : i + 3] for i in range(len(edged) - 2))
    for group, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{group}\t{count}\n")
    (TABLES / f"trigrams_{code}.tsv").write_text("".join(lines), encoding="utf-8")


def is_letter_of(code: str, letter: str) -> bool:
    """Leaves out the English words in the Russian sentences, and the other way round."""
    return letter == "_" or (letter.isascii() if code == "en" else not letter.isascii())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    pairs(data)
    for code in LANGUAGES:
        trigrams(data, code)


if __name__ == "__main__":
    main()
