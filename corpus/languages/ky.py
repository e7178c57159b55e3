"""Kyrgyz. The grammar and the analyser stand in ``_kyrgyz/``, the tables in ``data/ky/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from . import _tables
from .base import Analysis, Counts, Entry, Language, WordForm

if TYPE_CHECKING:
    from ._kyrgyz.analyzer import Analyzer


@lru_cache(maxsize=200_000)
def _lemmatize(form: str) -> tuple[str, ...]:
    from ._kyrgyz import analyzer

    return analyzer.lemmas(form)


def _analyze(form: str) -> tuple[Analysis, ...]:
    from ._kyrgyz import analyzer

    return analyzer.analyze(form)


@lru_cache(maxsize=200_000)
def _knows(form: str) -> bool:
    from ._kyrgyz import analyzer

    return analyzer.knows(form)


def _counts() -> Mapping[str, int]:
    return _tables.counts("ky")


def _translations() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    from ._kyrgyz import lexicon

    return lexicon.translations()


def _with(reader: Analyzer) -> Language:
    """Kyrgyz as *reader* reads it."""
    from dataclasses import replace

    lemmatize = lru_cache(maxsize=200_000)(reader.lemmas)
    return replace(LANGUAGE, lemmatize=lemmatize, analyze=reader.analyze, knows=reader.knows)


def extend(entries: tuple[Entry, ...], counted: Counts | None) -> Language:
    """Kyrgyz with words of the user, inflected as ours are."""
    from dataclasses import replace

    from ._kyrgyz import analyzer, lexicon, paradigm

    words = lexicon.extended(entries)
    return replace(
        _with(analyzer.Analyzer(words, counted)),
        translations=cache(lambda: lexicon.translations_with(entries)),
        paradigm=lambda lemma, pos: paradigm.paradigm(lemma, pos, words),
    )


@cache
def typed_plain() -> Language:
    """Kyrgyz as it is typed on a keyboard without ң ү ө: каалоо stays, олко is өлкө, and кун is күн, the likelier."""
    from ._kyrgyz import analyzer, lexicon

    return _with(analyzer.Analyzer(lexicon.standard(), plain=True))


def paradigm(lemma: str, pos: str) -> tuple[WordForm, ...]:
    """The forms of a word: of a verb, or of anything that is declined as a noun is; one form of what is not."""
    from ._kyrgyz import paradigm

    return paradigm.paradigm(lemma, pos)


LANGUAGE = Language(
    code="ky",
    name="Kyrgyz",
    native_name="кыргызча",
    alphabet="абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    headings=_tables.headings("ky"),
    abbreviations=_tables.abbreviations("ky"),
    stop_words=_tables.stop_words("ky"),
    lemmatize=_lemmatize,
    analyze=_analyze,
    knows=_knows,
    counts=_counts,
    translations=_translations,
    extend=extend,
    paradigm=paradigm,
    typed_plain=typed_plain,
    lacked="ңүө",
)
