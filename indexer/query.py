"""What a person typed → a tree. Plain text first: any typed text is legal if it holds a word.

Operators are few and must be meant: AND, OR, NOT in capitals between operands; quotes in pairs ("…", «…», „…“, “…”);
parentheses in pairs; a star at the end of a word; ``language:ky``, ``year:2015-2020``, ``journal:…``, ``format:pdf``,
``document:…`` with no blank after the colon. Everything else is text: a hyphen, an apostrophe, "and", an unknown word
before a colon, a quote or a parenthesis without its mate, an operator without an operand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.analysis import words
from corpus.documents import Span
from corpus.errors import QueryError
from corpus.folding import visible
from corpus.languages import normalize_code


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; ``start`` counts characters of the query."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word: ``мигра*``."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that stand in a row."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Words and others side by side with no operator: any may match, the more the better; fields must."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    item: Node


@dataclass(frozen=True, slots=True)
class Field:
    """A field with one of these values."""

    name: str
    values: tuple[str | int, ...]


Node = Word | Beginning | Quoted | Together | All | AnyOf | Without | Field

FIELDS = {
    "language": "language",
    "lang": "language",
    "year": "year",
    "journal": "journal",
    "format": "format",
    "document": "document",
}
"""The names before a colon that are fields; any other word before a colon is text."""

_QUOTES = {'"': '"', "«": "»", "„": "“", "“": "”"}
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?:\"([^\"]*)\"|([^\s()]+))", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})?(?:-|\.\.)?(\d{4})?")
_OPERATORS = ("AND", "OR", "NOT")

DEEPEST = 50
"""Parentheses within parentheses; those further in are text."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A lexical piece: kind is one of word, beginning, quoted, field, ( ) AND OR NOT."""

    kind: str
    start: int
    node: Node | None = None
    text: str = ""


def parse(typed: str) -> Node:
    """The tree of *typed*. Raises QueryError where it holds nothing that can be looked for.

    >>> parse("социалдык-экономикалык абал")
    Together(items=(Word(text='социалдык-экономикалык', start=0), Word(text='абал', start=23)))
    >>> parse("(чек AND year:2019-2021)")
    All(items=(Word(text='чек', start=1), Field(name='year', values=(2019, 2020, 2021))))
    """
    typed = visible(typed)
    pieces = _settled(_pieces(typed))
    if not pieces:
        raise QueryError(
            f"there is no word to look for in {typed.strip()!r}" if typed.strip() else "nothing was typed",
            suggestion="type a word of the texts, a phrase in quotes, or the beginning of a word with a star (мигра*)",
        )
    node = _Parser(pieces).any_of()
    if not _has_operand(node):
        raise QueryError(
            "a query must say what is to be found, not only what is not", suggestion="add a word before NOT"
        )
    return node


# --- pieces ------------------------------------------------------------------------------------------------------


def _pieces(typed: str) -> list[_Piece]:
    spans = {span.start: span for span in words(typed)}
    pieces: list[_Piece] = []
    at = 0
    while at < len(typed):
        piece, at = _next(typed, at, spans)
        if piece:
            pieces.append(piece)
    return pieces


def _next(typed: str, at: int, spans: Mapping[int, Span]) -> tuple[_Piece | None, int]:
    """The piece that begins at *at*, if one does, and where to go on."""
    letter = typed[at]
    if letter in _QUOTES:
        stop = typed.find(_QUOTES[letter], at + 1)
        if stop > 0:
            inside = tuple(Word(s.of(typed), s.start) for s in spans.values() if at < s.start and s.stop <= stop)
            return (_Piece("quoted", at, Quoted(inside)) if inside else None), stop + 1
    if letter in "()":
        return _Piece(letter, at), at + 1
    field = _FIELD.match(typed, at)
    if field and (at == 0 or not typed[at - 1].isalnum()):
        node = _field(field.group(1).lower(), field.group(2) or field.group(3) or "")
        if node:
            return _Piece("field", at, node), field.end()
    return _word(typed, at, spans.get(at))


def _word(typed: str, at: int, span: Span | None) -> tuple[_Piece | None, int]:
    if span is None:
        return None, at + 1
    text = span.of(typed)
    if text in _OPERATORS:
        return _Piece(text, at, Word(text, at)), span.stop
    if typed[span.stop : span.stop + 1] == "*":
        return _Piece("beginning", at, Beginning(text, at)), span.stop + 1
    return _Piece("word", at, Word(text, at)), span.stop


def _field(name: str, value: str) -> Field | None:
    """The field, or None where the value cannot be one, so that the text is text."""
    field = FIELDS[name]
    if field == "language":
        return Field(field, tuple(normalize_code(code) for code in value.split(",") if code))
    if field == "year":
        found = years(value)
        return Field(field, found) if found else None
    return Field(field, (value,)) if value else None


def years(value: str) -> tuple[int, ...]:
    """``2019``, ``2015-2020``, ``2015..``, ``-2020`` → the years; empty where it is none of these."""
    match = _YEARS.fullmatch(value)
    if not match or not (match.group(1) or match.group(2)):
        return ()
    if value.isdigit():
        return (int(value),)
    first, last = int(match.group(1) or 1900), int(match.group(2) or 2100)
    return tuple(range(min(first, last), max(first, last) + 1))


def _settled(pieces: list[_Piece]) -> list[_Piece]:
    """Without parentheses that have no mate, and with operators that have no operand taken as words: alone they are
    what is looked for («AND»), beside other words they are dropped («миграция AND»)."""
    kept = _paired(pieces)
    while True:
        stray = next((i for i, piece in enumerate(kept) if piece.kind in _OPERATORS and not _operates(kept, i)), None)
        if stray is None:
            return _paired(kept)
        others = any(piece.kind not in (*_OPERATORS, "(", ")") for piece in kept)
        word = [_Piece("word", kept[stray].start, kept[stray].node)] if not others else []
        kept[stray : stray + 1] = word


def _paired(pieces: list[_Piece]) -> list[_Piece]:
    """Without parentheses that lack a mate or hold nothing."""
    open_: list[int] = []
    mates: dict[int, int] = {}
    for i, piece in enumerate(pieces):
        if piece.kind == "(" and len(open_) < DEEPEST:
            open_.append(i)
        elif piece.kind == ")" and open_:
            mates[open_.pop()] = i
    paired = {*mates, *mates.values()}
    empty = {i for start, stop in mates.items() if stop == start + 1 for i in (start, stop)}
    kept = [p for i, p in enumerate(pieces) if p.kind not in ("(", ")") or (i in paired and i not in empty)]
    return _paired(kept) if len(kept) < len(pieces) and empty else kept


def _operates(pieces: Sequence[_Piece], i: int) -> bool:
    """Has the operator at *i* what it needs beside it?"""
    after = pieces[i + 1].kind if i + 1 < len(pieces) else ")"
    before = pieces[i - 1].kind if i else "("
    right = after not in (")", "AND", "OR")
    return right if pieces[i].kind == "NOT" else right and before not in ("(", *_OPERATORS)


# --- tree --------------------------------------------------------------------------------------------------------


class _Parser:
    """Recursive descent over settled pieces: OR binds loosest, then AND, then standing side by side, then NOT."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces, self._at = pieces, 0

    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else ""

    def _take(self) -> _Piece:
        self._at += 1
        return self._pieces[self._at - 1]

    def any_of(self) -> Node:
        items = [self.all()]
        while self._kind() == "OR":
            self._take()
            items.append(self.all())
        return items[0] if len(items) == 1 else AnyOf(tuple(items))

    def all(self) -> Node:
        items = [self.together()]
        while self._kind() == "AND":
            self._take()
            items.append(self.together())
        return items[0] if len(items) == 1 else All(tuple(items))

    def together(self) -> Node:
        items: list[Node] = []
        excluded: list[Node] = []
        while self._kind() not in ("", ")", "AND", "OR"):
            item = self.item()
            (excluded if isinstance(item, Without) else items).append(item)
        if not excluded:
            return items[0] if len(items) == 1 else Together(tuple(items))
        if not items:
            return excluded[0] if len(excluded) == 1 else All(tuple(excluded))
        first = items[0] if len(items) == 1 else Together(tuple(items))
        return All((first, *excluded))

    def item(self) -> Node:
        piece = self._take()
        if piece.kind == "NOT":
            return Without(self.item())
        if piece.kind == "(":
            inside = self.any_of()
            if self._kind() == ")":
                self._take()
            return inside
        assert piece.node is not None
        return piece.node


def _has_operand(node: Node) -> bool:
    match node:
        case Without():
            return False
        case Together() | AnyOf():
            return any(map(_has_operand, node.items))
        case All():
            return any(map(_has_operand, node.items))
        case _:
            return True


def typed_words(node: Node) -> list[Word]:
    """The words of a tree in the order typed, those that are excluded left out."""
    match node:
        case Word():
            return [node]
        case Quoted():
            return list(node.words)
        case Together() | All() | AnyOf():
            return [word for item in node.items for word in typed_words(item)]
        case _:
            return []
