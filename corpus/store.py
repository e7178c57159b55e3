"""The corpus file: one SQLite database that holds everything, and can be mailed.

Rows become values here and values rows; how the file is opened, locked and copied is database.py's, the order of
work pipeline.py's.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from . import errors
from .analysis import VERSION as ANALYSIS_VERSION
from .analysis import Words, analyse
from .cache import State
from .concept_json import concept_from_json, concept_to_json
from .concepts import Concept
from .database import MEMORY, Database, Layout
from .documents import Document, Keyword, KeywordList, Mark, Metadata, Page, Section, SectionKind, Span
from .edits import Edit, Edits
from .folding import fold
from .tokens import Form, Ints, TokenTable, Vocabulary, ints
from .tongues import OURS, Tongues

APPLICATION_ID = 0x4B6F6368  # "Koch"
SCHEMA_VERSION = 1

MIGRATIONS: dict[int, str] = {}
"""Schema version → the SQL that makes the next one of it. A copy is made before any of them runs."""


def layout() -> Layout:
    """What makes a file a corpus."""
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return Layout(APPLICATION_ID, SCHEMA_VERSION, schema, MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Versions:
    """Which rules made a document; an older one is redone by ``rebuild --analysis``."""

    reader: int = 0
    repair: int = 0
    analysis: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when it was read.

    ``folder`` is the path that the user named, ``key`` the id of what it holds (the beginning of the ids where it
    holds several); ``modified`` in nanoseconds since 1970; ``settings`` say how it was read.
    """

    path: str
    folder: str
    key: str
    hash: str
    size: int
    modified: int
    settings: str = "{}"


@dataclass(frozen=True, slots=True)
class Record:
    """All that is stored of a document: ``document.text`` is what ``edits`` make of ``raw``.

    ``told`` are the facts that the reader found in the file, ``printed`` those and what is printed in the article,
    ``given`` what a person said.
    """

    document: Document
    raw: str
    edits: Edits
    content_hash: str
    marks: tuple[Mark, ...] = ()
    raw_pages: tuple[Page, ...] = ()
    told: Metadata = field(default_factory=Metadata)
    printed: Metadata = field(default_factory=Metadata)
    given: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()
    versions: Versions = field(default_factory=Versions)


class Store:
    """Rows in, values out. New forms are analysed by the languages of ``tongues``."""

    def __init__(self, database: Database, tongues: Tongues = OURS) -> None:
        self._db = database
        self.tongues = tongues
        self._numbers: dict[tuple[str, str], int] | None = None
        self._vocabulary = Vocabulary()
        self._raised = False  # has this transaction made its revision?

    # --- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, create: bool = False, write: bool = True, tongues: Tongues = OURS) -> Store:
        """Open the corpus file at *path*; a file that may not be written is opened for reading.

        Raises NotFound, NotACorpus, NewerSchema, CorpusInUse, ReadOnlyCorpus.
        """
        return cls(Database.open(path, layout(), create=create, write=write), tongues)

    @property
    def path(self) -> Path:
        return self._db.path

    @property
    def writable(self) -> bool:
        return self._db.writable

    @property
    def in_memory(self) -> bool:
        """Is this a corpus that is never saved?"""
        return str(self.path) == MEMORY

    def close(self) -> None:
        self._db.close()

    def backup(self, target: Path, *, overwrite: bool = False) -> None:
        """A consistent copy at *target*, also while another process writes. Raises OutputExists, DiskFull."""
        self._db.backup(target, overwrite=overwrite)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises ReadOnlyCorpus, CorpusInUse, DiskFull."""
        with self._db.transaction():
            self.changed_elsewhere()
            self._raised = False
            try:
                yield
            except BaseException:
                self._numbers = None
                raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that leaves nothing when it fails."""
        raised, known = self._raised, len(self._numbers or ())
        try:
            with self._db.savepoint():
                yield
        except BaseException:
            self._raised = raised
            self._forget_numbers(known)
            raise

    def _forget_numbers(self, known: int) -> None:
        """Forget the forms that were numbered after the first *known*."""
        if not known or self._numbers is None:
            self._numbers = None
            return
        while len(self._numbers) > known:
            self._numbers.popitem()

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one state, whatever others write. Keep it short: they wait."""
        return self._db.snapshot()

    def changed_elsewhere(self) -> bool:
        """Did another process change the corpus since this was last asked? What was remembered of it is dropped."""
        changed = self._db.changed_elsewhere()
        if changed:
            self._numbers = None
            self._vocabulary = Vocabulary()
        return changed

    # --- meta ----------------------------------------------------------------------------------------------

    def meta(self, key: str, default: str = "") -> str:
        row = self._db.row("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else default

    def set_meta(self, key: str, value: str) -> None:
        self._db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def corpus_id(self) -> str:
        return self.meta("corpus")

    @property
    def revision(self) -> int:
        """Rises with every change of documents."""
        return int(self.meta("revision", "0"))

    def next_revision(self) -> int:
        """The revision that the transaction at hand makes; the same for all its changes."""
        if not self._raised:
            self._raised = True
            self.set_meta("revision", str(self.revision + 1))
            self._db.run("INSERT INTO revisions VALUES (?, ?)", (self.revision, uuid.uuid4().hex))
        return self.revision

    def state(self) -> State:
        """What an index must have been built from to be fresh."""
        return State(self.corpus_id, self.revision, self.token(self.revision))

    def token(self, revision: int) -> str:
        """The random token of a revision of this very file; empty where it has none."""
        row = self._db.row("SELECT token FROM revisions WHERE revision = ?", (revision,))
        return row[0] if row else ""

    # --- sources -------------------------------------------------------------------------------------------

    def source(self, path: str) -> Source | None:
        return next(iter(self._sources("path = ?", path)), None)

    def sources(self) -> list[Source]:
        """All of them, by path."""
        return self._sources("TRUE")

    def sources_with_key(self, key: str) -> list[Source]:
        return self._sources("key = ?", key)

    def sources_with_hash(self, hash: str) -> list[Source]:
        return self._sources("hash = ?", hash)

    def _sources(self, condition: str, *values: str) -> list[Source]:
        columns = "path, folder, key, hash, size, modified, settings"
        rows = self._db.rows(f"SELECT {columns} FROM sources WHERE {condition} ORDER BY path", values)
        return [Source(*row) for row in rows]

    def put_source(self, source: Source) -> None:
        values = (source.path, source.folder, source.key, source.hash, source.size, source.modified, source.settings)
        self._db.run(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " folder = excluded.folder, key = excluded.key, hash = excluded.hash, size = excluded.size,"
            " modified = excluded.modified, settings = excluded.settings",
            values,
        )

    def forget_source(self, path: str) -> None:
        self._db.run("DELETE FROM sources WHERE path = ?", (path,))

    def attach(self, id: str, path: str) -> None:
        """Say that the document *id* stands in the file at *path* too."""
        self._db.run("INSERT OR IGNORE INTO document_sources SELECT number, ? FROM documents WHERE id = ?", (path, id))

    def paths_of(self, id: str) -> list[str]:
        """Paths of the files that hold the document *id*, sorted."""
        rows = self._db.rows(
            "SELECT s.path FROM document_sources s JOIN documents d ON d.number = s.document WHERE d.id = ?"
            " ORDER BY s.path",
            (id,),
        )
        return [row[0] for row in rows]

    def ids_from(self, path: str) -> list[str]:
        """Ids of the documents that the file at *path* holds, in the order they were read."""
        rows = self._db.rows(
            "SELECT d.id FROM documents d JOIN document_sources s ON s.document = d.number WHERE s.path = ?"
            " ORDER BY d.number",
            (path,),
        )
        return [row[0] for row in rows]

    # --- documents -----------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        return [row[0] for row in self._db.rows("SELECT id FROM documents ORDER BY id")]

    def __len__(self) -> int:
        return int(self._db.row("SELECT count(*) FROM documents")[0])

    def number(self, id: str) -> int | None:
        row = self._db.row("SELECT number FROM documents WHERE id = ?", (id,))
        return row[0] if row else None

    def id_of(self, number: int) -> str:
        """Raises NotFound: a document is numbered anew when it changes."""
        row = self._db.row("SELECT id FROM documents WHERE number = ?", (number,))
        if row is None:
            raise errors.NotFound("document", f"number {number}")
        return str(row[0])

    def ids_by_number(self) -> dict[int, str]:
        return dict(self._db.rows("SELECT number, id FROM documents"))

    def with_hash(self, content_hash: str) -> list[str]:
        rows = self._db.rows("SELECT id FROM documents WHERE content_hash = ? ORDER BY number", (content_hash,))
        return [row[0] for row in rows]

    def versions(self) -> dict[str, tuple[str, Versions]]:
        """Id → format, and the rules that made it."""
        rows = self._db.rows(
            "SELECT id, format, reader_version, repair_version, analysis_version FROM documents ORDER BY id"
        )
        return {id: (format, Versions(*numbers)) for id, format, *numbers in rows}

    def document(self, id: str) -> Document:
        """The document *id*. Raises NotFound, with ids that look like it."""
        return self._document(self._row(id, _OF_DOCUMENT))

    def record(self, id: str) -> Record:
        """All that is stored of *id*. Raises NotFound."""
        values = self._row(id, f"{_OF_DOCUMENT}, {_OF_RECORD}")
        return Record(
            document=self._document(values),
            raw=values["raw"],
            edits=Edits(Edit(*edit) for edit in json.loads(values["edits"])),
            content_hash=values["content_hash"],
            marks=tuple(Mark(Span(a, b), SectionKind(kind), code) for a, b, kind, code in json.loads(values["marks"])),
            raw_pages=_pages(values["raw_pages"]),
            told=_metadata(values["told"]),
            printed=_metadata(values["printed"]),
            given=_metadata(values["given"]),
            notes=tuple(json.loads(values["notes"])),
            versions=Versions(values["reader_version"], values["repair_version"], values["analysis_version"]),
        )

    def _row(self, id: str, columns: str) -> dict[str, Any]:
        row = self._db.row(f"SELECT {columns} FROM documents WHERE id = ?", (id,))
        if row is None:
            raise errors.NotFound("document", id, self.ids_like(id))
        return dict(zip(columns.split(", "), row, strict=True))

    def ids_like(self, id: str) -> list[str]:
        """Ids that somebody who typed *id* may have meant, at most two."""
        from rapidfuzz.process import extract

        return [name for name, *_ in extract(id, self.ids(), limit=2, score_cutoff=60)]

    def _document(self, values: dict[str, Any]) -> Document:
        number = values["number"]
        paths = self._db.rows("SELECT path FROM document_sources WHERE document = ? ORDER BY path", (number,))
        return Document(
            id=values["id"],
            text=values["text"],
            format=values["format"],
            sections=self._sections(number),
            keyword_lists=self._keyword_lists(number),
            metadata=_metadata(values["given"]).over(_metadata(values["printed"])),
            pages=_pages(values["pages"]),
            sources=tuple(path for (path,) in paths),
        )

    def _sections(self, number: int) -> tuple[Section, ...]:
        rows = self._db.rows(
            "SELECT kind, language, confidence, start, stop, heading_start, heading_stop FROM sections"
            " WHERE document = ? ORDER BY position",
            (number,),
        )
        return tuple(
            Section(SectionKind(kind), Span(start, stop), code, confidence, Span(a, b) if a is not None else None)
            for kind, code, confidence, start, stop, a, b in rows
        )

    def _keyword_lists(self, number: int) -> tuple[KeywordList, ...]:
        rows = self._db.rows(
            "SELECT list, heading, language, text, start, stop, position FROM keywords WHERE document = ?"
            " ORDER BY list, position",
            (number,),
        )
        lists: dict[int, tuple[str, str, list[Keyword]]] = {}
        for which, heading, code, text, start, stop, position in rows:
            _, _, keywords = lists.setdefault(which, (code, heading, []))
            keywords.append(Keyword(text, code, Span(start, stop), position))
        return tuple(KeywordList(code, tuple(keywords), heading) for code, heading, keywords in lists.values())

    def put(self, record: Record, parts: Iterable[Words]) -> None:
        """Store a document whole; one of the same id is replaced. To be called within a transaction."""
        document = record.document
        self.remove(document.id)
        values = {
            "id": document.id,
            "format": document.format,
            "content_hash": record.content_hash,
            "raw": record.raw,
            "text": document.text,
            "edits": _json([[e.start, e.stop, e.replacement, e.rule] for e in record.edits]),
            "marks": _json([[m.span.start, m.span.stop, m.kind.value, m.language] for m in record.marks]),
            "pages": _pages_json(document.pages),
            "raw_pages": _pages_json(record.raw_pages),
            "told": _json(_facts(record.told)),
            "printed": _json(_facts(record.printed)),
            "given": _json(_facts(record.given)),
            "notes": _json(record.notes),
            "reader_version": record.versions.reader,
            "repair_version": record.versions.repair,
            "analysis_version": record.versions.analysis,
            "revision": self.next_revision(),
        }
        marks = ", ".join("?" * len(values))
        number = self._db.run(f"INSERT INTO documents ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        for path in document.sources:
            self.attach(document.id, path)
        self._put_sections(number, document)
        for words in parts:
            self._put_part(number, words)

    def _put_sections(self, number: int, document: Document) -> None:
        self._db.run_many(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, position, s.kind.value, s.language, s.confidence, s.span.start, s.span.stop)
                + ((s.heading.start, s.heading.stop) if s.heading else (None, None))
                for position, s in enumerate(document.sections)
            ),
        )
        self._db.run_many(
            "INSERT INTO keywords VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, which, k.position, keywords.heading, keywords.language, k.text, k.span.start, k.span.stop)
                for which, keywords in enumerate(document.keyword_lists)
                for k in keywords.keywords
            ),
        )

    def _put_part(self, number: int, words: Words) -> None:
        forms = ints(self._form_numbers(words.language, words.forms))
        arrays = (forms, words.starts, words.stops, words.sentences, words.sections)
        self._db.run(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, words.language, *(array.astype("<i4").tobytes() for array in arrays)),
        )

    def set_given(self, id: str, given: Metadata) -> None:
        self._db.run(
            "UPDATE documents SET given = ?, revision = ? WHERE id = ?",
            (_json(_facts(given)), self.next_revision(), id),
        )

    def remove(self, id: str) -> bool:
        """Take out the document *id*; its sources stay known. False where there was none."""
        number = self.number(id)
        if number is None:
            return False
        self._db.run("INSERT INTO removed VALUES (?, ?)", (number, self.next_revision()))
        self._db.run("DELETE FROM documents WHERE number = ?", (number,))
        return True

    def rename(self, id: str, new_id: str) -> None:
        self._db.run("UPDATE documents SET id = ?, revision = ? WHERE id = ?", (new_id, self.next_revision(), id))

    def detach(self, id: str, path: str) -> None:
        """Say that the document *id* no longer stands in the file at *path*."""
        self._db.run(
            "DELETE FROM document_sources WHERE path = ? AND document = (SELECT number FROM documents WHERE id = ?)",
            (path, id),
        )

    def forget_empty_sources(self) -> None:
        self._db.run("DELETE FROM sources WHERE path NOT IN (SELECT path FROM document_sources)")

    # --- forms and parts -----------------------------------------------------------------------------------

    def _form_numbers(self, language: str, forms: Sequence[str]) -> list[int]:
        if self._numbers is None:
            rows = self._db.rows("SELECT language, form, number FROM forms")
            self._numbers = {(code, form): number for code, form, number in rows}
        numbers = self._numbers
        for form in dict.fromkeys(forms):
            if (language, form) not in numbers:
                numbers[language, form] = self._put_form(analyse(form, language, self.tongues))
        return [numbers[language, form] for form in forms]

    def _put_form(self, form: Form) -> int:
        number = self._db.run(
            "INSERT INTO forms (language, form, key, lemmas, root, pos) VALUES (?, ?, ?, ?, ?, ?)",
            (form.language, form.text, form.key, "\t".join(form.lemmas), form.root, form.pos),
        )
        self._put_keys(number, form)
        return number

    def _put_keys(self, number: int, form: Form) -> None:
        keys = [("lemma", key) for key in form.lemma_keys] + [("root", fold(form.root))]
        self._db.run_many(
            "INSERT OR IGNORE INTO form_keys VALUES (?, ?, ?, ?)",
            [(layer, key, form.language, number) for layer, key in keys],
        )

    def lemmas_kept(self, language: str) -> list[tuple[str, list[str]]]:
        """The forms of *language* with the lemmas that are kept for them, by alphabet of the forms."""
        rows = self._db.rows("SELECT form, lemmas FROM forms WHERE language = ? ORDER BY form", (language,))
        return [(form, lemmas.split("\t")) for form, lemmas in rows]

    @property
    def lexicon_changed(self) -> bool:
        """Were forms analysed by another lexicon of the user's than the one at hand?"""
        return self.meta("lexicon") != self.tongues.digest and len(self) > 0

    def note_lexicon(self) -> None:
        """Say that all forms are analysed by the lexicon at hand."""
        self.set_meta("lexicon", self.tongues.digest)

    def reanalyse_forms(self) -> None:
        """Ask the languages anew about every form; numbers stay."""
        self.note_lexicon()
        self._vocabulary = Vocabulary()
        self._db.run("DELETE FROM form_keys")
        for number, code, text in self._db.rows("SELECT number, language, form FROM forms"):
            form = analyse(text, code, self.tongues)
            self._db.run(
                "UPDATE forms SET key = ?, lemmas = ?, root = ?, pos = ? WHERE number = ?",
                (form.key, "\t".join(form.lemmas), form.root, form.pos, number),
            )
            self._put_keys(number, form)

    def drop_unused_forms(self) -> None:
        """Forget the forms that stand in no document any more."""
        used: set[int] = set()
        for (blob,) in self._db.rows("SELECT forms FROM parts"):
            used.update(np.unique(_array(blob)).tolist())
        gone = {number for (number,) in self._db.rows("SELECT number FROM forms")} - used
        self._db.run_many("DELETE FROM forms WHERE number = ?", ((number,) for number in sorted(gone)))
        self._db.run("DELETE FROM form_keys WHERE form NOT IN (SELECT number FROM forms)")
        self._numbers = None
        self._vocabulary = Vocabulary()

    def replace_parts(self, id: str, parts: Iterable[Words]) -> None:
        """Other words for the document *id*, by the rules of today."""
        number = self.number(id)
        assert number is not None
        self._db.run("DELETE FROM parts WHERE document = ?", (number,))
        for words in parts:
            self._put_part(number, words)
        self._db.run(
            "UPDATE documents SET analysis_version = ?, revision = ? WHERE number = ?",
            (ANALYSIS_VERSION, self.next_revision(), number),
        )

    def forms_with_key(self, key: str) -> list[Form]:
        """Forms of the corpus, in any language, that exact search takes for *key*."""
        rows = self._db.rows(f"SELECT {_FORM} FROM forms WHERE key = ? ORDER BY number", (key,))
        return [_form(row)[1] for row in rows]

    def form_numbers(self, layer: str, key: str, language: str) -> list[int]:
        """Numbers of the forms of *language* with this key in the layer ``form``, ``lemma`` or ``root``."""
        if layer == "form":
            rows = self._db.rows("SELECT number FROM forms WHERE key = ? AND language = ?", (key, language))
        else:
            rows = self._db.rows(
                "SELECT form FROM form_keys WHERE layer = ? AND key = ? AND language = ?", (layer, key, language)
            )
        return [row[0] for row in rows]

    def form_numbers_with_prefix(self, prefix: str, language: str) -> list[int]:
        rows = self._db.rows(
            "SELECT number FROM forms WHERE key >= ? AND key < ? AND language = ?",
            (prefix, prefix + "\U0010ffff", language),
        )
        return [row[0] for row in rows]

    def vocabulary(self, numbers: Iterable[int] | None = None) -> Vocabulary:
        """Forms by number: those asked for, or all. What was fetched once is kept."""
        if numbers is None:
            for row in self._db.rows(f"SELECT {_FORM} FROM forms"):
                self._vocabulary.put(*_form(row))
            return self._vocabulary
        missing = [number for number in set(numbers) if number not in self._vocabulary]
        for i in range(0, len(missing), 500):
            batch = missing[i : i + 500]
            query = f"SELECT {_FORM} FROM forms WHERE number IN ({','.join('?' * len(batch))})"
            for row in self._db.rows(query, batch):
                self._vocabulary.put(*_form(row))
        return self._vocabulary

    def part(self, number: int, language: str) -> TokenTable | None:
        """The tokens of the document *number* in *language*."""
        arrays = self.part_arrays(number, language)
        if arrays is None:
            return None
        forms, starts, stops, heads = arrays
        sections = self.section_starts(number, language)
        return TokenTable(language, forms, starts, stops, heads, self.vocabulary(forms.tolist()), sections)

    def languages_of(self, number: int) -> list[str]:
        """Languages in which the document *number* has tokens."""
        return [row[0] for row in self._db.rows("SELECT language FROM parts WHERE document = ?", (number,))]

    def part_arrays(self, number: int, language: str) -> tuple[Ints, Ints, Ints, Ints] | None:
        """Forms, starts, stops and sentence starts of a part; None where the document has none in *language*."""
        row = self._db.row(
            "SELECT forms, starts, stops, sentences FROM parts WHERE document = ? AND language = ?", (number, language)
        )
        if row is None:
            return None
        forms, starts, stops, heads = map(_array, row)
        return forms, starts, stops, heads

    def section_starts(self, number: int, language: str) -> Ints:
        """Positions in a part at which a section starts."""
        row = self._db.row("SELECT sections FROM parts WHERE document = ? AND language = ?", (number, language))
        return _array(row[0]) if row else ints([])

    def parts(self, *, after: int = -1) -> Iterator[tuple[int, str]]:
        """(document number, language) of the parts whose document changed after the revision *after*."""
        rows = self._db.rows(
            "SELECT p.document, p.language FROM parts p JOIN documents d ON d.number = p.document"
            " WHERE d.revision > ? ORDER BY p.document, p.language",
            (after,),
        )
        return iter(rows)

    def removed(self, *, after: int) -> list[int]:
        """Numbers of the documents taken out after the revision *after*."""
        return [row[0] for row in self._db.rows("SELECT document FROM removed WHERE revision > ?", (after,))]

    def part_languages(self) -> list[str]:
        """Languages in which the corpus has tokens, sorted."""
        return [row[0] for row in self._db.rows("SELECT DISTINCT language FROM parts ORDER BY language")]

    def fields(self, number: int) -> dict[str, str | int]:
        """What may be filtered and counted: the facts of a document that an engine keeps beside its tokens."""
        id, format, printed, given = self._db.row(
            "SELECT id, format, printed, given FROM documents WHERE number = ?", (number,)
        )
        facts = _metadata(given).over(_metadata(printed))
        fields: dict[str, str | int] = {"document": id, "format": format}
        if facts.year:
            fields["year"] = facts.year
        if facts.journal:
            fields["journal"] = facts.journal
        return fields

    # --- concepts ------------------------------------------------------------------------------------------

    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, by id."""
        return self._concepts("SELECT data FROM concepts ORDER BY id", ())

    def concept(self, id: int) -> Concept | None:
        return next(iter(self._concepts("SELECT data FROM concepts WHERE id = ?", (id,))), None)

    def _concepts(self, query: str, values: tuple[Any, ...]) -> tuple[Concept, ...]:
        return tuple(concept_from_json(json.loads(data)) for (data,) in self._db.rows(query, values))

    def concept_ids(self, language: str, keys: Sequence[str]) -> dict[str, list[int]]:
        """Lemma keys of a label (``ички миграция``) → ids of the concepts that bear it in *language*."""
        found: dict[str, list[int]] = {}
        for key in keys:
            rows = self._db.rows(
                "SELECT DISTINCT concept FROM labels WHERE language = ? AND keys = ? ORDER BY concept", (language, key)
            )
            if rows:
                found[key] = [row[0] for row in rows]
        return found

    def put_concepts(self, concepts: Iterable[tuple[Concept, Sequence[str]]], *, revision: int) -> None:
        """Replace all concepts; each comes with the lemma keys of its labels, one string a label. *revision* is that
        of the documents they were made from."""
        self._db.run("DELETE FROM concepts")
        for concept, keys in concepts:
            self._db.run("INSERT INTO concepts VALUES (?, ?)", (concept.id, _json(concept_to_json(concept))))
            self._db.run_many(
                "INSERT INTO labels VALUES (?, ?, ?, ?)",
                [
                    (concept.id, label.language, label.text, key)
                    for label, key in zip(concept.labels, keys, strict=True)
                ],
            )
        self.set_meta("linked", str(revision))

    def count_concepts(self) -> int:
        return int(self._db.row("SELECT count(*) FROM concepts")[0])

    # --- counts --------------------------------------------------------------------------------------------

    def count_words(self) -> dict[str, int]:
        """Language → tokens."""
        return dict(self._db.rows("SELECT language, sum(length(forms)) / 4 FROM parts GROUP BY language"))

    def count_formats(self) -> dict[str, int]:
        return dict(self._db.rows("SELECT format, count(*) FROM documents GROUP BY format ORDER BY format"))

    def count_keyword_lists(self) -> dict[str, int]:
        """Language → keyword lists."""
        lists = "SELECT DISTINCT document, list, language FROM keywords"
        return dict(self._db.rows(f"SELECT language, count(*) FROM ({lists}) GROUP BY language ORDER BY language"))

    def years(self) -> tuple[int, int] | None:
        """The first and the last year of any document."""
        facts = self._db.rows("SELECT given, printed FROM documents")
        years = [year for given, printed in facts if (year := _metadata(given).year or _metadata(printed).year)]
        return (min(years), max(years)) if years else None

    def ids_with_keywords(self) -> list[str]:
        """Ids of the documents that have keywords."""
        rows = "SELECT id FROM documents WHERE number IN (SELECT document FROM keywords) ORDER BY id"
        return [row[0] for row in self._db.rows(rows)]

    # --- health --------------------------------------------------------------------------------------------

    def problems(self) -> list[str]:
        """What SQLite's own checks say; empty where all is well."""
        found = [row[0] for row in self._db.rows("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in self._db.rows("PRAGMA foreign_key_check")]
        return found


_OF_DOCUMENT = "number, id, format, text, pages, printed, given"
_OF_RECORD = "raw, edits, content_hash, marks, raw_pages, told, notes, reader_version, repair_version, analysis_version"
_FORM = "number, form, language, key, lemmas, root, pos"


def _form(row: tuple[Any, ...]) -> tuple[int, Form]:
    number, text, language, key, lemmas, root, pos = row
    return number, Form(text, language, key, tuple(lemmas.split("\t")), root, pos)


def _array(blob: bytes) -> Ints:
    return np.frombuffer(blob, dtype="<i4")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pages_json(pages: Sequence[Page]) -> str:
    return _json([[p.number, p.span.start, p.span.stop, p.has_text] for p in pages])


def _pages(data: str) -> tuple[Page, ...]:
    return tuple(Page(number, Span(start, stop), has_text) for number, start, stop, has_text in json.loads(data))


def _facts(metadata: Metadata) -> dict[str, Any]:
    return {name: value for name, value in asdict(metadata).items() if value}


def _metadata(data: str) -> Metadata:
    facts = json.loads(data)
    if "authors" in facts:
        facts["authors"] = tuple(facts["authors"])
    return Metadata(**facts)
