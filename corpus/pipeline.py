"""The one place that knows the order: file → text → repair → article → repair again → words → corpus file."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from . import analysis, articles, errors, keywords, linking, readers, repair
from .decisions import Decision
from .documents import Document, Mark, Metadata, Page, Section, SectionKind
from .edits import Edits
from .lookup import Lookup
from .readers import Options, RawText
from .store import Record, Source, Store, Versions

MAX_SIZE = 64 * 2**20
"""Bytes above which a file is refused unless told otherwise."""

_BATCH = 25  # files per transaction: what a kill can cost
_NOT_TEXTS = ("readme", "sources", "license", "licence", "notice")
_OURS = (".kochmon", ".decisions.txt", ".lexicon.tsv")


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
            "repair": self.repair,
            "language": self.language,
        }
        return json.dumps({name: value for name, value in told.items() if value not in ("", True)}, sort_keys=True)


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the next."""


# --- one text ----------------------------------------------------------------------------------------------------


def versions(format: str) -> Versions:
    """The versions of the rules that would make a document of this format now."""
    return Versions(readers.get(format).version, repair.VERSION, analysis.VERSION)


def process(raw: RawText, *, id: str, format: str, sources: Sequence[str] = (), settings: Settings) -> Record:
    """A text as a reader gave it → all that is stored of it, but for its words."""
    text, edits, sections = _repaired(raw, settings)
    marks = _moved_marks(raw.marks, edits)
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
    given = settings.given.over(_facts_for(settings.facts, id, sources, printed.doi))
    return Record(
        document=replace(document, metadata=given.over(printed)),
        raw=raw.text,
        edits=edits,
        content_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        marks=raw.marks,
        raw_pages=raw.pages,
        printed=printed,
        given=given,
        notes=raw.notes + _about(marks, document),
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


def _facts_for(facts: Mapping[str, Metadata], id: str, sources: Sequence[str], doi: str) -> Metadata:
    """Facts of a metadata file, joined by id, file name (with or without its ending) or DOI."""
    names = [id, PurePosixPath(id).name, PurePosixPath(id).stem, *(Path(path).name for path in sources), doi.lower()]
    found = Metadata()
    for name in names:
        if name and name in facts:
            found = found.over(facts[name])
    return found


def _about(marks: Sequence[Mark], document: Document) -> tuple[str, ...]:
    """What a person should know of an article that came out poorer than most."""
    if not any(section.kind is not SectionKind.REFERENCES for section in document.sections):
        return ("no running text was found",)
    return ()


# --- files -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: where it is, the path the user named, and its key below that."""

    path: Path
    folder: Path
    key: str


def find_files(paths: Iterable[Path]) -> Iterator[File | errors.UnreadableFile]:
    """Files at and below *paths*, sorted; what cannot be looked into comes as the error.

    Hidden files, Kochmon's own, and files about a collection (README, SOURCES, LICENSE) are passed over unless
    they are named themselves.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(path, path)
        elif path.exists():
            yield File(path, path.parent, unicodedata.normalize("NFC", path.name))
        else:
            yield errors.UnreadableFile(str(path), "no such file or folder", "check the path")


def _walk(folder: Path, top: Path) -> Iterator[File | errors.UnreadableFile]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: unicodedata.normalize("NFC", entry.name))
    except OSError as error:
        yield errors.NotPermitted(str(folder), error.strerror or "")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry, top)
        elif not _is_passed_over(entry):
            yield File(entry, top, unicodedata.normalize("NFC", entry.relative_to(top).as_posix()))


def _is_passed_over(path: Path) -> bool:
    return path.stem.lower() in _NOT_TEXTS or any(ending in path.name.lower() for ending in _OURS)


class Adder:
    """One run of ``add``: brings the corpus up to date with files, a batch of whole files at a time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings = store, settings
        self.report = Report()

    def run(self, paths: Sequence[Path], *, prune: bool = False, progress: Progress | None = None) -> Report:
        """Add what is new or changed. Ctrl-C ends the run after the last whole file; what is in stays in."""
        files = list(find_files(paths))
        done = 0
        try:
            while done < len(files):
                with self.store.transaction():
                    for file in files[done : done + _BATCH]:
                        if progress:
                            progress(done, len(files), str(file.path))
                        self.report.items.append(self._one(file))
                        done += 1
            if progress:
                progress(done, len(files), "")
            self._gone(paths, prune=prune)
        except KeyboardInterrupt:
            self.report.interrupted = True
        return self.report

    def _one(self, file: File | errors.UnreadableFile) -> Item:
        if isinstance(file, errors.UnreadableFile):
            return _skipped(file)
        try:
            return self._file(file)
        except errors.UnreadableFile as error:
            return _skipped(error)
        except OSError as error:
            return _skipped(errors.NotPermitted(str(file.path), error.strerror or str(error)))

    def _file(self, file: File) -> Item:
        path = unicodedata.normalize("NFC", str(file.path.resolve()))
        stat = file.path.stat()
        known = self.store.source(path)
        same_settings = known is not None and known.settings == self.settings.as_json()
        if known and same_settings and (known.size, known.modified) == (stat.st_size, stat.st_mtime_ns):
            return self._unchanged(file, path)
        if stat.st_size > self.settings.max_size:
            raise _too_large(file.path, stat.st_size, self.settings.max_size)
        data = file.path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        key = known.key if known else self._free_key(file, path)
        source = Source(path, str(file.folder), key, digest, stat.st_size, stat.st_mtime_ns, self.settings.as_json())
        if known and same_settings and known.hash == digest:
            self.store.put_source(source)
            return self._unchanged(file, path)
        return self._moved(file, source) or self._read(file, source, data, changed=known is not None)

    def _unchanged(self, file: File, path: str) -> Item:
        """Nothing to read; but facts that the user gives now are taken."""
        ids = self.store.ids_from(path)
        if self.settings.given != Metadata() or self.settings.facts:
            for id in ids:
                record = self.store.record(id)
                given = self.settings.given.over(_facts_for(self.settings.facts, id, [path], record.printed.doi)).over(
                    record.given
                )
                if given != record.given:
                    self.store.set_given(id, given)
        return Item(str(file.path), Outcome.UNCHANGED, tuple(ids))

    def _free_key(self, file: File, path: str) -> str:
        """The key of the file below its folder; with the folder's name before it where another file that still
        exists has it."""
        for key in (file.key, f"{unicodedata.normalize('NFC', file.folder.resolve().name)}/{file.key}"):
            others = [s.path for s in self.store.sources_with_key(key) if s.path != path]
            if not any(Path(other).exists() for other in others):
                return key
        return unicodedata.normalize("NFC", file.path.resolve().as_posix())

    def _moved(self, file: File, source: Source) -> Item | None:
        """The same bytes under a name that is gone: the documents keep their ids."""
        for old in self.store.sources_with_hash(source.hash):
            if old.path != source.path and not Path(old.path).exists():
                self.store.put_source(replace(source, key=old.key))
                ids = self.store.ids_from(old.path)
                for id in ids:
                    self.store.attach(id, source.path)
                self.store.forget_source(old.path)
                return Item(str(file.path), Outcome.MOVED, tuple(ids), notes=(f"was {old.path}",))
        return None

    def _read(self, file: File, source: Source, data: bytes, *, changed: bool) -> Item:
        reader = readers.choose(data, str(file.path))
        records = [
            process(raw, id=_id(source.key, raw.key), format=reader.name, sources=[source.path], settings=self.settings)
            for raw in reader.read(data, str(file.path), self.settings.options)
        ]
        records = [record for record in records if record.document.text.strip()]
        if not records:
            raise errors.EmptyFile(str(file.path))
        self.store.put_source(source)
        self._let_go(source, keep={record.document.id for record in records})
        twins = [self._put(record, source) for record in records]
        outcome = Outcome.CHANGED if changed else Outcome.DUPLICATE if all(twins) else Outcome.ADDED
        notes = tuple(dict.fromkeys(note for record in records for note in record.notes))
        return Item(
            str(file.path),
            outcome,
            tuple(twin or record.document.id for record, twin in zip(records, twins, strict=True)),
            repairs=sum(len(record.edits) for record in records),
            notes=notes + tuple(f"the same text as {twin}" for twin in twins if twin),
        )

    def _put(self, record: Record, source: Source) -> str:
        """Store a document; where another has the same text, say that it stands here too and give its id."""
        id = record.document.id
        for twin in self.store.with_hash(record.content_hash):
            if twin != id:
                self.store.remove(id)
                self.store.attach(twin, source.path)
                return twin
        self.store.put(record, analysis.parts(record.document.text, record.document.sections))
        return ""

    def _let_go(self, source: Source, *, keep: set[str]) -> None:
        """Documents that the file held before: those that stand in another file too stay there, under its key."""
        for id in self.store.ids_from(source.path):
            others = [path for path in self.store.document(id).sources if path != source.path]
            self.store.detach(id, source.path)
            if others:
                other = self.store.source(others[0])
                assert other is not None
                if other.key != id and self.store.number(other.key) is None:
                    self.store.rename(id, other.key)
            elif id not in keep:
                self.store.remove(id)

    def _gone(self, paths: Sequence[Path], *, prune: bool) -> None:
        """Files that were read from these folders before and are no longer there."""
        tops = [unicodedata.normalize("NFC", str(path.resolve())) for path in paths]
        gone = [s for s in self.store.sources() if _is_below(s.path, tops) and not Path(s.path).exists()]
        if not gone:
            return
        with self.store.transaction():
            for source in gone:
                ids = tuple(self.store.ids_from(source.path))
                if prune:
                    self._let_go(source, keep=set())
                    self.store.forget_source(source.path)
                self.report.items.append(Item(source.path, Outcome.REMOVED if prune else Outcome.MISSING, ids))


def _id(key: str, row: str) -> str:
    return f"{key}#{row}" if row else key


def _is_below(path: str, tops: Sequence[str]) -> bool:
    return any(path == top or Path(top) in Path(path).parents for top in tops)


def _skipped(error: errors.UnreadableFile) -> Item:
    reason = error.reason + (f"; {error.advice}" if error.advice else "")
    return Item(error.path, Outcome.SKIPPED, reason=reason)


def _too_large(path: Path, size: int, limit: int) -> errors.TooLarge:
    return errors.TooLarge(
        str(path),
        f"{size / 2**20:.0f} MB, more than the limit of {limit / 2**20:.0f} MB",
        "split it, or raise the limit with --max-size",
    )


# --- the whole corpus --------------------------------------------------------------------------------------------


def relink(store: Store, decisions: Sequence[Decision]) -> int:
    """Make the concepts anew from all keyword lists; ids survive. Returns how many there are."""
    lookup = Lookup(store)
    found = linking.link(linkable(store), decisions=decisions, previous=store.concepts())
    with store.transaction():
        store.put_concepts(
            (concept, [lookup.label_keys(label.text, label.language) for label in concept.labels]) for concept in found
        )
    return len(found)


def linkable(store: Store) -> list[linking.Article]:
    """What linking sees of each document that has keywords."""
    return [
        linking.Article(document.id, document.keyword_lists, _abstracts(document))
        for document in map(store.document, store.ids())
        if document.keyword_lists
    ]


def _abstracts(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in document.sections:
        if section.kind is SectionKind.ABSTRACT:
            found.setdefault(section.language, section.span.of(document.text))
    return found


def reanalyse(store: Store, progress: Progress | None = None) -> int:
    """Make the words of every document anew by the rules of today; texts and sections stay. Returns how many."""
    ids = store.ids()
    with store.transaction():
        store.forget_forms()
        for done, id in enumerate(ids):
            if progress:
                progress(done, len(ids), id)
            document = store.document(id)
            store.replace_parts(id, analysis.parts(document.text, document.sections), versions(document.format))
    return len(ids)


def reread(store: Store, settings: Settings, progress: Progress | None = None) -> int:
    """Repair, divide and analyse every document anew from its raw text, without its file. Returns how many."""
    ids = store.ids()
    for done, id in enumerate(ids):
        if progress:
            progress(done, len(ids), id)
        old = store.record(id)
        raw = RawText(old.raw, pages=old.raw_pages, marks=old.marks, metadata=old.printed, notes=old.notes)
        told = replace(settings, given=old.given)
        record = process(raw, id=id, format=old.document.format, sources=old.document.sources, settings=told)
        record = replace(record, versions=replace(record.versions, reader=old.versions.reader))
        with store.transaction():
            store.put(record, analysis.parts(record.document.text, record.document.sections))
    return len(ids)


__all__ = [
    "Adder",
    "File",
    "Item",
    "Outcome",
    "Page",
    "Progress",
    "Report",
    "Settings",
    "find_files",
    "process",
    "relink",
]
