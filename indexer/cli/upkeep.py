"""kochmon rebuild, backup, doctor"""

from __future__ import annotations

from pathlib import Path

import click

from .options import corpus_option, opened, output_options, settings
from .output import Row, emit, progress, say
from .texts import EPILOG, counted, text


@click.command("rebuild", epilog=EPILOG["rebuild"])
@click.option("--analysis", is_flag=True, help="Words and lemmas, by the rules of today.")
@click.option("--repair", is_flag=True, help="Repair and sections too, from the raw texts in the corpus.")
@click.option("--outdated", is_flag=True, help="Only if older rules made any document.")
@corpus_option
def rebuild_command(analysis: bool, repair: bool, outdated: bool) -> None:
    """Make what is derived anew: links and the index always, words with --analysis. No file is read."""
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


@click.command("backup", epilog=EPILOG["backup"])
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@corpus_option
def backup_command(target: Path, force: bool) -> None:
    """Copy the corpus and the decisions beside it, also while another process writes."""
    if target.is_dir():
        target = target / settings().path.name
    with opened(write=False) as corpus:
        if force:
            target.unlink(missing_ok=True)
        for path in corpus.backup(target):
            say(text("backed_up", path=path))


@click.command("doctor", epilog=EPILOG["doctor"])
@output_options
@corpus_option
def doctor_command() -> None:
    """Look at the installation and the corpus, and say what is wrong and what to do."""
    from ..health import checkup

    rows: list[Row] = [
        {"check": check.name, "result": check.result, "fine": check.fine, "advice": check.advice}
        for check in checkup(settings().path)
    ]
    emit(rows, ("check", "fine", "result", "advice"))
    if not all(row["fine"] for row in rows):
        raise click.exceptions.Exit(1)
