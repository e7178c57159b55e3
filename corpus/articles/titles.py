"""Titles, authors and printed matter above an abstract: told by their look and their place.

A title is short and ends without a stop; it stands above authors, or above an abstract, or first of all. Titles in
three languages may stand together, and one may end in the middle of what is printed without blank lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .. import detection
from ..documents import UNDETERMINED, SectionKind, Span
from .lines import Line, has_capital, is_capitals, paragraphs, spanning, words
from .printed import SENTENCE, is_authors, is_front, is_numbered, is_title
from .runs import runs

_LONGEST_PLAIN_TITLE = 15  # words, where nothing else says that it is one
_FEWEST_WORDS = 3  # that show a language
_MOST_LINES = 4  # of a title
_SHORT_PLACE = 4  # words: «Бишкек, Кыргызстан»

_AUTHORS, _FRONT, _TITLE = SectionKind.AUTHORS, SectionKind.FRONT, SectionKind.TITLE


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one kind. ``hint`` is the language of its heading."""

    kind: SectionKind
    span: Span
    heading: Span | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between two headings. ``following`` is what the second of them announces, ``main`` the language that most of
    the article is in; ``first`` where the article begins."""

    text: str
    following: SectionKind | None
    main: str
    first: bool = False


def titles_at_start(stretch: Stretch, found: Sequence[Line]) -> tuple[list[Part], tuple[Line, ...]]:
    """The titles, authors and printed matter at the top of *found*, and the lines under them."""
    rest, made = tuple(found), list[Part]()
    expected = stretch.following not in (None, SectionKind.REFERENCES)
    while rest:
        step = _printed_line(rest, made, expected=expected) or _title(stretch, rest, made, expected=expected)
        if step is None:
            break
        kind, size = step
        made.append(Part(kind, spanning(rest[:size])))
        rest = rest[size:]
    return made, rest


def _printed_line(rest: Sequence[Line], made: Sequence[Part], *, expected: bool) -> tuple[SectionKind, int] | None:
    line, titled = rest[0], any(part.kind is _TITLE for part in made)
    if is_numbered(line.text):
        return _FRONT, 1
    if len(rest) > 1 and rest[1].text[0].islower() and not (rest[1].gap or is_front(rest[1].text)):
        return None  # a sentence that runs on
    if (expected or titled) and is_front(line.text):
        return _FRONT, 1
    if is_authors(line.text) and (expected or titled or line.gap):
        return _AUTHORS, 1
    after_authors = bool(made) and made[-1].kind in (_AUTHORS, _FRONT) and any(p.kind is _AUTHORS for p in made)
    place = "," in line.text and len(words(line.text)) <= _SHORT_PLACE and is_title(line.text)
    if expected and after_authors and place:
        return _FRONT, 1
    return None


def _title(
    stretch: Stretch, rest: Sequence[Line], made: Sequence[Part], *, expected: bool
) -> tuple[SectionKind, int] | None:
    """A title and its lines. In a plain note only the first paragraph can be one, and text must follow it."""
    block = next(paragraphs(rest))
    size = next((i for i, line in enumerate(block) if is_authors(line.text) or is_front(line.text)), len(block))
    whole = " ".join(line.text for line in block[:size])
    if not expected:
        plain = not any(part.kind is _TITLE for part in made) and size == len(block) < len(rest) and size <= 2
        plain = plain and len(words(whole)) <= _LONGEST_PLAIN_TITLE and not whole.endswith((".", "!", "…"))
        return (_TITLE, size) if plain and is_title(whole) and stretch.first else None
    capitals = next((i for i, line in enumerate(block) if not is_capitals(line.text)), len(block))
    if 0 < capitals < size:
        return (_TITLE, _same_language(block[:capitals]))
    if size and is_title(whole) and size <= 5 and (size < len(rest) or stretch.following is not SectionKind.KEYWORDS):
        return (_TITLE, _same_language(block[:size]))
    size = 0 if _continues(stretch.text, made, block[0]) else _title_above(block)
    return (_TITLE, _same_language(block[:size])) if size else None


def _same_language(block: Sequence[Line]) -> int:
    """Lines of the first title: titles in three languages may stand together."""
    return len(_by_title(block)[0])


def _by_title(block: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines by language; of a line or two of names («Google and Facebook») detection cannot tell."""
    titles: list[tuple[Line, ...]] = []
    for run in runs([replace(line, gap=True) for line in block]):
        size = sum(len(words(line.text)) for line in run.lines)
        unsure = size < _FEWEST_WORDS or run.language == UNDETERMINED or run.lines[0].text[0].islower()
        if titles and unsure:
            titles[-1] += run.lines
        else:
            titles.append(run.lines)
    return titles


def _continues(text: str, made: Sequence[Part], line: Line) -> bool:
    """In the language of a title above: the text, and no second title on top of it."""
    titles = [part.span.of(text) for part in made if part.kind is _TITLE]
    if not titles:
        return False
    language = detection.detect(line.text).language
    return any(detection.detect(title).language == language for title in titles)


def _title_above(block: Sequence[Line]) -> int:
    """How many lines at the top of a paragraph are a title: the last leaves room for the word that begins the next."""
    width = max(len(line.text) for line in block)
    for i, (line, following) in enumerate(pairwise(block[: _MOST_LINES + 1]), 1):
        whole = " ".join(line.text for line in block[:i])
        room = len(line.text) + 1 + len(following.text.split()[0]) <= width
        if room and has_capital(following.text) and is_title(whole) and not SENTENCE.search(whole):
            return i
    return 0


def titles_at_end(found: Sequence[Line]) -> tuple[tuple[Line, ...], list[Part]]:
    """The lines without the titles, authors and printed matter at their end, and these."""
    rest, made = list(found), list[Part]()
    while rest:
        line = rest[-1]
        if is_authors(line.text) or is_front(line.text):
            made.append(Part(_AUTHORS if is_authors(line.text) else _FRONT, line.span))
            rest.pop()
        elif size := _title_at_end(rest):
            made.append(Part(_TITLE, spanning(rest[-size:])))
            del rest[-size:]
        else:
            break
    if any(part.kind is _TITLE for part in made) or not rest:
        return tuple(rest), made[::-1]
    return tuple(found), []  # a name or an address alone ends the text before


def _title_at_end(rest: Sequence[Line]) -> int:
    """How many lines at the end of *rest* are a title; 0 for none."""
    block = list(paragraphs(rest))[-1]
    capitals = next((i for i, line in enumerate(reversed(block)) if not is_capitals(line.text)), len(block))
    if capitals:
        return _last_run(block[-capitals:])
    size = _last_run(block[-_MOST_LINES - 2 :])
    alone = size == len(block) or block[-size - 1].text.endswith((".", "!", "?"))
    whole = " ".join(line.text for line in block[-size:])
    return size if alone and size <= _MOST_LINES and is_title(whole) and not whole.endswith("!") else 0


def _last_run(block: Sequence[Line]) -> int:
    """The lines of the last title: the language of those before is another, or they end a sentence."""
    own = _by_title(block)[-1]
    stops = [i for i, line in enumerate(own[:-1], 1) if line.text.endswith((".", "!"))]
    return len(own) - max(stops, default=0)
