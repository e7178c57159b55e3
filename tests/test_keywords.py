"""Keyword lists become clean terms, each in its language and at its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from corpus.articles import sections
from corpus.documents import KeywordList, Mark, SectionKind, Span
from corpus.keywords import clean, keyword_lists

from .test_articles import TEXTS, rows


def lists(text: str) -> tuple[KeywordList, ...]:
    return keyword_lists(text, sections(text))


def terms(text: str) -> dict[str, list[str]]:
    return {found.language: [keyword.text for keyword in found.keywords] for found in lists(text)}


@pytest.mark.parametrize(("printed", "expected", "note"), rows("lists.tsv"))
def test_list(printed: str, expected: str, note: str) -> None:
    text = f"Негизги сөздөр: {printed}"
    found = [keyword.text for found in lists(text) for keyword in found.keywords]
    assert found == expected.split(" | "), note


@pytest.mark.parametrize(("printed", "expected", "note"), [row for row in rows("lists.tsv") if "\n" in row[0]])
def test_list_under_a_label_of_its_own_line(printed: str, expected: str, note: str) -> None:
    found = [keyword.text for found in lists(f"Негизги сөздөр\n{printed}") for keyword in found.keywords]
    assert found == expected.split(" | "), note


# --- languages


def test_a_kyrgyz_list_under_a_russian_label() -> None:
    assert terms("Ключевые слова: мамлекет, коом, айыл жаштары") == {"ky": ["мамлекет", "коом", "айыл жаштары"]}


def test_two_languages_under_one_label_one_after_the_other() -> None:
    found = terms("Ключевые слова\nРоссия / труд / денежные переводы / Russia / labour / remittances")
    assert found == {"ru": ["Россия", "труд", "денежные переводы"], "en": ["Russia", "labour", "remittances"]}


def test_two_languages_by_turns() -> None:
    found = terms("Keywords: село, village, граница, border, закон, law")
    assert found == {"ru": ["село", "граница", "закон"], "en": ["village", "border", "law"]}


def test_two_languages_divided_by_a_line_end_alone() -> None:
    found = terms("Ключевые слова: миграция, труд, право\nmigration, labour, law")
    assert found == {"ru": ["миграция", "труд", "право"], "en": ["migration", "labour", "law"]}


def test_a_latin_name_stays_with_the_list_it_stands_in() -> None:
    found = terms("Ачкыч сөздөр: терең окутуу, анти-aliasing, PyTorch, көп белгилүү классификация")
    assert found == {"ky": ["терең окутуу", "анти-aliasing", "PyTorch", "көп белгилүү классификация"]}


def test_kazakh_is_not_kyrgyz() -> None:
    found = terms("Түйін сөздер: көші-қон, құқық, халық\nНегизги сөздөр: көчүү, укук, калк")
    assert found == {"und": ["көші-қон", "құқық", "халық"], "ky": ["көчүү", "укук", "калк"]}


def test_positions_count_within_each_language() -> None:
    found = lists("Keywords: село, village, граница, border")
    assert [[keyword.position for keyword in own.keywords] for own in found] == [[0, 1], [0, 1]]


# --- the word "and"


def test_the_last_term_is_a_pair_where_the_article_uses_it() -> None:
    text = "Аннотация. Изучаются спрос и предложение на рынке.\nКлючевые слова: рынок, труд, спрос и предложение."
    assert terms(text)["ru"] == ["рынок", "труд", "спрос и предложение"]


def test_the_last_term_is_a_pair_where_the_other_lists_have_no_place_for_two() -> None:
    text = "Ключевые слова: рынок, труд, права и обязанности\n\nKeywords: market, labour, duties"
    assert terms(text)["ru"] == ["рынок", "труд", "права и обязанности"]


def test_the_other_lists_have_a_place_for_two() -> None:
    text = "Ключевые слова: рынок, труд, право и граница\n\nKeywords: market, labour, law, border"
    assert terms(text)["ru"] == ["рынок", "труд", "право", "граница"]


# --- capitals


def test_the_article_shows_which_words_keep_their_capitals() -> None:
    text = (
        "Ключевые слова: МИГРАЦИЯ, ЕАЭС, ТРУД В КЫРГЫЗСТАНЕ\n\n"
        "Мигранты едут в страны ЕАЭС. Те, кто остался в Кыргызстане, работают в селе."
    )
    assert terms(text)["ru"] == ["миграция", "ЕАЭС", "труд в Кыргызстане"]


# --- cleaning


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("тышкы\n миграция", "тышкы миграция"),
        ("«Манас»", "«Манас»"),
        ("«Манас", "Манас"),
        ("Манас»", "Манас"),
        ('"чек ара"', "чек ара"),
        ('чек ара"', "чек ара"),
        ("migrants'", "migrants'"),
        ("migrants’ rights", "migrants’ rights"),
        ("(укук", "укук"),
        ("үй-\nбүлө", "үй-бүлө"),
    ],
)
def test_clean(printed: str, expected: str) -> None:
    assert clean(printed) == expected


def test_a_marked_field_needs_no_label() -> None:
    text = "эмгек рыногу; чек ара"
    marks = (Mark(Span(0, len(text)), SectionKind.KEYWORDS, "ky"),)
    [found] = keyword_lists(text, sections(text, marks=marks))
    assert (found.language, found.heading, len(found)) == ("ky", "", 2)


def test_the_same_list_printed_twice_is_one() -> None:
    assert len(lists("Keywords: village, law\n\nKeywords: village, law")) == 1


# --- properties


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_keyword_is_made_of_the_letters_printed_at_its_place(text: str) -> None:
    for label in ("", "Негизги сөздөр: "):
        for found in lists(label + text):
            assert [keyword.position for keyword in found.keywords] == list(range(len(found)))
            for keyword in found.keywords:
                printed = keyword.span.of(label + text)
                assert keyword.text and keyword.text == " ".join(keyword.text.split())
                assert letters(keyword.text) in letters(printed)


def letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
