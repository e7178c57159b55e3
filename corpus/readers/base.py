"""What a reader gives. Adding a format is one file ``<format>.py`` with a value READER."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..documents import Mark, Metadata, Page
from ..errors import UnknownName

EXTRACTORS = ("trafilatura",)
"""What can find the article in a web page, beside our own rules; each is an optional package."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may say where a reader would guess; empty means guess, and for ``extractor`` our own rules.

    Raises UnknownName for an extractor that is none of EXTRACTORS.
    """

    encoding: str = ""
    delimiter: str = ""
    extractor: str = ""

    def __post_init__(self) -> None:
        if self.extractor and self.extractor not in EXTRACTORS:
            raise UnknownName("extractor", self.extractor, EXTRACTORS)


@dataclass(frozen=True, slots=True)
class RawText:
    """Text as it stands in a file, before any repair. Offsets count characters of ``text``.

    ``key`` is empty where a file holds one text; a row of a table bears ``"row 7"`` or the row's own id.
    Paragraphs are separated by a blank line, printed lines by one line break (PDF and plain text keep
    their line ends, since a hyphen at a line end is evidence). ``notes`` tell a person what was guessed
    or passed over: one sentence each.
    """

    text: str
    key: str = ""
    encoding: str = ""
    pages: tuple[Page, ...] = ()
    marks: tuple[Mark, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """A file format as a value.

    ``recognizes(head, name)`` decides by content first (*head*: the first bytes of the file) and by
    the name last, and gives 0 (no) to 1 (certainly). ``read(data, name, options)`` yields texts and raises
    an UnreadableFile with *name* as its path.
    """

    name: str
    extensions: tuple[str, ...]
    recognizes: Callable[[bytes, str], float]
    read: Callable[[bytes, str, Options], Iterator[RawText]]
    version: int = 1
