"""TBX, what its versions share: how an entry is written in DCA style, and how any TBX is read.

Versions: TBX 2008 (ISO 30042:2008: ``martif``, ``termEntry``, ``langSet``, ``tig``) and TBX 2019
(ISO 30042:2019: ``tbx``, ``conceptEntry``, ``langSec``, ``termSec``). In both, what an element says is in its
``type`` (DCA style): ``descrip type="definition"``. Reading takes 2008 and 2019, DCA and DCT, tig and ntig.

Neither version has a place for the confidence of a link, so it stands in a note of the entry, in words:
``confidence 0.83, link review``; reading takes it from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..concepts import Example, LinkClass, Term, TermEntry
from ..errors import DamagedFile, EmptyFile, UnknownFormat
from ..languages import normalize_code
from ._common import (
    Names,
    clean,
    confidence,
    definition,
    example_from,
    label,
    link_class,
    marked,
    one_line,
    one_preferred,
    select,
    source,
)
from .base import Layout, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ORIGIN = (
    "Made by Kochmon from the keyword lists of articles. The note of an entry says how far the link between its "
    "languages may be trusted: a confidence from 0 to 1, and accepted, strong, review or order-only."
)

# --- writing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """The names by which a version of TBX calls the same things."""

    entry: str
    language: str
    term: str
    note_origin: str | None = None  # an attribute ``from`` of the notes of people
    details: bool = True  # subject, sources, examples and kinds of terms too


def write(entries: Iterable[TermEntry], layout: Layout, version: Version, root: _Element, body: _Element) -> bytes:
    """The file: *root* with an entry in *body* for each of *entries* that *layout* shows."""
    from lxml import etree

    names = Names()
    for entry in select(entries, layout):
        _entry(body, entry, names.of(entry.id), version)
    etree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8") + b"\n"


def child(parent: _Element, tag: str, text: str = "", **attributes: str) -> _Element:
    """A new last child, in the namespace of its parent."""
    from lxml import etree

    namespace = etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{namespace}}}{tag}" if namespace else tag, attributes)
    if text:
        made.text = text
    return made


def _entry(body: _Element, entry: TermEntry, name: str, version: Version) -> None:
    element = child(body, version.entry, id=name)
    if version.details:
        if subject := one_line(entry.subject):
            child(element, "descrip", subject, type="subjectField")
        for document in filter(None, map(one_line, entry.documents)):
            child(element, "admin", document, type="source")
    child(element, "note", _trust(entry))
    for code in entry.terms:
        _language(element, entry, code, version)


def _trust(entry: TermEntry) -> str:
    by = "Accepted by a person" if entry.link_class is LinkClass.ACCEPTED else "Linked by a program"
    by = by if len(entry.terms) > 1 else "In one language only"
    return f"{by}: confidence {round(entry.confidence, 4)}, link {entry.link_class}"


def _language(parent: _Element, entry: TermEntry, code: str, version: Version) -> None:
    element = child(parent, version.language)
    element.set(LANG, code)  # the bare code: tools that compare it to the letter do not know ky-KG
    if text := definition(entry, code):
        child(element, "descrip", text, type="definition")
    _note(element, entry.notes.get(code, ""), version)
    for term in entry.terms[code]:
        _term(element, term, version)


def _note(parent: _Element, text: str, version: Version) -> None:
    if text := clean(text):
        made = child(parent, "note", text)
        if version.note_origin:
            made.set("from", version.note_origin)


def _term(parent: _Element, term: Term, version: Version) -> None:
    element = child(parent, version.term)
    child(element, "term", one_line(term.text))
    status = "preferredTerm-admn-sts" if term.preferred else "admittedTerm-admn-sts"
    child(element, "termNote", status, type="administrativeStatus")
    if version.details:
        if _is_acronym(term.text):
            child(element, "termNote", "acronym", type="termType")
        for example in term.examples:
            group = child(element, "descripGrp")
            child(group, "descrip", "".join(piece for piece, _ in marked(example)), type="context")
            child(group, "admin", source(example), type="source")
    _note(element, term.note, version)


def _is_acronym(text: str) -> bool:
    """ЕАЭБ, ООН, IOM."""
    return text.isalpha() and text.isupper() and 2 <= len(text) <= 8


# --- reading -------------------------------------------------------------------------------------------------

_TRUST = re.compile(r".*confidence (?P<confidence>[\d.]+(?:e-\d+)?), link (?P<link>[a-z-]+)", re.DOTALL)
_FOREIGN_STATUS = re.compile("(deprecated|superseded|forbidden|obsolete)", re.IGNORECASE)
_PREFERRED_STATUS = re.compile("^preferred", re.IGNORECASE)


def read(data: bytes, name: str) -> Reading:
    """The entries of a TBX file in any version and style, in all languages that it has.

    Languages are taken as the file names them, by ISO 639-1 code (``kir``, ``ky-KG`` and ``KY`` are ky);
    nothing stands for a language that is not there. Raises DamagedFile for XML that is broken, UnknownFormat
    for XML that is no TBX, EmptyFile for a TBX without a term.
    """
    root = _parse(data, name)
    if _tag(root) not in ("martif", "tbx"):
        raise UnknownFormat(
            name, f"XML, but no TBX: its root is <{_tag(root)}>", "a TBX file begins with martif or tbx"
        )
    reader = _Reader()
    entries = [entry for element in _all(root, "termEntry", "conceptEntry") if (entry := reader.entry(element))]
    if not entries:
        raise EmptyFile(name, "no entry in it has a term")
    return Reading(tuple(entries), tuple(reader.notes))


def _parse(data: bytes, name: str) -> _Element:
    """The root. Nothing outside the file is looked at, whatever its DOCTYPE asks for."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(name, f"broken XML: {error.msg}", "export it anew from where it came") from error


def _tag(element: _Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _all(element: _Element, *tags: str) -> Iterator[_Element]:
    return (found for found in element.iter("*") if _tag(found) in tags)


def _text(element: _Element) -> str:
    return clean("".join(map(str, element.itertext()))).strip()


def _kind(element: _Element) -> str:
    """What an element says: its ``type`` (DCA), or its own name (DCT)."""
    return element.get("type") or _tag(element)


class _Reader:
    """Reads entries of one file; ``notes`` says what it had to leave out."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._names = Names()

    def entry(self, element: _Element) -> TermEntry | None:
        terms: dict[str, list[Term]] = {}
        texts: dict[str, dict[str, list[str]]] = {"definition": {}, "note": {}}
        for section in _all(element, "langSet", "langSec"):
            if code := self._code(section, element):
                found = [term for group in _all(section, "tig", "ntig", "termSec") if (term := _read_term(group, code))]
                if found:
                    terms.setdefault(code, []).extend(found)
                    _collect(section, texts, code)
        if not terms:
            return None
        facts = _facts(element, texts, next(iter(terms)))
        return TermEntry(
            id=self._names.of(element.get("id", "")),
            terms={code: one_preferred(own) for code, own in terms.items()},
            subject=facts.subject,
            confidence=confidence(facts.confidence),
            link_class=link_class(facts.link),
            definitions=_joined(texts["definition"]),
            notes=_joined(texts["note"]),
            documents=tuple(facts.sources),
        )

    def _code(self, section: _Element, entry: _Element) -> str:
        written = section.get(LANG) or section.get("lang") or ""
        if not written.strip():
            self.notes.append(f"entry {entry.get('id', '?')}: terms without a language were left out")
            return ""
        return normalize_code(written)


def _joined(texts: dict[str, list[str]]) -> dict[str, str]:
    return {code: " | ".join(dict.fromkeys(own)) for code, own in texts.items()}


def _collect(section: _Element, texts: dict[str, dict[str, list[str]]], code: str) -> None:
    """Definitions and notes of a language section, not of its terms."""
    for element in _outside(section, ("tig", "ntig", "termSec")):
        if _kind(element) in texts and (text := _text(element)):
            texts[_kind(element)].setdefault(code, []).append(text)


@dataclass(slots=True)
class _Facts:
    """What is said of an entry as a whole."""

    sources: list[str]
    subject: str = ""
    confidence: str = ""
    link: str = ""


def _facts(entry: _Element, texts: dict[str, dict[str, list[str]]], language: str) -> _Facts:
    """Reads them; what is said in no named language is said in *language*."""
    facts = _Facts([])
    for element in _outside(entry, ("langSet", "langSec")):
        kind, text = _kind(element), _text(element)
        trust = _TRUST.fullmatch(text) if kind == "note" else None
        if trust:
            facts.confidence, facts.link = trust["confidence"], trust["link"]
        elif kind == "subjectField":
            facts.subject = one_line(text)
        elif kind == "source" and not _tag(_parent(element)).endswith("Grp"):
            facts.sources.append(one_line(text))
        elif kind in texts and text:
            texts[kind].setdefault(normalize_code(element.get(LANG) or language), []).append(text)
    return facts


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _outside(element: _Element, tags: Sequence[str]) -> Iterator[_Element]:
    """Descendants of *element* in the order of the file, without those of *tags* and what is inside them."""
    for found in element.iterchildren("*"):
        if _tag(found) not in tags:
            yield found
            yield from _outside(found, tags)


def _read_term(group: _Element, code: str) -> Term | None:
    element = next(_all(group, "term"), None)
    text = label("".join(map(str, element.itertext()))) if element is not None else ""
    if not text:
        return None
    said = [(_kind(found), _text(found)) for found in group.iter("*") if found is not element]
    status = _first(said, lambda kind: kind in ("administrativeStatus", "normativeAuthorization", "usageStatus"))
    notes = [text for kind, text in said if kind == "note" and text]
    if _FOREIGN_STATUS.search(status):
        notes.append(f"administrative status: {status}")
    return Term(
        text,
        preferred=bool(_PREFERRED_STATUS.match(status)),
        examples=tuple(_examples(group, code)),
        definition=_first(said, lambda kind: kind == "definition"),
        note=" | ".join(dict.fromkeys(notes)),
    )


def _first(said: Iterable[tuple[str, str]], wanted: Callable[[str], bool]) -> str:
    return next((text for kind, text in said if wanted(kind)), "")


def _examples(group: _Element, code: str) -> Iterator[Example]:
    for element in group.iter("*"):
        if _kind(element) == "context" and (text := one_line(_text(element))):
            beside = _parent(element) if _tag(_parent(element)).endswith("Grp") else element
            yield example_from(text, code, next((one_line(_text(e)) for e in beside if _kind(e) == "source"), ""))
