"""What linking learns from its own links, for the next pass: equivalent terms, and equivalent words in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .counts import Together
from .labels import Node
from .lexicon import Lexicon

if TYPE_CHECKING:
    from .pairs import Found

WORD_AT_MOST = 0.90
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


def enrich(lexicon: Lexicon, found: Iterable[Found]) -> Lexicon:
    """*lexicon* with the words that its links align: where all words of two linked terms match but one of each, these
    two are equivalents, the more surely the more often (ички миграция = внутренняя миграция: ички = внутренний)."""
    pairs: dict[tuple[str, str, str, str], dict[tuple[Node, Node], float]] = {}
    for link in found:
        first, second = link.first.node, link.second.node
        left, right = link.reason.words.open
        if not link.reason.words.score and len(first.lemmas) == len(second.lemmas) == 1:
            left, right = first.lemmas, second.lemmas
        if len(left) == len(right) == 1:
            key = (first.language, left[0], second.language, right[0])
            terms = pairs.setdefault(key, {})
            terms[first, second] = terms.get((first, second), 0.0) + link.weight
    totals: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str, str, str], float] = {}
    for key, terms in pairs.items():
        code, word, other_code, other = key
        weights[key] = sum(terms.values())
        totals[code, word, other_code] += weights[key]
        totals[other_code, other, code] += weights[key]
    bettered = lexicon.copy()
    for (code, word, other_code, other), weight in weights.items():
        share = 2 * weight / (totals[code, word, other_code] + totals[other_code, other, code])
        bettered.add_words(code, word, other_code, other, WORD_AT_MOST * share * weight / (weight + 1))
    return bettered
