"""The SQLite file below a corpus: opening, locking, transactions, copies. Knows nothing of documents.

The journal is in DELETE mode throughout, so a file at rest is exactly one; a run that is killed leaves a journal
beside it, which the next opening rolls back. A transaction keeps its pages in memory until it commits, so that
others can read meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

from . import errors

PATIENCE = 5.0
"""Seconds to wait for another process that writes."""

MEMORY = ":memory:"
"""The path of a database that is never saved."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What marks a file as ours, the SQL that makes a new one, and migrations: schema version → the SQL that makes
    the next one of it."""

    application: int
    version: int
    schema: str
    migrations: Mapping[int, str]


class Database:
    """An open SQLite file whose errors are ours.

    Where *writable* is false it may only be read: the system forbids writing, or nobody asked for it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path, self.writable = path, writable
        self._db = connection
        self._version = 0  # SQLite's count of what other connections changed

    # --- opening -------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, layout: Layout, *, create: bool, write: bool) -> Database:
        """Raises NotFound, NotACorpus, NewerSchema, CorpusInUse, ReadOnlyCorpus."""
        permitted = str(path) == MEMORY or _may_be_written(path)
        _look_at(path, create=create)
        database = cls(path, _connect(path, write=permitted), writable=permitted)
        try:
            database._prepare(layout, create=create)
            if not write:
                database._run("PRAGMA query_only = ON")
                database.writable = False
            database.changed_elsewhere()
        except BaseException:
            database.close()
            raise
        return database

    def _prepare(self, layout: Layout, *, create: bool) -> None:
        self._run("PRAGMA foreign_keys = ON")
        self._run("PRAGMA cache_spill = OFF")
        if self._is_blank():
            if not create:
                raise errors.NotACorpus(str(self.path), "an empty file; name another with --corpus")
            self._create(layout)
        if self._pragma("application_id") != layout.application:
            raise errors.NotACorpus(str(self.path), "not a Kochmon corpus; name another file with --corpus")
        version = self._pragma("user_version")
        if version > layout.version:
            raise errors.NewerSchema(
                str(self.path),
                f"made by a later Kochmon (schema {version}, this one knows {layout.version}); upgrade Kochmon",
            )
        if version < layout.version:
            self._migrate(version, layout)

    def _is_blank(self) -> bool:
        """Nothing was ever written: a new file, or one whose making was cut off."""
        return not self.rows("SELECT 1 FROM sqlite_master") and not self._pragma("application_id")

    def _create(self, layout: Layout) -> None:
        with self.transaction():
            if not self._is_blank():  # another process was faster
                return
            self._run(f"PRAGMA application_id = {layout.application}")
            self._run(f"PRAGMA user_version = {layout.version}")
            self._script(layout.schema)

    def _migrate(self, version: int, layout: Layout) -> None:
        if not self.writable:
            raise errors.ReadOnlyCorpus(str(self.path), "of an older schema and may not be written; copy it first")
        self.backup(_unused(self.path.with_name(f"{self.path.name}.schema{version}")))
        with self.transaction():
            for step in range(self._pragma("user_version"), layout.version):
                self._script(layout.migrations[step])
                self._run(f"PRAGMA user_version = {step + 1}")

    def _pragma(self, name: str) -> int:
        return int(self.rows(f"PRAGMA {name}")[0][0])

    def close(self) -> None:
        self._db.close()

    # --- statements ----------------------------------------------------------------------------------------

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows at once: an open cursor would keep another process from committing."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._raise(error)

    def row(self, query: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return next(iter(self.rows(query, values)), None)

    def _run(self, statement: str, values: Sequence[Any] = ()) -> int:
        try:
            return self._db.execute(statement, values).lastrowid or 0
        except sqlite3.Error as error:
            self._raise(error)

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Write within a transaction; gives the number of the row put in."""
        assert self._db.in_transaction, "a change outside a transaction"
        return self._run(statement, values)

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        assert self._db.in_transaction, "a change outside a transaction"
        try:
            self._db.executemany(statement, rows)
        except sqlite3.Error as error:
            self._raise(error)

    def _script(self, script: str) -> None:
        """Statements one by one, since ``executescript`` would commit the transaction first."""
        statement = ""
        for piece in script.split(";"):
            statement += f"{piece};"
            if sqlite3.complete_statement(statement):
                self._run(statement)
                statement = ""

    def _raise(self, error: sqlite3.Error) -> NoReturn:
        raise _translated(error, self.path) from error

    # --- transactions --------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises ReadOnlyCorpus, CorpusInUse, DiskFull."""
        if not self.writable:
            raise errors.ReadOnlyCorpus(str(self.path), "may be read but not written; copy it first")
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        finally:
            if self._db.in_transaction:
                self._run("ROLLBACK")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that is undone by itself when it fails."""
        self._run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has ended it already
                self._run("ROLLBACK TO part")
                self._run("RELEASE part")
            raise
        self._run("RELEASE part")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one state, whatever others commit. Keep it short: they wait."""
        if self._db.in_transaction:
            yield
            return
        self._run("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._run("COMMIT")

    def changed_elsewhere(self) -> bool:
        """Has another connection changed the file since this was last asked?"""
        before, self._version = self._version, self._pragma("data_version")
        return before != self._version

    # --- copies --------------------------------------------------------------------------------------------

    def backup(self, target: Path, *, overwrite: bool = False) -> None:
        """A consistent copy at *target*, in one piece or not at all, also while another process writes.

        Raises OutputExists, DiskFull, ReadOnlyCorpus (*target* cannot be written).
        """
        if target.exists() and (not overwrite or _same_file(target, self.path)):
            raise errors.OutputExists(str(target))
        part = _unused(target.with_name(f"{target.name}.part"))
        try:
            _copy(self._db, part)
            part.replace(target)
        except sqlite3.Error as error:
            raise _translated(error, target) from error
        except OSError as error:
            raise errors.ReadOnlyCorpus(str(target), error.strerror or "cannot be written") from error
        finally:
            part.unlink(missing_ok=True)


def _look_at(path: Path, *, create: bool) -> None:
    """What can be said of the path before SQLite opens it, in words better than its own."""
    if str(path) == MEMORY:
        return
    try:
        there, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise errors.CorpusFileError(str(path), error.strerror or "cannot be looked at") from error
    if folder:
        raise errors.NotACorpus(str(path), "a folder; name a file in it with --corpus")
    if not there and not create:
        raise errors.NotFound("corpus file", str(path))
    if not there and not path.parent.is_dir():
        raise errors.NotFound("folder", str(path.parent))


def _may_be_written(path: Path) -> bool:
    """The folder too: SQLite writes a journal beside the file."""
    return os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    try:
        if write:
            return sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
        uri = f"file:{quote(path.resolve().as_posix())}?mode=ro"
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
    except sqlite3.Error as error:
        raise _translated(error, path) from error


def _copy(db: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        db.backup(copy)
    finally:
        copy.close()


def _unused(path: Path) -> Path:
    """*path*, or the like with a number where a file stands there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def _same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _translated(error: sqlite3.Error, path: Path) -> errors.CorpusFileError:
    """The error of ours that an SQLite result code (https://sqlite.org/rescode.html) means."""
    name = str(path)
    match getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]:
        case "NOTADB" | "CORRUPT":
            return errors.NotACorpus(name, "not a Kochmon corpus, or damaged; restore it from a backup")
        case "BUSY" | "LOCKED":
            return errors.CorpusInUse(name, "another process is writing it; try again when it has finished")
        case "FULL":
            return errors.DiskFull(name, "the disk is full; nothing was changed, make room and run the command again")
        case "READONLY" | "CANTOPEN" | "PERM":
            advice = "cannot be opened or written here; copy it, or name another file with --corpus"
            if "ROLLBACK" in error.sqlite_errorname or _journal(path).exists():
                advice = "a run that wrote it was cut off; copy it together with its -journal file and open it there"
            return errors.ReadOnlyCorpus(name, advice)
    return errors.CorpusFileError(name, str(error))


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
