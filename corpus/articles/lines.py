"""Printed lines, and the paragraphs that blank lines make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..documents import Page, Span

_LINE = re.compile(r"[^\n\f\v\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line that is not blank. ``span`` leaves out white space at both ends.

    ``gap`` says that a blank line (or nothing) stands before it, so that a paragraph begins here.
    """

    text: str
    span: Span
    gap: bool


def lines(text: str, span: Span | None = None, pages: Sequence[Page] = ()) -> tuple[Line, ...]:
    """The lines of *text* within *span*. A sentence that runs on over the border of a page is one paragraph.

    >>> [(line.text, line.gap) for line in lines("Чек ара\\n\\nМиграция \\nжана билим")]
    [('Чек ара', True), ('Миграция', True), ('жана билим', False)]
    """
    span = Span(0, len(text)) if span is None else span
    borders = frozenset(page.span.start for page in pages)
    found: list[Line] = []
    for match in _LINE.finditer(text, span.start, span.stop):
        printed = trim(text, Span(match.start(), match.end()))
        if not printed:
            continue
        gap = not found or text.count("\n", found[-1].span.stop, printed.start) > 1
        if gap and found and any(found[-1].span.stop <= border <= printed.start for border in borders):
            gap = found[-1].text.endswith((".", "!", "?", ":")) or not text[printed.start].islower()
        found.append(Line(printed.of(text), printed, gap))
    return tuple(found)


def paragraphs(found: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines between blank lines."""
    block: list[Line] = []
    for line in found:
        if line.gap and block:
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def trim(text: str, span: Span) -> Span:
    """*span* without white space at its ends; empty at its start where there is nothing else."""
    start, stop = span.start, span.stop
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def spanning(found: Sequence[Line]) -> Span:
    """From the first line to the last."""
    return Span(found[0].span.start, found[-1].span.stop)


def words(text: str) -> list[str]:
    """Words of letters: no numbers.

    >>> words("12-канальная ЭКГ, чек ара")
    ['канальная', 'ЭКГ', 'чек', 'ара']
    """
    return _WORD.findall(text)


def has_capital(text: str) -> bool:
    """Does it begin with a capital, be it after a quotation mark or a bracket?

    >>> has_capital("«Калк»"), has_capital("калк"), has_capital("18 штат")
    (True, False, False)
    """
    return next((letter.isupper() for letter in text if letter.isalnum()), False)


def is_latin(text: str) -> bool:
    """Are most of its letters Latin?"""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter.isascii() for letter in letters) > len(letters)


def is_capitals(text: str) -> bool:
    """Printed in capitals throughout (at least two letters)?"""
    return text.isupper() and sum(letter.isalpha() for letter in text) > 1
