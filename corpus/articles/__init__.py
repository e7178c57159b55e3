"""What are the parts of an article, and in which language is each?

Titles, authors, abstracts, keyword lists, body and references, wherever they stand: told by headings (in every
language there is), by marks of the file format, by look and place where nothing is headed. ``lines`` reads the page,
``headings`` and ``printed`` know single lines, ``lists`` a keyword list, ``runs`` where the language changes,
``titles`` what stands above an abstract; ``parts`` puts them together, ``facts`` gives the bibliographic record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import detection, languages
from ..documents import UNDETERMINED, Mark, Metadata, Page, Section, SectionKind, Span
from .facts import facts
from .headings import Heading, headings
from .lines import is_latin, trim, words
from .lists import term_spans
from .parts import parts
from .titles import Part

__all__ = ["metadata", "sections"]

_NAMES = (SectionKind.AUTHORS, SectionKind.FRONT)
_SURE = 0.8
_FEW_WORDS = 30  # a longer text is believed over the words of its heading


def sections(text: str, *, marks: Sequence[Mark] = (), pages: Sequence[Page] = ()) -> tuple[Section, ...]:
    """The sections of an article, in text order, none overlapping.

    Every printed character is in one section or in the heading of one. What *marks* say is believed. A text without
    any structure is body, a section for each run of paragraphs in one language.

    >>> text = "Негизги сөздөр: миграция, укук, калк.\\nKey words: migration, law, population."
    >>> [(str(s.kind), s.language, s.heading.of(text)) for s in sections(text)]
    [('keywords', 'ky', 'Негизги сөздөр:'), ('keywords', 'en', 'Key words:')]
    """
    made: list[Section] = []
    at = 0
    for mark in _in_order(text, marks):
        before = _found(text, Span(at, mark.span.start), pages, following=mark.kind)
        heading = _own_heading(text, before, mark)
        made += before[:-1] if heading else before
        made += _marked(text, mark, pages, heading)
        at = mark.span.stop
    made += _found(text, Span(at, len(text)), pages)
    return tuple(_names_like_neighbours(text, made))


def metadata(text: str, sections: Sequence[Section]) -> Metadata:
    """Title, authors, year, journal, volume, issue, pages and DOI, each where the article prints it.

    The year is that of a line with a journal, a DOI or ©, from 1950 to 2035, and never one of the body.

    >>> text = "Коомдук илимдер жарчысы, 2021, № 3\\nЧек ара\\nОсмонов А.Б.\\nАннотация: Макала чек ара тууралуу."
    >>> found = metadata(text, sections(text))
    >>> found.title, found.authors, found.year, found.journal, found.issue
    ('Чек ара', ('Осмонов А.Б.',), 2021, 'Коомдук илимдер жарчысы', '3')
    """
    return facts(text, sections)


def _found(text: str, span: Span, pages: Sequence[Page], *, following: SectionKind | None = None) -> list[Section]:
    """The sections of a stretch without marks."""
    if not text[span.start : span.stop].strip():
        return []
    return [_section(text, part) for part in parts(text, span, pages, first=span.start == 0, following=following)]


def _section(text: str, part: Part) -> Section:
    language, confidence = _language(text, part)
    return Section(part.kind, part.span, language, confidence, part.heading)


def _language(text: str, part: Part) -> tuple[str, float]:
    """By the text; by the heading where the text is short and leaves detection unsure."""
    hint = part.hint if part.hint in languages.available() else None
    if part.kind is SectionKind.KEYWORDS:
        return _list_language(text, part.span, hint)
    guess = detection.detect(part.span.of(text))
    unsure = guess.confidence < _SURE and len(words(part.span.of(text))) < _FEW_WORDS
    if hint and unsure and part.kind is not SectionKind.REFERENCES:
        return hint, max(guess.confidence, 0.5)
    return guess.language, guess.confidence


def _list_language(text: str, span: Span, hint: str | None) -> tuple[str, float]:
    """The language of most of its terms."""
    terms = [" ".join(term.of(text).split()) for term in term_spans(text, span)]
    guesses = detection.detect_terms(terms, hint=hint) if terms else ()
    counts = Counter(guess.language for guess in guesses)
    if not counts:
        return hint or UNDETERMINED, 0.5
    code = max(counts, key=lambda code: (counts[code], code == hint))
    return code, sum(guess.confidence for guess in guesses if guess.language == code) / counts[code]


# --- marks


def _in_order(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks with text, from first to last; of two that overlap, the later one keeps what the first leaves."""
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.stop)):
        span = trim(text, Span(max(mark.span.start, at), min(mark.span.stop, len(text))))
        if span.start < span.stop:
            yield replace(mark, span=span)
            at = span.stop


def _own_heading(text: str, before: Sequence[Section], mark: Mark) -> Heading | None:
    """The heading printed right before a mark, which ended the stretch before with nothing under it."""
    if not before or before[-1].heading:
        return None
    found = headings(text, before[-1].span)
    return found[0] if len(found) == 1 and found[0].span == before[-1].span and mark.kind in found[0].kinds else None


def _marked(text: str, mark: Mark, pages: Sequence[Page], before: Heading | None) -> Iterator[Section]:
    """A section of the mark's kind and language, its own printed heading apart. A body without a language is
    divided where the language changes, and at headings."""
    heading, content = before, mark.span
    inner = next(iter(headings(text, mark.span)), None)
    if inner and inner.span.start == mark.span.start and mark.kind in inner.kinds:
        rest = trim(text, Span(inner.span.stop, mark.span.stop))
        heading, content = (inner, rest) if rest else (heading, content)
    if mark.kind is SectionKind.BODY and mark.language is None:
        for part in parts(text, content, pages, first=False):
            section = _section(text, part)
            yield section if section.heading else replace(section, kind=SectionKind.BODY)
        return
    hint = heading.language if heading else None
    section = _section(text, Part(mark.kind, content, heading.span if heading else None, hint))
    if mark.language is not None:
        section = replace(section, language=languages.normalize_code(mark.language), confidence=1.0)
    yield section


def _names_like_neighbours(text: str, made: Sequence[Section]) -> Iterator[Section]:
    """Names are in the language of the title before them in the same script, since detection knows no names; so are
    addresses of which it is unsure."""
    for i, section in enumerate(made):
        if section.kind not in _NAMES or (section.kind is SectionKind.FRONT and section.confidence >= _SURE):
            yield section
            continue
        latin = is_latin(section.span.of(text))
        near = (other for other in (*reversed(made[:i]), *made[i + 1 :]) if other.kind not in _NAMES)
        same = next((other for other in near if is_latin(other.span.of(text)) == latin), None)
        yield replace(section, language=same.language, confidence=0.5) if same else section
