"""Tokens as a view of arrays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis import analyse, words
from corpus.documents import Span
from corpus.tokens import Form, TokenTable, Vocabulary, ints

TEXT = "Үй-бүлө көчтү. Үй-бүлө кайтты. Калк өстү."


def table(text: str = TEXT, sentences: tuple[int, ...] = (0, 2, 4)) -> TokenTable:
    spans = words(text)
    numbers: dict[str, int] = {}
    forms = [numbers.setdefault(span.of(text), len(numbers) + 1) for span in spans]
    vocabulary = Vocabulary((number, analyse(form, "ky")) for form, number in numbers.items())
    starts, stops = ints([s.start for s in spans]), ints([s.stop for s in spans])
    return TokenTable("ky", ints(forms), starts, stops, ints(sentences), vocabulary)


def test_a_token_is_its_text_at_a_place_with_its_lemmas() -> None:
    token = table().token(1)
    assert (token.text, token.span, token.position, token.lemmas) == ("көчтү", Span(8, 13), 1, ("көч",))


def test_a_form_is_kept_once() -> None:
    made = table()
    assert len(made) == 6 and len(made.vocabulary) == 5 and made.forms[0] == made.forms[2]
    assert made.vocabulary.number("ky", "көчтү") == 2 and made.vocabulary.number("ru", "көчтү") is None


@pytest.mark.parametrize(("position", "expected"), [(0, [0, 1]), (1, [0, 1]), (3, [2, 3]), (5, [4, 5])])
def test_the_sentence_of_a_token(position: int, expected: list[int]) -> None:
    made = table()
    assert list(made.sentence(position)) == expected
    assert made.span(made.sentence(position)).of(TEXT).split()[0] == TEXT.split()[expected[0]]


def test_keys_of_lemmas_are_folded_and_different() -> None:
    assert Form("Её", "ru", "ее", ("её", "ее", "она"), "она", "PRON").lemma_keys == ("ее", "она")


@given(st.text(st.sampled_from("аөүңA1 .,-'\n"), max_size=60))
def test_the_text_of_a_token_stands_at_its_span(text: str) -> None:
    made = table(text, (0,))
    assert all(token.text == token.span.of(text) and token.lemmas for token in made)
    assert [token.position for token in made] == list(range(len(made)))
