"""kochmon add"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from corpus.errors import KochmonError
from corpus.pipeline import MAX_SIZE, Item, Outcome, Report, Settings
from corpus.readers.base import EXTRACTORS, Options
from corpus.readers.html import load_extractor

from .groups import command
from .options import corpus_option, language_codes, lexicon_option, opened, output_options, settings
from .output import check_output, emit
from .screen import Row, progress, say, wrapped
from .texts import counted, text

if TYPE_CHECKING:
    from corpus.bibliography import Entry, Facts
    from corpus.corpus import Corpus

COLUMNS = ("path", "outcome", "documents", "repairs", "reason", "notes")


@command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--set",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact of all these texts, as year=2019. More may follow it.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Facts of each, joined by file name or DOI: a CSV, RIS or BibTeX file.",
)
@click.option("--prune", is_flag=True, help="Take out documents whose file is gone from these folders.")
@click.option(
    "--language", "-l", default="", metavar="CODE", help="The language of these texts, instead of detecting it."
)
@click.option("--encoding", default="", metavar="NAME", help="The encoding of these files, instead of guessing it.")
@click.option("--delimiter", default="", metavar="CHAR", help="What separates the cells of these tables.")
@click.option(
    "--extractor", default="", metavar="NAME", help="What finds the article in web pages: trafilatura (an extra)."
)
@click.option("--no-repair", is_flag=True, help="Take texts as they are.")
@click.option(
    "--max-size",
    type=click.FloatRange(min=0, min_open=True),
    default=MAX_SIZE / 2**20,
    metavar="MB",
    help=f"Refuse larger files.  [default: {MAX_SIZE // 2**20}]",
)
@lexicon_option
@output_options
@corpus_option
def add_command(
    paths: Sequence[str],
    facts: Sequence[str],
    metadata: Path | None,
    prune: bool,
    language: str,
    encoding: str,
    delimiter: str,
    extractor: str,
    no_repair: bool,
    max_size: float,
) -> None:
    """Read files and folders into the corpus: what is new or changed; unchanged files are passed over.

    TXT, PDF, DOCX, HTML, CSV, TSV and XLSX. Each text is repaired, divided into title, abstracts, keywords and body,
    and analysed; its keyword lists are linked. A file that cannot be read is named with the reason, and the others are
    read all the same.
    """
    from corpus import bibliography

    files, pairs = _split(paths)
    if extractor in EXTRACTORS:
        load_extractor()
    known = bibliography.read_facts(metadata) if metadata else None
    chosen = Settings(
        options=Options(_encoding(encoding), "\t" if delimiter == "\\t" else delimiter, extractor),
        repair=not no_repair,
        language=language_codes(language)[0] if language else "",
        max_size=int(max_size * 2**20),
        given=bibliography.parse_settings([*facts, *pairs]),
        facts=known.by_name if known else {},
    )
    check_output()
    with opened(create=True) as corpus:
        with progress("reading") as tell:
            report = corpus.add(files, settings=chosen, prune=prune, progress=tell)
        emit(_rows(report), COLUMNS, lambda rows: _show(report))
        _summary(report)
        if known and metadata:
            _tell_of_facts(known, metadata, corpus, report)
    if report.interrupted:
        say(text("interrupted"))
        raise click.exceptions.Exit(130)
    if report.skipped:
        raise click.exceptions.Exit(1)


def _split(paths: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Paths, and facts that were written after ``--set year=2019`` without an option of their own."""
    pairs = [path for path in paths if "=" in path and not Path(path).exists()]
    files = [Path(path) for path in paths if path not in pairs]
    if not files:
        raise click.UsageError(text("no_path"))
    if not settings().path.exists() and not any(file.exists() for file in files):
        raise KochmonError(text("no_file", path=files[0]))  # before an empty corpus is made
    return files, pairs


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        raise click.UsageError(text("odd_encoding", given=name)) from None


def _rows(report: Report) -> Iterator[Row]:
    for item in report.items:
        yield {
            "path": item.path,
            "outcome": item.outcome.value,
            "documents": list(item.documents),
            "repairs": item.repairs,
            "reason": item.reason,
            "notes": list(item.notes),
        }


_TOLD = (Outcome.ADDED, Outcome.CHANGED, Outcome.MOVED, Outcome.DUPLICATE, Outcome.REMOVED)


def _show(report: Report) -> None:
    """A line for each file that did something."""
    for item in report.items:
        if item.outcome in _TOLD:
            click.echo(wrapped(_line(item), indent=" " * 10))


def _line(item: Item) -> str:
    told = []
    if len(item.documents) > 1:
        told.append(counted(len(item.documents), "document"))
    if item.repairs:
        told.append(counted(item.repairs, "repair"))
    told += item.notes
    return f"{item.outcome.value:<10}{_name(item)}" + (f"  ({'; '.join(told)})" if told else "")


def _name(item: Item) -> str:
    """The file below the folder that was named, as in the ids of its documents."""
    name = unicodedata.normalize("NFC", Path(item.path).name)
    for id in item.documents:
        at = id.rfind(name)
        if at >= 0:
            return id[: at + len(name)]
    return name


def _summary(report: Report) -> None:
    for item in report.skipped:
        say(text("skipped", path=item.path, reason=item.reason))
    for item in report.items:
        if item.outcome is Outcome.MISSING:
            say(text("missing", path=item.path, documents=", ".join(item.documents)))
    counts = ", ".join(f"{report.count(o)} {o.value}" for o in Outcome if report.count(o))
    files = [item for item in report.items if item.outcome not in (Outcome.MISSING, Outcome.REMOVED)]
    documents = counted(report.documents, "document")
    say(text("added", documents=documents, files=counted(len(files), "file"), counts=counts or text("nothing_to_read")))
    for note in report.notes:
        say(note)
    if report.documents or report.concepts:
        say(text("linked", concepts=counted(report.concepts, "concept")))


# --- facts from a file -------------------------------------------------------------------------------------------


def _tell_of_facts(facts: Facts, path: Path, corpus: Corpus, report: Report) -> None:
    """What the metadata file did not say well, and which of its entries fit none of the documents just read."""
    for note in facts.notes:
        say(f"{path.name}: {note}")
    used = set()
    for id in dict.fromkeys(
        id for item in report.items for id in item.documents if item.outcome is not Outcome.REMOVED
    ):
        document = corpus.document(id)
        used |= names_of(id, document.sources, document.metadata.doi)
    idle = [entry for entry in facts.entries if not used & _names_in(entry)]
    if idle:
        names = ", ".join(map(_called, idle[:5])) + (", …" if len(idle) > 5 else "")
        say(text("unmatched", entries=counted(len(idle), "entry"), path=path.name, names=names))


def names_of(id: str, sources: Sequence[str], doi: str) -> set[str]:
    """Names by which an entry may mean a document: its id, its paths, their last parts and what these begin with.

    >>> sorted(names_of("a/көч.pdf", [], "10.1/X"))
    ['10.1/x', 'a/көч.pdf', 'көч', 'көч.pdf']
    """
    paths = [PurePosixPath(path.replace("\\", "/")) for path in (id, *sources)]
    names = {id, *sources, *(path.name for path in paths), *(path.stem for path in paths), doi.lower()}
    return names - {""}


def _names_in(entry: Entry) -> set[str]:
    files = {name for file in entry.files for name in names_of(file, [], "")}
    names = files | set(entry.keys) | {entry.metadata.doi.lower()}
    return {unicodedata.normalize("NFC", name) for name in names} - {""}


def _called(entry: Entry) -> str:
    return next(iter((*entry.files, *entry.keys, entry.metadata.doi or entry.metadata.title)))
