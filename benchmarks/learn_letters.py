"""Learn the letter-pair counts by which ``corpus.encoding`` tells encodings apart.

``python benchmarks/learn_letters.py DATA corpus/languages/data/letters`` reads ``DATA/cc0/<code>.txt`` (sentences of
Common Voice, CC0) and writes one table a language: a pair of letters and how often it occurs, ``_`` standing for
whatever is no letter. Only the counts are kept, never a sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

LANGUAGES = ("en", "ky", "ru")
RAREST = 2  # a pair seen less often is left out: noise, or a foreign name

HEADER = """\
# Pairs of letters and how often they occur; _ stands for whatever is no letter.
# Learnt by benchmarks/learn_letters.py from {lines} sentences of Mozilla Common Voice in language {code}.
# Source licence: CC0 1.0; these counts: MIT, as the code. Date: 2026-11-25.
"""


def pairs(text: str) -> Counter[str]:
    """Counts of the letter pairs in *text*, lower case, each word between two ``_``."""
    folded = "".join(letter if letter.isalpha() else "_" for letter in text.lower())
    counts = Counter(a + b for a, b in zip("_" + folded, folded + "_", strict=True))
    del counts["__"]
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    for code in LANGUAGES:
        lines = (arguments.data / "cc0" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
        counts: Counter[str] = Counter()
        for line in lines:
            counts.update(pairs(line))
        rows = [f"{pair}\t{count}\n" for pair, count in counts.most_common() if count >= RAREST]
        table = HEADER.format(lines=len(lines), code=code) + "".join(rows)
        (arguments.output / f"{code}.tsv").write_text(table, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
