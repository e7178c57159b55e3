"""English: simplemma's list, contractions and possessives taken apart, a few words put right by hand."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from . import _tables
from .base import Analysis, Language

_ACUTE = "\N{COMBINING ACUTE ACCENT}"
_CONTRACTED = ("'re", "'m", "'ve", "'ll", "'d", "'s")  # we're, I'm, they've, country's: the host is the word


@cache
def _overrides() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in _tables.rows("en", "overrides")}


@cache
def _closed_classes() -> dict[str, str]:
    return {row["word"]: row["pos"] for row in _tables.rows("en", "closed_classes")}


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    rows = [(row["ending"], row["pos"]) for row in _tables.rows("en", "endings")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _plain(form: str) -> str:
    """The form with straight apostrophes and without stress marks; case kept."""
    plain = unicodedata.normalize("NFC", form).replace(_ACUTE, "")
    return plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("\N{MODIFIER LETTER APOSTROPHE}", "'")


def _host(plain: str) -> str:
    """The word that a possessive or contracted ending leans on.

    >>> [_host(form) for form in ("country's", "migrants'", "they've", "O'Brien", "'s")]
    ['country', 'migrants', 'they', "O'Brien", "'s"]
    """
    if len(plain) > 1 and plain.lower().endswith("s'"):
        return plain[:-1]
    tail = next((tail for tail in _CONTRACTED if plain.lower().endswith(tail)), "")
    return plain[: len(plain) - len(tail)] or plain


@lru_cache(maxsize=1 << 17)
def lemmatize(form: str) -> tuple[str, ...]:
    """The lemma of *form* in lower case. British and American spellings are two lemmas.

    >>> lemmatize("migrants’"), lemmatize("country's"), lemmatize("isn't"), lemmatize("policies")
    (('migrant',), ('country',), ('be',), ('policy',))
    """
    plain = _plain(form)
    if not plain:
        return (form,)
    overrides = _overrides()
    if plain.lower() in overrides:
        return (overrides[plain.lower()],)
    host = _host(plain)
    if host.lower() in overrides:
        return (overrides[host.lower()],)
    import simplemma

    # case matters: US is no us. The clitic 's is a word of its own only where a tokenizer cut it off
    lemma: str = simplemma.lemmatize(host, lang="en").lower()
    return (lemma,)


@lru_cache(maxsize=1 << 17)
def analyze(form: str) -> tuple[Analysis, ...]:
    """One reading: the lemma, and a part of speech where a function word or an ending shows it, else ``X``.

    >>> [analyze(word)[0].pos for word in ("the", "migration", "social", "run")]
    ['DET', 'NOUN', 'ADJ', 'X']
    """
    lemma = lemmatize(form)[0]
    word = _host(_plain(form)).lower()
    pos = _closed_classes().get(word) or next((pos for end, pos in _endings() if _ends(lemma, end)), "X")
    if pos == "ADJ" and word == lemma + "s":
        pos = "NOUN"  # adjectives have no plural: residents, professionals
    return (Analysis(lemma, lemma, pos, score=1.0, source="lexicon" if knows(form) else "shape"),)


def _ends(lemma: str, ending: str) -> bool:
    return len(lemma) > len(ending) + 2 and lemma.endswith(ending)


@lru_cache(maxsize=1 << 17)
def knows(form: str) -> bool:
    """Is it in simplemma's list, inflected or not? A hyphenated word is known by its parts.

    >>> knows("MIGRANTS'"), knows("rural-urban"), knows("isn’t"), knows("göç"), knows("12")
    (True, True, True, False, False)
    """
    plain = _plain(form).lower()
    if plain in _overrides() or plain in _closed_classes():
        return True
    parts = _host(plain).split("-")
    return any(map(str.isalpha, plain)) and all(part and _listed(part) for part in parts)


def _listed(word: str) -> bool:
    import simplemma

    spellings = {word, word.lower(), word.capitalize(), word.upper()}  # the list has Kurdish, but no kurdish
    return word.lower() in _overrides() or any(simplemma.is_known(spelling, lang="en") for spelling in spellings)


LANGUAGE = Language(
    code="en",
    name="English",
    native_name="English",
    alphabet="abcdefghijklmnopqrstuvwxyz",
    headings=_tables.headings("en"),
    abbreviations=_tables.abbreviations("en"),
    stop_words=_tables.stop_words("en"),
    lemmatize=lemmatize,
    analyze=analyze,
    knows=knows,
    counts=lambda: _tables.counts("en"),
)
