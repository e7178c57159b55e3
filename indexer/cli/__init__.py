"""The command line: each command parses, makes one call of the library, and shows the result.

Exit codes: 0 done (no hit is no problem), 1 ran and found a problem (a file was skipped), 2 asked wrongly, 130 stopped
with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from corpus.errors import CorpusInUse, DiskFull, KochmonError

from .options import Settings, corpus_option
from .texts import EPILOG

_COMMANDS = {
    "add": "adding",
    "list": "documents",
    "show": "documents",
    "remove": "documents",
    "cite": "documents",
    "search": "searching",
    "kwic": "searching",
    "concepts": "concepts",
    "glossary": "glossary",
    "stats": "stats",
    "explain": "explain",
    "rebuild": "upkeep",
    "backup": "upkeep",
    "doctor": "upkeep",
}
"""Command → the module that holds it; loaded when it is called, so that a command starts quickly."""


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = import_module(f".{_COMMANDS[name]}", __name__)
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(context, args)
        except click.UsageError:
            from rapidfuzz.process import extractOne

            near = extractOne(args[0], _COMMANDS, score_cutoff=60)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            context.fail(f"no command named '{args[0]}'.{hint} Known: {', '.join(_COMMANDS)}")


@click.command(
    cls=_Commands,
    name="kochmon",
    epilog=EPILOG["kochmon"],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@corpus_option
@click.version_option(package_name="kochmon", prog_name="kochmon")
@click.pass_context
def kochmon(context: click.Context) -> None:
    """A corpus of Kyrgyz, Russian and English texts: read, repaired, linked, and searched across the languages."""
    context.ensure_object(Settings)


def main() -> None:
    """The console script. Writes UTF-8 whatever the locale, and ends quietly when a pipe is closed."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = kochmon.main(standalone_mode=False, prog_name="kochmon")
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        status = leaving.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("kochmon: stopped", err=True)
        status = 130
    except BrokenPipeError:
        _discard_output()
        status = 0
    except KochmonError as error:
        click.echo(f"kochmon: {error}", err=True)
        status = 1 if isinstance(error, DiskFull | CorpusInUse) else 2
    _leave(status if isinstance(status, int) else 0)


def _leave(status: int) -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    sys.exit(status)


def _discard_output() -> None:
    """Nobody reads any more: what is still buffered goes nowhere, and the interpreter's last flush is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
