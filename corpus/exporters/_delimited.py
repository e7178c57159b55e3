"""Tables as text: how CSV and TSV are written and read (RFC 4180).

Cells that a spreadsheet would take for a formula (they begin with ``= + - @``, a tab or a carriage return,
after any spaces) get an apostrophe before them; reading takes it away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ..concepts import TermEntry
from ..encoding import decode
from . import _table
from ._common import clean, select
from .base import Layout, Reading

_FORMULA = re.compile("[\\s']*[=+@\\t\\r\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}-]")
_LONGEST_CELL = 2**31 - 1  # a whole article in a cell; csv refuses more than 131,072 characters otherwise


def guard(text: str) -> str:
    """*text* as a spreadsheet will show it and not compute it.

    >>> guard("-лык"), guard("=1+1"), guard("'=1"), guard("үй-бүлө")
    ("'-лык", "'=1+1", "''=1", 'үй-бүлө')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Undoes :func:`guard`.

    >>> unguard("'-лык"), unguard("'тис"), unguard("''=1")
    ('-лык', "'тис", "'=1")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def write(entries: Sequence[TermEntry], layout: Layout, delimiter: str) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it; lines end in CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(_table.header(layout))
    for entry in select(entries, layout):
        writer.writerow(guard(cell) if isinstance(cell, str) else cell for cell in _table.row(entry, layout))
    return buffer.getvalue().encode("utf-8-sig")


def read(data: bytes, name: str) -> Reading:
    """The entries of a table in any encoding, divided by commas, semicolons, tabs or bars."""
    decoded = decode(data, name=name)
    text = decoded.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    delimiter, text, skipped = _sep_line(text)
    return _table.parse(_rows(text, delimiter or _delimiter(text), skipped), name, decoded.notes)


def _sep_line(text: str) -> tuple[str, str, int]:
    """``sep=;`` on the first line, as Excel writes: the delimiter, the rest, the number of lines taken."""
    found = re.match(r'"?sep=(.)"?[,;\t]*\r?\n', text, re.IGNORECASE)
    return (found[1], text[found.end() :], 1) if found else ("", text, 0)


def _delimiter(text: str) -> str:
    """The one that makes the most columns we understand of a line near the top; a comma where none does."""

    def understood(delimiter: str) -> int:
        lines = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 20)
        return max((sum(_table.column(cell) is not None for cell in cells) for cells in lines), default=0)

    _allow_long_cells()
    return max((",", ";", "\t", "|"), key=understood)


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    _allow_long_cells()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1 + skipped):
        yield number, [unguard(clean(cell)) for cell in cells]


def _allow_long_cells() -> None:
    """The limit of csv belongs to the process; we only ever raise it."""
    if csv.field_size_limit() < _LONGEST_CELL:
        csv.field_size_limit(_LONGEST_CELL)
