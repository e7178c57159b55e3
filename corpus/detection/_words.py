"""What word counts, lexicons and endings say for a word, in log-odds for each language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from .. import languages

# weights of the evidence for a word, after a logistic regression on held-out words of the CC0 sentences
_KNOWN, _COUNTED, _ENDING = 0.36, 1.3, 0.26
_FUNCTION = 2.0  # for a function word of the language
_LOAN = 0.4  # how much less the counts say of a word that two lexicons have
_COMMONEST = 4.0  # logarithm of a count; beyond that a word is no better evidence: «В.» is an initial too
_SHARED = 0.06  # share of a language's words that another language's lexicon knows: loans and chance


@lru_cache(maxsize=1 << 16)
def looked_up(word: str, code: str) -> float:
    """What the word counts and the lexicon of a language say for a word, in log-odds.

    To be missing from a large lexicon is evidence too. A word that no lexicon has is judged by its ending: сэнфорда.
    """
    language = languages.get(code)
    share = coverage(code)
    evidence = _COUNTED * min(_COMMONEST, math.log(2 * language.counts().get(word, 0) + 1))
    if is_shared(word):
        evidence *= _LOAN
    if word in language.stop_words:
        evidence += _FUNCTION  # нобody borrows жана, though a Russian dictionary has the name
    if language.knows(word):
        evidence += _KNOWN * math.log(share / _SHARED)
    else:
        evidence += _KNOWN * math.log((1 - share) / (1 - _SHARED))
        if not any(languages.get(other).knows(word) for other in languages.available()):
            evidence += _ENDING * _ending(word, code)
    return evidence


@lru_cache(maxsize=1 << 16)
def is_shared(word: str) -> bool:
    """Do several lexicons have it? How common it is depends on the subject, then, more than on the language."""
    return sum(languages.get(code).knows(word) for code in languages.available()) > 1


@lru_cache(maxsize=1 << 16)
def is_inflected(word: str, code: str) -> bool:
    """Is it a form other than the headword? Better evidence, for languages share headwords: газета, but газетами."""
    language = languages.get(code)
    return language.knows(word) and language.lemmatize(word)[0].replace("ё", "е") != word.replace("ё", "е")


@cache
def coverage(code: str) -> float:
    """Share of the counted forms that the lexicon knows, by a sample; never quite none or all."""
    language = languages.get(code)
    forms = [form for form in language.counts() if form.isalpha()]
    sample = forms[:: max(1, len(forms) // 250)]
    known = sum(map(language.knows, sample)) / len(sample) if sample else 0.0
    return min(max(known, _SHARED), 0.97)


def _ending(word: str, code: str) -> float:
    """Log-probability of the last three letters among the forms of a language, each letter given those after it."""
    endings = _endings(code)
    share, total = 1 / 40, 0.0
    for length in (1, 2, 3):
        longer, context = endings.get(word[-length:], 0), endings.get(word[len(word) - length + 1 :], 0)
        share = (longer + 3 * share) / (context + 3)
        total += math.log(share)
    return total


@cache
def _endings(code: str) -> Mapping[str, int]:
    """Last letters, none to three of them → number of forms that end so."""
    return Counter(form[len(form) - length :] for form in languages.get(code).counts() for length in range(4))
