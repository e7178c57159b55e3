"""Plain text, in whatever encoding. Line ends stay: a hyphen before one is evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from .. import encoding
from ..documents import Page, Span
from ..errors import EmptyFile, UnknownEncoding
from .base import Options, RawText, Reader

_EXTENSIONS = (".txt", ".text", ".md")
_MAGIC = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")


def recognizes(head: bytes, name: str) -> float:
    """Names that say text, or say nothing; strangers (``.py``, ``.log``) are left to be reported."""
    suffix = PurePath(name).suffix.lower()
    if head.lstrip().startswith(_MAGIC) or (suffix not in _EXTENSIONS and suffix):
        return 0.0
    if suffix in _EXTENSIONS:
        return 0.6
    return 0.3 if _is_text(head) else 0.0


def _is_text(head: bytes) -> bool:
    try:
        encoding.decode(head[: head.rfind(b"\n") + 1] or head)
    except UnknownEncoding:
        return False
    return True


def read(data: bytes, name: str, options: Options) -> Iterator[RawText]:
    """One text; ``\\r\\n`` and ``\\r`` become ``\\n``, form feeds separate pages.

    >>> next(read("Чек ара\\r\\nкызматы".encode("cp1251"), "a.txt", Options())).text
    'Чек ара\\nкызматы'
    """
    decoded = encoding.decode(data, forced=options.encoding, name=name)
    text = unified(decoded.text)
    if not text.strip():
        raise EmptyFile(name)
    pages = tuple(_pages(text)) if "\f" in text.strip() else ()
    yield RawText(text.replace("\f", "\n"), encoding=decoded.encoding, pages=pages, notes=decoded.notes)


def unified(text: str) -> str:
    """*text* with every line end written ``\\n``, without the end mark of DOS and without NUL characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a").replace("\0", "")


def _pages(text: str) -> Iterator[Page]:
    """Pages as ``pdftotext`` and printers part them."""
    start = 0
    for number, page in enumerate(text.rstrip().split("\f"), 1):
        yield Page(number, Span(start, start + len(page)), has_text=bool(page.strip()))
        start += len(page) + 1


READER = Reader("txt", _EXTENSIONS, recognizes, read)
