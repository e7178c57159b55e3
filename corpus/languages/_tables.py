"""The tables beside a language: ``data/<code>/*.tsv``.

Every table has comment lines (``#``: source, licence, date, state of review), then a header line, then one row a
line, cells divided by tabs. A language without a table has an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..documents import SectionKind

_DATA = Path(__file__).with_name("data")


def rows(code: str, table: str) -> Iterator[dict[str, str]]:
    """Rows of ``data/<code>/<table>.tsv`` as header → cell; a short row ends in empty cells. None without the file.

    >>> next(rows("ru", "headings"))
    {'kind': 'abstract', 'heading': 'аннотация'}
    """
    lines = cells(code, table)
    header = next(lines, [])
    for line in lines:
        yield dict(zip(header, line + [""] * (len(header) - len(line)), strict=False))


def cells(code: str, table: str) -> Iterator[list[str]]:
    """The lines of a table, its header first, as lists of cells: for long tables, where a dictionary a row is slow.

    >>> next(cells("ru", "headings"))
    ['kind', 'heading']
    """
    path = _DATA / code / f"{table}.tsv"
    if path.is_file():
        # never splitlines(): a cell may hold U+0085 or U+2028
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line and line[0] != "#" and not line.isspace():
                yield line.split("\t")


@cache
def headings(code: str) -> Mapping[SectionKind, tuple[str, ...]]:
    """Kind → headings as an article prints them, lower case, without the colon; in the table's order.

    >>> headings("en")[SectionKind.KEYWORDS][:2]
    ('keywords', 'key words')
    """
    found: dict[SectionKind, list[str]] = {}
    for row in rows(code, "headings"):
        found.setdefault(SectionKind(row["kind"]), []).append(row["heading"])
    return MappingProxyType({kind: tuple(names) for kind, names in found.items()})


@cache
def abbreviations(code: str) -> frozenset[str]:
    """Words that keep their full stop, lower case, without the last stop: ``т.д``, ``проф``."""
    return frozenset(row["abbreviation"] for row in rows(code, "abbreviations"))


@cache
def stop_words(code: str) -> frozenset[str]:
    """Function words, lower case."""
    return frozenset(row["word"] for row in rows(code, "stop_words"))


@cache
def counts(code: str) -> Mapping[str, int]:
    """Lower-cased form → occurrences in open text; commonest first.

    >>> max(counts("en"), key=counts("en").get)
    'the'
    """
    lines = cells(code, "counts")
    next(lines, None)
    return MappingProxyType({form: int(count) for form, count in lines})
