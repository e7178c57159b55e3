"""Words and sentences: where they begin and end, and that nothing is lost."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import languages
from corpus.analysis import parts, sentences, words
from corpus.documents import Section, SectionKind, Span
from corpus.folding import fold

from .conftest import MakeCorpus

SENTENCES = [
    line.split("\t")
    for line in (Path(__file__).parent / "analysis" / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _marks(note: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=note)] if note.startswith("known failure") else []


@pytest.mark.parametrize(
    ("language", "text"),
    [pytest.param(code, text, marks=_marks(note), id=f"{code}: {note}") for code, text, note in SENTENCES],
)
def test_sentences(language: str, text: str) -> None:
    pieces = [piece.strip() for piece in text.replace("\\n", "\n").split("|")]
    whole = (
        " ".join(pieces) if "\n\n" not in text.replace("\\n", "\n") else text.replace("\\n", "\n").replace(" | ", "")
    )
    assert [span.of(whole) for span in sentences(whole, language)] == pieces


def test_sentences_of_a_report(corpus: MakeCorpus, data: Path) -> None:
    """case r31: two in each paragraph"""
    text = (data / "cases" / "files" / "r31_abbreviations.txt").read_text(encoding="utf-8")
    found = [
        span.of(text)
        for code, part in zip(("ky", "ru"), text.split("\n\n"), strict=True)
        for span in sentences(text, code, Span(text.index(part), text.index(part) + len(part)))
    ]
    assert [sentence.split()[0] for sentence in found] == ["Проф.", "Ал", "Проф.", "Он"]


WORDS = [
    ("үй-бүлө", ["үй-бүлө"], "a hyphen inside a word"),
    ("үй - бүлө", ["үй", "бүлө"], "a dash between words"),
    ("2019-ж.", ["2019-ж"], "a number with an ending"),
    ("3,5 эсе, 1.000", ["3,5", "эсе", "1.000"], "marks inside a number"),
    ("1, 2, 3", ["1", "2", "3"], "a list of numbers"),
    ("isn't migrants’ o’clock", ["isn't", "migrants", "o’clock"], "apostrophes"),
    ("ж.б.", ["ж", "б"], "an abbreviation is two words"),
    ("«Чек ара»", ["Чек", "ара"], "quotes"),
    ("миг\N{SOFT HYPHEN}рация", ["миг\N{SOFT HYPHEN}рация"], "a soft hyphen is not seen"),
    ("им\N{COMBINING ACUTE ACCENT}я", ["им\N{COMBINING ACUTE ACCENT}я"], "a stress mark"),
    (unicodedata.normalize("NFD", "Район"), [unicodedata.normalize("NFD", "Район")], "a decomposed letter"),
    ("a_b", ["a", "b"], "an underscore"),
    ("- -- ’ … №", [], "no word at all"),
    ("-көч-", ["көч"], "hyphens at the edges"),
    ("non\N{NON-BREAKING HYPHEN}formal", ["non\N{NON-BREAKING HYPHEN}formal"], "another hyphen"),
]


@pytest.mark.parametrize(("text", "expected", "note"), WORDS, ids=[note for *_, note in WORDS])
def test_words(text: str, expected: list[str], note: str) -> None:
    assert [span.of(text) for span in words(text)] == expected


@pytest.mark.parametrize("code", languages.available())
def test_every_letter_of_an_alphabet_survives(code: str) -> None:
    for letter in languages.get(code).alphabet:
        for word in (letter, letter.upper(), f"а{letter}а", f"{letter}-{letter}"):
            assert [span.of(f" {word}.") for span in words(f" {word}.")] == [word]
        if letter != "ё":
            assert fold(letter) == fold(letter.upper()) == letter


TEXT = st.text(st.sampled_from('аөүңA1 .,!?-’"«»\n\t…()—ж'), max_size=60) | st.text(max_size=60)


@given(TEXT, st.sampled_from(["ky", "ru", "en", "und"]))
def test_sentences_hold_all_of_a_text_but_white_space(text: str, language: str) -> None:
    spans = sentences(text, language)
    place = 0
    for span in spans:
        assert place <= span.start < span.stop and not text[place : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        place = span.stop
    assert not text[place:].strip()


@given(TEXT)
def test_no_letter_or_digit_is_outside_a_word(text: str) -> None:
    inside = {place for span in words(text) for place in range(span.start, span.stop)}
    assert all(place in inside for place, letter in enumerate(text) if letter.isalnum())


@given(TEXT, st.lists(st.sampled_from(["ky", "ru", "und"]), max_size=4), st.randoms())
def test_parts_hold_each_word_of_each_section_once(text: str, codes: list[str], random: object) -> None:
    size = len(text) // max(len(codes), 1)
    sections = [Section(SectionKind.BODY, Span(i * size, (i + 1) * size), code) for i, code in enumerate(codes)]
    for part in parts(text, sections):
        spans = [span for s in sections if s.language == part.language for span in words(text, s.span)]
        assert list(zip(part.starts.tolist(), part.stops.tolist(), strict=True)) == [(s.start, s.stop) for s in spans]
        assert part.forms == [span.of(text) for span in spans]
        for heads in (part.sentences.tolist(), part.sections.tolist()):
            assert heads == sorted(set(heads)) and (heads[:1] == [0] if part.forms else heads == [])
        assert set(part.sections.tolist()) <= set(part.sentences.tolist())
