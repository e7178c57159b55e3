"""How alike two terms of two languages are by their words alone, and why."""

from __future__ import annotations

from dataclasses import dataclass

from .assignment import assign
from .cognates import likeness
from .labels import Node, content
from .learning import AT_MOST, LearntWords
from .lexicon import Lexicon

NESTED = 0.65
"""A term with all words of the other and more is another term: миграция, ички миграция. Its worth is lowered so."""


WHOLE = 0.6
"""Words of the smaller term that match at least so well are its whole meaning."""
DIFFERENT = 0.6
"""Words left over that the dictionary knows, and does not give for each other: ички миграция, внешняя миграция."""


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` 0 to 1; ``rule`` as in Evidence; ``note`` says which words matched; ``open`` the words of each term
    that did not; ``different``: the dictionary speaks against it; ``nested``: one term is a part of the other."""

    score: float
    rule: str
    note: str = ""
    open: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    different: bool = False
    nested: bool = False


NOTHING = Match(0.0, "")


class Similarity:
    """Likeness of terms by a lexicon, and by the words that linking has learnt. It remembers what it was asked."""

    def __init__(self, lexicon: Lexicon, learnt: LearntWords | None = None) -> None:
        self.lexicon = lexicon
        self.learnt = learnt or LearntWords()
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
        """The same of two lemmas, by dictionary and likeness."""
        key = (code, word, other_code, other)
        if key not in self._words:
            self._words[key] = self._word(*key)
        return self._words[key]

    def _word(self, code: str, word: str, other_code: str, other: str) -> tuple[float, str]:
        known = self.lexicon.words(code, word, other_code).get(other, 0.0)
        if not known and self.lexicon.differ(code, word, other_code, other):
            return 0.0, ""
        known = max(known, self.lexicon.family(code, word, other_code, other))
        alike = likeness(word, code, other, other_code)
        return (known, "dictionary") if known >= alike else (alike, "cognate")

    def _word_in(self, first: Node, word: str, second: Node, other: str) -> tuple[float, str]:
        """Two lemmas of two terms; what was learnt from these very terms does not count."""
        best = self.word(first.language, word, second.language, other)
        if best[0] < AT_MOST:
            learnt = self.learnt.of(first, word, second, other)
            if learnt > best[0]:
                return learnt, "learnt"
        return best

    def _bag(self, first: Node, second: Node) -> Match:
        """Words matched one to one, each by itself or as a phrase, whichever is better."""
        plain = content(first), content(second)
        joined = self.lexicon.joined(first), self.lexicon.joined(second)
        ways = {(ours, theirs): None for ours in (plain[0], joined[0]) for theirs in (plain[1], joined[1])}
        return max((self._matched(first, ours, second, theirs) for ours, theirs in ways), key=lambda match: match.score)

    def _matched(self, first: Node, ours: tuple[str, ...], second: Node, theirs: tuple[str, ...]) -> Match:
        """2·Σ / (words of both)."""
        scored = [[self._word_in(first, a, second, b) for b in theirs] for a in ours]
        pairs = assign([[cell[0] for cell in row] for row in scored])
        left = tuple(word for i, word in enumerate(ours) if i not in {i for i, _ in pairs})
        right = tuple(word for j, word in enumerate(theirs) if j not in {j for _, j in pairs})
        different = bool(left and right) and self._differ(first.language, left, second.language, right)
        if not pairs:
            return Match(0.0, "", open=(left, right), different=True) if different else NOTHING
        score = 2 * sum(scored[i][j][0] for i, j in pairs) / (len(ours) + len(theirs))
        one_sided = bool(left) != bool(right)
        nested = one_sided and min(scored[i][j][0] for i, j in pairs) >= WHOLE
        score *= DIFFERENT if different else NESTED if one_sided else 1.0
        note = " · ".join(f"{ours[i]}={theirs[j]} ({scored[i][j][1]} {scored[i][j][0]:.2f})" for i, j in pairs)
        rule = scored[0][0][1] if len(ours) == len(theirs) == 1 else "words"
        return Match(min(score, 1.0), "words" if rule == "learnt" else rule, note, (left, right), different, nested)

    def _differ(self, code: str, left: tuple[str, ...], other_code: str, right: tuple[str, ...]) -> bool:
        """Is there a word left over that is none of those left over on the other side?"""
        return any(all(self.lexicon.differ(code, a, other_code, b) for b in right) for a in left)
