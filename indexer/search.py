"""Query → hits: documents with the reason why, and snippets in each language in which they match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

import numpy as np

from corpus.corpus import Corpus
from corpus.documents import Document, SectionKind, Span
from corpus.lines import one_line
from corpus.tokens import TokenTable

from . import engine as engines
from .build import DEFAULT_ENGINE, Progress, open_engine
from .expansion import Expansion, Origin, Way, expand
from .query import parse

SNIPPETS = 3  # in each language
_LONGEST = 240  # characters of a snippet
_RANK = 10  # how flat the fusion of ranks is

_SHOWN_FIRST = (SectionKind.ABSTRACT, SectionKind.BODY, SectionKind.TITLE, SectionKind.KEYWORDS)


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


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A document that matches. ``rank`` counts from 1; ``scores``: language → BM25 of the part that matched."""

    document: Document
    rank: int
    score: float
    scores: Mapping[str, float]
    ways: tuple[Way, ...]
    snippets: tuple[Snippet, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which it matched, the best first."""
        return tuple(sorted(self.scores, key=lambda code: -self.scores[code]))

    @property
    def reason(self) -> str:
        """Why, in one line: what matched in each language."""
        said = {f"{way.language}: {way.reason}": None for way in _strongest(self.ways)}
        return "; ".join(said)

    @property
    def snippet(self) -> str:
        """The best snippet, with the matches in brackets."""
        return str(self.snippets[0]) if self.snippets else ""

    def __repr__(self) -> str:
        return f"<Hit {self.rank}: {self.document.id} — {self.reason}>"


@dataclass(slots=True)
class Results:
    """The first hits of ``total`` documents that match; ``parts``: language → parts that match."""

    query: str
    total: int
    hits: list[Hit]
    expansion: Expansion
    parts: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str | int, int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __repr__(self) -> str:
        return f"<Results for {self.query!r}: {len(self.hits)} of {self.total}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<li><b>{escape(hit.document.title)}</b> <small>{escape(hit.document.id)} · {escape(hit.reason)}</small>"
            + "".join(f"<div lang='{s.language}'>{_html(s)}</div>" for s in hit.snippets)
            + "</li>"
            for hit in self.hits
        )
        return f"<p>{len(self.hits)} of {self.total}</p><ol>{rows}</ol>"


def _html(snippet: Snippet) -> str:
    return escape(snippet.marked("\0", "\1")).replace("\0", "<mark>").replace("\1", "</mark>")


class Index:
    """A corpus that can be searched. The engine holds postings; lemmas, concepts and snippets are the corpus's."""

    def __init__(self, corpus: Corpus, engine: engines.Engine) -> None:
        self.corpus, self.engine = corpus, engine

    def close(self) -> None:
        self.engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(
        self,
        typed: str,
        *,
        limit: int | None = 10,
        languages: Sequence[str] = (),
        years: Sequence[int] = (),
        journal: str = "",
        without: Sequence[str] = (),
        concepts: bool = True,
        lemmas: bool = True,
        facets: Sequence[str] = (),
    ) -> Results:
        """The documents that match *typed*, best first; all of them where *limit* is None.

        Ranked within each language, then fused, so that no language drowns another. Raises QueryError.
        """
        expansion = self.expand(typed, languages=languages, without=without, concepts=concepts, lemmas=lemmas)
        filters: list[engines.Query] = []
        if years:
            filters.append(engines.Filter("year", tuple(years)))
        if journal:
            filters.append(engines.Filter("journal", (journal,)))
        found: dict[str, engines.Matches] = {}
        for code, query in expansion.queries.items():
            asked = engines.And((engines.Filter("language", (code,)), *filters, query))
            found[code] = self.engine.search(asked, limit=2**31, facets=facets)
        fused = _fused(found)
        chosen = fused if limit is None else fused[:limit]
        hits = [self._hit(rank, number, score, found, expansion) for rank, (number, score) in enumerate(chosen, 1)]
        return Results(
            query=typed,
            total=len(fused),
            hits=hits,
            expansion=expansion,
            parts={code: matches.total for code, matches in found.items()},
            facets=_merged([matches.facets for matches in found.values()]),
        )

    def expand(
        self,
        typed: str,
        *,
        languages: Sequence[str] = (),
        without: Sequence[str] = (),
        concepts: bool = True,
        lemmas: bool = True,
    ) -> Expansion:
        """What *typed* is looked for as, and why, without looking. Raises QueryError."""
        spoken = [code for code in self.corpus.store.part_languages() if not languages or code in languages]
        return expand(parse(typed), self._lookup, spoken=spoken, without=without, concepts=concepts, lemmas=lemmas)

    @cached_property
    def _lookup(self):  # type: ignore[no-untyped-def]
        from corpus.lookup import Lookup

        return Lookup(self.corpus.store)

    def _hit(
        self, rank: int, number: int, score: float, found: Mapping[str, engines.Matches], expansion: Expansion
    ) -> Hit:
        document = self.corpus.store.document(self.corpus.store.id_of(number))
        scores = {
            code: match.score
            for code, matches in found.items()
            for match in matches.best
            if match.part.document == number
        }
        ways: list[Way] = []
        snippets: list[Snippet] = []
        for code in sorted(scores, key=lambda code: -scores[code]):
            tokens = self.corpus.store.part(number, code)
            if tokens is None:
                continue
            places = [(way, at) for way in expansion.ways if way.language == code for at in self._places(way, tokens)]
            ways += dict.fromkeys(way for way, _ in places)
            snippets += _snippets(document, tokens, places)
        return Hit(document, rank, score, scores, tuple(ways), tuple(snippets))

    def _places(self, way: Way, tokens: TokenTable) -> list[range]:
        """Positions of the tokens by which *way* matches."""
        if way.prefix:
            numbers = self.corpus.store.form_numbers_with_prefix(way.prefix, way.language)
            return [range(at, at + 1) for at in np.flatnonzero(np.isin(tokens.forms, numbers)).tolist()]
        held = None
        for step, slot in enumerate(way.slots):
            here = np.isin(tokens.forms, self._numbers(slot, way.language))
            here = np.concatenate([here[step:], np.zeros(step, np.bool_)])
            held = here if held is None else held & here
        return [range(at, at + len(way.slots)) for at in np.flatnonzero(held).tolist()] if held is not None else []

    def _numbers(self, slot: Sequence[engines.Term], language: str) -> list[int]:
        return [number for term in slot for number in self.corpus.store.form_numbers(term.layer, term.text, language)]


def open_index(corpus: Corpus, *, engine: str = DEFAULT_ENGINE, progress: Progress | None = None) -> Index:
    """The index of *corpus*, built or refreshed in this user's cache. Raises UnknownName."""
    return Index(corpus, open_engine(corpus.store, engine, progress=progress))


def _fused(found: Mapping[str, engines.Matches]) -> list[tuple[int, float]]:
    """Documents by the best rank of any of their parts within its language; further parts add a little.

    Reciprocal ranks (Cormack et al. 2009) are not summed outright, since an article in one language would then
    always stand below one in three. Equal scores have equal ranks.
    """
    shares: dict[int, list[float]] = {}
    for matches in found.values():
        rank, last = 0, None
        for place, match in enumerate(matches.best, 1):
            if match.score != last:
                rank, last = place, match.score
            shares.setdefault(match.part.document, []).append(1 / (_RANK + rank))
    scores = {number: 0.9 * max(parts) + 0.1 * sum(parts) for number, parts in shares.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _merged(facets: Sequence[Mapping[str, Mapping[str | int, int]]]) -> dict[str, dict[str | int, int]]:
    merged: dict[str, dict[str | int, int]] = {}
    for counts in facets:
        for name, values in counts.items():
            for value, count in values.items():
                merged.setdefault(name, {})[value] = merged.setdefault(name, {}).get(value, 0) + count
    return merged


def _strongest(ways: Sequence[Way]) -> list[Way]:
    """Ways worth telling: a row or a concept's label makes its single words superfluous."""
    told: list[Way] = []
    for way in sorted(ways, key=lambda way: -len(way.slots)):
        inside = [
            other
            for other in told
            if other.language == way.language and len(other.slots) > 1 and way.typed in other.typed.split()
        ]
        if not inside or way.origin is Origin.CONCEPT:
            told.append(way)
    return sorted(told, key=lambda way: ways.index(way))


def _snippets(document: Document, tokens: TokenTable, places: Sequence[tuple[Way, range]]) -> list[Snippet]:
    """The sentences that match in most ways, prose before lists, up to three."""
    by_sentence: dict[range, list[tuple[Way, range]]] = {}
    for way, at in places:
        by_sentence.setdefault(tokens.sentence(at.start), []).append((way, at))
    made = []
    for sentence, inside in by_sentence.items():
        span = tokens.span(sentence)
        section = document.section_at(span.start)
        kind = section.kind if section else SectionKind.BODY
        place = _SHOWN_FIRST.index(kind) if kind in _SHOWN_FIRST else len(_SHOWN_FIRST)
        worth = sum(len(way.slots) ** 2 * way.weight for way in {way for way, _ in inside})
        made.append((place >= 3, -worth, place, sentence.start, span, inside))
    made.sort(key=lambda item: item[:4])
    return [_snippet(document, tokens, span, [at for _, at in inside]) for *_, span, inside in made[:SNIPPETS]]


def _snippet(document: Document, tokens: TokenTable, sentence: Span, places: Sequence[range]) -> Snippet:
    stop = sentence.stop
    while stop < len(document.text) and not (document.text[stop].isspace() or document.text[stop].isalnum()):
        stop += 1
    marks = _joined([tokens.span(at) for at in places])
    span = _window(document.text, Span(sentence.start, stop), marks[0])
    text, matches = one_line(document.text, span, [m for m in marks if span.start <= m.start and m.stop <= span.stop])
    section = document.section_at(marks[0].start)
    before, after = "… " * (span.start > sentence.start), " …" * (span.stop < stop)
    return Snippet(
        text=before + text + after,
        matches=tuple(Span(m.start + len(before), m.stop + len(before)) for m in matches),
        language=tokens.language,
        span=span,
        section=section.kind.value if section else "",
        page=document.page_at(marks[0].start),
    )


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Sorted, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def _window(text: str, sentence: Span, mark: Span) -> Span:
    """The sentence, or of a long one the stretch around the first match, cut between words."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(sentence.start, min(mark.start - _LONGEST // 3, sentence.stop - _LONGEST))
    stop = min(sentence.stop, start + _LONGEST)
    while start > sentence.start and start < mark.start and not text[start - 1].isspace():
        start += 1
    while stop < sentence.stop and stop > mark.stop and not text[stop].isspace():
        stop -= 1
    return Span(start, stop)
