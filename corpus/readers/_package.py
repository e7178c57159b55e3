"""Zip packages of XML, as Word, Excel and others write them. Is it whole, what is inside, and is it safe to unpack?"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ..errors import DamagedFile, ProtectedFile, TooLarge, UnknownFormat

UNPACKED_LIMIT = 512 * 1024 * 1024  # bytes of one part; texts and sheets of real files stay far below
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old .doc, .xls, .ppt, and of encrypted .docx
RTF = b"{\\rtf"

_KINDS = (  # marks in [Content_Types].xml and names of parts → kind
    (b"wordprocessingml", "docx"),
    (b"spreadsheetml", "xlsx"),
    (b"presentationml", "pptx"),
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"epub", "epub"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "fetch or export it again"


def kind(data: bytes) -> str:
    """What a zip package holds, from its first bytes: ``docx``, ``xlsx``, ``pptx``, ``odt`` … or ``""``.

    Only the beginning is looked at, so that a package cut off is known too.
    """
    if not data.startswith(ZIP):
        return ""
    seen = b"\n".join(_beginnings(data))
    return next((kind for mark, kind in _KINDS if mark in seen), "")


def _beginnings(data: bytes) -> Iterator[bytes]:
    """Names of the parts at the front of a zip, and the content of its list of types and of ``mimetype``."""
    place = 0
    while data[place : place + 4] == ZIP and len(data) >= place + 30:
        method, size, names, extra = struct.unpack("<8xH8xI4xHH", data[place : place + 30])
        name = data[place + 30 : place + 30 + names]
        yield name
        start = place + 30 + names + extra
        if name in (b"[Content_Types].xml", b"mimetype"):
            yield _inflated(data[start : start + (size or 8192)], method)
        place = start + size if size else data.find(ZIP, start)
        if place < 0:
            return


def _inflated(packed: bytes, method: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, 65536) if method == 8 else packed
    except zlib.error:
        return b""


@dataclass(frozen=True, slots=True)
class Package:
    """An open package. ``name`` is the path for errors."""

    archive: zipfile.ZipFile
    name: str

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises DamagedFile, ProtectedFile, TooLarge."""
        try:
            info = self.archive.getinfo(part)
            if info.file_size > UNPACKED_LIMIT:
                raise TooLarge(self.name, f"too large: {part} unpacks to {info.file_size:,} bytes")
            if info.flag_bits & 1:
                raise ProtectedFile(self.name)
            return self.archive.read(info)
        except KeyError as error:
            raise DamagedFile(self.name, f"damaged: it lacks {part}", _AGAIN) from error
        except NotImplementedError as error:
            reason = f"damaged: {part} is compressed in a way that no office program uses"
            raise DamagedFile(self.name, reason, _AGAIN) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, struct.error) as error:
            raise DamagedFile(self.name, f"damaged: {part} cannot be unpacked ({error})", _AGAIN) from error

    def xml(self, part: str) -> Any:
        """The root element of a part. Raises DamagedFile; entities are never expanded."""
        etree: Any = import_module("lxml.etree")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        data = self.read(part)
        try:
            return etree.fromstring(data, parser)
        except etree.LxmlError as error:
            raise DamagedFile(self.name, f"damaged: {part} is not well-formed XML", _AGAIN) from error


def open_package(data: bytes, name: str, expected: str) -> Package:
    """The package *data*, in which a ``docx`` or ``xlsx`` is *expected*.

    Raises UnknownFormat for another kind (with what it is), ProtectedFile, DamagedFile.
    """
    refuse_old_formats(data, name)
    if not data.startswith(b"PK"):
        raise DamagedFile(
            name, f"not a zip package, as every {expected} is", "open it in an office program and save it again"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error) as error:
        cut = b"PK\x05\x06" not in data[-66_000:]
        reason = "damaged: cut off before its end" if cut else f"damaged: its table of contents is broken ({error})"
        raise DamagedFile(name, reason, _AGAIN) from error
    found = kind(data)
    if found and found != expected:
        raise UnknownFormat(
            name, f"a package of kind {found}, not {expected}", f"rename it to .{found} or save it as .{expected}"
        )
    return Package(archive, name)


def refuse_old_formats(data: bytes, name: str) -> None:
    """Raises UnknownFormat, with advice, for the formats before XML; ProtectedFile for an encrypted package."""
    if data.lstrip()[:5] == RTF:
        raise UnknownFormat(name, "RTF, which no reader takes", "open it in a word processor and save it as DOCX")
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise ProtectedFile(name)
        if "Workbook".encode("utf-16-le") in data or "Book\0".encode("utf-16-le") in data:
            raise UnknownFormat(name, "an old Excel file (.xls), which no reader takes", "save it as XLSX or CSV")
        raise UnknownFormat(name, "an old Word file (.doc), which no reader takes", "save it as DOCX")
