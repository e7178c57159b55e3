"""The corpus as a researcher holds it: one object, each method one question.

>>> import corpus
>>> with corpus.open(":memory:") as texts:  # or "migration.kochmon"
...     len(texts)
0
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from . import languages
from .concepts import Concept, TermEntry
from .decisions import Decision
from .documents import UNDETERMINED, Document, Metadata
from .edits import Edit
from .errors import CorpusFileError, DecisionError, NotFound, OutputExists, ReadOnlyCorpus
from .folding import fold
from .lookup import Lookup
from .store import Record, Store
from .tongues import Tongues

if TYPE_CHECKING:
    from .arrays import Arrays
    from .concordance import Concordance, Pattern, Row
    from .languages import Changed
    from .pipeline import Progress, Report, Settings
    from .statistics import Collocate, Frequency, Layer

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a corpus holds. ``words`` and ``forms`` by language, the largest first."""

    documents: int
    words: Mapping[str, int]
    forms: Mapping[str, int]
    keyword_lists: Mapping[str, int]
    concepts: int
    formats: Mapping[str, int]
    years: tuple[int, int] | None


class Corpus:
    """An open corpus file. Use it as a context manager, or close it.

    ``decision_error`` says which line of the decisions file cannot be understood; until it is mended, those that were
    applied last hold.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.decision_error: DecisionError | None = None
        self._concepts: tuple[Concept, ...] | None = None
        self._remembered_lookup: Lookup | None = None
        self._remembered_arrays: Arrays | None = None
        with suppress(CorpusFileError):  # another process writes, or there is no room: links stay as they were
            self._refresh_links()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    @property
    def path(self) -> Path:
        return self.store.path

    # --- documents -----------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.store)

    def __iter__(self) -> Iterator[Document]:
        return self.documents

    @property
    def documents(self) -> Iterator[Document]:
        """All documents by id, one in memory at a time."""
        return map(self.store.document, self.store.ids())

    def id_of(self, name: str) -> str:
        """The id that *name* means: an id, the path of a source, or its file name. Raises NotFound."""
        name = unicodedata.normalize("NFC", name)
        if self.store.number(name) is not None:
            return name
        path = unicodedata.normalize("NFC", str(Path(name).resolve()))
        from_path = self.store.ids_from(path)
        if len(from_path) == 1:
            return from_path[0]
        ending = [id for id in self.store.ids() if id.endswith(f"/{name}") or id == Path(name).name]
        if len(ending) == 1:
            return ending[0]
        raise NotFound("document", name, from_path or ending or self.store.ids_like(name))

    def document(self, name: str) -> Document:
        """The document of that id (or path). Raises NotFound."""
        return self.store.document(self.id_of(name))

    def record(self, name: str) -> Record:
        """All that is stored of a document: raw text, edits, notes. Raises NotFound."""
        return self.store.record(self.id_of(name))

    def edits(self, name: str) -> list[tuple[Edit, str, str]]:
        """The repairs of a document: each edit with its line before and after."""
        record = self.record(name)
        return [(edit, *_around(record, edit)) for edit in record.edits]

    def add(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        settings: Settings | None = None,
        prune: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Bring the corpus up to date with files and folders: read, repair, divide, analyse, link.

        An unchanged file is skipped, a changed one replaced, and with *prune* what is gone is taken out. A file that
        cannot be read is in the report with the reason; the others are read all the same.
        """
        from .adding import Adder
        from .pipeline import Settings

        named = [paths] if isinstance(paths, str | Path) else list(paths)
        self.store.tongues.check()
        if self.store.writable and not len(self.store):
            with self.store.transaction():
                self.store.note_lexicon()
        report = Adder(self.store, settings or Settings()).run([Path(p) for p in named], prune=prune, progress=progress)
        self._refresh()
        self._refresh_links()
        report.concepts = self.store.count_concepts()
        if self.store.lexicon_changed:
            report.notes.append("the lexicon changed since texts were read; rebuild the analysis to apply it to them")
        if self.decision_error:
            report.notes.append(f"{self.decision_error}; the decisions applied before hold until it is mended")
        return report

    def remove(self, names: Iterable[str]) -> list[str]:
        """Take documents out of the corpus (their files stay). Returns their ids. Raises NotFound before any goes."""
        ids = [self.id_of(name) for name in names]
        with self.store.transaction():
            for id in ids:
                self.store.remove(id)
            self.store.forget_empty_sources()
        self._refresh()
        self._refresh_links()
        return ids

    def set(self, name: str, facts: Metadata) -> None:
        """Give facts of a document that win over printed ones. Raises NotFound."""
        record = self.record(name)
        with self.store.transaction():
            self.store.set_given(record.document.id, facts.over(record.given))

    # --- concepts and decisions ----------------------------------------------------------------------------

    @property
    def decisions_path(self) -> Path:
        """``NAME.decisions.txt`` beside ``NAME.kochmon``."""
        return self.path.with_suffix(".decisions.txt")

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """A person's decisions: those in the file, or where it is missing those last applied. Raises DecisionError."""
        from .decisions import parse

        return parse(self._decisions_text(), str(self.decisions_path))

    def _decisions_text(self) -> str:
        """Raises DecisionError where the file is no text."""
        if self.store.in_memory:
            return self.store.meta("decisions")
        try:
            return self.decisions_path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return self.store.meta("decisions")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise DecisionError(str(self.decisions_path), line, "not UTF-8; save the file as UTF-8") from None
        except OSError as error:
            raise DecisionError(str(self.decisions_path), 1, error.strerror or "cannot be read") from None

    def _in_force(self) -> tuple[str, tuple[Decision, ...]]:
        """The decisions that links are made from, as text and as values: those of the file, or where that cannot be
        understood, those last applied."""
        from .decisions import parse

        self.decision_error = None
        try:
            text = self._decisions_text()
            return text, parse(text, str(self.decisions_path))
        except DecisionError as error:
            self.decision_error = error
            text = self.store.meta("decisions")
            return text, parse(text)

    def decide(self, decision: Decision) -> bool:
        """Write a decision to the file and apply it. False if the file says so already. Raises DecisionError."""
        from .decisions import append

        return self._write_decisions(lambda text: append(text, decision))

    def decide_all(self, decisions: Iterable[Decision]) -> int:
        """Write those that the file does not say yet, and apply them. Returns how many. Raises DecisionError."""
        from .decisions import format

        said = {decision.substance for decision in self.decisions}
        fresh = [decision for decision in decisions if decision.substance not in said]
        if fresh:
            self._write_decisions(lambda text: text + ("" if text.endswith("\n") or not text else "\n") + format(fresh))
        return len(fresh)

    def _write_decisions(self, change: Callable[[str], str]) -> bool:
        """The file in one piece or not at all, then the links."""
        if not self.store.writable:
            raise ReadOnlyCorpus(str(self.path), "may be read but not written; copy it first")
        before = self._decisions_text()
        after = change(before)
        if after == before:
            return False
        if self.store.in_memory:
            with self.store.transaction():
                self.store.set_meta("decisions", after)
                self.store.set_meta("linked", "")
        else:
            part = self.decisions_path.with_name(f"{self.decisions_path.name}.part")
            part.write_bytes(after.encode())
            part.replace(self.decisions_path)
        self._concepts = None
        self._refresh_links()
        return True

    def unused_decisions(self) -> tuple[Decision, ...]:
        """Decisions that change nothing now; they stay, since an article may come back."""
        from .linking import unused
        from .pipeline import linkable

        return unused(self.decisions, linkable(self.store))

    def relink(self) -> None:
        """Make the concepts anew; their ids survive."""
        self._link(*self._in_force())

    def forget_cache(self) -> None:
        """Throw away what is derived; it is made again when it is needed."""
        from .cache import Cache

        Cache(self.path).clear()
        self._refresh()

    def _refresh_links(self) -> None:
        """Link anew if documents, decisions or rules changed since; a corpus that may only be read stays as it is."""
        if not self.store.writable:
            return
        text, decisions = self._in_force()
        said = {"linked": str(self.store.revision), **_said(text)}
        if any(self.store.meta(key) != value for key, value in said.items()):
            self._link(text, decisions)

    def _link(self, text: str, decisions: Sequence[Decision]) -> None:
        from .pipeline import relink

        relink(self.store, decisions, said=_said(text))
        self._concepts = None

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, by id."""
        self._look_again()
        if self._concepts is None:
            self._concepts = self.store.concepts()
        return self._concepts

    def concepts_named(self, name: str) -> list[Concept]:
        """Concepts that *name* means: a label in any of its forms, with or without its language (``ru:право``), or
        an id (``c12``). Raises NotFound."""
        if name[:1] == "c" and name[1:].isdigit():
            concept = self.store.concept(int(name[1:]))
            found = [concept] if concept else []
        else:
            code, _, rest = name.partition(":")
            known = languages.normalize_code(code) in languages.available() and rest
            label = rest.strip() if known else name
            wanted = languages.normalize_code(code) if known else None
            found = self._with_label(label, wanted)
        if not found:
            from rapidfuzz.process import extract

            labels = list(dict.fromkeys(label.text for concept in self.concepts for label in concept.labels))
            raise NotFound("concept", name, [text for text, *_ in extract(name, labels, limit=2, score_cutoff=70)])
        return found

    def _with_label(self, text: str, language: str | None) -> list[Concept]:
        printed = [
            concept
            for concept in self.concepts
            if any(fold(x.text) == fold(text) and language in (None, x.language) for x in concept.labels)
        ]
        if printed:
            return printed
        typed = _words_of(text)
        mentions = self._lookup.mentions(typed)
        whole = [m for m in mentions if m.stop - m.start == len(typed) and language in (None, m.language)]
        return list({mention.concept.id: mention.concept for mention in whole}.values())

    # --- concordance, statistics, glossary -----------------------------------------------------------------

    @property
    def _lookup(self) -> Lookup:
        self._look_again()
        if self._remembered_lookup is None:
            self._remembered_lookup = Lookup(self.store)
        return self._remembered_lookup

    @property
    def _arrays(self) -> Arrays:
        from .arrays import open_arrays

        self._look_again()
        if self._remembered_arrays is None:
            self._remembered_arrays = open_arrays(self.store)
        return self._remembered_arrays

    def _look_again(self) -> None:
        """Forget what is remembered of a corpus that another process has changed."""
        if self.store.changed_elsewhere():
            self._refresh()

    def _refresh(self) -> None:
        self._concepts = None
        self._remembered_lookup = None
        self._remembered_arrays = None

    def kwic(
        self, query: str, *, codes: Sequence[str] = (), sort: str = "", width: int = 60, concepts: bool = False
    ) -> Concordance:
        """Every occurrence of the words of *query* in a row, in any of their forms (``мигра*`` for a beginning).

        *codes* restricts the languages; with *concepts* the labels of concepts that the query names are found
        too, in every language. Raises QueryError where *query* holds no word.
        """
        from .concordance import Concordance

        spoken = [code for code in self.store.part_languages() if not codes or code in codes]
        patterns = {code: self._patterns(query, code, concepts=concepts) for code in spoken}
        return Concordance(self.store, self._arrays, patterns, sort=sort, width=width)

    def columns(self, query: str, *, codes: Sequence[str] = ("ky", "ru", "en"), width: int = 60) -> Iterator[Row]:
        """A concordance side by side: each sentence of the first language beside its counterpart in the others."""
        from .concordance import columns

        return columns(self.kwic(query, codes=codes, width=width, concepts=True), codes)

    def _patterns(self, query: str, code: str, *, concepts: bool) -> list[Pattern]:
        from .concordance import words_typed

        typed = words_typed(query)
        patterns = [[self._numbers(word, code) for word in typed]]
        if concepts:
            for mention in self._lookup.mentions(typed):
                if mention.stop - mention.start == len(typed):
                    labels = mention.concept.by_language().get(code, ())
                    patterns += [self._lookup.pattern(label, code) for label in labels]
        return [pattern for pattern in patterns if pattern and all(pattern)]

    def _numbers(self, word: str, code: str) -> list[int]:
        if word.endswith("*"):
            return self.store.form_numbers_with_prefix(fold(word[:-1]), code)
        return self._lookup.form_numbers(word, code)

    def frequencies(self, language: str, *, layer: Layer = "lemma") -> list[Frequency]:
        """The frequency list of a language, commonest first."""
        from .statistics import frequencies

        return frequencies(self.store, self._arrays, language, layer=layer)

    def collocates(self, word: str, language: str, *, window: int = 5) -> list[Collocate]:
        """Lemmas that stand near *word* more than elsewhere, by log-Dice."""
        from .statistics import collocates

        return collocates(self.store, self._arrays, self._lookup.pattern(word, language), language, window=window)

    def glossary(
        self,
        *,
        codes: Sequence[str] = ("ky", "ru", "en"),
        minimum_confidence: float = 0.0,
        examples: int = 1,
        linked_only: bool = False,
        subject: str = "migration",
    ) -> tuple[TermEntry, ...]:
        """The concepts as term entries with frequencies and example sentences, sorted by the first language.

        *linked_only* leaves out concepts that have labels in one of the languages only. *subject* is the field that
        the glossary is of; empty, none is named.
        """
        from . import glossary, linking
        from .usage import CorpusUsage

        concepts = [concept for concept in self.concepts if not linked_only or len(concept.by_language()) > 1]
        _, decisions = self._in_force()
        return glossary.entries(
            concepts,
            usage=CorpusUsage(self.store, self._arrays, self._lookup),
            definitions=_by_label(concepts, linking.definitions(concepts, decisions)),
            notes=_by_label(concepts, linking.notes(concepts, decisions)),
            languages=tuple(codes),
            minimum_confidence=minimum_confidence,
            examples=examples,
            subject=subject,
        )

    @property
    def overview(self) -> Overview:
        """How much the corpus holds."""
        words = self.store.count_words()
        return Overview(
            documents=len(self),
            words=dict(sorted(words.items(), key=lambda item: (item[0] == UNDETERMINED, -item[1], item[0]))),
            forms=self._arrays.count_forms(),
            keyword_lists=self.store.count_keyword_lists(),
            concepts=self.store.count_concepts(),
            formats=self.store.count_formats(),
            years=self.store.years(),
        )

    # --- upkeep --------------------------------------------------------------------------------------------

    def rebuild(self, *, repair: bool = False, progress: Progress | None = None) -> int:
        """Make words and links anew by the rules of today; with *repair* also repair and divide the raw texts anew.
        Returns the number of documents. No file is read."""
        from .pipeline import reanalyse, reread

        self.store.tongues.check()
        if repair:
            reread(self.store, progress)
        count = reanalyse(self.store, progress)
        self._refresh()
        self.relink()
        return count

    def changed_forms(self) -> Iterator[tuple[str, Changed]]:
        """(language, form with lemmas before and after) of the forms to which a rebuild would give other lemmas."""
        for code in languages.available():
            for change in languages.changed_forms(self.store.lemmas_kept(code), self.store.tongues.get(code)):
                yield code, change

    def outdated(self) -> list[str]:
        """Ids of documents that older rules, or another lexicon of the user's, made."""
        from .pipeline import versions

        if self.store.lexicon_changed:
            return self.store.ids()
        return [id for id, (format, made) in self.store.versions().items() if made != versions(format)]

    def backup(self, target: PathLike, *, overwrite: bool = False) -> list[Path]:
        """A copy of the corpus file, and of the decisions beside it. Raises OutputExists before either is written."""
        path = Path(target)
        copies = [path]
        beside = path.with_suffix(".decisions.txt")
        if not self.store.in_memory and self.decisions_path.exists():
            if beside.exists() and not overwrite:
                raise OutputExists(str(beside))
            copies.append(beside)
        self.store.backup(path, overwrite=overwrite)
        if beside in copies:
            beside.write_bytes(self.decisions_path.read_bytes())
        return copies

    # --- for notebooks -------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"<Corpus {self.path.name}: {len(self)} documents, {self.store.count_concepts()} concepts>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(d.id)}</td><td>{escape(d.title)}</td><td>{d.metadata.year or ''}</td>"
            f"<td>{', '.join(d.languages)}</td></tr>"
            for _, d in zip(range(20), self.documents, strict=False)
        )
        more = f"<p>… and {len(self) - 20} more</p>" if len(self) > 20 else ""
        head = "<tr><th>id<th>title<th>year<th>languages</tr>"
        return f"<p><b>{escape(self.path.name)}</b></p><table>{head}{rows}</table>{more}"


def open_corpus(path: PathLike, *, create: bool = True, write: bool = True, lexicon: PathLike | None = None) -> Corpus:
    """Open the corpus file at *path*, made if missing. ``:memory:`` is one that is never saved.

    *lexicon* is a file of the user's own words, which stand before ours; without it ``NAME.lexicon.tsv`` beside
    ``NAME.kochmon`` is used if it is there. Raises NotFound (missing, and *create* is false), NotACorpus, NewerSchema,
    CorpusInUse.
    """
    beside = Path(path).parent / f"{Path(path).stem}.lexicon.tsv"
    own = Path(lexicon) if lexicon else beside if beside.is_file() else None
    return Corpus(Store.open(Path(path), create=create, write=write, tongues=Tongues(own)))


def _around(record: Record, edit: Edit) -> tuple[str, str]:
    """The lines of the raw text that an edit touches, and what became of them."""
    from .lines import folded

    start = record.raw.rfind("\n", 0, edit.start) + 1
    stop = record.raw.find("\n", edit.stop)
    stop = len(record.raw) if stop < 0 else stop
    start, stop = max(start, edit.start - 30), min(stop, edit.stop + 30)
    target = record.edits
    after = record.document.text[target.to_target(start) : target.to_target(stop)]
    return folded(record.raw[start:stop].replace("\n", "⏎")), folded(after)


def _by_label(concepts: Sequence[Concept], texts: Mapping[int, Mapping[str, str]]) -> dict[tuple[str, str], str]:
    return {
        (code, concept.preferred(code)): text
        for concept in concepts
        for code, text in texts.get(concept.id, {}).items()
    }


def _words_of(text: str) -> list[str]:
    from .analysis import words

    return [span.of(text) for span in words(text)]


def _said(decisions: str) -> dict[str, str]:
    """What is noted in the corpus of the decisions and the rules that its links were made by."""
    from .linking import VERSION

    return {"decisions": decisions, "linking": str(VERSION)}
