"""A glossary as a table: one concept a row. What CSV, TSV and XLSX share.

Columns as written: ``id``; a column a language (``ky``: its terms, the preferred one first, synonyms after
`` | ``); ``confidence`` (0 to 1) and ``link`` (accepted, strong, review, order-only); then for each language
``ky definition``, ``ky note``, ``ky frequency`` and ``ky documents`` (of the preferred term, in any of its
forms), ``ky example``, ``ky example source``; ``subject``; ``sources`` (documents, divided by `` | ``).

Columns as read: any order; a language by its code (``ky``, ``ky-KG``, ``kir``) or its name in ky, ru, en
(``Кыргызча``, ``Киргизский``, ``Kyrgyz``), alone or with a role (``Term [ky]``, ``ky_definition``,
``Кыргызча (аныктама)``). Two columns of one language are synonyms; a definition or a note that names no
language is in that of the first column; without a ``link`` column a person vouches (accepted). A column that
says nothing to us is left out by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from .. import languages
from ..concepts import Example, Term, TermEntry
from ..errors import EmptyFile, UnknownFormat
from ._common import (
    JOINER,
    Names,
    as_terms,
    clean,
    confidence,
    definition,
    example_from,
    join,
    label,
    link_class,
    marked,
    note,
    number,
    one_line,
    source,
    split,
)
from .base import Layout, Reading

Cell = str | int | float

# --- writing -------------------------------------------------------------------------------------------------

PER_LANGUAGE = ("definition", "note", "frequency", "documents", "example", "example source")


def header(layout: Layout) -> tuple[str, ...]:
    """The names of the columns."""
    details = (f"{code} {role}" for code in layout.columns for role in PER_LANGUAGE)
    return ("id", *layout.columns, "confidence", "link", *details, "subject", "sources")


def row(entry: TermEntry, layout: Layout) -> tuple[Cell, ...]:
    """The cells of *entry* below :func:`header`; empty strings where there is nothing to say."""
    terms = (join(term.text for term in entry.terms.get(code, ())) for code in layout.columns)
    details = (cell for code in layout.columns for cell in _details(entry, code))
    trust = round(entry.confidence, 4), entry.link_class.value
    return one_line(entry.id), *terms, *trust, *details, one_line(entry.subject), join(entry.documents)


def _details(entry: TermEntry, code: str) -> tuple[Cell, ...]:
    terms = entry.terms.get(code, ())
    if not terms:
        return ("",) * len(PER_LANGUAGE)
    example = next((example for term in terms for example in term.examples), None)
    shown = ("".join(piece for piece, _ in marked(example)), source(example)) if example else ("", "")
    use = terms[0].frequency or "", terms[0].documents or ""  # 0 is "not counted" more often than "not found"
    return definition(entry, code), note(entry, code), *use, *shown


# --- reading -------------------------------------------------------------------------------------------------

_ROLES: Mapping[str, tuple[str, ...]] = {
    "term": ("term", "terms", "label", "preferred", "translation", "термин", "терминдер", "термины", "сөз", "перевод"),
    "synonym": ("synonym", "synonyms", "alternative", "alternatives", "alt", "синоним", "синонимдер", "синонимы"),
    "definition": ("definition", "def", "description", "аныктама", "аныктамасы", "определение", "описание"),
    "note": ("note", "notes", "comment", "comments", "эскертүү", "примечание", "комментарий"),
    "frequency": ("frequency", "freq", "occurrences", "жыштык", "частота"),
    "documents": ("documents",),
    "example": ("example", "context", "мисал", "пример", "контекст"),
    "example source": (),
    "id": ("id", "key"),
    "confidence": ("confidence",),
    "link": ("link", "class"),
    "subject": ("subject", "domain"),
    "sources": ("sources", "source"),
}
_ROLE = {word: role for role, words in _ROLES.items() for word in words}

# The names by which people call the languages, beside the two that each language gives itself.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "ky": ("кыргызча", "кыргыз", "киргизский", "кыргызский", "kyrgyz", "kirghiz", "kirgiz"),
    "ru": ("орусча", "орус", "русский", "russian"),
    "en": ("англисче", "англис", "английский", "english"),
}
_SILENT = {"тил", "тили", "язык", "language", "lang"}
_REGION = re.compile(r"^([^\W\d_]{2,3})_[^\W\d_]{2}$")  # ru_RU
_WORDS = re.compile(r"[^\W_]+(?:-[^\W\d_]{2,4}\b)?")


@cache
def _languages() -> Mapping[str, str]:
    """What people write at the head of a column → the code of a language."""
    names = {name: code for code, own in _NAMES.items() for name in (code, *own)}
    for code in languages.available():
        language = languages.get(code)
        names |= {code: code, language.name.casefold(): code, language.native_name.casefold(): code}
    return names


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a role, and of which language it speaks, if of any."""

    role: str
    language: str = ""


def column(name: str) -> Column | None:
    """The column called *name*; None where the name says nothing to us.

    >>> column("Кыргызча"), column("Term [ru-RU]"), column("colour")
    (Column(role='term', language='ky'), Column(role='term', language='ru'), None)
    """
    written = _REGION.sub(r"\1", unicodedata.normalize("NFC", name).casefold().strip())
    words = [word for word in _WORDS.findall(written) if word not in _SILENT]
    codes = [code for word in words if (code := _language(word))]
    roles = [_ROLE[word] for word in words if word in _ROLE]
    if len(codes) > 1 or len(codes) + len(roles) < len(words) or not words:
        return None
    if roles == ["example", "sources"]:
        return Column("example source", codes[0] if codes else "")
    if len(roles) > 1:
        return None
    return Column(roles[0] if roles else "term", codes[0] if codes else "")


def _language(word: str) -> str:
    """The code of the language that *word* names, or the empty string."""
    known = _languages()
    return known.get(word) or known.get(languages.normalize_code(word), "")


def parse(rows: Iterable[tuple[int, Sequence[str]]], name: str, notes: Sequence[str] = ()) -> Reading:
    """The entries of a table. *rows* come with their numbers as the user counts them; *name* is the format's.

    A title above the header is passed over, and so are rows without a term. Raises UnknownFormat where no
    column names a language, EmptyFile where there is no row.
    """
    numbered = iter(rows)
    columns, said = _find_header(numbered, name)
    reader = _Rows(columns)
    entries = [entry for _, cells in numbered if (entry := reader.entry(cells))]
    return Reading(tuple(entries), (*notes, *said))


_HEADER_WITHIN = 20


def _find_header(rows: Iterator[tuple[int, Sequence[str]]], name: str) -> tuple[list[Column | None], list[str]]:
    """The columns, and a sentence on each that was left out."""
    first: Sequence[str] = ()
    for place, cells in islice(((n, c) for n, c in rows if any(map(str.strip, c))), _HEADER_WITHIN):
        columns = [column(cell) for cell in cells]
        spoken = {found.language for found in columns if found and found.role == "term" and found.language}
        if len(spoken) > bool(first):  # below a title only a row with two languages is a header
            strangers = (cell for cell, found in zip(cells, columns, strict=True) if not found and cell.strip())
            above = [f"the header is row {place}; what stands above it was left out"] if first else []
            return columns, above + [f"column '{one_line(cell)}' was left out" for cell in strangers]
        first = first or cells
    if not first:
        raise EmptyFile(name)
    seen = ", ".join(f"'{one_line(cell)[:40]}'" for cell in first[:8])
    raise UnknownFormat(name, f"no column names a language: {seen}", "name the columns ky, ru, en in the first row")


class _Rows:
    """Makes entries of the rows below one header."""

    def __init__(self, columns: Sequence[Column | None]) -> None:
        self._columns = columns
        self._first = next(found.language for found in columns if found and found.language)
        self._names = Names()
        self._number = 0

    def entry(self, cells: Sequence[str]) -> TermEntry | None:
        """The entry of a row; None where it holds no term."""
        texts: dict[Column, list[str]] = {}
        for found, cell in zip(self._columns, cells, strict=False):
            if found and cell.strip():
                texts.setdefault(found, []).append(cell)
        terms = {code: own for code in self._codes() if (own := _terms(texts, code))}
        if not terms:
            return None
        self._number += 1
        return TermEntry(
            id=self._names.of(_one(texts, "id") or str(self._number)),
            terms=terms,
            subject=_one(texts, "subject"),
            confidence=confidence(_one(texts, "confidence")),
            link_class=link_class(_one(texts, "link")),
            definitions=self._by_language(texts, "definition"),
            notes=self._by_language(texts, "note"),
            documents=split(_one(texts, "sources")),
        )

    def _codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found.language for found in self._columns if found and found.language))

    def _by_language(self, texts: Mapping[Column, list[str]], role: str) -> dict[str, str]:
        """What is said without naming a language is said in that of the first column."""
        said: dict[str, str] = {}
        for found, cells in texts.items():
            if found.role == role:
                code = found.language or self._first
                said[code] = JOINER.join(filter(None, (said.get(code), *(clean(cell).strip() for cell in cells))))
        return said


def _terms(texts: Mapping[Column, list[str]], code: str) -> tuple[Term, ...]:
    """The terms of one language, with the use of the preferred one."""
    cells = (*texts.get(Column("term", code), ()), *texts.get(Column("synonym", code), ()))
    terms = as_terms(label(text) for cell in cells for text in split(cell))
    if not terms:
        return ()
    frequency, documents = (int(number(_one(texts, role, code), 0)) for role in ("frequency", "documents"))
    used = replace(terms[0], frequency=frequency, documents=documents, examples=_examples(texts, code))
    return (used, *terms[1:])


def _examples(texts: Mapping[Column, list[str]], code: str) -> tuple[Example, ...]:
    sentence = one_line(_one(texts, "example", code))
    return (example_from(sentence, code, one_line(_one(texts, "example source", code))),) if sentence else ()


def _one(texts: Mapping[Column, list[str]], role: str, code: str = "") -> str:
    return texts.get(Column(role, code), [""])[0]
