"""The spelling tiers of Kyrgyz: what is mended, what is left, and that a text with all its letters is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import languages
from corpus.languages._kyrgyz.spelling import mended, plain

HERE = Path(__file__).parent / "ky"
KY = languages.get("ky")
PLAIN_KY = languages.typed_plain("ky")


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("typed", "lemma", "tier", "note"), table("spelling.tsv"))
def test_a_word_is_read_in_its_tier(typed: str, lemma: str, tier: str, note: str) -> None:
    best = KY.analyze(typed)[0]
    assert (best.lemma, best.tier) == (lemma, tier), note
    assert KY.knows(typed) is (tier == "exact" and best.source == "lexicon")


@pytest.mark.parametrize("word", ["үчүн", "күнү", "жаңы", "үй", "төрт", "маанилүү", "көргөн", "түштүк-батыш"])
def test_where_the_text_is_known_to_be_typed_plain_the_likelier_word_wins(word: str) -> None:
    assert PLAIN_KY.lemmatize(plain(word))[0] == KY.lemmatize(word)[0]


@pytest.mark.parametrize("word", ["турат", "алуу", "окуучу", "болду", "Бишкекте", "жок", "кыргыз"])
def test_words_without_those_letters_stay_in_a_plain_text(word: str) -> None:
    assert PLAIN_KY.lemmatize(word)[0] == KY.lemmatize(word)[0]
    assert PLAIN_KY.analyze(word)[0].tier == "exact"


def test_words_with_all_their_letters_are_not_touched() -> None:
    """Of the forms of open text that are known, none is read in another spelling."""
    assert [form for form in KY.counts() if KY.knows(form) and KY.analyze(form)[0].tier != "exact"] == []


SENTENCE = "Быйыл айыл чарба адистери чет жактан кайтып келген мигранттарга жумуш таап берууго жардамдашат. "


def test_a_long_text_without_the_letters_was_typed_without_them() -> None:
    assert languages.as_typed(KY, SENTENCE * 5) is PLAIN_KY
    assert languages.as_typed(KY, SENTENCE) is KY  # too short to tell
    assert languages.as_typed(KY, SENTENCE * 5 + "Өлкө") is KY
    assert languages.as_typed(languages.get("ru"), "Это длинный русский текст. " * 30) is languages.get("ru")


def test_only_kyrgyz_is_typed_plain() -> None:
    assert languages.typed_plain("ru") is languages.get("ru")


@given(st.text(alphabet=KY.alphabet, max_size=10))
def test_words_in_the_alphabet_are_not_mended(word: str) -> None:
    assert mended(word) == word


@pytest.mark.parametrize("word", ["Україна", "Європа", "köç", ""])
def test_foreign_words_are_not_mended(word: str) -> None:
    assert mended(word) == word
