"""A corpus → an index in the cache: fresh as it is, brought up to date, or built anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.cache import Cache, State
from corpus.store import Store

from .engine import Engine, EngineKind, PartId, get

DEFAULT_ENGINE = "whoosh"

Progress = Callable[[int, int, str], None]
"""What is told while an index is built: parts done, parts in all, the document at hand."""


def open_engine(store: Store, name: str = DEFAULT_ENGINE, *, progress: Progress | None = None) -> Engine:
    """An engine that holds the corpus as it is now. Raises UnknownName.

    An index that is missing, damaged, stale beyond repair, or not of this user's making is built anew.
    """
    kind = get(name)
    if not kind.lasting:
        return _filled(kind.open(Path(), None), store, after=-1, progress=progress)
    cache = Cache(store.path)
    with cache.lock():
        return _from_cache(store, kind, cache, progress)


def _from_cache(store: Store, kind: EngineKind, cache: Cache, progress: Progress | None) -> Engine:
    now = store.state()
    engine = _existing(store, kind, cache)
    if engine is not None and engine.state() != now:
        cache.unstamp(kind.folder)  # while it is half way, nobody should take it for either state
        engine = _updated(engine, store, progress)
    if engine is None:
        engine = _filled(kind.open(cache.fresh(kind.folder), None), store, after=-1, progress=progress)
    cache.stamp(kind.folder, now)
    return engine


def _existing(store: Store, kind: EngineKind, cache: Cache) -> Engine | None:
    """The index in the cache, if it was built by this user from this corpus as it is or once was, and opens."""
    built = cache.state(kind.folder)
    if built is None or not _is_ancestor(built, store):
        return None
    try:
        return kind.open(cache.folder / kind.folder, built)
    except Exception:  # whatever a damaged index raises: it is derived, so it is built anew
        return None


def _is_ancestor(built: State, store: Store) -> bool:
    """Was the index built from this very file, as it is or as it was?"""
    return built.corpus == store.corpus_id and store.token(built.revision) == built.token


def _updated(engine: Engine, store: Store, progress: Progress | None) -> Engine | None:
    """*engine* with what changed since it was built; None where it turns out to be damaged."""
    built = engine.state()
    assert built is not None
    try:
        return _filled(engine, store, after=built.revision, progress=progress)
    except Exception:  # as above
        return None


def _filled(engine: Engine, store: Store, *, after: int, progress: Progress | None) -> Engine:
    """*engine* with what changed after that revision; closed and without the changes where that fails."""
    try:
        _fill(engine, store, after=after, progress=progress)
    except BaseException:
        engine.close()
        raise
    return engine


def _fill(engine: Engine, store: Store, *, after: int, progress: Progress | None) -> None:
    now = store.state()  # taken first: what another process adds meanwhile is for the next opening
    parts = list(store.parts(after=after))
    if after >= 0:
        engine.remove_documents({*store.removed(after=after), *(number for number, _ in parts)})
    else:
        store.vocabulary()  # all forms at once, rather than part by part
    for done, (number, language) in enumerate(parts):
        tokens = store.part(number, language)
        if tokens is None:  # taken out meanwhile
            continue
        if progress:
            progress(done, len(parts), store.id_of(number))
        engine.add(PartId(number, language), tokens, store.fields(number))
    engine.commit(now)
