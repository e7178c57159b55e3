"""What the corpus itself shows: terms that stand in the lists of the same articles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from .labels import Node, Printed

GATE = 6.63
"""Least log-likelihood ratio, chi-square at p = .01: terms of one topic meet without being equivalents."""
LEAST = 2
"""Articles in which two terms must meet."""


class Together:
    """Dice coefficient of two terms over the articles that have lists in both languages, shrunk ×c/(c+1)."""

    def __init__(self, articles: Sequence[Mapping[str, list[Printed]]]) -> None:
        self._both: Counter[tuple[Node, Node]] = Counter()
        self._one: Counter[tuple[Node, str]] = Counter()  # a term, the other language
        self._articles: Counter[tuple[str, str]] = Counter()
        for terms in articles:
            for one, other in combinations(sorted(terms), 2):
                ours, theirs = ({x.node: None for x in terms[code]} for code in (one, other))
                self._add(list(ours), list(theirs), one, other)

    def _add(self, ours: Sequence[Node], theirs: Sequence[Node], one: str, other: str) -> None:
        self._articles[one, other] += 1
        self._one.update((label, one) for label in theirs)
        for label in ours:
            self._one[label, other] += 1
            self._both.update((label, matching) for matching in theirs)

    def articles_of(self, label: Node, other: str) -> int:
        """In how many articles *label* stands beside a list in the language *other*."""
        return self._one[label, other]

    def of(self, first: Node, second: Node) -> float:
        """0 to 1; 0 where chance or a common topic would do as well."""
        both = self._both.get((first, second), 0)
        if both < LEAST:
            return 0.0
        ones, others = self._one[first, second.language], self._one[second, first.language]
        total = self._articles[first.language, second.language]
        if likelihood_ratio(both, ones, others, total) <= GATE:
            return 0.0
        return 2 * both / (ones + others) * both / (both + 1)


def likelihood_ratio(both: int, ones: int, others: int, total: int) -> float:
    """G² of a two-by-two table (Dunning 1993, Accurate methods for the statistics of surprise and coincidence).

    >>> round(likelihood_ratio(10, 10, 10, 100), 1), likelihood_ratio(10, 10, 10, 10)
    (65.0, 0.0)
    """
    cells = (both, ones - both, others - both, total - ones - others + both)
    rows, columns = (ones, total - ones), (others, total - others)
    expected = (row * column / total for row in rows for column in columns)
    return 2 * sum(seen * math.log(seen / due) for seen, due in zip(cells, expected, strict=True) if seen > 0)
