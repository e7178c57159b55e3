"""kochmon list, show, remove, cite"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.documents import Document, SectionKind

from .groups import command
from .options import corpus_option, in_order, language_option, opened, output_options, settings
from .output import emit, write_bytes
from .screen import Row, say, style, wrapped
from .texts import text

if TYPE_CHECKING:
    from corpus.store import Record

STYLES = ("gost", "apa", "bibtex", "ris", "csl-json")


@command("list")
@output_options
@corpus_option
def list_command() -> None:
    """The documents of the corpus, by id."""
    with opened(write=False) as corpus:
        rows = (_facts(document) for document in corpus.documents)
        emit(rows, ("document", "year", "languages", "format", "title"))


def _facts(document: Document) -> Row:
    facts = document.metadata
    return {
        "document": document.id,
        "title": document.title,
        "titles": dict(document.titles),
        "year": facts.year,
        "authors": list(facts.authors),
        "journal": facts.journal,
        "volume": facts.volume,
        "issue": facts.issue,
        "pages": facts.pages,
        "doi": facts.doi,
        "languages": in_order(document.languages),
        "format": document.format,
        "keywords": {k.language: len(k) for k in document.keyword_lists},
        "sources": list(document.sources),
    }


@command("show")
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option(
    "--section",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in SectionKind]),
    metavar="KIND",
    help="Only this kind: title, authors, abstract, keywords, body, references or front. Repeatable.",
)
@click.option("--raw", is_flag=True, help="The text as it was read, before any repair.")
@language_option
@output_options
@corpus_option
def show_command(names: Sequence[str], kinds: Sequence[str], raw: bool, codes: Sequence[str]) -> None:
    """Documents with their sections; all of them where none is named."""
    with opened(write=False) as corpus:
        ids = [corpus.id_of(name) for name in names] or corpus.store.ids()
        if raw:
            for id in ids:
                click.echo(corpus.record(id).raw)
            return
        rows = (row for id in ids for row in _sections(corpus.record(id), kinds, codes))
        emit(rows, ("document", "section", "language", "page", "start", "stop", "text"), _show_sections)


def _sections(record: Record, kinds: Sequence[str], codes: Sequence[str]) -> Iterator[Row]:
    document = record.document
    for section in document.sections:
        if (kinds and section.kind.value not in kinds) or (codes and section.language not in codes):
            continue
        row: dict[str, Any] = {
            "document": document.id,
            "year": document.metadata.year,
            "page": document.page_at(section.span.start),
            "section": section.kind.value,
            "language": section.language,
            "confidence": round(section.confidence, 3),
            "start": section.span.start,
            "stop": section.span.stop,
            "heading": section.heading.of(document.text).strip() if section.heading else "",
            "text": section.span.of(document.text).strip(),
        }
        if section.kind is SectionKind.KEYWORDS:
            row["keywords"] = [
                keyword.text
                for keywords in document.keyword_lists
                for keyword in keywords.keywords
                if section.span.start <= keyword.span.start < section.span.stop
            ]
        yield row | {"title": document.title, "notes": list(record.notes)}


def _show_sections(rows: Iterable[Row]) -> None:
    shown = None
    for row in rows:
        if row["document"] != shown:
            click.echo("\n" if shown else "", nl=False)
            shown = row["document"]
            click.echo(style(wrapped(f"{shown} · {row['title']}"), bold=True))
            for note in row["notes"]:
                say(f"note: {note}")
        page = f", page {row['page']}" if row["page"] else ""
        click.echo(style(f"\n[{row['section']}, {row['language']}{page}] {row['heading']}".rstrip(), fg="cyan"))
        if row.get("keywords"):
            click.echo(wrapped(" · ".join(row["keywords"])))
        for paragraph in _paragraphs(row["text"]) if not row.get("keywords") else ():
            click.echo(wrapped(paragraph))


def _paragraphs(text: str) -> Iterator[str]:
    """Each on one line, parted by empty lines."""
    from corpus.lines import folded

    for block in text.split("\n\n"):
        if block.strip():
            yield folded(block).strip()


@command("remove")
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT…")
@corpus_option
def remove_command(names: Sequence[str]) -> None:
    """Take documents out of the corpus. Their files stay."""
    with opened() as corpus:
        for id in corpus.remove(names):
            say(text("removed", id=id))


@command("cite")
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option(
    "--style", "name", default="gost", show_default=True, metavar="STYLE", help=f"One of {', '.join(STYLES)}."
)
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="The page that is cited, of one document.")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--force", is_flag=True, help="Overwrite the --output file.")
@corpus_option
def cite_command(names: Sequence[str], name: str, page: int | None, output: Path | None, force: bool) -> None:
    """References to documents; all of them where none is named."""
    from corpus import bibliography

    settings().force = force
    with opened(write=False) as corpus:
        ids = [corpus.id_of(name) for name in names] or corpus.store.ids()
        if page is not None and len(ids) != 1:
            raise click.UsageError(text("one_page"))
        if page is not None:
            cited = bibliography.cite(corpus.document(ids[0]), name, page=page)
        else:
            cited = bibliography.cite_all(map(corpus.document, ids), name)
    if output:
        write_bytes(output, f"{cited}\n".encode())
    elif cited:
        click.echo(cited)
