"""Why a part matches, told in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.concepts import sure

from .expansion import Origin, Way
from .snippets import Occurrence

MOST = 8
"""Words that are told one by one; somebody who pastes an abstract does not want them all back."""

Tier = Literal["exact", "lemma", "prefix", "concept"]
"""How what stands in the text relates to what was typed: the same form, another form of the word, a word that begins
so, a label of the same concept."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A way in which a part matches, and the closest tier in which it does there."""

    way: Way
    tier: Tier

    def __str__(self) -> str:
        concept = self.way.concept
        if self.tier == "concept" and concept is not None:
            kind = concept.link_class.value
            return f"{self.way.source} (concept, {kind}, {sure(concept.confidence, kind)})"
        return f"{self._shown} ({self.tier})"

    @property
    def _shown(self) -> str:
        return self.way.typed if self.tier == "exact" else self.way.source


def reasons(here: Sequence[Occurrence]) -> list[Reason]:
    """One reason for each way that occurs, in the order of the ways."""
    exact: dict[int, bool] = {}
    ways: dict[int, Way] = {}
    for occurrence in here:
        ways[id(occurrence.way)] = occurrence.way
        exact[id(occurrence.way)] = exact.get(id(occurrence.way), False) or occurrence.exact
    return [Reason(way, _tier(way, exact[key])) for key, way in ways.items()]


def _tier(way: Way, exact: bool) -> Tier:
    if way.origin is Origin.CONCEPT:
        return "concept"
    if way.prefix:
        return "prefix"
    return "exact" if exact else "lemma"


def told(found: Iterable[Reason]) -> list[str]:
    """What is worth telling, each with its language: rows and concepts make the words within them superfluous, and
    single words that match in one tier share a line."""
    listed = list(found)
    lines: dict[tuple[str, Tier, str], list[str]] = {}
    for reason in listed:
        language = reason.way.language
        if any(_tells_more(other.way, reason.way) for other in listed):
            continue
        if reason.way.origin in (Origin.LEMMA, Origin.TYPED):
            lines.setdefault((language, reason.tier, ""), []).append(reason._shown)
        else:
            lines[language, reason.tier, str(reason)] = []
    return [
        f"{language}: {_listed(words)} ({tier})" if words else f"{language}: {alone}"
        for (language, tier, alone), words in lines.items()
    ]


def _listed(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return ", ".join(words[:MOST]) + (f" and {more} more" if more > 0 else "")


def _tells_more(one: Way, other: Way) -> bool:
    return one.language == other.language and one.words > other.words
