"""Names of authors. Which part is the family name?

An author is stored as printed. Citation styles put the family name first and shorten the rest, so they must know
which is which; where a name does not tell, it stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .. import languages
from ..languages._tables import rows as language_rows
from .cleaning import one_line, rows

_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.[-‐]?)+")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_WORDS = 5  # in a person's name


@dataclass(frozen=True, slots=True)
class Name:
    """A name in two parts; ``given`` is empty where it is not to be taken apart (an institution, an unclear name)."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """``Осмонов, А. Б.``"""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def initials(self) -> str:
        """``Г. Э.`` of ``Гүлнара Эркиновна``; initials printed together are set apart.

        >>> Name("Асанова", "Гүлнара Эркин кызы").initials, Name("Айбашев", "М.Ж.").initials
        ('Г. Э. кызы', 'М. Ж.')
        """
        return " ".join(map(_initial, re.sub(r"(?<=\.)(?=[^\W\d_])", " ", self.given).split()))


def _initial(word: str) -> str:
    if word.endswith((".", ",")) or not word[0].isupper():
        return word
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def parse_name(printed: str) -> Name:
    """Family and given names by comma, initials, patronymic, or the ending of a surname; else the whole.

    >>> parse_name("Асанова Гүлнара Эркиновна")
    Name(family='Асанова', given='Гүлнара Эркиновна')
    >>> [parse_name(printed).inverted for printed in ("А. Б. Осмонов", "Мамытбек уулу Т.", "Hein de Haas")]
    ['Осмонов, А. Б.', 'Мамытбек уулу, Т.', 'de Haas, Hein']
    """
    printed = one_line(printed)
    family, comma, given = printed.partition(",")
    if comma:
        parted = family.strip() and given.strip(" ,")
        return Name(family.strip(), given.strip()) if parted else Name(printed)
    words = printed.split()
    if not _is_person(printed):
        return Name(printed)
    for rule in (_by_initials, _by_particle, _by_prefix, _by_patronymic, _by_surname):
        if split := rule(words):
            return Name(" ".join(split[0]), " ".join(split[1]))
    return Name(printed)


_Split = tuple[Sequence[str], Sequence[str]]


def _by_initials(words: Sequence[str]) -> _Split | None:
    """Осмонов А. Б.; А. Б. Осмонов; Gulnara E. Asanova."""
    marks = [_is_initial(word) for word in words]
    if not any(marks) or all(marks):
        return None
    first, last = marks.index(True), len(marks) - 1 - marks[::-1].index(True)
    if last == len(words) - 1:
        return words[:first], words[first:]
    return words[last + 1 :], words[: last + 1]


def _by_particle(words: Sequence[str]) -> _Split | None:
    """Мамытбек уулу Темир; Темир Мамытбек уулу; Асанова Гүлнара Эркин кызы."""
    place = next((n for n, word in enumerate(words) if word.casefold() in _parts("particle")), 0)
    if not place or len(words) < 3:
        return None
    if place == len(words) - 1 and len(words) > 3:
        return words[:1], words[1:]
    return words[place - 1 : place + 1], [*words[: place - 1], *words[place + 1 :]]


def _by_prefix(words: Sequence[str]) -> _Split | None:
    """Hein de Haas."""
    place = next((n for n, word in enumerate(words) if word in _parts("prefix")), 0)
    return (words[place:], words[:place]) if 0 < place < len(words) - 1 else None


def _by_patronymic(words: Sequence[str]) -> _Split | None:
    """Асанова Гүлнара Эркиновна; Гүлнара Эркиновна Асанова."""
    if len(words) != 3 or not any(_ends(word, _parts("patronymic")) for word in words[1:]):
        return None
    return (words[:1], words[1:]) if _ends(words[2], _parts("patronymic")) else (words[2:], words[:2])


def _by_surname(words: Sequence[str]) -> _Split | None:
    """Гүлнара Асанова; Асанова Гүлнара; names in Latin letters end in the family name where nothing speaks."""
    for endings in (_surnames() - _parts("weak"), _surnames()):
        first, last = _ends(words[0], endings), _ends(words[-1], endings)
        if first != last:
            return (words[:1], words[1:]) if first else (words[-1:], words[:-1])
    return (words[-1:], words[:-1]) if all(letter < "\u0250" for letter in "".join(words)) else None


def _is_initial(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) or (len(word) == 1 and word.isupper())


def _is_person(part: str) -> bool:
    """Two to five words that may be parts of a name: no institution, and no family name alone."""
    words = part.split()
    return 2 <= len(words) <= _MOST_WORDS and all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    known = word.casefold() in _parts("particle") | _parts("prefix")
    return known or (word[0].isupper() and all(part.isalpha() for part in re.split("[-‐.'’ʼ]", word) if part))


def _ends(word: str, endings: frozenset[str]) -> bool:
    return len(word) > 4 and word.casefold().endswith(tuple(endings))


@cache
def _parts(kind: str) -> frozenset[str]:
    return frozenset(row["part"] for row in rows("name_parts") if row["kind"] == kind)


def _surnames() -> frozenset[str]:
    return _front("surname") - _parts("patronymic")


@cache
def _front(kind: str) -> frozenset[str]:
    """Words around an article, of that kind in any language."""
    front = (row for code in languages.available() for row in language_rows(code, "front"))
    return frozenset(row["word"] for row in front if row["kind"] == kind)


def split_authors(text: str) -> tuple[str, ...]:
    """Names in one cell or one setting, divided by semicolons or lines, else by commas that part whole names.

    >>> split_authors("Осмонов А. Б.; Асанова Г."), split_authors("Осмонов А.Б., Асанова Г.")
    (('Осмонов А. Б.', 'Асанова Г.'), ('Осмонов А.Б.', 'Асанова Г.'))
    >>> split_authors("Osmonov, A. B."), split_authors("Osmonov, A., Asanova, G.")
    (('Osmonov, A. B.',), ('Osmonov, A.', 'Asanova, G.'))
    """
    parts = re.split(r"[;|\n\r]", text)
    if len(parts) == 1:
        parts = _by_commas(text)
    return tuple(name for part in parts if (name := one_line(part)))


def _by_commas(text: str) -> list[str]:
    joined = re.sub(rf"\s(?:{'|'.join(_front('and'))}|&)\s", ",", text)
    if all(map(_is_person, joined.split(","))):
        return joined.split(",")
    parts = [part for piece in joined.split(",") if (part := one_line(piece))]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(family and all(map(_is_initial, given.split())) for family, given in pairs):
        return [f"{family}, {given}" for family, given in pairs]
    return [text]
