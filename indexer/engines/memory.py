"""The reference: every answer computed by looking at every part. Exact, slow, and easy to believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.cache import State
from corpus.tokens import TokenTable

from ..engine import (
    And,
    Best,
    EngineKind,
    Everything,
    Fields,
    Filter,
    Match,
    Matches,
    Not,
    Or,
    PartId,
    Phrase,
    Prefix,
    Query,
    Term,
    bm25,
    idf,
)


@dataclass(frozen=True, eq=False)
class _Part:
    """A part as sets of keys, one a token, in each layer."""

    id: PartId
    fields: Fields
    layers: dict[str, list[tuple[str, ...]]]

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        return Counter((layer, key) for layer, tokens in self.layers.items() for keys in tokens for key in keys)

    @property
    def length(self) -> int:
        return len(self.layers["form"])


class MemoryEngine:
    """Lives as long as the process."""

    def __init__(self) -> None:
        self._parts: dict[PartId, _Part] = {}
        self._added: dict[PartId, _Part] = {}
        self._removed: set[PartId] = set()
        self._state: State | None = None

    def add(self, part: PartId, tokens: TokenTable, fields: Fields) -> None:
        layers: dict[str, list[tuple[str, ...]]] = {
            "form": [(key,) for key in tokens.form_keys()],
            "lemma": tokens.lemma_keys(),
            "root": [(root,) for root in tokens.roots()],
        }
        self._added[part] = _Part(part, {**fields, "language": part.language}, layers)

    def remove(self, parts: Iterable[PartId]) -> None:
        self._removed.update(parts)

    def remove_documents(self, documents: Iterable[int]) -> None:
        gone = set(documents)
        self.remove(part for part in self._parts if part.document in gone)

    def commit(self, state: State) -> None:
        kept = {id: part for id, part in self._parts.items() if id not in self._removed}
        self._parts = kept | self._added
        self._added, self._removed = {}, set()
        self._state = state

    def state(self) -> State | None:
        return self._state

    def search(self, query: Query, *, limit: int | None, facets: Sequence[str] = ()) -> Matches:
        scored = [(self._score(query, part), part) for part in self._parts.values()]
        found = [(score, part) for score, part in scored if score is not None]
        best = sorted((Match(part.id, score) for score, part in found), key=lambda m: (-m.score, m.part))
        counts = {name: dict(Counter(part.fields[name] for _, part in found if name in part.fields)) for name in facets}
        return Matches(len(found), tuple(best[:limit]), counts)

    def close(self) -> None:
        self._parts, self._added = {}, {}

    def _score(self, query: Query, part: _Part) -> float | None:
        """The score of *part*, or None where it does not match."""
        match query:
            case Term():
                return self._term(query, part)
            case Prefix():
                found = any(key.startswith(query.text) for (key,) in part.layers["form"])
                return query.weight if found else None
            case Phrase():
                return self._phrase(query, part)
            case And():
                scores = [self._score(child, part) for child in query.children]
                if not scores or None in scores:
                    return None
                return sum(score for score in scores if score is not None)
            case Or() | Best():
                hits = [s for child in query.children if (s := self._score(child, part)) is not None]
                if not hits:
                    return None
                return sum(hits) if isinstance(query, Or) else max(hits)
            case Not():
                return 0.0 if self._score(query.child, part) is None else None
            case Filter():
                held = query.name in part.fields and str(part.fields[query.name]) in map(str, query.values)
                return 0.0 if held else None
            case Everything():
                return 0.0

    def _term(self, term: Term, part: _Part) -> float | None:
        frequency = part.counts.get((term.layer, term.text), 0)
        if not frequency:
            return None
        peers = [other for other in self._parts.values() if other.id.language == part.id.language]
        holding = sum((term.layer, term.text) in other.counts for other in peers)
        average = sum(other.length for other in peers) / len(peers)
        weight = term.weight * idf(len(peers), holding)
        return bm25(frequency, length=part.length, average=average, weight=weight)

    def _phrase(self, phrase: Phrase, part: _Part) -> float | None:
        if not phrase.slots:
            return None
        for place in range(part.length - len(phrase.slots) + 1):
            if all(_stands(slot, part, place + step) for step, slot in enumerate(phrase.slots)):
                best = (max(self._term(term, part) or 0.0 for term in slot) for slot in phrase.slots)
                return phrase.weight * sum(best)
        return None


def _stands(slot: Sequence[Term], part: _Part, place: int) -> bool:
    return any(term.text in part.layers[term.layer][place] for term in slot)


def _open(folder: Path, state: State | None) -> MemoryEngine:
    return MemoryEngine()


ENGINE = EngineKind("memory", _open, lasting=False)
