"""Why labels are one concept, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..concepts import Concept, Evidence, Label, LinkClass, sure
from .confidence import confidence, link_class


@dataclass(frozen=True, slots=True)
class Link:
    """Two labels of a concept that evidence joins directly."""

    first: Label
    second: Label
    evidence: tuple[Evidence, ...]
    confidence: float
    link_class: LinkClass

    def __str__(self) -> str:
        names = " = ".join(f"{label.language}:{label.text}" for label in (self.first, self.second))
        return f"{names}  {sure(self.confidence, self.link_class)} {self.link_class}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """A line a reason: rule, what it is worth, what it saw, in which articles."""
        grouped: dict[tuple[str, float, str], list[Evidence]] = {}
        for item in self.evidence:
            grouped.setdefault((item.rule, item.score, item.note), []).append(item)
        return tuple(_line(*key, items) for key, items in grouped.items())


def links(concept: Concept) -> tuple[Link, ...]:
    """The links between the labels of *concept*, the surest first."""
    grouped: dict[tuple[Label, Label], list[Evidence]] = {}
    for item in concept.evidence:
        grouped.setdefault((item.first, item.second), []).append(item)
    found = [Link(*pair, tuple(items), confidence(items), link_class(items)) for pair, items in grouped.items()]
    return tuple(sorted(found, key=lambda link: -link.confidence))


def explain(concept: Concept) -> tuple[str, ...]:
    """Lines that say why the labels of *concept* are one: each link, and below it its reasons."""
    lines: list[str] = []
    for link in links(concept):
        lines += [str(link), *(f"    {reason}" for reason in link.reasons)]
    if not lines:
        names = ", ".join(f"{label.language}:{label.text}" for label in concept.labels)
        lines.append(f"{names}  linked to no other language")
    return tuple(lines)


def _line(rule: str, score: float, note: str, items: Sequence[Evidence]) -> str:
    places = [item.document for item in items if item.document]
    shown = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
    positions = {item.positions for item in items if rule == "order"}
    at = "".join(f" {a + 1}–{b + 1}" for a, b in sorted(positions)[:3]) if positions else ""
    return f"{rule} {score:.2f}{at}" + (f": {note}" if note else "") + (f"  [{shown}]" if shown else "")
