"""Which corpus, how many rows, written how and where."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ..command_line import desk, kochmon, rows

__all__ = ["desk"]

KYRGYZ = "Эмгек миграциясы өстү. Чек ара ачык."
RUSSIAN = "Трудовая миграция выросла. Граница открыта."
NAMES = ("Биринчи макала.txt", "Первая статья.txt", "first article.txt")


@pytest.fixture(autouse=True)
def texts(desk: Path) -> Path:
    """A corpus of three texts whose names have spaces, in three languages."""
    folder = desk / "Менин тексттерим"
    folder.mkdir()
    for name, text in zip(NAMES, (KYRGYZ, RUSSIAN, "Labour migration grew. The border is open."), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    assert kochmon("add", folder).status == 0
    return folder


# --- which corpus ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--corpus", "Башка корпус.kochmon", "list"),
        ("list", "--corpus", "Башка корпус.kochmon"),
        ("-c", "Башка корпус.kochmon", "list"),
        ("list", "-c", "Башка корпус.kochmon"),
        ("--corpus=Башка корпус.kochmon", "list"),
    ],
)
def test_the_corpus_is_named_before_or_after_the_command(words: tuple[str, ...], texts: Path) -> None:
    kochmon("add", texts / NAMES[0], "--corpus", "Башка корпус.kochmon")
    assert [row["document"] for row in rows(*words)] == [NAMES[0]]


@pytest.mark.parametrize(
    "words",
    [
        ("concepts", "-c", "x.kochmon", "decisions"),
        ("-c", "x.kochmon", "concepts", "decisions"),
        ("concepts", "decisions", "-c", "x.kochmon"),
    ],
)
def test_the_corpus_is_named_before_a_subcommand(words: tuple[str, ...]) -> None:
    kochmon("add", ".", "-c", "x.kochmon")
    kochmon("concepts", "drop", "ky:бар", "-c", "x.kochmon")
    assert [row["action"] for row in rows(*words)] == ["drop"]


def test_the_corpus_of_the_environment(texts: Path) -> None:
    kochmon("add", texts / NAMES[1], KOCHMON_CORPUS="e.kochmon")
    assert Path("e.kochmon").exists()
    assert len(kochmon("list", KOCHMON_CORPUS="e.kochmon").lines) == 2
    assert len(kochmon("list", "-c", "corpus.kochmon", KOCHMON_CORPUS="e.kochmon").lines) == 4


def test_later_words_win() -> None:
    kochmon("add", ".", "-c", "a.kochmon")
    assert kochmon("-c", "missing.kochmon", "list", "-c", "a.kochmon").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("search", "чек ара"),
        ("kwic", "чек ара"),
        ("concepts",),
        ("glossary",),
        ("stats",),
        ("cite",),
        ("show",),
        ("remove", "a.txt"),
        ("rebuild",),
        ("backup", "b.kochmon"),
        ("concepts", "drop", "ky:бар"),
        ("explain", "edits"),
    ],
)
def test_a_missing_corpus(words: tuple[str, ...]) -> None:
    ran = kochmon(*words, "--corpus", "жок.kochmon")
    assert ran.status == 2 and not ran.out
    assert "there is no corpus at жок.kochmon" in ran.err and "kochmon add" in ran.err
    assert not Path("жок.kochmon").exists() and not Path("жок.decisions.txt").exists()


def test_a_file_that_is_no_corpus() -> None:
    Path("x.kochmon").write_text("Бул корпус эмес.", encoding="utf-8")
    for words in (("list",), ("add", "."), ("search", "чек ара"), ("glossary",)):
        ran = kochmon(*words, "-c", "x.kochmon")
        assert ran.status == 2 and "x.kochmon" in ran.err and "Traceback" not in ran.err
    assert Path("x.kochmon").read_text(encoding="utf-8") == "Бул корпус эмес."


@pytest.mark.parametrize("path", [".", "no/such/folder/x.kochmon"])
def test_a_path_that_can_be_no_corpus(path: str) -> None:
    ran = kochmon("add", ".", "-c", path)
    assert ran.status == 2 and ran.err.startswith("kochmon: ") and len(ran.err.splitlines()) == 1


# --- documents by name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_found_by_id_and_by_path(name: str, texts: Path) -> None:
    for written in (name, str(texts / name), f"{texts.name}/{name}"):
        (row, *_) = rows("show", written)
        assert row["document"] == name


def test_a_misspelt_document() -> None:
    ran = kochmon("show", "Биринчи макла.txt")
    assert ran.status == 2 and "did you mean 'Биринчи макала.txt'" in ran.err


def test_the_raw_text() -> None:
    assert kochmon("show", NAMES[0], "--raw").out.strip() == KYRGYZ


# --- files -------------------------------------------------------------------------------------------------------

YIELDING = [
    ("list",),
    ("show",),
    ("search", "миграция"),
    ("kwic", "миграция"),
    ("kwic", "миграция", "--columns", "ky,ru,en"),
    ("stats",),
    ("stats", "words"),
    ("stats", "collocates", "миграция", "--minimum", "1"),
    ("explain", "word", "миграциясынын"),
    ("explain", "query", "миграция"),
    ("doctor",),
]


@pytest.mark.parametrize("words", YIELDING)
@pytest.mark.parametrize("ending", ["jsonl", "tsv", "csv", "xlsx"])
def test_output_holds_what_the_pipe_gets(words: tuple[str, ...], ending: str) -> None:
    path = Path(f"Жыйынтык 1.{ending}")
    ran = kochmon(*words, "--output", path)
    assert ran.status == 0 and not ran.out and f"written: {path}" in ran.err
    piped = kochmon(*words).lines
    assert len(piped) > 1
    if ending == "jsonl":
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == rows(*words)
    elif ending == "tsv":
        assert path.read_text(encoding="utf-8").splitlines() == piped
    elif ending == "csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert len(list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))) == len(piped)
    else:
        sheet = load_workbook(path).active
        assert sheet is not None
        table = list(sheet.iter_rows(values_only=True))
        assert list(table[0]) == piped[0].split("\t") and len(table) == len(piped)


@pytest.mark.parametrize("words", [*YIELDING, ("cite",), ("glossary", "--format", "csv")])
def test_nothing_is_overwritten_unasked(words: tuple[str, ...]) -> None:
    path = Path("report.csv")
    path.write_text("mine", encoding="utf-8")
    ran = kochmon(*words, "-o", path)
    assert ran.status == 2 and "--force overwrites it" in ran.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert kochmon(*words, "-o", path, "--force").status == 0
    assert path.read_text(encoding="utf-8-sig") != "mine"
    assert [other.name for other in Path().iterdir() if "part" in other.name] == []


def test_add_looks_at_the_output_first(texts: Path) -> None:
    Path("report.csv").write_text("mine", encoding="utf-8")
    (texts / "жаңы.txt").write_text("Жаңы текст.", encoding="utf-8")
    assert kochmon("add", texts, "--output", "report.csv").status == 2
    assert len(rows("list")) == 3


@pytest.mark.parametrize("name", ["hits.docx", "hits", "hits.json"])
def test_an_ending_that_says_no_format(name: str) -> None:
    ran = kochmon("search", "миграция", "-o", name)
    assert ran.status == 2 and ".jsonl, .tsv, .csv, .xlsx" in ran.err and not Path(name).exists()


def test_an_output_that_cannot_be_written() -> None:
    ran = kochmon("list", "-o", "no/such/folder/list.csv")
    assert ran.status == 2 and "could not be written" in ran.err


def test_formulas_are_disarmed(desk: Path) -> None:
    Path("=HYPERLINK(1).txt").write_text("Өзгөчө текст.", encoding="utf-8")
    kochmon("add", "=HYPERLINK(1).txt", "-c", "f.kochmon")
    assert "\n'=HYPERLINK" in kochmon("list", "-c", "f.kochmon", "--format", "csv").out
    kochmon("list", "-c", "f.kochmon", "-o", "f.xlsx")
    sheet = load_workbook("f.xlsx").active
    assert sheet is not None
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=HYPERLINK(1).txt")


# --- formats and numbers of rows ---------------------------------------------------------------------------------


def test_the_format_of_the_environment() -> None:
    assert kochmon("list", KOCHMON_FORMAT="jsonl").rows
    assert kochmon("list", "-f", "csv", KOCHMON_FORMAT="jsonl").lines[0] == "document,year,languages,format,title"
    assert kochmon("glossary", KOCHMON_FORMAT="jsonl").status == 0
    ran = kochmon("list", KOCHMON_FORMAT="yaml")
    assert ran.status == 2 and "KOCHMON_FORMAT is 'yaml'; known: table, jsonl, tsv, csv" in ran.err


def test_no_hit_is_no_problem() -> None:
    for words in (("search", "жокжокжок"), ("kwic", "жокжокжок"), ("stats", "collocates", "жокжокжок")):
        ran = kochmon(*words)
        assert ran.status == 0 and "nothing was found for 'жокжокжок'" in ran.err and len(ran.lines) == 1


def test_a_part_is_shown_on_the_screen_and_all_in_a_pipe(texts: Path) -> None:
    (texts / "көп.txt").write_text("Миграция өстү. " * 60, encoding="utf-8")
    kochmon("add", texts)
    screen = kochmon("kwic", "миграция", KOCHMON_FORMAT="table")
    assert len(screen.lines) == 25 and "25 of 62 lines" in screen.err  # миграция of Kyrgyz and Russian
    assert len(kochmon("kwic", "миграция").lines) == 63
    limited = kochmon("kwic", "миграция", "-n", "3")
    assert len(limited.lines) == 4 and rows("kwic", "миграция", "-n", "3")[0]["total"] == 62
    kochmon("kwic", "миграция", "-n", "3", "-o", "three.tsv")
    assert len(Path("three.tsv").read_text(encoding="utf-8").splitlines()) == 4


def test_colour_is_for_terminals() -> None:
    for words in (
        ("search", "миграция"),
        ("kwic", "миграция"),
        ("show",),
        ("doctor",),
        ("explain", "query", "миграция"),
    ):
        ran = kochmon(*words, "--format", "table")
        assert "\x1b" not in ran.out + ran.err
        assert ran.out


@pytest.mark.parametrize("set_to", ["1", ""])
def test_no_color(set_to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.cli import screen

    monkeypatch.setattr("sys.stdout", type("Terminal", (io.StringIO,), {"isatty": lambda self: True})())
    monkeypatch.setenv("NO_COLOR", set_to)
    assert screen.colours() is (set_to == "")
    assert ("\x1b" in screen.marked("чек ара", [(0, 3)])) is (set_to == "")


def test_years_and_facets(texts: Path) -> None:
    for year, name in zip((2015, 2018, 2021), NAMES, strict=True):
        kochmon("add", texts / name, "--set", f"year={year}")
    assert [row["document"] for row in rows("search", "миграция", "--year", "2016-2019")] == [NAMES[1]]
    ran = kochmon("search", "миграция", "--facet", "year", "--facet", "language")
    assert "year: " in ran.err and "2015 1" in ran.err and "ru 1" in ran.err
    assert [row["document"] for row in rows("search", "миграция", "-l", "ky")] == [NAMES[0]]


def test_a_corpus_that_may_only_be_read(desk: Path) -> None:
    shutil.copy("corpus.kochmon", "r.kochmon")
    Path("r.kochmon").chmod(0o444)
    for words in (("list",), ("search", "миграция"), ("kwic", "миграция"), ("concepts",), ("stats",), ("glossary",)):
        ran = kochmon(*words, "-c", "r.kochmon")
        assert ran.status == 0, ran.err
    assert "Traceback" not in kochmon("add", ".", "-c", "r.kochmon").err


@pytest.mark.parametrize("coloured", [True, False])
def test_long_text_is_wrapped_and_its_matches_marked(coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.cli import screen

    text = (
        "Бул макалада ички миграция жана анын айылдын жашоосуна тийгизген таасири ар тараптан каралат, миграция өсөт."
    )
    matches = [(13, 26), (94, 102)]
    assert [text[start:stop] for start, stop in matches] == ["ички миграция", "миграция"]
    monkeypatch.setattr(screen, "colours", lambda: coloured)
    monkeypatch.setenv("COLUMNS", "60")
    made = screen.wrapped(text, first="  ky  ", indent="      ", matches=matches)
    plain = made.replace("\x1b[33m\x1b[1m", "[").replace("\x1b[0m", "]")
    assert "[ички миграция]" in plain and "[миграция]" in plain and len(made.splitlines()) > 1
    assert " ".join(plain.split()).removeprefix("ky ").replace("[", "").replace("]", "") == text
    assert all(len(line.replace("[", "").replace("]", "")) <= 60 for line in plain.splitlines())


def test_the_progress_bar_is_gone_before_anything_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.cli import screen, searching

    told: list[str] = []

    @contextmanager
    def bar(what: str) -> Iterator[Callable[[int, int, str], None]]:
        yield lambda done, total, name: told.append(what)
        told.append("gone")

    monkeypatch.setattr(screen, "progress", bar)
    monkeypatch.setattr(searching, "emit", lambda *_: told.append("shown"))
    kochmon("search", "миграция")
    assert told[0] == "indexing" and told[-2:] == ["gone", "shown"]
