"""Russian: the dictionary of pymorphy3, a vote where it hesitates, and a few words put right by hand.

pymorphy3 (MIT; its OpenCorpora dictionary CC BY-SA 3.0) gives every reading of a form with a probability. The
probabilities of one lemma are added up over its cases; a lemma below 0.6 is put to the vote of simplemma's list,
which takes 1.4 s to load and so is asked only then.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

from . import _tables
from .base import Analysis, Language

_SURE = 0.6  # a lemma this probable needs no vote; measured best of 0.5 to 0.8 on UD Russian-GSD (dev)
_WORTH_NAMING = 0.1  # readings below are noise of the dictionary
_ACUTE = "\N{COMBINING ACUTE ACCENT}"  # marks stress in encyclopedias; й and ё are composed and keep theirs
_POS = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "COMP": "ADJ",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "NUMR": "NUM",
    "ADVB": "ADV",
    "PRED": "ADV",
    "NPRO": "PRON",
    "PREP": "ADP",
    "CONJ": "CCONJ",
    "PRCL": "PART",
    "INTJ": "INTJ",
}
_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad")  # OpenCorpora grammemes of proper nouns


@cache
def _dictionary() -> Any:
    from pymorphy3 import analyzer

    make: Any = analyzer.MorphAnalyzer
    return make(lang="ru")


@cache
def _overrides() -> dict[str, tuple[str, str]]:
    """Form → (lemma, part of speech); a form with ё is found under е too."""
    table: dict[str, tuple[str, str]] = {}
    for row in _tables.rows("ru", "overrides"):
        reading = (row["lemma"], row["pos"])
        table[row["form"]] = reading
        table.setdefault(row["form"].replace("ё", "е"), reading)
    return table


def _plain(form: str) -> str:
    return unicodedata.normalize("NFC", form).replace(_ACUTE, "").lower()


@lru_cache(maxsize=1 << 17)
def analyze(form: str) -> tuple[Analysis, ...]:
    """Readings of *form*, one for each lemma and part of speech, best first.

    >>> [(reading.lemma, reading.pos) for reading in analyze("рынке")]
    [('рынок', 'NOUN')]
    """
    plain = _plain(form)
    if not plain:
        return (Analysis(form, form, "X", source="whole"),)
    known = knows(form)
    scores = _readings(plain)
    lemma = _choose(form, plain, known, scores)
    best = max((key for key in scores if key[0] == lemma), key=lambda key: scores[key], default=(lemma, "X"))
    first = _overrides().get(plain, best)
    rest = sorted((key for key in scores if key != first), key=lambda key: -scores[key])
    worth = [first, *(key for key in rest if scores[key] >= _WORTH_NAMING)]
    source = "lexicon" if known else "shape"
    return tuple(
        # the reading chosen stands above whatever the dictionary finds more probable
        Analysis(lemma, lemma, pos, score=scores.get((lemma, pos), 0.0) + (place == 0), source=source)
        for place, (lemma, pos) in enumerate(worth)
    )


def lemmatize(form: str) -> tuple[str, ...]:
    """Lemmas of *form* in lower case, best first, never empty; participles have their verb's.

    >>> lemmatize("счастья"), lemmatize("опоре")[0], lemmatize("детей")[0], lemmatize("двум-трём")[0]
    (('счастье',), 'опора', 'ребёнок', 'два-три')
    """
    return tuple(dict.fromkeys(reading.lemma for reading in analyze(form)))


def knows(form: str) -> bool:
    """Is it in the dictionary, in any inflected form? A hyphenated word is known by its parts.

    >>> knows("МИГРАНТАМИ"), knows("страны-участницы"), knows("мамлекет"), knows("12")
    (True, True, False, False)
    """
    plain = _plain(form)
    if not any(map(str.isalpha, plain)):
        return False
    return _in_dictionary(plain) or all(map(_in_dictionary, plain.split("-")))


@lru_cache(maxsize=1 << 17)
def _in_dictionary(plain: str) -> bool:
    return bool(plain) and bool(_dictionary().word_is_known(plain))


def _readings(plain: str) -> dict[tuple[str, str], float]:
    """(lemma, part of speech) → its probability added up over cases and numbers."""
    if "-" in plain:
        numerals = [_numeral(part) for part in plain.split("-")]
        if all(numerals):
            return {("-".join(filter(None, numerals)), "NUM"): 1.0}  # двум-трём, where трём is no form of тереть
    scores: dict[tuple[str, str], float] = {}
    for parse in _dictionary().parse(plain):
        key = (_lemma_of(plain, parse), _pos_of(parse.tag))
        scores[key] = scores.get(key, 0.0) + parse.score
    return scores


def _numeral(part: str) -> str | None:
    """The lemma of a numeral in any case."""
    return next((parse.normal_form for parse in _dictionary().parse(part) if parse.tag.POS == "NUMR"), None)


def _lemma_of(plain: str, parse: Any) -> str:
    lemma: str = parse.normal_form
    if "-" in plain:
        return _hyphenated(plain, parse) or lemma
    soft_sign = len(lemma) - 2
    if lemma.endswith("ие") and plain[soft_sign : soft_sign + 1] == "ь":
        return lemma[:-2] + "ье"  # счастья is a form of счастье; the dictionary says счастие
    return lemma


def _hyphenated(plain: str, parse: Any) -> str | None:
    """The lemma of a pair whose halves both inflect; None for any other hyphenated word.

    The dictionary leaves the first half of трудящихся-мигрантов as it is.
    """
    left = plain.rpartition("-")[0]
    if not (parse.tag.POS == "NOUN" and parse.normal_form.startswith(left + "-") and _in_dictionary(left)):
        return None
    for half in _dictionary().parse(left):
        if half.tag.POS in ("NOUN", "ADJF", "PRTF") and _agree(half.tag, parse.tag):
            nominative = half.inflect({"nomn", "masc", "sing"}) if half.tag.POS == "PRTF" else None
            return f"{nominative.word if nominative else half.normal_form}-{parse.normal_form[len(left) + 1 :]}"
    return None


def _agree(one: Any, other: Any) -> bool:
    return "Fixd" not in one and one.case == other.case and one.number == other.number


def _pos_of(tag: Any) -> str:
    if tag.POS == "NOUN":
        return "PROPN" if any(name in tag for name in _NAMES) else "NOUN"
    if "Apro" in tag:
        return "DET"
    return _POS.get(str(tag.POS), "X")


def _choose(form: str, plain: str, known: bool, scores: dict[tuple[str, str], float]) -> str:
    """The lemma that the form most probably has."""
    if plain in _overrides():
        return _overrides()[plain][0]
    lemmas: dict[str, float] = {}
    for (lemma, _), score in scores.items():
        lemmas[lemma] = lemmas.get(lemma, 0.0) + score
    if not known and "-" not in plain and form[0].isupper() and plain in lemmas:
        return plain  # a name nobody listed: Крэйг is no genitive of Крэйга
    best = max(lemmas, key=lambda lemma: lemmas[lemma])
    if lemmas[best] < _SURE and len(lemmas) > 1:
        return _vote(plain, lemmas) or best
    return best


def _vote(plain: str, lemmas: dict[str, float]) -> str | None:
    """The lemma that simplemma's list has for the form, if it is among *lemmas*."""
    import simplemma

    voted: str = simplemma.lemmatize(plain, lang="ru").lower()
    return voted if voted in lemmas else None


LANGUAGE = Language(
    code="ru",
    name="Russian",
    native_name="русский",
    alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    headings=_tables.headings("ru"),
    abbreviations=_tables.abbreviations("ru"),
    stop_words=_tables.stop_words("ru"),
    lemmatize=lemmatize,
    analyze=analyze,
    knows=knows,
    counts=lambda: _tables.counts("ru"),
)
