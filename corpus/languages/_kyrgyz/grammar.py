"""Which suffix may follow which: ``data/ky/grammar.tsv`` as an automaton, built where it is visited.

A place in it is a state (``noun``, ``plural``, ``verb`` …) together with the sounds that a suffix sees there.
Reading an ending is a walk from the stem outwards; the walks of an ending are remembered, for a language has few.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Literal, NamedTuple, cast

from .. import _tables
from .phonology import LETTERS, VOWELS, Context, context, realize, voiced

Role = Literal["inflection", "derivation", "voice", "formation"]

_VOWELS = frozenset(VOWELS)
_seen = cache(context)  # of suffixes, which are few

UNFINISHED = frozenset({"desid", "verb3", "lost:verb", "lost:neg"})
"""States in which a word cannot end."""

_END = 0.5  # what it costs to end a word in a state that was never seen
_BEST = 6  # walks kept for one ending: what costs more is never wanted
_REMEMBERED = 20_000  # endings, at one place


@dataclass(frozen=True, slots=True)
class Suffix:
    """A row of the table."""

    form: str
    label: str
    sources: tuple[str, ...]
    target: str
    role: Role
    cost: float

    @property
    def fuses(self) -> bool:
        """Does it swallow the last vowel of the stem?"""
        return self.form.startswith("J:")


class Step(NamedTuple):
    """A suffix as it sounds at a place, and the place after it."""

    suffix: Suffix
    surface: str
    state: str
    context: Context
    cost: float


class Walk(NamedTuple):
    """The steps that use up an ending, and what they cost together."""

    cost: float
    steps: tuple[Step, ...]


@cache
def suffixes() -> tuple[Suffix, ...]:
    """All suffix classes, in the table's order."""
    return tuple(
        Suffix(
            row["form"],
            row["label"],
            tuple(row["from"].split()),
            row["to"],
            cast(Role, row["role"]),
            float(row["cost"]),
        )
        for row in _tables.rows("ky", "grammar")
    )


@cache
def costs() -> dict[tuple[str, str], float]:
    """(state, form of a suffix) → what a step costs, as counted in open text; the form is empty for the word's end."""
    return {(row["state"], row["form"]): float(row["cost"]) for row in _tables.rows("ky", "suffix_costs")}


def _cost(state: str, suffix: Suffix) -> float:
    return costs().get((state, f"{suffix.form} {suffix.label}"), suffix.cost)


@cache
def steps_at(state: str, before: Context) -> dict[str, tuple[Step, ...]]:
    """Surface → steps that begin with it, at a place."""
    found: dict[str, list[Step]] = {}
    lost = state.startswith("lost:")
    for suffix in _leaving(state.removeprefix("lost:")):
        if suffix.fuses is lost:
            for surface in realize(suffix.form, before):
                for step in _shapes(state.removeprefix("lost:"), suffix, surface, before):
                    found.setdefault(step.surface, []).append(step)
    return {surface: tuple(steps) for surface, steps in found.items()}


@cache
def _leaving(state: str) -> tuple[Suffix, ...]:
    return tuple(suffix for suffix in suffixes() if state in suffix.sources)


def _shapes(state: str, suffix: Suffix, surface: str, before: Context) -> list[Step]:
    """The suffix as it is; with к voiced before a vowel; and, where a verb may go on, without its last vowel."""
    after = _seen(surface)
    if _VOWELS.isdisjoint(surface):
        after = Context(before.vowel, after.final)
    cost = _cost(state, suffix)
    steps = [Step(suffix, surface, suffix.target, after, cost)]
    if after.final == "K" and (soft := voiced(surface)):
        steps.append(Step(suffix, soft, suffix.target, Context(after.vowel, "G"), cost))
    if suffix.target in ("verb", "neg") and after.final == "V":
        steps.append(Step(suffix, surface[:-1], f"lost:{suffix.target}", after, cost))
    return steps


class Place:
    """A state and what a suffix sees there; one object for each, so that what was walked once is remembered."""

    __slots__ = ("_ends", "_first", "_walks", "context", "state")

    def __init__(self, state: str, before: Context) -> None:
        self.state, self.context = state, before
        self._walks: dict[str, tuple[Walk, ...]] = {}
        self._first: dict[str, tuple[tuple[str, Step, Place], ...]] | None = None
        ends = state not in UNFINISHED and before.final != "G"
        self._ends = (Walk(costs().get((state, ""), _END), ()),) if ends else ()

    def walks(self, ending: str) -> tuple[Walk, ...]:
        """The ways to read *ending* from here, cheapest first; none where it is no ending.

        >>> [step.suffix.label for step in place("noun", context("китеп")).walks("тердин")[0].steps]
        ['PL', 'GEN']
        """
        if not ending:
            return self._ends
        known = self._walks.get(ending)
        return self._walk(ending) if known is None else known

    def _walk(self, ending: str) -> tuple[Walk, ...]:
        first = self._first if self._first is not None else self._leave()
        found = [
            Walk(step.cost + cost, (step, *steps))
            for surface, step, there in first.get(ending[0], ())
            if ending.startswith(surface)
            for cost, steps in there.walks(ending[len(surface) :])
        ]
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        if len(self._walks) > _REMEMBERED:
            self._walks.clear()
        walks = self._walks[ending] = tuple(found[:_BEST])
        return walks

    def _leave(self) -> dict[str, tuple[tuple[str, Step, Place], ...]]:
        """First letter of an ending → the steps that may begin it."""
        first: dict[str, list[tuple[str, Step, Place]]] = {}
        bare: list[tuple[str, Step, Place]] = []  # a vowel that is all of a suffix is lost before a long one
        for surface, steps in steps_at(self.state, self.context).items():
            here = first.setdefault(surface[0], []) if surface else bare
            here += [(surface, step, place(step.state, step.context)) for step in steps]
        if bare:
            for letter in LETTERS:
                first.setdefault(letter, []).extend(bare)
        self._first = {letter: tuple(found) for letter, found in first.items()}
        return self._first


_LIKE = {"ы": "а", "и": "е", "э": "е", "ү": "ө"}  # vowels that all suffixes treat alike, but those that fuse with them


@cache
def place(state: str, before: Context) -> Place:
    """The place itself; one for all contexts that suffixes treat alike."""
    alike = Context(_LIKE.get(before.vowel, before.vowel), before.final)
    return Place(state, before) if alike == before or state.startswith("lost:") else place(state, alike)
