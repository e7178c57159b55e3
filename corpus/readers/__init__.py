"""Readers, found by file name. How does a file of each format become text?"""

from __future__ import annotations

from collections.abc import Iterator

from .. import families
from ..errors import EmptyFile, UnknownFormat
from .base import Options, RawText, Reader

__all__ = ["Options", "RawText", "Reader", "available", "choose", "get", "read"]


def available() -> tuple[str, ...]:
    """Names of the formats that can be read, sorted."""
    return families.members(__name__)


def get(name: str) -> Reader:
    reader: Reader = families.load(__name__, "reader", name, "READER")
    return reader


def choose(data: bytes, name: str) -> Reader:
    """The reader whose format *data* is; the content decides, not the name. Raises EmptyFile, UnknownFormat."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyFile(name)
    score, best = max((get(reader).recognizes(data[:8192], name), reader) for reader in available())
    if score <= 0:
        raise UnknownFormat(name, advice=f"readers exist for: {', '.join(available())}")
    return get(best)


def read(data: bytes, name: str, options: Options | None = None) -> Iterator[RawText]:
    """The texts in the file *name* whose bytes are *data*. Raises an UnreadableFile."""
    yield from choose(data, name).read(data, name, options or Options())
