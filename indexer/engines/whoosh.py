"""Whoosh 2.7.4: pure Python, an index in a folder; the default to about 5,000 documents.

Whoosh keeps the postings; the query tree is evaluated here, posting list by posting list, so that matching is exactly
that of the memory engine. Its index holds pickles, so a folder that this user's cache did not seal is never opened
(corpus/cache.py). Every layer of every language is a field of its own, so that lengths and frequencies are those of the
language. After ``Searcher.refresh()`` Whoosh returns deleted documents; a new searcher is opened instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import fields as whoosh_fields
from whoosh import index
from whoosh.analysis import Analyzer, Token
from whoosh.formats import Positions
from whoosh.query import Or as WhooshOr
from whoosh.query import Term as WhooshTerm

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

_LAYERS = ("form", "lemma", "root")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The keys of each token, in a wrapping that Whoosh does not take for a list of words."""

    keys: Sequence[tuple[str, ...]]


class _Ready(Analyzer):  # type: ignore[misc]
    """Tokens that are ready: one list of keys a position."""

    def __call__(self, value: _Rows, **kwargs: Any) -> Iterator[Token]:
        token = Token(positions=True)
        for position, keys in enumerate(value.keys):
            token.pos = position
            for key in keys:
                token.text = key
                yield token


class _Keys(whoosh_fields.FieldType):  # type: ignore[misc]
    """A field of ready tokens, with positions and lengths."""

    def __init__(self) -> None:
        self.analyzer = _Ready()
        self.format = Positions()
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: _Rows, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for text, frequency, weight, packed in self.format.word_values(value, self.analyzer, **kwargs):
            yield text.encode("utf-8"), frequency, weight, packed


class WhooshEngine:
    """An index in *folder*; made there if there is none."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self._state = state
        if state is not None and index.exists_in(str(folder)):
            self._index = index.open_dir(str(folder))
        else:
            schema = whoosh_fields.Schema(
                part=whoosh_fields.ID(stored=True, unique=True),
                document=whoosh_fields.ID(),
                language=whoosh_fields.ID(),
                length=whoosh_fields.NUMERIC(int, stored=False, sortable=True),
                fields=whoosh_fields.STORED(),
            )
            for layer in _LAYERS:
                schema.add(f"{layer}_*", _Keys(), glob=True)
            schema.add("field_*", whoosh_fields.ID(), glob=True)
            self._index = index.create_in(str(folder), schema)
        self._writer: Any = None
        self._searcher: Any = None

    # --- writing ---------------------------------------------------------------------------------------------------

    def add(self, part: PartId, tokens: TokenTable, fields: Fields) -> None:
        values: dict[str, Any] = {
            "part": str(part),
            "document": str(part.document),
            "language": part.language,
            "length": len(tokens),
            "fields": {**fields, "language": part.language},
        }
        values[f"form_{part.language}"] = _Rows([(key,) for key in tokens.form_keys()])
        values[f"lemma_{part.language}"] = _Rows(tokens.lemma_keys())
        values[f"root_{part.language}"] = _Rows([(root,) for root in tokens.roots()])
        values |= {f"field_{name}": str(value) for name, value in fields.items()}
        self._writing().add_document(**values)

    def remove(self, parts: Iterable[PartId]) -> None:
        self._delete("part", [str(part) for part in parts])

    def remove_documents(self, documents: Iterable[int]) -> None:
        self._delete("document", [str(number) for number in documents])

    def _delete(self, field: str, texts: list[str]) -> None:
        if texts and self._index.doc_count_all():
            self._writing().delete_by_query(WhooshOr([WhooshTerm(field, text) for text in texts]))

    def _writing(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(limitmb=256)
        return self._writer

    def commit(self, state: State) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._writer = None
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._state = state

    def state(self) -> State | None:
        return self._state

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._writer = None
        if self._searcher is not None:
            self._searcher.close()
        self._index.close()

    # --- searching -------------------------------------------------------------------------------------------------

    def search(self, query: Query, *, limit: int, facets: Sequence[str] = ()) -> Matches:
        if self._searcher is None:
            self._searcher = self._index.searcher()
        found: list[Match] = []
        counts: dict[str, Counter[str | int]] = {name: Counter() for name in facets}
        for language in [text.decode("utf-8") for text in self._searcher.reader().lexicon("language")]:
            for number, score in _Evaluation(self._searcher, language).scores(query).items():
                stored = self._searcher.stored_fields(number)
                found.append(Match(PartId.parse(stored["part"]), score))
                for name in facets:
                    if name in stored["fields"]:
                        counts[name][stored["fields"][name]] += 1
        found.sort(key=lambda match: (-match.score, match.part))
        return Matches(len(found), tuple(found[:limit]), {name: dict(count) for name, count in counts.items()})


class _Evaluation:
    """One query over the parts of one language: document number of Whoosh → score."""

    def __init__(self, searcher: Any, language: str) -> None:
        self._searcher, self._language = searcher, language
        self._reader = searcher.reader()
        self._universe = set(self._ids("language", language))
        self._average = 0.0
        if self._universe:
            self._lengths = self._reader.column_reader("length")
            self._average = sum(self._lengths[number] for number in self._universe) / len(self._universe)

    def scores(self, query: Query) -> dict[int, float]:
        match query:
            case Term():
                return self._term(query)
            case Prefix():
                return dict.fromkeys(self._prefix(query.text), query.weight)
            case Phrase():
                return self._phrase(query)
            case And():
                return self._all([self.scores(child) for child in query.children])
            case Or():
                return self._any([self.scores(child) for child in query.children], sum)
            case Best():
                return self._any([self.scores(child) for child in query.children], max)
            case Not():
                return dict.fromkeys(self._universe - self.scores(query.child).keys(), 0.0)
            case Filter():
                return dict.fromkeys(self._filtered(query), 0.0)
            case Everything():
                return dict.fromkeys(self._universe, 0.0)

    def _ids(self, field: str, text: str) -> Iterator[int]:
        if (field, text.encode("utf-8")) in self._reader:
            yield from self._reader.postings(field, text.encode("utf-8")).all_ids()

    def _term(self, term: Term) -> dict[int, float]:
        field, text = f"{term.layer}_{self._language}", term.text.encode("utf-8")
        if (field, text) not in self._reader:
            return {}
        frequencies: dict[int, float] = {}
        postings = self._reader.postings(field, text)
        while postings.is_active():
            frequencies[postings.id()] = postings.weight()
            postings.next()
        weight = term.weight * idf(len(self._universe), len(frequencies))
        return {
            number: bm25(frequency, length=self._lengths[number], average=self._average, weight=weight)
            for number, frequency in frequencies.items()
        }

    def _prefix(self, text: str) -> set[int]:
        field = f"form_{self._language}"
        if field not in self._reader.schema:
            return set()
        found: set[int] = set()
        for key in self._reader.expand_prefix(field, text.encode("utf-8")):
            found.update(self._reader.postings(field, key).all_ids())
        return found

    def _filtered(self, condition: Filter) -> set[int]:
        name = "language" if condition.name == "language" else f"field_{condition.name}"
        if name not in self._reader.schema:
            return set()
        found = {number for value in condition.values for number in self._ids(name, str(value))}
        return found & self._universe

    def _phrase(self, phrase: Phrase) -> dict[int, float]:
        if not phrase.slots:
            return {}
        slots = [self._positions(slot) for slot in phrase.slots]
        together = set.intersection(*(set(places) for places in slots))
        held = {number for number in together if _in_a_row([places[number] for places in slots])}
        if not held:
            return {}
        scores = dict.fromkeys(held, 0.0)
        for slot in phrase.slots:
            best = self._any([self._term(term) for term in slot], max)
            for number in held:
                scores[number] += phrase.weight * best.get(number, 0.0)
        return scores

    def _positions(self, slot: Sequence[Term]) -> dict[int, set[int]]:
        """Document number → places at which one of the alternatives stands."""
        found: dict[int, set[int]] = {}
        for term in slot:
            field, text = f"{term.layer}_{self._language}", term.text.encode("utf-8")
            if (field, text) not in self._reader:
                continue
            postings = self._reader.postings(field, text)
            while postings.is_active():
                found.setdefault(postings.id(), set()).update(postings.value_as("positions"))
                postings.next()
        return found

    @staticmethod
    def _all(children: list[dict[int, float]]) -> dict[int, float]:
        if not children:
            return {}
        common = set.intersection(*(set(scores) for scores in children))
        return {number: sum(scores[number] for scores in children) for number in common}

    @staticmethod
    def _any(children: list[dict[int, float]], combine: Callable[[Iterable[float]], float]) -> dict[int, float]:
        gathered: dict[int, list[float]] = {}
        for scores in children:
            for number, score in scores.items():
                gathered.setdefault(number, []).append(score)
        return {number: combine(scores) for number, scores in gathered.items()}


def _in_a_row(slots: list[set[int]]) -> bool:
    return any(all(start + step in places for step, places in enumerate(slots)) for start in slots[0])


ENGINE = EngineKind("whoosh", WhooshEngine)
