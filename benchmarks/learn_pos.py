"""English parts of speech that a form may have, counted in a UD treebank: writes corpus/languages/data/en/pos.tsv.

    python -m benchmarks.learn_pos en_ewt-ud-dev.conllu [--check]

The treebank is CC BY-SA 4.0, and so is the table: forms and endings (three letters, ``…ing``) with counts for each
part of speech. ``--check`` learns on sentences with an even number and tells how often the right one is among those
given to the others, and how many are given.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "corpus" / "languages" / "data" / "en" / "pos.tsv"
HEADER = """\
# Parts of speech (UD) of English forms and of endings (…ing), with how often each was counted.
# Learnt from UD English-EWT (dev), CC BY-SA 4.0 (https://universaldependencies.org); so this file is CC BY-SA 4.0 too.
# Made by benchmarks/learn_pos.py, 2026-11.
form	pos	count
"""
ENDING = 3
FEWEST, SHARE = 4, 0.08  # an ending's part of speech is kept if it was counted so often, and this share of the ending's

Tagged = tuple[str, str]


def sentences(path: Path) -> Iterator[list[Tagged]]:
    """(form, part of speech) of the words of each sentence."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        cells = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        yield [(c[1], c[3]) for c in cells if c[0].isdigit() and c[1].isalpha()]


def learn(tagged: Iterable[Tagged]) -> dict[str, Counter[str]]:
    """Form (lower case, unless a proper noun alone) or ending → part of speech → count."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for form, pos in tagged:
        found[form.lower()][pos] += 1
    for form, counts in found.items():
        if len(form) > ENDING + 1:
            for pos in counts:
                endings[f"…{form[-ENDING:]}"][pos] += 1
    for ending, counts in endings.items():
        kept = {p: n for p, n in counts.items() if n >= FEWEST and n >= SHARE * counts.total()}
        if kept:
            found[ending] = Counter(kept)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    read = list(sentences(args.treebank))
    if args.check:
        _check(read)
        return
    table = learn(word for sentence in read for word in sentence)
    rows = (f"{form}\t{pos}\t{n}" for form in sorted(table) for pos, n in table[form].most_common())
    TARGET.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def _check(read: list[list[Tagged]]) -> None:
    from corpus.languages import en

    table = learn(word for sentence in read[::2] for word in sentence)
    en.use_parts_of_speech({form: tuple(pos for pos, _ in counts.most_common()) for form, counts in table.items()})
    held = [word for sentence in read[1::2] for word in sentence]
    given = [{analysis.pos for analysis in en.analyze(form)} for form, _ in held]
    right = sum(pos in sets for (_, pos), sets in zip(held, given, strict=True))
    first = sum(pos == en.analyze(form)[0].pos for form, pos in held)
    size = sum(map(len, given)) / len(held)
    print(f"right one among those given {right / len(held):.3f}, first {first / len(held):.3f}, given {size:.2f}")


if __name__ == "__main__":
    main()
