"""The language of a section, a sentence, a term: which of the languages there are, or none of them?

A linear classifier over letter n-grams knows thirteen languages; those that Kochmon has a file for are answers, the
others (Kazakh, Tatar, Uzbek …) speak for "none", ``documents.UNDETERMINED``. Letters that an alphabet lacks count
against its language. A few words are also looked up: in the languages' word counts and lexicons.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .. import languages
from ..documents import UNDETERMINED
from . import _model, _words

__all__ = ["Guess", "detect", "detect_lines", "detect_term", "detect_terms"]

_RARE = 0.5  # log-odds against a text in none of our languages, before it is read
_RARER = 6.0  # as much again for a single word, less for more words, whose letters say little
_TERM = 2.0  # as much again for a term: keyword lists in yet another language are rare
_STRANGE = 60.0  # log-odds against a language when all letters of the text are strange to it
_FEW, _MANY = 5, 16  # words: so short a text is looked up always, and no more than so many of a longer one
_CLOSE = 4.0  # a longer text is looked up if its two best languages are so near, in log-odds
_HINT = 2.0  # log-odds that a label, a mark or a user's word is worth
_LIST = 4.0  # at most so much, in log-odds, does the whole of a keyword list say about one term
_CLEAR = 3.0  # with this lead no lemmatiser is asked: it may have to load a second list
_FAMILIAR = 2.0  # log-odds for a short text all of whose words are known, against one of unknown words
_ACRONYM, _LONGEST_ACRONYM = 0.3, 5  # weight of the evidence for a word in capitals of at most so many letters
_SECOND_SCRIPT = 0.2  # with this share of Cyrillic letters, the Latin words of a text are quoted ones

_MODEL = 0.65  # weight of the letters of a text that is looked up
_INFLECTED = 0.9  # log-odds for a form other than the headword
_VAGUE = 0.5  # how much less the letters say where all words are shared by two lexicons

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
    each = [_odds(term, closed, is_term=True) for term in terms]
    lean = _common_lean(each, hint)
    guesses = [_best(odds, hint, lean) for odds in each]
    return tuple(_unless_a_name(term, guess, guesses, lean) for term, guess in zip(terms, guesses, strict=True))


def _unless_a_name(term: str, guess: Guess, guesses: Sequence[Guess], lean: Mapping[str, float]) -> Guess:
    """A name or acronym in Latin letters that stands alone among Cyrillic terms is a term of their language."""
    alone = sum(other.language == guess.language for other in guesses) == 1
    if not alone or len(guesses) < 3 or guess.language == UNDETERMINED or not term.isascii():
        return guess
    language = languages.get(guess.language)
    is_word = term.islower() or term.istitle() or (term.isupper() and not _is_acronym(term))  # PyTorch is none
    if is_word and any(word.lower() in language.counts() or language.knows(word) for word in term.split()):
        return guess
    return Guess(max(lean, key=lambda code: lean[code]), 0.5)


def _common_lean(each: Sequence[Mapping[str, float]], hint: str | None) -> dict[str, float]:
    """What a list as a whole says for each language: 0 for the one that fits all terms best, less for others.

    No term speaks louder than ``_LIST``, so that two languages under one label leave the undecided terms open.
    """
    votes: dict[str, float] = {}
    for odds in each:
        top = max(odds.values(), default=0.0)
        for code in odds:
            votes[code] = votes.get(code, 0.0) + max(-_LIST, odds[code] - top)
    known = languages.normalize_code(hint) if hint else None
    total = {code: vote + (_HINT if code == known else 0.0) for code, vote in votes.items()}
    top = max(total.values(), default=0.0)
    return {code: max(-_LIST, vote - top) for code, vote in total.items()}


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
    if _is_acronym(text):
        top = max(odds.values())
        odds = {code: top + _ACRONYM * (score - top) for code, score in odds.items()}
    if closed:
        del odds[UNDETERMINED]
    elif is_term:
        odds[UNDETERMINED] -= _TERM
    return odds


def _is_acronym(text: str) -> bool:
    """ЕАЭС, БУУ, UN: whose letters follow no pattern of a language."""
    return text.isupper() and text.isalpha() and len(text) <= _LONGEST_ACRONYM


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
    elif len(words) <= _FEW or _is_close(odds):
        _look_up(odds, words[:_MANY])
    return odds


def _is_close(odds: Mapping[str, float]) -> bool:
    """Do two of our languages fit nearly as well? So it is with a string of loans, as keyword lists are."""
    first, second, *_ = sorted((odds[code] for code in odds if code != UNDETERMINED), reverse=True)
    return first - second < _CLOSE


def _look_up(odds: dict[str, float], words: Sequence[str]) -> None:
    """Add what the lexicons say to *odds*. It shifts our languages against each other; against ``und`` they gain
    together, and only by what the best of them knows of the words."""
    ours = [code for code in odds if code != UNDETERMINED]
    before = _sum([odds[code] for code in ours])
    readers = [code for code in ours if _script(languages.get(code).alphabet[0]) == "CYRILLIC"]
    trust = _MODEL * (1 - _VAGUE * sum(map(_words.is_shared, words)) / len(words))
    for code in readers:
        odds[code] = trust * odds[code] + sum(_words.looked_up(word, code) for word in words)
    top, *others = sorted((odds[code] for code in readers), reverse=True)
    if others and top - others[0] < _CLEAR:
        for code in readers:
            odds[code] += _INFLECTED * sum(_words.is_inflected(word, code) for word in words)
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
    share = cyrillic / sum(sizes.values())
    quoted = "CYRILLIC" if share < _SECOND_SCRIPT or (share < 0.5 and _is_latin_sentence(letters)) else "LATIN"
    # a letter that none of our languages has stays: Chuvash is printed with Latin ă and ĕ among Cyrillic letters
    dropped = {letter for letter in scripts if scripts[letter] == quoted and letter in _our_letters()}
    kept = "".join(" " if letter in dropped else letter for letter in letters).split()
    return f" {' '.join(kept)} " if kept else letters


def _is_latin_sentence(letters: str) -> bool:
    """Do function words hold the words in Latin letters together? Names quoted in Russian have few."""
    latin = [word for word in letters.split() if _script(word[0]) == "LATIN"]
    stop_words = (languages.get(code).stop_words for code in languages.available() if _is_latin(code))
    held = max((sum(map(words.__contains__, latin)) for words in stop_words), default=0)
    return len(latin) > 3 and held > 0.25 * len(latin)


def _is_latin(code: str) -> bool:
    return _script(languages.get(code).alphabet[0]) == "LATIN"


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
