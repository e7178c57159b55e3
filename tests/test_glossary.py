"""From concepts to entries, the order of a glossary, the choice of examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import exporters
from corpus.concepts import Concept, Example, Label, LinkClass, Term, TermEntry
from corpus.documents import SectionKind, Span
from corpus.glossary import best_sentences, count, entries, initial, is_clear, restrict, sort_entries, sort_key

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


# --- order -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words", "note"), rows("sort_orders.tsv"))
def test_words_stand_as_in_a_dictionary(language: str, words: str, note: str) -> None:
    expected = words.split()
    assert sorted(set(expected), key=sort_key(language)) == expected, note


def test_a_table_is_sorted_by_each_of_its_languages() -> None:
    read = exporters.get("csv").read
    assert read
    found = read((HERE / "exporters" / "cases" / "r50_order.csv").read_bytes())
    for language, expected in (("ky", rows("sort_orders.tsv")[0][1]), ("ru", rows("sort_orders.tsv")[1][1])):
        assert [entry.terms[language][0].text for entry in sort_entries(found, language)] == expected.split()


def test_entries_without_the_language_come_last() -> None:
    found = [
        TermEntry("c1", {"en": (Term("zone"),)}),
        TermEntry("c2", {"en": (Term("area"),)}),
        TermEntry("c3", {"ky": (Term("үй"),)}),
    ]
    assert [entry.id for entry in sort_entries(found, "ky")] == ["c3", "c2", "c1"]


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert sorted(["кот", "и\N{COMBINING BREVE}од", "инок"], key=sort_key("ru"))[1:] == [
        "и\N{COMBINING BREVE}од",
        "кот",
    ]


@given(st.lists(st.text(alphabet="аеёийноңөуүэя- АЕЁ1z", min_size=1, max_size=6)), st.sampled_from(["ky", "ru", "de"]))
def test_order_does_not_depend_on_the_order_before(words: list[str], language: str) -> None:
    found = [TermEntry(f"c{number}", {language: (Term(word),)}) for number, word in enumerate(words)]
    in_order = sort_entries(found, language)
    assert sort_entries(reversed(in_order), language) == in_order
    assert {entry.id for entry in in_order} == {entry.id for entry in found}


@given(st.lists(st.text(alphabet="аеёийноңөуүэя", min_size=1, max_size=4)))
def test_an_index_shows_each_letter_once(words: list[str]) -> None:
    letters = [initial(word) for word in sorted(words, key=sort_key("ky"))]
    changes = [letter for place, letter in enumerate(letters) if place == 0 or letters[place - 1] != letter]
    assert len(changes) == len(set(letters))


# --- entries ---------------------------------------------------------------------------------------------------

LABOUR = Concept(
    12,
    (
        Label("трудовая миграция", "ru"),
        Label("эмгек көчү", "ky", preferred=False),
        Label("эмгек миграциясы", "ky"),
        Label("labour migration", "en"),
        Label("Arbeitsmigration", "de"),
    ),
    confidence=0.7,
    link_class=LinkClass.STRONG,
    documents=("a.txt", "b.pdf"),
)
BORDER = Concept(3, (Label("чек ара", "ky"), Label("border", "en")), confidence=0.4, link_class=LinkClass.ORDER_ONLY)
FAMILY = Concept(5, (Label("үй-бүлө", "ky"),))


PLACES = (("a", "аймагында"), ("b", "жакасында"))


class FewTexts:
    """A corpus in which only «чек ара» occurs."""

    asked: list[tuple[str, str]]

    def __init__(self) -> None:
        self.asked = []

    def frequency(self, term: str, language: str) -> tuple[int, int]:
        return (4, 2) if (term, language) == ("чек ара", "ky") else (0, 0)

    def examples(self, term: str, language: str, *, limit: int) -> Sequence[Example]:
        self.asked.append((term, language))
        return [
            sentence(f"|Чек ара| {place} жашаган элдин турмушу татаал экен.", document=name) for name, place in PLACES
        ][:limit]


def test_a_concept_becomes_an_entry() -> None:
    [entry] = entries([LABOUR])
    assert entry.id == "c12"
    assert {code: [(term.text, term.preferred) for term in own] for code, own in entry.terms.items()} == {
        "ky": [("эмгек миграциясы", True), ("эмгек көчү", False)],
        "ru": [("трудовая миграция", True)],
        "en": [("labour migration", True)],
    }
    assert (entry.confidence, entry.link_class, entry.documents) == (0.7, LinkClass.STRONG, ("a.txt", "b.pdf"))


def test_entries_are_sorted_by_the_first_language() -> None:
    assert [entry.id for entry in entries([LABOUR, BORDER, FAMILY])] == ["c5", "c3", "c12"]  # ү ч э
    assert [entry.id for entry in entries([LABOUR, BORDER, FAMILY], languages=("en", "ky"))] == ["c3", "c12", "c5"]


def test_what_is_less_sure_than_asked_for_is_left_out() -> None:
    assert [entry.id for entry in entries([LABOUR, BORDER, FAMILY], minimum_confidence=0.5)] == ["c5", "c12"]


def test_a_concept_in_other_languages_only_is_no_entry() -> None:
    assert entries([BORDER], languages=("ru",)) == ()


def test_definitions_and_notes_come_from_decisions() -> None:
    [entry] = entries(
        [LABOUR],
        definitions={("ky", "эмгек миграциясы"): "жумуш издеп көчүү", ("ru", "граница"): "не о том"},
        notes={("en", "labour migration"): "also labor", ("ky", "эмгек көчү"): "сейрек"},
    )
    assert entry.definitions == {"ky": "жумуш издеп көчүү"}
    assert entry.notes == {"en": "also labor", "ky": "сейрек"}


def test_frequencies_and_examples_come_from_the_corpus() -> None:
    usage = FewTexts()
    [entry] = entries([BORDER], usage=usage, examples=2)
    [term] = entry.terms["ky"]
    assert (term.frequency, term.documents) == (4, 2)
    assert [example.document for example in term.examples] == ["a", "b"]
    assert usage.asked == [("чек ара", "ky")]  # nothing is asked of a term that does not occur


def test_no_examples_where_none_are_wanted() -> None:
    usage = FewTexts()
    [entry] = entries([BORDER], usage=usage, examples=0)
    assert entry.terms["ky"][0].examples == ()
    assert usage.asked == []


def test_other_languages_are_left_out_by_name() -> None:
    found = [TermEntry("c1", {"ky": (Term("качкын"),), "de": (Term("Flüchtling"),)}, notes={"de": "x", "ky": "y"})]
    kept, said = restrict(found, ("ky", "ru"))
    assert kept == (replace(found[0], terms={"ky": (Term("качкын"),)}, notes={"ky": "y"}),)
    assert said == ("left out: 1 term in de (Flüchtling)",)
    assert restrict(found, ("ru",))[0] == ()


def test_a_summary_counts_what_there_is() -> None:
    counts = count(entries([LABOUR, BORDER, FAMILY]))
    assert (counts.entries, counts.untranslated) == (3, 1)
    assert counts.terms == {"ky": 4, "ru": 1, "en": 2}


# --- examples --------------------------------------------------------------------------------------------------


def sentence(marked: str, *, document: str = "a.txt", section: str = SectionKind.BODY, start: int = 0) -> Example:
    """The example written with its term between bars."""
    before, *rest = marked.split("|")
    matches = (Span(len(before), len(before) + len(rest[0])),) if rest else ()
    text = marked.replace("|", "")
    return Example(text, "ky", document, "", Span(start, start + len(text)), matches, section=section)


@pytest.mark.parametrize(("clear", "marked", "note"), rows("clear_sentences.tsv"))
def test_a_sentence_is_clear_or_not(clear: str, marked: str, note: str) -> None:
    assert is_clear(sentence(marked)) == (clear == "yes"), note


CLEAR = "|Эмгек миграциясы| айылдагы көп үй-бүлөнүн жашоосун өзгөрттү."
LONGER = "Акыркы он жылда |эмгек миграциясы| айылдагы көп үй-бүлөнүн жашоосун түп-тамыры менен өзгөрттү."


def test_a_clear_sentence_in_a_title_is_no_example() -> None:
    assert not is_clear(sentence(CLEAR, section=SectionKind.TITLE))
    assert not is_clear(sentence(CLEAR, section=SectionKind.REFERENCES))


def test_short_sentences_of_known_sections_come_first() -> None:
    unknown, long, short = sentence(CLEAR, section=""), sentence(LONGER), sentence(CLEAR, section=SectionKind.ABSTRACT)
    assert best_sentences([unknown, long]) == (long,)
    assert best_sentences([long, short]) == (short,)


def test_examples_come_from_several_documents() -> None:
    first, again, other = (
        sentence(CLEAR),
        sentence(LONGER, start=90),
        sentence(LONGER.replace("он", "беш"), document="b"),
    )
    assert best_sentences([again, first, other], limit=2) == (first, other)
    assert best_sentences([again, first, other], limit=3) == (first, other, again)


def test_the_same_sentence_is_shown_once() -> None:
    assert len(best_sentences([sentence(CLEAR), sentence(CLEAR, document="copy.txt")], limit=2)) == 1


def test_none_is_better_than_an_unclear_one() -> None:
    assert best_sentences([sentence("|миграция|, чек ара, качкын")]) == ()


@given(st.lists(st.sampled_from([CLEAR, LONGER, "|миграция|"])), st.integers(0, 3))
def test_never_more_than_asked_for_and_all_clear(marked: list[str], limit: int) -> None:
    best = best_sentences([sentence(text, document=str(n)) for n, text in enumerate(marked)], limit=limit)
    assert len(best) <= limit
    assert all(map(is_clear, best))
