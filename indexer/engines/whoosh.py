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
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import fields as whoosh_fields
from whoosh import index
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


class _Keys(whoosh_fields.FieldType):  # type: ignore[misc]
    """A field of ready tokens, with positions; no analyzer, since what comes in is analysed."""

    def __init__(self) -> None:
        self.analyzer = None
        self.format = Positions()
        self.scorable = True  # else Whoosh looks for a file of lengths at every posting; exact ones are in a column
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: _Rows, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for position, keys in enumerate(value.keys):
            for key in keys:
                places.setdefault(key, []).append(position)
        encode = self.format.encode
        for key, at in places.items():
            yield key.encode("utf-8"), len(at), float(len(at)), encode(at)


def _schema() -> Any:
    schema = whoosh_fields.Schema(
        part=whoosh_fields.ID(unique=True),
        document=whoosh_fields.ID(),
        language=whoosh_fields.ID(),
        number=whoosh_fields.NUMERIC(int, bits=64, stored=False, sortable=True),
        length=whoosh_fields.NUMERIC(int, stored=False, sortable=True),
        fields=whoosh_fields.STORED(),
    )
    for layer in _LAYERS:
        schema.add(f"{layer}_*", _Keys(), glob=True)
    schema.add("field_*", whoosh_fields.ID(), glob=True)
    return schema


class WhooshEngine:
    """An index in *folder*: the one built from *state*, or where that is None a new one."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self._state = state
        self._index = index.create_in(str(folder), _schema()) if state is None else index.open_dir(str(folder))
        self._writer: Any = None
        self._searcher: Any = None
        self._parts: dict[str, _Parts] = {}
        self._look()

    def _look(self) -> None:
        """See the index as it is now; also shows at once where a file of it is missing."""
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._index.searcher()
        reader = self._searcher.reader()
        codes = [text.decode("utf-8") for text in reader.lexicon("language")]
        self._parts = {code: _Parts(reader, code) for code in sorted(codes)}

    # --- writing ---------------------------------------------------------------------------------------------------

    def add(self, part: PartId, tokens: TokenTable, fields: Fields) -> None:
        values: dict[str, Any] = {
            "part": str(part),
            "document": str(part.document),
            "language": part.language,
            "number": part.document,
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
            self._look()
        self._state = state

    def state(self) -> State | None:
        return self._state

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._writer = None
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._index.close()

    # --- searching -------------------------------------------------------------------------------------------------

    def search(self, query: Query, *, limit: int | None, facets: Sequence[str] = ()) -> Matches:
        found: list[tuple[Match, int]] = []
        for code, parts in self._parts.items():
            scores = _Evaluation(parts).scores(query)
            found += [(Match(PartId(parts.documents[at], code), score), at) for at, score in scores.items()]
        found.sort(key=lambda item: (-item[0].score, item[0].part))
        counts = self._facets([at for _, at in found], facets) if facets else {}
        return Matches(len(found), tuple(match for match, _ in found[:limit]), counts)

    def _facets(self, numbers: Sequence[int], names: Sequence[str]) -> dict[str, dict[str | int, int]]:
        stored = [self._searcher.stored_fields(number)["fields"] for number in numbers]
        return {name: dict(Counter(fields[name] for fields in stored if name in fields)) for name in names}


class _Parts:
    """The parts of one language, by Whoosh's numbers for them, with what every query asks of them."""

    def __init__(self, reader: Any, language: str) -> None:
        self.reader, self.language = reader, language

    @cached_property
    def all(self) -> frozenset[int]:
        return frozenset(self.holding("language", self.language))

    @cached_property
    def lengths(self) -> dict[int, int]:
        column = self.reader.column_reader("length")
        return {number: column[number] for number in self.all}

    @cached_property
    def documents(self) -> dict[int, int]:
        column = self.reader.column_reader("number")
        return {number: column[number] for number in self.all}

    @cached_property
    def average(self) -> float:
        return sum(self.lengths.values()) / len(self.all)

    def postings(self, field: str, text: str) -> Any:
        """Whoosh's matcher over the postings of a key; None where there are none."""
        key = text.encode("utf-8")
        return self.reader.postings(field, key) if (field, key) in self.reader else None

    def holding(self, field: str, text: str) -> Iterator[int]:
        matcher = self.postings(field, text)
        return iter(()) if matcher is None else matcher.all_ids()

    def keys(self, prefix: str) -> Iterator[bytes]:
        """Form keys that begin so."""
        field = f"form_{self.language}"
        return iter(self.reader.expand_prefix(field, prefix.encode("utf-8")))


class _Evaluation:
    """One query over the parts of one language: Whoosh's number → score."""

    def __init__(self, parts: _Parts) -> None:
        self._parts = parts
        self._frequencies: dict[tuple[str, str], dict[int, float]] = {}
        self._phrases: dict[Phrase, dict[int, float]] = {}

    def scores(self, query: Query) -> dict[int, float]:
        match query:
            case Term():
                return self._term(query)
            case Prefix():
                return dict.fromkeys(self._prefix(query.text), query.weight)
            case Phrase():
                return self._phrase(query)
            case And():
                return self._and(query)
            case Or():
                return _gathered(map(self.scores, query.children), sum)
            case Best():
                return _gathered(map(self.scores, query.children), max)
            case Not():
                return dict.fromkeys(self._parts.all - self.scores(query.child).keys(), 0.0)
            case Filter():
                return dict.fromkeys(self._filtered(query), 0.0)
            case Everything():
                return dict.fromkeys(self._parts.all, 0.0)

    def _field(self, term: Term) -> str:
        return f"{term.layer}_{self._parts.language}"

    def _held(self, term: Term) -> dict[int, float]:
        """Part → how often it holds the term; read once a query."""
        key = (term.layer, term.text)
        if key not in self._frequencies:
            held: dict[int, float] = {}
            postings = self._parts.postings(self._field(term), term.text)
            while postings is not None and postings.is_active():
                held[postings.id()] = postings.weight()
                postings.next()
            self._frequencies[key] = held
        return self._frequencies[key]

    def _term(self, term: Term) -> dict[int, float]:
        held = self._held(term)
        if not held:
            return {}
        lengths, average = self._parts.lengths, self._parts.average
        weight = term.weight * idf(len(self._parts.all), len(held))
        return {
            number: bm25(frequency, length=lengths[number], average=average, weight=weight)
            for number, frequency in held.items()
        }

    def _prefix(self, text: str) -> set[int]:
        field = f"form_{self._parts.language}"
        return {
            number for key in self._parts.keys(text) for number in self._parts.reader.postings(field, key).all_ids()
        }

    def _filtered(self, condition: Filter) -> set[int]:
        if condition.name == "language":
            return set(self._parts.all) if self._parts.language in map(str, condition.values) else set()
        held = {n for value in condition.values for n in self._parts.holding(f"field_{condition.name}", str(value))}
        return held & self._parts.all

    def _and(self, query: And) -> dict[int, float]:
        """Filters first, since they are cheap and what they leave is often nothing."""
        common: dict[int, float] = {}
        for i, child in enumerate(sorted(query.children, key=lambda child: not isinstance(child, Filter))):
            scores = self.scores(child)
            common = {n: common[n] + s for n, s in scores.items() if n in common} if i else scores
            if not common:
                return {}
        return common

    def _phrase(self, phrase: Phrase) -> dict[int, float]:
        """Reckoned once a query, since a label may stand for several of its words."""
        if phrase not in self._phrases:
            self._phrases[phrase] = self._reckoned(phrase)
        return self._phrases[phrase]

    def _reckoned(self, phrase: Phrase) -> dict[int, float]:
        held = self._in_a_row(phrase.slots) if phrase.slots else set()
        if not held:
            return {}
        scores = dict.fromkeys(held, 0.0)
        for slot in phrase.slots:
            best = _gathered(map(self._term, slot), max)
            for number in held:
                scores[number] += phrase.weight * best[number]
        return scores

    def _in_a_row(self, slots: Sequence[Sequence[Term]]) -> set[int]:
        """Positions are unpacked for those parts only that hold all the words."""
        together: set[int] | None = None
        for slot in slots:
            here = {number for term in slot for number in self._held(term)}
            together = here if together is None else together & here
            if not together:
                return set()
        assert together is not None
        places = [self._places(slot, together) for slot in slots]
        return {number for number in together if _rows([slot[number] for slot in places])}

    def _places(self, slot: Sequence[Term], wanted: set[int]) -> dict[int, set[int]]:
        """Part → positions at which one of the alternatives stands."""
        found: dict[int, set[int]] = {}
        for term in dict.fromkeys(slot):
            postings = self._parts.postings(self._field(term), term.text)
            while postings is not None and postings.is_active():
                if postings.id() in wanted:
                    found.setdefault(postings.id(), set()).update(postings.value_as("positions"))
                postings.next()
        return found


def _rows(slots: Sequence[set[int]]) -> bool:
    return any(all(start + step in places for step, places in enumerate(slots)) for start in slots[0])


def _gathered(children: Iterable[dict[int, float]], combine: Callable[[Iterable[float]], float]) -> dict[int, float]:
    gathered: dict[int, list[float]] = {}
    for scores in children:
        for number, score in scores.items():
            gathered.setdefault(number, []).append(score)
    return {number: combine(scores) for number, scores in gathered.items()}


ENGINE = EngineKind("whoosh", WhooshEngine, layout=2)
