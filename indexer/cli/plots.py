"""kochmon stats timeline, kochmon stats dispersion: pictures, where matplotlib is installed"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from .groups import command
from .options import corpus_option, language_option, opened, settings
from .screen import say
from .texts import text


def _picture_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What both pictures take."""
    for option in (
        click.option("--concepts", is_flag=True, help="Also the labels of the concept in the other languages."),
        click.option("--force", is_flag=True, help="Overwrite the --output file."),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path),
            required=True,
            metavar="FILE",
            help="The picture: .png, .svg or .pdf.",
        ),
    ):
        function = option(function)
    return function


@command("stats timeline")
@click.argument("queries", nargs=-1, required=True, metavar="WORD…")
@_picture_options
@language_option
@corpus_option
def timeline(queries: Sequence[str], output: Path, force: bool, concepts: bool, codes: Sequence[str]) -> None:
    """Draw how often each WORD (or term of several words) occurs per 10,000 words, year by year.

    Any form of a word counts. The picture needs the optional package matplotlib.
    """
    from corpus import plots

    with opened() as corpus:
        drawn = plots.timeline(
            corpus, queries, output, codes=codes, concepts=concepts, overwrite=force or settings().force
        )
    for query in queries:
        if query not in {rate.query for rate in drawn}:
            say(text("nothing_found", query=query))
    if drawn:
        say(text("written", path=output))


@command("stats dispersion")
@click.argument("query", metavar="WORD")
@_picture_options
@language_option
@corpus_option
def dispersion(query: str, output: Path, force: bool, concepts: bool, codes: Sequence[str]) -> None:
    """Draw where in each document WORD (or a term of several words) stands.

    Any form of a word counts. The picture needs the optional package matplotlib.
    """
    from corpus import plots

    with opened() as corpus:
        drawn = plots.dispersion(
            corpus, query, output, codes=codes, concepts=concepts, overwrite=force or settings().force
        )
    say(text("written", path=output) if drawn else text("nothing_found", query=query))
