"""The query language: any typed text is a query, or QueryError says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from indexer.query import (
    DEEPEST,
    MOST_WORDS,
    All,
    AnyOf,
    Beginning,
    Field,
    Node,
    Quoted,
    Together,
    Without,
    Word,
    parse,
    typed_words,
)

_LINES = Path(__file__).with_name("queries.tsv").read_text(encoding="utf-8").split("\n")
TABLE = [tuple(line.split("\t")) for line in _LINES if line and not line.startswith("#")]


def shown(node: Node) -> str:
    """A tree as the table writes it."""
    match node:
        case Word():
            return node.text
        case Beginning():
            return f"{node.text}*"
        case Quoted():
            return f'"{" ".join(map(shown, node.words))}"'
        case Without():
            return f"!{shown(node.item)}"
        case Field():
            values = node.values if len(node.values) < 3 else (f"{node.values[0]}..{node.values[-1]}",)
            return f"{node.name}={','.join(map(str, values))}"
        case Together():
            return f"({' '.join(map(shown, node.items))})"
        case All():
            return f"({' & '.join(map(shown, node.items))})"
        case AnyOf():
            return f"({' | '.join(map(shown, node.items))})"


@pytest.mark.parametrize(("typed", "tree", "note"), TABLE, ids=[f"{typed} ({note})" for typed, _, note in TABLE])
def test_typed_text_becomes_the_tree(typed: str, tree: str, note: str) -> None:
    if tree.startswith("! "):
        with pytest.raises(QueryError) as caught:
            parse(typed)
        assert tree[2:] in str(caught.value)
    else:
        assert shown(parse(typed)) == tree


def test_the_table_holds_the_characters_it_speaks_of() -> None:
    """An editor may replace them unseen."""
    typed = "".join(typed for typed, _, _ in TABLE)
    assert {"\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{NON-BREAKING HYPHEN}"} <= set(typed)
    assert "\N{CYRILLIC SMALL LETTER I}\N{COMBINING BREVE}" in typed


def test_a_word_knows_where_it_was_typed() -> None:
    typed = "эмгек «чек ара» OR year:2019 мигра*"
    for word in typed_words(parse(typed)):
        assert typed[word.start :].startswith(word.text)


def test_an_unknown_language_is_pointed_at() -> None:
    with pytest.raises(QueryError) as caught:
        parse("миграция language:de")
    assert caught.value.position == 9


def test_a_pasted_abstract_is_a_query_and_a_book_is_not() -> None:
    assert len(typed_words(parse("көчүү " * MOST_WORDS))) == MOST_WORDS
    with pytest.raises(QueryError, match="1,001 words are more than one query takes"):
        parse("көчүү " * (MOST_WORDS + 1))


_PIECES = ["AND", "OR", "NOT", "(", ")", '"', "«", "»", "„", "“", "”", "*", ":", "language:", "year:2019", "-", "'"]
_TYPED = st.one_of(
    st.text(st.characters()),  # surrogates too
    st.lists(st.sampled_from([*_PIECES, "көч", "шаар", " "]), max_size=40).map("".join),
    st.lists(st.sampled_from([*_PIECES, "көч", "шаар"]), max_size=40).map(" ".join),
)


@given(_TYPED)
@example("\udc80 document:\udc80")
@example("NOT " * 100 + "а")
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_query_or_a_query_error(typed: str) -> None:
    try:
        node = parse(typed)
    except QueryError as error:
        assert str(error)
    else:
        shown(node).encode("utf-8")
        assert "()" not in shown(node)


LONG = {
    "one word": "а" * 10_000,
    "words": "көч " * 2_500,
    "quotes": '"' * 10_000,
    "quotes around words": '"а" ' * 2_500,
    "opening quotes": "«" * 10_000,
    "all quotes": "«„“”»" * 2_000,
    "opening parentheses": "(" * 10_000,
    "closing parentheses": ")" * 10_000,
    "nested parentheses": "(" * 5_000 + "а" + ")" * 4_999,
    "pairs": "()" * 5_000,
    "AND": "AND " * 2_500,
    "NOT": "NOT " * 900 + "а",
    "operators": "а AND OR NOT " * 240,
    "stars": "*" * 10_000,
    "fields": "year:2019 " * 450,
    "open years": "year:- " * 1_400,
    "field names": "language:" * 1_000,
    "hyphens": "а-" * 5_000,
    "marks": "а" + "\N{COMBINING ACUTE ACCENT}" * 9_999,
    "backslashes": "\\" * 10_000,
}


@pytest.mark.parametrize("typed", LONG.values(), ids=LONG.keys())
def test_long_text_is_parsed_or_refused(typed: str) -> None:
    """Each takes some thousandths of a second; a parser that is quadratic takes minutes."""
    try:
        parse(typed)
    except QueryError as error:
        assert len(str(error)) < 300


def test_parentheses_too_deep_are_passed_over() -> None:
    deep = DEEPEST + 5
    assert shown(parse("(" * deep + "а OR б" + ")" * deep + " AND в")) == "((а | б) & в)"
