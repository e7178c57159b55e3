"""Repair: line-end hyphens, lost spaces and whole words, on documents damaged on purpose.

Documents of ``ntrex_odd.jsonl`` are wrapped at 60 columns, words are cut by syllables, a hyphen of the word may
stand at a line end, and 2 % of the spaces inside lines are removed; the damage is seeded. Rivals in the same run:
every line-end hyphen joined, none joined.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from corpus.documents import Section, SectionKind, Span
from corpus.edits import Edits
from corpus.repair import repair, repair_sections

NAME = "repair"
LANGUAGES = ("ky", "ru", "en")
COLUMNS = 60
LOST_SPACES = 0.02
VOWELS = frozenset("аеёиоуыэюяөү" + "aeiouy")
SIGNS = frozenset("йьъ")  # stay with the letter before
KEEP_HYPHEN = ("карама-каршы", "иш-аракеттерди", "социалдык-экономикалык", "үй-бүлө")
ARTICLE_DASHES = ("өлкөлөрүнө-",)


@dataclass
class Damaged:
    """``hyphens``: offset in ``text`` of each hyphen at a line end → does it belong to the word?
    ``spaces``: offsets in ``text`` where a space is missing."""

    language: str
    right: str
    text: str
    hyphens: dict[int, bool] = field(default_factory=dict)
    spaces: set[int] = field(default_factory=set)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder with ntrex_odd.jsonl and the article")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> dict[str, object]:
    data: Path = args.data
    scores: dict[str, object] = {}
    for language in LANGUAGES:
        texts = list(documents(data / "ntrex_odd.jsonl", language))
        scores[language] = measure([damage(text, language, args.seed + i) for i, text in enumerate(texts)])
    scores["article"] = article((data / "migration_article_ky.txt").read_text(encoding="utf-8"))
    return scores


def documents(path: Path, language: str) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield " ".join(" ".join(json.loads(line)[language]).split())


# --- damage ---------------------------------------------------------------------------------------------------------


def syllable_breaks(word: str) -> list[int]:
    """Offsets at which a printer may cut *word*: before a consonant that a vowel follows, two letters on each side.

    >>> syllable_breaks("миграция"), syllable_breaks("чөйрөсүндө"), syllable_breaks("migration")
    ([3, 5], [3, 5, 8], [3, 5])
    """
    breaks = []
    letters = word.lower()
    for i in range(2, len(word) - 1):
        if not all(letter.isalpha() for letter in letters[i - 2 : i + 2]):
            continue
        here, after = letters[i], letters[i + 1]
        opens = here not in VOWELS and here not in SIGNS and after in VOWELS
        if opens and any(letter in VOWELS for letter in letters[:i]):
            breaks.append(i)
    return breaks


def damage(text: str, language: str, seed: int) -> Damaged:
    chance = random.Random(seed)
    damaged = Damaged(language, text, "")
    out: list[str] = []
    size = column = 0

    def put(piece: str) -> None:
        nonlocal size, column
        out.append(piece)
        size += len(piece)
        column = 0 if piece == "\n" else column + len(piece)

    for word in text.split():
        if column and column + 1 + len(word) > COLUMNS:
            room = COLUMNS - column - 1
            cut = best_cut(word, room)
            if cut is None:
                put("\n")
            else:
                at, is_hard = cut
                put(" ")
                put(word[:at] if is_hard else word[:at] + "-")
                damaged.hyphens[size - 1] = is_hard
                put("\n")
                word = word[at:]
        elif column:
            if chance.random() < LOST_SPACES:
                damaged.spaces.add(size)
            else:
                put(" ")
        put(word)
    damaged.text = "".join(out)
    return damaged


def best_cut(word: str, room: int) -> tuple[int, bool] | None:
    """Where to cut, and whether the hyphen there is the word's own; the last place that fits."""
    hard = [
        i + 1 for i in range(1, len(word) - 2) if word[i] == "-" and word[i - 1].isalnum() and word[i + 1].isalnum()
    ]
    cuts = [(at, True) for at in hard if at <= room]
    cuts += [(at, False) for at in syllable_breaks(word) if at + 1 <= room]
    return max(cuts, default=None)


# --- measuring ------------------------------------------------------------------------------------------------------


def mend(text: str, language: str) -> tuple[str, Edits]:
    first = repair(text)
    second = repair_sections(first.text, [Section(SectionKind.BODY, Span(0, len(first.text)), language)])
    return second.text, first.edits.then(second.edits)


def measure(batch: list[Damaged]) -> dict[str, float]:
    mend(batch[0].text, batch[0].language)  # warm
    counts = dict.fromkeys(
        ("hyphens", "right", "always", "never", "lost", "found", "put", "words", "before", "after"), 0
    )
    seconds = 0.0
    for damaged in batch:
        start = time.process_time()
        text, edits = mend(damaged.text, damaged.language)
        seconds += time.process_time() - start
        joined = joined_hyphens(damaged, edits)
        put = {edit.start for edit in edits if edit.replacement == " " and edit.start == edit.stop}
        counts["hyphens"] += len(damaged.hyphens)
        counts["right"] += sum((at in joined) != is_hard for at, is_hard in damaged.hyphens.items())
        counts["always"] += sum(not is_hard for is_hard in damaged.hyphens.values())
        counts["never"] += sum(damaged.hyphens.values())
        counts["lost"] += len(damaged.spaces)
        counts["found"] += len(damaged.spaces & put)
        counts["put"] += len(put)
        counts["words"] += len(damaged.right.split())
        counts["before"] += words_exact(damaged.right, damaged.text)
        counts["after"] += words_exact(damaged.right, text)
    return {
        "hyphens": counts["right"] / counts["hyphens"],
        "hyphens_always_join": counts["always"] / counts["hyphens"],
        "hyphens_never_join": counts["never"] / counts["hyphens"],
        "glue_recall": counts["found"] / counts["lost"],
        "glue_precision": counts["found"] / max(counts["put"], 1),
        "words_damaged": counts["before"] / counts["words"],
        "words_repaired": counts["after"] / counts["words"],
        "words_per_second": round(counts["words"] / seconds),
    }


def joined_hyphens(damaged: Damaged, edits: Edits) -> set[int]:
    return {
        at for edit in edits for at in damaged.hyphens if edit.start <= at < edit.stop and "-" not in edit.replacement
    }


def words_exact(right: str, text: str) -> int:
    matcher = SequenceMatcher(None, right.split(), text.split(), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


# --- the article ----------------------------------------------------------------------------------------------------


def article(text: str) -> dict[str, float]:
    """Hyphens at line ends of the article that come out right; the truth is named in the notes on the data."""
    first = repair(text)
    second = repair_sections(first.text, guess_sections(first.text))
    edits = first.edits.then(second.edits)
    cuts = list(re.finditer(r"([^\W\d_]+)-[ ]*\n\s*([^\W\d_]+)", text))
    right = sum(
        re.match(right_pattern(cut[1], cut[2]), second.text[edits.to_target(cut.start()) :]) is not None for cut in cuts
    )
    return {"hyphens": right / len(cuts), "hyphens_right": right, "hyphens_total": len(cuts)}


def right_pattern(before: str, after: str) -> str:
    whole = f"{before}-{after}".lower()
    if f"{before}-" in ARTICLE_DASHES:
        return rf"{before}-\s+{after}"
    return rf"{before}-{after}" if whole.startswith(KEEP_HYPHEN) else before + after


def guess_sections(text: str) -> list[Section]:
    """Runs of lines by script and letters; good enough for one article."""
    sections: list[Section] = []
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text):
        letters = paragraph[0].lower()
        if sum("a" <= letter <= "z" for letter in letters) > len(letters) / 2:
            language = "en"
        else:
            language = "ky" if set(letters) & set("өүң") else "ru"
        sections.append(Section(SectionKind.BODY, Span(*paragraph.span()), language))
    return sections
