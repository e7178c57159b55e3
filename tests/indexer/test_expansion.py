"""Expansion by itself, over a vocabulary and concepts made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from corpus.concepts import Concept, Evidence, Label, LinkClass, sure
from corpus.lookup import Mention, Reading
from indexer import engine
from indexer.expansion import Expansion, Origin, expand
from indexer.forms import Forms
from indexer.query import parse

MARKET = ("эмгек рыногу", "рынок труда")

_LEMMAS = {
    "ky": {"эмгек": "эмгек", "рыногу": "рынок", "рыногунун": "рынок", "жумуш": "жумуш", "базары": "базар"},
    "ru": {"рынок": "рынок", "рынка": "рынок", "труда": "труд"},
    "en": {"labour": "labour", "market": "market", "the": "the"},
}


def concept(link_class: LinkClass = LinkClass.STRONG, confidence: float = 0.8, *more: Label) -> Concept:
    ky, ru = Label(MARKET[0], "ky"), Label(MARKET[1], "ru")
    evidence = Evidence("a.txt", ky, ru, "words", 0.7)
    return Concept(1, (ky, ru, *more), (evidence,), confidence, link_class)


class _Lookup:
    """Reads the words above; the whole query names *concepts* where it is a label of theirs."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts

    def readings(self, word: str) -> tuple[Reading, ...]:
        key = word.lower()
        return tuple(Reading(code, key, (lemmas[key],)) for code, lemmas in _LEMMAS.items() if key in lemmas)

    def slot(self, word: str, language: str) -> list[str]:
        return [lemma for r in self.readings(word) if r.language == language for lemma in r.lemmas] or [word.lower()]

    def mentions(self, typed: Sequence[str]) -> list[Mention]:
        named = " ".join(typed)
        return [
            Mention(each, label.language, 0, len(typed))
            for each in self._concepts
            for label in each.labels
            if label.text == named
        ]


class _Store:
    def form_numbers(self, layer: str, key: str, language: str) -> list[int]:
        return [1] if key in _LEMMAS[language].values() or key in _LEMMAS[language] else []


def expanded(typed: str, *concepts: Concept, **options: Any) -> Expansion:
    lookup: Any = _Lookup(concepts)
    store: Any = _Store()
    return expand(parse(typed), lookup, Forms(store), spoken=("en", "ky", "ru"), **options)


def listed(expansion: Expansion) -> list[tuple[str, str, str]]:
    return [(way.language, way.text, way.origin.value) for way in expansion.ways]


def test_every_way_is_listed() -> None:
    assert listed(expanded("рынок труда", concept())) == [
        ("ky", "рынок", "lemma"),
        ("ky", "эмгек рыногу", "concept"),
        ("ru", "рынок", "lemma"),
        ("ru", "труд", "lemma"),
        ("ru", "рынок труда", "phrase"),
    ]


def test_a_word_is_looked_for_as_typed_and_as_its_lemma() -> None:
    (way,) = (way for way in expanded("рынка language:ru").ways if way.language == "ru")
    assert [(term.layer, term.text) for term in way.slots[0]] == [("form", "рынка"), ("lemma", "рынок")]
    assert way.slots[0][0].weight > way.slots[0][1].weight
    assert (way.text, way.source) == ("рынок", "рынок ← рынка")


def test_what_no_text_can_hold_is_not_asked() -> None:
    assert set(expanded("labour").queries) == {"en"}
    assert expanded("labour AND эмгек").queries == {}
    assert set(expanded("labour OR эмгек").queries) == {"en", "ky"}


def test_function_words_are_left_out_of_longer_queries() -> None:
    assert listed(expanded("the market")) == [("en", "market", "lemma"), ("en", "the market", "phrase")]
    assert listed(expanded("the")) == [("en", "the", "lemma")]
    assert expanded("the market").content == {"market"}


@pytest.mark.parametrize("less", [(LinkClass.ORDER_ONLY, 0.3), (LinkClass.REVIEW, 0.5)])
def test_a_label_weighs_as_much_as_its_link_is_sure(less: tuple[LinkClass, float]) -> None:
    def weight(each: Concept) -> float:
        (way,) = (way for way in expanded("рынок труда", each).ways if way.origin is Origin.CONCEPT)
        return way.slots[0][1].weight

    sure, unsure = concept(LinkClass.STRONG, 0.9), concept(*less)
    assert weight(unsure) < weight(sure) < 1
    assert weight(unsure) / weight(sure) == pytest.approx(less[1] / 0.9)


def test_what_rests_on_order_alone_is_not_the_whole() -> None:
    """It is looked for, but does not go before words that were typed."""
    assert expanded("рынок труда", concept()).whole("ky") is not None
    assert expanded("рынок труда", concept(LinkClass.ORDER_ONLY, 0.3)).whole("ky") is None
    assert expanded("рынок труда").whole("ru") is not None
    assert expanded("рынок").whole("ru") is None  # one word; any match is whole


def test_every_word_may_be_held_by_a_translation() -> None:
    assert expanded("рынок труда", concept()).every_word("ky") is not None  # in ky by the label alone
    assert expanded("рынок труда").every_word("ky") is None  # which has no труд
    assert expanded("рынок труда").every_word("ru") is not None
    assert expanded("рынок").every_word("ru") is None


def test_two_concepts_give_a_label_once_by_the_surer_link() -> None:
    one, other = concept(LinkClass.REVIEW, 0.4), concept(LinkClass.STRONG, 0.9)
    ways = [way for way in expanded("рынок труда", one, other).ways if way.concept]
    assert [way.concept.confidence for way in ways if way.concept] == [0.9]


def test_ways_of_saying_one_thing_do_not_add_up() -> None:
    both = concept(LinkClass.STRONG, 0.8, Label("жумуш базары", "ky", preferred=False))
    query = expanded("рынок труда", both).queries["ky"]
    assert isinstance(query, engine.Or)
    inside = [child.children for child in query.children if isinstance(child, engine.Best)]
    assert sum(all(isinstance(label, engine.Phrase) for label in labels) for labels in inside) == 1


def test_an_inflected_label_is_no_concept_of_itself() -> None:
    single = Concept(2, (Label("рынок", "ru"), Label("рынок", "ky")), (), 0.9, LinkClass.STRONG)

    class Named(_Lookup):
        def mentions(self, typed: Sequence[str]) -> list[Mention]:
            return [Mention(single, "ru", 0, 1)]

    lookup: Any = Named([])
    store: Any = _Store()
    expansion = expand(parse("рынка"), lookup, Forms(store), spoken=("ky", "ru"))
    assert listed(expansion) == [("ky", "рынок", "lemma"), ("ru", "рынок", "lemma")]


@pytest.mark.parametrize("off", ["эмгек рыногу", "Эмгек рыногунун"])
def test_a_label_is_switched_off_by_any_form(off: str) -> None:
    expansion = expanded("рынок труда", concept(), without=[off])
    assert expansion.switched_off == ["эмгек рыногу"]
    assert all(way.origin is not Origin.CONCEPT for way in expansion.ways)


def test_ways_can_be_switched_off_by_kind() -> None:
    assert all(way.concept is None for way in expanded("рынок труда", concept(), concepts=False).ways)
    (way,) = expanded("рынка", lemmas=False).ways
    assert (way.origin, [(term.layer, term.text) for term in way.slots[0]]) == (Origin.TYPED, [("form", "рынка")])


@pytest.mark.parametrize(
    ("link_class", "confidence", "told"),
    [
        (LinkClass.STRONG, 0.999, "0.99"),
        (LinkClass.STRONG, 1.0, "0.99"),
        (LinkClass.REVIEW, 0.555, "0.55"),
        (LinkClass.ORDER_ONLY, 0.0, "0.00"),
        (LinkClass.ACCEPTED, 1.0, "1.00"),
    ],
)
def test_confidence_is_rounded_down(link_class: LinkClass, confidence: float, told: str) -> None:
    assert sure(confidence, link_class) == told


def test_values_of_a_field_are_those_that_the_corpus_knows() -> None:
    known = SimpleNamespace(journal=["Вестник КНУ", "Вестник права"])
    expansion = expanded("journal:вестник", values=lambda name, typed: getattr(known, name))
    assert expansion.queries["ky"] == engine.Filter("journal", ("Вестник КНУ", "Вестник права"))
