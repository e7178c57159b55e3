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
    path = _DATA / code / f"{table}.tsv"
    if not path.is_file():
        return
    # never splitlines(): a cell may hold U+0085 or U+2028
    lines = (line for line in path.read_text(encoding="utf-8").split("\n") if line.strip() and not line.startswith("#"))
    header = next(lines, "").split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))


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
    return MappingProxyType({row["form"]: int(row["count"]) for row in rows(code, "counts")})
