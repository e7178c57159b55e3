"""kochmon search, kwic"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from .options import (
    corpus_option,
    indexed,
    language_codes,
    language_option,
    limit_option,
    opened,
    output_options,
    settings,
)
from .output import Row, count_of, emit, marked, row_format, say, shown_rows, width
from .texts import EPILOG, text

if TYPE_CHECKING:
    from corpus.concordance import Concordance, Line
    from corpus.concordance import Row as ColumnRow
    from corpus.corpus import Corpus
    from corpus.documents import Document

    from ..expansion import Expansion, Way
    from ..search import Hit, Results, Snippet


@click.command("search", epilog=EPILOG["search"])
@click.argument("query", nargs=-1, required=True)
@click.option("--explain", is_flag=True, help="Show what is looked for and why, before the hits.")
@click.option("--without", multiple=True, metavar="TERM", help="Do not look for this added term; repeatable.")
@click.option("--no-concepts", is_flag=True, help="Do not look for translations.")
@click.option("--no-lemmas", is_flag=True, help="Only the words exactly as typed.")
@click.option("--year", metavar="YEARS", default="", help="2019, or 2015-2020.")
@click.option("--journal", metavar="NAME", default="", help="Only texts of this journal.")
@click.option(
    "--facet",
    "facets",
    multiple=True,
    type=click.Choice(["language", "year", "journal", "format"]),
    help="Count the hits by this field.",
)
@limit_option(10)
@language_option
@output_options
@corpus_option
def search_command(
    query: Sequence[str],
    explain: bool,
    without: Sequence[str],
    no_concepts: bool,
    no_lemmas: bool,
    year: str,
    journal: str,
    facets: Sequence[str],
    limit: int | None,
    codes: Sequence[str],
) -> None:
    """Find documents in all languages, the best first, each with the reason why.

    Any typed text is a query: words are found in all their forms, and what names a concept is found in the other
    languages too. "Phrases" in quotes, AND OR NOT in capitals, a beginning with a star, language:ky, year:2015-2020.
    """
    from ..query import years

    typed = " ".join(query)
    if year and not years(year):
        raise click.UsageError(f"--year takes a year or a span of years, as 2019 or 2015-2020, not '{year}'")
    with indexed() as index:
        results = index.search(
            typed,
            limit=shown_rows(limit, 10),
            languages=codes,
            years=years(year),
            journal=journal,
            without=without,
            concepts=not no_concepts,
            lemmas=not no_lemmas,
            facets=facets,
        )
        if explain:
            _explain(results.expansion)
        emit(
            (_hit(hit, results.total) for hit in results),
            ("rank", "document", "year", "language", "section", "page", "start", "stop", "reason", "snippet"),
            lambda rows: _show_hits(results, rows),
        )
        for name, counts in results.facets.items():
            told = ", ".join(f"{value} {count}" for value, count in sorted(counts.items(), key=lambda i: -i[1]))
            say(f"{name}: {told}")
    if not results.total:
        say(text("nothing_found", query=typed))
    elif row_format() == "table" and not settings().output:
        count_of(len(results), results.total, "documents")


def _hit(hit: Hit, total: int) -> Row:
    best = hit.snippets[0] if hit.snippets else None
    return {
        "rank": hit.rank,
        "total": total,
        "document": hit.document.id,
        "title": hit.document.title,
        "year": hit.document.metadata.year,
        "page": best.page if best else None,
        "section": best.section if best else "",
        "language": best.language if best else "",
        "start": best.span.start if best else None,
        "stop": best.span.stop if best else None,
        "score": round(hit.score, 6),
        "languages": list(hit.languages),
        "reason": hit.reason,
        "ways": [way_row(way) for way in hit.ways],
        "snippet": best.text if best else "",
        "matches": [[span.start, span.stop] for span in best.matches] if best else [],
        "snippets": [_snippet(snippet) for snippet in hit.snippets],
    }


def _snippet(snippet: Snippet) -> Row:
    return {
        "text": snippet.text,
        "matches": [[span.start, span.stop] for span in snippet.matches],
        "language": snippet.language,
        "section": snippet.section,
        "page": snippet.page,
        "start": snippet.span.start,
        "stop": snippet.span.stop,
    }


def way_row(way: Way) -> Row:
    """A way of matching as a row: what was typed, what is looked for, and what led there."""
    return {
        "language": way.language,
        "text": way.text,
        "typed": way.typed,
        "origin": way.origin.value,
        "concept": way.concept.id if way.concept else None,
        "confidence": round(way.concept.confidence, 3) if way.concept else None,
        "class": way.concept.link_class.value if way.concept else None,
        "evidence": f"{way.evidence.rule}, {way.evidence.document}" if way.evidence else "",
    }


def _show_hits(results: Results, rows: Iterable[Row]) -> None:
    for row in rows:
        year = f" · {row['year']}" if row["year"] else ""
        click.echo(click.style(f"{row['rank']}. {row['title']}", bold=True))
        click.echo(click.style(f"   {row['document']}{year} · {', '.join(row['languages'])}", dim=True))
        for way in dict.fromkeys(row["reason"].split("; ")):
            click.echo(f"   {way}")
        for snippet in _balanced(row["snippets"]):
            click.echo(f"     {snippet['language']}  {marked(snippet['text'], snippet['matches'])}")
        click.echo()


def _balanced(snippets: Sequence[Any]) -> Iterator[Any]:
    """One snippet of each language; of a hit in one language, all three."""
    codes = list(dict.fromkeys(snippet["language"] for snippet in snippets))
    for code in codes:
        own = [snippet for snippet in snippets if snippet["language"] == code]
        yield from own[: 3 if len(codes) == 1 else 1]


def _explain(expansion: Expansion) -> None:
    """What is looked for, to stderr, so that rows stay rows."""
    for line in explanation(expansion):
        say(line)
    say("")


def explanation(expansion: Expansion) -> Iterator[str]:
    """One line for each way, by language."""
    for way in expansion.ways:
        told = f"{way.language}  {way.text}"
        if way.concept:
            concept = way.concept
            told += f"   [concept c{concept.id}, {concept.link_class.value}, confidence {concept.confidence:.2f}"
            if way.evidence:
                told += f"; {way.evidence.rule} in {way.evidence.document}"
            told += f"; from '{way.typed}'; --without \"{way.text}\" leaves it out]"
        else:
            told += f"   [{way.origin.value}]" if way.text == way.typed else f"   [{way.origin.value} of '{way.typed}']"
        yield told
    for term in expansion.switched_off:
        yield f"left out: {term}"


# --- concordance -------------------------------------------------------------------------------------------------


@click.command("kwic", epilog=EPILOG["kwic"])
@click.argument("query", nargs=-1, required=True)
@click.option("--columns", "columns", default="", metavar="ky,ru,en", help="Side by side in these languages.")
@click.option(
    "--sort", default="", metavar="L1|R1|…", help="By a neighbour: L1 the word before, R2 the second after; L1,R1."
)
@click.option(
    "--width",
    "context",
    type=click.IntRange(10, 2000),
    default=60,
    show_default=True,
    help="Characters of context on each side.",
)
@click.option(
    "--context",
    "kind",
    type=click.Choice(["width", "sentence"]),
    default="width",
    help="Context by width, or the whole sentence.",
)
@limit_option(25)
@language_option
@output_options
@corpus_option
def kwic_command(
    query: Sequence[str], columns: str, sort: str, context: int, kind: str, limit: int | None, codes: Sequence[str]
) -> None:
    """Every occurrence in its context (key word in context), in all its forms; «чек ара» as words in a row."""
    typed = " ".join(query)
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
        elif row_format() == "table" and not settings().output:
            count_of(len(shown), len(concordance), "lines")


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


def _show_lines(rows: Iterable[Row]) -> None:
    listed = list(rows)
    names = max((len(row["document"]) for row in listed), default=0)
    names = min(names, 24)
    room = max(20, (width() - names - 4 - max((len(row["match"]) for row in listed), default=0) - 4) // 2)
    for row in listed:
        left, right = row["left"][-room:], row["right"][:room]
        match = click.style(row["match"], bold=True, fg="yellow")
        click.echo(f"{row['document'][-names:]:<{names}} {row['language']} {left:>{room}}{match}{right}".rstrip())


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
    elif row_format() == "table" and not settings().output:
        count_of(len(shown), len(rows), "rows")


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
        click.echo(click.style(row["document"], dim=True))
        cells = [wrap(row[code], share) or [""] for code in codes]
        for i in range(max(map(len, cells))):
            click.echo(" │ ".join(f"{cell[i] if i < len(cell) else '':<{share}}" for cell in cells).rstrip())
        click.echo()
