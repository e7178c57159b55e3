"""kochmon concepts"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import click

from corpus.concepts import sure

from .groups import command, group
from .options import corpus_option, limit_option, opened, output_options
from .output import check_output, emit, is_for_a_person, shown_rows
from .screen import Row, count_of, table

if TYPE_CHECKING:
    from corpus.concepts import Concept, Evidence
    from corpus.corpus import Corpus


@group("concepts")
@corpus_option
def concepts_command() -> None:
    """What the keyword lists say names the same thing in the three languages, and a person's decisions about it.

    Decisions are lines of NAME.decisions.txt beside the corpus file, which an editor can change as well.
    """


@command("concepts show", concepts_command)
@click.argument("names", nargs=-1, metavar="[CONCEPT…]")
@click.option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice(["accepted", "strong", "review", "order-only"]),
    metavar="CLASS",
    help="Only concepts of this kind: accepted, strong, review or order-only. Repeatable.",
)
@click.option("--linked", is_flag=True, help="Only concepts with labels in more than one language.")
@limit_option(40)
@output_options
@corpus_option
def show(names: Sequence[str], classes: Sequence[str], linked: bool, limit: int | None) -> None:
    """List concepts: all, or those that a label names."""
    check_output()
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
        if is_for_a_person():
            count_of(len(shown), len(chosen), "concept")


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
    table(
        ({**row, "documents": len(row["documents"]), "confidence": _confidence(row)} for row in rows),
        ("id", "ky", "ru", "en", "class", "confidence", "documents"),
    )


def _confidence(row: Row) -> str:
    """Nothing where there is no link to be sure of."""
    return sure(row["confidence"], row["class"]) if row["class"] else ""
