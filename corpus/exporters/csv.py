"""CSV, for spreadsheets and scripts: UTF-8 with a byte order mark, commas, CR LF; columns as in ``_table``.

A TSV file, or one with semicolons, is read by this too.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _delimited
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    return _delimited.write(entries, layout, ",")


def read_with_notes(data: bytes) -> Reading:
    return _delimited.read(data, "csv")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter("csv", (".csv",), write, read, read_with_notes, description="a table for spreadsheets and scripts")
