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
    """One lemma, and a reading for each part of speech that the form may have, the commonest first.

    A function word has that of its class; other forms those counted in UD English-EWT, of the form itself, else of its
    lemma, else of its ending (``data/en/pos.tsv``), else ``X``.

    >>> [analyze(word)[0].pos for word in ("the", "migration", "social")]
    ['DET', 'NOUN', 'ADJ']
    >>> sorted(analysis.pos for analysis in analyze("work"))
    ['NOUN', 'VERB']
    """
    lemma = lemmatize(form)[0]
    source = "lexicon" if knows(form) else "shape"
    found = _parts_of_speech(_host(_plain(form)), lemma)
    return tuple(Analysis(lemma, lemma, pos, score=1.0 / place, source=source) for place, pos in enumerate(found, 1))


def _parts_of_speech(host: str, lemma: str) -> tuple[str, ...]:
    word, table = host.lower(), _counted()
    if word in _closed_classes():
        return (_closed_classes()[word],)
    if word in table:
        return table[word]
    if lemma in table and word != lemma:
        return _inflected(table[lemma], word, lemma)
    by_rule = next((pos for ending, pos in _endings() if _ends(lemma, ending)), "")
    if by_rule:
        return ("NOUN",) if by_rule == "ADJ" and word == lemma + "s" else (by_rule,)
    return table.get(f"…{word[-3:]}", ("PROPN",) if host[:1].isupper() else ("X",))


def _inflected(of_lemma: tuple[str, ...], word: str, lemma: str) -> tuple[str, ...]:
    """Of the parts of speech of a lemma, those that its form may have: adjectives have no plural (residents)."""
    kept = tuple(pos for pos in of_lemma if not (pos in ("ADJ", "ADV") and word == lemma + "s"))
    return kept or ("NOUN",)


@cache
def _counted() -> dict[str, tuple[str, ...]]:
    """Form or ending → its parts of speech, commonest first."""
    found: dict[str, list[str]] = {}
    for row in _tables.rows("en", "pos"):
        found.setdefault(row["form"], []).append(row["pos"])
    return {form: tuple(listed) for form, listed in found.items()}


def use_parts_of_speech(table: dict[str, tuple[str, ...]]) -> None:
    """Another table than ours, for measuring."""
    _counted().clear()
    _counted().update(table)
    analyze.cache_clear()


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
