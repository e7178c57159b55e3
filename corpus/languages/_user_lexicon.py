"""Words of the user: a TSV file that stands before our lexicon, for one corpus or for all.

Columns ``lemma pos ru en note``, of which ``lemma`` must be there, in any order; comment lines (``#``) and empty ones
are passed over. A column ``language`` says of which language a word is; without it the words are Kyrgyz. Columns with
a language code hold equivalents, commonest first, divided by ``; ``. See ``base.Entry`` for the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ..errors import LexiconError
from .base import Analysis, Counts, Entry, Language

DEFAULT_LANGUAGE = "ky"
PARTS_OF_SPEECH = frozenset(  # of UD, without marks
    ("NOUN", "PROPN", "ADJ", "ADV", "VERB", "AUX", "PRON", "DET", "NUM", "ADP", "CCONJ", "SCONJ", "PART", "INTJ", "X")
)
NOTES = frozenset({"root", "oblique", "plural", "forms", "first"})
_CODE = re.compile(r"[a-z]{2,3}")
_HIGH = 100.0  # above any score of ours


def read(path: Path) -> dict[str, tuple[Entry, ...]]:
    """Language code → words of the file, in its order. Raises LexiconError, OSError.

    All is checked: a misspelt part of speech would otherwise be a word that is quietly never found.
    """
    found: dict[str, list[Entry]] = {}
    header: list[str] = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not any(cells) or line.startswith("#"):
            continue
        if not header:
            header = _header(cells, path, number)
            continue
        code, entry = _entry(header, cells, path, number)
        found.setdefault(code, []).append(entry)
    return {code: tuple(entries) for code, entries in found.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise LexiconError(str(path), line, "not UTF-8; save the file as UTF-8") from error


def _header(cells: list[str], path: Path, number: int) -> list[str]:
    names = [cell.lower() for cell in cells]
    if "lemma" not in names:
        raise LexiconError(str(path), number, "the first line names the columns: lemma pos ru en note, tabs between")
    known = {"lemma", "pos", "note", "language"}
    odd = [name for name in names if name not in known and not _CODE.fullmatch(name)]
    if odd:
        raise LexiconError(str(path), number, f"no column is named '{odd[0]}'; known: lemma pos ru en note language")
    return names


def _entry(header: list[str], cells: list[str], path: Path, number: int) -> tuple[str, Entry]:
    if len(cells) > len(header):
        raise LexiconError(str(path), number, f"{len(cells)} cells where {len(header)} columns are named")
    row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    lemma, pos, note = row["lemma"], row.get("pos", "") or "NOUN", row.get("note", "")
    if not lemma:
        raise LexiconError(str(path), number, "the lemma is missing")
    if pos not in PARTS_OF_SPEECH:
        known = ", ".join(sorted(PARTS_OF_SPEECH))
        raise LexiconError(str(path), number, f"no part of speech '{pos}' for '{lemma}'; known: {known}")
    for name, sign, value in (part.partition("=") for part in note.split("; ") if part != "drop"):
        if sign and (name not in NOTES or not value):
            known = ", ".join(f"{name}=…" for name in sorted(NOTES))
            raise LexiconError(str(path), number, f"no note '{name}={value}'; known: {known}, drop")
    equivalents = {
        code: tuple(part.strip() for part in cell.split(";") if part.strip())
        for code, cell in row.items()
        if code not in ("lemma", "pos", "note", "language") and cell
    }
    return row.get("language", "") or DEFAULT_LANGUAGE, Entry(lemma, pos, equivalents, note)


def extended(language: Language, entries: Sequence[Entry], counted: Counts | None = None) -> Language:
    """*language* with the words of *entries* before its own, and with the forms of the corpus at hand as evidence for
    words that are not listed, where the language can use that."""
    if language.extend is not None and (entries or counted):
        return language.extend(tuple(entries), counted)
    return _listing(language, tuple(entries)) if entries else language


def _listing(language: Language, entries: tuple[Entry, ...]) -> Language:
    """For a language whose grammar is not ours: the words themselves, their listed forms, and forms to which the
    language gives one of these lemmas among others."""
    own = {entry.lemma.lower(): entry for entry in entries if entry.note != "drop"}
    forms = {form.lower(): entry for entry in own.values() for form in (entry.lemma, *_forms(entry.note))}

    def analyze(form: str) -> tuple[Analysis, ...]:
        readings = language.analyze(form)
        entry = forms.get(form.lower())
        if entry is None:
            entry = next((own[reading.lemma] for reading in readings if reading.lemma in own), None)
        if entry is None:
            return readings
        lemma = entry.lemma.lower()
        first = Analysis(lemma, lemma, entry.pos, score=_HIGH, source="lexicon")
        return (first, *(reading for reading in readings if (reading.lemma, reading.pos) != (lemma, entry.pos)))

    def lemmatize(form: str) -> tuple[str, ...]:
        first = analyze(form)[0].lemma
        return (first, *(lemma for lemma in language.lemmatize(form) if lemma != first))

    def knows(form: str) -> bool:
        return form.lower() in forms or language.knows(form)

    translations = MappingProxyType(
        {**language.translations(), **{lemma: dict(entry.equivalents) for lemma, entry in own.items()}}
    )
    cached = lru_cache(maxsize=1 << 16)
    return replace(
        language,
        analyze=cached(analyze),
        lemmatize=cached(lemmatize),
        knows=knows,
        translations=lambda: translations,
    )


def _forms(note: str) -> list[str]:
    return next((part[len("forms=") :].split() for part in note.split("; ") if part.startswith("forms=")), [])


@dataclass(frozen=True, slots=True)
class Changed:
    """A form whose lemmas are others now."""

    form: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def first(self) -> bool:
        """Is the first lemma another, not just what follows it?"""
        return self.before[:1] != self.after[:1]


def changed_forms(forms: Iterable[tuple[str, Sequence[str]]], language: Language) -> Iterator[Changed]:
    """Of forms with the lemmas that are kept for them, those to which *language* gives others now.

    >>> from corpus import languages
    >>> [change.after for change in changed_forms([("үйдө", ["үйдө"]), ("үйгө", ["үй"])], languages.get("ky"))]
    [('үй',)]
    """
    for form, kept in forms:
        lemmas = language.lemmatize(form)
        if lemmas != tuple(kept):
            yield Changed(form, tuple(kept), lemmas)
