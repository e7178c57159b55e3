"""The lists of one article, two languages at a time: which term stands for which, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations, pairwise

from .assignment import assign
from .counts import Together
from .found import NOTHING, Found, Match, Reason
from .labels import Node, Printed
from .learning import Learnt
from .similarity import Similarity
from .verdicts import Verdicts

ACCEPT = 0.60
"""Reasons worth this much link two terms wherever they stand in their lists."""
PLACE = 0.12
"""What the same place adds, at most, among pairs that are otherwise alike."""
PARTIAL, MARGIN = 0.30, 0.15
"""Reasons worth this much link what is left over, if no other term left over comes nearer than the margin."""
ORDER = 0.60
"""What the same place is worth in two lists that surely keep one order."""
BELIEVED = 0.80
"""Below this likelihood of one order it is not used."""
PIVOT = 0.95
"""What a link over a third language is worth beside the weaker of its two halves."""


class Linker:
    """Links article after article with what is known so far."""

    def __init__(self, similarity: Similarity, together: Together, learnt: Learnt, verdicts: Verdicts) -> None:
        self.similarity, self.together, self.learnt, self.verdicts = similarity, together, learnt, verdicts
        self.in_order = InOrder()
        self._reasons: dict[tuple[Node, Node], Reason] = {}

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
        return [[self._reason(document, a.node, b.node) for b in theirs] for a in ours]

    def _reason(self, document: str, first: Node, second: Node) -> Reason:
        if self.verdicts.accepts(first, second, document):
            return DECIDED
        if self.verdicts.rejects(first, second, document):
            return REJECTED
        pair = (first, second)
        if pair not in self._reasons:
            self._reasons[pair] = self._reason_anywhere(first, second)
        return self._reasons[pair]

    def _reason_anywhere(self, first: Node, second: Node) -> Reason:
        match = self.similarity.of(first, second)
        shown = max(self.together.of(first, second), self.learnt.term(first, second))
        if match is NOTHING and not shown:
            return EMPTY
        return Reason(1 - (1 - match.score) * (1 - shown), match, shown)

    def _pair(
        self, document: str, ours: list[Printed], theirs: list[Printed], matrix: list[list[Reason]], orderliness: float
    ) -> list[Found]:
        anchors = _anchors(matrix)
        anchors = sorted(anchors + _partial(anchors, matrix))
        monotone = all(a[1] < b[1] for a, b in pairwise(anchors))
        if len(anchors) > 2:
            self.in_order.count(monotone)
        belief = _in_order(anchors, len(ours) == len(theirs), orderliness) if monotone else 0.0
        rescued = _rescued(anchors, len(ours), len(theirs), matrix) if belief >= BELIEVED else []
        partial = _partial([*anchors, *rescued], matrix)
        order = round(ORDER * belief, 4) if belief >= BELIEVED else 0.0
        places = [(i, j, order if len(anchors) > 1 else 0.0) for i, j in anchors]
        places += [(i, j, order) for i, j in rescued] + [(i, j, 0.0) for i, j in partial]
        return [Found(document, ours[i], theirs[j], matrix[i][j], worth, len(anchors)) for i, j, worth in places]


EMPTY, REJECTED = Reason(), Reason()  # two values, told apart by identity
DECIDED = Reason(1.0, Match(1.0, "decision"))


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


def _anchors(matrix: list[list[Reason]]) -> list[tuple[int, int]]:
    """The pairs that reasons other than order link; among equals those in the same place."""
    rows, columns = len(matrix), len(matrix[0]) if matrix else 0
    return assign(
        [
            [r.total + _place(i, j, rows, columns) if r.total >= ACCEPT else 0.0 for j, r in enumerate(row)]
            for i, row in enumerate(matrix)
        ]
    )


def _in_order(anchors: list[tuple[int, int]], equal: bool, orderliness: float) -> float:
    """How likely two lists, whose anchors keep one order, keep one order: shuffled lists with k anchors do so once in
    k! times (Bayes). With fewer than two anchors only lists of one length, with the anchor in one place, count."""
    if len(anchors) > 1:
        chance = 1 / math.factorial(len(anchors))
    elif equal and all(i == j for i, j in anchors):
        chance = 0.5 if anchors else 1.0
    else:
        return 0.0
    return orderliness / (orderliness + (1 - orderliness) * chance)


def _rescued(
    anchors: list[tuple[int, int]], rows: int, columns: int, matrix: list[list[Reason]]
) -> list[tuple[int, int]]:
    """Between neighbouring anchors, as many terms on one side as on the other: they go together in order."""
    bounds = [(-1, -1), *anchors, (rows, columns)]
    found: list[tuple[int, int]] = []
    for (i, j), (next_i, next_j) in pairwise(bounds):
        if next_i - i == next_j - j:
            found += list(zip(range(i + 1, next_i), range(j + 1, next_j), strict=True))
    return [(i, j) for i, j in found if _allows(matrix[i][j])]


def _allows(reason: Reason) -> bool:
    """May two terms go together for their places? Not a term and a part of it, not what the dictionary tells apart."""
    return reason is not REJECTED and not reason.words.nested and not reason.words.different


def _partial(linked: list[tuple[int, int]], matrix: list[list[Reason]]) -> list[tuple[int, int]]:
    """Terms left over that agree in part, each with the other better than with any third (тышкы миграция, external
    migration, where nothing is known of тышкы)."""
    rows, columns = {i for i, _ in linked}, {j for _, j in linked}
    left = [i for i in range(len(matrix)) if i not in rows]
    right = [j for j in range(len(matrix[0]) if matrix else 0) if j not in columns]
    found = []
    for i in left:
        for j in right:
            total = matrix[i][j].total
            rivals = [matrix[i][k].total for k in right if k != j] + [matrix[k][j].total for k in left if k != i]
            if total >= PARTIAL and _allows(matrix[i][j]) and total - max(rivals, default=0.0) >= MARGIN:
                found.append((i, j))
    return found


def _pivoted(
    direct: Mapping[tuple[str, str], list[list[Reason]]], one: str, other: str, codes: list[str]
) -> list[list[Reason]]:
    """The reasons of two languages, bettered where a third language joins the terms more surely."""
    matrix = direct[one, other]
    for third in codes:
        if third in (one, other):
            continue
        left = [_worthy(row) for row in _oriented(direct, one, third)]
        right = [_worthy(row) for row in _oriented(direct, third, other)]
        matrix = [_over(row, left[i], right, third) for i, row in enumerate(matrix)]
    return matrix


def _worthy(row: list[Reason]) -> list[tuple[int, float]]:
    return [(place, reason.total) for place, reason in enumerate(row) if reason.total]


def _over(
    row: list[Reason], ways: list[tuple[int, float]], onwards: list[list[tuple[int, float]]], third: str
) -> list[Reason]:
    """A row bettered over the terms of a third language that its term leads to."""
    best: dict[int, float] = {}
    for middle, here in ways:
        for place, there in onwards[middle]:
            best[place] = max(best.get(place, 0.0), PIVOT * min(here, there))
    bettered = list(row)
    for place, worth in best.items():
        reason = row[place]
        if worth > reason.total and reason is not REJECTED:
            bettered[place] = Reason(worth, reason.words, reason.together, worth, third)
    return bettered


def _oriented(direct: Mapping[tuple[str, str], list[list[Reason]]], one: str, other: str) -> list[list[Reason]]:
    if (one, other) in direct:
        return direct[one, other]
    return [list(column) for column in zip(*direct[other, one], strict=True)]
