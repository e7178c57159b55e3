"""Citations. How is a document cited in each style? STYLES is the table of them; adding one is a line and a function.

``gost``: ГОСТ Р 7.0.5-2008, references after the text. ``apa``: APA, 7th edition, as plain text. ``bibtex``, ``ris``,
``csl-json``: for reference managers; these name the corpus document in a note, by which :func:`read_facts` joins it
again.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ..documents import UNDETERMINED, Document, Metadata, SectionKind
from ..errors import UnknownName
from . import bibtex, ris
from .cleaning import bare_doi, one_line, page_range, rows
from .entries import note_of
from .names import Name, parse_name
from .work import Work

_MONTHS = "January February March April May June July August September October November December"
_LAST_AUTHORS = 20  # APA lists so many and cuts above


Style = Callable[[Work, date | None, int | None], str]


def cite(document: Document, style: str, *, accessed: date | None = None, page: int | None = None) -> str:
    """The *document* in a *style* of STYLES. What is unknown is left out; without a title the id stands in brackets.

    *page* is the printed page that is quoted, *accessed* the day a person read the work online (gost and apa name it
    only with a DOI to read it at). Raises UnknownName.
    """
    return _style(style)(_work(document), accessed, page)


def cite_all(documents: Iterable[Document], style: str, *, accessed: date | None = None) -> str:
    """Many documents in the order given, keys made unique by a letter; for csl-json one array, else one after another
    (a blank line between BibTeX entries)."""
    make, works = _style(style), _distinct(list(map(_work, documents)))
    if style == "csl-json":
        return _json([_csl_item(work, accessed, None) for work in works])
    separator = "\n\n" if style == "bibtex" else "\n"
    return separator.join(make(work, accessed, None) for work in works)


def styles() -> tuple[str, ...]:
    """Names of the styles, sorted."""
    return tuple(sorted(STYLES))


def _style(name: str) -> Style:
    if name not in STYLES:
        raise UnknownName("citation style", name, STYLES)
    return STYLES[name]


# --- what is cited -----------------------------------------------------------------------------------------------


def _work(document: Document) -> Work:
    titles = {code: title for code, text in document.titles.items() if (title := one_line(text))}
    language = _body_language(document)
    title = _main_title(one_line(document.metadata.title), titles, language)
    facts = replace(_clean(document.metadata), title=title)
    others = tuple(other for other in dict.fromkeys(titles.values()) if other != title)
    english = titles.get("en", "") if titles.get("en") != title else ""
    return Work(document.id, _key(facts, document.id), facts, language, others, english)


def _body_language(document: Document) -> str:
    """The language of most of the body, else of most of the text; empty where that is none we know."""
    sizes: dict[str, int] = {}
    for section in document.sections:
        if section.kind is SectionKind.BODY:
            sizes[section.language] = sizes.get(section.language, 0) + len(section.span)
    by_size = sorted(sizes, key=lambda code: (-sizes[code], code)) or list(document.languages)
    return next((code for code in by_size if code != UNDETERMINED), "")


def _main_title(given: str, titles: Mapping[str, str], language: str) -> str:
    """The title in the language of the body, unless a person gave one that is not printed."""
    if given and given not in titles.values():
        return given
    return titles.get(language) or given or next(iter(titles.values()), "")


def _clean(facts: Metadata) -> Metadata:
    return Metadata(
        title=one_line(facts.title),
        authors=tuple(name for author in facts.authors if (name := one_line(author))),
        year=facts.year,
        journal=one_line(facts.journal),
        volume=one_line(facts.volume),
        issue=one_line(facts.issue),
        pages=page_range(facts.pages),
        doi=bare_doi(facts.doi),
    )


def _key(facts: Metadata, id: str) -> str:
    """Family name, year and first long word of the title in ASCII; a digest of the id where these say nothing."""
    family = to_ascii(parse_name(facts.authors[0]).family if facts.authors else "")[:30]
    words = [word for word in map(to_ascii, facts.title.split()) if len(word) > 3]
    key = f"{family}{facts.year or ''}{words[0][:20] if words else ''}"
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return key if family or words else f"kochmon{digest}"


def to_ascii(text: str) -> str:
    """Small letters and digits of ASCII only.

    >>> to_ascii("Өмүрзаков-Müller 2"), to_ascii("Жеңишбек")
    ('omurzakovmuller2', 'zhengishbek')
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    latin = "".join(_transliteration().get(letter, letter) for letter in composed)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", latin))


@cache
def _transliteration() -> Mapping[str, str]:
    return {row["letter"]: row["latin"] for row in rows("transliteration")}


def _distinct(works: Sequence[Work]) -> list[Work]:
    """Keys with a, b, c … behind them from the second on."""
    taken: set[str] = set()
    named = []
    for work in works:
        key, number = work.key, 0
        while key in taken:
            key, number = f"{work.key}{_letters(number)}", number + 1
        taken.add(key)
        named.append(replace(work, key=key))
    return named


def _letters(number: int) -> str:
    """a … z, aa …"""
    return (_letters(number // 26 - 1) if number > 25 else "") + "abcdefghijklmnopqrstuvwxyz"[number % 26]


# --- for people --------------------------------------------------------------------------------------------------


def _gost(work: Work, accessed: date | None, page: int | None) -> str:
    """``Осмонов А. Б. Ички миграция // Коом. 2021. Т. 3, № 2. Б. 5–12. DOI: 10.…``"""
    facts, words = work.metadata, _labels(work.language)
    many = len(facts.authors) > 3
    heading = "" if many else ", ".join(_gost_name(name) for name in work.names)
    title = _unstopped(facts.title) or f"[{one_line(work.id)}]"
    if many:
        title += f" / {_gost_first(work.names[0])} [{words['others']}]"
    volume = f"{words['volume']} {facts.volume}" if facts.volume else ""
    issue = f"{words['issue']} {facts.issue}" if facts.issue else ""
    pages = str(page) if page is not None else facts.pages
    doi = f"DOI: {facts.doi}" if facts.doi else ""
    if doi and accessed:
        doi += f" ({words['accessed']}: {accessed:%d.%m.%Y})"
    source = f"{title} // {facts.journal}" if facts.journal else title
    numbers = ", ".join(filter(None, (volume, issue)))
    parts = (heading, source, str(facts.year or ""), numbers, f"{words['pages']} {pages}" if pages else "", doi)
    return _sentences(parts)


def _gost_name(name: Name) -> str:
    return f"{name.family} {name.initials}".strip()


def _gost_first(name: Name) -> str:
    """Behind the stroke the initials stand first."""
    return f"{name.initials} {name.family}".strip()


@cache
def _labels(language: str) -> Mapping[str, str]:
    """Words of the language; Russian ones, the standard's own, for any other."""
    table = {row["language"]: row for row in rows("labels")}
    return table.get(language, table["ru"])


def _apa(work: Work, accessed: date | None, page: int | None) -> str:
    """``Osmonov, A. B. (2021). Ички миграция [Internal migration]. Коом, 3(2), 5–12. https://doi.org/10.…``"""
    facts = work.metadata
    title = _unstopped(facts.title) or f"[{one_line(work.id)}]"
    if work.english_title and work.language != "en":
        title += f" [{_unstopped(work.english_title)}]"
    dated = f"({facts.year or 'n.d.'})"
    volume = facts.volume + (f"({facts.issue})" if facts.issue else "")
    source = ", ".join(filter(None, (facts.journal, volume, facts.pages)))
    authors = _apa_authors(work.names)
    first = (f"{_stopped(authors)} {dated}", title) if authors else (title, dated)
    url = f"https://doi.org/{facts.doi}" if facts.doi else ""
    if url and accessed:
        url = f"Retrieved {_MONTHS.split()[accessed.month - 1]} {accessed.day}, {accessed.year}, from {url}"
    quoted = f"[p. {page}]" if page is not None else ""
    return " ".join(filter(None, (_sentences((*first, source)), url, quoted)))


def _apa_authors(names: Sequence[Name]) -> str:
    written = [f"{name.family}, {name.initials}" if name.given else name.family for name in names]
    if len(written) > _LAST_AUTHORS:
        return ", ".join(written[: _LAST_AUTHORS - 1]) + f", . . . {written[-1]}"
    return ", & ".join(filter(None, (", ".join(written[:-1]), *written[-1:])))


def _sentences(parts: Iterable[str]) -> str:
    """Those that say something, each with a stop behind it."""
    return " ".join(_stopped(part) for part in parts if part)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _unstopped(text: str) -> str:
    """A title without the full stop that some articles print behind it."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


# --- for programs ------------------------------------------------------------------------------------------------


def _csl(work: Work, accessed: date | None, page: int | None) -> str:
    return _json([_csl_item(work, accessed, page)])


def _csl_item(work: Work, accessed: date | None, page: int | None) -> dict[str, object]:
    """An item after the CSL-JSON schema 1.0.2, without what is unknown."""
    facts = work.metadata
    item: dict[str, object] = {
        "id": work.key,
        "type": "article-journal" if facts.journal else "article",
        "title": facts.title,
        "author": [_csl_name(name) for name in work.names],
        "issued": {"date-parts": [[facts.year]]} if facts.year else {},
        "container-title": facts.journal,
        "volume": facts.volume,
        "issue": facts.issue,
        "page": facts.pages,
        "DOI": facts.doi,
        "language": work.language,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]} if accessed else {},
        "note": note_of(work.id, page),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _json(items: Sequence[Mapping[str, object]]) -> str:
    return json.dumps(items, ensure_ascii=False, indent=2)


STYLES: Mapping[str, Style] = {
    "gost": _gost,
    "apa": _apa,
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl-json": _csl,
}
