"""Repair that knows the language: misfit letters, hyphens at line ends, lost spaces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import UNDETERMINED, Section, SectionKind, Span
from corpus.edits import Edit
from corpus.repair import RULES, repair, repair_sections, rule_of

from .tables import CODES, HERE, case, in_language, rows, spelled, whole


@pytest.mark.parametrize(("code", "before", "after", "note"), list(rows("hyphens")))
def test_hyphens_at_line_ends(code: str, before: str, after: str, note: str) -> None:
    assert whole(spelled(before), code) == spelled(after), note


@pytest.mark.parametrize(("code", "before", "after", "note"), list(rows("glue")))
def test_lost_spaces(code: str, before: str, after: str, note: str) -> None:
    assert whole(before, code) == after, note


@pytest.mark.parametrize("code", CODES)
def test_what_is_right_survives(code: str) -> None:
    for line in (HERE / "survives.txt").read_text(encoding="utf-8").splitlines()[1:]:
        assert whole(line, code) == line


def test_misfit_letters_are_kyrgyz_only() -> None:
    text = "Кѳчѳ, жаӊы, кʏн; єлкє, їй, жаўы; Україна, Ѳеодоръ"
    assert in_language(text, "ky").text == "Көчө, жаңы, күн; өлкө, үй, жаңы; Україна, Ѳеодоръ"
    assert in_language(text, "ru").text == text


R18 = """миграции социально-экономические научно-исследовательские Кое-кто кто-то келечегин жатышат карама-каршы
ата-энелер Үй-бүлөлөр long-term migration well-being discussed"""


def test_hyphens_of_a_reported_file() -> None:
    text = repair(case("r18_line_ends.txt")).text
    russian, kyrgyz, english, _ = (*text.split("\n\n"), "")[:4]
    sections, start = [], 0
    for code, part in (("ru", russian), ("ky", kyrgyz), ("en", english)):
        sections.append(Section(SectionKind.BODY, Span(start, start + len(part)), code))
        start += len(part) + 2
    words = repair_sections(text, sections).text.replace(".", " ").replace(",", " ").split()
    for word in R18.split():
        assert word in words


def test_a_word_printed_whole_elsewhere_is_evidence() -> None:
    assert in_language("Темир-Тоо айылы. Темир-\nТоо жана Ала-\nБука", "ky").text.count("Темир-Тоо") == 2
    assert in_language("Гарбаланын айлы. Гарба-\nланын", "ky").text == "Гарбаланын айлы. Гарбаланын"


def test_evidence_is_taken_from_all_sections_of_a_language() -> None:
    first, second = "социо-культурный", "социо-\nкультурный"
    text = f"{first}\n\n{second}"
    sections = [
        Section(SectionKind.ABSTRACT, Span(0, len(first)), "ru"),
        Section(SectionKind.BODY, Span(len(first) + 2, len(text)), "ru"),
    ]
    assert repair_sections(text, sections).text == f"{first}\n\n{first}"


def test_what_is_in_no_section_or_no_known_language_is_left_alone() -> None:
    text = "мигра-\nция\nмигра-\nция"
    section = Section(SectionKind.BODY, Span(0, 10), UNDETERMINED)
    assert repair_sections(text, [section]).text == text
    assert repair_sections(text, []).text == text


def test_an_edit_says_what_it_went_by() -> None:
    edits = in_language("карама-\nкаршы", "ky").edits
    assert edits.items == (Edit(7, 8, "", "line-end hyphen kept: patterns"),)
    assert rule_of(edits.items[0]) == ("line-end hyphen",)
    assert "line-end hyphen" in RULES


PIECES = "миграция мигра- ция үй- бүлө кто- то өлкөнүн восновном the long- term, и. Бул 1994- СШАв кѳчѳ"
LINES = st.lists(
    st.sampled_from(PIECES.split()),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(" \n"), st.sampled_from(CODES))
def test_edits_replay(words: list[str], space: str, code: str) -> None:
    text = space.join(words)
    repaired = in_language(text, code)
    assert repaired.edits.apply(text) == repaired.text
    assert {name for edit in repaired.edits for name in rule_of(edit)} <= RULES.keys()


@pytest.mark.parametrize("table", ["hyphens", "glue"])
def test_what_was_repaired_needs_no_repair(table: str) -> None:
    for code, before, _, note in rows(table):
        assert not in_language(whole(spelled(before), code), code).edits, note


def test_latin_y_is_read_by_the_language() -> None:
    text = "Yй-бyлө мyчөлөрy, oкyy"
    assert repair(text).text == text
    assert in_language(text, "ky").text == "Үй-бүлө мүчөлөрү, окуу"
    assert in_language("yлица и yгол", "ru").text == "улица и угол"
