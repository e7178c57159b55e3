"""Tables as people keep them: dialects, headers in three languages, and what spreadsheets do to cells."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest

from corpus import readers
from corpus.errors import EmptyFile, UnreadableFile
from corpus.readers import Options, RawText
from corpus.readers.table import understood

openpyxl = pytest.importorskip("openpyxl")


def read(table: str | bytes, name: str = "a.csv", options: Options | None = None) -> list[RawText]:
    return list(readers.read(table.encode() if isinstance(table, str) else table, name, options))


def marks(text: RawText) -> list[tuple[str, str | None, str]]:
    return [(mark.kind.value, mark.language, mark.span.of(text.text)) for mark in text.marks]


@pytest.mark.parametrize(
    ("name", "field", "language"),
    [
        ("id", "id", None),
        ("KEY", "id", None),
        ("Тил", "language", None),
        ("Язык", "language", None),
        ("ky", "text", "ky"),
        ("Кыргызча", "text", "ky"),
        ("Русский", "text", "ru"),
        ("ENGLISH", "text", "en"),
        ("title_ky", "title", "ky"),
        ("TitleRu", "", None),
        ("Название (ru)", "title", "ru"),
        ("title-en", "title", "en"),
        ("Аннотация [кырг.]", "abstract", "ky"),
        ("Аннотация на русском языке", "abstract", "ru"),
        ("Негизги сөздөр", "keywords", None),
        ("Ключевые слова (англ.)", "keywords", "en"),
        ("English abstract", "abstract", "en"),
        ("Авторлор", "authors", None),
        ("Год", "year", None),
        ("Жылы", "year", None),
        ("DOI", "doi", None),
        ("Бюджет", "", None),
    ],
)
def test_headers(name: str, field: str, language: str | None) -> None:
    assert understood(name) == (field, language)


def test_a_row_is_a_marked_document() -> None:
    (row,) = read(
        "ID;Название (ky);Title (en);Аннотация (ky);Негизги сөздөр;Авторлор;Жылы;Журнал;DOI;Бюджет\n"
        'm7;Чек ара;Border;Кыскача.;чек ара, көчмөн;"Асанов А., Осмонова Б.";2019;Коом;https://doi.org/10.5555/a.1;7\n'
    )
    assert row.key == "m7"
    assert row.text == "Чек ара\n\nBorder\n\nКыскача.\n\nчек ара, көчмөн"
    assert marks(row) == [
        ("title", "ky", "Чек ара"),
        ("title", "en", "Border"),
        ("abstract", "ky", "Кыскача."),
        ("keywords", None, "чек ара, көчмөн"),
    ]
    assert (row.metadata.title, row.metadata.authors) == ("Чек ара", ("Асанов А.", "Осмонова Б."))
    assert (row.metadata.year, row.metadata.journal, row.metadata.doi) == (2019, "Коом", "10.5555/a.1")
    assert row.notes == ("columns that say nothing to us were left out: Бюджет",)


@pytest.mark.parametrize(
    "table",
    [
        "id,ky,ru\n1,Чек ара ачылды.,Граница открыта.\n",
        "id;ky;ru\r\n1;Чек ара ачылды.;Граница открыта.\r\n",
        "id\tky\tru\n1\tЧек ара ачылды.\tГраница открыта.\n",
        "id|ky|ru\n1|Чек ара ачылды.|Граница открыта.\n",
        "sep=;\r\nid;ky;ru\r\n1;Чек ара ачылды.;Граница открыта.\r\n",
        "\ufeffid,ky,ru\n1,Чек ара ачылды.,Граница открыта.",
        'id,ky,ru\n1,"Чек ара ачылды.","Граница открыта."\n,,\n\n',
        "id,ky,ru\r1,Чек ара ачылды.,Граница открыта.\r",
        "Таблица 1\nid,ky,ru\n1,Чек ара ачылды.,Граница открыта.\n",
    ],
)
def test_dialects(table: str) -> None:
    (row,) = read(table)
    assert (row.key, marks(row)) == ("1", [("body", "ky", "Чек ара ачылды."), ("body", "ru", "Граница открыта.")])


@pytest.mark.parametrize("name", ["cp1251", "utf-16", "utf-8-sig", "koi8-r"])
def test_encodings_of_spreadsheets(name: str) -> None:
    (row,) = read("язык;текст\r\nru;Граница открыта.\r\n".encode(name))
    assert marks(row) == [("body", "ru", "Граница открыта.")]


def test_delimiter_by_hand() -> None:
    (row,) = read("ky~ru\nЧек ара ачылды.~Граница открыта.\n", options=Options(delimiter="~"))
    assert len(row.marks) == 2


def test_cells_with_line_breaks_delimiters_and_quotes() -> None:
    (row,) = read('id,text\r\n1,"Биринчи сап, ""тырмакча"".\r\nЭкинчи сап."\r\n')
    assert row.text == 'Биринчи сап, "тырмакча".\nЭкинчи сап.'


def test_a_quotation_mark_that_never_ends_swallows_nothing() -> None:
    rows = read('id\ttext\n1\t"Чек ара ачылды.\n2\tКөчмөн келди.\n3\tЖол бекиди.\n', "a.tsv")
    assert [row.key for row in rows] == ["1", "2", "3"]
    assert rows[0].notes == ("a quotation mark never ends, so they were taken as letters",)


def test_keys_are_rows_or_ids_and_never_twice() -> None:
    rows = read("id,text\nа,Бир.\n,Эки.\nа,Үч.\nа,Төрт.\n")
    assert [row.key for row in rows] == ["а", "row 3", "а (2)", "а (3)"]


def test_the_language_column_holds_for_the_row() -> None:
    rows = read("lang,title,text\nKy-KG,Чек ара,Текст.\nрусский,Граница,Текст.\nzz,Border,Text.\n")
    assert [[mark.language for mark in row.marks] for row in rows] == [["ky", "ky"], ["ru", "ru"], [None, None]]


def test_a_glossary_is_keywords_and_sentences_are_text() -> None:
    terms = read("ky,ru\nчек ара,граница\nкөчмөн,кочевник\n")
    assert marks(terms[0]) == [("keywords", "ky", "чек ара"), ("keywords", "ru", "граница")]
    sentences = read("ky,ru\nЧек ара ачылды.,Граница открыта.\n")
    assert marks(sentences[0])[0][0] == "body"


def test_a_whole_article_in_a_cell_keeps_its_own_sections() -> None:
    (row,) = read('id,text\n1,"Аталышы\n\nАннотация\nКыскача.\n\nКиришүү\nТекст."\n')
    assert row.marks == () and "Аннотация" in row.text


def test_without_known_names_a_row_is_one_text() -> None:
    rows = read("x,y\nчек ара,граница\n")
    assert [row.text for row in rows] == ["x\n\ny", "чек ара\n\nграница"]
    assert rows[0].notes[0].startswith("no column has a name that we know")


def test_a_column_of_prose_is_not_cut_at_its_commas() -> None:
    rows = read("text\nЧек ара, ошондой эле жол.\nКөч, үй-бүлө.\n")
    assert [row.text for row in rows] == ["Чек ара, ошондой эле жол.", "Көч, үй-бүлө."]


def test_cells_beyond_the_header_are_named() -> None:
    (row,) = read("id,text\n1,Чек ара,жол\n")
    assert row.notes == ("row 2 has 1 cells beyond the header, which were left out",)


@pytest.mark.parametrize("table", ["id,text\n", "id,text\n1,\n", ",,,\n,,\n", "\n"])
def test_tables_without_text(table: str) -> None:
    with pytest.raises(EmptyFile):
        read(table)


def test_json_lines() -> None:
    rows = read(
        '{"id": "q", "title": {"ky": "Көч", "ru": "Переезд"}, "keywords_ky": ["чек ара", "көч"], "year": 2019}\n'
        'not json\n{"text": "Border."}\n',
        "a.jsonl",
    )
    assert marks(rows[0]) == [("title", "ky", "Көч"), ("title", "ru", "Переезд"), ("keywords", "ky", "чек ара; көч")]
    assert rows[0].metadata.year == 2019 and "line 2" in rows[0].notes[0]
    assert (rows[1].key, rows[1].text) == ("row 3", "Border.")


# --- XLSX ------------------------------------------------------------------------------------------------------------


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_two_sheets_each_with_its_header() -> None:
    rows = read(
        workbook(
            Бир=[["id", "text"], ["m1", "Чек ара."], [None, "Көч."]],
            Бош=[],
            Эки=[["text", "year"], ["Граница.", 2019]],
        ),
        "a.xlsx",
    )
    assert [row.key for row in rows] == ["m1", "Бир: row 3", "Эки: row 2"]
    assert rows[2].metadata.year == 2019


def test_numbers_dates_and_gaps() -> None:
    table = [
        ["id", "date", None, "text"],
        [7.0, datetime.date(2019, 5, 1), None, "Чек ара."],
        [],
        [8, None, None, "Көч."],
    ]
    rows = read(workbook(a=table), "a.xlsx")
    assert [(row.key, row.metadata.year, row.text) for row in rows] == [("7", 2019, "Чек ара."), ("8", None, "Көч.")]


def test_the_content_decides() -> None:
    data = workbook(a=[["text"], ["Чек ара."]])
    for name in ("a.docx", "a.xls", "a.csv", "a"):
        assert read(data, name)[0].text == "Чек ара."
    assert read("id\ttext\n1\tЧек ара.\n", "a.xls")[0].key == "1"


def test_hidden_sheets_stay_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(a=[["text"], ["Чек ара."]], b=[["text"], ["Жашыруун."]])))
    book["b"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [row.text for row in read(stream.getvalue(), "a.xlsx")] == ["Чек ара."]


def test_other_packages_are_named() -> None:
    data = workbook(a=[["text"], ["Чек ара."]]).replace(b"xl/", b"zz/")
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        read(data, "a.xlsx")
