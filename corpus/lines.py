"""Text of a document as one line for a person, with what is marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .documents import Span

_SPACE = re.compile(r"\s+")


def one_line(text: str, span: Span, marks: Sequence[Span] = ()) -> tuple[str, tuple[Span, ...]]:
    """The stretch *span* of *text* with white space folded to single blanks, and where *marks* came to lie in it.
    Marks that are not inside the stretch are left out.

    >>> one_line("ички\\n  миграция өсөт", Span(0, 20), [Span(7, 15)])
    ('ички миграция өсөт', (Span(start=5, stop=13),))
    """
    line = folded(span.of(text)).strip()

    def place(offset: int) -> int:
        return min(len(folded(text[span.start : offset]).lstrip()), len(line))

    inside = [mark for mark in marks if span.start <= mark.start < mark.stop <= span.stop]
    return line, tuple(Span(place(mark.start), place(mark.stop)) for mark in inside)


def folded(text: str) -> str:
    """White space of any kind as single blanks, also at the edges, so that a context stays apart from its match."""
    return _SPACE.sub(" ", text)
