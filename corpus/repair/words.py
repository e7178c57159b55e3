"""How likely is a string a word? Counts, the lexicon, the document itself, and a letter model for the rest."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile

from .. import languages
from ..languages import Language
from .rule import table

WORD = r"[^\W\d_](?:['’\u0301]?[^\W\d_])*\u0301?"  # letters, with apostrophes and stress marks between them
_COMPOUND = re.compile(rf"{WORD}(?:-{WORD})*")
_LEXICON = 11.5  # log of the number of forms that the lexicon knows and open text has not shown
_STEM = 4  # letters that two forms of one word have in common
_CUT = re.compile(r"(?<=\w)-[ \t]*\n\s*[\w'’\u0301-]+")
_PLAIN = str.maketrans({"’": "'", "\u0301": None})


def plain(word: str) -> str:
    """As words are counted: lower case, typewriter apostrophes, no stress mark."""
    return word.lower().translate(_PLAIN)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Words printed whole in *texts*, as :func:`plain` gives them; what a line end cuts is left out.

    >>> vocabulary(["Үй-бүлө, мигра-\\nция. Үй-бүлө"])
    Counter({'үй-бүлө': 2})
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_COMPOUND.findall(_without_cuts(text).lower().translate(_PLAIN)))
    return counts


def _without_cuts(text: str) -> str:
    pieces, at = [], 0
    for cut in _CUT.finditer(text):
        start = cut.start()
        while start > at and (text[start - 1].isalnum() or text[start - 1] in "-'’\u0301"):
            start -= 1
        pieces.append(text[at:start])
        at = cut.end()
    return " ".join([*pieces, text[at:]])


class Words:
    """Evidence on the words of one language in one document. Natural logarithms throughout."""

    def __init__(self, language: Language, document: Mapping[str, int]) -> None:
        self.language = language
        self.document = document
        self.counts = language.counts()
        self._sorted = (_sorted_words(language.code), sorted(word for word in document if "-" not in word))
        self._own_compounds = _seconds(word for word in document if "-" in word)
        self._total, new = _totals(language.code)
        self._known: dict[str, bool] = {}
        self._logs: dict[str, float] = {}
        self._log_of_known = math.log(new) - _LEXICON
        self._log_of_new = math.log(0.1 * new)

    def knows(self, word: str) -> bool:
        """*word* is plain."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self.language.knows(word)
        return known

    def is_word(self, word: str) -> bool:
        """Known, or seen in open text or whole in the document; *word* is plain."""
        return self.is_seen(word) or self.knows(word)

    def has_compound(self, first: str, second: str) -> bool:
        """Is there a word first-second, or another form of it, in the document or in open text?"""
        size = min(len(second), _STEM)
        found = (*_compounds(self.language.code).get(first, ()), *self._own_compounds.get(first, ()))
        return any(other[:size] == second[:size] and min(len(other), len(second)) >= size for other in found)

    def letters_alike(self, first: str, second: str) -> int:
        """How many letters of *second* some word that begins with *first* has after it; 0 for a short *first*."""
        if len(first) < _STEM:
            return 0
        whole = first + second
        best = 0
        for known in self._sorted:
            place = bisect_left(known, whole)
            for neighbour in known[max(place - 1, 0) : place + 1]:
                best = max(best, _shared(whole, neighbour) - len(first))
        return best

    def count(self, word: str) -> int:
        return self.counts.get(word, 0)

    def is_seen(self, word: str) -> bool:
        """In open text, or whole in the document."""
        return word in self.counts or word in self.document

    def log(self, word: str) -> float:
        """How likely the next word of the text is *word*, which is plain."""
        log = self._logs.get(word)
        if log is None:
            is_word = self.is_seen(word) or self.knows(word)
            log = self._logs[word] = self.log_at_best(word) if is_word else self.log_of_unknown(word)
        return log

    def log_at_best(self, word: str) -> float:
        """The same if *word* should be one, without asking the lexicon."""
        count = self.counts.get(word, 0)
        if count > 1:
            return math.log(count / self._total)
        if count or self.document.get(word, 0) > 1:
            return math.log(0.7 / self._total)
        return self._log_of_known

    def log_of_unknown(self, word: str) -> float:
        """The same if it is none that we know."""
        return self._log_of_new + _spelling_log(self.language.code, word)


def _shared(one: str, other: str) -> int:
    """Letters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@cache
def _sorted_words(code: str) -> list[str]:
    return sorted(word for word in languages.get(code).counts() if "-" not in word)


@cache
def _compounds(code: str) -> dict[str, list[str]]:
    return _seconds(word for word in languages.get(code).counts() if "-" in word)


def _seconds(compounds: Iterable[str]) -> dict[str, list[str]]:
    """First part → the second parts it is found with; of ата-эне-бала, эне → бала."""
    seconds: dict[str, list[str]] = {}
    for compound in compounds:
        first, _, second = compound.rpartition("-")
        seconds.setdefault(first.rpartition("-")[2], []).append(second)
    return seconds


@cache
def _totals(code: str) -> tuple[int, float]:
    """Words of open text, and the share of new ones in more of it: as much as was seen once (Good and Turing)."""
    counts = languages.get(code).counts()
    total = sum(counts.values()) or 1
    return total, max(sum(count == 1 for count in counts.values()), 1) / total


@cache
def _letter_model(code: str) -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int], int]:
    """Counts of groups of three letters, their first two, their last two, their last; and of letters there are."""
    threes = {group: int(count) for group, count in table(f"trigrams_{code}")}
    firsts: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    middles: Counter[str] = Counter()
    for group, count in threes.items():
        firsts[group[:2]] += count
        twos[group[1:]] += count
        middles[group[1]] += count
    return threes, firsts, twos, middles, len(middles) + 1


def _spelling_log(code: str, word: str) -> float:
    """Log of the chance that a new word is spelled so: each letter given two before, smoothed (Witten and Bell's
    idea with a constant)."""
    threes, firsts, twos, middles, size = _letter_model(code)
    log, edged = 0.0, f"__{word}_"
    for i in range(2, len(edged)):
        two = (twos.get(edged[i - 1 : i + 1], 0) + 2.0 / size) / (middles.get(edged[i - 1], 0) + 2.0)
        log += math.log((threes.get(edged[i - 2 : i + 1], 0) + 5.0 * two) / (firsts.get(edged[i - 2 : i], 0) + 5.0))
    return log
