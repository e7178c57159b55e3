"""Latin letters inside Cyrillic words, and the other way round.

A word is changed when every letter of the script with fewer letters has a twin in the other. Capitals with a
suffix after them are right as they are (KOICAнын, MTCде, eBayде), and so is each part of IT-компания.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from ..edits import Edit
from .rule import Rule, replacements
from .words import Words, plain

NAME = "look-alike letter"
CYRILLIC = "\u0400-\u052f\u1c80-\u1c88"
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # not IPA: U+0275 and U+028F are the next rule's
_SEAM = re.compile(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(f"[{LATIN}]")
_CYRILLIC = re.compile(f"[{CYRILLIC}]")


@cache
def to_cyrillic() -> dict[str, str]:
    return {latin: cyrillic for latin, cyrillic in replacements("lookalikes").items() if cyrillic}


@cache
def to_latin() -> dict[str, str]:
    return {cyrillic: latin for latin, cyrillic in to_cyrillic().items()}


@cache
def undecided() -> frozenset[str]:
    """Latin letters that only a language can read: Y for У or Ү."""
    return frozenset(replacements("lookalikes")) - to_cyrillic().keys()


def respell(word: str, *, cyrillic_text: bool = True) -> str | None:
    """*word* in one script; None where it is right as it is or nobody can tell.

    >>> [respell(word) for word in ("мигрaция", "Kыргыз", "Тoyota", "KOICAнын", "Webдизайн")]
    ['миграция', 'Кыргыз', 'Toyota', None, None]
    """
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    if _is_name_with_suffix(word, len(latin)) or (cyrillic_text and _may_be_read_by_a_language(latin)):
        return None
    if not all(letter in to_latin() for letter in cyrillic):
        is_cyrillic = len(latin) < len(cyrillic) or cyrillic_text  # xopoшo
    else:
        is_cyrillic = len(latin) < len(cyrillic) + (2 if cyrillic_text else 0)  # in a Cyrillic text {a}р{a} is ара
    fewer, twins = (latin, to_cyrillic()) if is_cyrillic else (cyrillic, to_latin())
    if not all(letter in twins for letter in fewer):
        return None
    changing = set(fewer)
    return "".join(twins[letter] if letter in changing else letter for letter in word)


def _may_be_read_by_a_language(latin: list[str]) -> bool:
    known = to_cyrillic().keys() | undecided()
    return not undecided().isdisjoint(latin) and known.issuperset(latin)


def _is_name_with_suffix(word: str, size: int) -> bool:
    """Latin letters with a capital after the first, or capitals alone, then Cyrillic small letters."""
    name, suffix = word[:size], word[size:]
    return (
        len(_LATIN.findall(name)) == size
        and suffix.islower()
        and size > 1
        and (name.isupper() or any(letter.isupper() for letter in name[1:]))
    )


def mixed_words(text: str) -> Iterator[re.Match[str]]:
    """Words with letters of both scripts side by side."""
    at = 0
    while not text.isascii() and (seam := _SEAM.search(text, at)):
        start = seam.start()
        while start > at and text[start - 1].isalpha():
            start -= 1
        match = _WORD.match(text, start)
        assert match is not None
        yield match
        at = match.end()


def is_cyrillic(text: str) -> bool:
    return len(_CYRILLIC.findall(text)) >= len(_LATIN.findall(text))


def _find(text: str) -> Iterator[Edit]:
    cyrillic_text: bool | None = None
    for match in mixed_words(text):
        cyrillic_text = is_cyrillic(text) if cyrillic_text is None else cyrillic_text
        yield from edits_of(match, respell(match[0], cyrillic_text=cyrillic_text))


def edits_of(match: re.Match[str], right: str | None) -> Iterator[Edit]:
    """One edit a word, from the first letter that differs to the last."""
    if right is None or right == match[0]:
        return
    places = [place for place, (one, other) in enumerate(zip(match[0], right, strict=True)) if one != other]
    start, stop = places[0], places[-1] + 1
    yield Edit(match.start() + start, match.start() + stop, right[start:stop], NAME)


def look_alike_letters(text: str, words: Words) -> Iterator[Edit]:
    """The same with the letters that one language alone can read: Latin Y is У or Ү, and the lexicon says which.

    >>> from corpus import languages
    >>> [edit.replacement for edit in look_alike_letters("Yй-бyлө", Words(languages.get("ky"), {}))]
    ['Ү', 'ү']
    """
    twins = {latin: (cyrillic,) for latin, cyrillic in to_cyrillic().items()}
    own = {latin: tuple(letters) for latin, letters in replacements(f"lookalikes_{words.language.code}").items()}
    for match in mixed_words(text):
        latin = _LATIN.findall(match[0][:_LONGEST])
        is_readable = not own.keys().isdisjoint(latin) and all(letter in twins or letter in own for letter in latin)
        if is_readable and len(match[0]) <= _LONGEST and not _is_name_with_suffix(match[0], len(latin)):
            yield from edits_of(match, _likeliest(match[0], twins | own, words))


def _likeliest(word: str, twins: dict[str, tuple[str, ...]], words: Words) -> str:
    spellings = product(*(twins.get(letter, (letter,)) for letter in word))
    return max(
        ("".join(letters) for letters in islice(spellings, _SPELLINGS)), key=lambda right: words.log(plain(right))
    )


_SPELLINGS = 64
_LONGEST = 60  # letters of a word

LOOKALIKES = Rule(NAME, "Latin letters in Cyrillic words, and the other way round: мигр(a)ция → миграция", _find)
