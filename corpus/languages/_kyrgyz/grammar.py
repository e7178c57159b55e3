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
from .phonology import VOWELS, Context, context, realize, voiced

Role = Literal["inflection", "derivation", "voice", "formation"]

UNFINISHED = frozenset({"desid", "verb3", "lost:verb", "lost:neg"})
"""States in which a word cannot end."""

_END = 0.5  # what it costs to end a word in a state that was never seen
_BEST = 6  # walks kept for one ending: what costs more is never wanted
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Suffix:
    """A row of the table."""

    form: str
    label: str
    sources: tuple[str, ...]
    target: str
    role: Role
    cost: float


class Step(NamedTuple):
    """A suffix as it sounds at a place, and the place after it."""

    suffix: Suffix
    surface: str
    state: str
    context: Context
    cost: float


class Walk(NamedTuple):
    """The steps that use up an ending. ``state`` is where they end."""

    cost: float
    steps: tuple[Step, ...]
    state: str


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
        if suffix.form.startswith("J:") is lost:
            for surface in realize(suffix.form, before):
                for step in _shapes(state.removeprefix("lost:"), suffix, surface, before):
                    found.setdefault(step.surface, []).append(step)
    return {surface: tuple(steps) for surface, steps in found.items()}


@cache
def _leaving(state: str) -> tuple[Suffix, ...]:
    return tuple(suffix for suffix in suffixes() if state in suffix.sources)


def _shapes(state: str, suffix: Suffix, surface: str, before: Context) -> list[Step]:
    """The suffix as it is; with к voiced before a vowel; and, where a verb may go on, without its last vowel."""
    after = context(surface)
    if not any(sound in VOWELS for sound in surface):
        after = Context(before.vowel, after.final)
    cost = _cost(state, suffix)
    steps = [Step(suffix, surface, suffix.target, after, cost)]
    if after.final == "K" and (soft := voiced(surface)):
        steps.append(Step(suffix, soft, suffix.target, Context(after.vowel, "G"), cost))
    if suffix.target in ("verb", "neg") and after.final == "V":
        steps.append(Step(suffix, surface[:-1], f"lost:{suffix.target}", after, cost))
    return steps


_walks: dict[tuple[str, Context, str], tuple[Walk, ...]] = {}


def walks(state: str, before: Context, ending: str) -> tuple[Walk, ...]:
    """The ways to read *ending* after a stem, cheapest first; none where it is no ending.

    >>> [step.suffix.label for step in walks("noun", context("китеп"), "тердин")[0].steps]
    ['PL', 'GEN']
    """
    key = (state, before, ending)
    known = _walks.get(key)
    if known is None:
        if len(_walks) > _REMEMBERED:
            _walks.clear()
        known = _walks[key] = _walk(state, before, ending)
    return known


def _walk(state: str, before: Context, ending: str) -> tuple[Walk, ...]:
    if not ending:
        return () if state in UNFINISHED or before.final == "G" else (Walk(costs().get((state, ""), _END), (), state),)
    here, lengths = _place(state, before)
    found = []
    for length in lengths.get(ending[0], ()):
        for step in here.get(ending[:length], ()):
            for cost, steps, end in walks(step.state, step.context, ending[length:]):
                found.append(Walk(step.cost + cost, (step, *steps), end))
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return tuple(found[:_BEST])


@cache
def _place(state: str, before: Context) -> tuple[dict[str, tuple[Step, ...]], dict[str, tuple[int, ...]]]:
    """The steps at a place, and for each first letter the lengths of their surfaces that fit into an ending."""
    here = steps_at(state, before)
    lengths: dict[str, set[int]] = {}
    for surface in here:
        lengths.setdefault(surface[:1], set()).add(len(surface))
    empty = lengths.pop("", set())
    return here, {first: tuple(sorted(found | empty)) for first, found in lengths.items()}
