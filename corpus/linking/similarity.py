"""How alike two terms of two languages are by their words alone, and why."""

from __future__ import annotations

from dataclasses import dataclass

from .assignment import assign
from .cognates import likeness
from .labels import Node, content
from .lexicon import Lexicon

NESTED = 0.7
"""A term with all words of the other and more is another term: миграция, ички миграция. Its worth is lowered so."""


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` 0 to 1; ``rule`` as in Evidence; ``note`` says which words matched; ``open`` how many words of
    each term did not."""

    score: float
    rule: str
    note: str = ""
    open: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


NOTHING = Match(0.0, "")


class Similarity:
    """Likeness of terms by a lexicon. It remembers what it was asked."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._terms: dict[tuple[Node, Node], Match] = {}
        self._words: dict[tuple[str, str, str, str], tuple[float, str]] = {}

    def of(self, first: Node, second: Node) -> Match:
        """The best reason to take two terms for one concept; NOTHING if there is none."""
        pair = (first, second)
        if pair not in self._terms:
            self._terms[pair] = self._of(first, second)
        return self._terms[pair]

    def _of(self, first: Node, second: Node) -> Match:
        by_words = self._bag(first, second)
        worth, rule = self.lexicon.term(first, second)
        if worth >= by_words.score and worth > 0:
            return Match(worth, rule)
        return by_words

    def word(self, code: str, word: str, other_code: str, other: str) -> tuple[float, str]:
        """The same of two lemmas."""
        key = (code, word, other_code, other)
        if key not in self._words:
            known = self.lexicon.words(code, word, other_code).get(other, 0.0)
            alike = likeness(word, code, other, other_code)
            self._words[key] = (known, "dictionary") if known >= alike else (alike, "cognate")
        return self._words[key]

    def _bag(self, first: Node, second: Node) -> Match:
        """Words matched one to one: 2·Σ / (words of both)."""
        ours, theirs = content(first), content(second)
        scored = [[self.word(first.language, a, second.language, b) for b in theirs] for a in ours]
        if not any(cell[0] for row in scored for cell in row):
            return NOTHING
        pairs = assign([[cell[0] for cell in row] for row in scored])
        score = 2 * sum(scored[i][j][0] for i, j in pairs) / (len(ours) + len(theirs))
        left = tuple(word for i, word in enumerate(ours) if i not in {i for i, _ in pairs})
        right = tuple(word for j, word in enumerate(theirs) if j not in {j for _, j in pairs})
        if bool(left) != bool(right):
            score *= NESTED
        note = " · ".join(f"{ours[i]}={theirs[j]} ({scored[i][j][1]} {scored[i][j][0]:.2f})" for i, j in pairs)
        single = len(ours) == len(theirs) == 1
        rule = scored[0][0][1] if single else "words"
        return Match(min(score, 1.0), rule, note, (left, right))
