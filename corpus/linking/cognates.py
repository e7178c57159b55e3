"""Words that two languages share. How alike are миграциялык, миграционный and migration?"""

from __future__ import annotations

from functools import lru_cache

from . import tables

LEAST = 0.70
"""Below it likeness is chance. Measured on the equivalents of the Kyrgyz lexicon against words drawn at random."""
SHORT = 4
"""Words whose skeleton is no longer must be equal."""
EXACT_FROM = 4
"""Equal skeletons shorter than this are worth no more than LEAST: кол is a hand in Kyrgyz and a stake in Russian."""


@lru_cache(maxsize=1 << 17)
def skeleton(word: str, code: str) -> str:
    """A lower-case word in letters common to the languages, its international ending folded.

    >>> skeleton("миграция", "ky"), skeleton("migration", "en"), skeleton("экономический", "ru")
    ('migracia', 'migracia', 'ekonomik')
    """
    for ending, taken in tables.endings(code):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)] + taken
            break
    table = tables.letters()
    found, place = [], 0
    while place < len(word):
        pair = word[place : place + 2]
        if len(pair) == 2 and pair in table:
            found.append(table[pair])
            place += 2
        else:
            found.append(table.get(word[place], word[place]))
            place += 1
    text = "".join(found)
    return "".join(letter for before, letter in zip(" " + text, text, strict=False) if letter != before)


@lru_cache(maxsize=1 << 20)
def likeness(first: str, first_code: str, second: str, second_code: str) -> float:
    """0 to 1: mean of the indel ratio and Jaro–Winkler of two skeletons; 0 below LEAST.

    >>> likeness("миграция", "ky", "migration", "en"), likeness("калк", "ky", "население", "ru")
    (1.0, 0.0)
    >>> likeness("эмиграция", "ky", "immigration", "en"), likeness("миграция", "ky", "иммиграция", "ru")
    (0.0, 0.0)
    """
    from rapidfuzz.distance import Indel, JaroWinkler

    if first == second and not first.isalpha():  # 12, covid-19
        return 1.0
    one, other = skeleton(first, first_code), skeleton(second, second_code)
    if one == other:
        return 1.0 if len(one) >= EXACT_FROM or (first == second and first.isascii()) else LEAST
    if min(len(one), len(other)) <= SHORT or _prefixed_apart(one, other):
        return 0.0
    score = (Indel.normalized_similarity(one, other) + JaroWinkler.similarity(one, other)) / 2
    return score if score >= LEAST else 0.0


def _prefixed_apart(one: str, other: str) -> bool:
    """Is there one word with two prefixes, or with one and without?"""
    prefixes = ["", *(row[0] for row in tables.rows("prefixes"))]
    ours = {one.removeprefix(prefix): prefix for prefix in prefixes if one.startswith(prefix)}
    theirs = {other.removeprefix(prefix): prefix for prefix in prefixes if other.startswith(prefix)}
    return any(len(rest) >= SHORT and ours[rest] != theirs[rest] for rest in ours.keys() & theirs.keys())
