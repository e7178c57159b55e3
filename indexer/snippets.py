"""Where a part matches: places of tokens, and sentences of the document with the matches marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.documents import Document, SectionKind, Span
from corpus.lines import one_line

from .expansion import Way
from .forms import Forms

if TYPE_CHECKING:
    from corpus.tokens import Ints

SNIPPETS = 3  # in each language
LONGEST = 240  # characters of a snippet, the dots apart
_EXACT = 1.1  # what a form as typed is worth beside another form of its lemma
_PUNCTUATION = 5  # characters at the edges of a sentence that belong to no word: «(…)».

_PROSE = (SectionKind.ABSTRACT, SectionKind.BODY, SectionKind.TITLE)
"""Prose stands before lists; of sentences that match alike, one of an abstract is shown first, a title last."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence of a document, on one line; ``matches`` are the places in ``text`` that match; ``span`` is where it
    stands in the document."""

    text: str
    matches: tuple[Span, ...]
    language: str
    span: Span
    section: str
    page: int | None

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The text with each match between *before* and *after*."""
        pieces, at = [], 0
        for span in self.matches:
            pieces += [self.text[at : span.start], before, self.text[span.start : span.stop], after]
            at = span.stop
        return "".join([*pieces, self.text[at:]])

    def __str__(self) -> str:
        return self.marked()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Positions of the tokens of a part by which a way matches; ``exact`` where they are the forms that were typed."""

    way: Way
    at: range
    exact: bool


def occurrences(way: Way, forms: Ints, known: Forms) -> Iterator[Occurrence]:
    """Where *way* matches among the tokens with the form numbers *forms*, in order."""
    if way.prefix:
        numbers = known.beginning(way.prefix, way.language)
        yield from (Occurrence(way, range(at, at + 1), False) for at in _places(forms, [numbers]))
        return
    wanted = [known.of(slot, way.language) for slot in way.slots]
    places = _places(forms, wanted)
    if not places:
        return
    typed = [known.of(tuple(t for t in slot if t.layer == "form"), way.language) for slot in way.slots]
    exact = set(_places(forms, typed))
    yield from (Occurrence(way, range(at, at + len(wanted)), at in exact) for at in places)


def _places(forms: Ints, slots: Sequence[frozenset[int]]) -> list[int]:
    """Positions at which tokens run in a row, each with one of the numbers of its slot."""
    import numpy as np

    if not slots or not all(slots) or len(slots) > len(forms):
        return []
    count = len(forms) - len(slots) + 1
    held = np.ones(count, np.bool_)
    for step, numbers in enumerate(slots):
        held &= np.isin(forms[step : step + count], list(numbers))
    places: list[int] = np.flatnonzero(held).tolist()
    return places


def snippets(
    document: Document, language: str, arrays: tuple[Ints, Ints, Ints], here: Sequence[Occurrence]
) -> list[Snippet]:
    """The sentences that match in most ways, prose before lists, up to three; *arrays* are the starts and stops of
    the tokens, and the positions at which sentences start."""
    starts, stops, heads = arrays
    by_sentence: dict[int, list[Occurrence]] = {}
    for occurrence in here:
        by_sentence.setdefault(_sentence(heads, occurrence.at.start), []).append(occurrence)
    made: list[tuple[bool, float, int, int, list[Occurrence]]] = []
    for number, inside in by_sentence.items():
        section = document.section_at(int(starts[inside[0].at.start]))
        kind = section.kind if section else SectionKind.BODY
        place = _PROSE.index(kind) if kind in _PROSE else len(_PROSE)
        made.append((place == len(_PROSE), -_worth(inside), place, number, inside))
    chosen: dict[str, Snippet] = {}
    for *_, number, inside in sorted(made, key=lambda item: item[:4]):
        furthest = _sentence(heads, max(occurrence.at.stop for occurrence in inside) - 1)  # a row may run over a stop
        first = int(heads[number]) if number >= 0 else 0
        last = int(heads[furthest + 1]) if furthest + 1 < len(heads) else len(starts)
        sentence = Span(int(starts[first]), int(stops[last - 1]))
        places = [(Span(int(starts[o.at.start]), int(stops[o.at.stop - 1])), len(o.at)) for o in inside]
        snippet = _snippet(document, language, sentence, places)
        chosen.setdefault(snippet.text, snippet)
        if len(chosen) == SNIPPETS:
            break
    return list(chosen.values())


def _sentence(heads: Ints, position: int) -> int:
    import numpy as np

    return int(np.searchsorted(heads, position, side="right")) - 1


def _worth(inside: Sequence[Occurrence]) -> float:
    """Longer ways are worth more than their words alone, the form that was typed more than another; a way counts once
    however often it occurs."""
    worth: dict[int, float] = {}
    for occurrence in inside:
        way = occurrence.way
        size = max(len(way.slots), len(way.words)) ** 2 * way.weight
        worth[id(way)] = max(worth.get(id(way), 0.0), size * (_EXACT if occurrence.exact else 1.0))
    return sum(worth.values())


def _snippet(document: Document, language: str, sentence: Span, places: Sequence[tuple[Span, int]]) -> Snippet:
    sentence = _with_punctuation(document.text, sentence)
    best = max(places, key=lambda place: (place[1], -place[0].start))[0]
    span = _window(document.text, sentence, best)
    marks = [
        mark for mark in _joined([place for place, _ in places]) if span.start <= mark.start < mark.stop <= span.stop
    ]
    text, matches = one_line(document.text, span, marks)
    before, after = "… " * (span.start > sentence.start), " …" * (span.stop < sentence.stop)
    section = document.section_at(best.start)
    return Snippet(
        text=before + text + after,
        matches=tuple(Span(m.start + len(before), m.stop + len(before)) for m in matches),
        language=language,
        span=span,
        section=section.kind.value if section else "",
        page=document.page_at(best.start),
    )


def _with_punctuation(text: str, sentence: Span) -> Span:
    """With quotes, brackets and stops that touch its first and last word."""
    start, stop = sentence.start, sentence.stop
    while start > max(0, sentence.start - _PUNCTUATION) and not (
        text[start - 1].isspace() or text[start - 1].isalnum()
    ):
        start -= 1
    while stop < min(len(text), sentence.stop + _PUNCTUATION) and not (text[stop].isspace() or text[stop].isalnum()):
        stop += 1
    return Span(start, stop)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Sorted, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def _window(text: str, sentence: Span, mark: Span) -> Span:
    """The sentence, or of a long one the stretch around *mark*, cut between words."""
    if len(sentence) <= LONGEST:
        return sentence
    start = max(sentence.start, min(mark.start - LONGEST // 3, sentence.stop - LONGEST))
    stop = max(mark.stop, min(sentence.stop, start + LONGEST))
    while sentence.start < start < mark.start and not text[start - 1].isspace():
        start += 1
    while mark.stop < stop < sentence.stop and not text[stop].isspace():
        stop -= 1
    return Span(start, stop)
