"""Concordances (KWIC): every occurrence with its context, in one language or side by side in three.

Computed from documents and their tokens, so the same whichever engine ranks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from . import languages
from .analysis import words
from .arrays import Arrays
from .documents import Document, Section, Span
from .errors import KochmonError, QueryError
from .folding import visible
from .lines import folded
from .tokens import Form, Ints

if TYPE_CHECKING:
    from .store import Store

Pattern = list[list[int]]
"""Form numbers that may stand at each of several places in a row."""

_SORT = re.compile(r"[LR]([1-5])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence: ``match`` between ``left`` and ``right``, each one line of plain text; ``span`` in the
    document's text; ``sentence`` the whole sentence that holds it."""

    document: str
    title: str
    year: int | None
    page: int | None
    section: str
    language: str
    span: Span
    left: str
    match: str
    right: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a concordance in columns: language → line, or None where the document has no counterpart."""

    document: str
    cells: Mapping[str, Line | None]


class Concordance:
    """The lines that match, counted at once and made when asked for.

    ``len(concordance)`` is the total. ``sort`` names neighbours (``L1``, ``R2``, ``L1,R1``), each compared by the
    alphabet of its language; without it lines come by document, in the order of the text.
    """

    def __init__(
        self,
        store: Store,
        arrays: Arrays,
        patterns: Mapping[str, Sequence[Pattern]],
        *,
        sort: str = "",
        width: int = 60,
    ) -> None:
        self.store, self._arrays, self._width = store, arrays, width
        self._documents: dict[int, Document] = {}
        self._hits = _hits(arrays, patterns)
        if sort:
            self._hits.sort(key=self._sort_key(sort))
        else:
            order = store.ids_by_number()
            numbers = arrays.documents.tolist()
            self._hits.sort(key=lambda hit: (order.get(numbers[hit.part], ""), hit.part, hit.place))

    def __len__(self) -> int:
        return len(self._hits)

    def __iter__(self) -> Iterator[Line]:
        return (self._line(hit) for hit in self._hits)

    def __getitem__(self, which: slice) -> list[Line]:
        return [self._line(hit) for hit in self._hits[which]]

    def __repr__(self) -> str:
        return f"<Concordance of {len(self)} lines>"

    def _repr_html_(self) -> str:
        """The first 20 lines, for a notebook."""
        rows = "".join(
            f'<tr lang="{line.language}"><td>{escape(line.document)}</td><td align="right">{escape(line.left)}</td>'
            f"<td><b>{escape(line.match)}</b></td><td>{escape(line.right)}</td></tr>"
            for line in self[:20]
        )
        return f"<p>{min(len(self), 20)} of {len(self)} lines</p><table>{rows}</table>"

    @cached_property
    def documents(self) -> int:
        """How many documents hold a line."""
        return len({int(self._arrays.documents[hit.part]) for hit in self._hits})

    def document(self, part: int) -> Document:
        number = int(self._arrays.documents[part])
        if number not in self._documents:
            if len(self._documents) > 50:
                self._documents.clear()
            self._documents[number] = self.store.document(self.store.id_of(number))
        return self._documents[number]

    def _line(self, hit: _Hit) -> Line:
        document = self.document(hit.part)
        span = span_at(self._arrays, hit.place, hit.place + hit.size)
        section = document.section_at(span.start)
        edges = section.span if section else Span(0, len(document.text))
        left = folded(document.text[max(edges.start, span.start - self._width) : span.start])
        right = folded(document.text[span.stop : min(edges.stop, span.stop + self._width)])
        return Line(
            document=document.id,
            title=document.title,
            year=document.metadata.year,
            page=document.page_at(span.start),
            section=section.kind.value if section else "",
            language=self._arrays.languages[hit.part],
            span=span,
            left=left,
            match=folded(span.of(document.text)),
            right=right,
            sentence=sentence_at(self._arrays, hit.part, hit.place),
        )

    def _sort_key(self, sort: str) -> Callable[[_Hit], tuple[object, ...]]:
        steps = [_step(name) for name in sort.replace(" ", "").split(",")]
        numbers = {self._neighbour(hit, step) for hit in self._hits for step in steps} - {None}
        vocabulary = self.store.vocabulary(number for number in numbers if number is not None)
        ranks: dict[int | None, object] = {None: ((), "")}  # where nothing stands: before everything
        ranks |= {number: _rank(vocabulary[number]) for number in numbers if number is not None}

        def key(hit: _Hit) -> tuple[object, ...]:
            return (*(ranks[self._neighbour(hit, step)] for step in steps), hit.part, hit.place)

        return key

    def _neighbour(self, hit: _Hit, step: int) -> int | None:
        """Number of the form *step* words to the right (left if negative) within the section."""
        place = hit.place + step if step < 0 else hit.place + hit.size - 1 + step
        inside = 0 <= place < len(self._arrays) and hit.section == int(self._arrays.section_of(place))
        return int(self._arrays.forms[place]) if inside else None


def columns(concordance: Concordance, codes: Sequence[str]) -> Iterator[Row]:
    """The lines of a concordance side by side: in each document, a sentence of the first language that has any
    beside those of the others that stand at about the same place of the same kind of section.

    Abstracts of one article are translations of each other, so the place within the section is what there is
    to align by; a sentence whose place differs by more than a quarter of the section stays alone.
    """
    by_document: dict[str, list[Line]] = {}
    for line in concordance:
        if line.language in codes:
            by_document.setdefault(line.document, []).append(line)
    for id, lines in by_document.items():
        yield from _rows(id, _placed(concordance.store.document(id), lines), codes)


def _placed(document: Document, lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """One line a sentence, with its place in its section from 0 to 1."""
    first = {line.sentence.start: line for line in reversed(lines)}
    return [
        (line, _relative(line, document.section_at(line.span.start)))
        for line in lines
        if first[line.sentence.start] is line
    ]


def _relative(line: Line, section: Section | None) -> float:
    if section is None or not len(section.span):
        return 0.0
    return ((line.sentence.start + line.sentence.stop) / 2 - section.span.start) / len(section.span)


def _rows(document: str, lines: list[tuple[Line, float]], codes: Sequence[str]) -> Iterator[Row]:
    left = list(lines)
    while left:
        first = min(codes.index(line.language) for line, _ in left)
        line, place = next(item for item in left if item[0].language == codes[first])
        cells: dict[str, Line | None] = dict.fromkeys(codes)
        cells[line.language] = line
        left.remove((line, place))
        for code in codes:
            partner = _partner(line, place, [item for item in left if item[0].language == code])
            if code != line.language and partner:
                cells[code] = partner[0]
                left.remove(partner)
        yield Row(document, cells)


def _partner(line: Line, place: float, others: list[tuple[Line, float]]) -> tuple[Line, float] | None:
    alike = [item for item in others if item[0].section == line.section and abs(item[1] - place) <= 0.25]
    return min(alike, key=lambda item: abs(item[1] - place), default=None)


@dataclass(frozen=True, slots=True)
class _Hit:
    part: int
    section: int
    place: int
    size: int


def _hits(arrays: Arrays, patterns: Mapping[str, Sequence[Pattern]]) -> list[_Hit]:
    """Matches of any pattern, by place; of two that overlap the longer, of two as long the earlier."""
    found = [
        (-len(pattern), place)
        for language, choices in patterns.items()
        for pattern in choices
        for place in arrays.find(pattern, language).tolist()
    ]
    sizes: dict[int, int] = {}
    taken: set[int] = set()
    for size, place in sorted(found):
        covered = range(place, place - size)
        if taken.isdisjoint(covered):
            sizes[place] = -size
            taken.update(covered)
    places = sorted(sizes)
    parts, sections = arrays.part_of(places).tolist(), arrays.section_of(places).tolist()
    return [
        _Hit(part, section, place, sizes[place]) for part, section, place in zip(parts, sections, places, strict=True)
    ]


def sentence_at(arrays: Arrays, part: int, place: int) -> Span:
    """Where the sentence that holds the token at *place* begins and ends, in characters of its document."""
    i = int(np.searchsorted(arrays.sentences, place, side="right"))
    start = int(arrays.sentences[i - 1])
    stop = int(arrays.sentences[i]) if i < len(arrays.sentences) else len(arrays)
    return span_at(arrays, start, min(stop, int(arrays.bounds[part + 1])))


def span_at(arrays: Arrays, first: int, stop: int) -> Span:
    """Characters of the tokens from the place *first* up to, not including, *stop*."""
    return Span(int(arrays.starts[first]), int(arrays.stops[stop - 1]))


def words_typed(query: str) -> list[str]:
    """The words of what a person typed, quotes passed over; a star at the end of a word is kept.

    >>> words_typed("«чек ара», мигра*")
    ['чек', 'ара', 'мигра*']
    """
    query = visible(query)
    found = [span.of(query) + "*" * (query[span.stop : span.stop + 1] == "*") for span in words(query)]
    if not found:
        raise QueryError(f"there is no word in {query!r}", suggestion="type a word, or several that stand in a row")
    return found


def _step(name: str) -> int:
    match = _SORT.fullmatch(name)
    if not match:
        raise KochmonError(f"no way to sort named '{name}'; known: L1 to L5, R1 to R5, or several as L1,R1")
    return -int(match.group(1)) if name[0] in "Ll" else int(match.group(1))


def alphabetical(language: str) -> Callable[[str], object]:
    """A sort key by the alphabet of *language*."""
    return languages.get(language if language in languages.available() else "en").sort_key


def _rank(form: Form) -> object:
    return alphabetical(form.language)(form.key)


__all__ = [
    "Concordance",
    "Ints",
    "Line",
    "Pattern",
    "Row",
    "alphabetical",
    "columns",
    "sentence_at",
    "span_at",
    "words_typed",
]
