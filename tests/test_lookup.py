"""From a word that somebody typed to the forms and concepts of the corpus."""

from __future__ import annotations

import pytest

from corpus import lookup
from corpus.lookup import Lookup

from .conftest import ARTICLE, MakeCorpus


@pytest.fixture
def look(corpus: MakeCorpus) -> Lookup:
    return Lookup(corpus({"a.txt": ARTICLE}).store)


def test_a_form_of_the_corpus_loads_no_language(look: Lookup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "analyse", lambda *_: pytest.fail("a language was asked"))
    assert [(r.language, r.lemmas[0]) for r in look.readings("Migration")] == [("en", "migration")]
    assert {r.language for r in look.readings("миграция")} == {"ky", "ru"}


def test_a_form_that_it_never_saw_is_read_by_those_who_know_it(look: Lookup) -> None:
    assert [(r.language, r.lemmas[0]) for r in look.readings("миграциясынын")] == [("ky", "миграция")]
    assert [r.language for r in look.readings("границами")] == ["ru"]


def test_a_word_in_nobody_s_alphabet_is_itself(look: Lookup) -> None:
    [reading] = look.readings("ქალაქი")
    assert (reading.language, reading.lemmas) == ("und", ("ქალაქი",))


def test_any_form_leads_to_the_same_forms(look: Lookup) -> None:
    forms = look.form_numbers("миграциясынын", "ky")
    assert forms == look.form_numbers("миграция", "ky") and len(forms) >= 2
    assert look.pattern("чек кербен", "ky") == [] and len(look.pattern("чек ара", "ky")) == 2


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["эмгек", "миграциясынын"], [("ky", 0, 2)]),
        (["жана", "чек", "араны"], [("ky", 1, 3)]),
        (["трудовую", "миграцию", "border"], [("ru", 0, 2), ("en", 2, 3)]),
        (["кербен"], []),
    ],
)
def test_concepts_are_named_by_the_longest_label(
    look: Lookup, typed: list[str], named: list[tuple[str, int, int]]
) -> None:
    assert [(m.language, m.start, m.stop) for m in look.mentions(typed)] == named
