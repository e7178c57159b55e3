"""What is cited."""

from __future__ import annotations

from dataclasses import dataclass

from ..documents import Metadata
from .names import Name, parse_name


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: clean facts with the title in the language of the body, titles in other languages, a key."""

    id: str
    key: str
    metadata: Metadata
    language: str = ""
    other_titles: tuple[str, ...] = ()
    english_title: str = ""

    @property
    def names(self) -> list[Name]:
        return [parse_name(author) for author in self.metadata.authors]
