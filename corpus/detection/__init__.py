"""The language of a section, a sentence, a term: which of the languages there are, or none of them?

A linear classifier over letter n-grams knows thirteen languages; those that Kochmon has a file for are answers, the
others (Kazakh, Tatar, Uzbek …) speak for "none", ``documents.UNDETERMINED``. Letters that an alphabet lacks count
against its language. A few words are also looked up: in the languages' word counts and lexicons.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import languages
from ..documents import UNDETERMINED
from . import _model

__all__ = ["Guess", "detect", "detect_lines", "detect_term", "detect_terms"]

_RARE = 0.5  # log-odds against a text in none of our languages, before it is read
_RARER = 6.0  # as much again for a single word, less for more words, whose letters say little
_TERM = 2.0  # as much again for a term: keyword lists in yet another language are rare
_STRANGE = 60.0  # log-odds against a language when all letters of the text are strange to it
_FEW = 5  # words: so short a text is also looked up
_HINT = 2.0  # log-odds that a label, a mark or a user's word is worth
_LIST = 3.0  # at most so much, in log-odds, does the whole of a keyword list say about one term
_CLEAR = 3.0  # with this lead no lemmatiser is asked: it may have to load a second list
_FAMILIAR = 2.0  # log-odds for a short text all of whose words are known, against one of unknown words
_SECOND_SCRIPT = 0.2  # with this share of Cyrillic letters, the Latin words of a text are quoted ones

# weights of the evidence for a word, after a logistic regression on held-out words of the CC0 sentences
_MODEL, _KNOWN, _INFLECTED, _COUNTED, _ENDING = 0.65, 0.36, 0.9, 1.3, 0.26
_COMMONEST = 4.0  # logarithm of a count; beyond that a word is no better evidence: «В.» is an initial too
_SHARED = 0.06  # share of a language's words that another language's lexicon knows: loans and chance

_OLD_FONT = str.maketrans("єїў", "өүң")  # after 8-bit fonts; Ukrainian and Belarusian have them too


@dataclass(frozen=True, slots=True)
class Guess:
    """A language code, or ``und`` for none of those we know, and its probability as far as letters can tell."""

    language: str
    confidence: float


_NOTHING = Guess(UNDETERMINED, 0.0)


def detect(text: str, *, hint: str | None = None, closed: bool = False) -> Guess:
    """The language of a sentence or a section. Text without letters gets the hint, else ``und``, with confidence 0.

    Of a long text the first 8,000 characters decide. *closed* allows no ``und`` for text that has letters.

    >>> [detect(text).language for text in ("КЫРГЫЗСТАНДАГЫ МИГРАЦИЯ", "Это меняет рынок труда.", "Labour market")]
    ['ky', 'ru', 'en']
    >>> detect("Қазақстандағы еңбек нарығы мен көші-қон мәселелері").language
    'und'
    """
    return _best(_odds(text, closed), hint)


def detect_lines(lines: Iterable[str], *, hint: str | None = None, closed: bool = False) -> tuple[Guess, ...]:
    """``detect`` for each line."""
    return tuple(detect(line, hint=hint, closed=closed) for line in lines)


def detect_term(term: str, *, hint: str | None = None, closed: bool = False) -> Guess:
    """The language of one to three words. *hint* is the language their label or column names; it decides between
    languages that share the word.

    >>> detect_term("эмгек базары").language, detect_term("рынок труда").language
    ('ky', 'ru')
    >>> detect_term("миграция", hint="ky").language, detect_term("рынок труда", hint="ky").language
    ('ky', 'ru')
    """
    return _best(_odds(term, closed, is_term=True), hint)


def detect_terms(terms: Sequence[str], *, hint: str | None = None, closed: bool = False) -> tuple[Guess, ...]:
    """The language of each term of a keyword list. The list as a whole says what a term alone leaves open.

    >>> [guess.language for guess in detect_terms(["миграция", "эмгек базары", "чек ара", "labour market"])]
    ['ky', 'ky', 'ky', 'en']
    """
    whole = _probabilities(_odds(", ".join(terms), closed, is_term=True), hint)
    lean = {code: max(-_LIST, math.log(max(share, 1e-9))) for code, share in whole.items()}
    return tuple(_best(_odds(term, closed, is_term=True), hint, lean) for term in terms)


def _best(odds: Mapping[str, float], hint: str | None, lean: Mapping[str, float] | None = None) -> Guess:
    probabilities = _probabilities(odds, hint, lean or {})
    if not probabilities:
        return Guess(languages.normalize_code(hint), 0.0) if hint else _NOTHING
    language = max(probabilities, key=lambda code: probabilities[code])
    return Guess(language, probabilities[language])


def _probabilities(
    odds: Mapping[str, float], hint: str | None, lean: Mapping[str, float] | None = None
) -> dict[str, float]:
    known = languages.normalize_code(hint) if hint else None
    total = {
        code: score + (_HINT if code == known else 0.0) + (lean or {}).get(code, 0.0) for code, score in odds.items()
    }
    top = max(total.values(), default=0.0)
    shares = {code: math.exp(score - top) for code, score in total.items()}
    whole = sum(shares.values())
    return {code: share / whole for code, share in shares.items()}


def _odds(text: str, closed: bool, *, is_term: bool = False) -> dict[str, float]:
    """Language, or ``und`` unless *closed*, → log-odds up to a constant. Empty for a text without letters."""
    letters = _main_script(_model.letters_only(text))
    if letters.isspace():
        return {}
    odds = _score(letters)
    if max(odds, key=lambda code: odds[code]) == UNDETERMINED and not closed:
        mapped = letters.translate(_OLD_FONT)
        if mapped != letters:
            again = _score(mapped)
            if max(again, key=lambda code: again[code]) == "ky":
                return again
    if closed:
        del odds[UNDETERMINED]
    elif is_term:
        odds[UNDETERMINED] -= _TERM
    return odds


def _score(letters: str) -> dict[str, float]:
    """Log-odds of text that has letters: the classifier, the alphabets, and for a few words the lexicons."""
    model = _model.load()
    words = letters.split()
    odds, others = {}, []
    for code, score in zip(model.languages, model.scores(letters).tolist(), strict=True):
        if code in languages.available():
            odds[code] = score - _STRANGE * _strange_share(letters, code)
        else:
            others.append(score)
    odds[UNDETERMINED] = _sum(others) - _RARE - _RARER / len(words)
    if _script(letters[1]) == "LATIN":
        odds[UNDETERMINED] = max(odds[UNDETERMINED], _other_latin(odds, words))
    elif len(words) <= _FEW:
        _look_up(odds, words)
    return odds


def _look_up(odds: dict[str, float], words: Sequence[str]) -> None:
    """Add what the lexicons say to *odds*. It shifts our languages against each other; against ``und`` they gain
    together, and only by what the best of them knows of the words."""
    ours = [code for code in odds if code != UNDETERMINED]
    before = _sum([odds[code] for code in ours])
    readers = [code for code in ours if _script(languages.get(code).alphabet[0]) == "CYRILLIC"]
    for code in readers:
        odds[code] = _MODEL * odds[code] + sum(_looked_up(word, code) for word in words)
    top, *others = sorted((odds[code] for code in readers), reverse=True)
    if others and top - others[0] < _CLEAR:
        for code in readers:
            odds[code] += _INFLECTED * sum(_is_inflected(word, code) for word in words)
    best = max(ours, key=lambda code: odds[code])
    known = sum(word in languages.get(best).counts() or languages.get(best).knows(word) for word in words) / len(words)
    shift = before + _FAMILIAR * (2 * known - 1) - _sum([odds[code] for code in ours])
    for code in ours:
        odds[code] += shift


def _sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + math.log(sum(math.exp(value - top) for value in logs))


@cache
def _script(letter: str) -> str:
    """``CYRILLIC``, ``LATIN`` …: the first word of the letter's Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _main_script(letters: str) -> str:
    """The words in the script of the text: «CNN-ге» is Kyrgyz, and a Russian name does not make English Russian."""
    scripts = {letter: _script(letter) for letter in set(letters) if letter != " "}
    if len(set(scripts.values())) < 2:
        return letters
    sizes = {letter: letters.count(letter) for letter in scripts}
    cyrillic = sum(size for letter, size in sizes.items() if scripts[letter] == "CYRILLIC")
    quoted = "LATIN" if cyrillic >= _SECOND_SCRIPT * sum(sizes.values()) else "CYRILLIC"
    # a letter that none of our languages has stays: Chuvash is printed with Latin ă and ĕ among Cyrillic letters
    dropped = {letter for letter in scripts if scripts[letter] == quoted and letter in _our_letters()}
    kept = "".join(" " if letter in dropped else letter for letter in letters).split()
    return f" {' '.join(kept)} " if kept else letters


@cache
def _our_letters() -> frozenset[str]:
    return frozenset().union(*(languages.get(code).letters for code in languages.available()))


def _strange_share(letters: str, code: str) -> float:
    """Share of the letters that the alphabet of *code* lacks."""
    strange = set(letters) - languages.get(code).letters - {" "}
    if not strange:
        return 0.0
    return sum(map(letters.count, strange)) / (len(letters) - letters.count(" "))


def _other_latin(odds: Mapping[str, float], words: Sequence[str]) -> float:
    """Log-odds of some other language in Latin letters: German and Turkish are not in the classifier, so English has
    to show words of its own."""
    best = max((code for code in odds if code != UNDETERMINED), key=lambda code: odds[code])
    counts, knows = languages.get(best).counts(), languages.get(best).knows
    longer = [word for word in words if len(word) > 1] or words
    common = sum(counts.get(word, 0) > 1 for word in longer)
    if common < 0.7 * len(longer):  # a short word of the lexicon proves nothing: it has de, la, el and der
        common = sum(counts.get(word, 0) > 1 or (len(word) > 3 and knows(word)) for word in longer)
    return odds[best] + 3.0 * min(len(longer), 10) * (0.5 - common / len(longer)) - 2.5


@lru_cache(maxsize=1 << 16)
def _looked_up(word: str, code: str) -> float:
    """What the word counts and the lexicon of a language say for a word, in log-odds.

    To be missing from a large lexicon is evidence too. A word that no lexicon has is judged by its ending: сэнфорда.
    """
    language = languages.get(code)
    share = _coverage(code)
    evidence = _COUNTED * min(_COMMONEST, math.log(2 * language.counts().get(word, 0) + 1))
    if language.knows(word):
        evidence += _KNOWN * math.log(share / _SHARED)
    else:
        evidence += _KNOWN * math.log((1 - share) / (1 - _SHARED))
        if not any(languages.get(other).knows(word) for other in languages.available()):
            evidence += _ENDING * _ending(word, code)
    return evidence


@lru_cache(maxsize=1 << 16)
def _is_inflected(word: str, code: str) -> bool:
    """Is it a form other than the headword? Better evidence, for languages share headwords: газета, but газетами."""
    language = languages.get(code)
    return language.knows(word) and language.lemmatize(word)[0].replace("ё", "е") != word.replace("ё", "е")


@cache
def _coverage(code: str) -> float:
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
