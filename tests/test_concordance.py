"""Concordances: what is counted, how it is sorted, what a context may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import errors
from corpus.concordance import Concordance, words_typed
from corpus.corpus import Corpus

from .conftest import ARTICLE, MakeCorpus


@pytest.fixture
def texts(corpus: MakeCorpus) -> Corpus:
    return corpus({"a.txt": ARTICLE, "b.txt": "Чек ара жабылды. Чек аралар ачылды. Аралар учуп келди.\n"})


def test_every_form_is_found_and_counted(texts: Corpus) -> None:
    found = texts.kwic("чек ара")
    assert (len(found), found.documents) == (3, 2)
    assert [line.match for line in found] == ["чек ара", "Чек ара", "Чек аралар"]
    assert [line.document for line in found] == ["a.txt", "b.txt", "b.txt"]
    assert [line.match for line in found[1:]] == ["Чек ара", "Чек аралар"]
    for line in found:
        text = texts.document(line.document).text
        assert line.span.of(text) == line.match and line.sentence.start <= line.span.start
        assert f"{line.left}{line.match}{line.right}" in " ".join(text.split()) + " "


def test_a_beginning(texts: Corpus) -> None:
    assert {line.match for line in texts.kwic("мигра*")} == {"миграция", "миграциясы"}
    assert {line.match for line in texts.kwic("migra*")} == {"migration"}
    assert {line.language for line in texts.kwic("мигра*", codes=["ru"])} == {"ru"}


def test_no_word_is_told() -> None:
    with pytest.raises(errors.QueryError, match="no word"):
        words_typed("«—»")


def test_sorted_by_the_left_neighbour(corpus: MakeCorpus, data: Path) -> None:
    """case r42: by the Kyrgyz alphabet, ү after у; capitals make no difference"""
    text = (data / "cases" / "files" / "r42_left_sort.txt").read_text(encoding="utf-8")
    found = corpus({"a.txt": text}).kwic("миграция", sort="L1")
    neighbours = [line.left.split()[-1] for line in found]
    assert neighbours == ["жаштардын", "ички", "Калктын", "тышкы", "үй-бүлөлөрдүн", "эмгек"]


def test_sorted_by_the_right_neighbour(corpus: MakeCorpus) -> None:
    texts = corpus({"a.txt": "Чек ара үстүндө. Чек ара ууруга жабык. Чек ара өттү. Чек ара ошондой. Чек ара\n"})
    right = [line.right.strip(" .").split(".")[0].split() for line in texts.kwic("чек ара", sort="R1")]
    assert [words[0] if words else "" for words in right] == ["", "ошондой", "өттү", "ууруга", "үстүндө"]


@pytest.mark.parametrize("sort", ["L6", "X1", "L1;R1"])
def test_no_such_order(texts: Corpus, sort: str) -> None:
    with pytest.raises(errors.KochmonError, match="no way to sort"):
        texts.kwic("ара", sort=sort)


class TestSections:
    """Nothing crosses the border of a section: no context, no neighbour, no match."""

    def test_contexts(self, texts: Corpus) -> None:
        document = texts.document("a.txt")
        for line in texts.kwic("миграция"):
            section = document.section_at(line.span.start)
            assert section is not None
            inside = " ".join(section.span.of(document.text).split())
            assert f"{line.left}{line.match}{line.right}".strip() in inside

    def test_matches(self, texts: Corpus) -> None:
        """The title ends «… миграциясы», the abstract begins «Макалада …»."""
        assert len(texts.kwic("миграциясы макалада")) == 0
        assert len(texts.kwic("эмгек миграциясы")) == 3

    def test_neighbours(self, texts: Corpus) -> None:
        found = texts.kwic("эмгек миграциясы", codes=["ky"], sort="R1")
        assert [line.section for line in found] == ["title", "abstract", "keywords"]  # nothing, жана, ички


def test_of_labels_that_nest_the_longest(texts: Corpus) -> None:
    store = texts.store
    word = {form: store.form_numbers("form", form, "ky") for form in ("чек", "ара", "аралар")}
    patterns = {"ky": [[word["чек"]], [word["ара"] + word["аралар"]], [word["чек"], word["ара"] + word["аралар"]]]}
    found = Concordance(store, texts._arrays, patterns)
    assert [line.match for line in found] == ["чек ара", "Чек ара", "Чек аралар", "Аралар"]


def test_columns_stand_side_by_side(texts: Corpus) -> None:
    rows = list(texts.columns("внутренняя миграция"))
    cells = [{code: line.match if line else None for code, line in row.cells.items()} for row in rows]
    assert {"ky": "Ички миграция", "ru": "Внутренняя миграция", "en": "Internal migration"} in cells
    for row in rows:
        found = [line for line in row.cells.values() if line]
        assert {line.document for line in found} == {row.document} and len({line.section for line in found}) == 1
        assert all(line.language == code for code, line in row.cells.items() if line)
    shown = [line.span for row in rows for line in row.cells.values() if line]
    assert len(shown) == len(set(shown))


def test_a_notebook_shows_the_first_lines(corpus: MakeCorpus) -> None:
    shown = corpus({"a.txt": "Ички <миграция> өсүүдө. " * 30}).kwic("миграция")._repr_html_()
    assert shown.startswith("<p>20 of 30 lines</p>") and shown.count("<tr") == 20
    assert "<b>миграция</b>" in shown and "&lt;" in shown
