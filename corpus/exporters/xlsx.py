"""XLSX, for people: the table of ``_table`` on one sheet, what its columns mean on another.

Text is always text: no cell becomes a formula. The same entries give the same bytes, so that two exports can
be compared; the file therefore carries no date.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ..concepts import TermEntry
from ..errors import DamagedFile, EmptyFile, UnknownFormat, UnreadableFile
from . import _table
from ._common import clean, select
from .base import Exporter, Layout, Reading

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

# --- writing -------------------------------------------------------------------------------------------------

_WIDTHS = {"id": 7, "confidence": 11, "link": 12, "subject": 12, "sources": 30}
_ROLE_WIDTHS = {"definition": 40, "note": 30, "frequency": 12, "documents": 12, "example": 50, "source": 30}
_TERM_WIDTH = 30  # all in characters of the default font
_LONGEST_CELL = 32767  # characters; Excel takes no more
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

_ABOUT = (
    ("id", "a name of the entry, unique in this file"),
    ("a language code", "its terms: the preferred one first, synonyms after |"),
    ("confidence", "0 to 1: of the weakest link between the languages"),
    ("link", "accepted: a person said so; strong: several independent reasons; review: some reason; "),
    ("", "order-only: the same place in two keyword lists, nothing else"),
    ("definition, note", "given by a person, in that language"),
    ("frequency", "occurrences of the preferred term, in any of its forms"),
    ("documents", "the documents that hold it"),
    ("example", "a sentence that holds a term, and where it stands"),
    ("sources", "the documents whose keyword lists link the languages"),
)


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    from openpyxl import Workbook

    chosen = select(entries, layout)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Glossary"
    _fill(sheet, [_table.header(layout), *(_table.row(entry, layout) for entry in chosen)])
    _furnish(sheet, _table.header(layout), len(chosen) + 1)
    about = workbook.create_sheet("About")
    _fill(about, [(layout.title, ""), ("entries", len(chosen)), ("languages", ", ".join(layout.columns)), *_ABOUT])
    _dress(about, "AB", (22, 90))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _dateless(buffer.getvalue())


def _fill(sheet: Worksheet, rows: Sequence[Sequence[_table.Cell]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if value != "":
                _put(cast("Cell", sheet.cell(number, place)), value)  # we merge no cells


def _put(cell: Cell, value: _table.Cell) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPE.sub(r"_x005F_x\1_", clean(value))
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    cell.value = text
    cell.data_type = "s"  # whatever it looks like
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True  # and it stays text when someone edits it


def _furnish(sheet: Worksheet, header: Sequence[str], rows: int) -> None:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(place) for place in range(1, len(header) + 1)]
    _dress(sheet, letters, [_width(name) for name in header])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{letters[-1]}{rows}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"


def _dress(sheet: Worksheet, letters: Sequence[str], widths: Sequence[int]) -> None:
    """Bold first row, widths, long texts folded."""
    from openpyxl.styles import Alignment, Font

    folded = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip(letters, widths, strict=True):
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].alignment = folded  # of the cells that are empty still
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                cell.alignment = folded
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _width(name: str) -> int:
    return _WIDTHS.get(name) or _ROLE_WIDTHS.get(name.split()[-1], _TERM_WIDTH)


_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def _dateless(data: bytes) -> bytes:
    """The same workbook without the time of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            info = zipfile.ZipInfo(name)  # 1980-01-01, the first that the format knows
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return buffer.getvalue()


# --- reading -------------------------------------------------------------------------------------------------


def read_with_notes(data: bytes) -> Reading:
    """The entries of the first sheet whose columns name languages; formulas give the value last computed."""
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [cast("ReadOnlyWorksheet", sheet) for sheet in workbook.worksheets]
    except Exception as error:  # openpyxl lets through whatever zip, XML and its own checks raise
        raise DamagedFile("xlsx", "no XLSX workbook, or a damaged one", "open it and save it anew") from error
    reading = _first_that_speaks(sheets)
    return replace(reading, notes=(*reading.notes, *_uncomputed(data)))


_NO_VALUE = re.compile(rb"(?:</f>|<f/>)(?:<v/>|<v></v>)?</c>")


def _uncomputed(data: bytes) -> Iterator[str]:
    """Programs that write formulas do not compute them; a spreadsheet does when it saves."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        cells = sum(len(_NO_VALUE.findall(archive.read(name))) for name in sheets)
    if cells:
        yield f"{cells} formula cells have no value yet; open the workbook in a spreadsheet and save it"


def _first_that_speaks(sheets: Sequence[ReadOnlyWorksheet]) -> Reading:
    reason: UnreadableFile = EmptyFile("xlsx")
    for sheet in sheets:
        try:
            return _table.parse(_rows(sheet), "xlsx")
        except UnknownFormat as error:
            reason = error
        except EmptyFile:
            continue
    raise reason


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something. What a sheet says of its own size is not believed: a format on its last cell
    makes a million rows of three."""
    sheet.reset_dimensions()
    rows = cast("Worksheet", sheet).iter_rows(values_only=True)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as error:
            raise DamagedFile("xlsx", f"damaged after row {number}", "open it and save it anew") from error
        number += 1
        if any(value is not None for value in row):
            yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    """A cell as text: 3.0 is 3, and ``_x000D_`` the character that it stands for."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value)))


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter(
    "xlsx", (".xlsx",), write, read, read_with_notes, binary=True, description="a workbook to read and to correct"
)
