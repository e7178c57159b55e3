"""What is known of words and terms in two languages before a list is looked at: dictionary, acronyms, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from .. import languages
from . import tables
from .labels import Node, content, node, words

FIRST, LATER = 0.95, 0.90
"""Worth of the commonest equivalent of a word, and of its others."""
PIVOTED = 0.90, 0.75
"""The same for two equivalents of one Kyrgyz word in Russian and in English."""
PART = 0.45
"""A word of an equivalent of several words."""
FAMILY = 0.55, 0.40
"""A word of the family of an equivalent, sure and less sure: Kyrgyz has nouns where Russian has adjectives."""
ACRONYM = 0.98
BEGINNING = 3
KNOWN = 0.75
"""Equivalents worth this much are enough to say what a word is not."""


class Lexicon:
    """Equivalents, symmetric, of words (lemmas) and of terms (nodes), with what each is worth, 0 to 1."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str, str], dict[str, float]] = {}  # language, lemma, other language → lemmas
        self._terms: dict[Node, dict[Node, tuple[float, str]]] = {}
        self._phrases: dict[str, set[frozenset[str]]] = {}  # language → words that mean something together

    def copy(self) -> Lexicon:
        other = Lexicon()
        other._words = {key: dict(value) for key, value in self._words.items()}
        other._terms = {key: dict(value) for key, value in self._terms.items()}
        other._phrases = {key: set(value) for key, value in self._phrases.items()}
        return other

    def add_words(self, code: str, word: str, other_code: str, other: str, worth: float) -> None:
        for key, value in (((code, word, other_code), other), ((other_code, other, code), word)):
            known = self._words.setdefault(key, {})
            known[value] = max(known.get(value, 0.0), worth)

    def add_terms(self, first: Node, second: Node, worth: float, rule: str) -> None:
        for one, other in ((first, second), (second, first)):
            known = self._terms.setdefault(one, {})
            if worth > known.get(other, (0.0, ""))[0]:
                known[other] = worth, rule

    def add(self, first: tuple[str, str], second: tuple[str, str], worth: float, rule: str) -> None:
        """Two names, each (language, text), are equivalents: as terms, and as words or by their words."""
        (code, text), (other_code, other_text) = first, second
        one, other = node(code, text), node(other_code, other_text)
        self.add_terms(one, other, worth, rule)
        if rule == "acronym":
            return
        self.add_words(code, self._phrase(one), other_code, self._phrase(other), worth)
        if len(one.lemmas) + len(other.lemmas) > 2 and len(one.lemmas) * len(other.lemmas) <= 6:
            for word in content(one):
                for matching in content(other):
                    self.add_words(code, word, other_code, matching, min(worth, PART))

    def _phrase(self, label: Node) -> str:
        """The content of a label as one word; if it is several words, they are remembered as a phrase."""
        lemmas = content(label)
        if len(lemmas) > 1:
            self._phrases.setdefault(label.language, set()).add(frozenset(lemmas))
        return " ".join(lemmas)

    def joined(self, label: Node) -> tuple[str, ...]:
        """The content of a label with phrases as one word each: эл аралык келишим → эл аралык, келишим (sorted)."""
        lemmas, phrases = list(content(label)), self._phrases.get(label.language, set())
        if not phrases or len(lemmas) < 2:
            return tuple(lemmas)
        for size in (3, 2):
            for chosen in combinations(list(lemmas), size):
                if frozenset(chosen) in phrases and all(word in lemmas for word in chosen):
                    lemmas = [word for word in lemmas if word not in chosen] + [" ".join(sorted(chosen))]
        return tuple(sorted(lemmas))

    def differ(self, code: str, word: str, other_code: str, other: str) -> bool:
        """Does it know good equivalents of both words, and not one for the other?"""
        ours, theirs = self.words(code, word, other_code), self.words(other_code, other, code)
        if not ours or not theirs or other in ours:
            return False
        return max(ours.values()) >= KNOWN and max(theirs.values()) >= KNOWN

    def family(self, code: str, word: str, other_code: str, other: str) -> float:
        """What an equivalent that begins as the other word does is worth (аял: женщина, женский)."""
        ours = self.words(code, word, other_code)
        theirs = self.words(other_code, other, code)
        alike = [_beginning(x, other) for x, worth in ours.items() if worth >= KNOWN]
        alike += [_beginning(x, word) for x, worth in theirs.items() if worth >= KNOWN]
        return max(alike, default=0.0)

    def words(self, code: str, word: str, other_code: str) -> Mapping[str, float]:
        """The equivalents of a lemma in another language."""
        return self._words.get((code, word, other_code), {})

    def term(self, first: Node, second: Node) -> tuple[float, str]:
        """What is known of two terms as wholes, and the rule that says so; (0, "") if nothing is."""
        return self._terms.get(first, {}).get(second, (0.0, ""))


def _beginning(one: str, other: str) -> float:
    """FAMILY for two words of one language with a common beginning, less for a short one."""
    if one[:3] != other[:3]:
        return 0.0
    common = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    length = min(len(one), len(other)) if common is None else common
    share = length / min(len(one), len(other))
    if length >= 4 and share >= 0.6:
        return FAMILY[0]
    return FAMILY[1] if length >= 3 and share >= 0.4 else 0.0


def of_languages(hidden: Iterable[str] = (), near: Iterable[Node] | None = None) -> Lexicon:
    """The dictionaries of all languages and the acronyms; without the head words *hidden* (a benchmark hides some).

    With *near*, only entries with a word that begins as a word of these labels does: to lemmatize all the others
    takes seconds, and no label would look them up.
    """
    beginnings = None if near is None else {(x.language, word[:BEGINNING]) for x in near for word in x.lemmas}
    without = frozenset(hidden)
    found = Lexicon()
    for code in languages.available():
        for head, equivalents in languages.get(code).translations().items():
            if head not in without and _is_near(code, head, equivalents, beginnings):
                _add_entry(found, code, head, equivalents)
    for group in tables.acronyms():
        for place, first in enumerate(group):
            for second in group[place + 1 :]:
                if first[0] != second[0]:
                    found.add(first, second, ACRONYM, "acronym")
    return found


def _is_near(
    code: str, head: str, equivalents: Mapping[str, tuple[str, ...]], beginnings: set[tuple[str, str]] | None
) -> bool:
    if beginnings is None:
        return True
    texts = [(code, head), *((other, text) for other, found in equivalents.items() for text in found)]
    return any((other, word[:BEGINNING].casefold()) in beginnings for other, text in texts for word in words(text))


def _add_entry(found: Lexicon, code: str, head: str, equivalents: Mapping[str, tuple[str, ...]]) -> None:
    others = sorted(equivalents)
    for other in others:
        for place, text in enumerate(equivalents[other]):
            found.add((code, head), (other, text), LATER if place else FIRST, "dictionary")
    for index, one in enumerate(others):
        for other in others[index + 1 :]:
            for place, text in enumerate(equivalents[one]):
                for other_place, other_text in enumerate(equivalents[other]):
                    worth = PIVOTED[1] if place or other_place else PIVOTED[0]
                    found.add((one, text), (other, other_text), worth, "dictionary")
