"""Help, and what is said to who asks wrongly."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from indexer.cli import kochmon as program
from indexer.cli.texts import EPILOG, SHORT

from ..command_line import desk, kochmon

__all__ = ["desk"]
pytestmark = pytest.mark.usefixtures("desk")


def commands() -> dict[str, click.Command]:
    """All commands by what is typed after ``kochmon``."""
    found: dict[str, click.Command] = {}
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": other for inner, other in command.commands.items()}
    return found


ALL = commands()
every_command = pytest.mark.parametrize("name", ALL)


def test_every_command_has_a_line_and_an_example() -> None:
    assert set(SHORT) == set(ALL) and set(EPILOG) == {"kochmon", *ALL}


@every_command
def test_the_line_of_a_command_fits(name: str) -> None:
    assert len(SHORT[name]) <= 45 and SHORT[name][0].isupper() and SHORT[name].endswith(".")


@every_command
@pytest.mark.parametrize("columns", ["80", "100"])
def test_help(name: str, columns: str) -> None:
    ran = kochmon(*name.split(), "--help", COLUMNS=columns)
    assert ran.status == 0 and not ran.err
    assert ran.out.startswith(f"Usage: kochmon {name.removesuffix(' show')}")
    assert "Example" in ran.out and f"  kochmon {name.split()[0]}" in ran.out
    assert "..." not in ran.out  # no sentence is cut off
    assert max(map(len, ran.lines)) <= int(columns)


@every_command
def test_options_are_told_alike(name: str) -> None:
    for option in ALL[name].params:
        if isinstance(option, click.Option):
            told = re.sub(r"\s+\[default: .*\]$", "", option.help or "")
            assert told[:1].isupper() and told.endswith("."), f"--{option.name}: {told}"
            assert option.is_flag or option.metavar or isinstance(option.type, click.Choice), option.name


@every_command
def test_the_corpus_may_be_named_after_every_command(name: str) -> None:
    assert "--corpus" in {given for option in ALL[name].params for given in option.opts}


@every_command
def test_examples_are_commands(name: str) -> None:
    """Each parses: its options exist and their values are such."""
    for line in EPILOG[name].splitlines():
        if not line.startswith("  kochmon"):
            continue
        words = shlex.split(line.split("   ")[0].strip() if "   " in line.strip() else line.split("|")[0])[1:]
        group, *rest = words
        command = ALL[group]
        if isinstance(command, click.Group):
            inner = rest.pop(0) if rest and rest[0] in command.commands else "show"
            command = command.commands[inner]
        command.make_context(group, rest)


def test_the_styles_of_citations_are_named() -> None:
    from corpus import bibliography
    from indexer.cli.documents import STYLES

    assert set(STYLES) == set(bibliography.styles())


def test_the_formats_of_the_glossary_are_named() -> None:
    from corpus import exporters

    told = kochmon("glossary", "--help", COLUMNS="100").out
    assert [name for name in exporters.available() if name not in told] == []


def test_kochmon_alone_shows_help() -> None:
    for words in ((), ("--help",), ("-h",)):
        ran = kochmon(*words)
        assert ran.status == 0 and "Usage: kochmon" in ran.out and "glossary" in ran.out


def test_explain_alone_shows_help() -> None:
    ran = kochmon("explain")
    assert ran.status == 0 and "edits" in ran.out


def test_version() -> None:
    ran = kochmon("--version")
    assert ran.status == 0 and re.search(r"\d+\.\d+", ran.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serch", "миграция"), "Did you mean 'search'?"),
        (("glosary",), "Did you mean 'glossary'?"),
        (("өчүр",), "no command named 'өчүр'. Known: add, list"),
        (("search", "миграция", "--explian"), "--explain"),
        (("list", "--format", "xml"), "'table', 'jsonl', 'tsv', 'csv'"),
        (("search",), "Missing argument 'QUERY…'"),
        (("add",), "Missing argument 'PATH…'"),
        (("search", "миграция", "--year", "быйыл"), "2019 or 2015-2020"),
        (("search", "миграция", "--language", "xx"), "known: en, ky, ru"),
        (("kwic", "миграция", "--width", "3"), "3"),
        (("kwic", "миграция", "--columns", "ky,ru", "--sort", "L1"), "--columns"),
        (("cite", "--style", "mla"), "apa, bibtex, csl-json, gost, ris"),
        (("glossary", "--format", "docx"), "tbx-2008"),
        (("glossary", "--pair", "ky"), "ky-ru"),
        (("concepts", "accept", "чек ара", "граница"), '"ky:ички миграция"'),
        (("concepts", "define", "ky:чек ара", ""), "no text"),
        (("add", ".", "--encoding", "utf9"), "utf9"),
        (("add", ".", "--set", "colour=blue"), "colour"),
        (("add", "year=2019"), "no file or folder was named"),
    ],
)
def test_asked_wrongly(words: tuple[str, ...], said: str) -> None:
    kochmon("add", ".")
    ran = kochmon(*words)
    assert ran.status == 2
    assert said in ran.err
    assert not ran.out


def test_a_command_loads_only_what_it_needs() -> None:
    """``kochmon --help`` and ``kochmon list`` start without the heavy packages."""
    import subprocess
    import sys

    code = "import sys, indexer.cli.documents; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"numpy", "pymorphy3", "simplemma", "lxml", "openpyxl", "pypdfium2", "ftfy", "rich", "whoosh"}
