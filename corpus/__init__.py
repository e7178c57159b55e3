"""Kochmon's corpus: from files in Kyrgyz, Russian and English to linked, analysed documents.

The flow, each step a module of that name::

    path → readers → repair → articles → detection → repair → keywords → analysis → store
    keywords → linking → concepts → glossary → exporters

What a researcher needs::

    import corpus

    texts = corpus.open("migration.kochmon")
    texts.add("articles/")                      # a report: read, repaired, skipped and why
    for line in texts.kwic("чек ара"):
        print(line.left, line.match, line.right)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Corpus
    from .corpus import open_corpus as open
    from .documents import Document, Metadata, Section, Span
    from .errors import KochmonError
    from .frames import data_frame
    from .pipeline import Report, Settings

__version__ = "0.1.0"
__all__ = [
    "Corpus",
    "Document",
    "KochmonError",
    "Metadata",
    "Report",
    "Section",
    "Settings",
    "Span",
    "data_frame",
    "open",
]

_HOMES = {
    "Corpus": ("corpus", "Corpus"),
    "open": ("corpus", "open_corpus"),
    "data_frame": ("frames", "data_frame"),
    "Document": ("documents", "Document"),
    "Metadata": ("documents", "Metadata"),
    "Section": ("documents", "Section"),
    "Span": ("documents", "Span"),
    "KochmonError": ("errors", "KochmonError"),
    "Report": ("pipeline", "Report"),
    "Settings": ("pipeline", "Settings"),
}


def __getattr__(name: str) -> Any:
    """Public names load their module when they are first used, so that ``import corpus`` is light."""
    if name in _HOMES:
        module, attribute = _HOMES[name]
        return getattr(import_module(f".{module}", __name__), attribute)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
