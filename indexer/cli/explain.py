"""kochmon explain: why a tool said what it said"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from corpus.concepts import sure

from .groups import command
from .options import corpus_option, indexed, language_codes, lexicon_option, opened, output_options
from .output import check_output, emit
from .screen import Row, style, table, wrapped
from .texts import EPILOG, SHORT


@click.group(
    "explain",
    short_help=SHORT["explain"],
    epilog=EPILOG["explain"],
    subcommand_metavar="COMMAND [OPTIONS] …",
    invoke_without_command=True,
)
@corpus_option
@click.pass_context
def explain_command(context: click.Context) -> None:
    """Why: the analysis of a word, the repairs of a text, a link between labels, what a query is looked for as."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@command("explain word", explain_command)
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@click.option(
    "--language", "-l", "code", default="", metavar="CODE", help="The language, else each that has all its letters."
)
@output_options
@lexicon_option
@corpus_option
def word(words: Sequence[str], code: str) -> None:
    """The analyses of a form, best first."""
    from corpus import languages

    from .analysing import tongues

    asked = language_codes(code) if code else languages.available()
    spoken = tongues()
    rows = []
    for written in words:
        letters = {letter for letter in written.lower() if letter.isalpha()}
        for each in asked:
            language = spoken.get(each)
            if code or letters <= language.letters:
                rows += [
                    {
                        "word": written,
                        "language": each,
                        "rank": rank,
                        "lemma": analysis.lemma,
                        "root": analysis.root,
                        "pos": analysis.pos,
                        "suffixes": [list(pair) for pair in analysis.suffixes],
                        "segmentation": "-".join(analysis.segments(written)),
                        "labels": "-".join(label for _, label in analysis.suffixes),
                        "features": analysis.features,
                        "score": round(analysis.score, 3),
                        "source": analysis.source,
                        "tier": analysis.tier,
                    }
                    for rank, analysis in enumerate(language.analyze(written), 1)
                ]
    emit(rows, ("word", "language", "lemma", "pos", "segmentation", "labels", "root", "source", "score"), _show_words)


def _show_words(rows: Iterable[Row]) -> None:
    listed = list(rows)
    for written in dict.fromkeys(row["word"] for row in listed):
        click.echo(style(written, bold=True))
        own = [row for row in listed if row["word"] == written]
        tier = ("tier",) if any(row["tier"] != "exact" for row in own) else ()
        table(own, ("language", "lemma", "pos", "segmentation", "labels", "root", "source", *tier))
        click.echo()


@command("explain edits", explain_command)
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only edits whose rule begins so. Repeatable.")
@output_options
@corpus_option
def edits(names: Sequence[str], rules: Sequence[str]) -> None:
    """The repairs of a document, each with its rule, before and after; of all where none is named."""
    check_output()
    with opened(write=False) as corpus:
        rows = (
            {
                "document": id,
                "start": edit.start,
                "stop": edit.stop,
                "replacement": edit.replacement,
                "rule": edit.rule,
                "before": before,
                "after": after,
            }
            for id in [corpus.id_of(name) for name in names] or corpus.store.ids()
            for edit, before, after in corpus.edits(id)
            if not rules or edit.rule.startswith(tuple(rules))
        )
        emit(rows, ("document", "start", "rule", "before", "after"), _show_edits)


def _show_edits(rows: Iterable[Row]) -> None:
    """Below the name of its document, each edit with a word or two around it."""
    document = None
    for row in rows:
        if row["document"] != document:
            document = row["document"]
            click.echo(style(document, bold=True))
        before, after = _apart(row["before"], row["after"])
        click.echo(wrapped(f"{before} → {after}   {row['rule']}", first=f"{row['start']:>7}  ", indent=" " * 9))


def _apart(before: str, after: str) -> tuple[str, str]:
    """What differs between two lines, with one word on each side of it.

    >>> _apart("жумуш орундарынын жетиш-⏎сиздиги, кирешенин аздыгы", "жумуш орундарынын жетишсиздиги, кирешенин аздыгы")
    ('… орундарынын жетиш-⏎сиздиги, кирешенин …', '… орундарынын жетишсиздиги, кирешенин …')
    """
    old, new = before.split(" "), after.split(" ")
    shorter = min(len(old), len(new))
    same = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    ending = next((i for i in range(shorter - same) if old[-1 - i] != new[-1 - i]), shorter - same)
    start, end = max(same - 1, 0), max(ending - 1, 0)
    left, right = "… " if start else "", " …" if end else ""
    return tuple(left + " ".join(words[start : len(words) - end]) + right for words in (old, new))  # type: ignore[return-value]


@command("explain link", explain_command)
@click.argument("names", nargs=-1, required=True, metavar="CONCEPT…")
@output_options
@corpus_option
def link(names: Sequence[str]) -> None:
    """Why labels are taken for one concept. CONCEPT is any of its labels, or its id, as c12."""
    from corpus import linking

    from .concepts import Places

    with opened() as corpus:
        places = Places(corpus)
        concepts = list({c.id: c for name in names for c in corpus.concepts_named(name)}.values())
        rows = [
            {
                "concept": f"c{concept.id}",
                "first": f"{found.first.language}:{found.first.text}",
                "second": f"{found.second.language}:{found.second.text}",
                "class": found.link_class.value,
                "confidence": round(found.confidence, 3),
                "reasons": list(found.reasons),
                "evidence": [places.evidence(piece) for piece in found.evidence],
            }
            for concept in concepts
            for found in linking.links(concept)
        ]
        emit(rows, ("concept", "first", "second", "class", "confidence", "reasons"), _show_links)


def _show_links(rows: Iterable[Row]) -> None:
    for row in rows:
        click.echo(
            style(f"{row['first']} = {row['second']}", bold=True)
            + f"   {row['class']}, confidence {sure(row['confidence'], row['class'])}"
        )
        for reason in row["reasons"]:
            click.echo(wrapped(reason, first="  ", indent="      "))


@command("explain query", explain_command)
@click.argument("query", nargs=-1, required=True, metavar="QUERY…")
@click.option("--without", multiple=True, metavar="TERM", help="Do not look for this added term. Repeatable.")
@output_options
@corpus_option
def query(query: Sequence[str], without: Sequence[str]) -> None:
    """What a query is looked for as, in each language, and why."""
    from .searching import explanation, way_row

    with indexed() as index:
        expansion = index.expand(" ".join(query), without=without)
        emit(
            (way_row(way) for way in expansion.ways),
            ("language", "text", "typed", "origin", "concept", "class", "confidence", "evidence"),
            lambda rows: click.echo("\n".join(wrapped(line, indent=" " * 6) for line in explanation(expansion))),
        )
