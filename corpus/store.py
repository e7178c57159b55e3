"""The corpus file: one SQLite database that holds everything, and can be mailed.

The journal is in DELETE mode throughout, so a corpus at rest is exactly one file; a run that is killed leaves a
journal beside it, which the next opening rolls back. Writes happen in batches of whole source files.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from . import errors
from .analysis import Words, analyse
from .cache import State
from .concept_json import concept_from_json, concept_to_json
from .concepts import Concept
from .documents import Document, Keyword, KeywordList, Mark, Metadata, Page, Section, SectionKind, Span
from .edits import Edit, Edits
from .folding import fold
from .tokens import Form, Ints, TokenTable, Vocabulary, ints

APPLICATION_ID = 0x4B6F6368  # "Koch"
SCHEMA_VERSION = 1
_SCHEMA = Path(__file__).with_name("schema.sql")

MIGRATIONS: dict[int, str] = {}
"""Schema version → the SQL that makes the next one of it. A copy is made before any of them runs."""


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
    """All that is stored of a document: ``document.text`` is what ``edits`` make of ``raw``."""

    document: Document
    raw: str
    edits: Edits
    content_hash: str
    marks: tuple[Mark, ...] = ()
    raw_pages: tuple[Page, ...] = ()
    printed: Metadata = field(default_factory=Metadata)
    given: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()
    versions: Versions = field(default_factory=Versions)


class Store:
    """Rows in, values out. Knows no order of work: that is pipeline.py's."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._db = connection
        self._numbers: dict[tuple[str, str], int] | None = None
        self._vocabulary = Vocabulary()
        self._raised = False  # has this transaction made its revision?

    # --- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, create: bool = False, write: bool = True) -> Store:
        """Open the corpus file at *path*; a file that may not be written is opened for reading.

        Raises NotFound, NotACorpus, NewerSchema, CorpusInUse.
        """
        if not path.exists():
            if not create:
                raise errors.NotFound("corpus file", str(path))
            return cls._create(path)
        writable = write and _may_write(path)
        store = cls(path, _connect(path, writable=writable), writable=writable)
        try:
            store._check()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _create(cls, path: Path) -> Store:
        try:
            db = _connect(path, writable=True)
            db.executescript(
                f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
                + _SCHEMA.read_text(encoding="utf-8")
                + f"INSERT INTO meta VALUES ('corpus', '{uuid.uuid4()}'), ('revision', '0'), ('linked', '0'); COMMIT;"
            )
        except sqlite3.Error as error:
            raise _translated(error, path) from error
        return cls(path, db, writable=True)

    def _check(self) -> None:
        try:
            application = self._db.execute("PRAGMA application_id").fetchone()[0]
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise _translated(error, self.path) from error
        if application != APPLICATION_ID:
            raise errors.NotACorpus(str(self.path), "not a Kochmon corpus; name another file with --corpus")
        if version > SCHEMA_VERSION:
            raise errors.NewerSchema(
                str(self.path),
                f"made by a later Kochmon (schema {version}, this one knows {SCHEMA_VERSION}); upgrade Kochmon",
            )
        if version < SCHEMA_VERSION:
            self._migrate(version)

    def _migrate(self, version: int) -> None:
        if not self.writable:
            raise errors.ReadOnlyCorpus(str(self.path), "of an older schema and not writable; copy it first")
        self.backup(self.path.with_name(f"{self.path.name}.schema{version}"))
        for step in range(version, SCHEMA_VERSION):
            self._db.executescript(f"BEGIN; {MIGRATIONS[step]}; PRAGMA user_version = {step + 1}; COMMIT;")

    def close(self) -> None:
        self._db.close()

    def backup(self, target: Path) -> None:
        """A consistent copy at *target*, also while another process writes. Raises OutputExists, DiskFull."""
        if target.exists():
            raise errors.OutputExists(str(target))
        copy = sqlite3.connect(target)
        try:
            self._db.backup(copy)
        except sqlite3.Error as error:
            raise _translated(error, target) from error
        finally:
            copy.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises ReadOnlyCorpus, CorpusInUse, DiskFull."""
        if not self.writable:
            raise errors.ReadOnlyCorpus(str(self.path), "may be read but not written; copy it first")
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise _translated(error, self.path) from error
        self._raised = False
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            self._numbers = None
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise _translated(error, self.path) from error
            raise

    # --- meta ----------------------------------------------------------------------------------------------

    def meta(self, key: str, default: str = "") -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else default

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

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
            self._db.execute("INSERT INTO revisions VALUES (?, ?)", (self.revision, uuid.uuid4().hex))
        return self.revision

    def state(self) -> State:
        """What an index must have been built from to be fresh."""
        return State(self.corpus_id, self.revision, self.token(self.revision))

    def token(self, revision: int) -> str:
        """The random token of a revision of this very file; empty where it has none."""
        row = self._db.execute("SELECT token FROM revisions WHERE revision = ?", (revision,)).fetchone()
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
        rows = self._db.execute(f"SELECT {columns} FROM sources WHERE {condition} ORDER BY path", values)
        return [Source(*row) for row in rows]

    def put_source(self, source: Source) -> None:
        values = (source.path, source.folder, source.key, source.hash, source.size, source.modified, source.settings)
        self._db.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " folder = excluded.folder, key = excluded.key, hash = excluded.hash, size = excluded.size,"
            " modified = excluded.modified, settings = excluded.settings",
            values,
        )

    def forget_source(self, path: str) -> None:
        self._db.execute("DELETE FROM sources WHERE path = ?", (path,))

    def attach(self, id: str, path: str) -> None:
        """Say that the document *id* stands in the file at *path* too."""
        self._db.execute(
            "INSERT OR IGNORE INTO document_sources SELECT number, ? FROM documents WHERE id = ?", (path, id)
        )

    def ids_from(self, path: str) -> list[str]:
        """Ids of the documents that the file at *path* holds, in the order they were read."""
        rows = self._db.execute(
            "SELECT d.id FROM documents d JOIN document_sources s ON s.document = d.number WHERE s.path = ?"
            " ORDER BY d.number",
            (path,),
        )
        return [row[0] for row in rows]

    # --- documents -----------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY id")]

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM documents").fetchone()[0])

    def number(self, id: str) -> int | None:
        row = self._db.execute("SELECT number FROM documents WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def id_of(self, number: int) -> str:
        return str(self._db.execute("SELECT id FROM documents WHERE number = ?", (number,)).fetchone()[0])

    def with_hash(self, content_hash: str) -> list[str]:
        rows = self._db.execute("SELECT id FROM documents WHERE content_hash = ? ORDER BY number", (content_hash,))
        return [row[0] for row in rows]

    def hash_of(self, id: str) -> str:
        row = self._db.execute("SELECT content_hash FROM documents WHERE id = ?", (id,)).fetchone()
        return row[0] if row else ""

    def versions(self) -> dict[str, Versions]:
        rows = self._db.execute(
            "SELECT id, reader_version, repair_version, analysis_version FROM documents ORDER BY id"
        )
        return {id: Versions(*numbers) for id, *numbers in rows}

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
            printed=_metadata(values["printed"]),
            given=_metadata(values["given"]),
            notes=tuple(json.loads(values["notes"])),
            versions=Versions(values["reader_version"], values["repair_version"], values["analysis_version"]),
        )

    def _row(self, id: str, columns: str) -> dict[str, Any]:
        row = self._db.execute(f"SELECT {columns} FROM documents WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise errors.NotFound("document", id, self.ids_like(id))
        return dict(zip(columns.split(", "), row, strict=True))

    def ids_like(self, id: str) -> list[str]:
        """Ids that somebody who typed *id* may have meant, at most two."""
        from rapidfuzz.process import extract

        return [name for name, *_ in extract(id, self.ids(), limit=2, score_cutoff=60)]

    def _document(self, values: dict[str, Any]) -> Document:
        number = values["number"]
        paths = self._db.execute("SELECT path FROM document_sources WHERE document = ? ORDER BY path", (number,))
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
        rows = self._db.execute(
            "SELECT kind, language, confidence, start, stop, heading_start, heading_stop FROM sections"
            " WHERE document = ? ORDER BY position",
            (number,),
        )
        return tuple(
            Section(SectionKind(kind), Span(start, stop), code, confidence, Span(a, b) if a is not None else None)
            for kind, code, confidence, start, stop, a, b in rows
        )

    def _keyword_lists(self, number: int) -> tuple[KeywordList, ...]:
        rows = self._db.execute(
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
            "printed": _json(_facts(record.printed)),
            "given": _json(_facts(record.given)),
            "notes": _json(record.notes),
            "reader_version": record.versions.reader,
            "repair_version": record.versions.repair,
            "analysis_version": record.versions.analysis,
            "revision": self.next_revision(),
        }
        marks = ", ".join("?" * len(values))
        cursor = self._db.execute(
            f"INSERT INTO documents ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        number = cursor.lastrowid
        assert number is not None
        for path in document.sources:
            self.attach(document.id, path)
        self._put_sections(number, document)
        for words in parts:
            self._put_part(number, words)

    def _put_sections(self, number: int, document: Document) -> None:
        self._db.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, position, s.kind.value, s.language, s.confidence, s.span.start, s.span.stop)
                + ((s.heading.start, s.heading.stop) if s.heading else (None, None))
                for position, s in enumerate(document.sections)
            ),
        )
        self._db.executemany(
            "INSERT INTO keywords VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, which, k.position, keywords.heading, keywords.language, k.text, k.span.start, k.span.stop)
                for which, keywords in enumerate(document.keyword_lists)
                for k in keywords.keywords
            ),
        )

    def _put_part(self, number: int, words: Words) -> None:
        forms = ints(self._form_numbers(words.language, words.forms))
        arrays = (forms, words.starts, words.stops, words.sentences)
        self._db.execute(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)",
            (number, words.language, *(array.astype("<i4").tobytes() for array in arrays)),
        )

    def set_given(self, id: str, given: Metadata) -> None:
        self._db.execute(
            "UPDATE documents SET given = ?, revision = ? WHERE id = ?",
            (_json(_facts(given)), self.next_revision(), id),
        )

    def remove(self, id: str) -> bool:
        """Take out the document *id*, and sources that hold nothing else. False where there was none."""
        number = self.number(id)
        if number is None:
            return False
        self._db.execute("INSERT INTO removed VALUES (?, ?)", (number, self.next_revision()))
        self._db.execute("DELETE FROM documents WHERE number = ?", (number,))
        return True

    def rename(self, id: str, new_id: str) -> None:
        self._db.execute("UPDATE documents SET id = ?, revision = ? WHERE id = ?", (new_id, self.next_revision(), id))

    def detach(self, id: str, path: str) -> None:
        """Say that the document *id* no longer stands in the file at *path*."""
        self._db.execute(
            "DELETE FROM document_sources WHERE path = ? AND document = (SELECT number FROM documents WHERE id = ?)",
            (path, id),
        )

    def forget_empty_sources(self) -> None:
        self._db.execute("DELETE FROM sources WHERE path NOT IN (SELECT path FROM document_sources)")

    # --- forms and parts -----------------------------------------------------------------------------------

    def _form_numbers(self, language: str, forms: Sequence[str]) -> list[int]:
        if self._numbers is None:
            rows = self._db.execute("SELECT language, form, number FROM forms")
            self._numbers = {(code, form): number for code, form, number in rows}
        numbers = self._numbers
        for form in dict.fromkeys(forms):
            if (language, form) not in numbers:
                numbers[language, form] = self._put_form(analyse(form, language))
        return [numbers[language, form] for form in forms]

    def _put_form(self, form: Form) -> int:
        cursor = self._db.execute(
            "INSERT INTO forms (language, form, key, lemmas, root, pos) VALUES (?, ?, ?, ?, ?, ?)",
            (form.language, form.text, form.key, "\t".join(form.lemmas), form.root, form.pos),
        )
        assert cursor.lastrowid is not None
        keys = [("lemma", key) for key in form.lemma_keys] + [("root", fold(form.root))]
        self._db.executemany(
            "INSERT OR IGNORE INTO form_keys VALUES (?, ?, ?, ?)",
            ((layer, key, form.language, cursor.lastrowid) for layer, key in keys),
        )
        return cursor.lastrowid

    def forget_forms(self) -> None:
        """Drop what is known of every form and all parts, to be made anew by a later analysis."""
        self._numbers = None
        self._vocabulary = Vocabulary()
        for table in ("parts", "form_keys", "forms"):
            self._db.execute(f"DELETE FROM {table}")

    def replace_parts(self, id: str, parts: Iterable[Words], versions: Versions) -> None:
        number = self.number(id)
        assert number is not None
        self._db.execute("DELETE FROM parts WHERE document = ?", (number,))
        for words in parts:
            self._put_part(number, words)
        self._db.execute(
            "UPDATE documents SET analysis_version = ?, revision = ? WHERE number = ?",
            (versions.analysis, self.next_revision(), number),
        )

    def forms_with_key(self, key: str) -> list[Form]:
        """Forms of the corpus, in any language, that exact search takes for *key*."""
        rows = self._db.execute(f"SELECT {_FORM} FROM forms WHERE key = ? ORDER BY number", (key,))
        return [_form(row)[1] for row in rows]

    def form_numbers(self, layer: str, key: str, language: str) -> list[int]:
        """Numbers of the forms of *language* with this key in the layer ``form``, ``lemma`` or ``root``."""
        if layer == "form":
            rows = self._db.execute("SELECT number FROM forms WHERE key = ? AND language = ?", (key, language))
        else:
            rows = self._db.execute(
                "SELECT form FROM form_keys WHERE layer = ? AND key = ? AND language = ?", (layer, key, language)
            )
        return [row[0] for row in rows]

    def form_numbers_with_prefix(self, prefix: str, language: str) -> list[int]:
        rows = self._db.execute(
            "SELECT number FROM forms WHERE key >= ? AND key < ? AND language = ?",
            (prefix, prefix + "\U0010ffff", language),
        )
        return [row[0] for row in rows]

    def form_counts(self) -> dict[str, int]:
        """Language → different forms."""
        rows = self._db.execute("SELECT language, count(*) FROM forms GROUP BY language ORDER BY count(*) DESC")
        return dict(rows.fetchall())

    def vocabulary(self, numbers: Iterable[int] | None = None) -> Vocabulary:
        """Forms by number: those asked for, or all. What was fetched once is kept."""
        if numbers is None:
            for row in self._db.execute(f"SELECT {_FORM} FROM forms"):
                self._vocabulary.put(*_form(row))
            return self._vocabulary
        missing = [number for number in set(numbers) if number not in self._vocabulary]
        for i in range(0, len(missing), 500):
            batch = missing[i : i + 500]
            query = f"SELECT {_FORM} FROM forms WHERE number IN ({','.join('?' * len(batch))})"
            for row in self._db.execute(query, batch):
                self._vocabulary.put(*_form(row))
        return self._vocabulary

    def part(self, number: int, language: str) -> TokenTable | None:
        """The tokens of the document *number* in *language*."""
        if language not in self.languages_of(number):
            return None
        forms, starts, stops, heads = self.part_arrays(number, language)
        return TokenTable(language, forms, starts, stops, heads, self.vocabulary(forms.tolist()))

    def languages_of(self, number: int) -> list[str]:
        """Languages in which the document *number* has tokens."""
        return [row[0] for row in self._db.execute("SELECT language FROM parts WHERE document = ?", (number,))]

    def part_arrays(self, number: int, language: str) -> tuple[Ints, Ints, Ints, Ints]:
        """Forms, starts, stops and sentence starts of a part that exists."""
        row = self._db.execute(
            "SELECT forms, starts, stops, sentences FROM parts WHERE document = ? AND language = ?", (number, language)
        ).fetchone()
        forms, starts, stops, heads = (_array(blob) for blob in row)
        return forms, starts, stops, heads

    def parts(self, *, after: int = -1) -> Iterator[tuple[int, str]]:
        """(document number, language) of the parts whose document changed after the revision *after*."""
        rows = self._db.execute(
            "SELECT p.document, p.language FROM parts p JOIN documents d ON d.number = p.document"
            " WHERE d.revision > ? ORDER BY p.document, p.language",
            (after,),
        ).fetchall()
        return iter(rows)

    def removed(self, *, after: int) -> list[int]:
        """Numbers of the documents taken out after the revision *after*."""
        return [row[0] for row in self._db.execute("SELECT document FROM removed WHERE revision > ?", (after,))]

    def part_languages(self) -> list[str]:
        """Languages in which the corpus has tokens, sorted."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT language FROM parts ORDER BY language")]

    def fields(self, number: int) -> dict[str, str | int]:
        """What may be filtered and counted: the facts of a document that an engine keeps beside its tokens."""
        id, format, printed, given = self._db.execute(
            "SELECT id, format, printed, given FROM documents WHERE number = ?", (number,)
        ).fetchone()
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
        return tuple(concept_from_json(json.loads(data)) for (data,) in self._db.execute(query, values))

    def concept_ids(self, language: str, keys: Sequence[str]) -> dict[str, list[int]]:
        """Lemma keys of a label (``ички миграция``) → ids of the concepts that bear it in *language*."""
        found: dict[str, list[int]] = {}
        for key in keys:
            rows = self._db.execute(
                "SELECT DISTINCT concept FROM labels WHERE language = ? AND keys = ? ORDER BY concept", (language, key)
            ).fetchall()
            if rows:
                found[key] = [row[0] for row in rows]
        return found

    def put_concepts(self, concepts: Iterable[tuple[Concept, Sequence[str]]]) -> None:
        """Replace all concepts; each comes with the lemma keys of its labels, one string a label."""
        self._db.execute("DELETE FROM concepts")
        for concept, keys in concepts:
            self._db.execute("INSERT INTO concepts VALUES (?, ?)", (concept.id, _json(concept_to_json(concept))))
            self._db.executemany(
                "INSERT INTO labels VALUES (?, ?, ?, ?)",
                (
                    (concept.id, label.language, label.text, key)
                    for label, key in zip(concept.labels, keys, strict=True)
                ),
            )
        self.set_meta("linked", str(self.revision))

    # --- health --------------------------------------------------------------------------------------------

    def problems(self) -> list[str]:
        """What SQLite's own checks say; empty where all is well."""
        found = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in self._db.execute("PRAGMA foreign_key_check")]
        return found


_OF_DOCUMENT = "number, id, format, text, pages, printed, given"
_OF_RECORD = "raw, edits, content_hash, marks, raw_pages, notes, reader_version, repair_version, analysis_version"
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


def _may_write(path: Path) -> bool:
    import os

    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    if writable:
        db = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        db.execute("PRAGMA foreign_keys = ON")
        return db
    journal = path.with_name(path.name + "-journal")
    immutable = "" if journal.exists() else "&immutable=1"
    uri = f"file:{quote(path.resolve().as_posix())}?mode=ro{immutable}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0)


def _translated(error: sqlite3.Error, path: Path) -> errors.CorpusFileError:
    name = str(path)
    text = str(error).lower()
    if "not a database" in text or "malformed" in text:
        return errors.NotACorpus(name, "not a Kochmon corpus, or damaged; restore it from a backup")
    if "locked" in text or "busy" in text:
        return errors.CorpusInUse(name, "another process is writing it; try again when it has finished")
    if "full" in text:
        return errors.DiskFull(name, "the disk is full; nothing was changed, make room and run the same command again")
    if "readonly" in text or "unable to open" in text:
        return errors.ReadOnlyCorpus(name, "cannot be written here; copy it, or name another file with --corpus")
    return errors.CorpusFileError(name, f"{error}")
