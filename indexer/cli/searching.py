"""kochmon search"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from corpus.concepts import sure

from .groups import command
from .options import corpus_option, in_order, indexed, language_option, limit_option, output_options
from .output import check_output, emit, is_for_a_person, shown_rows
from .screen import Row, count_of, say, style, wrapped
from .texts import text

if TYPE_CHECKING:
    from ..expansion import Expansion, Way
    from ..search import Hit, Snippet


@command("search")
@click.argument("query", nargs=-1, required=True, metavar="QUERY…")
@click.option("--explain", is_flag=True, help="Say what is looked for and why, before the hits.")
@click.option("--without", multiple=True, metavar="TERM", help="Do not look for this added term. Repeatable.")
@click.option("--no-concepts", is_flag=True, help="Do not look for translations.")
@click.option("--no-lemmas", is_flag=True, help="Look for the words exactly as typed.")
@click.option("--year", metavar="YEARS", default="", help="Only texts of 2019, or of 2015-2020.")
@click.option("--journal", metavar="NAME", default="", help="Only texts of this journal.")
@click.option(
    "--facet",
    "facets",
    multiple=True,
    type=click.Choice(["language", "year", "journal", "format"]),
    help="Count the hits by this field. Repeatable.",
)
@click.option(
    "--snippets",
    type=click.IntRange(0, 3),
    default=None,
    metavar="N",
    help="Show at most N sentences of each language.  [default: 1, or 3 where a hit has one language]",
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
    snippets: int | None,
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
        raise click.UsageError(text("odd_years", given=year))
    check_output()
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
            lambda rows: _show_hits(rows, snippets),
        )
        for name, counts in results.facets.items():
            told = ", ".join(f"{value or '–'} {count}" for value, count in sorted(counts.items(), key=lambda i: -i[1]))
            say(f"{name}: {told}")
    if not results.total:
        say(text("nothing_found", query=typed))
    elif is_for_a_person():
        count_of(len(results), results.total, "document")


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


def _show_hits(rows: Iterable[Row], each: int | None) -> None:
    for row in rows:
        year = f" · {row['year']}" if row["year"] else ""
        click.echo(style(wrapped(f"{row['rank']}. {row['title']}", indent="   "), bold=True))
        click.echo(style(f"   {row['document']}{year} · {', '.join(in_order(row['languages']))}", dim=True))
        for reason in dict.fromkeys(row["reason"].split("; ")):
            click.echo(wrapped(reason, first="   ", indent="       "))
        for snippet in _balanced(row["snippets"], each):
            first = f"     {snippet['language']}  "
            click.echo(wrapped(snippet["text"], first=first, indent=" " * 9, matches=snippet["matches"]))
        click.echo()


def _balanced(snippets: Sequence[Any], each: int | None) -> Iterator[Any]:
    """*each* snippets of each language; if nothing was said, one, and of a hit in one language all three."""
    codes = in_order({snippet["language"] for snippet in snippets})
    for code in codes:
        own = [snippet for snippet in snippets if snippet["language"] == code]
        yield from own[: each if each is not None else 3 if len(codes) == 1 else 1]


def _explain(expansion: Expansion) -> None:
    """What is looked for, to stderr, so that rows stay rows."""
    for line in explanation(expansion):
        say(wrapped(line, indent=" " * 6))
    say("")


def explanation(expansion: Expansion) -> Iterator[str]:
    """One line for each way, by language."""
    for way in expansion.ways:
        told = f"{way.language}  {way.text}"
        if way.concept:
            concept, kind = way.concept, way.concept.link_class.value
            told += f"   [concept c{concept.id}, {kind}, confidence {sure(concept.confidence, kind)}"
            if way.evidence:
                told += f"; {way.evidence.rule} in {way.evidence.document}"
            told += f"; from '{way.typed}'; --without \"{way.text}\" leaves it out]"
        else:
            told += f"   [{way.origin.value}]" if way.text == way.typed else f"   [{way.origin.value} of '{way.typed}']"
        yield told
    for term in expansion.switched_off:
        yield f"left out: {term}"
