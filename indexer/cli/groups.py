"""A command that is also a group: ``kochmon concepts`` lists, ``kochmon concepts reject …`` decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from .texts import EPILOG, SHORT

_OF_A_GROUP = ("--corpus", "-c")  # options that may stand before a subcommand, each with a value
_HELP = ("-h", "--help")


class GroupWithDefault(click.Group):
    """Words that name no subcommand go to the subcommand ``show``, which is called without any too."""

    default = "show"

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        first = _first_word(args)
        if args[:1] not in ([option] for option in _HELP) and first not in self.commands:
            args = [self.default, *args]
        return super().parse_args(context, args)

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.commands[self.default].collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces)
        formatter.write_usage(context.command_path, "COMMAND [OPTIONS] …", prefix="       ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the subcommand that is called by default, then the other subcommands."""
        click.Command.format_options(self.commands[self.default], context, formatter)
        self.format_commands(context, formatter)

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)


def _first_word(args: Sequence[str]) -> str:
    """The first that is neither an option of the group nor the value of one."""
    rest = list(args)
    while rest and rest[0].startswith(_OF_A_GROUP):
        rest = rest[2:] if rest[0] in _OF_A_GROUP else rest[1:]
    return rest[0] if rest else ""


class Command(click.Command):
    """A command to which any word may be typed: ``-лык`` is a word, since no option begins so."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(context, [_undashed(arg) for arg in args])


def _undashed(arg: str) -> str:
    """
    >>> [_undashed(arg) for arg in ("-миграция", "--лык", "-n", "-5", "--", "--limit", "чек-ара")]
    ['миграция', 'лык', '-n', '-5', '--', '--limit', 'чек-ара']
    """
    word = arg.lstrip("-")
    return word if word[:1].isalpha() and not word[0].isascii() else arg


def command(name: str, parent: click.Group | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Decorator: the command of that name (as typed after ``kochmon``) with its line and example, put into *parent*."""

    def make(function: Callable[..., Any]) -> click.Command:
        made = click.command(name.split()[-1], cls=Command, short_help=SHORT[name], epilog=EPILOG[name])(function)
        if parent is not None:
            parent.add_command(made)
        return made

    return make


def group(name: str) -> Callable[[Callable[..., Any]], GroupWithDefault]:
    """Decorator: a GroupWithDefault."""
    settings = {"help_option_names": list(_HELP)}
    return click.group(
        name, cls=GroupWithDefault, short_help=SHORT[name], epilog=EPILOG[name], context_settings=settings
    )
