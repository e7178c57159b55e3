"""What a person typed → a tree. Plain text first: any typed text is legal if it holds a word.

Operators are few and must be meant: AND, OR, NOT in capitals beside operands; quotes in pairs ("…", «…», „…“, “…”);
parentheses in pairs; a star at the end of a word; ``language:ky``, ``year:2015-2020``, ``journal:…``, ``format:pdf``,
``document:…`` with no blank after the colon. Everything else is text: a hyphen, an apostrophe, "and", an unknown word
before a colon. A quote or a parenthesis without its mate and an operator without an operand are passed over; an
operator alone is a word.

OR binds loosest, then AND, then standing side by side, then NOT: «a b AND c» asks for c with a or b or both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import languages
from corpus.analysis import words
from corpus.documents import UNDETERMINED
from corpus.errors import QueryError
from corpus.folding import visible


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; ``start`` counts characters of the query, what nobody sees left out."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word: ``мигра*``."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words, or beginnings of words, that stand in a row."""

    words: tuple[Word | Beginning, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Words and others side by side with no operator: any may match, the more the better; fields must."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them, in one part."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any of them."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Parts that this does not match."""

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

_CLOSING = {'"': '"', "«": "»", "„": "“”", "“": "”“", "”": "”"}
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?:\"([^\"]*)\"|«([^»]*)»|([^\s()\"«»]+))", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEARS = re.compile(r"(\d{4})?(?:-|–|\.\.)(\d{4})?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1500, 2100  # of spans that are open

DEEPEST = 50
"""Parentheses within parentheses; those further in are passed over."""

MOST_WORDS = 1000
"""Words of a query; an abstract pasted whole has some 250."""


def parse(typed: str) -> Node:
    """The tree of *typed*. Raises QueryError where it holds nothing that can be looked for.

    >>> parse("социалдык-экономикалык абал")
    Together(items=(Word(text='социалдык-экономикалык', start=0), Word(text='абал', start=23)))
    >>> parse("(чек AND year:2019-2021)")
    All(items=(Word(text='чек', start=1), Field(name='year', values=(2019, 2020, 2021))))
    """
    typed = visible(typed.encode("utf-8", "replace").decode("utf-8"))  # half a surrogate pair is no letter
    pieces = _Lexer(typed).pieces()
    node = _Parser(pieces).any_of() or _operators_as_words(pieces)
    if node is None:
        raise QueryError(
            f"there is no word to look for in {_shortened(typed.strip())!r}" if typed.strip() else "nothing was typed",
            suggestion="type a word of the texts, a phrase in quotes, or the beginning of a word with a star (мигра*)",
        )
    if not _has_operand(node):
        raise QueryError(
            "a query must say what is to be found, not only what is not", suggestion="add a word before NOT"
        )
    return node


def language_code(name: str, position: int = 0) -> str:
    """The code of a language as somebody typed it (``KG``, ``kir``, ``ky-KG``). Raises QueryError with those known."""
    code = languages.normalize_code(name)
    known = (*languages.available(), UNDETERMINED)
    if code not in known:
        raise QueryError(
            f"no language named '{_shortened(name)}'", position=position, suggestion=f"known: {', '.join(known)}"
        )
    return code


def years(value: str) -> tuple[int, ...]:
    """``2019``, ``2015-2020``, ``2015..``, ``-2020`` → the years; empty where it is none of these.

    >>> years("2019"), years("2020-2018"), years("20192020"), len(years("..2020"))
    ((2019,), (2018, 2019, 2020), (), 521)
    """
    if _YEAR.fullmatch(value):
        return (int(value),)
    span = _YEARS.fullmatch(value)
    if not span or not any(span.groups()):
        return ()
    first, last = int(span.group(1) or _FIRST_YEAR), int(span.group(2) or _LAST_YEAR)
    return tuple(range(min(first, last), max(first, last) + 1))


def typed_words(node: Node) -> list[Word]:
    """The words of a tree in the order typed, those that are excluded left out.

    >>> [word.text for word in typed_words(parse('"ички миграция" OR көчүү NOT эмгек'))]
    ['ички', 'миграция', 'көчүү']
    """
    match node:
        case Word():
            return [node]
        case Quoted():
            return [word for word in node.words if isinstance(word, Word)]
        case Together() | All() | AnyOf():
            return [word for item in node.items for word in typed_words(item)]
        case _:
            return []


# --- pieces ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """``kind`` is "operand" (then there is a node), or the operator or parenthesis itself."""

    kind: str
    start: int
    node: Node | None = None


class _Lexer:
    """Cuts what was typed into pieces, in one walk over it."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._words = words(typed)
        if len(self._words) > MOST_WORDS:
            raise QueryError(
                f"{len(self._words):,} words are more than one query takes ({MOST_WORDS:,})",
                position=self._words[MOST_WORDS].start,
                suggestion="take the words that matter",
            )
        self._starts = [span.start for span in self._words]
        marks = {mark for closing in _CLOSING.values() for mark in closing}
        self._marks: dict[str, list[int]] = {mark: [] for mark in marks}
        for at, letter in enumerate(typed):
            if letter in marks:
                self._marks[letter].append(at)

    def pieces(self) -> list[_Piece]:
        """All of them, parentheses in pairs."""
        found: list[_Piece] = []
        at = 0
        while at < len(self._typed):
            piece, at = self._quoted(at) or self._parenthesis(at) or self._field(at) or self._word(at)
            if piece:
                found.append(piece)
        return _paired(found)

    def _quoted(self, at: int) -> tuple[_Piece | None, int] | None:
        stop = min((self._next(mark, at + 1) for mark in _CLOSING.get(self._typed[at], "")), default=len(self._typed))
        if stop == len(self._typed):
            return None
        first, last = bisect_left(self._starts, at), bisect_left(self._starts, stop)
        inside = tuple(self._operand(i) for i in range(first, last))
        return (_Piece("operand", at, Quoted(inside)) if inside else None), stop + 1

    def _next(self, mark: str, at: int) -> int:
        places = self._marks[mark]
        i = bisect_left(places, at)
        return places[i] if i < len(places) else len(self._typed)

    def _parenthesis(self, at: int) -> tuple[_Piece, int] | None:
        return (_Piece(self._typed[at], at), at + 1) if self._typed[at] in "()" else None

    def _field(self, at: int) -> tuple[_Piece, int] | None:
        match = _FIELD.match(self._typed, at) if self._word_at(at) is not None else None
        node = _field(match.group(1).lower(), next(filter(None, match.groups()[1:]), ""), at) if match else None
        return (_Piece("operand", at, node), match.end()) if match and node else None

    def _word(self, at: int) -> tuple[_Piece | None, int]:
        i = self._word_at(at)
        if i is None:
            return None, at + 1
        word = self._operand(i)
        stop = self._words[i].stop
        if isinstance(word, Word) and word.text in ("AND", "OR", "NOT"):
            return _Piece(word.text, at, word), stop
        return _Piece("operand", at, word), stop

    def _word_at(self, at: int) -> int | None:
        """The number of the word that starts there."""
        i = bisect_left(self._starts, at)
        return i if i < len(self._starts) and self._starts[i] == at else None

    def _operand(self, i: int) -> Word | Beginning:
        span = self._words[i]
        starred = self._typed[span.stop : span.stop + 1] == "*"
        return (Beginning if starred else Word)(span.of(self._typed), span.start)


def _field(name: str, value: str, at: int) -> Field | None:
    """The field, or None where the value cannot be one, so that the text is text."""
    field = FIELDS[name]
    value = value.strip(" ,;.!?") if field != "document" else value.strip()
    if field == "language":
        codes = tuple(language_code(code, at) for code in value.split(",") if code)
        return Field(field, codes) if codes else None
    if field == "year":
        found = years(value)
        return Field(field, found) if found else None
    return Field(field, (value,)) if value else None


def _paired(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Without parentheses that lack a mate or stand too deep."""
    waiting: list[int] = []
    kept: set[int] = set()
    for i, piece in enumerate(pieces):
        if piece.kind == "(":
            waiting.append(i)
        elif piece.kind == ")" and waiting:
            mate = waiting.pop()
            if len(waiting) < DEEPEST:
                kept |= {mate, i}
    return [piece for i, piece in enumerate(pieces) if piece.kind not in ("(", ")") or i in kept]


# --- tree --------------------------------------------------------------------------------------------------------


class _Parser:
    """Recursive descent. What holds no operand is None, and an operator beside it is passed over."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces, self._at = pieces, 0

    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else ""

    def _take(self) -> _Piece:
        self._at += 1
        return self._pieces[self._at - 1]

    def any_of(self) -> Node | None:
        items = [self.all()]
        while self._kind() == "OR":
            self._take()
            items.append(self.all())
        return _one_or(AnyOf, [item for item in items if item])

    def all(self) -> Node | None:
        items = [self.together()]
        while self._kind() == "AND":
            self._take()
            items.append(self.together())
        return _one_or(All, [item for item in items if item])

    def together(self) -> Node | None:
        """Side by side: any of those that say what is to be found, and none of what is excluded."""
        items: list[Node] = []
        excluded: list[Node] = []
        while self._kind() not in ("", ")", "AND", "OR"):
            item = self.item()
            if item:
                (items if _has_operand(item) else excluded).append(item)
        first = _one_or(Together, items)
        return _one_or(All, [first, *excluded] if first else excluded)

    def item(self) -> Node | None:
        excluded = False
        while self._kind() == "NOT":
            self._take()
            excluded = not excluded
        if self._kind() in ("", ")", "AND", "OR"):
            return None
        piece = self._take()
        inside = piece.node
        if piece.kind == "(":
            inside = self.any_of()
            self._take()
        return Without(inside) if inside and excluded else inside


def _one_or(kind: type[Together] | type[All] | type[AnyOf], items: Sequence[Node]) -> Node | None:
    if len(items) > 1:
        return kind(tuple(items))
    return items[0] if items else None


def _operators_as_words(pieces: Sequence[_Piece]) -> Node | None:
    """«AND» alone is what is looked for."""
    return _one_or(Together, [piece.node for piece in pieces if piece.node])


def _has_operand(node: Node) -> bool:
    match node:
        case Without():
            return False
        case Together() | AnyOf() | All():
            return any(map(_has_operand, node.items))
        case _:
            return True


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
