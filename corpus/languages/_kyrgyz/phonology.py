"""Sounds of Kyrgyz: what a suffix looks like after a given stem, and what a stem looks like before a suffix.

Inside the analyser a word is written *spelled out*: one sound, one letter (``коёт`` → ``койот``, ``киет`` →
``кийет``), so that stem and suffix can be cut apart; :class:`Spelling` leads back to the letters as printed.

A suffix is written with archiphonemes (Latin capitals), which the stem decides:

=====  =====================================================================================
``I``  high vowel: ы, и, у, ү                ``A``  low vowel: а, е, о, ө
``U``  long high vowel: уу, үү               ``E``  long low vowel: аа, ээ, оо, өө
``W``  short у, ү                           ``O``  ``U`` fused with the lost vowel: оо, өө, уу, үү
``D``  д, т      ``G``  г, к      ``B``  б, п      ``N``  н, д, т      ``L``  л, д, т (л after р)
``Y``  as ``L``, but after р both л and д: the orthography allows ыктыярлуу and ыктыярдуу
=====  =====================================================================================

Source: the harmony and assimilation rules of the Kyrgyz orthography (кыргыз тилинин жазуу эрежелери).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

VOWELS = "аоуыэеиөү"
VOICELESS = "кптсшчщцфх"
LETTERS = "абвгджзийклмнңоөпрстуүфхцчшщъыьэе"  # in which a word is spelled out
_IOTATED = {"я": "йа", "ё": "йо", "ю": "йу"}
_SEVERAL = frozenset("яёюе")  # letters that may stand for two sounds
_GLIDE = re.compile(f"[{VOWELS}]е")  # е after a vowel is й and е
_JOINED = {sounds: letter for letter, sounds in _IOTATED.items()} | {"йе": "е"}

_HIGH = {"а": "ы", "ы": "ы", "е": "и", "э": "и", "и": "и", "о": "у", "у": "у", "ө": "ү", "ү": "ү"}
_LOW = {"а": "а", "ы": "а", "у": "а", "о": "о", "е": "е", "э": "е", "и": "е", "ө": "ө", "ү": "ө"}
_LONG = {"а": "уу", "ы": "уу", "о": "уу", "у": "уу", "е": "үү", "э": "үү", "и": "үү", "ө": "үү", "ү": "үү"}
_FUSED = {"а": "оо", "о": "оо", "е": "өө", "э": "өө", "ө": "өө", "ы": "уу", "у": "уу", "и": "үү", "ү": "үү"}

FINALS = "VRLDTKG"
"""Kinds of stem end: vowel; р; й; other voiced; other voiceless; к or п that would be voiced before a vowel;
г or б made of such, before a vowel only."""

_STOPS = {"к": "г", "п": "б"}
_HARDENED = {voiced: voiceless for voiceless, voiced in _STOPS.items()}


class Context(NamedTuple):
    """What a suffix sees of the word before it: ``vowel`` the last one, ``final`` one of FINALS."""

    vowel: str
    final: str


CONTEXTS = tuple(Context(vowel, final) for vowel, final in product("аоуыеиөү", FINALS))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A printed word and its sounds; ``starts[i]`` is the place in ``printed`` of the letter that holds sound *i*."""

    printed: str
    sounds: str
    starts: tuple[int, ...]

    def stem(self, stop: int) -> str:
        """The letters as printed of the first *stop* sounds; a letter cut in two leaves its й.

        >>> spell("койгон").stem(3), spell("коёт").stem(3), spell("район").stem(5)
        ('кой', 'кой', 'район')
        """
        place = self.starts[stop]
        return self.printed[:place] + "й" if stop and self.starts[stop - 1] == place else self.printed[:place]

    def piece(self, start: int, stop: int) -> str:
        """The letters as printed that begin or lie between two sounds; a fused letter belongs to the suffix."""
        return self.printed[self.starts[start] : self.starts[stop]]


def spell(word: str) -> Spelling:
    """*word* (lower case) sound by sound.

    >>> spell("коёт").sounds, spell("кеңеет").sounds, spell("миграция").sounds
    ('койот', 'кеңейет', 'миграцийа')
    """
    if _is_plain(word):
        return Spelling(word, word, tuple(range(len(word) + 1)))
    sounds: list[str] = []
    starts: list[int] = []
    before = ""
    for place, letter in enumerate(word):
        heard = _IOTATED.get(letter) or ("йе" if letter == "е" and before and before in VOWELS + "яёю" else letter)
        sounds.append(heard)
        starts.extend([place] * len(heard))
        before = letter
    return Spelling(word, "".join(sounds), (*starts, len(word)))


def _is_plain(word: str) -> bool:
    """Is each letter one sound?"""
    return _SEVERAL.isdisjoint(word) or not ("я" in word or "ю" in word or "ё" in word or _GLIDE.search(word))


def sounds_of(word: str) -> str:
    """The sounds alone: ``spell(word).sounds``."""
    return word if _is_plain(word) else spell(word).sounds


def join(sounds: str) -> str:
    """Sounds back to letters as the orthography writes them: й and a vowel make one letter.

    >>> join("койот"), join("кийет"), join("барайын")
    ('коёт', 'киет', 'барайын')
    """
    for pair, letter in _JOINED.items():
        sounds = sounds.replace(pair, letter)
    return sounds


def context(sounds: str) -> Context:
    """The context that *sounds* give to a suffix; a word without vowels is taken as if it had и (Latin letter names).

    >>> context("китеп"), context("мигрант"), context("үй-бүлө")
    (Context(vowel='е', final='K'), Context(vowel='а', final='T'), Context(vowel='ө', final='V'))
    """
    vowel = "и"
    for sound in reversed(sounds):
        if sound in VOWELS:
            vowel = "е" if sound == "э" else sound
            break
    return Context(vowel, _final(sounds.rstrip("ьъ")))


def _final(sounds: str) -> str:
    last = sounds[-1:]
    if last in VOWELS:
        return "V"
    if last in _STOPS:
        return "K" if sounds[-2:-1] in VOWELS else "T"
    if last in VOICELESS:
        return "T"
    return {"р": "R", "й": "L"}.get(last, "D")


def voiced(sounds: str) -> str | None:
    """The shape before a vowel of a stem in к or п; None for others.

    >>> voiced("китеп"), voiced("чык"), voiced("жол")
    ('китеб', 'чыг', None)
    """
    return sounds[:-1] + _STOPS[sounds[-1]] if sounds[-1:] in _STOPS and _final(sounds) == "K" else None


def hardened(sounds: str) -> str | None:
    """A stem printed with г or б before a vowel, as it is alone: ``китеб`` → ``китеп``; ``барг`` is none."""
    return sounds[:-1] + _HARDENED[sounds[-1]] if sounds[-1:] in _HARDENED and sounds[-2:-1] in VOWELS else None


def drawn(sounds: str) -> str:
    """A verb in п together with its converb suffix: ``тап`` + ып → ``таап``, ``сеп`` → ``сээп``."""
    vowel = sounds[-2].replace("е", "э")
    return f"{sounds[:-2]}{vowel}{vowel}п"


def fused(vowel: str) -> str:
    """What the final *vowel* of a stem and the suffix U make together: ``иште`` + U → ишт-өө."""
    return _FUSED[vowel]


@cache
def realize(form: str, before: Context) -> tuple[str, ...]:
    """The shapes of a suffix in a context: none where it cannot stand, two where the orthography allows two.

    *form* is letters and archiphonemes; ``(x)`` stands only after a consonant, ``[x]`` only after a vowel;
    ``C:``, ``V:``, ``R:`` or ``J:`` in front demand a consonant, a vowel, р or й, or a lost vowel.

    >>> realize("LAр", Context("е", "K")), realize("[с]I", Context("у", "V")), realize("YU", Context("а", "R"))
    (('тер',), ('су',), ('луу', 'дуу'))
    """
    after_vowel = before.final == "V"
    if form[1:2] == ":":
        if not {"C": not after_vowel, "V": after_vowel, "R": before.final in "RL", "J": True}[form[0]]:
            return ()
        form = form[2:]
    form = _buffered(form, after_vowel)
    shapes = [""]
    vowel = before.vowel
    final = before.final
    for symbol in form:
        sounds = _sounds(symbol, vowel, final)
        shapes = [shape + sound for shape in shapes for sound in sounds]
        last = sounds[0]
        vowel = next((sound for sound in reversed(last) if sound in VOWELS), vowel)
        final = _final(shapes[0]) if last[-1] not in "кп" else "K"
    if before.final == "G":
        return tuple(shape for shape in shapes if shape[:1] in VOWELS)
    if before.final == "K":
        return tuple(shape for shape in shapes if shape[:1] not in VOWELS)
    return tuple(shapes)


def _buffered(form: str, after_vowel: bool) -> str:
    kept = form
    for opening, closing, stays in (("(", ")", not after_vowel), ("[", "]", after_vowel)):
        while opening in kept:
            start, stop = kept.index(opening), kept.index(closing)
            kept = kept[:start] + (kept[start + 1 : stop] if stays else "") + kept[stop + 1 :]
    return kept


def _sounds(symbol: str, vowel: str, final: str) -> tuple[str, ...]:
    unvoiced = final in "TK"
    match symbol:
        case "I":
            return (_HIGH[vowel],)
        case "A":
            return (_LOW[vowel],)
        case "U":
            return (_LONG[vowel],)
        case "E":
            return (_LOW[vowel].replace("е", "э") * 2,)
        case "W":
            return (_LONG[vowel][0],)
        case "O":
            return (_FUSED[vowel],)
        case "D":
            return ("т",) if unvoiced else ("д",)
        case "G":
            return ("к",) if unvoiced else ("г",)
        case "B":
            return ("п",) if unvoiced else ("б",)
        case "N":
            return ("н",) if final == "V" else ("т",) if unvoiced else ("д",)
        case "L" | "Y":
            if symbol == "Y" and final == "R":
                return ("л", "д")
            return ("л",) if final in "VRL" else ("т",) if unvoiced else ("д",)
    return (symbol,)
