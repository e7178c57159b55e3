"""kochmon kwic"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from .groups import command
from .options import corpus_option, language_codes, language_option, limit_option, opened, output_options
from .output import check_output, emit, is_for_a_person, shown_rows
from .screen import Row, colours, count_of, say, style, width
from .texts import text

if TYPE_CHECKING:
    from corpus.concordance import Concordance, Line
    from corpus.concordance import Row as ColumnRow
    from corpus.corpus import Corpus
    from corpus.documents import Document


@command("kwic")
@click.argument("query", nargs=-1, required=True, metavar="QUERY…")
@click.option("--columns", default="", metavar="CODES", help="Parallel sentences side by side, as ky,ru,en.")
@click.option(
    "--sort",
    default="",
    metavar="PLACES",
    help="By a neighbour: L1 is the word before, R2 the second after, L1,R1 one and then the other.",
)
@click.option(
    "--width",
    "context",
    type=click.IntRange(10, 2000),
    default=60,
    metavar="N",
    help="Characters of context on each side.  [default: 60]",
)
@click.option(
    "--context",
    "kind",
    type=click.Choice(["width", "sentence"]),
    default="width",
    show_default=True,
    help="Context by width, or the whole sentence.",
)
@limit_option(25)
@language_option
@output_options
@corpus_option
def kwic_command(
    query: Sequence[str], columns: str, sort: str, context: int, kind: str, limit: int | None, codes: Sequence[str]
) -> None:
    """Every occurrence in its context (key word in context), in all forms of the word.

    Several words are looked for in a row, as чек ара; a star ends a beginning, as мигра*.
    """
    typed = " ".join(query)
    if columns and (sort or codes):
        raise click.UsageError(text("only_columns"))
    check_output()
    with opened() as corpus:
        if columns:
            chosen = language_codes(columns)
            _columns(corpus, list(corpus.columns(typed, codes=chosen)), chosen, typed, limit)
            return
        concordance = corpus.kwic(typed, codes=codes, sort=sort, width=context)
        shown = concordance[: shown_rows(limit, 25)]
        emit(
            (_line(line, concordance, kind == "sentence") for line in shown),
            ("document", "year", "page", "section", "language", "start", "stop", "left", "match", "right"),
            _show_lines,
        )
        if not len(concordance):
            say(text("nothing_found", query=typed))
        elif is_for_a_person():
            count_of(len(shown), len(concordance), "line")


def _line(line: Line, concordance: Concordance, whole: bool) -> Row:
    left, right = line.left, line.right
    if whole:
        left, right = _sentence(concordance.store.document(line.document), line)
    return {
        "document": line.document,
        "title": line.title,
        "year": line.year,
        "page": line.page,
        "section": line.section,
        "language": line.language,
        "start": line.span.start,
        "stop": line.span.stop,
        "left": left,
        "match": line.match,
        "right": right,
        "total": len(concordance),
    }


_LONGEST_NAME = 24


def _show_lines(rows: Iterable[Row]) -> None:
    """The matches below each other, in brackets where no colour marks them."""
    listed = list(rows)
    names = min(max((len(row["document"]) for row in listed), default=0), _LONGEST_NAME)
    matches = max((len(row["match"]) for row in listed), default=0)
    room = max(16, (width() - names - len(" ky ") - 2 - min(matches, 24)) // 2)
    for row in listed:
        left, right = _end(row["left"], room), row["right"][: room + matches - len(row["match"])]
        match = style(row["match"], bold=True, fg="yellow") if colours() else f"[{row['match']}]"
        name = _end(row["document"], names)
        click.echo(f"{name:<{names}} {row['language']} {left:>{room}}{match}{right}".rstrip())


def _end(text: str, room: int) -> str:
    return text if len(text) <= room else "…" + text[len(text) - room + 1 :]


def _columns(corpus: Corpus, rows: list[ColumnRow], codes: Sequence[str], typed: str, limit: int | None) -> None:
    rows.sort(key=lambda row: -sum(line is not None for line in row.cells.values()))  # counterparts first
    shown = rows[: shown_rows(limit, 10)]
    emit(
        (_column_row(corpus, row, len(rows)) for row in shown),
        ("document", "year", *codes),
        lambda rows: _show_columns(rows, codes),
    )
    if not rows:
        say(text("nothing_found", query=typed))
    elif is_for_a_person():
        count_of(len(shown), len(rows), "row")


def _column_row(corpus: Corpus, row: ColumnRow, total: int) -> Row:
    document = corpus.store.document(row.document)
    made: dict[str, Any] = {"document": row.document, "year": document.metadata.year, "total": total, "lines": []}
    for code, line in row.cells.items():
        made[code] = ""
        if line:
            before, after = _sentence(document, line)
            made[code] = f"{before}[{line.match}]{after}".strip()
            made["lines"].append(
                {
                    "language": code,
                    "page": line.page,
                    "section": line.section,
                    "start": line.span.start,
                    "stop": line.span.stop,
                    "match": line.match,
                }
            )
    return made


def _sentence(document: Document, line: Line) -> tuple[str, str]:
    """What stands in the sentence before and after the match, on one line."""
    from corpus.lines import folded

    before = document.text[line.sentence.start : line.span.start]
    after = document.text[line.span.stop : line.sentence.stop]
    return folded(before), folded(after)


def _show_columns(rows: Iterable[Row], codes: Sequence[str]) -> None:
    """Columns side by side, each wrapped within its share of the terminal."""
    from textwrap import wrap

    share = (width() - 3 * (len(codes) - 1)) // len(codes)
    click.echo(" │ ".join(f"{code:<{share}}" for code in codes).rstrip())
    click.echo("─┼─".join("─" * share for _ in codes))
    for row in rows:
        click.echo(style(row["document"], dim=True))
        cells = [wrap(row[code], share) or [""] for code in codes]
        for i in range(max(map(len, cells))):
            click.echo(" │ ".join(f"{cell[i] if i < len(cell) else '':<{share}}" for cell in cells).rstrip())
        click.echo()
