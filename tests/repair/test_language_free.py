"""Repair that needs no language: invisible characters, look-alikes, double spacing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.repair import RULES, repair, rule_of

from .tables import case, rows, spelled

TEXTS = st.text(
    st.sampled_from(
        "аөңКк aKё.,:-\n\r\t «»\N{SOFT HYPHEN}\N{NO-BREAK SPACE}\u200b\u0306\u0301ﬁÂÐРС°±ѳɵ\ufffe\x02\x0c\u2028¬"
    )
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(("before", "after", "note"), list(rows("invisibles")))
def test_what_cannot_be_seen(before: str, after: str, note: str) -> None:
    assert repair(spelled(before)).text == spelled(after), note


@pytest.mark.parametrize(("before", "after", "note"), list(rows("lookalikes")))
def test_look_alike_letters(before: str, after: str, note: str) -> None:
    assert repair(spelled(before)).text == spelled(after), note


@given(TEXTS)
def test_repair_is_idempotent_and_its_edits_replay(text: str) -> None:
    repaired = repair(text)
    assert repaired.edits.apply(text) == repaired.text
    assert not repair(repaired.text).edits


@given(TEXTS)
def test_every_edit_bears_the_name_of_a_rule(text: str) -> None:
    assert {name for edit in repair(text).edits for name in rule_of(edit)} <= RULES.keys()


def test_soft_hyphens_of_a_reported_file() -> None:
    text = repair(case("r18_soft_hyphens.txt")).text
    assert "\N{SOFT HYPHEN}" not in text
    for word in ("миграциясы", "жаштардын", "Карама-каршы", "Внутренняя", "растёт", "научно-исследовательский"):
        assert word in text


def test_exactly_four_words_with_latin_letters_change() -> None:
    source = case("r20_latin_letters.txt")
    repaired = repair(source)
    changed = [
        (before, after) for before, after in zip(source.split(), repaired.text.split(), strict=True) if before != after
    ]
    assert [after for _, after in changed] == ["миграциясы", "Кыргыз", "среда", "Отток"]
    assert {edit.rule for edit in repaired.edits} == {"look-alike letter"}


def test_odd_spaces_of_a_reported_file() -> None:
    assert repair(case("r38_odd_spaces.txt")).text == (
        "Чек ара жабылды. Эмгек миграциясы өстү. Миграциянын себептери көп. Акча которуу азайды. Өлкөдө тынчтык.\n"
    )


DOUBLE = """Эгемендүүлүк жылдарында өлкөдө көчүү көйгөйү чоң мамле-

кеттик маселеге айланды. Калктын көчүшүн изилдөө абдан

маанилүү, анткени анын таасири коомдун бардык катма-

рларына тиет.

Негизги сөздөр: көчүү, калк, мамлекет, коом, изилдөө жана

башкалар.

Бул макалада биз ички жана тышкы көчүүнүн себептерин

талдайбыз, алардын айырмасын көрсөтөбүз.
"""


def test_double_spacing_goes_and_paragraphs_stay() -> None:
    text = repair(DOUBLE).text
    assert "мамле-\nкеттик" in text
    assert "тиет.\n\nНегизги сөздөр" in text
    assert "башкалар.\n\nБул макалада" in text
    assert text.count("\n\n") == 2


def test_paragraphs_of_one_line_are_not_double_spacing() -> None:
    text = "\n\n".join(f"Бул {number}-абзац, ал бир гана саптан турат." for number in range(20))
    assert repair(text).text == text
