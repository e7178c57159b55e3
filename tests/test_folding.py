"""Search keys: what is the same word, and what never is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import fold

SAME = [
    ("Көчмөн", "көчмөн", "capitals"),
    ("Ребёнок", "ребенок", "ё"),
    ("иммигра́нт", "иммигрант", "a stress mark"),
    ("нѐрв", "нерв", "a second stress mark, composed"),
    ("мигр\N{SOFT HYPHEN}ация", "миграция", "a soft hyphen"),
    ("\N{ZERO WIDTH NO-BREAK SPACE}калк", "калк", "a byte order mark"),
    ("migrant’s", "migrant's", "an apostrophe"),
    ("үй\N{NON-BREAKING HYPHEN}бүлө", "үй-бүлө", "a hyphen that does not break"),
    (unicodedata.normalize("NFD", "Район"), "район", "a decomposed letter"),
]
APART = [("й", "и"), ("ө", "о"), ("ү", "у"), ("ң", "н"), ("э", "е"), ("ъ", "ь"), ("café", "cafe")]


@pytest.mark.parametrize(("one", "other", "note"), SAME, ids=[note for *_, note in SAME])
def test_the_same(one: str, other: str, note: str) -> None:
    assert fold(one) == fold(other) == other


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


LETTERS = st.text(st.characters(categories=["L", "M", "Nd"]) | st.sampled_from("йёңөүѐ\u0301\u00ad-’"), max_size=12)


@given(LETTERS)
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюяАЙЁҢӨҮ\u0301-", max_size=12))
def test_the_way_of_encoding_makes_no_difference(word: str) -> None:
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word)) == fold(word)
