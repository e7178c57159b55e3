"""Kochmon's indexer: from documents to answers.

::

    import corpus, indexer

    texts = corpus.open("migration.kochmon")
    index = indexer.open(texts)                       # built or refreshed in this user's cache
    for hit in index.search("внутренняя миграция"):   # in ky, ru and en; each hit says why
        print(hit.document.title, hit.reason, hit.snippet)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .search import Hit, Index, Reason, Results, Snippet
    from .search import open_index as open

__all__ = ["Hit", "Index", "Reason", "Results", "Snippet", "open"]


def __getattr__(name: str) -> Any:
    """Public names load their module when they are first used."""
    if name in __all__:
        from . import search

        return getattr(search, "open_index" if name == "open" else name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
