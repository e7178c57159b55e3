"""What every language keeps, whichever there are on disk; and each language's own table of lemmas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import languages
from corpus.documents import SectionKind
from corpus.errors import UnknownName
from corpus.languages import Language

HERE = Path(__file__).parent
KNOWN_FAILURE = "known failure"
STRANGE_FORMS = (
    "",
    "5",
    "№",
    "-",
    "'",
    "’",
    "-ов",
    "a-",
    "қаз",
    "QR-код",
    "x" * 300,
    "\u0301",
    "й" * 40,
    "٣",
    "e\u0301",
)


@pytest.fixture(params=languages.available())
def language(request: pytest.FixtureRequest) -> Language:
    return languages.get(request.param)


def lemmas() -> Iterator[Any]:
    """Parameters (code, form, lemma, note) of every ``<code>/lemmas.tsv``."""
    for path in sorted(HERE.glob("*/lemmas.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line and not line.startswith("#"):
                form, lemma, note = (*line.split("\t"), "", "")[:3]
                marks = pytest.mark.xfail(reason=note) if note.startswith(KNOWN_FAILURE) else ()
                yield pytest.param(path.parent.name, form, lemma, note, marks=marks, id=f"{path.parent.name}-{form}")


@pytest.mark.parametrize(("code", "form", "lemma", "note"), list(lemmas()))
def test_a_form_has_its_lemma(code: str, form: str, lemma: str, note: str) -> None:
    assert languages.get(code).lemmatize(form)[0] == lemma, note


def test_every_language_has_a_table_of_lemmas(language: Language) -> None:
    assert (HERE / language.code / "lemmas.tsv").is_file()


def test_the_code_is_the_file_name_and_is_found_as_people_write_it(language: Language) -> None:
    for spelling in (language.code, language.code.upper(), f"{language.code}-XX", f" {language.code}_xx "):
        assert languages.get(spelling) is language


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"no language named 'xx'; known: .*\bky\b"):
        languages.get("xx")


def test_the_alphabet_is_lower_case_and_names_each_letter_once(language: Language) -> None:
    assert language.alphabet == language.alphabet.lower()
    assert len(language.letters) == len(language.alphabet)
    assert all(map(str.isalpha, language.alphabet))
    assert all(letter.upper().lower() == letter for letter in language.alphabet)


def test_words_sort_by_the_alphabet(language: Language) -> None:
    assert sorted(set(language.alphabet), key=language.sort_key) == list(language.alphabet)
    assert sorted(language.alphabet.upper(), key=language.sort_key) == list(language.alphabet.upper())


def test_every_letter_survives_lemmatizing(language: Language) -> None:
    for letter in language.alphabet:
        assert language.lemmatize(letter * 3)[0].startswith(letter)


def test_headings_are_lower_case_and_without_colon(language: Language) -> None:
    for kind in (SectionKind.ABSTRACT, SectionKind.KEYWORDS, SectionKind.REFERENCES):
        assert language.headings[kind]
    every = [heading for headings in language.headings.values() for heading in headings]
    assert len(every) == len(set(every))
    assert all(heading == " ".join(heading.lower().split()).rstrip(":.") for heading in every)


def test_abbreviations_are_lower_case_and_without_the_last_stop(language: Language) -> None:
    assert language.abbreviations
    assert all(a == a.lower().strip().removesuffix(".") for a in language.abbreviations)


def test_stop_words_are_words_that_the_language_knows(language: Language) -> None:
    assert len(language.stop_words) > 100
    assert {word for word in language.stop_words if not language.knows(word)} == set()


def test_stop_words_are_common(language: Language) -> None:
    """Function words make up a quarter of running text; a list of news words would not."""
    counts = language.counts()
    assert sum(counts.get(word, 0) for word in language.stop_words) > 0.2 * sum(counts.values())


def test_counts_are_of_lower_cased_forms(language: Language) -> None:
    assert all(form == form.lower() and count > 0 for form, count in language.counts().items())


def test_knowing_a_word_does_not_depend_on_case(language: Language) -> None:
    for word in list(language.counts())[:300]:
        assert language.knows(word) == language.knows(word.upper()) == language.knows(word.capitalize()), word


def test_no_number_and_no_mark_is_a_word(language: Language) -> None:
    assert not any(map(language.knows, ("", "5", "2019", "-", "…")))


@pytest.mark.parametrize("form", STRANGE_FORMS)
def test_any_form_has_a_lemma(language: Language, form: str) -> None:
    check(language, form)


@settings(max_examples=60, deadline=None)
@given(form=st.text(alphabet="абвгдеёжийклмңноөпрстуүфхцчшыьэюяabcdest-'’ІҚ5", max_size=14))
def test_lemmatize_and_analyze_agree(form: str) -> None:
    for code in languages.available():
        check(languages.get(code), form)


def test_lemmatize_and_analyze_agree_on_common_forms(language: Language) -> None:
    for form in list(language.counts())[:500]:
        check(language, form)


def check(language: Language, form: str) -> None:
    """Never empty, lower case, the two functions agree, and the best reading has the best score."""
    lemmas, readings = language.lemmatize(form), language.analyze(form)
    assert lemmas and readings
    assert all(lemma == lemma.lower() for lemma in lemmas)
    assert lemmas[0] == readings[0].lemma
    assert set(lemmas) <= {reading.lemma for reading in readings}
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)
    assert all(lemmas) or not form
