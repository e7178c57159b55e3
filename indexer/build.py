"""A corpus → an index in the cache: fresh as it is, brought up to date, or built anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.cache import Cache, State
from corpus.store import Store

from .engine import Engine, EngineKind, PartId, get

DEFAULT_ENGINE = "whoosh"

Progress = Callable[[int, int, str], None]


def open_engine(store: Store, name: str = DEFAULT_ENGINE, *, progress: Progress | None = None) -> Engine:
    """An engine that holds the corpus as it is now. Raises UnknownName.

    An index that is missing, stale beyond repair, or not of this user's making is built anew.
    """
    kind = get(name)
    if not kind.lasting:
        engine = kind.open(Path(), None)
        _fill(engine, store, after=-1, progress=progress)
        return engine
    cache = Cache(store.path)
    with cache.lock():
        return _from_cache(store, kind, cache, progress)


def _from_cache(store: Store, kind: EngineKind, cache: Cache, progress: Progress | None) -> Engine:
    built, now = cache.state(kind.name), store.state()
    if built == now:
        try:
            return kind.open(cache.folder / kind.name, built)
        except Exception:  # whatever a damaged index raises: it is derived, so it is built anew
            built = None
    cache.unstamp(kind.name)
    if _is_ancestor(built, store):
        assert built is not None
        engine = kind.open(cache.folder / kind.name, built)
        _fill(engine, store, after=built.revision, progress=progress)
    else:
        engine = kind.open(cache.fresh(kind.name), None)
        _fill(engine, store, after=-1, progress=progress)
    cache.stamp(kind.name, now)
    return engine


def _is_ancestor(built: State | None, store: Store) -> bool:
    """Was the index built from an earlier state of this very file?"""
    return built is not None and built.corpus == store.corpus_id and store.token(built.revision) == built.token


def _fill(engine: Engine, store: Store, *, after: int, progress: Progress | None) -> None:
    parts = list(store.parts(after=after))
    if after >= 0:
        engine.remove_documents({*store.removed(after=after), *(number for number, _ in parts)})
    else:
        store.vocabulary()  # all forms at once, rather than part by part
    for done, (number, language) in enumerate(parts):
        if progress:
            progress(done, len(parts), store.id_of(number))
        tokens = store.part(number, language)
        assert tokens is not None
        engine.add(PartId(number, language), tokens, store.fields(number))
    engine.commit(store.state())
