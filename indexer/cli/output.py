"""Rows to stdout or a file, talk and progress to stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import click

from corpus.errors import KochmonError, OutputExists

from .options import FORMATS, settings

Row = Mapping[str, Any]
Render = Callable[[Iterable[Row]], None]


def row_format() -> str:
    """table, jsonl, tsv or csv: as asked, else by the environment, else by where the output goes."""
    asked = settings().format or os.environ.get("KOCHMON_FORMAT", "")
    if asked and asked not in FORMATS:
        raise KochmonError(f"KOCHMON_FORMAT is '{asked}'; known: {', '.join(FORMATS)}")
    return asked or ("table" if sys.stdout.isatty() else "tsv")


def shown_rows(limit: int | None, default: int) -> int | None:
    """How many rows to show: as asked; all for files and pipes; else *default*."""
    if limit is not None:
        return limit
    return default if settings().output is None and row_format() == "table" else None


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


def write_file(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """All *rows* in a file whose ending names the format. Raises OutputExists, KochmonError."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("jsonl", "tsv", "csv", "xlsx"):
        raise KochmonError(f"no way to write '{path.name}': its ending should be .jsonl, .tsv, .csv or .xlsx")
    write_bytes(path, _as_bytes(kind, rows, columns))


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
        raise KochmonError(f"{path} could not be written: {error.strerror}") from error
    say(f"written: {path}")


def _as_bytes(kind: str, rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    if kind == "xlsx":
        return _workbook(rows, columns)
    text = io.StringIO(newline="")
    if kind == "jsonl":
        text.writelines(f"{_json(row)}\n" for row in rows)
    else:
        _delimited(text, rows, columns, kind)
    return text.getvalue().encode("utf-8-sig" if kind == "csv" else "utf-8")  # Excel asks for the mark


def _delimited(stream: Any, rows: Iterable[Row], columns: Sequence[str], kind: str) -> None:
    if kind == "csv":
        writer = csv.writer(stream, lineterminator="\r\n" if stream is not sys.stdout else "\n")
        writer.writerow(columns)
        writer.writerows([_guarded(_cell(row.get(name))) for name in columns] for row in rows)
        return
    for values in chain([columns], ([_cell(row.get(name)) for name in columns] for row in rows)):
        stream.write("\t".join(value.replace("\t", " ").replace("\n", " ") for value in values) + "\n")


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") and len(cell) > 1 else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_cell(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return str(value)


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
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", _cell(value))[:32767])
    cell.data_type = "s"  # never a formula
    return cell


# --- for people --------------------------------------------------------------------------------------------------


def width() -> int:
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 160))


def table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Rows in columns, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(_plain(_cell(row.get(name))) for name in columns))
    if drawn.row_count:
        console = Console(width=width(), highlight=False, legacy_windows=False)
        with console.capture() as capture:
            console.print(drawn)
        for line in capture.get().strip("\n").splitlines():
            click.echo(line.rstrip())


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text(text)


def marked(text: str, matches: Iterable[tuple[int, int]]) -> str:
    """The text with its matches in bold on a terminal, in brackets elsewhere."""
    pieces, at = [], 0
    for start, stop in matches:
        found = text[start:stop]
        pieces += [text[at:start], click.style(found, bold=True, fg="yellow") if colours() else f"[{found}]"]
        at = stop
    return "".join([*pieces, text[at:]])


def colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(message: str) -> None:
    """Talk, to stderr."""
    click.echo(message, err=True)


def count_of(shown: int, total: int, what: str) -> None:
    """``10 of 312 lines``, where a person looks and only a part is shown."""
    if shown < total:
        say(f"{shown} of {total} {what}; --limit N shows more, --output FILE writes all")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr with the time left; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, name="", visible=False)
        yield lambda done, total, name: bar.update(
            task, completed=done, total=total, name=Path(name).name[:40], visible=total > 0
        )
