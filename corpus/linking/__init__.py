"""From the keyword lists of articles to concepts, each link with its reasons. Which labels name one thing?

The method, without a model: the words of two terms (dictionary, cognates, acronyms, words matched one to one), the
company that terms keep over the corpus, links over a third language, and the order of the lists where other
reasons anchor it. A first pass teaches the second new words. Links then become concepts, the surest first;
a link that would bring two terms of one language together is left out. A person's decisions go before all.

``link`` builds, ``links`` and ``explain`` say why, ``unused`` tells which decisions found nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .building import Article, link
    from .explanation import Link, explain, links
    from .remarks import definitions, notes, unused

__all__ = ["VERSION", "Article", "Link", "definitions", "explain", "link", "links", "notes", "unused"]

VERSION = 1
"""Grows when the same articles may give other concepts; read at every opening, so nothing is loaded for it."""

_HOMES = {
    "Article": "building",
    "link": "building",
    "Link": "explanation",
    "explain": "explanation",
    "links": "explanation",
    "definitions": "remarks",
    "notes": "remarks",
    "unused": "remarks",
}


def __getattr__(name: str) -> Any:
    """A public name loads its module when it is first used."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
