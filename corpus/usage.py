"""How terms are used in a corpus: frequency, and sentences that show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .arrays import Arrays
from .concepts import Example
from .concordance import sentence_at, span_at
from .documents import Document, Span
from .lines import one_line
from .lookup import Lookup
from .tokens import Ints

if TYPE_CHECKING:
    from .store import Store


_ROOM = 20_000_000  # characters of documents kept at a time


class CorpusUsage:
    """Answers from one state of a corpus; the Usage that glossary.py asks for."""

    def __init__(self, store: Store, arrays: Arrays, lookup: Lookup) -> None:
        self._store, self._arrays, self._lookup = store, arrays, lookup
        self._documents: dict[int, Document] = {}
        self._room = _ROOM

    def _places(self, term: str, language: str) -> tuple[int, Ints]:
        pattern = self._lookup.pattern(term, language)
        return len(pattern), self._arrays.find(pattern, language)

    def frequency(self, term: str, language: str) -> tuple[int, int]:
        """Occurrences of *term* in any of its forms, and the documents that hold one."""
        _, places = self._places(term, language)
        return len(places), len(np.unique(self._arrays.part_of(places)))

    def examples(self, term: str, language: str, *, limit: int) -> Sequence[Example]:
        """Up to *limit* sentences that hold *term*, one document after another, each in the order of its text."""
        size, places = self._places(term, language)
        turns: dict[int, int] = {}
        order: list[tuple[int, int, int]] = []
        for place, part in zip(places.tolist(), self._arrays.part_of(places).tolist(), strict=True):
            turns[part] = turns.get(part, -1) + 1
            order.append((turns[part], part, place))
        return [self._example(part, place, size) for _, part, place in sorted(order)[:limit]]

    def _document(self, number: int) -> Document:
        """Terms come by alphabet and find their examples all over, so documents are kept as long as there is room."""
        if number not in self._documents:
            document = self._store.document(self._store.id_of(number))
            if self._room < len(document.text):
                self._documents.clear()
                self._room = _ROOM
            self._room -= len(document.text)
            self._documents[number] = document
        return self._documents[number]

    def _example(self, part: int, place: int, size: int) -> Example:
        document = self._document(int(self._arrays.documents[part]))
        start = sentence_at(self._arrays, part, place).start
        stop = _with_its_stop(document.text, sentence_at(self._arrays, part, place + size - 1).stop)
        match = span_at(self._arrays, place, place + size)
        text, (marked,) = one_line(document.text, Span(start, stop), [match])
        section = document.section_at(match.start)
        return Example(
            text=text,
            language=self._arrays.languages[part],
            document=document.id,
            title=document.title,
            span=Span(start, stop),
            matches=(marked,),
            year=document.metadata.year,
            page=document.page_at(match.start),
            section=section.kind.value if section else "",
        )


def _with_its_stop(text: str, stop: int) -> int:
    """A sentence of tokens ends at its last word; what is printed right after it, a full stop, belongs to it."""
    while stop < len(text) and not text[stop].isspace() and not text[stop].isalnum():
        stop += 1
    return stop
