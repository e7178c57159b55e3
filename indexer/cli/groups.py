"""A command that is also a group: ``kochmon concepts`` lists, ``kochmon concepts reject …`` decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class GroupWithDefault(click.Group):
    """Words that name no subcommand go to the subcommand ``show``, which is called without any too."""

    default = "show"

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not any(arg in ("-h", "--help") for arg in args[:1]) and (not args or args[0] not in self.commands):
            args = [self.default, *args]
        return super().parse_args(context, args)

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        others = "|".join(name for name in self.list_commands(context) if name != self.default)
        shown = self.commands[self.default]
        pieces = " ".join(shown.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces)
        formatter.write_usage(context.command_path, f"{others} …", prefix="       ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the subcommand that is called by default, then the other subcommands."""
        click.Command.format_options(self.commands[self.default], context, formatter)
        self.format_commands(context, formatter)

    def list_commands(self, context: click.Context) -> list[str]:
        return [self.default, *(name for name in super().list_commands(context) if name != self.default)]


def group(*, name: str, epilog: str) -> Callable[[Callable[..., Any]], GroupWithDefault]:
    """Decorator: a GroupWithDefault."""
    return click.group(
        name=name, epilog=epilog, cls=GroupWithDefault, context_settings={"help_option_names": ["-h", "--help"]}
    )
