"""What the glossary formats share: which entries, in which order, and how a text is made safe to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..concepts import Example, LinkClass, Term, TermEntry
from ..documents import Span
from ..glossary import sort_entries
from .base import Layout

# --- which entries -----------------------------------------------------------------------------------------


def select(entries: Iterable[TermEntry], layout: Layout) -> tuple[TermEntry, ...]:
    """The entries that *layout* shows, with its languages only, sorted by the first of them."""
    columns, wanted = layout.columns, all if layout.pair else any
    kept = []
    for entry in entries:
        own = {code: entry.terms[code] for code in columns if entry.terms.get(code)}
        if wanted(code in own for code in columns):
            kept.append(
                replace(
                    entry,
                    terms={
                        code: tuple(sorted(terms, key=lambda term: not term.preferred)) for code, terms in own.items()
                    },
                    definitions={code: entry.definitions[code] for code in own if entry.definitions.get(code)},
                    notes={code: entry.notes[code] for code in own if entry.notes.get(code)},
                )
            )
    return sort_entries(kept, columns[0])


def definition(entry: TermEntry, language: str) -> str:
    """The definition in *language*; where the entry has none, those of its terms."""
    own = dict.fromkeys(term.definition for term in entry.terms.get(language, ()) if term.definition)
    return clean(entry.definitions.get(language) or JOINER.join(own))


def note(entry: TermEntry, language: str) -> str:
    """The note in *language*, and those of its terms."""
    own = (term.note for term in entry.terms.get(language, ()))
    return clean(JOINER.join(dict.fromkeys(text for text in (entry.notes.get(language, ""), *own) if text)))


# --- texts -------------------------------------------------------------------------------------------------

JOINER = " | "
"""Between synonyms in a cell; a bar inside a term is written ``\\|``."""

_NOT_XML = re.compile("[^\\t\\n\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\ufffd\\U00010000-\\U0010ffff]")
_BAR = re.compile(r"\s*(?<!\\)\|\s*")


def clean(text: str) -> str:
    """*text* without what XML 1.0 does not allow (control characters, lone surrogates), lines ended by ``\\n``.

    >>> clean("чек\\x00 ара\\r\\n")
    'чек ара\\n'
    """
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """*text* cleaned, white space folded: what a term is.

    >>> one_line(" чек\\n\\tара ")
    'чек ара'
    """
    return " ".join(clean(text).split())


def label(text: str) -> str:
    """A term as read: one line, composed (NFC), so that one word is one string."""
    return unicodedata.normalize("NFC", one_line(text))


def join(texts: Iterable[str]) -> str:
    """Several texts in one cell."""
    return JOINER.join(one_line(text).replace("|", "\\|") for text in texts)


def split(cell: str) -> tuple[str, ...]:
    """The texts of a cell, each once.

    >>> split("денежный перевод | перевод денег|a\\\\|b")
    ('денежный перевод', 'перевод денег', 'a|b')
    """
    parts = (one_line(part.replace("\\|", "|")) for part in _BAR.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def as_terms(texts: Iterable[str]) -> tuple[Term, ...]:
    """Terms of a language section, each once; the first is preferred."""
    return tuple(Term(text, preferred=place == 0) for place, text in enumerate(dict.fromkeys(texts)))


def one_preferred(terms: Sequence[Term]) -> tuple[Term, ...]:
    """*terms*, each text once, with exactly one preferred, which stands first."""
    unique: dict[str, Term] = {}
    for term in sorted(terms, key=lambda term: not term.preferred):
        unique.setdefault(term.text, term)
    return tuple(replace(term, preferred=place == 0) for place, term in enumerate(unique.values()))


# --- examples ----------------------------------------------------------------------------------------------

_SOURCE = re.compile(r"(?P<title>.*?)(?:, (?P<year>\d{4}))?(?:, p\. (?P<page>\d+))? \[(?P<document>.*)\]", re.DOTALL)


def source(example: Example) -> str:
    """Where a sentence stands, on one line.

    >>> source(Example("…", "ky", "a/b.pdf", "Ички миграция", Span(0, 1), year=2019, page=3))
    'Ички миграция, 2019, p. 3 [a/b.pdf]'
    """
    year = f", {example.year}" if example.year else ""
    page = f", p. {example.page}" if example.page else ""
    return one_line(f"{example.title}{year}{page} [{example.document}]")


def example_from(text: str, language: str, printed_source: str) -> Example:
    """The example that was written as *text* and :func:`source`; its place in the document is not known."""
    whole = Span(0, len(text))
    found = _SOURCE.fullmatch(printed_source)
    if not found:
        return Example(text, language, printed_source, printed_source, whole)
    year, page = found["year"], found["page"]
    return Example(
        text,
        language,
        found["document"],
        found["title"],
        whole,
        year=int(year) if year else None,
        page=int(page) if page else None,
    )


def marked(example: Example) -> Iterator[tuple[str, bool]]:
    """The pieces of a sentence, each with whether it is a matched word."""
    place = 0
    for span in sorted(example.matches):
        if place <= span.start < span.stop <= len(example.text):
            yield _spaced(example.text[place : span.start]), False
            yield _spaced(span.of(example.text)), True
            place = span.stop
    yield _spaced(example.text[place:]), False


def _spaced(piece: str) -> str:
    """A piece of a line: white space folded but kept at the ends."""
    return re.sub(r"\s+", " ", clean(piece))


# --- names and numbers ---------------------------------------------------------------------------------------

_NOT_IN_NAMES = re.compile(r"[^\w.-]", re.ASCII)


class Names:
    """Gives each entry an identifier that is an NCName (XML Namespaces 1.0) and unique in its file.

    >>> names = Names()
    >>> [names.of(name) for name in ("c1", "7", "c1", "a b:c", "")]
    ['c1', 'c7', 'c1-2', 'a-b-c', 'c']
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, wanted: str) -> str:
        name = _NOT_IN_NAMES.sub("-", wanted)
        if not name[:1].isalpha():
            name = f"c{name}"
        unique, turn = name, 1
        while unique in self._given:
            turn += 1
            unique = f"{name}-{turn}"
        self._given.add(unique)
        return unique


def link_class(text: str) -> LinkClass:
    """A link class as written; what is none is to be reviewed; where the file has none, a person gave the list."""
    if not text.strip():
        return LinkClass.ACCEPTED
    try:
        return LinkClass(text.strip().lower())
    except ValueError:
        return LinkClass.REVIEW


def number(text: str, otherwise: float) -> float:
    """A number written with a point or a comma; *otherwise* where it is none.

    >>> number("0,93", 1.0), number("high", 1.0)
    (0.93, 1.0)
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return otherwise
    return value if value == value and abs(value) != float("inf") else otherwise


def confidence(text: str) -> float:
    """A confidence between 0 and 1; 1 where the file names none."""
    return min(max(number(text, 1.0), 0.0), 1.0)
