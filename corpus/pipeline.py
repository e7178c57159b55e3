"""The one place that knows the order: file → text → repair → article → repair again → words → corpus file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from . import analysis, articles, keywords, linking, readers, repair
from .decisions import Decision
from .documents import Document, Mark, Metadata, Section, SectionKind
from .edits import Edits
from .lookup import Lookup
from .readers import Options, RawText
from .store import Record, Store, Versions

MAX_SIZE = 64 * 2**20
"""Bytes above which a file is refused unless told otherwise."""

NO_RUNNING_TEXT = "no running text was found"

_BATCH = 25  # documents a transaction
_SURROGATE = re.compile("[\ud800-\udfff]")


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    REMOVED = "removed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Item:
    """A file and its outcome; ``documents`` are the ids it gave, ``repairs`` how many edits they took."""

    path: str
    outcome: Outcome
    documents: tuple[str, ...] = ()
    repairs: int = 0
    notes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Report:
    """What an ``add`` did, file by file."""

    items: list[Item] = field(default_factory=list)
    interrupted: bool = False
    concepts: int = 0
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(item.outcome is outcome for item in self.items)

    @property
    def skipped(self) -> list[Item]:
        return [item for item in self.items if item.outcome is Outcome.SKIPPED]

    @property
    def documents(self) -> int:
        return sum(len(item.documents) for item in self.items if item.outcome in (Outcome.ADDED, Outcome.CHANGED))

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(outcome)} {outcome.value}" for outcome in Outcome if self.count(outcome))
        return f"<Report: {counts or 'no files'}>"


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read. ``given`` are facts that hold for all of them, ``facts`` those of one file (by name)
    or DOI; given facts win over printed ones."""

    options: Options = field(default_factory=Options)
    repair: bool = True
    language: str = ""
    max_size: int = MAX_SIZE
    given: Metadata = field(default_factory=Metadata)
    facts: Mapping[str, Metadata] = field(default_factory=dict)

    def as_json(self) -> str:
        """What, if it changes, makes an unchanged file worth reading again."""
        told = {
            "encoding": self.options.encoding,
            "delimiter": self.options.delimiter,
            "extractor": self.options.extractor,
            "repair": self.repair,
            "language": self.language,
        }
        return json.dumps({name: value for name, value in told.items() if value not in ("", True)}, sort_keys=True)

    @classmethod
    def from_json(cls, data: str) -> Settings:
        """The settings that ``as_json`` wrote."""
        told = json.loads(data)
        options = Options(told.get("encoding", ""), told.get("delimiter", ""), told.get("extractor", ""))
        return cls(options, repair=told.get("repair", True), language=told.get("language", ""))


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the next."""


# --- one text ----------------------------------------------------------------------------------------------------


def versions(format: str) -> Versions:
    """The versions of the rules that would make a document of this format now."""
    return Versions(readers.get(format).version, repair.VERSION, analysis.VERSION)


def process(raw: RawText, *, id: str, format: str, sources: Sequence[str] = (), settings: Settings) -> Record:
    """A text as a reader gave it → all that is stored of it, but for its words."""
    raw = encodable(raw)
    text, edits, sections = _repaired(raw, settings)
    pages = tuple(replace(page, span=edits.span_to_target(page.span)) for page in raw.pages)
    printed = raw.metadata.over(articles.metadata(text, sections))
    document = Document(
        id=id,
        text=text,
        format=format,
        sections=sections,
        keyword_lists=keywords.keyword_lists(text, sections),
        pages=pages,
        sources=tuple(sources),
    )
    given = settings.given.over(facts_for(settings.facts, id, sources, printed.doi))
    return Record(
        document=replace(document, metadata=given.over(printed)),
        raw=raw.text,
        edits=edits,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        marks=raw.marks,
        raw_pages=raw.pages,
        told=raw.metadata,
        printed=printed,
        given=given,
        notes=raw.notes + _about(document),
        versions=versions(format),
    )


def _repaired(raw: RawText, settings: Settings) -> tuple[str, Edits, tuple[Section, ...]]:
    """Language-free repair, then sections, then repair in the language of each."""
    edits, text = Edits(), raw.text
    if settings.repair:
        first = repair.repair(raw.text)
        edits, text = first.edits, first.text
    pages = tuple(replace(page, span=edits.span_to_target(page.span)) for page in raw.pages)
    sections = articles.sections(text, marks=_moved_marks(raw.marks, edits), pages=pages)
    if settings.language:
        sections = tuple(replace(section, language=settings.language, confidence=1.0) for section in sections)
    if settings.repair:
        second = repair.repair_sections(text, sections)
        text, edits = second.text, edits.then(second.edits)
        sections = tuple(_moved_section(section, second.edits) for section in sections)
    return text, edits, sections


def _moved_section(section: Section, edits: Edits) -> Section:
    heading = edits.span_to_target(section.heading) if section.heading else None
    return replace(section, span=edits.span_to_target(section.span), heading=heading)


def _moved_marks(marks: Sequence[Mark], edits: Edits) -> tuple[Mark, ...]:
    return tuple(replace(mark, span=edits.span_to_target(mark.span)) for mark in marks)


def facts_for(facts: Mapping[str, Metadata], id: str, sources: Sequence[str], doi: str) -> Metadata:
    """Facts of a metadata file, joined by id, file name (with or without its ending) or DOI."""
    names = [id, PurePosixPath(id).name, PurePosixPath(id).stem, *(Path(path).name for path in sources), doi.lower()]
    found = Metadata()
    for name in names:
        if name and name in facts:
            found = found.over(facts[name])
    return found


def _about(document: Document) -> tuple[str, ...]:
    """What a person should know of an article that came out poorer than most."""
    if not any(section.kind is not SectionKind.REFERENCES for section in document.sections):
        return (NO_RUNNING_TEXT,)
    return ()


def encodable(raw: RawText) -> RawText:
    """*raw* with U+FFFD for each half of a surrogate pair, which JSON can name but no file can hold."""
    facts = {name: _whole(value) for name, value in asdict(raw.metadata).items() if isinstance(value, str)}
    authors = tuple(_whole(author) for author in raw.metadata.authors)
    metadata = replace(raw.metadata, **facts, authors=authors)  # type: ignore[arg-type]
    return replace(raw, text=_whole(raw.text), key=_whole(raw.key), metadata=metadata)


def _whole(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


# --- the whole corpus --------------------------------------------------------------------------------------------


def relink(store: Store, decisions: Sequence[Decision], *, said: Mapping[str, str] | None = None) -> int:
    """Make the concepts anew from all keyword lists; ids survive. *said* is noted in the corpus with them. Returns how
    many there are."""
    with store.snapshot():
        revision = store.revision
        read, previous = linkable(store), store.concepts()
    found = linking.link(read, decisions=decisions, previous=previous) if read or previous or decisions else ()
    lookup = Lookup(store)
    keyed = [
        (concept, [lookup.label_keys(label.text, label.language) for label in concept.labels]) for concept in found
    ]
    with store.transaction():
        store.put_concepts(keyed, revision=revision)
        for key, value in (said or {}).items():
            store.set_meta(key, value)
    return len(found)


def linkable(store: Store) -> list[linking.Article]:
    """What linking sees of each document that has keywords."""
    return [
        linking.Article(document.id, document.keyword_lists, _abstracts(document))
        for document in map(store.document, store.ids_with_keywords())
    ]


def _abstracts(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in document.sections:
        if section.kind is SectionKind.ABSTRACT:
            found.setdefault(section.language, section.span.of(document.text))
    return found


def reanalyse(store: Store, progress: Progress | None = None) -> int:
    """Make the words of every document anew by the rules of today; texts and sections stay. Returns how many."""
    with store.transaction():
        store.reanalyse_forms()
    ids = store.ids()
    for start in range(0, len(ids), _BATCH):
        with store.transaction():
            for done, id in enumerate(ids[start : start + _BATCH], start):
                if progress:
                    progress(done, len(ids), id)
                document = store.document(id)
                store.replace_parts(id, analysis.parts(document.text, document.sections))
    with store.transaction():
        store.drop_unused_forms()
    return len(ids)


def reread(store: Store, progress: Progress | None = None) -> int:
    """Repair, divide and analyse every document anew from its raw text, without its file, by the settings with which
    that was read. Returns how many."""
    ids = store.ids()
    for start in range(0, len(ids), _BATCH):
        with store.transaction():
            for done, id in enumerate(ids[start : start + _BATCH], start):
                if progress:
                    progress(done, len(ids), id)
                record = _read_again(store, store.record(id))
                store.put(record, analysis.parts(record.document.text, record.document.sections))
    return len(ids)


def _read_again(store: Store, old: Record) -> Record:
    source = store.source(old.document.sources[0]) if old.document.sources else None
    settings = replace(Settings.from_json(source.settings if source else "{}"), given=old.given)
    notes = tuple(note for note in old.notes if note != NO_RUNNING_TEXT)
    raw = RawText(old.raw, pages=old.raw_pages, marks=old.marks, metadata=old.told, notes=notes)
    document = old.document
    record = process(raw, id=document.id, format=document.format, sources=document.sources, settings=settings)
    return replace(record, versions=replace(record.versions, reader=old.versions.reader))
