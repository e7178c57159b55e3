"""kochmon add, list, remove, cite"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from ..command_line import desk, kochmon, rows

__all__ = ["desk"]

ARTICLES = {
    "a.txt": "Эмгек миграциясы өстү.",
    "ички/б.txt": "Ички миграция да өстү.",
    "ички/в г.txt": "Граница открыта для всех.",
}


@pytest.fixture(autouse=True)
def texts(desk: Path) -> Path:
    for name, text in ARTICLES.items():
        path = desk / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return desk / "texts"


def outcomes(*words: str) -> dict[str, str]:
    ran = kochmon("add", *words, "--format", "jsonl")
    return {Path(row["path"]).name: row["outcome"] for row in ran.rows}


def test_add_is_incremental(texts: Path) -> None:
    assert outcomes("texts") == {"a.txt": "added", "б.txt": "added", "в г.txt": "added"}
    assert outcomes("texts") == {"a.txt": "unchanged", "б.txt": "unchanged", "в г.txt": "unchanged"}
    (texts / "a.txt").write_text("Эмгек миграциясы азайды.", encoding="utf-8")
    assert outcomes("texts")["a.txt"] == "changed"
    (texts / "көчүрмө.txt").write_text(ARTICLES["ички/б.txt"], encoding="utf-8")
    assert outcomes("texts")["көчүрмө.txt"] == "duplicate"
    assert [row["document"] for row in rows("list")] == list(ARTICLES)


def test_the_screen_tells_of_what_was_new(texts: Path) -> None:
    ran = kochmon("add", "texts", "--format", "table")
    assert [line.split(maxsplit=1) for line in ran.lines] == [["added", name] for name in ARTICLES]
    assert "3 documents from 3 files: 3 added" in ran.err and "0 concepts" in ran.err
    again = kochmon("add", "texts", "--format", "table")
    assert not again.out and "0 documents from 3 files: 3 unchanged" in again.err
    (texts / "a.txt").write_text("Башка.", encoding="utf-8")
    assert "1 document from 1 file: 1 changed" in kochmon("add", "texts/a.txt").err


def test_prune(texts: Path) -> None:
    kochmon("add", "texts")
    (texts / "a.txt").unlink()
    ran = kochmon("add", "texts")
    assert ran.status == 0 and "no longer there: " in ran.err and "--prune" in ran.err
    assert len(rows("list")) == 3
    assert kochmon("add", "texts", "--prune").status == 0
    assert [row["document"] for row in rows("list")] == ["ички/б.txt", "ички/в г.txt"]


# --- facts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "year=2019", "journal=Вестник БГУ", "texts"),
        ("texts", "--set", "year=2019", "journal=Вестник БГУ"),
        ("texts", "--set", "year=2019", "--set", "journal=Вестник БГУ"),
        ("--set", "journal=Вестник БГУ", "--set", "year=2019", "texts"),
    ],
)
def test_facts_that_a_person_gives(words: tuple[str, ...]) -> None:
    assert kochmon("add", *words).status == 0
    assert {(row["year"], row["journal"]) for row in rows("list")} == {(2019, "Вестник БГУ")}
    assert rows("search", "миграция", "--journal", "Вестник БГУ")


def test_facts_of_an_unchanged_file_are_taken() -> None:
    kochmon("add", "texts")
    kochmon("add", "texts/a.txt", "--set", "year=2020")
    assert [row["year"] for row in rows("list")] == [2020, None, None]


@pytest.mark.parametrize("fact", ["year=жок", "year", "=2019"])
def test_odd_facts(fact: str) -> None:
    ran = kochmon("add", "texts", "--set", fact)
    assert ran.status == 2 and "Traceback" not in ran.err and not Path("corpus.kochmon").exists()


METADATA = {
    "facts.csv": "file,year,journal\na.txt,2015,Калк\nжок.txt,2016,Коом\n",
    "facts.bib": "@article{k1, title={А}, year={2015}, journal={Калк}, file={a.txt}}\n"
    "@article{k2, title={Б}, year={2016}, file={жок.txt}}\n",
    "facts.ris": "TY  - JOUR\nTI  - А\nPY  - 2015\nJO  - Калк\nL1  - a.txt\nER  - \n"
    "TY  - JOUR\nTI  - Б\nPY  - 2016\nL1  - жок.txt\nER  - \n",
}


@pytest.mark.parametrize("name", METADATA)
def test_facts_from_a_file(name: str) -> None:
    Path(name).write_text(METADATA[name], encoding="utf-8")
    ran = kochmon("add", "texts", "--metadata", name)
    facts = {row["document"]: (row["year"], row["journal"]) for row in rows("list")}
    assert facts["a.txt"] == (2015, "Калк") and facts["ички/б.txt"] == (None, "")
    assert f"1 entry of {name} fit" in ran.err and "жок.txt" in ran.err


def test_what_a_metadata_file_says_oddly_is_told() -> None:
    Path("facts.csv").write_text("file,year\na.txt,былтыр\n", encoding="utf-8")
    ran = kochmon("add", "texts", "--metadata", "facts.csv")
    assert "былтыр" in ran.err


@pytest.mark.parametrize("name", ["missing.bib", "."])
def test_no_such_metadata_file(name: str) -> None:
    ran = kochmon("add", "texts", "--metadata", name)
    assert ran.status == 2 and not Path("corpus.kochmon").exists()


# --- how files are read ------------------------------------------------------------------------------------------


def test_the_language_may_be_given() -> None:
    kochmon("add", "texts/a.txt", "--language", "ru")
    assert {row["language"] for row in rows("show")} == {"ru"}
    kochmon("add", "texts/a.txt")  # other settings, so it is read again
    assert {row["language"] for row in rows("show")} == {"ky"}


def test_the_encoding_may_be_given() -> None:
    Path("koi.txt").write_bytes("Граница".encode("koi8-r"))
    kochmon("add", "koi.txt", "--encoding", "KOI8-R")
    assert rows("show")[0]["text"] == "Граница"


@pytest.mark.parametrize(("delimiter", "written"), [("|", "|"), ("\t", "\\t"), (";", ";")])
def test_the_delimiter_may_be_given(delimiter: str, written: str) -> None:
    lines = [("id", "text"), ("б1", "Чек ара, өлкө; жер"), ("б2", "Граница, страна")]
    Path("t.csv").write_text(
        "\n".join(delimiter.join(line) for line in lines if delimiter not in line[1]) + "\n", encoding="utf-8"
    )
    kochmon("add", "t.csv", "--delimiter", written)
    assert "t.csv#б2" in [row["document"] for row in rows("list")]


def test_texts_may_be_left_as_they_are() -> None:
    Path("broken.txt").write_text("Эмгек мигра-\nциясы өстү.", encoding="utf-8")
    kochmon("add", "broken.txt", "--no-repair")
    assert not rows("explain", "edits") and "мигра-\nциясы" in rows("show")[0]["text"]
    kochmon("add", "broken.txt")
    assert [row["rule"] for row in rows("explain", "edits")]
    assert "миграциясы" in rows("show")[0]["text"]


def test_a_large_file_is_refused_with_advice() -> None:
    Path("large.txt").write_text("Чоң текст. " * 20_000, encoding="utf-8")
    ran = kochmon("add", "large.txt", "texts", "--max-size", "0.1")
    assert ran.status == 1 and "--max-size" in ran.err and "large.txt" in ran.err
    assert len(rows("list")) == 3
    assert kochmon("add", "large.txt", "--max-size", "0").status == 2


# --- what cannot be read -----------------------------------------------------------------------------------------


def test_bad_files_are_named_and_the_others_read() -> None:
    Path("texts/empty.txt").touch()
    Path("texts/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    ran = kochmon("add", "texts", "missing.pdf")
    assert ran.status == 1
    for name in ("empty.txt", "picture.png", "missing.pdf"):
        assert f"{name}: " in ran.err
    assert "3 documents from 6 files: 3 added, 3 skipped" in ran.err


def test_nothing_is_made_where_no_file_is_there() -> None:
    ran = kochmon("add", "missing folder")
    assert ran.status == 2 and "no such file or folder: missing folder" in ran.err
    assert not Path("corpus.kochmon").exists()


def test_an_empty_folder() -> None:
    Path("бош").mkdir()
    ran = kochmon("add", "бош")
    assert ran.status == 0 and "nothing to read" in ran.err


# --- remove, cite ------------------------------------------------------------------------------------------------


def test_remove_takes_all_or_nothing() -> None:
    kochmon("add", "texts")
    assert kochmon("remove", "a.txt", "жок.txt").status == 2
    assert len(rows("list")) == 3
    ran = kochmon("remove", "a.txt", unicodedata.normalize("NFD", "ички/б.txt"))
    assert ran.status == 0 and "removed: a.txt" in ran.err
    assert [row["document"] for row in rows("list")] == ["ички/в г.txt"]
    assert Path("texts/a.txt").exists()


@pytest.mark.parametrize("style", ["gost", "apa", "bibtex", "ris", "csl-json"])
def test_references_in_every_style(style: str) -> None:
    kochmon("add", "texts", "--set", "year=2019", "journal=Вестник БГУ", "title=Миграция")
    cited = kochmon("cite", "--style", style)
    assert cited.status == 0 and cited.out.count("2019") >= 3 and cited.out.count("Вестник БГУ") == 3
    kochmon("cite", "--style", style, "-o", "refs.txt")
    assert Path("refs.txt").read_text(encoding="utf-8") == cited.out
    if style == "csl-json":
        assert len(json.loads(cited.out)) == 3
    if style == "bibtex":
        keys = [line.split("{")[1] for line in cited.lines if line.startswith("@")]
        assert len(set(keys)) == 3


def test_a_cited_page_is_that_of_one_document() -> None:
    kochmon("add", "texts", "--set", "year=2019", "title=Миграция")
    assert "7" in kochmon("cite", "a.txt", "--page", "7").out
    assert kochmon("cite", "--page", "7").status == 2


def test_citations_come_back_as_metadata() -> None:
    kochmon("add", "texts", "--set", "year=2019", "journal=Вестник БГУ")
    kochmon("cite", "--style", "bibtex", "-o", "refs.bib")
    ran = kochmon("add", "texts", "--metadata", "refs.bib", "-c", "second.kochmon")
    assert "fit none" not in ran.err
    assert {row["year"] for row in rows("list", "-c", "second.kochmon")} == {2019}
