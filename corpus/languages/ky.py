"""Kyrgyz. The grammar and the analyser stand in ``_kyrgyz/``, the tables in ``data/ky/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from . import _tables
from .base import Analysis, Language


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
)
