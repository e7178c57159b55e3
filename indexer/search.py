"""Query → hits: documents with the reason why, and snippets in each language in which they match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from types import TracebackType

from corpus.corpus import Corpus
from corpus.documents import Document
from corpus.folding import fold
from corpus.lookup import Lookup
from corpus.tokens import ints

from . import engine as engines
from .build import DEFAULT_ENGINE, Progress, open_engine
from .expansion import Expansion, Way, expand
from .forms import Forms
from .query import Node, language_code, parse
from .reasons import Reason, reasons, told
from .snippets import Occurrence, Snippet, occurrences, snippets

_RANK = 10  # how flat the fusion of ranks is
_BEST, _ALL = 0.99, 0.01  # what the best part of a document counts, and what all of them together: less than a rank


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A document that matches. ``rank`` counts from 1; ``scores``: language → BM25 of the part that matched.

    Languages stand in one order in ``scores``, ``reasons`` and ``snippets``: those that hold most of the typed words
    first, before those that hold translations.
    """

    document: Document
    rank: int
    score: float
    scores: Mapping[str, float]
    reasons: tuple[Reason, ...]
    snippets: tuple[Snippet, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways of the expansion in which it matched."""
        return tuple(reason.way for reason in self.reasons)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which it matched, those that hold most of the typed words first."""
        return tuple(self.scores)

    @property
    def reason(self) -> str:
        """Why, in one line: what matched in each language.

        ``ky: ички миграция (lemma); en: internal migration ← ички миграция (concept, strong, 0.92)``
        """
        return "; ".join(told(self.reasons))

    @property
    def snippet(self) -> str:
        """The best snippet, with the matches in brackets."""
        return str(self.snippets[0]) if self.snippets else ""

    def __repr__(self) -> str:
        return f"<Hit {self.rank}: {self.document.id} — {self.reason}>"


@dataclass(slots=True)
class Results:
    """The first hits of ``total`` documents that match; ``parts``: language → parts that match; ``facets``: field →
    value → documents."""

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

    def __getitem__(self, which: int) -> Hit:
        return self.hits[which]

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
    """A corpus that can be searched. The engine holds postings; lemmas, concepts and snippets are the corpus's.

    A corpus that changes while its index is open is indexed anew before the next search.
    """

    def __init__(self, corpus: Corpus, *, engine: str = DEFAULT_ENGINE, progress: Progress | None = None) -> None:
        self.corpus = corpus
        self._name, self._progress = engine, progress
        self.engine = open_engine(corpus.store, engine, progress=progress)

    def close(self) -> None:
        self.engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Index of {self.corpus.path.name}: {self._name}>"

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
        self._refresh()
        tree = parse(typed)
        expansion = self._expand(tree, languages=languages, without=without, concepts=concepts, lemmas=lemmas)
        filters: list[engines.Query] = []
        if years:
            filters.append(engines.Filter("year", tuple(years)))
        if journal:
            filters.append(engines.Filter("journal", tuple(self._values("journal", journal))))
        found: dict[str, engines.Matches] = {}
        for code, query in expansion.queries.items():
            found[code] = self._ranked(code, query, filters, expansion)
        fused = _fused(found, {code: self._covered(matches, code, expansion) for code, matches in found.items()})
        scores = _by_document(found)
        return Results(
            query=typed,
            total=len(fused),
            hits=[
                self._hit(rank, number, score, scores[number], expansion)
                for rank, (number, score) in enumerate(fused[:limit], 1)
            ],
            expansion=expansion,
            parts={code: matches.total for code, matches in found.items()},
            facets={name: self._counts(name, scores) for name in facets},
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
        self._refresh()
        return self._expand(parse(typed), languages=languages, without=without, concepts=concepts, lemmas=lemmas)

    def _expand(
        self, tree: Node, *, languages: Sequence[str], without: Sequence[str], concepts: bool, lemmas: bool
    ) -> Expansion:
        wanted = {language_code(code) for code in languages}
        spoken = [code for code in self.corpus.store.part_languages() if not wanted or code in wanted]
        return expand(
            tree,
            self._lookup,
            self._forms,
            spoken=spoken,
            values=self._values,
            without=without,
            concepts=concepts,
            lemmas=lemmas,
        )

    # --- what the corpus knows -------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.engine.state() == self.corpus.store.state():
            return
        self.engine.close()
        self.engine = open_engine(self.corpus.store, self._name, progress=self._progress)
        for name in ("_lookup", "_forms", "_known"):
            self.__dict__.pop(name, None)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.corpus.store)

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.corpus.store)

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        return {}

    def _values(self, name: str, typed: str) -> list[str]:
        """The values of a field that *typed* means: itself, else those that hold it, capitals or not."""
        if name in ("language", "year"):
            return [typed]
        if name not in self._known:
            facets = self.engine.search(engines.Everything(), limit=0, facets=[name]).facets
            self._known[name] = sorted(map(str, facets[name]))
        if typed in self._known[name]:
            return [typed]
        return [value for value in self._known[name] if fold(typed) in fold(value)]

    def _counts(self, name: str, scores: Mapping[int, Mapping[str, float]]) -> dict[str | int, int]:
        """Value of a field → documents, of those that match, that have it."""
        if name == "language":
            return dict(Counter(code for held in scores.values() for code in held))
        fields = (self.corpus.store.fields(number) for number in scores)
        return dict(Counter(held[name] for held in fields if name in held))

    # --- hits ------------------------------------------------------------------------------------------------------

    def _ranked(
        self, code: str, query: engines.Query, filters: Sequence[engines.Query], expansion: Expansion
    ) -> engines.Matches:
        """The parts of a language that match: those that hold the whole of what was typed, then those that hold every
        word of it, then the others. A word of it that is often in a short text would else come before all in a long
        one."""
        restrictions = (engines.Filter("language", (code,)), *filters)

        def parts(asked: engines.Query | None) -> tuple[engines.Match, ...]:
            found = asked and self.engine.search(engines.And((*restrictions, asked)), limit=None).best
            return found or ()

        matches = parts(query)
        tiers = [
            {match.part for match in parts(asked)} for asked in (expansion.whole(code), expansion.every_word(code))
        ]
        best = sorted(matches, key=lambda match: [match.part not in tier for tier in tiers])  # stable: then by score
        return engines.Matches(len(matches), tuple(best))

    def _covered(self, matches: engines.Matches, code: str, expansion: Expansion) -> float:
        """How much of what was typed the best part of a language answers to, 0 to 1."""
        if not matches.best or not expansion.content:
            return 1.0
        here = self._occurrences(matches.best[0].part.document, code, expansion)
        answered = [
            max((o.way.confidence for o in here if word in o.way.words), default=0.0) for word in expansion.content
        ]
        return sum(answered) / len(answered)

    def _occurrences(self, number: int, code: str, expansion: Expansion) -> list[Occurrence]:
        arrays = self.corpus.store.part_arrays(number, code)
        forms = arrays[0] if arrays is not None else ints([])
        return [o for way in expansion.ways if way.language == code for o in occurrences(way, forms, self._forms)]

    def _hit(self, rank: int, number: int, score: float, scores: Mapping[str, float], expansion: Expansion) -> Hit:
        store = self.corpus.store
        document = store.document(store.id_of(number))
        here = {code: self._occurrences(number, code, expansion) for code in scores}
        why: list[Reason] = []
        shown: list[Snippet] = []
        order = sorted(scores, key=lambda code: (-_answered(here[code]), -scores[code], code))
        for code in order:
            why += reasons(here[code])
            arrays = store.part_arrays(number, code)
            if arrays is not None:
                _, starts, stops, heads = arrays
                shown += snippets(document, code, (starts, stops, heads), here[code])
        return Hit(document, rank, score, {code: scores[code] for code in order}, tuple(why), tuple(shown))


def open_index(corpus: Corpus, *, engine: str = DEFAULT_ENGINE, progress: Progress | None = None) -> Index:
    """The index of *corpus*, built or refreshed in this user's cache. Raises UnknownName."""
    return Index(corpus, engine=engine, progress=progress)


def _answered(here: Sequence[Occurrence]) -> int:
    """How many of the typed words occur, translations apart: somebody reads the language that they write."""
    return len({word for occurrence in here if not occurrence.way.concept for word in occurrence.way.words})


def _by_document(found: Mapping[str, engines.Matches]) -> dict[int, dict[str, float]]:
    """Document → language → score of its part."""
    scores: dict[int, dict[str, float]] = {}
    for code, matches in found.items():
        for match in matches.best:
            scores.setdefault(match.part.document, {})[code] = match.score
    return scores


def _fused(found: Mapping[str, engines.Matches], covered: Mapping[str, float]) -> list[tuple[int, float]]:
    """Documents by the best rank of any of their parts within its language; further parts add a little.

    Reciprocal ranks (Cormack et al. 2009) are not summed outright, since an article in one language would then
    always stand below one in three; all parts together decide between neighbours only. The ranks of a language count
    as far as its best part answers to what was typed, so that one word of three, found in one language, does not
    stand beside all three in another. Equal scores have equal ranks.
    """
    shares: dict[int, list[float]] = {}
    for code, matches in found.items():
        rank, last = 0, None
        for place, match in enumerate(matches.best, 1):
            if match.score != last:
                rank, last = place, match.score
            shares.setdefault(match.part.document, []).append(covered[code] / (_RANK + rank))
    scores = {number: _BEST * max(parts) + _ALL * sum(parts) for number, parts in shares.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


__all__ = ["Hit", "Index", "Occurrence", "Reason", "Results", "Snippet", "open_index"]
