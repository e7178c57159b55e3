"""kochmon concepts accept, reject, merge, rename, drop, term, define, note, decisions"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .concepts import concepts_command
from .groups import command
from .options import corpus_option, opened, output_options
from .output import check_output, emit
from .screen import say
from .texts import text

if TYPE_CHECKING:
    from corpus.decisions import Decision, Name

_document = click.option("--in", "document", default=None, metavar="DOCUMENT", help="Only in this document.")
_note = click.option("--note", default="", metavar="TEXT", help="Why. It is kept in the file.")


def _decide(action: str, first: str, second: str | None, *, document: str | None, note: str, said: str = "") -> None:
    from datetime import date

    from corpus.decisions import Action, Decision

    if Action(action) in (Action.DEFINE, Action.NOTE) and not said.strip():
        raise click.UsageError(text("no_text"))
    with opened() as corpus:
        if corpus.decision_error:
            raise corpus.decision_error
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


def _name(written: str) -> Name:
    from corpus.decisions import Name
    from corpus.languages import available, normalize_code

    code, _, label = written.partition(":")
    if normalize_code(code) not in available() or not label.strip():
        raise click.UsageError(text("odd_label", given=written))
    return Name(normalize_code(code), label.strip())


def _tell_if_unused(unused: Sequence[Decision], decision: Decision) -> None:
    if any(other.substance == decision.substance for other in unused):
        say(text("unused", decision=decision))


@command("concepts accept", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_document
@_note
@corpus_option
def accept(first: str, second: str, document: str | None, note: str) -> None:
    """Both labels name one concept."""
    _decide("accept", first, second, document=document, note=note)


@command("concepts reject", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_document
@_note
@corpus_option
def reject(first: str, second: str, document: str | None, note: str) -> None:
    """The labels do not name one concept, whatever the lists say."""
    _decide("reject", first, second, document=document, note=note)


@command("concepts merge", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="LABEL")
@_note
@corpus_option
def merge(first: str, second: str, note: str) -> None:
    """The concepts of the labels are one, with all their labels."""
    _decide("merge", first, second, document=None, note=note)


@command("concepts rename", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("second", metavar="NEW-LABEL")
@_note
@corpus_option
def rename(first: str, second: str, note: str) -> None:
    """The concept of LABEL is called NEW-LABEL in its language."""
    _decide("rename", first, second, document=None, note=note)


@command("concepts term", concepts_command)
@click.argument("first", metavar="LABEL")
@_note
@corpus_option
def term(first: str, note: str) -> None:
    """LABEL is a term, though it stands in no keyword list."""
    _decide("term", first, None, document=None, note=note)


@command("concepts drop", concepts_command)
@click.argument("first", metavar="LABEL")
@_document
@_note
@corpus_option
def drop(first: str, document: str | None, note: str) -> None:
    """LABEL is no term and joins nothing."""
    _decide("drop", first, None, document=document, note=note)


@command("concepts define", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("said", metavar="TEXT")
@corpus_option
def define(first: str, said: str) -> None:
    """A definition of the concept for the glossary, in the language of LABEL."""
    _decide("define", first, None, document=None, note="", said=said)


@command("concepts note", concepts_command)
@click.argument("first", metavar="LABEL")
@click.argument("said", metavar="TEXT")
@corpus_option
def note_command(first: str, said: str) -> None:
    """A remark on the concept for the glossary, in the language of LABEL."""
    _decide("note", first, None, document=None, note="", said=said)


@command("concepts decisions", concepts_command)
@output_options
@corpus_option
def decisions_command() -> None:
    """What was decided, in the order of the file, and whether it changes anything now."""
    check_output()
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
