"""The command line: each command parses, makes one call of the library, and shows the result.

Exit codes: 0 done (no hit is no problem), 1 ran and found a problem (a file was skipped), 2 asked wrongly, 130 stopped
with Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

from corpus.errors import CorpusInUse, DiskFull, KochmonError

from .options import Settings, corpus_option
from .texts import EPILOG, SHORT, text

_COMMANDS = {
    "add": "adding",
    "list": "documents",
    "show": "documents",
    "remove": "documents",
    "cite": "documents",
    "search": "searching",
    "kwic": "kwic",
    "concepts": "deciding",
    "glossary": "glossary",
    "stats": "stats",
    "explain": "explain",
    "paradigm": "analysing",
    "analyse": "analysing",
    "rebuild": "upkeep",
    "backup": "upkeep",
    "doctor": "upkeep",
}
"""Command → the module that holds it; loaded when it is called, so that a command starts quickly."""

_CLOSED = (errno.EPIPE, errno.EINVAL if os.name == "nt" else errno.EPIPE)  # what a pipe that nobody reads gives


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SHORT[name]) for name in _COMMANDS])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = import_module(f".{_COMMANDS[name]}", __name__)
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        if not args[0].startswith("-") and args[0] not in _COMMANDS:
            from rapidfuzz.process import extractOne

            near = extractOne(args[0], _COMMANDS.keys(), score_cutoff=60)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            context.fail(text("no_command", name=args[0], hint=hint, known=", ".join(_COMMANDS)))
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> Any:
        """A pipe that is closed ends a command quietly; here, since click would call it a failure."""
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno not in _CLOSED:
                raise
            _discard_output()
            return context.exit(0)


@click.command(
    cls=_Commands,
    name="kochmon",
    epilog=EPILOG["kochmon"],
    subcommand_metavar="COMMAND [OPTIONS] …",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@corpus_option
@click.version_option(package_name="kochmon", prog_name="kochmon")
@click.pass_context
def kochmon(context: click.Context) -> None:
    """A corpus of Kyrgyz, Russian and English texts: read, repaired, linked, and searched across the languages."""
    context.ensure_object(Settings)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> None:
    """The console script. Writes UTF-8 whatever the locale, and ends quietly when a pipe is closed."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = kochmon.main(standalone_mode=False, prog_name="kochmon")
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = _failed(text("stopped"), 130)
    except KochmonError as error:
        status = _failed(str(error), 1 if isinstance(error, DiskFull | CorpusInUse) else 2)
    except OSError as error:
        status = 0 if error.errno in _CLOSED else _failed(error.strerror or str(error), 1)
        _discard_output()
    sys.exit(status if isinstance(status, int) else 0)


def _failed(message: str, status: int) -> int:
    click.echo(f"kochmon: {message}", err=True)
    return status


def _discard_output() -> None:
    """Nobody reads any more: what is still buffered goes nowhere, and the interpreter's last flush is silent."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
