"""JSON Lines: everything we know, one entry a line, for programs. UTF-8, no ``\\u`` escapes.

Keys of an entry, always all of them:

``id``           a name, unique in the file
``labels``       language → texts, the preferred one first
``definitions``  language → text
``notes``        language → text
``subject``      the field
``confidence``   0 to 1
``link``         accepted, strong, review or order-only
``documents``    names of the documents that link the labels
``terms``        language → list of objects: ``text``, ``preferred``, ``frequency`` (occurrences of any form),
                 ``documents`` (their number), ``definition``, ``note``, ``examples``: objects with ``text``,
                 ``matches`` ([start, stop] in text), ``document``, ``title``, ``year`` or null, ``page`` or null,
                 ``section``, ``start`` and ``stop`` of the sentence in the document

Read back, only ``labels`` or ``terms`` is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..concepts import Example, Term, TermEntry
from ..documents import Span
from ..encoding import decode
from ..errors import DamagedFile, EmptyFile
from ..languages import normalize_code
from ._common import Names, as_terms, confidence, label, link_class, one_preferred, select
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    lines = (json.dumps(_entry(entry), ensure_ascii=False) + "\n" for entry in select(entries, layout))
    return "".join(lines).encode("utf-8", errors="replace")  # a lone surrogate is no text: it becomes "?"


def _entry(entry: TermEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "labels": {code: [term.text for term in terms] for code, terms in entry.terms.items()},
        "definitions": dict(entry.definitions),
        "notes": dict(entry.notes),
        "subject": entry.subject,
        "confidence": entry.confidence,
        "link": entry.link_class.value,
        "documents": list(entry.documents),
        "terms": {code: [_term(term) for term in terms] for code, terms in entry.terms.items()},
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "text": term.text,
        "preferred": term.preferred,
        "frequency": term.frequency,
        "documents": term.documents,
        "definition": term.definition,
        "note": term.note,
        "examples": [_example(example) for example in term.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "text": example.text,
        "matches": [[span.start, span.stop] for span in example.matches],
        "document": example.document,
        "title": example.title,
        "year": example.year,
        "page": example.page,
        "section": example.section,
        "start": example.span.start,
        "stop": example.span.stop,
    }


def read_with_notes(data: bytes) -> Reading:
    decoded = decode(data, name="jsonl")
    entries: list[TermEntry] = []
    notes = list(decoded.notes)
    names = Names()
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entries.append(_entry_from(json.loads(line), number, names))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            notes.append(f"line {number} was left out: it is no glossary entry in JSON")
    if not entries:
        if len(notes) == len(decoded.notes):
            raise EmptyFile("jsonl")
        raise DamagedFile("jsonl", "no line of it is a glossary entry in JSON")
    return Reading(tuple(entries), tuple(notes))


def _entry_from(value: Mapping[str, Any], number: int, names: Names) -> TermEntry:
    terms = {
        normalize_code(code): one_preferred([_term_from(term, normalize_code(code)) for term in own])
        for code, own in value.get("terms", {}).items()
        if own
    }
    for code, texts in value.get("labels", {}).items():
        texts = [texts] if isinstance(texts, str) else texts
        if texts:
            terms.setdefault(normalize_code(code), as_terms(map(label, texts)))
    if not terms:
        raise ValueError("no term")
    return TermEntry(
        id=names.of(str(value.get("id") or number)),
        terms=terms,
        subject=str(value.get("subject") or ""),
        confidence=confidence(str(value.get("confidence", ""))),
        link_class=link_class(str(value.get("link", ""))),
        definitions={normalize_code(code): str(text) for code, text in value.get("definitions", {}).items()},
        notes={normalize_code(code): str(text) for code, text in value.get("notes", {}).items()},
        documents=tuple(map(str, value.get("documents", ()))),
    )


def _term_from(value: Mapping[str, Any], language: str) -> Term:
    return Term(
        text=str(value["text"]),
        preferred=bool(value.get("preferred", True)),
        frequency=int(value.get("frequency", 0)),
        documents=int(value.get("documents", 0)),
        definition=str(value.get("definition", "")),
        note=str(value.get("note", "")),
        examples=tuple(_example_from(example, language) for example in value.get("examples", ())),
    )


def _example_from(value: Mapping[str, Any], language: str) -> Example:
    text = str(value["text"])
    return Example(
        text=text,
        language=language,
        document=str(value.get("document", "")),
        title=str(value.get("title", "")),
        span=Span(int(value.get("start", 0)), int(value.get("stop", len(text)))),
        matches=tuple(Span(start, stop) for start, stop in value.get("matches", ())),
        year=value.get("year"),
        page=value.get("page"),
        section=str(value.get("section", "")),
    )


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter(
    "jsonl", (".jsonl", ".ndjson"), write, read, read_with_notes, description="one JSON object an entry, for programs"
)
