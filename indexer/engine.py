"""What an engine is: it holds postings and ranks parts, and knows nothing of languages, files or display.

An engine may live in this process or be a cluster on the network; the interface is the same. Scores are BM25
(Robertson and Zaragoza 2009) with the parameters below, computed within one value of the field ``language``,
so that a mixed corpus does not drown one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from corpus import families
from corpus.cache import State
from corpus.tokens import TokenTable

K1, B = 1.2, 0.75
"""BM25: saturation of term frequency, and normalisation by length."""

Layer = Literal["form", "lemma", "root"]
Fields = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, order=True)
class PartId:
    """What an engine ranks: one document, by its number, in one language."""

    document: int
    language: str

    def __str__(self) -> str:
        return f"{self.document}:{self.language}"

    @classmethod
    def parse(cls, text: str) -> PartId:
        number, _, language = text.partition(":")
        return cls(int(number), language)


# --- queries -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """Parts that hold a token with this key in a layer."""

    text: str
    layer: Layer = "lemma"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Parts that hold a token whose form begins so; each scores *weight*, however many it holds."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts in which tokens stand in a row, each one of the alternatives of its slot; without slots, none.

    Where it matches, it scores the sum over slots of the best alternative's score as a Term of the part (not of the
    row), times *weight*.
    """

    slots: tuple[tuple[Term, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """Parts that match every child (without children, none); the scores add up."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Parts that match any child; the scores add up."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """Parts that match any child; the best score counts. For ways of saying one thing."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Parts that *child* does not match; scores nothing."""

    child: Query


@dataclass(frozen=True, slots=True)
class Filter:
    """Parts whose field has one of these values, compared as text; scores nothing."""

    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """All parts; scores nothing."""


Query = Term | Prefix | Phrase | And | Or | Best | Not | Filter | Everything


# --- answers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    part: PartId
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """``total`` parts match; ``best`` are the first of them, best first, ties by part id. ``facets``: field →
    value → how many of all matching parts have it."""

    total: int
    best: tuple[Match, ...]
    facets: Mapping[str, Mapping[str | int, int]] = field(default_factory=dict)


class Engine(Protocol):
    """Postings. Every part has a field ``language``, that of its id.

    What is added and removed shows after ``commit``, which first removes and then adds. So what may be there
    already is removed before it is added, and no part is added twice between two commits.
    """

    def add(self, part: PartId, tokens: TokenTable, fields: Fields) -> None: ...

    def remove(self, parts: Iterable[PartId]) -> None:
        """Forget these; a part that is not there is no error."""
        ...

    def remove_documents(self, documents: Iterable[int]) -> None:
        """Forget every part of these documents."""
        ...

    def commit(self, state: State) -> None:
        """Make what was added and removed visible and lasting, as built from *state*."""
        ...

    def state(self) -> State | None:
        """What the index was built from; None where that is unknown."""
        ...

    def search(self, query: Query, *, limit: int | None, facets: Sequence[str] = ()) -> Matches:
        """The parts that match, the best *limit* of them or all; facets count all that match, whatever the limit."""
        ...

    def close(self) -> None:
        """Let go of files; what was not committed is forgotten. Closing twice is no error."""
        ...


@dataclass(frozen=True, slots=True)
class EngineKind:
    """A family member. ``open(folder, None)`` makes an empty engine in an empty folder; ``open(folder, state)``
    opens what was built there from that state, and raises whatever it may where that is missing or damaged.

    ``lasting`` is False for an engine that forgets all at the end of the process. ``layout`` rises with every change
    of what stands in the folder, so that an index of another layout is not opened.
    """

    name: str
    open: Callable[[Path, State | None], Engine]
    lasting: bool = True
    layout: int = 1

    @property
    def folder(self) -> str:
        """The name of its folder in the cache."""
        return f"{self.name}-{self.layout}"


_FAMILY = f"{__package__}.engines"


def available() -> tuple[str, ...]:
    """Names of the engines, sorted."""
    return families.members(_FAMILY)


def get(name: str) -> EngineKind:
    """The engine of that name. Raises UnknownName."""
    kind: EngineKind = families.load(_FAMILY, "engine", name, "ENGINE")
    return kind


def idf(parts: int, holding: int) -> float:
    """Inverse document frequency, never negative: log(1 + (N - n + 0.5) / (n + 0.5)).

    >>> round(idf(parts=100, holding=1), 2), round(idf(parts=100, holding=100), 3)
    (4.21, 0.005)
    """
    return math.log(1 + (parts - holding + 0.5) / (holding + 0.5))


def bm25(frequency: float, *, length: float, average: float, weight: float) -> float:
    """The score of a term that occurs *frequency* times among *length* tokens; *weight* is its idf.

    >>> round(bm25(1, length=100, average=100, weight=2.0), 2), round(bm25(9, length=100, average=100, weight=2.0), 2)
    (2.0, 3.88)
    """
    return weight * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / (average or 1)))
