"""TBX-Basic, the dialect of ISO 30042:2019, in DCA style.

DCA (``descrip type="definition"``) and not DCT (``basic:definition``): the core schema of the standard checks
it alone, it needs one namespace, and importers of TBX 2008 know its elements by name. Reading takes both.
The extension ``.tbx`` belongs to TBX 2008; this format is asked for by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _tbx
from ._common import one_line
from .base import Exporter, Layout, Reading

NAMESPACE = "urn:iso:std:iso:30042:ed-2"

_VERSION = _tbx.Version("conceptEntry", "langSec", "termSec")


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    from lxml import etree

    root = etree.Element(
        f"{{{NAMESPACE}}}tbx",
        {"type": "TBX-Basic", "style": "dca", _tbx.LANG: layout.columns[0]},
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # the stubs know only named prefixes
    )
    file = _tbx.child(_tbx.child(root, "tbxHeader"), "fileDesc")
    _tbx.child(_tbx.child(file, "titleStmt"), "title", one_line(layout.title))
    _tbx.child(_tbx.child(file, "sourceDesc"), "p", _tbx.ORIGIN)
    body = _tbx.child(_tbx.child(root, "text"), "body")
    return _tbx.write(entries, layout, _VERSION, root, body)


def read_with_notes(data: bytes) -> Reading:
    return _tbx.read(data, "tbx-basic")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter(
    "tbx-basic", (), write, read, read_with_notes, description="ISO 30042:2019, dialect TBX-Basic, DCA style"
)
