"""kochmon paradigm, analyse: the grammar, outside of any corpus"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KochmonError

from .groups import command
from .options import corpus_option, language_codes, lexicon_option, output_options, settings
from .output import check_output, emit
from .screen import Row, say, table
from .texts import text

if TYPE_CHECKING:
    from corpus.tongues import Tongues

_CASES = ("", "GEN", "DAT", "ACC", "LOC", "ABL")
_OWNERS = ("", "POSS.1SG", "POSS.2SG", "POSS.2SG.POL", "POSS.3", "POSS.1PL", "POSS.2PL")
_PERSONS = ("1SG", "2SG", "2SG.POL", "3", "1PL", "2PL")
_TENSES = ("PRS", "PST", "PRF", "HAB", "AOR", "COND")
_BLANK = "\N{EN DASH}"


def tongues() -> Tongues:
    """The languages with the words of the user: of ``--lexicon``, else of the lexicon beside the corpus, if any."""
    from corpus.tongues import Tongues

    given = settings().lexicon or os.environ.get("KOCHMON_LEXICON")
    if given and not Path(given).is_file():
        raise KochmonError(text("no_lexicon", path=given))
    beside = settings().path.with_suffix(".lexicon.tsv")
    return Tongues(Path(given) if given else beside if beside.exists() else None)


@command("paradigm")
@click.argument("word")
@click.option("--pos", default="", metavar="POS", help="Part of speech, as NOUN or VERB, where a word has several.")
@click.option("--language", "code", default="ky", metavar="CODE", help="The language.  [default: ky]")
@output_options
@lexicon_option
@corpus_option
def paradigm_command(word: str, pos: str, code: str) -> None:
    """All forms of a word, with their glosses. WORD is a lemma, a verb as its bare stem, or any form of it."""
    check_output()
    (code,) = language_codes(code)[:1]
    language = tongues().get(code)
    if language.paradigm is None:
        raise KochmonError(text("no_paradigm", language=language.name))
    readings = language.analyze(word)
    own = [reading for reading in readings if reading.lemma == word.lower()] or list(readings)
    chosen = next((reading for reading in own if reading.pos == pos.upper()), own[0])
    part = pos.upper() or chosen.pos
    lemma = chosen.lemma
    rows: list[Row] = [
        {"word": lemma, "language": code, "pos": part, "gloss": form.gloss, "form": form.form}
        for form in language.paradigm(lemma, part)
    ]
    others = sorted({reading.pos for reading in own if reading.lemma == lemma} - {part})
    if others and not pos:
        say(text("other_parts", word=lemma, pos=part, others=", ".join(others)))
    emit(rows, ("word", "language", "pos", "gloss", "form"), _show)


def _show(rows: Iterable[Row]) -> None:
    """A noun by number, owner and case; a verb by tense and person; what is left in a list."""
    listed = list(rows)
    forms: dict[str, list[str]] = {}
    for row in listed:
        forms.setdefault(row["gloss"], []).append(row["form"])
    shown: set[str] = set()
    if listed and listed[0]["pos"] in ("VERB", "AUX"):
        for negation in ("", "NEG"):
            shown |= _grid(forms, [[negation, tense] for tense in _TENSES], _PERSONS)
    else:
        for owner in _OWNERS:
            shown |= _grid(forms, [[owner], ["PL", owner]], _CASES)
    rest: list[Row] = [
        {"gloss": gloss, "form": " / ".join(found)} for gloss, found in forms.items() if gloss not in shown
    ]
    table(rest, ("gloss", "form"))


def _grid(forms: dict[str, list[str]], columns: Sequence[Sequence[str]], lines: Sequence[str]) -> set[str]:
    """One block: a column for each gloss of *columns*, a line for each ending of it. Gives the glosses it showed."""
    heads = ["-".join(filter(None, column)) for column in columns]
    shown: set[str] = set()
    rows: list[dict[str, str]] = []
    for line in lines:
        row = {" ": line or _BLANK}
        for head in heads:
            glosses = ["-".join(filter(None, (head, line)))]
            if line == "3":
                glosses.append(head)  # the third person of most tenses has no ending
            shown |= set(glosses)
            row[head or "SG"] = " / ".join(form for gloss in glosses for form in forms.get(gloss, ()))
        rows.append(row)
    if any(any(cells for name, cells in row.items() if name != " ") for row in rows):
        table(rows, (" ", *(head or "SG" for head in heads)))
        click.echo()
    return shown


@command("analyse")
@click.argument("words", nargs=-1, required=True, metavar="TEXT…|-")
@click.option("--language", "code", default="", metavar="CODE", help="The language, else the one detected.")
@lexicon_option
@corpus_option
def analyse_command(words: Sequence[str], code: str) -> None:
    """Sentences, words, lemmas and features of a text, as CoNLL-U. A single dash reads the text from a pipe."""
    from corpus.conllu import conllu
    from corpus.detection import detect
    from corpus.documents import UNDETERMINED

    given = sys.stdin.buffer.read().decode("utf-8-sig", "replace") if words == ("-",) else " ".join(words)
    found = language_codes(code)[0] if code else detect(given).language
    if found == UNDETERMINED:
        raise KochmonError(text("no_language"))
    for line in conllu(given, found, tongues=tongues()):
        click.echo(line)
