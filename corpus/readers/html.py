"""HTML by content, whatever its name: the article without the site around it, and what its meta tags say of it.

Highwire (``citation_title``), Dublin Core (``DC.Title``) and Open Graph tags are read; see Google Scholar's inclusion
guidelines and dublincore.org. Keywords and abstracts that stand in the tags alone are appended to the text.

Where asked for, trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) finds the article instead; the
tags are read by us all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from .. import encoding, extras
from ..documents import Mark, Metadata, SectionKind, Span
from ..errors import DamagedFile, EmptyFile
from .base import Options, RawText, Reader

_EXTENSIONS = (".html", ".htm", ".xhtml")
_START = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|\xef\xbb\xbf|\xff\xfe|\xfe\xff)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.I)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\n\r\f]+")  # not the no-break space, which the author meant
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_NOTE_NUMBER = re.compile(r"\[?\s*(?:\d{1,3}|\*+)\s*\]?")

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "nav", "form", "button", "select", "textarea")
) | frozenset(("iframe", "object", "head", "title"))
_SITE = frozenset(("header", "footer", "aside"))  # of the site; inside an article a header is its title
_BLOCKS = (
    frozenset(("address", "article", "aside", "blockquote", "body", "center", "div", "details", "summary", "section"))
    | frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "main", "p", "pre", "hr", "fieldset"))
    | frozenset(("dl", "dd", "dt", "ol", "ul", "li", "option", "figure", "figcaption"))
    | frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"))
)

_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_OTHER_TITLES = (*_TITLES[:3], "dc.title.alternative", "dcterms.alternative")
_AUTHORS = ("citation_author", "dc.creator.personalname", "dc.creator", "dcterms.creator", "citation_authors", "author")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_year",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "article:published_time",
)
_JOURNALS = ("citation_journal_title", "prism.publicationname", "dc.source")
_KEYWORDS = ("citation_keywords", "dc.subject", "dcterms.subject", "keywords")
_ABSTRACTS = ("citation_abstract", "dc.description.abstract", "dcterms.abstract", "dc.description")


@dataclass(frozen=True, slots=True)
class _Meta:
    name: str
    content: str
    language: str | None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    tag: str
    language: str | None
    kind: SectionKind | None


def recognizes(head: bytes, name: str) -> float:
    suffix = PurePath(name).suffix.lower()
    if _START.match(head.replace(b"\0", b"")) or _is_mhtml(head):
        return 0.95
    return 0.7 if suffix in _EXTENSIONS and b"<" in head and not head.startswith((b"PK", b"%PDF")) else 0.0


def _is_mhtml(head: bytes) -> bool:
    """Is it a web page with its pictures in one file, as Word saves it?"""
    return b"mime-version:" in head[:500].lower() and b"multipart/related" in head[:4096].lower()


def read(data: bytes, name: str, options: Options) -> Iterator[RawText]:
    """One text. Raises EmptyFile, DamagedFile, UnknownEncoding."""
    if _is_mhtml(data[:4096]):
        data = _html_of_mhtml(data, name)
    declared = _declared(data)
    decoded = encoding.decode(data, declared=declared, forced=options.encoding, name=name)
    root = _tree(decoded.text, name)
    metas = list(_metas(root))
    found, notes = _main_text(root, decoded.text, options.extractor)
    paragraphs = _with_metas(found, metas, _page_title(root))
    text, marks = _joined(paragraphs)
    if not text.strip():
        raise EmptyFile(name)
    yield RawText(
        text,
        encoding=decoded.encoding,
        marks=marks,
        metadata=_metadata(metas),
        notes=(*_charset_note(declared, decoded.encoding), *decoded.notes, *notes),
    )


def _html_of_mhtml(data: bytes, name: str) -> bytes:
    from email import message_from_bytes, policy  # seldom needed, slow to load

    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return bytes(part.get_payload(decode=True) or b"")
    raise DamagedFile(name, "damaged: a web archive without a page in it", "save the page again")


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""


def _charset_note(declared: str, used: str) -> tuple[str, ...]:
    def plain(name: str) -> str:
        return re.sub(r"[^a-z0-9]", "", name.lower()).replace("windows", "cp").replace("usascii", "utf8")

    return (f"it says {declared} and is {used}",) if declared and plain(declared) != plain(used) else ()


def _tree(text: str, name: str) -> Any:
    etree: Any = import_module("lxml.etree")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    clean = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise EmptyFile(name) from error
    if root is None:
        raise EmptyFile(name)
    return root


# --- the text --------------------------------------------------------------------------------------------------------


def _main_text(root: Any, page: str, extractor: str) -> tuple[list[_Paragraph], tuple[str, ...]]:
    """Paragraphs of the article, and what to tell of them. Raises MissingExtra."""
    if not extractor:
        return _paragraphs(root), ()
    if found := _extracted(root, page):
        return found, ()
    return _paragraphs(root), (f"{extractor} found no article in it, so it was read without",)


def load_extractor() -> Any:
    """The package trafilatura. Raises MissingExtra."""
    return extras.load("trafilatura", "the extractor trafilatura", "html")


def _extracted(root: Any, page: str) -> list[_Paragraph]:
    """The article as trafilatura finds it, a line a paragraph. Nothing is fetched: it is given the page."""
    trafilatura = load_extractor()
    text = trafilatura.extract(_XML_DECLARATION.sub("", page, count=1), include_comments=False) or ""
    lines = [_SPACE.sub(" ", line).strip(" ") for line in text.split("\n")]
    headings = {_squeezed("".join(heading.itertext())) for heading in root.iter("h1")}
    found = [_Paragraph(line, "h1" if _squeezed(line) in headings else "p", None, None) for line in lines if line]
    return _with_heading(found, list(root.iter("h1"))) if found else []


def _paragraphs(root: Any) -> list[_Paragraph]:
    """Paragraphs of the article as our own rules find it."""
    article = _article(root)
    headings = [heading for heading in root.iter("h1") if not _inside(heading, article)]
    return _with_heading(list(_flow(article, site=_name(article) == "body")), headings)


def _with_heading(paragraphs: list[_Paragraph], headings: Sequence[Any]) -> list[_Paragraph]:
    """The page's only h1 goes before the article that has none."""
    if len(headings) != 1 or any(paragraph.tag == "h1" for paragraph in paragraphs):
        return paragraphs
    return [*_flow(headings[0], site=False), *paragraphs]


def _name(element: Any) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _inside(element: Any, other: Any) -> bool:
    return element is other or any(ancestor is other for ancestor in element.iterancestors())


def _article(root: Any) -> Any:
    """``article`` or ``main`` if one holds most of the text, else ``body``."""
    body = next(iter(root.iter("body")), root)
    candidates = [e for e in body.iter("article", "main", "div") if e.tag != "div" or e.get("role") == "main"]
    if not candidates:
        return body
    sizes = {id(e): len("".join(p.text for p in _flow(e, site=True))) for e in [body, *candidates]}
    best = max(candidates, key=lambda e: sizes[id(e)])
    return best if sizes[id(best)] >= 0.4 * sizes[id(body)] else body


def _flow(element: Any, *, site: bool) -> Iterator[_Paragraph]:
    """Paragraphs of *element*, in order; with *site* its header, footer and asides are left out."""
    etree: Any = import_module("lxml.etree")
    walker = etree.iterwalk(element, events=("start", "end"))
    parts: list[str] = []
    block = element
    for event, node in walker:
        name = _name(node)
        if event == "start":
            if _is_skipped(node, name, "".join(parts[-1:]), site=site):
                walker.skip_subtree()
                continue
            if name in _BLOCKS:
                yield from _paragraph(parts, block)
                parts, block = [], node
            elif name == "br":
                parts.append("\v")
            parts.append(_kept(node, node.text))
            continue
        if name in _BLOCKS:
            yield from _paragraph(parts, block)
            parent = node.getparent()
            parts, block = [], block if node is element or parent is None else parent
        if node is not element:
            parts.append(_kept(node.getparent(), node.tail))
    yield from _paragraph(parts, element)


def _kept(node: Any, text: str | None) -> str:
    """Text of a node; line breaks count in ``pre`` only."""
    if not text:
        return ""
    preserved = _name(node) == "pre" or any(_name(ancestor) == "pre" for ancestor in node.iterancestors("pre"))
    return text.replace("\r\n", "\n").replace("\n", "\v") if preserved else text


def _is_skipped(node: Any, name: str, before: str, *, site: bool) -> bool:
    if name in _SKIPPED or (site and name in _SITE) or not name:
        return True
    if node.get("hidden") is not None or node.get("aria-hidden") == "true" or node.get("role") == "navigation":
        return True
    if "display:none" in (node.get("style") or "").replace(" ", "").lower():
        return True
    return name == "sup" and bool(_NOTE_NUMBER.fullmatch("".join(node.itertext()))) and _takes_notes(before)


def _takes_notes(before: str) -> bool:
    """Is a raised number behind this text a note's, and not a power?"""
    word = before.rstrip().rpartition(" ")[2]
    return bool(word) and not word[-1].isdigit() and not (len(word) <= 2 and word.isalpha())


def _paragraph(parts: Sequence[str], block: Any) -> Iterator[_Paragraph]:
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(parts).split("\v"))
    text = "\n".join(line for line in lines if line)
    if text:
        yield _Paragraph(text, _name(block), _language(block), _kind(block))


def _language(block: Any) -> str | None:
    """The nearest ``lang``; that of the whole page says little, since templates are copied."""
    for node in (block, *block.iterancestors()):
        if _name(node) == "html":
            return None
        if said := _lang(node):
            return said
    return None


def _lang(node: Any) -> str | None:
    said = node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("xml:lang") or node.get("lang")
    return str(said).strip() or None if said else None


def _kind(block: Any) -> SectionKind | None:
    return SectionKind.TITLE if _name(block) == "h1" else None


# --- what the tags say -----------------------------------------------------------------------------------------------


def _metas(root: Any) -> Iterator[_Meta]:
    for node in root.iter("meta"):
        name = (node.get("name") or node.get("property") or "").strip().lower()
        content = _SPACE.sub(" ", node.get("content") or "").strip()
        if name and content:
            yield _Meta(name.removeprefix("eprints."), content, _lang(node))


def _first(metas: Sequence[_Meta], names: Sequence[str]) -> list[_Meta]:
    """The tags of the first of *names* that occurs, in order."""
    return next((found for name in names if (found := [meta for meta in metas if meta.name == name])), [])


def _page_title(root: Any) -> str:
    """What the window shows, without the site behind a bar or dash."""
    title = next((_SPACE.sub(" ", "".join(node.itertext())).strip() for node in root.iter("title")), "")
    return re.split(r" [|–—-] ", title)[0]


def _with_metas(paragraphs: list[_Paragraph], metas: Sequence[_Meta], page_title: str) -> list[_Paragraph]:
    """*paragraphs* with kinds and languages from the tags; abstracts and keywords not printed come at the end."""
    titles: dict[str, str | None] = {_squeezed(page_title): None} if len(_squeezed(page_title)) > 8 else {}
    titles |= {_squeezed(meta.content): meta.language for meta in metas if meta.name in (*_TITLES, *_OTHER_TITLES)}
    only_heading = sum(paragraph.tag == "h1" for paragraph in paragraphs) == 1
    marked = []
    for paragraph in paragraphs:
        key = _squeezed(paragraph.text)
        is_title = key in titles or (paragraph.tag == "h1" and only_heading)
        language = paragraph.language or titles.get(key) if is_title else None
        marked.append(_Paragraph(paragraph.text, paragraph.tag, language, SectionKind.TITLE if is_title else None))
    printed = [_squeezed(paragraph.text) for paragraph in marked]
    extra = []
    for meta in metas:
        if meta.name in _OTHER_TITLES and meta.language and not _is_printed(meta.content, printed):
            printed.append(_squeezed(meta.content))
            extra.append(_Paragraph(meta.content, "meta", meta.language, SectionKind.TITLE))
    for kind, wanted in ((SectionKind.ABSTRACT, _abstracts(metas)), (SectionKind.KEYWORDS, _keywords(metas))):
        for language, content in wanted:
            if _is_printed(content, printed):
                marked = [_told(paragraph, content, kind, language) for paragraph in marked]
            else:
                extra.append(_Paragraph(content, "meta", language, kind))
    if not any(paragraph.kind is SectionKind.TITLE for paragraph in marked):
        missing = [_Paragraph(m.content, "meta", m.language, SectionKind.TITLE) for m in _first(metas, _TITLES)]
        marked = [*missing, *marked] if marked or extra else marked
    return [*marked, *extra]


def _is_printed(content: str, printed: Sequence[str]) -> bool:
    """Does a paragraph hold it, or, if it is long, do several that follow one another?"""
    letters = _squeezed(content)
    return any(letters in paragraph for paragraph in printed) or (len(letters) > 80 and letters in "".join(printed))


def _told(paragraph: _Paragraph, content: str, kind: SectionKind, language: str | None) -> _Paragraph:
    """*paragraph* with the kind that a tag gives, if it is just what the tag says."""
    if paragraph.kind is None and _squeezed(paragraph.text) == _squeezed(content):
        return _Paragraph(paragraph.text, paragraph.tag, paragraph.language or language, kind)
    return paragraph


def _abstracts(metas: Sequence[_Meta]) -> list[tuple[str | None, str]]:
    return [(meta.language, meta.content) for meta in _first(metas, _ABSTRACTS)]


def _keywords(metas: Sequence[_Meta]) -> list[tuple[str | None, str]]:
    """(language, keyword list) for each language, from tags with one keyword each or with all of them."""
    by_language: dict[str | None, list[str]] = {}
    for meta in _first(metas, _KEYWORDS):
        by_language.setdefault(meta.language, []).append(meta.content.strip(" ;,."))
    return [(language, "; ".join(contents)) for language, contents in by_language.items()]


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _joined(paragraphs: Sequence[_Paragraph]) -> tuple[str, tuple[Mark, ...]]:
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for paragraph in paragraphs:
        if paragraph.kind:
            marks.append(Mark(Span(length, length + len(paragraph.text)), paragraph.kind, paragraph.language))
        parts.append(paragraph.text)
        length += len(paragraph.text) + 2
    return "\n\n".join(parts), tuple(marks)


def _metadata(metas: Sequence[_Meta]) -> Metadata:
    values: Mapping[str, str] = {meta.name: meta.content for meta in reversed(metas)}  # the first of a name wins
    titles, years = _first(metas, _TITLES), [_YEAR.search(meta.content) for meta in _first(metas, _DATES)]
    first, last = values.get("citation_firstpage", ""), values.get("citation_lastpage", "")
    doi = _DOI.search(" ".join(values.get(name, "") for name in ("citation_doi", "dc.identifier.doi", "dc.identifier")))
    return Metadata(
        title=titles[0].content if titles and titles[0].name != "og:title" else "",
        authors=tuple(meta.content for meta in _first(metas, _AUTHORS[:-1])),
        year=next((int(year.group()) for year in years if year), None),
        journal=next((meta.content for meta in _first(metas, _JOURNALS)), ""),
        volume=values.get("citation_volume", ""),
        issue=values.get("citation_issue", ""),
        pages=f"{first}–{last}" if first and last else first,
        doi=doi.group().rstrip(".,;") if doi else "",
    )


READER = Reader("html", _EXTENSIONS, recognizes, read)
