"""Tables, a document a row: CSV, TSV, XLSX, JSON Lines, with a column a language or a column a field.

The header is understood in three languages (``_columns.tsv``), with the language behind it (``title_ky``,
``Аннотация (ru)``) or alone (``Кыргызча``). What a row's text is made of is marked, so nothing need be guessed later.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import count
from pathlib import PurePath
from statistics import median
from typing import Literal

from .. import encoding
from ..documents import Mark, Metadata, SectionKind, Span
from ..errors import EmptyFile
from . import _package
from ._people import people
from ._sheets import Row, Sheet, sheets
from .base import Options, RawText, Reader

_EXTENSIONS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson")
_DELIMITERS = ("\t", ";", ",", "|")
_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}
_CELL_LIMIT = 2**31 - 1  # characters; the csv module's own is 131,072, less than an article
_HEADER_DEPTH = 10  # a title may stand above the header, so many rows at most

_KINDS = {  # in the order in which an article prints them
    "title": SectionKind.TITLE,
    "abstract": SectionKind.ABSTRACT,
    "keywords": SectionKind.KEYWORDS,
    "term": SectionKind.KEYWORDS,
    "text": SectionKind.BODY,
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: its place, the field it holds (empty: unknown), its language, its printed name."""

    index: int
    field: str
    language: str | None
    name: str


def recognizes(head: bytes, name: str) -> float:
    suffix = PurePath(name).suffix.lower()
    kind = _package.kind(head)
    if kind == "xlsx":
        return 1.0
    if suffix not in (*_EXTENSIONS, ".xls"):
        return 0.0
    if kind or head.startswith(b"%PDF"):
        return 0.1
    if suffix == ".xls":
        return 0.95 if head.startswith(_package.OLE) else 0.1
    return 0.8


def read(data: bytes, name: str, options: Options) -> Iterator[RawText]:
    """A text for each row that has any. Raises EmptyFile, DamagedFile, ProtectedFile, UnknownEncoding.

    >>> table = "id,title_ky,title_ru\\nm1,Чек ара,Граница\\n".encode()
    >>> [(row.key, row.text, row.marks[1].language) for row in read(table, "a.csv", Options())]
    [('m1', 'Чек ара\\n\\nГраница', 'ru')]
    """
    tables, used, notes = _tables(data, name, options)
    taken: set[str] = set()
    for sheet in tables:
        prefix = f"{sheet.name}: " if len(tables) > 1 else ""
        for text in _texts(sheet, prefix):
            key = _unused(" ".join(text.key.split()), taken)
            taken.add(key)
            first = len(taken) == 1
            yield replace(text, key=key, encoding=used, notes=(*notes, *text.notes) if first else text.notes)
    if not taken:
        raise EmptyFile(name, "empty: a table without rows")


def _unused(key: str, taken: Container[str]) -> str:
    """*key*, numbered where another row bears it already."""
    numbered = (f"{key} ({number})" for number in count(2))
    return key if key not in taken else next(other for other in numbered if other not in taken)


def _tables(data: bytes, name: str, options: Options) -> tuple[list[Sheet], str, tuple[str, ...]]:
    """The sheets, the encoding of a text table, and notes on how it was read."""
    suffix = PurePath(name).suffix.lower()
    if _package.kind(data) or data.startswith(_package.OLE) or suffix in (".xlsx", ".xlsm"):
        return sheets(_package.open_package(data, name, "xlsx")), "", ()
    decoded = encoding.decode(data, forced=options.encoding, name=name)
    text = decoded.text.replace("\0", "").rstrip("\x1a")
    if suffix in (".jsonl", ".ndjson"):
        rows, notes = _json_rows(text)
    else:
        rows, notes = _delimited_rows(text, options.delimiter, suffix)
    return [Sheet("", tuple(rows))], decoded.encoding, (*decoded.notes, *notes)


# --- CSV, TSV, JSON Lines --------------------------------------------------------------------------------------------


def _delimited_rows(text: str, delimiter: str, suffix: str) -> tuple[list[Row], list[str]]:
    """Rows of a delimited table. A first line ``sep=;`` is Excel's way to name the delimiter."""
    first = 1
    delimiter = _NAMED_DELIMITERS.get(delimiter.lower(), delimiter)
    if said := re.match(r"sep=(.)[\"]?\r?\n", text, re.I):
        delimiter, first, text = delimiter or said.group(1), 2, text[said.end() :]
    delimiter = delimiter or _sniffed(text, suffix)
    records, notes = _records(text, delimiter)
    rows = (Row(number, _trimmed(record)) for number, record in enumerate(records, first))
    return [row for row in rows if row.cells], notes


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[str]]:
    """Records, and a note if a quotation mark that never ends made us take quotation marks as letters."""
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        return _parsed(text, delimiter, csv.QUOTE_MINIMAL), []
    except csv.Error:
        return _parsed(text, delimiter, csv.QUOTE_NONE), ["a quotation mark never ends, so they were taken as letters"]
    finally:
        csv.field_size_limit(before)


def _parsed(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    strict = quoting == csv.QUOTE_MINIMAL and _may_end_inside_quotes(text)
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=delimiter[0], quoting=quoting, strict=strict))


def _may_end_inside_quotes(text: str) -> bool:
    """Could the last cell be one that a stray quotation mark opened?"""
    return text.count('"') % 2 == 1


def _sniffed(text: str, suffix: str) -> str:
    """The delimiter that makes most of the header known; then the one that gives rows of one width."""
    sample = text[:20_000]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample

    def worth(delimiter: str) -> tuple[int, float, bool]:
        records = [record for record in _records(sample, delimiter)[0][:50] if any(record)]
        if not records:
            return 0, 0.0, False
        if len(records[0]) == 1 and understood(records[0][0])[0]:
            return 0, 0.0, False  # a header of one column: what looks like a delimiter below is punctuation
        wide = (record for record in records[:_HEADER_DEPTH] if len(record) > 1)
        known = max((sum(bool(column.field) for column in _columns(record)) for record in wide), default=0)
        width, many = Counter(map(len, records)).most_common(1)[0]
        even = many / len(records) if width > 1 else 0.0
        return known, even, delimiter == "\t" and suffix == ".tsv"

    return max(_DELIMITERS, key=worth)


def _trimmed(record: Sequence[str]) -> tuple[str, ...]:
    cells = [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _json_rows(text: str) -> tuple[list[Row], list[str]]:
    """A row a line; the keys of all objects are the header, those of nested objects joined (``title_ky``)."""
    objects: list[tuple[int, dict[str, str]]] = []
    odd: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            value = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            objects.append((number, dict(_flat(value))))
        else:
            odd.append(number)
    header = list(dict.fromkeys(key for _, value in objects for key in value))
    rows = [Row(0, tuple(header))]
    rows += [Row(number, _trimmed([value.get(key, "") for key in header])) for number, value in objects if value]
    notes = [f"{len(odd)} lines are no JSON objects and were left out, the first is line {odd[0]}"] if odd else []
    return [row for row in rows if row.cells], notes


def _flat(value: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, content in value.items():
        if isinstance(content, dict) and not prefix:
            yield from _flat(content, f"{key}_")
        elif isinstance(content, list):
            yield prefix + str(key), "; ".join(str(item) for item in content)
        elif content is not None:
            yield prefix + str(key), str(content)


# --- the header ------------------------------------------------------------------------------------------------------


@cache
def _names() -> Mapping[str, str]:
    """Name of a column, folded → field or ``language:<code>``."""
    table = (resources.files(__package__) / "_columns.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {_folded(name): field for field, name in rows}


def _folded(name: str) -> str:
    """*name* in lower case, whatever is no letter or digit made one space."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())


def _columns(header: Iterable[str]) -> list[_Column]:
    return [_Column(index, *understood(name), name) for index, name in enumerate(header)]


def understood(name: str) -> tuple[str, str | None]:
    """The field and the language that a column's name says; ("", None) for a name that says nothing.

    >>> understood("Аннотация (ru)"), understood("keywords_ky"), understood("Кыргызча"), understood("colour")
    (('abstract', 'ru'), ('keywords', 'ky'), ('text', 'ky'), ('', None))
    """
    names, words = _names(), _folded(name).split()
    whole = names.get(" ".join(words), "")
    if whole.startswith("language:"):
        return "text", whole.removeprefix("language:")
    if whole or len(words) < 2 or len(words) > 8:
        return whole, None
    for cut in range(1, len(words)):
        ends = names.get(" ".join(words[:cut]), ""), names.get(" ".join(words[cut:]), "")
        for field, language in (ends, ends[::-1]):
            if field and not field.startswith("language:") and language.startswith("language:"):
                return field, language.removeprefix("language:")
    return "", None


def language_of(value: str) -> str | None:
    """The language that a cell names (``ky``, ``Кыргызча``, ``ru-RU``); None if it names none that we know of."""
    known = _names().get(_folded(value), "") or _names().get(_folded(value.replace("_", "-").split("-")[0]), "")
    return known.removeprefix("language:") if known.startswith("language:") else None


# --- rows ------------------------------------------------------------------------------------------------------------


def _texts(sheet: Sheet, prefix: str) -> Iterator[RawText]:
    header = _header(sheet.rows)
    if header is None:
        yield from _plain_texts(sheet.rows, prefix)
        return
    columns = _with_content(_columns(sheet.rows[header].cells))
    rows = sheet.rows[header + 1 :]
    terms = _are_terms(columns, rows)
    if terms:
        columns = [replace(c, field="term") if c.field == "text" and c.language else c for c in columns]
    notes = _table_notes(columns, terms=terms)
    for row in rows:
        text = _row_text(columns, row, prefix)
        if text.text:
            yield replace(text, notes=(*notes, *_overflow_note(columns, row)))
            notes = ()


def _overflow_note(columns: Sequence[_Column], row: Row) -> tuple[str, ...]:
    lost = [cell for cell in row.cells[len(columns) :] if cell]
    return (f"row {row.number} has {len(lost)} cells beyond the header, which were left out",) if lost else ()


def _header(rows: Sequence[Row]) -> int | None:
    """Index of the row that names the columns: the first with two known names, or a first row with one."""
    known = [sum(bool(column.field) for column in _columns(row.cells)) for row in rows[:_HEADER_DEPTH]]
    two = next((index for index, count in enumerate(known) if count >= 2), None)
    return two if two is not None else 0 if known and known[0] and _short(rows[0]) else None


def _short(row: Row) -> bool:
    return all(len(cell) <= 60 for cell in row.cells)


def _with_content(columns: list[_Column]) -> list[_Column]:
    """Where no known column holds text, the unknown ones do."""
    if any(column.field in _KINDS for column in columns):
        return columns
    return [column if column.field else replace(column, field="text") for column in columns]


def _are_terms(columns: Sequence[_Column], rows: Sequence[Row]) -> bool:
    """Do the language columns hold single terms, as a glossary does, and not sentences?"""
    if any(column.field in ("title", "abstract", "keywords") for column in columns):
        return False
    parallel = [column for column in columns if column.field == "text" and column.language]
    cells = [cell for row in rows for column in parallel if (cell := _cell(row, column))]
    if len(parallel) < 2 or not cells:
        return False
    sentences = sum(cell[-1] in ".!?…" or len(cell) > 80 for cell in cells)
    return sentences <= 0.05 * len(cells) and median(len(cell.split()) for cell in cells) <= 3


def _table_notes(columns: Sequence[_Column], *, terms: bool) -> tuple[str, ...]:
    notes = []
    if unknown := [column.name for column in columns if not column.field and column.name]:
        notes.append(f"columns that say nothing to us were left out: {', '.join(unknown[:10])}")
    if terms:
        notes.append("its cells are single terms, so each row was read as keywords in several languages")
    return tuple(notes)


def _cell(row: Row, column: _Column) -> str:
    return row.cells[column.index] if column.index < len(row.cells) else ""


def _row_text(columns: Sequence[_Column], row: Row, prefix: str) -> RawText:
    """The text of a row: title, abstract, keywords, body of each language, in the order of an article."""
    said = {column.field: _cell(row, column) for column in reversed(columns) if column.field not in _KINDS}
    language = language_of(said.get("language", ""))
    order = list(_KINDS)
    content = sorted((c for c in columns if c.field in _KINDS and _cell(row, c)), key=lambda c: order.index(c.field))
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    whole_articles = all(column.field == "text" for column in content)
    for column in content:
        cell = _cell(row, column)
        if column.field in ("title", "term"):  # a line break in the cell is for the eye
            cell = " ".join(cell.split())
        if not (whole_articles and cell.count("\n") > 2):  # a whole article in a cell has sections of its own
            marks.append(Mark(Span(length, length + len(cell)), _KINDS[column.field], column.language or language))
        parts.append(cell)
        length += len(cell) + 2
    titles = [_cell(row, column) for column in content if column.field == "title"]
    return RawText(
        "\n\n".join(parts),
        key=said.get("id") or f"{prefix}row {row.number}",
        marks=tuple(marks),
        metadata=_metadata(said, titles[0] if titles else ""),
    )


def _metadata(said: Mapping[str, str], title: str) -> Metadata:
    year = re.search(r"\b(1[89]\d\d|20\d\d)\b", said.get("year", ""))
    doi = re.search(r"10\.\d{4,9}/\S+", said.get("doi", ""))
    printed = {field: " ".join(value.split()) for field, value in said.items()}
    return Metadata(
        title=" ".join(title.split()),
        authors=people(said.get("authors", "")),
        year=int(year.group()) if year else None,
        journal=printed.get("journal", ""),
        volume=printed.get("volume", ""),
        issue=printed.get("issue", ""),
        pages=printed.get("pages", ""),
        doi=doi.group().rstrip(".,;") if doi else "",
    )


def _plain_texts(rows: Sequence[Row], prefix: str) -> Iterator[RawText]:
    """Each row's cells as one text: nothing in the header is known, or there is none."""
    notes: tuple[str, ...] = ("no column has a name that we know, so each row is one text, the first row too",)
    for row in rows:
        text = "\n\n".join(cell for cell in row.cells if cell)
        if any(letter.isalpha() for letter in text):
            yield RawText(text, key=f"{prefix}row {row.number}", notes=notes)
            notes = ()


READER = Reader("table", _EXTENSIONS, recognizes, read)
