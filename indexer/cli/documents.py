"""kochmon list, show, remove, cite"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from corpus.documents import Document, SectionKind

from .options import corpus_option, language_option, opened, output_options
from .output import Row, emit, say
from .texts import EPILOG, text

if TYPE_CHECKING:
    from corpus.store import Record


@click.command("list", epilog=EPILOG["list"])
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
        "languages": list(document.languages),
        "format": document.format,
        "keywords": {k.language: len(k) for k in document.keyword_lists},
        "sources": list(document.sources),
    }


@click.command("show", epilog=EPILOG["show"])
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option(
    "--section",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in SectionKind]),
    help="Only this kind; repeatable.",
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
    shown = ""
    for row in rows:
        if row["document"] != shown:
            shown = row["document"]
            click.echo(("" if shown == "" else "\n") + click.style(f"{shown} · {row['title']}", bold=True))
            for note in row["notes"]:
                say(f"note: {note}")
        page = f", page {row['page']}" if row["page"] else ""
        click.echo(click.style(f"\n[{row['section']}, {row['language']}{page}] {row['heading']}", fg="cyan"))
        click.echo(" · ".join(row["keywords"]) if row.get("keywords") else row["text"])


@click.command("remove", epilog=EPILOG["remove"])
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT…")
@corpus_option
def remove_command(names: Sequence[str]) -> None:
    """Take documents out of the corpus. Their files stay."""
    with opened() as corpus:
        for id in corpus.remove(names):
            say(text("removed", id=id))


@click.command("cite", epilog=EPILOG["cite"])
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--style", default="gost", show_default=True, metavar="STYLE", help="gost, apa, bibtex, ris or csl-json.")
@click.option("--page", type=int, default=None, help="The page that is cited.")
@corpus_option
def cite_command(names: Sequence[str], style: str, page: int | None) -> None:
    """References to documents; all of them where none is named."""
    from corpus import bibliography

    with opened(write=False) as corpus:
        for id in [corpus.id_of(name) for name in names] or corpus.store.ids():
            click.echo(bibliography.cite(corpus.document(id), style, page=page))
