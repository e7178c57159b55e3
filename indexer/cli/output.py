"""Rows to stdout or a file, in the format that was asked for."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from corpus.errors import KochmonError, OutputExists

from .options import FORMATS, settings
from .screen import Row, cell, say, table
from .texts import text

Render = Callable[[Iterable[Row]], object]

ENDINGS = ("jsonl", "tsv", "csv", "xlsx")


def row_format() -> str:
    """table, jsonl, tsv or csv: as asked, else by the environment, else by where the output goes."""
    asked = settings().format or os.environ.get("KOCHMON_FORMAT", "")
    if asked and asked not in FORMATS:
        raise KochmonError(text("odd_format", name=asked, known=", ".join(FORMATS)))
    return asked or ("table" if sys.stdout.isatty() else "tsv")


def is_for_a_person() -> bool:
    """Are the rows shown as a table, and to be commented on?"""
    return settings().output is None and row_format() == "table"


def shown_rows(limit: int | None, default: int) -> int | None:
    """How many rows to show: as asked; all for files and pipes; else *default*."""
    return limit if limit is not None else default if is_for_a_person() else None


def emit(rows: Iterable[Row], columns: Sequence[str], render: Render | None = None) -> None:
    """Write *rows* as the command line asks; *columns* are those of tables, a JSON object has all keys."""
    output = settings().output
    if output is not None:
        write_file(output, rows, columns)
        return
    kind = row_format()
    if kind == "table":
        (render or (lambda rows: table(rows, columns)))(rows)
    elif kind == "jsonl":
        for row in rows:
            click.echo(_json(row))
    else:
        _delimited(sys.stdout, rows, columns, kind)


def check_output() -> None:
    """Before any work: may the file that ``--output`` names be written? Raises OutputExists, KochmonError."""
    path = settings().output
    if path is not None:
        _ending(path)
        if path.exists() and not settings().force:
            raise OutputExists(str(path))


def write_file(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """All *rows* in a file whose ending names the format. Raises OutputExists, KochmonError."""
    check_output()
    write_bytes(path, _as_bytes(_ending(path), rows, columns))


def _ending(path: Path) -> str:
    kind = path.suffix.lower().lstrip(".")
    if kind not in ENDINGS:
        known = ", ".join(f".{ending}" for ending in ENDINGS)
        raise KochmonError(text("odd_ending", name=path.name, known=known))
    return kind


def write_bytes(path: Path, data: bytes) -> None:
    """In one piece or not at all. Raises OutputExists."""
    if path.exists() and not settings().force:
        raise OutputExists(str(path))
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KochmonError(text("not_written", path=path, reason=error.strerror)) from error
    say(text("written", path=path))


def _as_bytes(kind: str, rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    if kind == "xlsx":
        return _workbook(rows, columns)
    stream = io.StringIO(newline="")
    if kind == "jsonl":
        stream.writelines(f"{_json(row)}\n" for row in rows)
    else:
        _delimited(stream, rows, columns, kind)
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"  # Excel asks for the mark
    return stream.getvalue().encode(encoding, errors="backslashreplace")


def _delimited(stream: Any, rows: Iterable[Row], columns: Sequence[str], kind: str) -> None:
    if kind == "csv":
        writer = csv.writer(stream, lineterminator="\r\n" if stream is not sys.stdout else "\n")
        writer.writerow(columns)
        writer.writerows([_guarded(row.get(name)) for name in columns] for row in rows)
        return
    for values in chain([columns], ([cell(row.get(name)) for name in columns] for row in rows)):
        stream.write("\t".join(" ".join(value.splitlines()).replace("\t", " ") for value in values) + "\n")


def _guarded(value: Any) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; a number is none."""
    written = cell(value)
    guard = not isinstance(value, int | float) and len(written) > 1 and written[0] in "=+-@"
    return f"'{written}" if guard else written


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _workbook(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("kochmon")
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, name) for name in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_xlsx_cell(sheet, row.get(name)) for name in columns])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", cell(value))[:32767])
    made.data_type = "s"  # never a formula
    return made
