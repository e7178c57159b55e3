"""Options that several commands share, each written once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .texts import text

if TYPE_CHECKING:
    from corpus.corpus import Corpus

    from ..search import Index

DEFAULT_CORPUS = "corpus.kochmon"
LANGUAGES = ("ky", "ru", "en")  # the order of columns and lists; others follow
FORMATS = ("table", "jsonl", "tsv", "csv")

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Settings:
    """What was said before or after the command; ``corpus`` as typed."""

    corpus: str = ""
    lexicon: str = ""
    format: str = ""
    output: Path | None = None
    force: bool = False

    @property
    def path(self) -> Path:
        return Path(self.corpus or os.environ.get("KOCHMON_CORPUS") or DEFAULT_CORPUS)


def settings() -> Settings:
    found = click.get_current_context().ensure_object(Settings)
    assert isinstance(found, Settings)
    return found


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        if value:
            setattr(context.ensure_object(Settings), name, value)
        return value

    return keep


def corpus_option(command: F) -> F:
    """``--corpus FILE``, before or after the command."""
    return click.option(
        "--corpus",
        "-c",
        metavar="FILE",
        expose_value=False,
        callback=_keep("corpus"),
        help="The corpus file.  [default: $KOCHMON_CORPUS, else corpus.kochmon here]",
    )(command)


def lexicon_option(command: F) -> F:
    """``--lexicon FILE``: words of the user's own."""
    return click.option(
        "--lexicon",
        metavar="FILE",
        expose_value=False,
        callback=_keep("lexicon"),
        help="Words of your own, before ours.  [default: $KOCHMON_LEXICON, else NAME.lexicon.tsv beside the corpus]",
    )(command)


def output_options(command: F) -> F:
    """``--format``, ``--output``, ``--force``."""
    command = click.option(
        "--force", is_flag=True, expose_value=False, callback=_keep("force"), help="Overwrite the --output file."
    )(command)
    command = click.option(
        "--output",
        "-o",
        metavar="FILE",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_keep("output"),
        help="Write all rows to FILE: .jsonl .tsv .csv .xlsx (the ending decides).",
    )(command)
    return click.option(
        "--format",
        "-f",
        type=click.Choice(FORMATS),
        expose_value=False,
        callback=_keep("format"),
        help="How rows are written.  [default: $KOCHMON_FORMAT, else table on a terminal, tsv in a pipe]",
    )(command)


def limit_option(shown: int) -> Callable[[F], F]:
    """``--limit N``: by default *shown* rows on a terminal and all of them elsewhere."""
    return click.option(
        "--limit",
        "-n",
        type=click.IntRange(min=1),
        metavar="N",
        help=f"Show at most N rows.  [default: {shown} on a terminal, all in a pipe or file]",
    )


def language_option(command: F) -> F:
    return click.option(
        "--language",
        "-l",
        "codes",
        multiple=True,
        metavar="CODE",
        callback=_codes,
        help="Only this language: ky, ru or en. Repeatable.",
    )(command)


def _codes(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return language_codes(",".join(value)) if value else ()


def language_codes(value: str) -> tuple[str, ...]:
    """``ky,ru`` → ("ky", "ru"), however each is written. Raises UnknownName."""
    from corpus import languages

    return tuple(languages.get(code).code for code in value.replace(" ", ",").split(",") if code)


def in_order(codes: Iterable[str]) -> list[str]:
    """Language codes in the order of LANGUAGES, others after them.

    >>> in_order(["en", "kk", "ky"])
    ['ky', 'en', 'kk']
    """
    return sorted(codes, key=lambda code: (LANGUAGES.index(code) if code in LANGUAGES else len(LANGUAGES), code))


@contextmanager
def opened(*, create: bool = False, write: bool = True) -> Iterator[Corpus]:
    """The corpus that the command line names. Raises NotFound with the way to make one."""
    from corpus.corpus import open_corpus
    from corpus.errors import KochmonError

    from .screen import say

    path = settings().path
    if not create and not path.exists():
        raise KochmonError(text("no_corpus", path=path))
    lexicon = settings().lexicon or os.environ.get("KOCHMON_LEXICON")
    if lexicon and not Path(lexicon).is_file():
        raise KochmonError(text("no_lexicon", path=lexicon))
    with open_corpus(path, create=create, write=write, lexicon=lexicon) as corpus:
        if corpus.decision_error:
            say(text("broken_decisions", error=corpus.decision_error))
        yield corpus


@contextmanager
def indexed() -> Iterator[Index]:
    """The index of the corpus that the command line names."""
    from ..search import open_index
    from .screen import progress

    with opened() as corpus:
        with progress("indexing") as tell:  # the bar is gone before anything is shown
            index = open_index(corpus, engine=os.environ.get("KOCHMON_ENGINE") or "whoosh", progress=tell)
        with index:
            yield index
