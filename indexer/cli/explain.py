"""kochmon explain: why a tool said what it said"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from .options import corpus_option, indexed, language_codes, opened, output_options
from .output import Row, emit
from .texts import EPILOG


@click.group(name="explain", epilog=EPILOG["explain"])
def explain_command() -> None:
    """Why: a word's analysis, a text's repairs, a link between labels, what a query is looked for as."""


@explain_command.command("word")
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@click.option(
    "--language", "code", default="", metavar="CODE", help="The language; else each whose letters the word has."
)
@output_options
def word(words: Sequence[str], code: str) -> None:
    """The analyses of a form, best first: kochmon explain word --language ky миграциясынын"""
    from corpus import languages

    asked = language_codes(code) if code else languages.available()
    rows = []
    for written in words:
        letters = {letter for letter in written.lower() if letter.isalpha()}
        for each in asked:
            language = languages.get(each)
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
                        "segmentation": "-".join(
                            [_stem(written, analysis.suffixes), *(s for s, _ in analysis.suffixes)]
                        ),
                        "labels": "-".join(label for _, label in analysis.suffixes),
                        "score": round(analysis.score, 3),
                        "source": analysis.source,
                    }
                    for rank, analysis in enumerate(language.analyze(written), 1)
                ]
    emit(rows, ("word", "language", "lemma", "pos", "segmentation", "labels", "root", "source", "score"))


def _stem(written: str, suffixes: Sequence[tuple[str, str]]) -> str:
    """What is left of the form when its suffixes are taken off its end."""
    length = sum(len(surface) for surface, _ in suffixes)
    return written[: len(written) - length].lower() if length < len(written) else written.lower()


@explain_command.command("edits")
@click.argument("names", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--rule", "rules", multiple=True, help="Only edits of this rule; repeatable.")
@output_options
@corpus_option
def edits(names: Sequence[str], rules: Sequence[str]) -> None:
    """The repairs of a document, each with its rule, before and after: kochmon explain edits remittances.txt"""
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
            if not rules or edit.rule in rules
        )
        emit(rows, ("document", "start", "rule", "before", "after"))


@explain_command.command("link")
@click.argument("names", nargs=-1, required=True, metavar="CONCEPT…")
@output_options
@corpus_option
def link(names: Sequence[str]) -> None:
    """Why labels are taken for one concept: kochmon explain link "ички миграция" """
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
            click.style(f"{row['first']} = {row['second']}", bold=True)
            + f"   {row['class']}, confidence {row['confidence']}"
        )
        for reason in row["reasons"]:
            click.echo(f"  {reason}")


@explain_command.command("query")
@click.argument("query", nargs=-1, required=True)
@click.option("--without", multiple=True, metavar="TERM", help="Do not look for this added term; repeatable.")
@output_options
@corpus_option
def query(query: Sequence[str], without: Sequence[str]) -> None:
    """What a query is looked for as, in each language, and why: kochmon explain query "labour market" """
    from .searching import explanation, way_row

    with indexed() as index:
        expansion = index.expand(" ".join(query), without=without)
        emit(
            (way_row(way) for way in expansion.ways),
            ("language", "text", "typed", "origin", "concept", "class", "confidence", "evidence"),
            lambda rows: click.echo("\n".join(explanation(expansion))),
        )
