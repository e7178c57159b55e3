"""A glossary file of one's own becomes decisions that an editor can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import decisions, importing
from corpus.errors import NotFound, UnknownName, UnreadableFile

TABLES = [
    # what the file says · the decisions it becomes
    ("ky,ru,en\nчек ара,граница,border\n", ["accept  ky:чек ара = ru:граница", "accept  ru:граница = en:border"]),
    ("ky,en\nкачкын,refugee\n", ["accept  ky:качкын = en:refugee"]),
    ("ru,ky\nграница | рубеж,чек ара\n", ["accept  ky:чек ара = ru:граница", "merge   ru:граница = ru:рубеж"]),
    (
        "ky,ru,definition ky\nмигрант,мигрант,көчкөн адам\n",
        ["accept  ky:мигрант = ru:мигрант", 'define  ky:мигрант = "көчкөн адам"'],
    ),
    ("ky,ru,note ru\nукук,право,наука\n", ["accept  ky:укук = ru:право", 'note    ru:право = "наука"']),
    ("ky,ru\nчек ара,граница\nчек ара,граница\n", ["accept  ky:чек ара = ru:граница"]),
    ('en,ru\n"law = ""right"" in use",право\n', ['accept  en:"law = \\"right\\" in use" = ru:право']),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Менин терминдерим.csv"


@pytest.mark.parametrize(("table", "lines"), TABLES)
def test_what_a_table_says(table: str, lines: list[str], file: Path) -> None:
    file.write_text(table, encoding="utf-8")
    found = importing.read(file)
    made = [str(decision).split("  # ")[0] for decision in found.decisions]
    either = [{line, _swapped(line)} for line in lines]
    assert len(made) == len(either) and all(line in pair for line, pair in zip(made, either, strict=True))
    assert not found.notes


def _swapped(line: str) -> str:
    """The two sides of a link may stand either way round."""
    head, _, second = line.partition(" = ")
    action, _, first = head.partition("  ")
    return f"{action}  {second} = {first.strip()}" if action.strip() == "accept" else line


@pytest.mark.parametrize(("table", "lines"), TABLES)
def test_the_decisions_are_text_that_reads_back(table: str, lines: list[str], file: Path) -> None:
    file.write_text(table, encoding="utf-8")
    made = importing.read(file).decisions
    assert [one.substance for one in decisions.parse(decisions.format(made))] == [one.substance for one in made]


def test_links_say_where_they_come_from(file: Path) -> None:
    file.write_text("ky,ru\nчек ара,граница\n", encoding="utf-8")
    (decision,) = importing.read(file).decisions
    assert decision.note == "from Менин терминдерим.csv"


def test_a_term_alone_is_kept_as_a_term(file: Path) -> None:
    file.write_text("ky,ru\nкаттоо,\nчек ара,граница\n", encoding="utf-8")
    found = importing.read(file)
    assert found.entries == 2 and found.notes == ()
    assert [decision.action.value for decision in found.decisions] == ["term", "accept"]


def test_other_languages_are_told_and_left(file: Path) -> None:
    file.write_text("ky,ru,de\nкачкын,беженец,Flüchtling\n", encoding="utf-8")
    found = importing.read(file)
    assert len(found.decisions) == 1 and found.notes == ("column 'de' was left out",)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no file named '.*missing\.csv'"):
        importing.read(tmp_path / "missing.csv")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableFile, match=r"folder\.csv"):
        importing.read(tmp_path / "folder.csv")


def test_a_format_that_is_only_written(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"is written but not read; use \.csv, .*\.tbx"):
        importing.read(tmp_path / "glossary.html")


def test_an_ending_that_no_format_has(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"\.tbx"):
        importing.read(tmp_path / "terms.docx")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tbx"
    broken.write_text("<martif><text>", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"broken\.tbx"):
        importing.read(broken)
