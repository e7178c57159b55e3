"""kochmon stats"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from corpus.documents import UNDETERMINED

from .groups import command, group
from .options import corpus_option, in_order, language_option, limit_option, opened, output_options
from .output import check_output, emit, is_for_a_person, shown_rows
from .plots import dispersion, timeline
from .screen import Row, count_of, say, table
from .texts import text

if TYPE_CHECKING:
    from corpus.corpus import Corpus, Overview
    from corpus.statistics import Collocate, Frequency, Layer


@group("stats")
@corpus_option
def stats_command() -> None:
    """How much the corpus holds; frequency lists; collocates; pictures by year and by place."""


@command("stats show", stats_command)
@output_options
@corpus_option
def show() -> None:
    """Documents, words and different forms by language, keyword lists, concepts, formats, years."""
    check_output()
    with opened() as corpus:
        emit(_overview(corpus.overview), ("what", "language", "count"))


def _overview(overview: Overview) -> Iterator[Row]:
    yield _count("documents", overview.documents)
    for what, counts in (
        ("words", overview.words),
        ("forms", overview.forms),
        ("keyword lists", overview.keyword_lists),
    ):
        for code in in_order(counts):
            yield _count(what, counts[code], code)
    yield _count("concepts", overview.concepts)
    for name, count in sorted(overview.formats.items()):
        yield _count(f"documents in {name}", count)
    if overview.years:
        yield _count("first year", overview.years[0])
        yield _count("last year", overview.years[1])


def _count(what: str, count: int, language: str = "") -> Row:
    return {"what": what, "language": language, "count": count}


@command("stats words", stats_command)
@click.option(
    "--layer",
    type=click.Choice(["lemma", "form", "root"]),
    default="lemma",
    show_default=True,
    help="What is counted.",
)
@click.option("--stop-words", is_flag=True, help="Count function words too.")
@limit_option(30)
@language_option
@output_options
@corpus_option
def words(layer: Layer, stop_words: bool, limit: int | None, codes: Sequence[str]) -> None:
    """The frequency list of each language, commonest first. The limit holds for each."""
    from corpus import languages

    check_output()
    with opened() as corpus:
        lists: dict[str, list[Frequency]] = {}
        for code in _spoken(corpus, codes):
            known = code in languages.available() and not stop_words
            stops = languages.get(code).stop_words if known else frozenset()
            lists[code] = [item for item in corpus.frequencies(code, layer=layer) if item.text not in stops]
        _emit_lists(
            {code: [_frequency(item) for item in listed] for code, listed in lists.items()},
            ("language", "text", "pos", "count", "documents", "per_million"),
            shown_rows(limit, 30),
            layer,
        )


def _frequency(item: Frequency) -> Row:
    return {
        "language": item.language,
        "text": item.text,
        "pos": item.pos,
        "count": item.count,
        "documents": item.documents,
        "per_million": round(item.per_million, 1),
    }


@command("stats collocates", stats_command)
@click.argument("word", metavar="WORD")
@click.option(
    "--window", type=click.IntRange(1, 20), default=5, show_default=True, metavar="N", help="Words on each side."
)
@click.option(
    "--minimum", type=click.IntRange(1), default=2, show_default=True, metavar="N", help="Times together at least."
)
@limit_option(30)
@language_option
@output_options
@corpus_option
def collocates(word: str, window: int, minimum: int, limit: int | None, codes: Sequence[str]) -> None:
    """What stands near WORD more than elsewhere, by log-Dice (Rychlý 2008), in each language that has the word."""
    check_output()
    with opened() as corpus:
        lists: dict[str, list[Row]] = {}
        for code in _spoken(corpus, codes):
            found = [item for item in corpus.collocates(word, code, window=window) if item.together >= minimum]
            if found:
                lists[code] = [_collocate(item) for item in found]
        columns = ("language", "text", "together", "count", "log_dice")
        _emit_lists(lists, columns, shown_rows(limit, 30), "collocate")
        if not lists:
            say(text("nothing_found", query=word))


def _collocate(item: Collocate) -> Row:
    return {
        "language": item.language,
        "text": item.text,
        "together": item.together,
        "count": item.count,
        "log_dice": round(item.log_dice, 2),
    }


stats_command.add_command(timeline)
stats_command.add_command(dispersion)


def _spoken(corpus: Corpus, codes: Sequence[str]) -> Sequence[str]:
    return codes or in_order(code for code in corpus.store.part_languages() if code != UNDETERMINED)


def _emit_lists(lists: Mapping[str, list[Row]], columns: Sequence[str], limit: int | None, thing: str) -> None:
    """Lists by language, of each the first *limit* rows: one after another, on the screen as a table each."""

    def show(rows: object) -> None:
        for listed in lists.values():
            table(listed[:limit], columns)
            click.echo()

    emit((row for listed in lists.values() for row in listed[:limit]), columns, show)
    if is_for_a_person():
        for code, listed in lists.items():
            count_of(len(listed[:limit]), len(listed), f"{thing} of {code}")
