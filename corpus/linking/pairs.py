"""The lists of one article, two languages at a time: which term stands for which, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from .assignment import assign
from .counts import Together
from .labels import Printed
from .learning import Learnt
from .similarity import NOTHING, Match, Similarity
from .verdicts import Verdicts

ACCEPT = 0.60
"""Reasons worth this much link two terms wherever they stand in their lists."""
PLACE = 0.12
"""What the same place adds, at most, among pairs that are otherwise alike."""
PIVOT = 0.95
"""What a link over a third language is worth beside the weaker of its two halves."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two terms of an article may be one concept: what their words say, what the corpus says, what a third
    language says. ``total`` 0 to 1."""

    words: Match = NOTHING
    together: float = 0.0
    pivot: float = 0.0
    over: str = ""

    @property
    def direct(self) -> float:
        return 1 - (1 - self.words.score) * (1 - self.together)

    @property
    def total(self) -> float:
        return max(self.direct, self.pivot)


@dataclass(frozen=True, slots=True)
class Found:
    """Two terms of one article taken for one concept. ``order`` is what their places are worth, 0 to 1;
    ``decided`` that a person said so."""

    document: str
    first: Printed
    second: Printed
    reason: Reason
    order: float = 0.0
    decided: bool = False
    anchored: int = 0  # links of the two lists that rest on other reasons

    @property
    def weight(self) -> float:
        return max(self.reason.total, self.order)


class Linker:
    """Links article after article with what is known so far."""

    def __init__(self, similarity: Similarity, together: Together, learnt: Learnt, verdicts: Verdicts) -> None:
        self.similarity, self.together, self.learnt, self.verdicts = similarity, together, learnt, verdicts
        self.in_order = InOrder()

    def link(self, document: str, terms: Mapping[str, list[Printed]], orderliness: float) -> list[Found]:
        """The links of one article. ``orderliness``: how often lists of this corpus keep one order, 0 to 1."""
        pairs = list(combinations(sorted(terms), 2))
        direct = {(a, b): self._matrix(document, terms[a], terms[b]) for a, b in pairs}
        found: list[Found] = []
        for one, other in pairs:
            matrix = _pivoted(direct, one, other, sorted(terms))
            found += self._pair(document, terms[one], terms[other], matrix, orderliness)
        return found

    def _matrix(self, document: str, ours: list[Printed], theirs: list[Printed]) -> list[list[Reason]]:
        return [[self._reason(document, a, b) for b in theirs] for a in ours]

    def _reason(self, document: str, first: Printed, second: Printed) -> Reason:
        if self.verdicts.accepts(first.node, second.node, document):
            return Reason(Match(1.0, "decision"))
        if self.verdicts.rejects(first.node, second.node, document):
            return REJECTED
        match = self.similarity.of(first.node, second.node)
        shown = max(self.together.of(first.node, second.node), self.learnt.term(first.node, second.node))
        return Reason(match, shown) if match is not NOTHING or shown else EMPTY

    def _pair(
        self, document: str, ours: list[Printed], theirs: list[Printed], matrix: list[list[Reason]], orderliness: float
    ) -> list[Found]:
        anchors = assign(
            [
                [
                    r.total + _place(i, j, len(ours), len(theirs)) if r.total >= ACCEPT else 0.0
                    for j, r in enumerate(row)
                ]
                for i, row in enumerate(matrix)
            ]
        )
        monotone = all(a[1] < b[1] for a, b in pairwise(anchors))
        if len(anchors) > 2:
            self.in_order.count(monotone)
        rescued = _rescued(anchors, ours, theirs, matrix) if monotone else []
        worth = _order_worth(len(anchors), len(ours) == len(theirs), orderliness)
        kept = worth if monotone and len(anchors) > 1 else 0.0
        found = [self._found(document, ours[i], theirs[j], matrix[i][j], kept, len(anchors)) for i, j in anchors]
        if worth:
            found += [self._found(document, ours[i], theirs[j], matrix[i][j], worth, len(anchors)) for i, j in rescued]
        return found

    def _found(self, document: str, a: Printed, b: Printed, reason: Reason, order: float, anchored: int) -> Found:
        return Found(document, a, b, reason, order, reason.words.rule == "decision", anchored)


EMPTY, REJECTED = Reason(), Reason()  # two values, told apart by identity


class InOrder:
    """How often the lists of articles keep one order. Starts from 15 of 16 real pairs of lists."""

    def __init__(self) -> None:
        self.kept, self.all = 15, 16

    def count(self, monotone: bool) -> None:
        self.kept += monotone
        self.all += 1

    @property
    def share(self) -> float:
        return self.kept / self.all


def _place(i: int, j: int, rows: int, columns: int) -> float:
    here, there = i / max(rows - 1, 1), j / max(columns - 1, 1)
    return PLACE * float((1 - abs(here - there)) ** 4)


def _order_worth(anchors: int, equal: bool, orderliness: float) -> float:
    """What the same place between the same neighbours is worth."""
    if anchors >= 2:
        return 0.6 * orderliness
    if equal and orderliness > 0.8:
        return (0.5 if anchors else 0.4) * orderliness
    return 0.0


def _rescued(
    anchors: list[tuple[int, int]],
    ours: list[Printed],
    theirs: list[Printed],
    matrix: list[list[Reason]],
) -> list[tuple[int, int]]:
    """Between neighbouring anchors, as many terms on one side as on the other: they go together in order."""
    diagonal = len(ours) == len(theirs) and all(i == j for i, j in anchors)
    if len(anchors) < 2 and not diagonal:
        return []
    bounds = [(-1, -1), *anchors, (len(ours), len(theirs))]
    found: list[tuple[int, int]] = []
    for (i, j), (next_i, next_j) in pairwise(bounds):
        if next_i - i == next_j - j:
            found += list(zip(range(i + 1, next_i), range(j + 1, next_j), strict=True))
    return [(i, j) for i, j in found if matrix[i][j] is not REJECTED and (diagonal or not matrix[i][j].words.different)]


def _pivoted(
    direct: Mapping[tuple[str, str], list[list[Reason]]], one: str, other: str, codes: list[str]
) -> list[list[Reason]]:
    """The reasons of two languages, bettered where a third language joins the terms more surely."""
    matrix = direct[one, other]
    for third in codes:
        if third in (one, other):
            continue
        left = _oriented(direct, one, third)
        right = _oriented(direct, third, other)
        matrix = [
            [_over(reason, i, j, left, right, third) for j, reason in enumerate(row)] for i, row in enumerate(matrix)
        ]
    return matrix


def _over(reason: Reason, i: int, j: int, left: list[list[Reason]], right: list[list[Reason]], third: str) -> Reason:
    if reason is REJECTED or reason.words.rule == "decision":
        return reason
    best = max((min(left[i][k].direct, right[k][j].direct) for k in range(len(right))), default=0.0) * PIVOT
    if best <= reason.total:
        return reason
    return Reason(reason.words, reason.together, best, third)


def _oriented(direct: Mapping[tuple[str, str], list[list[Reason]]], one: str, other: str) -> list[list[Reason]]:
    if (one, other) in direct:
        return direct[one, other]
    return [list(column) for column in zip(*direct[other, one], strict=True)]
