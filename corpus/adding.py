"""Bringing a corpus up to date with files. What is new, changed, moved, the same, unreadable, gone?

A file is in whole or not at all. Of a file that holds several documents (a table), a row keeps its id for as long as
its text or its own key stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from time import monotonic

from . import analysis, errors, readers
from .documents import Document, Metadata
from .files import File, absolute, composed, exists, find_files, is_below
from .pipeline import Item, Outcome, Progress, Report, Settings, encodable, facts_for, process
from .store import Record, Source, Store

_BATCH_FILES = 25
_BATCH_SECONDS = 5.0  # what a kill can cost

_NUMBERED = re.compile(r"\brow \d+(?: \(\d+\))?$")  # the key of a row that has none of its own


class Adder:
    """One run of ``add``, a batch of whole files at a time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings = store, settings
        self.report = Report()

    def run(self, paths: Sequence[Path], *, prune: bool = False, progress: Progress | None = None) -> Report:
        """Add what is new or changed. Ctrl-C ends the run after the last whole file; what is in stays in.

        Raises ReadOnlyCorpus, CorpusInUse, DiskFull; the batches before stay in.
        """
        try:
            files = list(find_files(paths))
            done = 0
            while done < len(files) and not self.report.interrupted:
                done = self._batch(files, done, progress)
            if not self.report.interrupted:
                if progress:
                    progress(done, len(files), "")
                self._gone(paths, {file.source for file in files if isinstance(file, File)}, prune=prune)
        except KeyboardInterrupt:
            self.report.interrupted = True
        return self.report

    def _batch(self, files: Sequence[File | errors.UnreadableFile], done: int, progress: Progress | None) -> int:
        items: list[Item] = []
        ends = monotonic() + _BATCH_SECONDS
        with self.store.transaction():
            for file in files[done : done + _BATCH_FILES]:
                try:
                    if progress:
                        progress(done + len(items), len(files), str(file.path))
                    items.append(self._one(file))
                except KeyboardInterrupt:
                    self.report.interrupted = True
                if self.report.interrupted or monotonic() > ends:
                    break
        self.report.items += items
        return done + len(items)

    def _one(self, file: File | errors.UnreadableFile) -> Item:
        """What became of a file. Whatever a reader or an analysis raises costs this file only."""
        if isinstance(file, errors.UnreadableFile):
            return _skipped(str(file.path), file)
        try:
            with self.store.savepoint():
                return self._file(file)
        except errors.CorpusFileError:
            raise
        except Exception as error:
            return _skipped(str(file.path), error)

    def _file(self, file: File) -> Item:
        stat = file.path.stat()
        known = self.store.source(file.source)
        settings = self.settings.as_json()
        if known and known.settings == settings and (known.size, known.modified) == (stat.st_size, stat.st_mtime_ns):
            return self._as_it_was(file, Outcome.UNCHANGED)
        if stat.st_size > self.settings.max_size:
            raise _too_large(file.path, stat.st_size, self.settings.max_size)
        data = file.path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        key = known.key if known else self._free_key(file)
        source = Source(file.source, str(file.folder), key, digest, stat.st_size, stat.st_mtime_ns, settings)
        if known and known.settings == settings and known.hash == digest:
            self.store.put_source(source)
            return self._as_it_was(file, Outcome.UNCHANGED)
        if not known and (old := self._moved_from(source)):
            self._take_over(source, old)
            return self._as_it_was(file, Outcome.MOVED, notes=(f"was {old.path}",))
        return self._read(file, source, data, changed=known is not None)

    def _as_it_was(self, file: File, outcome: Outcome, notes: tuple[str, ...] = ()) -> Item:
        """Nothing to read; but facts that the user gives now are taken."""
        ids = self.store.ids_from(file.source)
        if self.settings.given != Metadata() or self.settings.facts:
            for id in ids:
                record = self.store.record(id)
                facts = facts_for(self.settings.facts, id, [file.source], record.printed.doi)
                given = self.settings.given.over(facts).over(record.given)
                if given != record.given:
                    self.store.set_given(id, given)
        return Item(str(file.path), outcome, tuple(ids), notes=notes)

    # --- keys ----------------------------------------------------------------------------------------------

    def _free_key(self, file: File) -> str:
        """The key of a new file: its path below the folder named; with that folder's name before it where another
        file has it, and the whole path where that is taken too."""
        name = composed(file.folder.resolve().name)
        for key in (file.key, f"{name}/{file.key}"):
            if not self._is_taken(key, file):
                return key
        return _unused(Path(file.source).as_posix(), lambda key: self._is_taken(key, file))

    def _is_taken(self, key: str, file: File) -> bool:
        owners = self.store.sources_with_key(key)
        if not owners:
            return self.store.number(key) is not None
        return not all(_is_successor(file, owner) for owner in owners)

    def _moved_from(self, source: Source) -> Source | None:
        """The source of the same bytes, read in the same way, that is gone."""
        same = [old for old in self.store.sources_with_hash(source.hash) if old.settings == source.settings]
        return next((old for old in same if old.path != source.path and not exists(old.path)), None)

    def _take_over(self, source: Source, old: Source) -> None:
        """What stood in the file *old* stands in *source* now, under the same ids."""
        self.store.put_source(replace(source, key=old.key))
        for id in self.store.ids_from(old.path):
            self.store.attach(id, source.path)
        self.store.forget_source(old.path)

    # --- reading -------------------------------------------------------------------------------------------

    def _read(self, file: File, source: Source, data: bytes, *, changed: bool) -> Item:
        records = self._records(file, source, data)
        self.store.put_source(source)
        for old in self.store.sources_with_key(source.key):
            if old.path != source.path:  # gone, and this file has come in its place
                self._take_over(source, old)
                changed = True
        records, kept = self._against_old(records, source)
        twins = [self._put(record, source, same=same) for record, same in zip(records, kept, strict=True)]
        outcome = Outcome.CHANGED if changed else Outcome.DUPLICATE if all(twins) else Outcome.ADDED
        notes = tuple(dict.fromkeys(note for record in records for note in record.notes))
        return Item(
            str(file.path),
            outcome,
            tuple(dict.fromkeys(twin or r.document.id for r, twin in zip(records, twins, strict=True))),
            repairs=sum(len(record.edits) for record in records),
            notes=notes + tuple(dict.fromkeys(f"the same text as {twin}" for twin in twins if twin)),
        )

    def _records(self, file: File, source: Source, data: bytes) -> list[Record]:
        reader = readers.choose(data, str(file.path))
        raws = map(encodable, reader.read(data, str(file.path), self.settings.options))
        records = [
            process(raw, id=_id(source.key, raw.key), format=reader.name, sources=[source.path], settings=self.settings)
            for raw in raws
        ]
        records = [record for record in records if record.document.text.strip()]
        if not records:
            raise errors.EmptyFile(str(file.path))
        return records

    def _against_old(self, records: list[Record], source: Source) -> tuple[list[Record], list[bool]]:
        """Give each record its id, take out what the file no longer holds, and say which are as they were."""
        old = {id: self.store.record(id) for id in self.store.ids_from(source.path)}
        ids = _ids(records, {id: record.content_hash for id, record in old.items()})
        for id, record in old.items():
            self.store.detach(id, source.path)
            others = [path for path in record.document.sources if path != source.path]
            stays = id in ids and records[ids.index(id)].content_hash == record.content_hash
            if others and not stays:
                self._leave_to(others[0], id, source)
            elif not stays:  # one of another text under its id is no twin of a row that now has its old text
                self.store.remove(id)
        named = [_named(record, id, old.get(id)) for record, id in zip(records, ids, strict=True)]
        return named, [_alike(record, old.get(record.document.id)) for record in named]

    def _put(self, record: Record, source: Source, *, same: bool) -> str:
        """Store a document; where another has the same text, say that it stands here too and give its id."""
        id = record.document.id
        twin = next((twin for twin in self.store.with_hash(record.content_hash) if twin != id), "")
        if same or twin:
            if twin and not same:
                self.store.remove(id)
            self.store.attach(id if same else twin, source.path)
            return "" if same else twin
        self.store.put(record, analysis.parts(record.document.text, record.document.sections))
        return ""

    def _leave_to(self, path: str, id: str, source: Source) -> None:
        """The document *id* stands in the file at *path* only, from now on under that file's key."""
        other = self.store.source(path)
        assert other is not None
        row = id.removeprefix(source.key)
        wanted = other.key + (row if row != id else "")
        if wanted != id:
            self.store.rename(id, _unused(wanted, lambda key: self.store.number(key) is not None))

    # --- what is gone --------------------------------------------------------------------------------------

    def _gone(self, paths: Sequence[Path], seen: set[str], *, prune: bool) -> None:
        """Files that were read from these folders before and are no longer there. A folder that is itself not to be
        found (a disk that is not plugged in?) loses nothing."""
        tops = [absolute(path) for path in paths]
        there = [top for top in tops if exists(top)]
        known = [source for source in self.store.sources() if source.path not in seen and is_below(source.path, tops)]
        gone = [source for source in known if not exists(source.path)]
        if not gone:
            return
        items = []
        with self.store.transaction():
            for source in gone:
                ids = tuple(self.store.ids_from(source.path))
                pruned = prune and (is_below(source.path, there) or source.path in tops)
                if pruned:
                    self._prune(source)
                items.append(Item(source.path, Outcome.REMOVED if pruned else Outcome.MISSING, ids))
        self.report.items += items

    def _prune(self, source: Source) -> None:
        for id in self.store.ids_from(source.path):
            others = [path for path in self.store.paths_of(id) if path != source.path]
            self.store.detach(id, source.path)
            if others:
                self._leave_to(others[0], id, source)
            else:
                self.store.remove(id)
        self.store.forget_source(source.path)


def _is_successor(file: File, owner: Source) -> bool:
    """Has *file* come in the place of a file that is gone, in a folder of the same name?"""
    same_folder = Path(owner.path).parent.name == Path(file.source).parent.name
    return owner.path == file.source or (same_folder and not exists(owner.path))


def _id(key: str, row: str) -> str:
    return f"{key}#{row}" if row else key


def _unused(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """*wanted*, numbered where it is taken."""
    numbered = (f"{wanted} ({number})" for number in count(2))
    return next(key for key in chain([wanted], numbered) if not is_taken(key))


def _ids(records: Sequence[Record], old: dict[str, str]) -> list[str]:
    """The ids of *records*, where *old* (id → content hash) is what the file held before.

    A text that stays under its id keeps it, and so does a row without a key of its own that has only moved; a new
    one has its own id, numbered where a row that moved bears that.
    """
    left = dict(old)
    ids = [""] * len(records)
    for i, record in enumerate(records):
        if left.get(record.document.id) == record.content_hash:
            ids[i] = record.document.id
            del left[ids[i]]
    by_hash: dict[str, list[str]] = {}
    for id, content_hash in left.items():
        by_hash.setdefault(content_hash, []).append(id)
    for i, record in enumerate(records):
        if not ids[i] and _NUMBERED.search(record.document.id) and by_hash.get(record.content_hash):
            ids[i] = by_hash[record.content_hash].pop(0)
    taken = set(ids)
    for i, record in enumerate(records):
        if not ids[i]:
            ids[i] = _unused(record.document.id, taken.__contains__)
            taken.add(ids[i])
    return ids


def _named(record: Record, id: str, old: Record | None) -> Record:
    """*record* under the id that it keeps, with the facts given to it before and the other files that hold it."""
    given = record.given.over(old.given) if old else record.given
    same = old is not None and old.content_hash == record.content_hash
    sources = sorted({*record.document.sources, *(old.document.sources if old and same else ())})
    document = replace(record.document, id=id, metadata=given.over(record.printed), sources=tuple(sources))
    return replace(record, document=document, given=given)


def _alike(record: Record, old: Record | None) -> bool:
    return old is not None and replace(record, document=_apart(record)) == replace(old, document=_apart(old))


def _apart(record: Record) -> Document:
    return replace(record.document, sources=())


def _skipped(path: str, error: Exception) -> Item:
    return Item(path, Outcome.SKIPPED, reason="; ".join(filter(None, _reason(error))))


def _reason(error: Exception) -> Iterable[str]:
    """Why a file was left out, and what to do."""
    if isinstance(error, errors.UnreadableFile):
        return error.reason, error.advice
    if isinstance(error, errors.KochmonError):
        return (str(error),)
    if isinstance(error, FileNotFoundError):
        return "it vanished before it was read", "run the same command again"
    if isinstance(error, PermissionError):
        return errors.NotPermitted.reason, "ask its owner, or copy it"
    if isinstance(error, OSError):
        return (error.strerror or str(error),)
    told = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"Kochmon failed on it ({told})", "please report this, with the file if you may"


def _too_large(path: Path, size: int, limit: int) -> errors.TooLarge:
    return errors.TooLarge(
        str(path),
        f"{size / 2**20:.0f} MB, more than the limit of {limit / 2**20:.0f} MB",
        "split it, or raise the limit with --max-size",
    )
