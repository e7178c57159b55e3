"""Single fields: one line of text, a DOI, a year, pages, a file's name. Each function undoes nothing twice."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import unquote

_DOI_PREFIX = re.compile(r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|doi:?\s*(?=10\.)|doi:\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)
_DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
_RANGE = re.compile(rf"(?<=\d)\s*[{_DASHES}]+\s*(?=\w)")
_ROMAN_RANGE = re.compile(rf"([ivxlc]+)\s*[{_DASHES}]+\s*([ivxlc]+)", re.IGNORECASE)
_ENDING = re.compile(r"(?<=.)\.[^./\s]{1,10}$")
_INVISIBLE = ("Cc", "Cf", "Cs")
_KEPT = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"  # white space is folded
_DATA = Path(__file__).parent


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Rows of ``<table>.tsv`` beside this file as header → cell; ``#`` begins a comment line."""
    text = (_DATA / f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


def one_line(text: str) -> str:
    """*text* with white space folded, composed (NFC), without control and other invisible characters.

    >>> one_line("  Ички\\n миграция ")
    'Ички миграция'
    """
    kept = (letter for letter in text if letter in _KEPT or unicodedata.category(letter) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def name_as_given(text: str) -> str:
    """A file's name, a key or an id: its spaces may be part of it; only line breaks and what no name can hold go.

    >>> name_as_given(" эки  боштук.pdf\\n")
    'эки  боштук.pdf'
    """
    kept = (" " if letter in _KEPT[2:] else letter for letter in text if unicodedata.category(letter) != "Cs")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def bare_doi(text: str) -> str:
    """A DOI without what is printed before it; letters as given.

    >>> bare_doi("https://doi.org/10.1234/ABC"), bare_doi("DOI: 10.1234/x")
    ('10.1234/ABC', '10.1234/x')
    """
    text = one_line(text)
    while found := _DOI_PREFIX.match(text):
        text = text[found.end() :].strip()
    return text


def year_in(text: str) -> int | None:
    """The first number of four digits that can be a year.

    >>> year_in("2019-ж."), year_in("2019/05/01"), year_in("басмада")
    (2019, 2019, None)
    """
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def page_range(text: str) -> str:
    """Pages with en dashes between numbers.

    >>> page_range("5--12, 15"), page_range("e101 - e110"), page_range("xii-xx"), page_range("A-1")
    ('5–12, 15', 'e101–e110', 'xii–xx', 'A-1')
    """
    text = one_line(text)
    if roman := _ROMAN_RANGE.fullmatch(text):
        return f"{roman[1]}–{roman[2]}"
    return _RANGE.sub("–", text)


def file_names(text: str) -> tuple[str, ...]:
    """The name of a file as given, with ``/`` between folders; its last part; that without its ending.

    >>> file_names("articles\\\\көч.pdf")
    ('articles/көч.pdf', 'көч.pdf', 'көч')
    """
    given = unquote(text) if text.lower().startswith("file:") else text
    given = re.sub(r"^(?:file:/*(?=/|[A-Za-z]:)|[a-z-]+://|\./)", "", name_as_given(given.replace("\\", "/")))
    last = given.rstrip("/").rpartition("/")[2]
    return tuple(dict.fromkeys(name for name in (given, last, _ENDING.sub("", last)) if name))
