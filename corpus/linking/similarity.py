"""How alike two terms of two languages are by their words alone, and why."""

from __future__ import annotations

from dataclasses import dataclass

from .assignment import assign
from .cognates import likeness
from .found import NOTHING, Match
from .labels import Node, content
from .learning import AT_MOST, LearntWords
from .lexicon import Lexicon

NESTED = 0.65
"""A term with all words of the other and more is another term: миграция, ички миграция. Its worth is lowered so."""


SURE = 0.85
WHOLE = 0.6
"""Words of the smaller term that match at least so well are its whole meaning."""
DIFFERENT = 0.6
"""Words left over that the dictionary knows, and does not give for each other: ички миграция, внешняя миграция."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Two lemmas: what they are worth, by which rule, and whether the dictionary tells them apart.

    Words of one ``family`` match inside a term; alone they are no match (төрөлүү, рождаемость), and if they are also
    ``alike`` in letters, they are two terms (мигрант, миграция: each language has both words).
    """

    score: float
    rule: str
    differ: bool = False
    family: bool = False
    alike: bool = False


class Words:
    """Likeness of words by a dictionary and as cognates. It remembers what it was asked."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[tuple[str, str, str, str], WordMatch] = {}

    def of(self, code: str, word: str, other_code: str, other: str) -> WordMatch:
        key = (code, word, other_code, other)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of(*key)
        return found

    def _of(self, code: str, word: str, other_code: str, other: str) -> WordMatch:
        known = self.lexicon.words(code, word, other_code).get(other, 0.0)
        family = self.lexicon.family(code, word, other_code, other)
        if not known and self.lexicon.differ(code, word, other_code, other):
            alike = bool(likeness(word, code, other, other_code))
            return WordMatch(family, "dictionary" if family else "", not family, bool(family), alike)
        known = max(known, family)
        cognate = 0.0 if " " in word + other else likeness(word, code, other, other_code)  # a phrase is none
        return WordMatch(known, "dictionary") if known >= cognate else WordMatch(cognate, "cognate")


class Similarity:
    """Likeness of terms by words, and by the words that linking has learnt. It remembers what it was asked.

    ``before``: the likeness of a pass that had learnt nothing; it still holds for terms without learnt words.
    """

    def __init__(self, words: Words, learnt: LearntWords | None = None, before: Similarity | None = None) -> None:
        self.words, self.lexicon = words, words.lexicon
        self.learnt = learnt or LearntWords()
        self.before = before
        self._terms: dict[tuple[Node, Node], Match] = {}
        self._joined: dict[Node, tuple[str, ...]] = {}

    def of(self, first: Node, second: Node) -> Match:
        """The best reason to take two terms for one concept; NOTHING if there is none."""
        pair = (first, second)
        found = self._terms.get(pair)
        if found is None:
            if self.before and not self.learnt.touches(
                first.language, self._parts(first), second.language, self._parts(second)
            ):
                found = self.before.of(first, second)
            else:
                found = self._of(first, second)
            self._terms[pair] = found
        return found

    def _parts(self, label: Node) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*content(label), *self._phrases(label))))

    def _phrases(self, label: Node) -> tuple[str, ...]:
        found = self._joined.get(label)
        if found is None:
            found = self._joined[label] = self.lexicon.joined(label)
        return found

    def _of(self, first: Node, second: Node) -> Match:
        by_words = self._bag(first, second)
        worth, rule = self.lexicon.term(first, second)
        if worth >= by_words.score and worth > 0:
            return Match(worth, rule)
        return by_words

    def _word_in(self, first: Node, word: str, second: Node, other: str) -> tuple[float, str]:
        """Two lemmas of two terms; what was learnt from these very terms does not count."""
        known = self.words.of(first.language, word, second.language, other)
        if known.score < AT_MOST and self.before:
            learnt = self.learnt.of(first, word, second, other)
            if learnt > known.score:
                return learnt, "learnt"
        return known.score, known.rule

    def _bag(self, first: Node, second: Node) -> Match:
        """Words matched one to one, each by itself or as a phrase, whichever is better."""
        plain = content(first), content(second)
        joined = self._phrases(first), self._phrases(second)
        if joined == plain:
            return self._matched(first, plain[0], second, plain[1])
        ways = {(ours, theirs): None for ours in (plain[0], joined[0]) for theirs in (plain[1], joined[1])}
        found = [self._matched(first, ours, second, theirs) for ours, theirs in ways]
        best = max(found, key=lambda match: match.score)
        if best.score < SURE:  # билим берүү is education, whatever its words match in "higher education"
            best = next((match for match in found if match.nested), best)
        return best

    def _matched(self, first: Node, ours: tuple[str, ...], second: Node, theirs: tuple[str, ...]) -> Match:
        """2·Σ / (words of both)."""
        scored = [[self._word_in(first, a, second, b) for b in theirs] for a in ours]
        if len(ours) == len(theirs) == 1:
            alone = self.words.of(first.language, ours[0], second.language, theirs[0])
            if alone.family:
                return Match(0.0, "", open=(ours, theirs), different=alone.alike)
        pairs = assign([[cell[0] for cell in row] for row in scored])
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        left = tuple(word for i, word in enumerate(ours) if i not in taken[0])
        right = tuple(word for j, word in enumerate(theirs) if j not in taken[1])
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
        return any(all(self.words.of(code, a, other_code, b).differ for b in right) for a in left)
