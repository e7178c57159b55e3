"""Printed matter around an article, known by its look: classification numbers, addresses, authors, titles.

Each rule takes one line and answers yes or no. The words are in ``languages/data/<code>/front.tsv``.
"""

from __future__ import annotations

import re
from functools import cache

from .. import languages
from ..languages._tables import rows
from .lines import has_capital, is_capitals, words

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]*[^\s\"<>,;.)\]]", re.ASCII)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
COPYRIGHT = re.compile(r"\s*(?:©|\([cс]\)\s|copyright\b)", re.IGNORECASE)
ISSUE = re.compile(r"№\s*\d|\bvol\b|\bт\.\s*\d|\bno\.\s*\d|\b\d+\s*[–-]?\s*том\b|\bт[оo]м\s*\d", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-2]\d|203[0-5])(?!\d)")

SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\w")  # one ends within the line; shorter words are abbreviations
_PUNCTUATED_YEAR = re.compile(rf"[.,;:(–—-]\s*{YEAR.pattern}")
_NUMERAL = re.compile(r"\d+ \w")  # «18 штат …», but not «1. …»
_NUMBERS = re.compile(r"\d+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d+|\S")
_NUMBERED = re.compile(r"\s*(?:удк|ббк|udc|issn|isbn|doi|orcid)\b[\s:№./\d]|\s*https?://|\s*doi\.org", re.IGNORECASE)
_DATED = re.compile(
    r"\w[^.,]* [^.,]*\w[.,]\s*(?:19[5-9]\d|20[0-3]\d)(?:\s*[.,]?\s*(?:№|no\.|vol\.|т\.).{1,40})?\.?$", re.IGNORECASE
)
_AUTHOR_BREAK = re.compile(r"[,;]|\s[–—-]\s")
_LONGEST_TITLE = 30  # words
_LONGEST_FRONT = 25
_LONGEST_ADDRESS = 18
_LONGEST_DEGREE = 4  # words: «старший преподаватель кафедры экономики»
_SHORT = 2  # words after the last number of a journal's line; more make a sentence


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """Words of that kind in every language there is, lower case.

    >>> {"жана", "и", "and"} <= vocabulary("and")
    True
    """
    return frozenset(
        row["word"] for code in languages.available() for row in rows(code, "front") if row["kind"] == kind
    )


def is_numbered(line: str) -> bool:
    """``УДК 325.1``, ``DOI: 10.…``, ``https://…``, ``© Осмонов А., 2021``: certain wherever it stands."""
    dated = _starts(line) and (":" in line or any(map(str.isdigit, line)))
    return bool(_NUMBERED.match(line) or COPYRIGHT.match(line) or dated) and len(words(line)) <= _LONGEST_FRONT


def is_front(line: str) -> bool:
    """A line of printed matter, where such matter may be expected.

    >>> is_front("Ж. Баласагын атындагы Кыргыз улуттук университети"), is_front("Университеттер жабылды.")
    (True, False)
    """
    if is_numbered(line):
        return True
    if len(words(line)) > _LONGEST_FRONT:
        return False
    return bool(EMAIL.search(line)) or is_journal(line) or _starts(line) or _is_address(line)


def is_journal(line: str) -> bool:
    """``Вестник ОшГУ, 2021, № 3``: a journal's word with a year or the number of an issue; ``Калк жана коом. 2019``."""
    if len(words(line)) > _LONGEST_FRONT:
        return False
    named = _holds(line, "journal") and (ISSUE.search(line) or _PUNCTUATED_YEAR.search(line))
    after = _NUMBERS.split(line)[-1]
    return bool(named or _DATED.match(line)) and len(words(after)) <= _SHORT


def is_authors(line: str) -> bool:
    """Names and, it may be, degrees; nothing else.

    >>> [is_authors(x) for x in ("Мамытбек уулу Т., Айбашев М.Ж., доцент", "M.Zh. Aibashev", "Эмгек миграциясы")]
    [True, True, False]
    """
    parts = [part for part in _AUTHOR_BREAK.split(line) if words(part)]
    named = [part for part in parts if is_name(part)]
    return bool(named) and all(is_name(part) or _is_degree(part) or not words(part) for part in parts)


def is_name(part: str) -> bool:
    """One person, with initials or with a full name whose ending says that it is one.

    >>> [is_name(x) for x in ("Осмонов А. Б.", "Асанова Гүлнара Эркиновна", "Тышкы Миграция", "А. Осмонов келди")]
    [True, True, False, False]
    """
    tokens = [token for token in _TOKEN.findall(part) if token[0].isalpha()]
    particles = vocabulary("particle")
    names = [token for token in tokens if token.casefold() not in particles and token not in vocabulary("and")]
    initials = [token for token in names if _is_initial(token)]
    full = [token for token in names if not _is_initial(token)]
    if not full or len(names) > 9 or not all(token[0].isupper() for token in names):
        return False
    if initials:
        return len(full) <= 2 * len(initials) and not any(token.endswith(".") and len(token) > 3 for token in full)
    certain = any(token.casefold() in particles for token in tokens) or any(map(_is_surname, full))
    return 2 <= len(full) <= 3 and certain


def is_title(line: str) -> bool:
    """A heading by its look: short, begins with a capital, no full stop at its end."""
    count = len(words(line))
    if not 1 <= count <= _LONGEST_TITLE or line.endswith((",", ";", ":")) or line.startswith(("•", "-", "–", "—")):
        return False
    if is_capitals(line):
        return True
    return (has_capital(line) or bool(_NUMERAL.match(line))) and not line.endswith(".")


def _is_initial(token: str) -> bool:
    return token.endswith(".") and token[0].isupper() and len(token) <= 3


def _is_surname(token: str) -> bool:
    return token.casefold().endswith(tuple(vocabulary("surname"))) and len(token) > 4


def _is_degree(part: str) -> bool:
    return len(words(part)) <= _LONGEST_DEGREE and _holds(part, "degree")


def _is_address(line: str) -> bool:
    """An institution; a sentence about one ends in a full stop."""
    if line.endswith((".", "?", "!")) or SENTENCE.search(line) or len(words(line)) > _LONGEST_ADDRESS:
        return False
    named = {word.casefold() for word in words(line)}
    return not named.isdisjoint(vocabulary("affiliation")) or all(map(_is_degree, _AUTHOR_BREAK.split(line)))


def _starts(line: str) -> bool:
    lowered = line.casefold()
    return any(re.match(rf"{re.escape(word)}\b", lowered) for word in vocabulary("start"))


def _holds(line: str, kind: str) -> bool:
    """Is one of the words of that kind in the line?"""
    lowered = line.casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", lowered) for word in vocabulary(kind))
