"""Text of a document as one line for a person, with what is marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .documents import Span

_SPACE = re.compile(r"\s+")


def one_line(text: str, span: Span, marks: Sequence[Span] = ()) -> tuple[str, tuple[Span, ...]]:
    """The stretch *span* of *text* with white space folded to single blanks, and where *marks* came to lie in it.

    >>> one_line("ички\\n  миграция өсөт", Span(0, 20), [Span(7, 15)])
    ('ички миграция өсөт', (Span(start=5, stop=13),))
    """
    pieces: list[str] = []
    places: list[int] = []  # of each character of the stretch, in the line
    length = 0
    for run in re.findall(r"\s+|\S+", span.of(text)):
        piece = " " if run[0].isspace() else run
        if piece == " " and not pieces:
            places += [0] * len(run)
            continue
        places += [length + min(i, len(piece) - 1) for i in range(len(run))]
        pieces.append(piece)
        length += len(piece)
    line = "".join(pieces).rstrip()
    moved = []
    for mark in marks:
        start, stop = mark.start - span.start, mark.stop - span.start
        if 0 <= start < stop <= len(places):
            moved.append(Span(places[start], min(places[stop - 1] + 1, len(line))))
    return line, tuple(moved)


def folded(text: str) -> str:
    """White space of any kind as single blanks, also at the edges, so that a context stays apart from its match."""
    return _SPACE.sub(" ", text)
