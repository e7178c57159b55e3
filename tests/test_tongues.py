"""A user's own lexicon: words that stand before ours, in one corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.corpus import open_corpus
from corpus.languages import LexiconError

from .command_line import kochmon, rows

TEXT = "Алтынымдан кабар келди. Бул ишкана Бишкекте иштейт, ал эми Алтынымдын кызматкерлери көп.\n"
LEXICON = "lemma\tpos\tru\ten\tnote\nАлтыным\tPROPN\tАлтыным\tAltynym\t\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def lemmas() -> set[str]:
    return {row["text"] for row in rows("stats", "words", "-l", "ky")}


def test_a_lexicon_beside_the_corpus_is_used(desk: Path) -> None:
    (desk / "corpus.lexicon.tsv").write_text(LEXICON, encoding="utf-8")
    kochmon("add", "firm.txt")
    assert "алтыным" in lemmas() and "алтын" not in lemmas()
    assert len(rows("kwic", "Алтыным")) == 2


def test_a_lexicon_that_comes_later_is_told_and_applied_by_a_rebuild(desk: Path) -> None:
    kochmon("add", "firm.txt")
    assert "алтын" in lemmas()
    (desk / "own.tsv").write_text(LEXICON, encoding="utf-8")
    planned = rows("rebuild", "--analysis", "--dry-run", "--lexicon", "own.tsv")
    assert {(row["form"], row["before"][0], row["after"][0]) for row in planned} == {
        ("Алтынымдан", "алтын", "алтыным"),
        ("Алтынымдын", "алтын", "алтыным"),
    }
    assert "алтын" in lemmas()  # nothing was changed
    assert "lexicon changed" in kochmon("add", "firm.txt", "--lexicon", "own.tsv").err
    assert kochmon("rebuild", "--outdated", "--lexicon", "own.tsv").status == 0
    assert "алтыным" in lemmas() and "алтын" not in lemmas()


def test_a_line_that_says_nothing_is_named(desk: Path) -> None:
    (desk / "corpus.lexicon.tsv").write_text("lemma\tpos\nАлтыным\tFIRM\n", encoding="utf-8")
    ran = kochmon("add", "firm.txt")
    assert ran.status == 2 and "corpus.lexicon.tsv:2:" in ran.err
    with pytest.raises(LexiconError), open_corpus(desk / "corpus.kochmon") as corpus:
        corpus.add("firm.txt")


def test_a_lexicon_that_is_not_there(desk: Path) -> None:
    ran = kochmon("add", "firm.txt", "--lexicon", "none.tsv")
    assert ran.status == 2 and "no lexicon at none.tsv" in ran.err
