"""What an exporter does. Adding a glossary format is one file ``<format>.py`` with a value EXPORTER."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..concepts import TermEntry


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person chose. ``languages`` are columns in this order; ``pair`` of two languages restricts the
    file to entries that have both."""

    languages: tuple[str, ...] = ("ky", "ru", "en")
    pair: tuple[str, str] | None = None
    title: str = "Glossary"

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pair or self.languages


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held. ``notes`` are sentences for a person on whatever was not taken as it stood."""

    entries: tuple[TermEntry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A glossary format as a value. ``write(entries, layout)`` gives the whole file as bytes, sorted by the
    alphabet of the first column; ``read(data)`` gives the entries back, in all languages that the file has,
    where the format allows, else it is None. ``read_with_notes`` is the same with what to tell the user.
    Both raise UnreadableFile, whose ``path`` is the name of the format: only the caller knows the file."""

    name: str
    extensions: tuple[str, ...]
    write: Callable[[Sequence[TermEntry], Layout], bytes]
    read: Callable[[bytes], tuple[TermEntry, ...]] | None = None
    read_with_notes: Callable[[bytes], Reading] | None = None
    binary: bool = False  # True: never to a terminal
    description: str = ""
