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
class Exporter:
    """A glossary format as a value. ``write(entries, layout)`` gives the whole file as bytes; ``read(data)``
    gives entries back where the format allows, else it is None. Entries come sorted."""

    name: str
    extensions: tuple[str, ...]
    write: Callable[[Sequence[TermEntry], Layout], bytes]
    read: Callable[[bytes], tuple[TermEntry, ...]] | None = None
    binary: bool = False  # True: never to a terminal
    description: str = ""
