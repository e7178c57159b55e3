"""Which language is it, or none of them? Examples stand in detection_texts.tsv, one a line with a note."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import detection, languages
from corpus.documents import UNDETERMINED

HERE = Path(__file__).parent
DATA = Path(os.environ.get("KOCHMON_DATA", HERE.parents[1] / "shared" / "data"))


def rows() -> list[list[str]]:
    lines = (HERE / "detection_texts.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "text", "note"), rows())
def test_a_text_has_its_language(language: str, text: str, note: str) -> None:
    assert detection.detect(text).language == language, note


@pytest.mark.parametrize(
    ("term", "hint", "language", "note"),
    [
        ("эмгек базары", None, "ky", "no ң ү ө"),
        ("калктын саны", None, "ky", "no ң ү ө"),
        ("чек ара", "ru", "ky", "Kyrgyz under a Russian label"),
        ("рынок труда", "ky", "ru", "Russian under a Kyrgyz label"),
        ("labour market", "ky", "en", "English under a Kyrgyz label"),
        ("миграция", "ky", "ky", "a word of both: the label decides"),
        ("миграция", "ru", "ru", "a word of both: the label decides"),
        ("ЕАЭС", "ru", "ru", "an acronym: the label decides"),
        ("БУУ", "ky", "ky", "an acronym: the label decides"),
        ("мигранттар", None, "ky", "a loan with a Kyrgyz ending"),
        ("мигрантами", None, "ru", "a loan with a Russian ending"),
        ("Bishkek", None, "en", "a name in Latin letters"),
        ("işsizlik", "en", UNDETERMINED, "Turkish under an English label"),
        ("2019", "KY-kg", "ky", "no letters: the label, however it is written"),
        ("2019", None, UNDETERMINED, "no letters, no label"),
    ],
)
def test_a_term_has_its_language(term: str, hint: str | None, language: str, note: str) -> None:
    assert detection.detect_term(term, hint=hint).language == language, note


@pytest.mark.parametrize(
    ("terms", "hint", "expected", "note"),
    [
        ("миграция, укук, ички миграция, калк", None, "ky ky ky ky", "the list decides for a word of both"),
        ("миграция, право, внутренняя миграция", None, "ru ru ru", "the list decides for a word of both"),
        ("мамлекет, коом, аймак, айыл жаштары, тышкы миграция", "ru", "ky ky ky ky ky", "Kyrgyz, Russian label"),
        ("демография, урбанизация, миграция", "ky", "ky ky ky", "only words of both: the label decides"),
        ("труд, денежные переводы, labour, remittances", "ru", "ru ru en en", "two languages in two blocks"),
        ("труд, labour, денежные переводы, remittances", "ru", "ru en ru en", "two languages in turn"),
        ("эмгек, рынок труда, чек ара, граница", "ky", "ky ru ky ru", "two languages of one script in turn"),
        ("МИГРАЦИЯ, MIGRATION, РЫНОК ТРУДА, LABOUR MARKET", "ru", "ru en ru en", "capitals"),
        ("терең үйрөнүү, нейрондук тармак, PyTorch", "ky", "ky ky ky", "a name in Latin letters among Kyrgyz terms"),
        ("ЕАЭС, ООН, МОМ", "ru", "ru ru ru", "acronyms"),
        ("iç göç, iş gücü", "en", "und und", "Turkish under an English label"),
    ],
)
def test_each_term_of_a_list_has_its_language(terms: str, hint: str | None, expected: str, note: str) -> None:
    guesses = detection.detect_terms(terms.split(", "), hint=hint)
    assert " ".join(guess.language for guess in guesses) == expected, note


def test_an_empty_list_has_no_languages() -> None:
    assert detection.detect_terms([]) == ()


def test_closed_detection_never_says_none() -> None:
    texts = [text for language, text, _ in rows() if language == UNDETERMINED and any(map(str.isalpha, text))]
    guesses = detection.detect_lines(texts, closed=True)
    assert len(guesses) == len(texts) > 10
    assert {guess.language for guess in guesses} <= set(languages.available())


def test_capitals_change_nothing() -> None:
    for language, text, note in rows():
        if not detection._is_acronym(text.upper()):
            assert detection.detect(text.upper()).language == language, note


def test_a_long_text_is_read_in_part_and_quickly() -> None:
    sentence = "Бул макалада калктын ички жана тышкы миграциясы талданат. "
    assert detection.detect(sentence * 20_000).language == "ky"


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=40), hint=st.sampled_from([None, "ky", "ru", "en"]))
def test_any_text_gets_an_answer(text: str, hint: str | None) -> None:
    for guess in (detection.detect(text, hint=hint), detection.detect_term(text, hint=hint)):
        assert guess.language in {*languages.available(), UNDETERMINED}
        assert 0.0 <= guess.confidence <= 1.0


def test_a_sentence_loads_no_lexicon() -> None:
    """A command starts in tenths of a second: pymorphy3 and simplemma stay out until a word needs them."""
    program = (
        "import sys; from corpus import detection;"
        "detection.detect('В статье рассматривается внутренняя и внешняя миграция населения.');"
        "print([name for name in ('pymorphy3', 'simplemma', 'py3langid') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not (DATA / "cases").is_dir(), reason=f"no data folder at {DATA}")
def test_short_phrases_and_headings_in_capitals() -> None:
    """Case r25: two-word phrases and headings in capitals, ten of ten."""
    lines = (DATA / "cases" / "files" / "r25_short.tsv").read_text(encoding="utf-8").split("\n")
    for language, text in (line.split("\t") for line in lines if line):
        assert detection.detect(text).language == detection.detect(text, closed=True).language == language, text
