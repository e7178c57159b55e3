"""Facts that a person types: ``add --set year=2019 journal=…``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from ..documents import Metadata
from ..errors import KochmonError, UnknownName
from .cleaning import bare_doi, one_line, page_range, year_in
from .names import split_authors


def parse_settings(pairs: Iterable[str]) -> Metadata:
    """Facts from ``key=value``; of a key given twice the last counts. Raises UnknownName, KochmonError.

    >>> facts = parse_settings(["year=2019", "authors=Осмонов А.; Асанова Г.", "pages=5-12"])
    >>> facts.year, facts.authors, facts.pages
    (2019, ('Осмонов А.', 'Асанова Г.'), '5–12')
    """
    known = [field.name for field in fields(Metadata)]
    given = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise KochmonError(f"'{pair}' sets nothing; write KEY=VALUE, for instance year=2019")
        key = key.strip().casefold()
        if key not in known:
            raise UnknownName("setting", key, known)
        given[key] = one_line(value)
    return Metadata(
        title=given.get("title", ""),
        authors=split_authors(given.get("authors", "")),
        year=_year(given.get("year", "")),
        journal=given.get("journal", ""),
        volume=given.get("volume", ""),
        issue=given.get("issue", ""),
        pages=page_range(given.get("pages", "")),
        doi=bare_doi(given.get("doi", "")),
    )


def _year(value: str) -> int | None:
    if value and (len(value) != 4 or year_in(value) is None):
        raise KochmonError(f"year={value}: a year is a number of four digits, for instance year=2019")
    return year_in(value)
