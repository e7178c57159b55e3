"""kochmon add"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from corpus.pipeline import MAX_SIZE, Item, Outcome, Report, Settings
from corpus.readers import Options

from .options import corpus_option, language_codes, opened, output_options, settings
from .output import Row, emit, progress, row_format, say
from .texts import EPILOG, counted, text

COLUMNS = ("path", "outcome", "documents", "repairs", "reason", "notes")


@click.command("add", epilog=EPILOG["add"])
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--set",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact of all these texts: year=2019 (more may follow).",
)
@click.option(
    "--metadata", type=click.Path(path_type=Path), metavar="FILE", help="Facts by file name or DOI: CSV, RIS or BibTeX."
)
@click.option("--prune", is_flag=True, help="Take out documents whose file is gone from these folders.")
@click.option("--language", default="", metavar="CODE", help="The language of these texts, instead of detecting it.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of these files, instead of guessing it.")
@click.option("--delimiter", default="", metavar="CHAR", help="What separates the cells of these tables.")
@click.option("--no-repair", is_flag=True, help="Take texts as they are.")
@click.option(
    "--max-size", type=float, default=MAX_SIZE / 2**20, show_default=True, metavar="MB", help="Refuse larger files."
)
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
    no_repair: bool,
    max_size: float,
) -> None:
    """Read files and folders into the corpus: new and changed ones; what is unchanged is skipped.

    TXT, PDF, DOCX, HTML, CSV, TSV and XLSX. Each text is repaired, divided into title, abstracts, keywords and body,
    analysed, and its keyword lists are linked. A file that cannot be read is named with the reason, and the others are
    read all the same.
    """
    from corpus import bibliography

    files, pairs = _split(paths)
    chosen = Settings(
        options=Options(encoding=encoding, delimiter="\t" if delimiter == "\\t" else delimiter),
        repair=not no_repair,
        language=language_codes(language)[0] if language else "",
        max_size=int(max_size * 2**20),
        given=bibliography.parse_settings([*facts, *pairs]),
        facts=bibliography.read_facts(metadata).by_name if metadata else {},
    )
    with opened(create=True) as corpus:
        with progress("reading") as tell:
            report = corpus.add(files, settings=chosen, prune=prune, progress=tell)
        emit(_rows(report), COLUMNS, lambda rows: _show(report))
        if row_format() != "table" or settings().output:
            _summary(report)
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
        raise click.UsageError("no file or folder was named")
    return files, pairs


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


def _show(report: Report) -> None:
    """A line a file that did something, then the sum."""
    for item in report.items:
        if item.outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.MOVED, Outcome.DUPLICATE, Outcome.REMOVED):
            click.echo(_line(item))
    _summary(report)


def _line(item: Item) -> str:
    told = []
    if item.repairs:
        told.append(counted(item.repairs, "repair"))
    if len(item.documents) > 1:
        told.append(counted(len(item.documents), "document"))
    told += item.notes
    return f"{item.outcome.value:<10}{Path(item.path).name}" + (f"  ({'; '.join(told)})" if told else "")


def _summary(report: Report) -> None:
    for item in report.skipped:
        say(text("skipped", path=item.path, reason=item.reason))
    for item in report.items:
        if item.outcome is Outcome.MISSING:
            say(text("missing", path=item.path, documents=", ".join(item.documents)))
    counts = ", ".join(f"{report.count(o)} {o.value}" for o in Outcome if report.count(o))
    files = counted(len(_files(report.items)), "file")
    documents = counted(report.documents, "document")
    say(text("added", documents=documents, files=files, counts=counts or "nothing to read"))
    for note in report.notes:
        say(note)
    if report.documents or report.concepts:
        say(text("linked", concepts=counted(report.concepts, "concept")))


def _files(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.outcome not in (Outcome.MISSING, Outcome.REMOVED)]
