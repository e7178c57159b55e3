"""What linking learns from its own links, for the next pass: equivalent terms, and equivalent words in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .counts import Together
from .found import Found
from .labels import Node

AT_MOST = 0.90
"""What a learnt pair of words is worth at most."""


class Learnt:
    """How surely two terms were linked over the articles in which both languages stand, 0 to 1.

    Like Dice, but over links: two terms of one topic meet often, and are linked seldom.
    """

    def __init__(self, found: Iterable[Found] = (), together: Together | None = None) -> None:
        self._linked: dict[tuple[Node, Node], float] = {}
        if together is None:
            return
        weights: defaultdict[tuple[Node, Node], float] = defaultdict(float)
        counts: Counter[tuple[Node, Node]] = Counter()
        for link in found:
            pair = (link.first.node, link.second.node)
            weights[pair] += link.weight
            counts[pair] += 1
        for pair, count in counts.items():
            if count > 1:
                first, second = pair
                places = together.articles_of(first, second.language) + together.articles_of(second, first.language)
                self._linked[pair] = 2 * weights[pair] / places * count / (count + 1)

    def term(self, first: Node, second: Node) -> float:
        return self._linked.get((first, second), 0.0)


class LearntWords:
    """Words that links align: where all words of two linked terms match but one of each, these two are equivalents,
    the more surely the more often (ички миграция = внутренняя миграция: ички = внутренний).

    What was learnt from two terms is never a reason to link the same two.
    """

    def __init__(self, found: Iterable[Found] = ()) -> None:
        self._pairs: dict[tuple[str, str, str, str], dict[tuple[Node, Node], float]] = {}
        self._totals: defaultdict[tuple[str, str, str], float] = defaultdict(float)
        for link in found:
            self._learn(link)

    def _learn(self, link: Found) -> None:
        first, second = link.first.node, link.second.node
        left, right = link.reason.words.open
        if not link.reason.words.score:
            left, right = first.lemmas, second.lemmas
        if len(left) != 1 or len(right) != 1:
            return
        terms = self._pairs.setdefault((first.language, left[0], second.language, right[0]), {})
        terms[first, second] = terms.get((first, second), 0.0) + link.weight
        self._totals[first.language, left[0], second.language] += link.weight
        self._totals[second.language, right[0], first.language] += link.weight

    def touches(self, code: str, words: Iterable[str], other_code: str, others: Sequence[str]) -> bool:
        """Was anything learnt of one of the *words* and one of the *others*?"""
        return any((code, word, other_code, other) in self._pairs for word in words for other in others)

    def of(self, first: Node, word: str, second: Node, other: str) -> float:
        """What two words are worth in two terms, 0 to AT_MOST: their share in the links of either, shrunk."""
        terms = self._pairs.get((first.language, word, second.language, other))
        if not terms:
            return 0.0
        own = terms.get((first, second), 0.0)
        weight = sum(terms.values()) - own
        if weight <= 0:
            return 0.0
        ours = self._totals[first.language, word, second.language]
        theirs = self._totals[second.language, other, first.language]
        return AT_MOST * 2 * weight / (ours + theirs - 2 * own) * weight / (weight + 1)
