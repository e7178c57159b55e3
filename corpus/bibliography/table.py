"""Bibliographic facts as a table: CSV, TSV, or what a spreadsheet saves under these names (RFC 4180).

Headers are understood in three languages (``headers.tsv``); any delimiter; ``sep=;`` on the first line; a title above
the header.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..errors import UnknownFormat
from .cleaning import name_as_given, one_line, rows
from .entries import Entry, Reading, metadata
from .names import split_authors

_DELIMITERS = (",", ";", "\t", "|")
_HEADER_LINES = 20  # a header stands among the first lines
_LONGEST_CELL = 2**31 - 1
_LANGUAGE = re.compile(r"[ (_-]+(?:ky|kg|ru|en|кырг|рус|англ|eng|rus|kyr)\)?$")
_JOINS = ("file", "id", "doi")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


def recognizes(text: str) -> bool:
    """Is there a header that we understand?"""
    return _header(_rows(text))[0] is not None


def read(text: str, name: str) -> Reading:
    """The entries of a table. Raises UnknownFormat where no column says which document a row is about."""
    table = _rows(text)
    header, index = _header(table)
    if header is None:
        known = ", ".join(row["header"] for row in rows("headers") if row["field"] in _JOINS)
        reason = f"line {table[0].line if table else 1}: no column names a file, an id or a DOI beside other facts"
        raise UnknownFormat(name, reason, f"call one of them: {known}")
    entries, notes = [], list(_unclosed(text))
    for row in table[index + 1 :]:
        found = _entry(header, row)
        entries += [found] if isinstance(found, Entry) else []
        notes += [found] if isinstance(found, str) else []
        notes += _year_notes(header, row) if isinstance(found, Entry) else []
    return Reading(tuple(entries), tuple(notes))


def field_of(header: str) -> str:
    """The field that a column holds; empty where we do not know.

    >>> field_of("Файлдын аты"), field_of("title_ru"), field_of("Стр."), field_of("түсү")
    ('file', 'title', 'pages', '')
    """
    folded = " ".join(one_line(header).casefold().replace("_", " ").split()).rstrip(" .:")
    return _headers().get(folded) or _headers().get(_LANGUAGE.sub("", folded), "")


@cache
def _headers() -> dict[str, str]:
    return {row["header"]: row["field"] for row in rows("headers")}


def _rows(text: str) -> list[_Row]:
    """Rows with something in them."""
    if csv.field_size_limit() < _LONGEST_CELL:
        csv.field_size_limit(_LONGEST_CELL)
    return list(_divided(*_dress(text)))


def _dress(text: str) -> tuple[str, str, int]:
    """The table, its delimiter (``sep=;`` says it, else it is the one that makes the most columns we understand), and
    the number of lines before the table."""
    if told := re.match(r'"?sep=(.)"?[,;\t]*\n', text, re.IGNORECASE):
        return text[told.end() :], told[1], 1
    return text, max(_DELIMITERS, key=lambda delimiter: _understood(text, delimiter)), 0


def _understood(text: str, delimiter: str) -> int:
    top = "\n".join(text.split("\n", _HEADER_LINES)[:_HEADER_LINES])
    return max((len(_fields(row.cells)) for row in _divided(top, delimiter, 0)), default=0)


def _divided(text: str, delimiter: str, skipped: int) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = skipped + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(line, cells)
        line = skipped + reader.line_num + 1


def _fields(cells: Sequence[str]) -> set[str]:
    return {field for cell in cells if (field := field_of(cell))}


def _header(table: Sequence[_Row]) -> tuple[list[str] | None, int]:
    """The fields of the columns, and which row says so: the one with the most, a joining one among two or more."""
    fitting = [
        (len(fields), -index)
        for index, row in enumerate(table[:_HEADER_LINES])
        if len(fields := _fields(row.cells)) > 1 and not fields.isdisjoint(_JOINS)
    ]
    if not fitting:
        return None, 0
    index = -max(fitting)[1]
    return [field_of(cell) for cell in table[index].cells], index


def _entry(header: Sequence[str], row: _Row) -> Entry | str:
    """The entry in a row, or why there is none."""
    if any(cell.strip() for cell in row.cells[len(header) :]):
        return f"line {row.line}: {len(row.cells)} cells under {len(header)} headers; left out"
    fields = _named(header, row)
    facts, _ = metadata(fields, split_authors(fields.get("authors", "")), row.line)
    files = tuple(file for cell in _of(header, row, "file") for file in _files(cell))
    keys = _of(header, row, "id")
    if not (files or keys or facts.doi):
        return f"line {row.line}: no file, id or DOI; left out"
    return Entry(facts, files, keys, row.line)


def _year_notes(header: Sequence[str], row: _Row) -> list[str]:
    return metadata(_named(header, row), (), row.line)[1]


def _named(header: Sequence[str], row: _Row) -> dict[str, str]:
    """Field → its first cell with something in it."""
    named: dict[str, str] = {}
    for field, cell in zip(header, row.cells, strict=False):
        if field and cell.strip():
            named.setdefault(field, cell)
    if "start" in named:
        named.setdefault("pages", "–".join(named[part].strip() for part in ("start", "end") if part in named))
    return named


def _files(cell: str) -> list[str]:
    """One file, or several as Zotero writes them: ``a.pdf; b.html``."""
    parts = cell.split("; ")
    return parts if all(re.search(r"\.\w{2,5}$", part) for part in parts) else [cell]


def _of(header: Sequence[str], row: _Row, wanted: str) -> tuple[str, ...]:
    cells = zip(header, row.cells, strict=False)
    return tuple(name_as_given(cell) for field, cell in cells if field == wanted and cell.strip())


def _unclosed(text: str) -> Iterator[str]:
    """A quotation mark that never closes swallows the rest of the table; csv itself says nothing of it."""
    table, delimiter, skipped = _dress(text)
    reader = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for _ in reader:
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            yield f"line {line}: a quotation mark is opened and not closed; the rows after it are lost"
