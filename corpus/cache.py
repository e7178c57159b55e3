"""Where derived things live: in this user's cache, stamped with the state they were built from.

An index may hold pickles, and opening one that somebody else made would run code; so what bears no seal of this
user's is never opened, only built anew. ``KOCHMON_CACHE`` moves the cache.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

_KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class State:
    """Which corpus, and how far it had come. Two copies that grew apart differ in ``token``."""

    corpus: str
    revision: int
    token: str


def root() -> Path:
    """The cache folder of this user; made if missing."""
    named = os.environ.get("KOCHMON_CACHE")
    if named:
        folder = Path(named)
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("kochmon", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_key(folder)
        return folder
    except OSError:  # a read-only home: derived things last as long as the process
        return _temporary()


def _make_key(folder: Path) -> None:
    """The secret that seals what this user builds; made in one piece, so that two processes agree on it."""
    key = folder / "key"
    if key.exists() and key.stat().st_size == _KEY_SIZE:
        key.read_bytes()  # ours to read?
        if not os.access(folder, os.W_OK):
            raise PermissionError(str(folder))
        return
    with (folder / "lock").open("a+b") as file:
        _lock(file.fileno())
        try:
            if not key.exists() or key.stat().st_size != _KEY_SIZE:
                fresh = key.with_suffix(f".{os.getpid()}")
                fresh.touch(mode=0o600)
                fresh.write_bytes(secrets.token_bytes(_KEY_SIZE))
                fresh.replace(key)
        finally:
            _unlock(file.fileno())


_temporary_root: tempfile.TemporaryDirectory[str] | None = None


def _temporary() -> Path:
    global _temporary_root
    if _temporary_root is None:
        _temporary_root = tempfile.TemporaryDirectory(prefix="kochmon-", ignore_cleanup_errors=True)
        _make_key(Path(_temporary_root.name))
    return Path(_temporary_root.name)


class Cache:
    """The folder of one corpus file in the cache, found by the file's path."""

    def __init__(self, path: Path) -> None:
        name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
        self.root = root()
        self.folder = self.root / name
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError:  # no room, or not ours
            self.root = _temporary()
            self.folder = self.root / name
            self.folder.mkdir(exist_ok=True)

    def state(self, name: str) -> State | None:
        """What the folder *name* was built from; None where it is missing, unfinished, or not sealed by this user."""
        try:
            stamp = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
            state = State(**stamp["state"])
            seal = str(stamp["seal"]).encode()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        sealed = (self.folder / name).is_dir() and hmac.compare_digest(seal, self._seal(name, state).encode())
        return state if sealed else None

    def stamp(self, name: str, state: State) -> None:
        """Say that the folder *name* is now built from *state*."""
        stamp = json.dumps({"state": asdict(state), "seal": self._seal(name, state)})
        target = self.folder / f"{name}.json"
        fresh = target.with_suffix(f".{os.getpid()}")
        fresh.write_text(stamp, encoding="utf-8")
        fresh.replace(target)

    def unstamp(self, name: str) -> None:
        """Say that the folder *name* is not to be trusted, as while it is being written."""
        (self.folder / f"{name}.json").unlink(missing_ok=True)

    def fresh(self, name: str) -> Path:
        """An empty folder *name*."""
        self.unstamp(name)
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)  # Windows keeps a file that is mapped
        return folder

    def clear(self) -> None:
        """Throw all of it away."""
        with self.lock():
            for entry in self.folder.iterdir():
                if entry.is_dir():
                    self.unstamp(entry.name)
                    shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process at a time builds; the others wait."""
        with (self.folder / "lock").open("a+b") as file:
            _lock(file.fileno())
            try:
                yield
            finally:
                _unlock(file.fileno())

    def _seal(self, name: str, state: State) -> str:
        message = f"{self.folder.name}/{name}/{state.corpus}/{state.revision}/{state.token}"
        return hmac.new(self._key(), message.encode(), hashlib.sha256).hexdigest()

    def _key(self) -> bytes:
        _make_key(self.root)
        return (self.root / "key").read_bytes()


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
