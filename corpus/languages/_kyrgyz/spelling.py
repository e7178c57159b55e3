"""Spelling tiers: other signs for the letters ң ү ө, and words typed without them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from .. import _tables
from .lexicon import Lexicon
from .phonology import VOWELS, join, sounds_of

_PLAIN = str.maketrans("ңүө", "нуо")
_FRONT = str.maketrans("уо", "үө")
_FRONT_VOWELS = frozenset("еиэөү")
_TYPED = frozenset("нуо")
_SPECIAL = frozenset("ңүө")
_MOST_NASALS = 3  # more н than this in an ending are not each tried


@cache
def _meant() -> tuple[dict[int, str], dict[str, frozenset[str]]]:
    table, not_beside = {}, {}
    for row in _tables.rows("repair", "letters_ky"):
        table[ord(row["found"])] = row["meant"]
        not_beside[row["found"]] = frozenset(row["not beside"])
    return table, not_beside


def mended(form: str) -> str:
    """*form* with ө ү ң where old fonts and foreign keyboards have other signs; see ``data/repair/letters_ky.tsv``.

    >>> mended("кѳч"), mended("Єзбек"), mended("Україна")
    ('көч', 'Өзбек', 'Україна')
    """
    table, not_beside = _meant()
    if not_beside.keys().isdisjoint(form):
        return form
    letters = frozenset(form.lower())
    if any(not_beside[letter] & letters for letter in form if letter in not_beside):
        return form
    return form.translate(table)


def plain(word: str) -> str:
    """*word* as it is typed on a keyboard without ң ү ө.

    >>> plain("өлкөңүз")
    'олконуз'
    """
    return word.translate(_PLAIN)


def restored(word: str, words: Lexicon) -> Iterator[str]:
    """Words that *word*, lower case, may stand for if ң ү ө were typed as н у о: a listed stem, then an ending in its
    harmony. Not every one of them need be a word.

    >>> from . import lexicon
    >>> sorted(restored("олкодо", lexicon.standard()))[-1]
    'өлкөдө'
    """
    if _TYPED.isdisjoint(word):
        return
    if not words.plain:
        words.plain.update(_index(words))
    seen = {word}
    for stop in range(2, len(word) + 1):
        part = word[:stop]
        stems = words.plain.get(part, ())
        for stem in (part, *stems) if part in words.begun else stems:
            for ending in _endings(stem, word[stop:]):
                if (whole := stem + ending) not in seen:
                    seen.add(whole)
                    yield whole


def _index(words: Lexicon) -> dict[str, tuple[str, ...]]:
    """Beginning of a word as typed without the letters → beginnings as printed, which have some of them."""
    found: dict[str, tuple[str, ...]] = {}
    for sounds in words.begun:
        if len(sounds) > 1 and not _SPECIAL.isdisjoint(sounds):
            shape = join(sounds)
            key = plain(shape)
            found[key] = (*found[key], shape) if key in found else (shape,)
    return found


def _endings(stem: str, ending: str) -> Iterator[str]:
    vowel = next((sound for sound in reversed(sounds_of(stem)) if sound in VOWELS), "а")
    front = ending.translate(_FRONT) if vowel in _FRONT_VOWELS else ending
    nasals = [place for place, letter in enumerate(front) if letter == "н" and (place or stem[-1:] in VOWELS)]
    for choice in product("нң", repeat=min(len(nasals), _MOST_NASALS)):
        letters = list(front)
        for place, letter in zip(nasals[-_MOST_NASALS:], choice, strict=True):
            letters[place] = letter
        yield "".join(letters)
