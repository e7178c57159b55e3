"""What a person sees: tables, marked and wrapped text on stdout; talk and progress on stderr."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

import click

from .texts import plural, text

Row = Mapping[str, Any]

_SHORT = {
    "language": "lang.",
    "languages": "lang.",
    "confidence": "conf.",
    "documents": "docs",
    "per_million": "per million",
    "log_dice": "log-Dice",
}
"""Heads of columns whose cells are shorter than their names."""

_PROSE = ("title", "reason", "notes", "result", "advice", "text", "first", "second", "note")
_WORDS = ("ky", "ru", "en", "lemma", "root", "segmentation", "labels")
_BROKEN = frozenset(_PROSE + _WORDS)
"""Columns that may be broken over lines; they share the room that the others leave."""


def say(message: str) -> None:
    """Talk, to stderr."""
    click.echo(message, err=True)


def count_of(shown: int, total: int, thing: str) -> None:
    """``10 of 312 lines``, where a person looks and only a part is shown."""
    if shown < total:
        say(text("part", shown=shown, total=total, what=plural(thing)))


def width() -> int:
    """Columns of the terminal, within reason."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 160))


def colours() -> bool:
    """Is stdout a terminal, and nobody has asked for no colour (https://no-color.org)?"""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def style(text: str, **how: Any) -> str:
    """The text in bold or colour where colours are shown."""
    return click.style(text, **how) if colours() else text


def cell(value: Any) -> str:
    """A value as a cell of a table or a delimited file.

    >>> cell(["ky", "ru"]), cell(4142.0), cell(0.975), cell({"ky": 6}), cell(None), cell(True)
    ('ky, ru', '4142', '0.975', 'ky: 6', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return str(value)


def table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Rows in columns, as wide as the terminal at most."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    if not listed:
        return
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in columns:
        numbers = all(isinstance(row.get(name), int | float | None) for row in listed)
        drawn.add_column(
            _SHORT.get(name, name),
            overflow="fold",
            no_wrap=name not in _BROKEN,
            justify="right" if numbers else "left",
        )
    for row in listed:
        drawn.add_row(*(Text(cell(row.get(name))) for name in columns))
    console = Console(width=width(), highlight=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(drawn)
    for line in capture.get().strip("\n").splitlines():
        click.echo(line.rstrip())


def marked(text: str, matches: Iterable[Sequence[int]]) -> str:
    """The text with its matches in bold on a terminal, in brackets elsewhere."""
    pieces, at = [], 0
    for start, stop in matches:
        found = text[start:stop]
        pieces += [text[at:start], click.style(found, bold=True, fg="yellow") if colours() else f"[{found}]"]
        at = stop
    return "".join([*pieces, text[at:]])


def wrapped(text: str, *, first: str = "", indent: str = "", matches: Sequence[Sequence[int]] = ()) -> str:
    """*text* over as many lines as the terminal needs, *first* before the first and *indent* before the others; its
    *matches* are marked."""
    wrapper = TextWrapper(
        width=width(),
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
    )
    if not colours():
        return wrapper.fill(marked(text, matches))
    flat, at = _SPACE.sub(" ", text), 0
    lines: list[str] = []
    for line in wrapper.wrap(flat):
        prefix = indent if lines else first
        at = max(at, flat.find(line[len(prefix) :], at))
        lines.append(prefix + marked(line[len(prefix) :], _within(matches, at, at + len(line) - len(prefix))))
        at += len(line) - len(prefix)
    return "\n".join(lines)


_SPACE = re.compile(r"\s")


def _within(spans: Iterable[Sequence[int]], start: int, stop: int) -> list[tuple[int, int]]:
    """The parts of *spans* that lie between *start* and *stop*, counted from there.

    >>> _within([(2, 9), (12, 14)], 5, 20)
    [(0, 4), (7, 9)]
    """
    inside = ((max(begin, start), min(end, stop)) for begin, end in spans)
    return [(begin - start, end - start) for begin, end in inside if begin < end]


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr with the time left; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, name="", visible=False)
        yield lambda done, total, name: bar.update(
            task, completed=done, total=total, name=Path(name).name[:40], visible=total > 0
        )
