"""CoNLL-U: ten columns, offsets that lead back to the text, and readings that are those of the language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import languages
from corpus.conllu import conllu, parse
from corpus.errors import UnknownName

TEXT = "Мигранттар шаарга көчүп келишти.\n\n«Үй-бүлө барабы?» – деп сурады... 2019-жылы 120дан ашык адам келген!"


def rows(text: str, language: str = "ky") -> list[list[str]]:
    return [line.split("\t") for line in conllu(text, language) if line and not line.startswith("#")]


def test_a_text_becomes_sentences_and_words() -> None:
    lines = list(conllu("Китептерди окудук. Ал келди.", "ky"))
    assert lines == [
        "# newpar",
        "# sent_id = 1",
        "# text = Китептерди окудук.",
        "1\tКитептерди\tкитеп\tNOUN\t_\tCase=Acc|Number=Plur\t_\t_\t_\t_",
        "2\tокудук\tоку\tVERB\t_\tMood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin\t_\t_\t_\tSpaceAfter=No",
        "3\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_",
        "",
        "# sent_id = 2",
        "# text = Ал келди.",
        "1\tАл\tал\tPRON\t_\tCase=Nom|Number=Sing\t_\t_\t_\t_",
        "2\tкелди\tкел\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t_\t_\t_\tSpaceAfter=No",
        "3\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_",
        "",
    ]


def test_a_paragraph_and_the_numbers_of_sentences() -> None:
    comments = [line for line in conllu(TEXT, "ky", first=5) if line.startswith(("# newpar", "# sent_id"))]
    assert comments[:3] == ["# newpar", "# sent_id = 5", "# newpar"]
    ids = [int(line.rpartition(" ")[2]) for line in comments if "sent_id" in line]
    assert ids == list(range(5, 5 + len(ids)))


def test_signs_are_tokens_and_the_same_sign_repeated_is_one() -> None:
    forms = [row[1] for row in rows(TEXT)]
    assert {"«", "?", "»", "–", "...", "!"} <= set(forms)
    assert [row[3] for row in rows("5 $ + 3")] == ["NUM", "SYM", "SYM", "NUM"]


def test_another_spelling_is_told() -> None:
    (row,) = (row for row in rows("Олкодо эмгек рыногу өзгөрдү") if row[1] == "Олкодо")
    assert (row[2], row[9]) == ("өлкө", "Tier=plain")


@pytest.mark.parametrize("code", languages.available())
def test_every_language_can_be_written(code: str) -> None:
    text = {"ky": "Китептер барбы?", "ru": "Книги прочитаны?", "en": "Are the books read?"}.get(code, "a b?")
    language = languages.get(code)
    for row in rows(text, code):
        assert len(row) == 10
        if row[3] != "PUNCT":
            assert row[2] == language.lemmatize(row[1])[0]


def test_an_unknown_word_with_a_capital_within_a_sentence_is_a_name() -> None:
    assert [row[3] for row in rows("Бүгүн Жмщоб келди.")] == ["ADV", "PROPN", "VERB", "PUNCT"]
    assert [row[3] for row in rows("Жмщоб келди.")] == ["X", "VERB", "PUNCT"]


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UnknownName, match="'xx'"):
        list(conllu("a", "xx"))


def test_nothing_gives_nothing() -> None:
    assert list(conllu(" \n\n ", "ky")) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="абөңүйАӨ .,!?-–«»\n5$", max_size=60))
def test_words_and_spaces_give_the_text_back(text: str) -> None:
    """Every sign that is no space is in one token, in order; SpaceAfter says where there was none."""
    words = [word for sentence in parse(text, "ky") for word in sentence]
    assert all(word.form == word.span.of(text) for word in words)
    assert "".join(word.form for word in words) == "".join(text.split())
    for line, sentence in zip(
        [line for line in conllu(text, "ky") if line.startswith("# text")], parse(text, "ky"), strict=True
    ):
        told = "".join(
            word.form + ("" if following is not None and following.span.start == word.span.stop else " ")
            for word, following in zip(sentence, [*sentence[1:], None], strict=True)
        )
        assert line.removeprefix("# text = ") == re.sub(r"\s+", " ", told).strip()
