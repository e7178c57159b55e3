"""kochmon rebuild, backup, doctor"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from .groups import command
from .options import corpus_option, lexicon_option, opened, output_options, settings
from .output import check_output, emit
from .screen import Row, progress, say, style, wrapped
from .texts import counted, text


@command("rebuild")
@click.option("--analysis", is_flag=True, help="Make words and lemmas anew, by the rules of today.")
@click.option("--repair", is_flag=True, help="Repair and divide anew too, from the raw texts in the corpus.")
@click.option("--outdated", is_flag=True, help="Only where older rules or another lexicon made a document.")
@click.option("--dry-run", is_flag=True, help="List the forms whose lemma would change, and change nothing.")
@lexicon_option
@output_options
@corpus_option
def rebuild_command(analysis: bool, repair: bool, outdated: bool, dry_run: bool) -> None:
    """Make anew what is derived: links and the index always, words and repairs if asked. No file is read."""
    if dry_run:
        _dry_run()
        return
    with opened() as corpus, progress("rebuilding") as tell:
        if outdated and not corpus.outdated():
            say(text("up_to_date"))
            return
        if analysis or repair or outdated:
            say(text("rebuilt", count=counted(corpus.rebuild(repair=repair, progress=tell), "document")))
        else:
            corpus.relink()
        corpus.forget_cache()
        say(text("linked", concepts=counted(len(corpus.concepts), "concept")))


def _dry_run() -> None:
    check_output()
    with opened(write=False) as corpus:
        rows: list[Row] = [
            {"language": code, "form": change.form, "before": list(change.before), "after": list(change.after)}
            for code, change in corpus.changed_forms()
        ]
        emit(rows, ("language", "form", "before", "after"))
        say(text("would_change", count=counted(len(rows), "form")))


@command("backup")
@click.argument("target", type=click.Path(path_type=Path), metavar="TARGET")
@click.option("--force", is_flag=True, help="Overwrite an older copy.")
@corpus_option
def backup_command(target: Path, force: bool) -> None:
    """Copy the corpus and the decisions beside it to TARGET, a file or a folder, also while another process writes."""
    if target.is_dir():
        target = target / settings().path.name
    with opened(write=False) as corpus:
        if target.exists() and target.samefile(corpus.path):
            raise click.UsageError(text("backup_on_itself", path=target))
        for path in corpus.backup(target, overwrite=force):
            say(text("backed_up", path=path))


@command("doctor")
@output_options
@corpus_option
def doctor_command() -> None:
    """Look at the installation and the corpus, and say what is wrong and what to do."""
    from ..health import checkup

    check_output()
    rows: list[Row] = [
        {"check": check.name, "result": check.result, "fine": check.fine, "advice": check.advice}
        for check in checkup(settings().path)
    ]
    emit(rows, ("check", "fine", "result", "advice"), _show)
    if not all(row["fine"] for row in rows):
        raise click.exceptions.Exit(1)


def _show(rows: Iterable[Row]) -> None:
    """What is wrong stands out."""
    for row in rows:
        mark = style("ok    ", fg="green") if row["fine"] else style("WRONG ", fg="red", bold=True)
        click.echo(mark + wrapped(f"{row['check']:<16} {row['result']}", indent=" " * 23))
        if row["advice"]:
            click.echo(wrapped(f"→ {row['advice']}", first=" " * 23, indent=" " * 25))
