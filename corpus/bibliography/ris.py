"""RIS, the tagged format of EndNote, Zotero and journals' pages (``TY  - JOUR`` … ``ER  -``), read and written.

Read by rispy, a record at a time, so that one without its end costs nothing and a note can name its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..errors import DamagedFile
from .entries import Entry, Reading, id_in, metadata, note_of
from .names import parse_name
from .work import Work

_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9]) {1,2}-(?: |$)(.*)")
_TITLES = ("TI", "T1", "CT", "BT")
_YEARS = ("PY", "Y1", "DA")
_JOURNALS = ("JO", "JF", "T2", "JA", "J2", "J1")
_SINGLE = (*_TITLES, *_YEARS, *_JOURNALS, "TY", "VL", "IS", "SP", "EP", "DO", "ID", "ER")
_LISTS = ("AU", "A1", "N1", "L1", "L2", "L4", "LK", "UR")


def read(text: str, name: str) -> Reading:
    """The records of a RIS file. Raises DamagedFile where none can be read."""
    entries, notes = [], []
    for line, lines in _records(text):
        if not any(tag and tag[1] == "ER" for tag in map(_TAG.match, lines)):
            notes.append(f"line {line}: the record has no end (ER  -); it is read up to the next")
        entry, said = _entry(_fields(lines), line)
        notes += said
        if entry:
            entries.append(entry)
        else:
            notes.append(f"line {line}: a record without any fact; left out")
    if not entries:
        raise DamagedFile(name, "; ".join(["no record in it has a title, an author or a DOI", *notes]))
    return Reading(tuple(entries), tuple(notes))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The line of each TY, and the lines from there to the next."""
    start = 0
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        tag = _TAG.match(line)
        if tag and tag[1] == "TY":
            if start:
                yield start, lines
            start, lines = number, []
        if start:
            lines.append(f"{tag[1]}  - {tag[2]}" if tag else line)
    if start:
        yield start, lines


def _fields(lines: list[str]) -> dict[str, Any]:
    """Tag → text, or texts for tags that may be repeated."""
    import rispy  # type: ignore[import-untyped]

    mapping = {tag: tag for tag in (*_SINGLE, *_LISTS)}
    text = "\n".join([*lines, "ER  - "])  # a second end does no harm
    options = {"mapping": mapping, "list_tags": list(_LISTS), "delimiter_tags_mapping": {}, "skip_unknown_tags": True}
    records: list[dict[str, Any]] = rispy.loads(text, **options)
    return records[0]


def _entry(fields: Mapping[str, Any], line: int) -> tuple[Entry | None, list[str]]:
    pages = "–".join(filter(None, (fields.get("SP", ""), fields.get("EP", ""))))
    raw = {
        "title": _first(fields, _TITLES),
        "year": _first(fields, _YEARS),
        "journal": _first(fields, _JOURNALS),
        "volume": fields.get("VL", ""),
        "issue": fields.get("IS", ""),
        "pages": pages,
        "doi": fields.get("DO", "") or next((url for url in fields.get("UR", ()) if "doi.org/" in url), ""),
    }
    authors = list(fields.get("AU", ()))
    authors += [author for author in fields.get("A1", ()) if author not in authors]  # some write each author twice
    facts, notes = metadata(raw, authors, line)
    files = [file for tag in ("L1", "L2", "L4", "LK") for file in fields.get(tag, ()) if file]
    keys = [fields.get("ID", ""), *(id_in(note) for note in fields.get("N1", ()))]
    if not (facts.title or facts.authors or facts.doi or facts.journal or facts.year):
        return None, notes
    return Entry(facts, tuple(files), tuple(filter(None, keys)), line), notes


def _first(fields: Mapping[str, Any], tags: tuple[str, ...]) -> str:
    return next((str(fields[tag]) for tag in tags if fields.get(tag)), "")


def write(work: Work, accessed: date | None, page: int | None) -> str:
    """A record; tags in the usual order, each once a line."""
    facts = work.metadata
    start, dash, stop = facts.pages.partition("–")
    pairs = [
        ("TY", "JOUR" if facts.journal else "GEN"),
        *(("AU", parse_name(author).inverted) for author in facts.authors),
        ("TI", facts.title),
        *(("TT", title) for title in work.other_titles),
        ("JO", facts.journal),
        ("PY", str(facts.year or "")),
        ("VL", facts.volume),
        ("IS", facts.issue),
        ("SP", start),
        ("EP", stop if dash else ""),
        ("DO", facts.doi),
        ("LA", work.language),
        ("Y2", accessed.strftime("%Y/%m/%d") if accessed else ""),
        ("ID", work.key),
        ("N1", note_of(work.id, page)),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in pairs if value), "ER  - "])
