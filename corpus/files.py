"""Files and folders that a person names. Which files are meant, and which are still there?"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import errors

_NOT_TEXTS = frozenset({"readme", "sources", "license", "licence", "notice"})
_OURS = (".kochmon", ".decisions.txt", ".lexicon.tsv")


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: where it is, the path the user named, and its key below that."""

    path: Path
    folder: Path
    key: str

    @property
    def source(self) -> str:
        """The path by which the corpus knows it: absolute, links followed, composed (a Mac writes й as two)."""
        return absolute(self.path)


def absolute(path: Path) -> str:
    """*path* without links, in composed Unicode, so that one file has one name."""
    return composed(os.path.realpath(path))  # unlike Path.resolve, it raises nothing on a link to itself


def composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def find_files(paths: Iterable[Path]) -> Iterator[File | errors.UnreadableFile]:
    """Files at and below *paths*, sorted, each once; what cannot be looked into comes as the error.

    Hidden files, Kochmon's own, and files about a collection (README, SOURCES, LICENSE) are passed over unless
    they are named themselves. Links to folders are followed where they are named, not below a folder.
    """
    seen: set[str] = set()
    for found in _all_files(paths):
        if isinstance(found, File):
            if found.source in seen:
                continue
            seen.add(found.source)
        yield found


def _all_files(paths: Iterable[Path]) -> Iterator[File | errors.UnreadableFile]:
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield _unreachable(path, error)
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, path)
        elif stat.S_ISREG(mode):
            yield File(path, path.parent, composed(path.name))
        else:
            yield errors.UnreadableFile(str(path), "neither a file nor a folder")


def _unreachable(path: Path, error: Exception) -> errors.UnreadableFile:
    if isinstance(error, FileNotFoundError):
        return errors.UnreadableFile(str(path), "no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return errors.NotPermitted(str(path), advice="ask its owner, or copy it")
    return errors.UnreadableFile(str(path), getattr(error, "strerror", None) or str(error))


def _below(folder: Path, top: Path) -> Iterator[File | errors.UnreadableFile]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: composed(entry.name))
    except OSError as error:
        yield _unreachable(folder, error)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(path, top)
            elif not entry.is_dir() and not _is_passed_over(path):
                yield _entry(path, top)
        except OSError as error:
            yield _unreachable(path, error)


def _entry(path: Path, top: Path) -> File | errors.UnreadableFile:
    if not stat.S_ISREG(path.stat().st_mode):
        return errors.UnreadableFile(str(path), "neither a file nor a folder")
    return File(path, top, composed(path.relative_to(top).as_posix()))


def _is_passed_over(path: Path) -> bool:
    return path.stem.lower() in _NOT_TEXTS or any(ending in path.name.lower() for ending in _OURS)


def exists(source: str) -> bool:
    """Is the file still there, under this name however its letters are encoded? True where we may not look."""
    path = Path(source)
    try:
        path.stat()
        return True
    except (FileNotFoundError, NotADirectoryError):
        return not source.isascii() and path.parent != path and exists(str(path.parent)) and _is_listed(path)
    except OSError:
        return True


def _is_listed(path: Path) -> bool:
    for form in ("NFC", "NFD"):
        folder = Path(unicodedata.normalize(form, str(path.parent)))
        if folder.is_dir():
            return any(composed(entry.name) == path.name for entry in folder.iterdir())
    return True  # a folder whose name mixes both: we cannot tell


def is_below(source: str, tops: Iterable[str]) -> bool:
    """Is *source* one of *tops*, or a file in one of them?"""
    return any(source == top or source.startswith(top.rstrip(os.sep) + os.sep) for top in tops)
