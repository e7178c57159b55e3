"""XLSX sheets as rows of text. What does each cell show?

Source: ECMA-376, part 1, chapter 18 (SpreadsheetML). Parsed as a stream: a sheet may claim a million rows and hold
four. Nothing ends at a gap, rich text is whole, formulas give the value that was last computed.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ..errors import DamagedFile
from ._package import Package

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # built in
_EPOCH = datetime.datetime(1899, 12, 30)  # Excel's day 0, its error of the year 1900 allowed for
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` as the program shows it, from 1; cells without trailing empty ones; at least one has text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]


def sheets(package: Package) -> list[Sheet]:
    """Visible sheets that hold anything, in order. Raises DamagedFile."""
    shared = _shared_strings(package)
    dates = _date_styles(package)
    found = (Sheet(name, tuple(_rows(package, part, shared, dates))) for name, part in _parts(package))
    return [sheet for sheet in found if sheet.rows]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _parts(package: Package) -> list[tuple[str, str]]:
    """(name, part) of each visible sheet."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in package:
        for relation in package.xml("xl/_rels/workbook.xml.rels"):
            target = str(relation.get("Target", ""))
            relations[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = []
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        part = relations.get(sheet.get(_RELATION), "")
        if part in package and "worksheet" in part and sheet.get("state", "visible") == "visible":
            found.append((str(sheet.get("name", "")), part))
    if not found:
        raise DamagedFile(package.name, "damaged: the workbook names no sheet that is there", "save it again as XLSX")
    return found


def _shared_strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_string(item) for item in package.xml("xl/sharedStrings.xml") if _local(item) == "si"]


def _string(item: Any) -> str:
    """Text of a string with or without runs; phonetic guides (``rPh``) are no part of it."""
    parts = []
    for child in item:
        if _local(child) == "t":
            parts.append(child.text or "")
        elif _local(child) == "r":
            parts.extend(run.text or "" for run in child if _local(run) == "t")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """*text* with the ``_xHHHH_`` of Excel undone; carriage returns become line breaks.

    >>> unescaped("денежный_x000D_\\nперевод")
    'денежный\\nперевод'
    """
    plain = _ESCAPE.sub(lambda found: _character(int(found.group(1), 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _character(code: int) -> str:
    return chr(code) if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def _date_styles(package: Package) -> frozenset[int]:
    """Indexes of the cell styles that show a number as a date."""
    if "xl/styles.xml" not in package:
        return frozenset()
    root = package.xml("xl/styles.xml")
    own = {
        form.get("numFmtId")
        for form in root.iter("{*}numFmt")
        if re.search(r"[ymd]", re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", str(form.get("formatCode", "")).lower()))
    }
    found = set()
    for cells in root.iter("{*}cellXfs"):
        for index, style in enumerate(cells):
            form = style.get("numFmtId", "0")
            if form in own or (form.isdigit() and int(form) in _DATE_FORMATS):
                found.add(index)
    return frozenset(found)


def _rows(package: Package, part: str, shared: Sequence[str], dates: frozenset[int]) -> Iterator[Row]:
    etree: Any = import_module("lxml.etree")
    stream = io.BytesIO(package.read(part))
    number = 0
    try:
        for _, row in etree.iterparse(stream, tag="{*}row", resolve_entities=False, no_network=True, huge_tree=False):
            said = row.get("r", "")
            number = int(said) if said.isdigit() else number + 1
            cells = _cells(row, shared, dates) if len(row) else ()
            if cells:
                yield Row(number, cells)
            row.clear(keep_tail=False)
            while row.getprevious() is not None:
                del row.getparent()[0]
    except etree.LxmlError as error:
        raise DamagedFile(package.name, f"damaged: {part} is not well-formed XML", "save it again as XLSX") from error


def _cells(row: Any, shared: Sequence[str], dates: frozenset[int]) -> tuple[str, ...]:
    values: dict[int, str] = {}
    column = -1
    for cell in row:
        if _local(cell) == "c":
            letters = re.match(r"[A-Za-z]{1,3}", cell.get("r", ""))
            column = _column(letters.group()) if letters else column + 1
            if value := _value(cell, shared, dates).strip():
                values[column] = value
    return tuple(values.get(index, "") for index in range(max(values) + 1)) if values else ()


def _column(letters: str) -> int:
    """Index of a column from 0.

    >>> _column("A"), _column("AB")
    (0, 27)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _value(cell: Any, shared: Sequence[str], dates: frozenset[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return next((_string(child) for child in cell if _local(child) == "is"), "")
    value = next((child.text or "" for child in cell if _local(child) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "e":
        return ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n":
        style = cell.get("s", "")
        return _number(value, is_date=style.isdigit() and int(style) in dates)
    return unescaped(value)


def _number(value: str, *, is_date: bool) -> str:
    """A number as a person would write it: ``2019``, not ``2019.0``; a date as ``2019-05-01``."""
    try:
        number = float(value)
        if is_date:
            return (_EPOCH + datetime.timedelta(days=number)).date().isoformat()
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
    except (ValueError, OverflowError):
        return value
