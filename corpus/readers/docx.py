"""DOCX: zip and XML, read as if all tracked changes were accepted.

Source: ECMA-376, part 1, chapter 17 (WordprocessingML). Footnotes and endnotes stand at the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from ..documents import Mark, Metadata, SectionKind, Span
from ..errors import DamagedFile, EmptyFile
from . import _package
from ._people import people
from .base import Options, RawText, Reader

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_DROPPED = frozenset({"del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "pPr", "tblPr", "sectPr", "rt"})
_CHARACTERS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "softHyphen": "\N{SOFT HYPHEN}",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "ptab": "\t",
}
_TITLE_STYLES = ("title",)
_EXTENSIONS = (".docx", ".docm", ".dotx")


def recognizes(head: bytes, name: str) -> float:
    """Word packages; also what only says so, and old .doc and .rtf, in order to say what to do with them."""
    suffix = PurePath(name).suffix.lower()
    kind = _package.kind(head)
    if kind == "docx":
        return 1.0
    if head.startswith(b"PK") and suffix in _EXTENSIONS:
        return 0.5
    if head.lstrip()[:5] == _package.RTF or (head.startswith(_package.OLE) and suffix not in (".xls", ".xlsx")):
        return 0.9
    return 0.2 if suffix in _EXTENSIONS else 0.0


def read(data: bytes, name: str, options: Options) -> Iterator[RawText]:
    """One text. Raises DamagedFile, ProtectedFile, UnknownFormat, EmptyFile."""
    package = _package.open_package(data, name, "docx")
    main = _main_part(package)
    root = package.xml(main)
    styles = _styles(package)
    paragraphs = [*_paragraphs(_body(root, name)), *_notes(package, main)]
    text, marks = _joined(paragraphs, styles)
    if not text.strip():
        raise EmptyFile(name)
    yield RawText(text, marks=marks, metadata=_core(package, text))


def _main_part(package: _package.Package) -> str:
    """The part that the package's relations call its document; ``word/document.xml`` where they say nothing."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/") or "word/document.xml"
    return "word/document.xml"


def _body(root: Any, name: str) -> Any:
    body = next((child for child in root if _local(child) == "body"), None)
    if body is None:
        raise DamagedFile(name, "damaged: the document has no body", "open it in a word processor and save it again")
    return body


def _local(element: Any) -> str:
    """Name without namespace, for Word's own elements (transitional and strict); others bear a prefix."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for namespace in (_W, _STRICT):
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return {_MC: "mc:", _M: "m:"}.get(tag[: tag.find("}") + 1], "?:") + tag[tag.find("}") + 1 :]


def _attribute(element: Any, name: str) -> str:
    return str(element.get(_W + name) or element.get(_STRICT + name) or "")


def _paragraphs(element: Any) -> Iterator[tuple[str, str]]:
    """(text, style id) of each paragraph below *element*, in order; those of a text box follow the one it hangs on.

    A paragraph whose mark is deleted runs on into the next one.
    """
    kept = ""
    for paragraph in _walk(element, "p"):
        boxes: list[Any] = []
        text = kept + _text(paragraph, boxes)
        kept = ""
        if _mark_deleted(paragraph):
            kept = text
        else:
            yield text, _style_of(paragraph)
        for box in boxes:
            yield from _paragraphs(box)
    if kept:
        yield kept, ""


def _walk(element: Any, wanted: str) -> Iterator[Any]:
    """Descendants of the name *wanted* that a reader sees, none inside another of them."""
    for child in _visible(element):
        if _local(child) == wanted:
            yield child
        else:
            yield from _walk(child, wanted)


def _visible(element: Any) -> Iterator[Any]:
    """Children, without what is deleted; of alternative contents the first only."""
    for child in element:
        name = _local(child)
        if not name or name in _DROPPED:
            continue
        if name == "mc:AlternateContent":
            choices = [choice for choice in child if _local(choice)]
            yield from choices[:1]
        elif not (name == "tr" and _row_deleted(child)):
            yield child


def _row_deleted(row: Any) -> bool:
    return any(_local(mark) == "del" for part in row if _local(part) == "trPr" for mark in part)


def _mark_deleted(paragraph: Any) -> bool:
    properties = (part for part in paragraph if _local(part) == "pPr")
    runs = (part for properties_ in properties for part in properties_ if _local(part) == "rPr")
    return any(_local(mark) in ("del", "moveFrom") for run in runs for mark in run)


def _style_of(paragraph: Any) -> str:
    for properties in paragraph:
        if _local(properties) == "pPr":
            return next((_attribute(part, "val") for part in properties if _local(part) == "pStyle"), "")
    return ""


def _text(element: Any, boxes: list[Any]) -> str:
    """Text of a paragraph or run; text boxes met on the way are put into *boxes*."""
    parts = []
    for child in _visible(element):
        name = _local(child)
        if name == "txbxContent":
            boxes.append(child)
        elif name in ("t", "m:t"):
            parts.append(child.text or "")
        elif name == "r" and _hidden(child):
            continue
        elif name == "sym":
            parts.append(_symbol(child))
        elif name == "br" and _attribute(child, "type") in ("page", "column"):
            parts.append("\n")
        else:
            parts.append(_CHARACTERS.get(name) or _text(child, boxes))
    return "".join(parts)


def _hidden(run: Any) -> bool:
    """Is the run set as hidden text?"""
    marks = (mark for part in run if _local(part) == "rPr" for mark in part if _local(mark) == "vanish")
    return any(_attribute(mark, "val") not in ("0", "false", "off") for mark in marks)


def _symbol(element: Any) -> str:
    """A character of a symbol font; those fonts' own places (U+F0xx) mean nothing outside them."""
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _notes(package: _package.Package, main: str) -> Iterator[tuple[str, str]]:
    """Paragraphs of footnotes, then of endnotes; without the separators that Word keeps among them."""
    folder = main.rpartition("/")[0]
    for part, wanted in (("footnotes", "footnote"), ("endnotes", "endnote")):
        path = f"{folder}/{part}.xml".lstrip("/")
        if path in package:
            for note in _walk(package.xml(path), wanted):
                if _attribute(note, "type") in ("", "normal"):
                    yield from ((text, "") for text, _ in _paragraphs(note))


def _styles(package: _package.Package) -> Mapping[str, str]:
    """Style id → its name in lower case (Word's own names are English in every language)."""
    if "word/styles.xml" not in package:
        return {}
    names = {}
    for style in package.xml("word/styles.xml"):
        if _local(style) == "style":
            called = next((_attribute(part, "val") for part in style if _local(part) == "name"), "")
            names[_attribute(style, "styleId")] = called.casefold()
    return names


def _joined(paragraphs: list[tuple[str, str]], styles: Mapping[str, str]) -> tuple[str, tuple[Mark, ...]]:
    """Paragraphs parted by blank lines, and marks on those in Word's style Title."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for raw, style in paragraphs:
        text = re.sub(r"[ \t]*\n[ \t\n]*", "\n", raw).strip()
        if not text:
            continue
        if parts:
            parts.append("\n\n")
            length += 2
        if styles.get(style, style.casefold()) in _TITLE_STYLES:
            marks.append(Mark(Span(length, length + len(text)), SectionKind.TITLE))
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(marks)


def _core(package: _package.Package, text: str) -> Metadata:
    """Title and author from the file's properties, only where the text prints them: they are often a colleague's."""
    if "docProps/core.xml" not in package:
        return Metadata()
    try:
        root = package.xml("docProps/core.xml")
    except DamagedFile:
        return Metadata()
    printed = " ".join(text[:5000].casefold().split())
    said = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in root}
    said = {key: value for key, value in said.items() if len(value) > 4 and value.casefold() in printed}
    author = said.get("creator", "")
    return Metadata(title=said.get("title", ""), authors=people(author) if " " in author else ())


READER = Reader("docx", _EXTENSIONS, recognizes, read)
