"""Faults that people reported of other readers; the files are in ``cases/``, named after the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import readers
from corpus.documents import SectionKind
from corpus.errors import DamagedFile, EmptyFile, ProtectedFile, UnreadableFile
from corpus.readers import Options, RawText

CASES = Path(__file__).parent / "cases"


def read(name: str, options: Options | None = None) -> list[RawText]:
    return list(readers.read((CASES / name).read_bytes(), name, options))


def one(name: str) -> RawText:
    (text,) = read(name)
    return text


def test_r02_changes_are_accepted_and_links_kept() -> None:
    text = one("r02_tracked_links.docx").text
    assert "выехало пятьдесят тысяч человек." in text and "сорок" not in text
    assert "Эти данные опубликовал Национальный статистический комитет республики." in text
    assert "Ключевые слова: трудовая миграция, денежные переводы, граница" in text


def test_r04_the_left_column_comes_first() -> None:
    text = " ".join(one("r04_two_columns.pdf").text.split())
    assert text.startswith("Эмгек миграциясы жөнүндө Эмгек миграциясы Кыргызстан үчүн")
    for phrase in ("чет өлкөгө ке- тип, үй-бүлөсүнө", "өзгө- чө көңүл бурат", "жумуш орунда- рын түзүшү керек"):
        assert phrase in text
    assert "ата-энесинен" in text and "\N{REPLACEMENT CHARACTER}" not in text and "\ufffe" not in text


def test_r06_letters_drawn_twice_are_one() -> None:
    text = one("r06_fake_bold.pdf")
    assert text.text.splitlines()[0] == "Коом жана эмгек миграциясы"
    assert text.text.lower().count("бара-бара") == 2
    assert [mark.span.of(text.text) for mark in text.marks] == ["Коом жана эмгек миграциясы"]


def test_r08_only_a_password_for_reading_protects() -> None:
    assert one("r08_permissions_only.pdf").text.startswith("Чек ара кызматы жаңы эрежелерди жарыялады.")
    with pytest.raises(ProtectedFile, match="needs a password"):
        read("r08_needs_password.pdf")


def test_r10_letter_spaced_headings_are_closed() -> None:
    lines = one("r10_letterspaced.pdf").text.splitlines()
    for heading in ("Аннотация", "Негизги сөздөр:", "Ключевые слова:"):
        assert heading in lines


def test_r12_cells_of_all_kinds() -> None:
    rows = [tuple(text.text.split("\n\n")) for text in read("r12_cells.xlsx")]
    assert rows == [
        ("эмгек миграциясы", "трудовая миграция", "labour migration"),
        ("акча которуу", "денежный перевод", "money transfer"),
        ("чек ара", "граница", "border"),
    ]


def test_r14_odd_bytes_spoil_one_row_at_most() -> None:
    rows = read("r14_mixed_bytes.csv")
    assert [row.text.split("\n\n")[0] for row in rows] == ["жаңы өлкө", "үй-бүлө", "көчмөн", "эмгек акы", "чек ара"]
    assert rows[3].text.split("\n\n") == ["эмгек акы", "заработная плата", "wage"]
    assert rows[0].encoding == "utf-8" and "line 5 is not UTF-8; it was read as cp1251" in rows[0].notes


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("r16_says_utf8_is_cp1251.html", "Внутренняя миграция", "Переезд из села"),
        ("r16_says_cp1251_is_utf8.html", "Ички миграция", "Айылдан шаарга"),
    ],
)
def test_r16_a_declared_charset_is_no_proof(name: str, title: str, words: str) -> None:
    text = one(name)
    (mark,) = text.marks
    assert (mark.kind, mark.span.of(text.text)) == (SectionKind.TITLE, title)
    assert words in text.text and text.notes[0].startswith("it says")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8r", "cp866"])
def test_r27_four_lines_in_capitals(encoding: str) -> None:
    lines = one(f"r27_caps_{encoding}.txt").text.splitlines()
    assert lines == [
        "МИГРАЦИЯ",
        "РЫНОК ТРУДА",
        "ЗАНЯТОСТЬ",
        "ГРАЖДАНСТВО",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("truncated.docx", DamagedFile, "cut off"),
        ("bad_crc.docx", DamagedFile, "CRC"),
        ("odd_method.docx", DamagedFile, "compressed in a way"),
        ("empty.pdf", EmptyFile, "empty"),
        ("cut.pdf", DamagedFile, "cut off"),
        ("notzip.xlsx", DamagedFile, "not a zip"),
    ],
)
def test_r57_damage_is_named(name: str, kind: type[UnreadableFile], reason: str) -> None:
    with pytest.raises(kind, match=reason) as caught:
        read(f"r57/{name}")
    assert caught.value.path == f"r57/{name}"


def test_r57_good_files_are_read() -> None:
    assert "көчмөн" in one("r57/good_one.txt").text.lower()
    assert "чек ара" in one("r57/good_two.docx").text


def test_r59_a_sheet_of_a_million_rows_holds_three() -> None:
    rows = read("r59_million_rows.xlsx")
    assert [(row.key, row.text.split("\n\n")[0]) for row in rows] == [
        ("row 2", "чек ара"),
        ("row 3", "көчмөн"),
        ("row 60", "качкын"),
    ]


def test_r61_a_cell_may_be_an_article() -> None:
    article = "Сап. " * 37_780 + "көчмөндөр"
    table = f'language,text\r\nky,Биринчи\r\nky,"{article}"\r\nky,чек ара\r\n'.encode()
    rows = list(readers.read(table, "узун.csv"))
    assert [len(row.text) for row in rows] == [7, 188_909, 7]
    assert rows[1].text.endswith("көчмөндөр") and rows[2].text == "чек ара"
