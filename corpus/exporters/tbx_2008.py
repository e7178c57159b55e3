"""TBX 2008 (ISO 30042:2008), for tools: what translation and terminology programs import today.

A file of all languages holds all we know. A file of one pair (``layout.pair``) holds what two-language tools
read and no more: terms with their status, definitions, notes; they take any ``descrip`` for a definition, so
subjects and examples would turn up among these. ``from="translator"`` on the notes of people is their custom
and not in the standard; without it they drop the notes (WeblateOrg/weblate#5519). There is no DOCTYPE, since
programs look for the DTD it names and fail without it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _tbx
from ._common import one_line
from .base import Exporter, Layout, Reading

_WHOLE = _tbx.Version("termEntry", "langSet", "tig", note_origin="translator")
_PAIR = _tbx.Version("termEntry", "langSet", "tig", note_origin="translator", details=False)


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    from lxml import etree

    root = etree.Element("martif", {"type": "TBX", _tbx.LANG: layout.columns[0]})
    header = _tbx.child(root, "martifHeader")
    file = _tbx.child(header, "fileDesc")
    _tbx.child(_tbx.child(file, "titleStmt"), "title", one_line(layout.title))
    _tbx.child(_tbx.child(file, "sourceDesc"), "p", _tbx.ORIGIN)
    _tbx.child(_tbx.child(header, "encodingDesc"), "p", "TBXXCSV02.xcs", type="XCSURI")
    body = _tbx.child(_tbx.child(root, "text"), "body")
    return _tbx.write(entries, layout, _PAIR if layout.pair else _WHOLE, root, body)


def read_with_notes(data: bytes) -> Reading:
    return _tbx.read(data, "tbx-2008")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter(
    "tbx-2008", (".tbx",), write, read, read_with_notes, description="ISO 30042:2008, which translation tools import"
)
