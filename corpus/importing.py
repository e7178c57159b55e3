"""A glossary file of somebody's own → decisions: that its labels name one concept, with definitions and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from . import exporters, glossary, languages
from .concepts import TermEntry
from .decisions import Action, Decision, Name
from .errors import NotFound, NotPermitted, UnreadableFile


@dataclass(frozen=True, slots=True)
class Imported:
    """``entries`` read; what they become; and a sentence on whatever was left out."""

    entries: int
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...]


def read(path: Path) -> Imported:
    """The decisions that say what the file at *path* says.

    An entry is accepted link by link, the first terms of its languages; further terms of a language are merged with the
    first. Raises NotFound, UnknownName, UnreadableFile.
    """
    exporter = exporters.for_extension(path.suffix)
    if exporter.read_with_notes is None:
        raise UnreadableFile(str(path), f"{exporter.name} is written but not read", f"use {', '.join(_endings())}")
    data = _bytes(path)
    try:
        reading = exporter.read_with_notes(data)
    except UnreadableFile as error:
        raise type(error)(str(path), error.reason, error.advice) from None
    entries, left_out = glossary.restrict(reading.entries, languages.available())
    notes = [*reading.notes, *left_out]
    decisions = dict.fromkeys(decision for entry in entries for decision in _decisions(entry, path.name))
    return Imported(len(entries), tuple(decisions), tuple(notes))


def _endings() -> list[str]:
    """Of the files that are read."""
    known = map(exporters.get, exporters.available())
    return sorted({ending for exporter in known if exporter.read_with_notes for ending in exporter.extensions})


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFile(str(path), "a folder", "name a file")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound("file", str(path)) from None
    except OSError as error:
        raise NotPermitted(str(path), error.strerror or "") from error


def _decisions(entry: TermEntry, source: str) -> Iterator[Decision]:
    firsts = [Name(code, terms[0].text) for code, terms in entry.terms.items() if terms]
    for first, second in pairwise(firsts):
        yield Decision(Action.ACCEPT, first, second, note=f"from {source}")
    if len(firsts) == 1:
        yield Decision(Action.TERM, firsts[0], note=f"from {source}")
    for code, terms in entry.terms.items():
        for other in terms[1:]:
            yield Decision(Action.MERGE, Name(code, terms[0].text), Name(code, other.text), note=f"from {source}")
    for code, said in entry.definitions.items():
        if entry.terms.get(code):
            yield Decision(Action.DEFINE, Name(code, entry.terms[code][0].text), text=said)
    for code, said in entry.notes.items():
        if entry.terms.get(code):
            yield Decision(Action.NOTE, Name(code, entry.terms[code][0].text), text=said)
