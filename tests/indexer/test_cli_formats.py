"""What every command writes, held against the table in ``docs/formats.md``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..command_line import ROOT, kochmon

CELLS = re.compile(r"^\| (?:– )?`(?P<name>[^`]+)` \| [^|]+ \| (?P<keys>.+) \|$", re.MULTILINE)

COMMANDS = {
    "add": ("add", "texts"),
    "list": ("list",),
    "show": ("show",),
    "search": ("search", "эмгек", "миграциясы"),
    "kwic": ("kwic", "миграция"),
    "kwic --columns": ("kwic", "чек", "ара", "--columns", "ky,ru,en"),
    "concepts": ("concepts",),
    "concepts decisions": ("concepts", "decisions"),
    "stats": ("stats",),
    "stats words": ("stats", "words"),
    "stats collocates": ("stats", "collocates", "миграция", "--minimum", "1"),
    "explain word": ("explain", "word", "миграциясынын"),
    "explain edits": ("explain", "edits"),
    "explain link": ("explain", "link", "чек ара"),
    "explain query": ("explain", "query", "трудовая", "миграция"),
    "paradigm": ("paradigm", "китеп"),
    "rebuild --dry-run": ("rebuild", "--dry-run", "--lexicon", "own.tsv"),
    "doctor": ("doctor",),
}
"""A line of the table → words that give at least one row in the corpus below."""

INSIDE = {"ways": ("search", "ways"), "snippets": ("search", "snippets"), "evidence": ("concepts", "evidence")}
"""A line of the table that tells of objects within rows → the command, and the key that holds them."""

ARTICLE = """Эмгек миграциясы

Аннотация. Макалада эмгек миграция-
сы жана чек ара маселеси каралат.
Негизги сөздөр: эмгек миграциясы, чек ара.

Трудовая миграция

Аннотация. В статье рассматриваются трудовая миграция и граница.
Ключевые слова: трудовая миграция, граница.

Labour migration

Abstract. The article deals with labour migration and the border.
Keywords: labour migration, border.
"""


def documented() -> dict[str, tuple[list[str], list[str]]]:
    """Command → all keys, and those in bold."""
    table = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    found = {}
    for line in CELLS.finditer(table):
        listed = re.sub(r"\([^)]*\)", "", line["keys"]).split(";")[0]
        keys = [key.strip() for key in listed.split(",")]
        found[line["name"]] = [key.strip("*") for key in keys], [key.strip("*") for key in keys if "*" in key]
    return found


TABLE = documented()


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder with a corpus of one article and a decision."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "texts").mkdir()
    (folder / "texts" / "макала 1.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("KOCHMON_CACHE", str(folder / "cache"))
        Path("own.tsv").write_text("lemma\tpos\nмакалада\tNOUN\n", encoding="utf-8")
        kochmon("add", "texts", "--set", "year=2019")
        kochmon("concepts", "accept", "ky:чек ара", "ru:граница", "--note", "үлгү")
        yield


def test_the_table_and_this_test_know_the_same_commands() -> None:
    assert set(TABLE) == {*COMMANDS, *INSIDE}


@pytest.mark.parametrize("name", COMMANDS)
def test_json_lines_have_the_keys_of_the_table(name: str) -> None:
    ran = kochmon(*COMMANDS[name], "--format", "jsonl")
    assert ran.status == 0 and ran.rows, ran.err
    keys, _ = TABLE[name]
    assert {key for row in ran.rows for key in row} == set(keys)
    optional = {"keywords"} if name == "show" else set()  # only a keyword list has them
    assert all(set(keys) - set(row) <= optional for row in ran.rows)
    assert "\\u" not in ran.out


@pytest.mark.parametrize("name", INSIDE)
def test_objects_within_rows_have_the_keys_of_the_table(name: str) -> None:
    command, key = INSIDE[name]
    objects = [item for row in kochmon(*COMMANDS[command], "--format", "jsonl").rows for item in row[key]]
    keys, _ = TABLE[name]
    assert objects and all(set(item) == set(keys) for item in objects)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("format", "separator"), [("tsv", "\t"), ("csv", ",")])
def test_delimited_rows_have_the_columns_in_bold(name: str, format: str, separator: str) -> None:
    ran = kochmon(*COMMANDS[name], "--format", format)
    _, columns = TABLE[name]
    assert ran.lines[0] == separator.join(columns)
    assert len(ran.lines) > 1
    if format == "tsv":
        assert {line.count("\t") for line in ran.lines} == {len(columns) - 1}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_table_fits_the_terminal(name: str) -> None:
    from unicodedata import combining

    ran = kochmon(*COMMANDS[name], "--format", "table", COLUMNS="80")
    assert ran.out.strip() or name == "add"  # nothing was new
    assert max(sum(not combining(letter) for letter in line) for line in [*ran.lines, ""]) <= 80


def test_rows_of_search_kwic_and_evidence_say_where_they_stand() -> None:
    places = {"document", "year", "page", "section", "language", "start", "stop"}
    for name in ("search", "kwic", "evidence", "show"):
        assert places <= set(TABLE[name][0])


def test_offsets_are_those_of_the_repaired_text() -> None:
    (hit,) = kochmon("search", "эмгек миграциясы", "--format", "jsonl").rows
    start, stop = hit["matches"][0]
    assert hit["snippet"][start:stop].lower() == "эмгек миграциясы"
    sections = kochmon("show", "--format", "jsonl").rows
    for line in kochmon("kwic", "миграция", "--format", "jsonl").rows:
        section = next(s for s in sections if s["start"] <= line["start"] < s["stop"])
        assert line["match"] in section["text"] and line["language"] == section["language"]


def test_the_glossary_as_json_lines() -> None:
    (entry, *_) = kochmon("glossary", "--format", "jsonl").rows
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    told = re.findall(r"`(\w+)`", text[text.index("## The glossary as JSON Lines") :])
    terms = [term for terms in entry["terms"].values() for term in terms]
    examples = [example for term in terms for example in term["examples"]]
    assert set(told) == {*entry, *(key for term in terms for key in term), *(key for one in examples for key in one)}


def test_json_is_json_for_any_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hard = 'Кавычки "…" \\ табуляция\tжана \N{LINE SEPARATOR} белги \N{GRINNING FACE} өттү.'
    Path("hard.txt").write_text(hard, encoding="utf-8")
    kochmon("add", "hard.txt")
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in kochmon("show", "--format", "jsonl").out.split("\n") if line
    ]
    assert "\N{GRINNING FACE}" in rows[0]["text"]
    assert len(kochmon("show", "--format", "tsv").out.rstrip("\n").split("\n")) == 2
