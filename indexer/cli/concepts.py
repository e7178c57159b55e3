"""kochmon concepts"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import click

from .groups import group
from .options import corpus_option, limit_option, opened, output_options, settings
from .output import Row, count_of, emit, row_format, say, shown_rows
from .texts import EPILOG, text

if TYPE_CHECKING:
    from corpus.concepts import Concept, Evidence
    from corpus.corpus import Corpus
    from corpus.decisions import Decision


@group(name="concepts", epilog=EPILOG["concepts"])
def concepts_command() -> None:
    """What the keyword lists say names the same thing in the three languages, and a person's decisions about it.

    Decisions are lines of NAME.decisions.txt beside the corpus file, which an editor can change as well.
    """


@concepts_command.command("show")
@click.argument("names", nargs=-1, metavar="[CONCEPT…]")
@click.option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice(["accepted", "strong", "review", "order-only"]),
    help="Only links of this kind; repeatable.",
)
@click.option("--linked", is_flag=True, help="Only concepts with labels in more than one language.")
@limit_option(40)
@output_options
@corpus_option
def show(names: Sequence[str], classes: Sequence[str], linked: bool, limit: int | None) -> None:
    """List concepts: all, or those that a label names."""
    with opened() as corpus:
        found = [concept for name in names for concept in corpus.concepts_named(name)] if names else corpus.concepts
        chosen = [
            concept
            for concept in dict.fromkeys(found)
            if (not classes or concept.link_class.value in classes) and (not linked or len(concept.by_language()) > 1)
        ]
        shown = chosen[: shown_rows(limit, 40)]
        places = Places(corpus)
        emit(
            (_row(concept, places) for concept in shown),
            ("id", "ky", "ru", "en", "class", "confidence", "documents"),
            _show,
        )
        if row_format() == "table" and not settings().output:
            count_of(len(shown), len(chosen), "concepts")


def _row(concept: Concept, places: Places) -> Row:
    labels = {code: list(texts) for code, texts in concept.by_language().items()}
    return {
        "id": f"c{concept.id}",
        "labels": labels,
        **{code: " | ".join(labels.get(code, ())) for code in ("ky", "ru", "en")},
        "class": concept.link_class.value if len(labels) > 1 else "",
        "confidence": round(concept.confidence, 3),
        "documents": list(concept.documents),
        "evidence": [places.evidence(piece) for piece in concept.evidence],
    }


class Places:
    """Evidence as rows, with where it is printed; each document is fetched once."""

    def __init__(self, corpus: Corpus) -> None:
        self._document = cache(corpus.store.document)

    def evidence(self, piece: Evidence) -> Row:
        row = {
            "document": piece.document,
            "year": None,
            "page": None,
            "section": "",
            "language": piece.first.language,
            "start": None,
            "stop": None,
            "first": f"{piece.first.language}:{piece.first.text}",
            "second": f"{piece.second.language}:{piece.second.text}",
            "rule": piece.rule,
            "score": round(piece.score, 3),
            "positions": list(piece.positions),
            "spans": [[span.start, span.stop] for span in piece.spans] if piece.spans else [],
            "note": piece.note,
        }
        if piece.document and piece.spans:
            document, span = self._document(piece.document), piece.spans[0]
            section = document.section_at(span.start)
            row |= {
                "year": document.metadata.year,
                "page": document.page_at(span.start),
                "section": section.kind.value if section else "",
                "start": span.start,
                "stop": span.stop,
            }
        return row


def _show(rows: Iterable[Row]) -> None:
    from .output import table

    table(
        ({**row, "documents": len(row["documents"])} for row in rows),
        ("id", "ky", "ru", "en", "class", "confidence", "documents"),
    )


# --- decisions ---------------------------------------------------------------------------------------------------

_document = click.option("--in", "document", default=None, metavar="DOCUMENT", help="Only in this document.")
_note = click.option("--note", default="", help="Why; kept in the file.")


def _decide(action: str, first: str, second: str | None, *, document: str | None, note: str, said: str = "") -> None:
    from datetime import date

    from corpus.decisions import Action, Decision

    with opened() as corpus:
        decision = Decision(
            Action(action),
            _name(first),
            _name(second) if second else None,
            document=corpus.id_of(document) if document else None,
            note=note,
            date=date.today().isoformat(),
            text=said,
        )
        written = corpus.decide(decision)
        say(text("decided" if written else "decided_before", path=corpus.decisions_path, decision=decision))
        _tell_if_unused(corpus.unused_decisions(), decision)


def _name(written: str):  # type: ignore[no-untyped-def]
    from corpus.decisions import Name
    from corpus.languages import available, normalize_code

    code, _, label = written.partition(":")
    if normalize_code(code) not in available() or not label.strip():
        raise click.UsageError(f"a label is written with its language, as \"ky:ички миграция\", not '{written}'")
    return Name(normalize_code(code), label.strip())


def _tell_if_unused(unused: Sequence[Decision], decision: Decision) -> None:
    if any(other.substance == decision.substance for other in unused):
        say(text("unused", decision=decision))


@concepts_command.command("accept")
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_document
@_note
@corpus_option
def accept(first: str, second: str, document: str | None, note: str) -> None:
    """These two labels name one concept: kochmon concepts accept "ky:укук" "ru:право"."""
    _decide("accept", first, second, document=document, note=note)


@concepts_command.command("reject")
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_document
@_note
@corpus_option
def reject(first: str, second: str, document: str | None, note: str) -> None:
    """These two labels do not name one concept: kochmon concepts reject "ky:укук" "ru:граница"."""
    _decide("reject", first, second, document=document, note=note)


@concepts_command.command("merge")
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_note
@corpus_option
def merge(first: str, second: str, note: str) -> None:
    """The concepts of these labels are one: kochmon concepts merge "en:labor market" "en:labour market"."""
    _decide("merge", first, second, document=None, note=note)


@concepts_command.command("rename")
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="NEW-LABEL")
@_note
@corpus_option
def rename(first: str, second: str, note: str) -> None:
    """The concept of LABEL is called NEW-LABEL in its language."""
    _decide("rename", first, second, document=None, note=note)


@concepts_command.command("drop")
@click.argument("first", metavar="LABEL")
@_document
@_note
@corpus_option
def drop(first: str, document: str | None, note: str) -> None:
    """LABEL is no term."""
    _decide("drop", first, None, document=document, note=note)


@concepts_command.command("define")
@click.argument("first", metavar="LABEL")
@click.argument("said", metavar="TEXT")
@corpus_option
def define(first: str, said: str) -> None:
    """A definition, in the language of LABEL, for the glossary."""
    _decide("define", first, None, document=None, note="", said=said)


@concepts_command.command("note")
@click.argument("first", metavar="LABEL")
@click.argument("said", metavar="TEXT")
@corpus_option
def note_command(first: str, said: str) -> None:
    """A remark, in the language of LABEL, for the glossary."""
    _decide("note", first, None, document=None, note="", said=said)


@concepts_command.command("decisions")
@output_options
@corpus_option
def decisions_command() -> None:
    """List what was decided, and which of it changes nothing now."""
    with opened() as corpus:
        unused = {decision.substance for decision in corpus.unused_decisions()}
        rows = (
            {
                "decision": str(decision),
                "action": decision.action.value,
                "first": ":".join(decision.first),
                "second": ":".join(decision.second) if decision.second else decision.text,
                "document": decision.document or "",
                "date": decision.date,
                "note": decision.note,
                "used": decision.substance not in unused,
            }
            for decision in corpus.decisions
        )
        emit(rows, ("action", "first", "second", "document", "date", "note", "used"))
