"""kochmon glossary"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.concepts import sure

from .groups import command, group
from .options import corpus_option, language_codes, opened, settings
from .output import write_bytes
from .screen import say, table
from .texts import counted, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.concepts import TermEntry

    from .screen import Row


@group("glossary")
@corpus_option
def glossary_command() -> None:
    """The concepts as a glossary with frequencies, examples and sources, in formats that other tools import."""


@command("glossary show", glossary_command)
@click.option(
    "--format",
    "-f",
    "name",
    default="",
    metavar="FORMAT",
    help="One of csv, tsv, xlsx, jsonl, markdown, html, skos, skos-json, skos-xml, tbx-2008, tbx-basic and table.  "
    "[default: by the ending of --output, else $KOCHMON_FORMAT, else table on a terminal, csv in a pipe]",
)
@click.option(
    "--output", "-o", "output", type=click.Path(path_type=Path), default=None, metavar="FILE", help="Write to FILE."
)
@click.option("--force", is_flag=True, help="Overwrite the --output file.")
@click.option(
    "--languages",
    default="ky,ru,en",
    show_default=True,
    metavar="CODES",
    help="Columns in this order, sorted by the first.",
)
@click.option("--pair", default="", metavar="ky-ru", help="Only these two languages, and entries that have both.")
@click.option(
    "--minimum",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="N",
    help="Leave out entries of less confidence, from 0 to 1.  [default: 0]",
)
@click.option(
    "--examples",
    type=click.IntRange(0, 20),
    default=1,
    metavar="N",
    help="Sentences for each term, at most 20.  [default: 1]",
)
@click.option("--all", "everything", is_flag=True, help="Also terms that have no translation.")
@click.option("--title", default="Glossary", show_default=True, metavar="TEXT", help="A title for the file.")
@click.option(
    "--subject",
    default="migration",
    show_default=True,
    metavar="TEXT",
    help="The field of the terms; '' names none.",
)
@corpus_option
def show(
    name: str,
    output: Path | None,
    force: bool,
    languages: str,
    pair: str,
    minimum: float,
    examples: int,
    everything: bool,
    title: str,
    subject: str,
) -> None:
    """The concepts as a glossary."""
    from corpus import exporters
    from corpus.errors import KochmonError, OutputExists
    from corpus.exporters import Layout

    settings().force = settings().force or force
    codes = language_codes(languages)
    two = language_codes(pair.replace("-", ","))
    if pair and len(two) != 2:
        raise click.UsageError(text("odd_pair", given=pair))
    name = name or (_by_ending(output) if output else _by_place())
    exporter = None if name == "table" else exporters.get(name)
    if output and exporter is None:
        raise click.UsageError(text("no_table_file"))
    if output and output.exists() and not settings().force:
        raise OutputExists(str(output))
    with opened() as corpus:
        entries = corpus.glossary(
            codes=codes,
            minimum_confidence=minimum,
            examples=examples,
            linked_only=not everything,
            subject=subject,
        )
        if exporter is None:
            table(_rows(entries, two or codes), ("id", *(two or codes), "frequency", "class", "confidence"))
            say(counted(len(entries), "entry"))
            return
        data = exporter.write(entries, Layout(codes, (two[0], two[1]) if two else None, title))
        if output:
            write_bytes(output, data)
            say(counted(len(entries), "entry"))
        elif exporter.binary and sys.stdout.isatty():
            raise KochmonError(text("binary", format=name))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)


def _by_place() -> str:
    """As the environment says, else by where the output goes."""
    return os.environ.get("KOCHMON_FORMAT") or ("table" if sys.stdout.isatty() else "csv")


def _by_ending(path: Path) -> str:
    from corpus import exporters

    return exporters.for_extension(path.suffix).name


def _rows(entries: Sequence[TermEntry], codes: Sequence[str]) -> Iterator[Row]:
    for entry in entries:
        terms = {code: entry.terms.get(code, ()) for code in codes}
        if len(codes) == 2 and not all(terms.values()):
            continue
        linked = len(entry.terms) > 1
        yield {
            "id": entry.id,
            **{code: " | ".join(term.text for term in own) for code, own in terms.items()},
            "frequency": " ".join(str(sum(term.frequency for term in own)) for own in terms.values()),
            "class": entry.link_class.value if linked else "",
            "confidence": sure(entry.confidence, entry.link_class.value) if linked else "",
        }


@command("glossary import", glossary_command)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@corpus_option
def import_command(file: Path) -> None:
    """Take terms of your own from FILE (csv, tsv, xlsx, jsonl, tbx, ttl): each becomes a decision, a line of text."""
    from corpus import importing

    found = importing.read(file)
    with opened(create=True) as corpus:
        decisions = corpus.decide_all(found.decisions)
        for note in found.notes:
            say(note)
        say(
            text(
                "imported",
                entries=counted(found.entries, "entry"),
                decisions=counted(decisions, "decision"),
                path=corpus.decisions_path,
            )
        )
