"""TSV: the table of CSV with tabs between the cells; columns as in ``_table``."""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _delimited
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    return _delimited.write(entries, layout, "\t")


def read_with_notes(data: bytes) -> Reading:
    return _delimited.read(data, "tsv")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter("tsv", (".tsv", ".tab"), write, read, read_with_notes, description="the same table, with tabs")
