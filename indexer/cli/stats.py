"""kochmon stats"""

from __future__ import annotations

from collections.abc import Sequence

import click

from .groups import group
from .options import corpus_option, language_option, limit_option, opened, output_options, settings
from .output import count_of, emit, row_format, shown_rows
from .texts import EPILOG


@group(name="stats", epilog=EPILOG["stats"])
def stats_command() -> None:
    """How much the corpus holds; frequency lists; collocates."""


@stats_command.command("show")
@output_options
@corpus_option
def show() -> None:
    """Documents, words and different forms by language, keyword lists, concepts, formats, years."""
    with opened() as corpus:
        overview = corpus.overview
        rows = [
            {"what": "documents", "language": "", "count": overview.documents},
            *({"what": "words", "language": code, "count": n} for code, n in overview.words.items()),
            *({"what": "forms", "language": code, "count": n} for code, n in overview.forms.items()),
            *(
                {"what": "keyword lists", "language": code, "count": n}
                for code, n in sorted(overview.keyword_lists.items())
            ),
            {"what": "concepts", "language": "", "count": overview.concepts},
            *(
                {"what": f"documents in {name}", "language": "", "count": n}
                for name, n in sorted(overview.formats.items())
            ),
        ]
        if overview.years:
            rows.append({"what": f"years {overview.years[0]} to {overview.years[1]}", "language": "", "count": None})
        emit(rows, ("what", "language", "count"))


@stats_command.command("words")
@click.option(
    "--layer", type=click.Choice(["lemma", "form", "root"]), default="lemma", show_default=True, help="What is counted."
)
@click.option("--stop-words", is_flag=True, help="Function words too.")
@limit_option(30)
@language_option
@output_options
@corpus_option
def words(layer: str, stop_words: bool, limit: int | None, codes: Sequence[str]) -> None:
    """The frequency list of each language, commonest first."""
    from corpus import languages

    with opened() as corpus:
        spoken = codes or [code for code in corpus.store.part_languages() if code in languages.available()]
        for code in spoken:
            stops = frozenset() if stop_words else languages.get(code).stop_words
            listed = [item for item in corpus.frequencies(code, layer=layer) if item.text not in stops]  # type: ignore[arg-type]
            shown = listed[: shown_rows(limit, 30)]
            rows = (
                {
                    "language": item.language,
                    "text": item.text,
                    "pos": item.pos,
                    "count": item.count,
                    "documents": item.documents,
                    "per_million": round(item.per_million, 1),
                }
                for item in shown
            )
            emit(rows, ("language", "text", "pos", "count", "documents", "per_million"))
            if row_format() == "table" and not settings().output:
                count_of(len(shown), len(listed), f"{layer}s of {code}")


@stats_command.command("collocates")
@click.argument("word")
@click.option("--window", type=click.IntRange(1, 20), default=5, show_default=True, help="Words on each side.")
@click.option("--minimum", type=click.IntRange(1), default=2, show_default=True, help="Times together.")
@limit_option(30)
@language_option
@output_options
@corpus_option
def collocates(word: str, window: int, minimum: int, limit: int | None, codes: Sequence[str]) -> None:
    """What stands near WORD more than elsewhere, by log-Dice (Rychlý 2008)."""
    with opened() as corpus:
        found = [
            item
            for code in codes or corpus.store.part_languages()
            for item in corpus.collocates(word, code, window=window)
            if item.together >= minimum
        ]
        rows = (
            {
                "language": item.language,
                "text": item.text,
                "together": item.together,
                "count": item.count,
                "log_dice": round(item.log_dice, 2),
            }
            for item in found[: shown_rows(limit, 30)]
        )
        emit(rows, ("language", "text", "together", "count", "log_dice"))
