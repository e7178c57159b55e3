"""CSV, TSV and XLSX: the tables that people make, and those that we make for them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from corpus import exporters
from corpus.concepts import LinkClass, TermEntry
from corpus.errors import DamagedFile, EmptyFile, UnknownFormat
from corpus.exporters import Layout
from corpus.exporters._table import Column, column
from corpus.exporters.base import Reading

from .samples import HOSTILE, LABOUR, PLAIN

HERE = Path(__file__).parent
CASES = HERE / "cases"


def reading(data: bytes, name: str = "csv") -> Reading:
    read = exporters.get(name).read_with_notes
    assert read
    return read(data)


def table(entries: tuple[TermEntry, ...]) -> list[tuple[str, ...]]:
    """Rows of ky, ru, en; synonyms joined by a slash."""
    return [
        tuple("/".join(term.text for term in entry.terms.get(code, ())) for code in ("ky", "ru", "en"))
        for entry in entries
    ]


# --- headers -------------------------------------------------------------------------------------------------

HEADERS = [line.split("\t") for line in (HERE / "headers.tsv").read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("name", "role", "language", "note"), HEADERS, ids=lambda text: text or "empty")
def test_a_column_is_understood(name: str, role: str, language: str, note: str) -> None:
    assert column(name) == (None if role == "-" else Column(role, language))


# --- tables of others ----------------------------------------------------------------------------------------

ROW = [("чек ара", "граница", "border")]


@pytest.mark.parametrize(
    "data",
    [
        "ky,ru,en\nчек ара,граница,border\n".encode(),
        "ky;ru;en\r\nчек ара;граница;border".encode("utf-8-sig"),
        "sep=;\r\nky;ru;en\r\nчек ара;граница;border\r\n".encode("utf-8-sig"),
        "Кыргызча\tРусский\tEnglish\nчек ара\tграница\tborder\n".encode("utf-16"),
        "en|ky|ru\nborder|чек ара|граница\n".encode(),
        "ru;en;ky\rграница;border;чек ара\r".encode(),
        '"ky","ru","en"\n"чек ара","граница","border"\n'.encode(),
        "Глоссарий\n\nky,ru,en\n,,\n чек  ара ,граница,border\n\n".encode(),
        "№;ky;ru;en;colour\n1;чек ара;граница;border;red\n".encode(),
        "ky;ru;en\nчек ара;граница;border\n".encode("cp1251"),
        "ky,ru,en\nчек ара,граница,border,one cell too many\n".encode(),
    ],
)
def test_a_table_is_read_whatever_divides_and_encodes_it(data: bytes) -> None:
    assert table(reading(data).entries) == ROW


def test_synonyms_stand_in_one_cell_or_in_two_columns() -> None:
    one = reading("ky,ru\nакча которуу,денежный перевод | перевод денег\n".encode())
    two = reading("ky,ru,Синонимы (ru)\nакча которуу,денежный перевод,перевод денег\n".encode())
    same = reading("ky,ru,ru\nакча которуу,денежный перевод,перевод денег\n".encode())
    for found in (one, two, same):
        assert table(found.entries) == [("акча которуу", "денежный перевод/перевод денег", "")]
        assert [term.preferred for term in found.entries[0].terms["ru"]] == [True, False]


def test_a_column_that_says_nothing_is_named() -> None:
    assert reading("ky,colour,Part of Speech [ky]\nчек ара,red,noun\n".encode()).notes == (
        "column 'colour' was left out",
        "column 'Part of Speech [ky]' was left out",
    )


def test_a_list_given_by_a_person_is_accepted_and_ours_keeps_its_trust() -> None:
    [given] = reading("ky,ru\nчек ара,граница\n".encode()).entries
    assert (given.confidence, given.link_class) == (1.0, LinkClass.ACCEPTED)
    [ours] = reading('ky,ru,confidence,link\nчек ара,граница,"0,4",order-only\n'.encode()).entries
    assert (ours.confidence, ours.link_class) == (0.4, LinkClass.ORDER_ONLY)


def test_a_note_without_a_language_is_in_that_of_the_first_column() -> None:
    [entry] = reading("ru,ky,note\nграница,чек ара,ср. рубеж\n".encode()).entries
    assert entry.notes == {"ru": "ср. рубеж"}


def test_without_a_language_column_the_error_says_what_would_do() -> None:
    with pytest.raises(UnknownFormat, match=r"'source', 'target'; name the columns ky, ru, en"):
        reading(b"source,target\nborder,chek ara\n")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,,\n"])
def test_an_empty_table_is_called_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        reading(data)


def test_a_long_cell_is_read_whole() -> None:
    """CleverCSV#299: cells above 131,072 characters stopped the reading."""
    [entry, after] = reading(f'ky,ky definition\nкөч,"{"узун " * 40000}аягы"\nчек ара,\n'.encode()).entries
    assert entry.definitions["ky"].endswith("аягы")
    assert after.terms["ky"][0].text == "чек ара"


def test_a_row_in_another_encoding_spoils_no_other() -> None:
    """kg-microbe#649."""
    found = reading((CASES / "r14_mixed_bytes.csv").read_bytes())
    rows = table(found.entries)
    assert rows[:3] + rows[4:] == [
        ("жаңы өлкө", "новая страна", "new country"),
        ("үй-бүлө", "семья", "family"),
        ("көчмөн", "кочевник", "nomad"),
        ("чек ара", "граница", "border"),
    ]
    assert any("line 5" in note for note in found.notes)


def test_one_form_in_two_languages_is_two_terms() -> None:
    """skos-play#2."""
    assert table(reading((CASES / "r52_same_form.csv").read_bytes()).entries) == [
        ("миграция", "миграция", "migration"),
        ("экономика", "экономика", "economy"),
        ("студент", "студент", "student"),
        ("банк", "банк", "bank"),
    ]


# --- what we write -------------------------------------------------------------------------------------------


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_is_for_excel() -> None:
    data = exporters.get("csv").write(PLAIN, Layout())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_row_tells_all_of_an_entry() -> None:
    header, row = cells(exporters.get("csv").write([LABOUR], Layout()))
    found = dict(zip(header, row, strict=True))
    assert found["ru"] == "трудовая миграция | миграция труда"
    assert (found["ky frequency"], found["ky documents"]) == ("12", "5")
    assert found["ky example source"] == "Эмгек миграциясы жана үй-бүлө, 2021, p. 4 [articles/эмгек.pdf]"
    assert (found["confidence"], found["link"]) == ("0.83", "strong")
    assert found["sources"] == "articles/эмгек.pdf | articles/b.docx"


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_no_cell_begins_a_formula(name: str) -> None:
    text = exporters.get(name).write(HOSTILE, Layout()).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t" if name == "tsv" else ","):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


# --- XLSX ----------------------------------------------------------------------------------------------------


def test_runs_formulas_and_gaps_in_a_workbook() -> None:
    """xlsx-format#92; onyx#13354; OfficeXML4D#12."""
    found = reading((CASES / "r12_cells.xlsx").read_bytes(), "xlsx")
    assert table(found.entries) == [
        ("эмгек миграциясы", "трудовая миграция", "labour migration"),
        ("акча которуу", "денежный перевод", "money transfer"),
        ("чек ара", "граница", "border"),
    ]
    assert found.notes == ()


def test_a_sheet_that_claims_a_million_rows() -> None:
    """commcare-hq#22486; ragflow#19185."""
    found = reading((CASES / "r59_million_rows.xlsx").read_bytes(), "xlsx")
    assert [row[0] for row in table(found.entries)] == ["чек ара", "көчмөн", "качкын"]


def workbook(rows: list[list[object]], *, before: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    if before:
        sheet.append([before])
        sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_sheet_with_languages_is_found_behind_another() -> None:
    data = workbook([["ky", "en"], ["чек ара", "border"], [1990.0, None]], before="Read me")
    assert table(reading(data, "xlsx").entries) == [("чек ара", "", "border"), ("1990", "", "")]


def test_a_formula_that_nobody_computed_is_told_of() -> None:
    found = reading(workbook([["ky", "en"], ["чек ара", '=LOWER("BORDER")']]), "xlsx")
    assert found.notes == ("1 formula cells have no value yet; open the workbook in a spreadsheet and save it",)


def test_a_workbook_holds_text_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(exporters.get("xlsx").write(HOSTILE, Layout())))
    assert book.sheetnames == ["Glossary", "About"]
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}  # text, numbers and empty cells


def test_a_workbook_is_furnished_for_reading() -> None:
    sheet = load_workbook(io.BytesIO(exporters.get("xlsx").write(PLAIN, Layout())))["Glossary"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref and sheet.auto_filter.ref.endswith(str(len(PLAIN) + 1))
    assert all(cell.font.bold for cell in sheet[1])
    assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.value)
    assert all(dimension.alignment.wrap_text for dimension in sheet.column_dimensions.values())
    assert sheet.column_dimensions["B"].width > 20


def test_a_workbook_carries_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(exporters.get("xlsx").write(PLAIN, Layout()))) as archive:
        assert b"<dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_too_long_for_a_cell_ends_in_an_ellipsis() -> None:
    data = exporters.get("xlsx").write([replace(LABOUR, definitions={"ky": "узун " * 9000})], Layout())
    [entry] = reading(data, "xlsx").entries
    assert len(entry.definitions["ky"]) == 32767
    assert entry.definitions["ky"].endswith("…")


def test_a_workbook_cut_off_is_called_damaged() -> None:
    data = exporters.get("xlsx").write(PLAIN, Layout())
    for damaged in (data[:2000], data[: len(data) // 2]):
        with pytest.raises(DamagedFile):
            reading(damaged, "xlsx")


def test_a_table_that_names_no_subject_has_none() -> None:
    assert [entry.subject for entry in reading("ky,en\nнан,bread\n".encode()).entries] == [""]
