"""A rule of repair: it finds what is damaged and says what should stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..edits import Edit, Edits

TABLES = Path(__file__).parent.parent / "languages" / "data" / "repair"


@dataclass(frozen=True, slots=True)
class Rule:
    """``find(text)`` gives edits of *text*, none overlapping; each bears ``name``.

    ``description`` is one line for ``kochmon explain edits``, with the example that gave birth to the rule.
    """

    name: str
    description: str
    find: Callable[[str], Iterable[Edit]]
    signs: frozenset[str] = frozenset()  # a text without any of these needs no search; empty: search every text


def apply(rules: Iterable[Rule], text: str) -> tuple[str, Edits]:
    """*text* after all *rules* in their order, with one receipt."""
    receipt = Edits()
    signs = set(text)
    for rule in rules:
        if rule.signs and signs.isdisjoint(rule.signs):
            continue
        edits = Edits(rule.find(text))
        if edits:
            text, receipt = edits.apply(text), receipt.then(edits) if receipt else edits
            signs = set(text)
    return text, receipt


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of ``languages/data/repair/<name>.tsv``, without comments and header; none where there is no such table.

    >>> table("lookalikes")[0]
    ('a', 'а')
    """
    path = TABLES / f"{name}.tsv"
    if not path.exists():
        return ()
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


def replacements(name: str) -> dict[str, str]:
    """A table of two columns, found → meant."""
    pairs = ((row[0], row[1]) for row in table(name))
    return dict(pairs)
