"""Facts from a file: which entries does it hold, and by which names may a document find its own?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..documents import Metadata
from ..encoding import decode
from ..errors import EmptyFile, NotPermitted, UnknownFormat, UnreadableFile
from . import bibtex, ris, table
from .cleaning import bare_doi, file_names, name_as_given
from .entries import Entry, Reading


@dataclass(frozen=True, slots=True)
class Facts:
    """What a metadata file says. ``by_name`` has a key (NFC) for every name by which a document may ask: path as
    given, file name, file name without its ending, citation key, id, DOI in lower case. ``notes`` tell of each
    entry that was left out and of each name that stands for several: one sentence each."""

    by_name: Mapping[str, Metadata]
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Format:
    ending: str
    sign: re.Pattern[str] | None
    read: Callable[[str, str], Reading]


_FORMATS = (
    _Format(".bib", re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE), bibtex.read),
    _Format(".ris", re.compile(r"^[ \t]*TY {1,2}-", re.MULTILINE), ris.read),
    _Format(".csv", None, table.read),
)
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_facts(path: Path) -> Facts:
    """The facts in a CSV, RIS or BibTeX file; the content decides which of them it is, the ending where that is silent.

    An odd entry is left out and told of in the notes. Raises an UnreadableFile where the file as a whole says nothing.
    """
    data, name = _bytes(path), str(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(name, "empty: it holds no entries")
    if data.startswith(_BINARY):
        raise UnknownFormat(name, "not a file of bibliographic facts", "save it as CSV, RIS or BibTeX")
    decoded = decode(data, name=name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    reading = _format(text, path.suffix.lower(), name).read(text, name)
    by_name, notes = _joined(reading.entries)
    return Facts(by_name, reading.entries, (*decoded.notes, *reading.notes, *notes))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(str(path), "no such file", "check the path") from error
    except IsADirectoryError as error:
        raise UnreadableFile(str(path), "a folder", "name a CSV, RIS or BibTeX file") from error
    except OSError as error:
        raise NotPermitted(str(path), error.strerror or "") from error


def _format(text: str, ending: str, name: str) -> _Format:
    """The format whose sign stands first, that of the file's own ending before the others."""
    signed = [
        (form.ending != ending, found.start(), form)
        for form in _FORMATS
        if form.sign and (found := form.sign.search(text))
    ]
    if ending in (".csv", ".tsv") and _begins_with_table(text, signed):
        return _FORMATS[-1]
    if signed:
        return min(signed, key=lambda found: found[:2])[2]
    if ending in (".bib", ".bibtex", ".ris"):
        kind = "RIS record (TY  - …)" if ending == ".ris" else "BibTeX entry (@article{…})"
        if not table.recognizes(text):
            raise UnknownFormat(name, f"no {kind} in it", "give a CSV, RIS or BibTeX file")
    return _FORMATS[-1]


def _begins_with_table(text: str, signed: list[tuple[bool, int, _Format]]) -> bool:
    """A table whose cells may hold what looks like an entry; but not an entry saved under the name of a table."""
    return table.recognizes(text) and not any(not text[:start].strip() for _, start, _ in signed)


def _joined(entries: tuple[Entry, ...]) -> tuple[dict[str, Metadata], list[str]]:
    """Name → facts. Of two entries under one name that was given, the first counts; a name that we made of a path
    (its last part, its stem) and that fits two files is no name at all."""
    given: dict[str, Entry] = {}
    made: dict[str, list[Entry]] = {}
    notes = []
    for entry in entries:
        for name in _given_names(entry):
            first = given.setdefault(name, entry)
            if first.metadata != entry.metadata:
                notes.append(f"lines {first.line} and {entry.line} both speak of '{name}'; the first counts")
        for name in _made_names(entry):
            made.setdefault(name, []).append(entry)
    by_name = {name: entry.metadata for name, entry in given.items()}
    for name, owners in made.items():
        if name in given:
            continue
        if any(owner.metadata != owners[0].metadata for owner in owners):
            lines = ", ".join(str(owner.line) for owner in owners)
            notes.append(f"'{name}' may be any of the files on lines {lines}; it is joined by its full path only")
        else:
            by_name[name] = owners[0].metadata
    return by_name, notes


def _given_names(entry: Entry) -> Iterator[str]:
    names = [names[0] for file in entry.files if (names := file_names(file))]
    names += [name_as_given(key) for key in entry.keys]
    names.append(bare_doi(entry.metadata.doi).lower())
    yield from dict.fromkeys(name for name in names if name)


def _made_names(entry: Entry) -> Iterator[str]:
    yield from dict.fromkeys(name for file in entry.files for name in file_names(file)[1:])
