"""What each format of bibliographic facts is read into."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..documents import Metadata
from .cleaning import bare_doi, name_as_given, one_line, page_range, year_in

_OURS = re.compile(r"(?:^|; )Kochmon: (.+)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One work: its facts, the files that hold it, its citation keys or ids, and the line where it begins."""

    metadata: Metadata
    files: tuple[str, ...]
    keys: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of a file, and a sentence on each thing that was passed over."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def metadata(fields: Mapping[str, str], authors: Sequence[str], line: int) -> tuple[Metadata, list[str]]:
    """Facts of raw fields named as those of Metadata; a year that is none is told of, naming the *line*."""
    dated = one_line(fields.get("year", ""))
    year = year_in(dated)
    notes = [f"line {line}: '{dated}' is not a year"] if dated and year is None else []
    names = ("title", "journal", "volume", "issue")
    known = {name: one_line(fields.get(name, "")) for name in names}
    return Metadata(
        authors=tuple(name for author in authors if (name := one_line(author))),
        year=year,
        pages=page_range(fields.get("pages", "")),
        doi=bare_doi(fields.get("doi", "")),
        **known,
    ), notes


def note_of(id: str, page: int | None = None) -> str:
    """How an exported entry says which document of the corpus it is, and the page that was cited.

    >>> note_of("articles/көч.pdf", 7)
    'p. 7; Kochmon: articles/көч.pdf'
    """
    return (f"p. {page}; " if page is not None else "") + f"Kochmon: {name_as_given(id)}"


def id_in(note: str) -> str:
    """The document's id in a note that :func:`note_of` made; empty in any other.

    >>> id_in("p. 7; Kochmon: articles/көч.pdf"), id_in("read twice")
    ('articles/көч.pdf', '')
    """
    found = _OURS.search(name_as_given(note))
    return found[1] if found else ""
