"""The values that a text becomes: spans, pages, sections, keywords, documents.

All are frozen. All offsets count characters (code points) of the document's repaired text from 0,
half-open, unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNDETERMINED = "und"
"""The language of what is in none of the languages we know (BCP 47)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, half-open: ``text[span.start:span.stop]``."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        return text[self.start : self.stop]

    def __len__(self) -> int:
        return self.stop - self.start


class SectionKind(StrEnum):
    """What a stretch of an article is."""

    TITLE = "title"
    AUTHORS = "authors"
    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    BODY = "body"
    REFERENCES = "references"
    FRONT = "front"  # UDC, DOI, affiliations, dates: printed matter around the article


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file format itself says of a stretch: an HTML ``citation_title``, a column ``abstract_ru``.

    ``language`` is None where the format names none. Articles and detection believe a mark's kind and
    take its language as strong evidence.
    """

    span: Span
    kind: SectionKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paginated source. ``number`` counts from 1; ``has_text`` is False for a scanned one."""

    number: int
    span: Span
    has_text: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an article in one language.

    ``span`` covers the content, ``heading`` the printed heading before it (``Ключевые слова:``) if there is
    one. ``confidence`` of the language, 0 to 1.
    """

    kind: SectionKind
    span: Span
    language: str = UNDETERMINED
    confidence: float = 1.0
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term of an author's keyword list. ``text`` is cleaned, ``span`` is where it is printed;
    ``position`` counts from 0 in its list."""

    text: str
    language: str
    span: Span
    position: int


@dataclass(frozen=True, slots=True)
class KeywordList:
    """The keywords of one article in one language, in the order printed."""

    language: str
    keywords: tuple[Keyword, ...]
    heading: str = ""

    def __len__(self) -> int:
        return len(self.keywords)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Bibliographic facts, each empty where unknown. ``authors`` in the order printed, as printed."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""

    def over(self, other: Metadata) -> Metadata:
        """These facts, and those of *other* where these are silent."""
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Document:
    """An article in the corpus. ``id`` is the user's own key; ``text`` the repaired text."""

    id: str
    text: str
    format: str = "txt"
    sections: tuple[Section, ...] = ()
    keyword_lists: tuple[KeywordList, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[Page, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of its sections, the one with the most text first."""
        sizes: dict[str, int] = {}
        for section in self.sections:
            sizes[section.language] = sizes.get(section.language, 0) + len(section.span)
        return tuple(sorted(sizes, key=lambda code: (-sizes[code], code)))

    @property
    def titles(self) -> Mapping[str, str]:
        """Language → title on one line."""
        titles: dict[str, str] = {}
        for section in self.sections:
            if section.kind is SectionKind.TITLE:
                titles.setdefault(section.language, " ".join(section.span.of(self.text).split()))
        return titles

    @property
    def title(self) -> str:
        """The title given, else the first one printed, else the id."""
        return self.metadata.title or next(iter(self.titles.values()), self.id)

    def section_at(self, offset: int) -> Section | None:
        return next((s for s in self.sections if s.span.start <= offset < s.span.stop), None)

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds *offset*; None where the source has no pages."""
        return next((p.number for p in self.pages if p.span.start <= offset < p.span.stop), None)
