"""Decisions as text: what a line says, what an editor may do to it, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import decisions
from corpus.decisions import PAIRED, WRITTEN, Action, Decision, Name, append, format, parse, standing
from corpus.errors import DecisionError

KY, RU = Name("ky", "ички миграция"), Name("ru", "внешняя миграция")
REJECT = Decision(Action.REJECT, KY, RU, "a.txt", "the order is wrong")

LINES = [  # line · what it says · note
    ("reject  ky:ички миграция  =  ru:внешняя миграция  in a.txt  # the order is wrong", REJECT, "as written by us"),
    ("REJECT ky:ички миграция=ru:внешняя миграция in a.txt # the order is wrong", REJECT, "capitals, no spaces"),
    ("\treject\tKY : ички  миграция = ru: внешняя миграция\tin\ta.txt\t#the order is wrong  ", REJECT, "tabs"),
    ('reject ky:"ички миграция" = ru:"внешняя миграция" in "a.txt" # the order is wrong', REJECT, "quoted"),
    ("accept kir:укук = ru:право", Decision(Action.ACCEPT, Name("ky", "укук"), Name("ru", "право")), "another code"),
    (
        "merge ru:ремиттансы = ru:денежные переводы # 2026-11-25 synonyms",
        Decision(
            Action.MERGE, Name("ru", "ремиттансы"), Name("ru", "денежные переводы"), None, "synonyms", "2026-11-25"
        ),
        "dated",
    ),
    ("drop en:profession in b/c d.pdf", Decision(Action.DROP, Name("en", "profession"), None, "b/c d.pdf"), "a folder"),
    ("drop en:profession in K-101", Decision(Action.DROP, Name("en", "profession"), None, "K-101"), "a key"),
    ("drop en:C#", Decision(Action.DROP, Name("en", "C#")), "# inside a word opens no comment"),
    (
        'accept en:"migration in Central Asia" = ru:миграция в Центральной Азии in a.txt',
        Decision(
            Action.ACCEPT, Name("en", "migration in Central Asia"), Name("ru", "миграция в Центральной Азии"), "a.txt"
        ),
        "the word in inside a label",
    ),
    (
        'drop en:migration in "my articles"',
        Decision(Action.DROP, Name("en", "migration"), None, "my articles"),
        "a document named like words",
    ),
    (
        'define ru:миграция = "перемещение: «из» \\"в\\" # и = тоже in x"',
        Decision(Action.DEFINE, Name("ru", "миграция"), text='перемещение: «из» "в" # и = тоже in x'),
        "a text with all signs",
    ),
    ("note en:law = a field of study", Decision(Action.NOTE, Name("en", "law"), text="a field of study"), "bare text"),
]


@pytest.mark.parametrize(("line", "said", "note"), LINES, ids=[note for _, _, note in LINES])
def test_a_line(line: str, said: Decision, note: str) -> None:
    assert parse(line) == (said,)
    assert parse(format([said])) == (said,)


BAD = [  # line · part of the message
    ("refuse ky:укук = ru:право", "unknown word 'refuse'; known: accept, reject"),
    ("reject ky:укук", "reject needs two labels"),
    ("reject ky:укук = ", "reject needs two labels"),
    ("reject укук = ru:право", "'укук' is no label"),
    ("reject ky: = ru:право", "no words"),
    ("drop ru:право = ru:закон", "takes one label"),
    ("define ru:право", "needs a text"),
    ("accept ru:миграция = en:migration in Central Asia", "is 'Central Asia' a document?"),
    ("accept", "needs two labels"),
]


@pytest.mark.parametrize(("line", "message"), BAD, ids=[line for line, _ in BAD])
def test_a_line_that_says_nothing_is_named(line: str, message: str) -> None:
    with pytest.raises(DecisionError) as caught:
        parse(f"# a file\n\naccept ky:укук = ru:право\n{line}\n", "x.decisions.txt")
    assert caught.value.line == 4
    assert str(caught.value).startswith("x.decisions.txt:4: ")
    assert message in str(caught.value)


def test_what_editors_do_makes_no_difference() -> None:
    plain = "# checked\n\naccept ky:укук = ru:право\nreject ky:калк = ru:право\n"
    windows = "\ufeff" + plain.replace("\n", "  \r\n")
    assert parse(windows) == parse(plain)
    assert parse(plain.rstrip("\n")) == parse(plain)


def test_comments_and_order_are_kept() -> None:
    text = "# checked on paper\n\naccept  ky:укук = ru:право\n# not sure\nreject  ky:калк = ru:право  # why\n"
    assert format(parse(text)) == text


def test_append_adds_once_and_touches_nothing_else() -> None:
    text = "\ufeff# mine\r\nACCEPT ky:укук=ru:право\r\n"
    once = append(text, REJECT)
    assert once == text + "reject  ky:ички миграция = ru:внешняя миграция  in a.txt  # the order is wrong\r\n"
    assert append(once, REJECT) == once
    swapped = Decision(Action.ACCEPT, Name("ru", "право"), Name("ky", "укук"), note="again")
    assert append(once, swapped) == once


def test_append_ends_an_unfinished_line() -> None:
    assert parse(append("accept ky:укук = ru:право", REJECT)) == (*parse("accept ky:укук = ru:право"), REJECT)


def test_the_last_word_holds_and_may_be_said_again() -> None:
    yes = Decision(Action.ACCEPT, KY, RU, "a.txt")
    text = append(append(append("", yes), REJECT), yes)
    assert [x.action for x in parse(text)] == [Action.ACCEPT, Action.REJECT, Action.ACCEPT]
    assert standing(parse(text)) == (yes,)


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "корпус.decisions.txt"
    assert decisions.read(path) == ()
    assert decisions.write(path, REJECT)
    assert not decisions.write(path, REJECT)
    assert decisions.read(path) == (REJECT,)
    assert [x.name for x in tmp_path.iterdir()] == [path.name]


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.decisions.txt"
    path.write_text("refuse ky:укук\n", encoding="utf-8")
    with pytest.raises(DecisionError):
        decisions.write(path, REJECT)
    assert path.read_text(encoding="utf-8") == "refuse ky:укук\n"
    path.write_bytes("accept ky:укук = ru:право\ndrop ru:право".encode("cp1251", errors="replace"))
    with pytest.raises(DecisionError, match=r"a\.decisions\.txt:1: not UTF-8"):
        decisions.read(path)


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
labels = st.builds(Name, st.sampled_from(["ky", "ru", "en", "und"]), words.filter(bool))


@st.composite
def any_decision(draw: st.DrawFn) -> Decision:
    action = draw(st.sampled_from(list(Action)))
    return Decision(
        action,
        draw(labels),
        draw(labels) if action in PAIRED else None,
        draw(st.none() | words.filter(bool)),
        draw(st.sampled_from(["", "why", "in a.txt = #1"])),
        draw(st.sampled_from(["", "2026-11-25"])),
        draw(words.filter(bool)) if action in WRITTEN else "",
    )


@given(st.lists(any_decision(), max_size=4))
def test_any_decisions_round_trip(said: list[Decision]) -> None:
    assert parse(format(said)) == tuple(said)
    text = ""
    for decision in said:
        text = append(text, decision)
    assert {x.substance for x in parse(text)} == {x.substance for x in said}
    if said:
        assert append(text, said[-1]) == text
