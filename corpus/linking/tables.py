"""The tables of linking, as they stand in ``data/``: letters, endings, spellings, acronyms."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/NAME.tsv`` without comments."""
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def letters() -> dict[str, str]:
    """Letters → their skeleton."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows("letters")}


@cache
def endings(code: str) -> tuple[tuple[str, str], ...]:
    """Endings of international words in a language and what takes their place, the longest first."""
    found = [(row[1], row[2] if len(row) > 2 else "") for row in rows("endings") if row[0] in (code, "*")]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _spellings(code: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((row[1], row[2], row[3]) for row in rows("spellings") if row[0] == code)


def one_spelling(code: str, word: str) -> str:
    """*word* in the spelling that stands for all its spellings.

    >>> one_spelling("en", "globalisation"), one_spelling("en", "globalization")
    ('globalization', 'globalization')
    """
    for place, spelling, taken in _spellings(code):
        if place == "start" and word.startswith(spelling):
            word = taken + word[len(spelling) :]
        elif place == "end" and word.endswith(spelling):
            word = word[: -len(spelling)] + taken
    return word


@cache
def acronyms() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Groups of (language, name) that name one body."""
    groups = []
    for row in rows("acronyms"):
        cells = zip(("ky", "ru", "en"), row, strict=False)
        groups.append(tuple((code, name.strip()) for code, cell in cells for name in cell.split("|") if name.strip()))
    return tuple(groups)


@cache
def _acronym_words() -> frozenset[str]:
    return frozenset(name for group in acronyms() for _, name in group if name.isupper() and " " not in name)


def is_acronym(word: str) -> bool:
    """Is it one of the table, written in capitals?"""
    return word in _acronym_words()
