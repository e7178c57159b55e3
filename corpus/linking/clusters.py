"""Links between pairs of labels become concepts. Where is a chain of links cut?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..concepts import Evidence, LinkClass
from .confidence import confidence, link_class
from .labels import Node

VARIANT = 0.85
"""A link must be so sure to bring a second label of one language into a concept."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two labels and all that speaks for their being one concept. ``forced``: whatever else is linked."""

    first: Node
    second: Node
    evidence: tuple[Evidence, ...]
    confidence: float
    link_class: LinkClass
    forced: bool = False

    @classmethod
    def of(cls, first: Node, second: Node, evidence: Sequence[Evidence], forced: bool = False) -> Edge:
        return cls(first, second, tuple(evidence), confidence(evidence), link_class(evidence), forced)

    @property
    def rank(self) -> tuple[object, ...]:
        """Forced ones first, then the surest, then those from most articles; the rest for determinism."""
        return not self.forced, -round(self.confidence, 9), -len(self.evidence), self.first, self.second


@dataclass(slots=True)
class Cluster:
    """Labels of one concept and the links that hold them together."""

    nodes: list[Node]
    languages: set[str]
    held: list[Edge]


def cluster(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    apart: Mapping[frozenset[Node], bool],
    variants: Callable[[Node, Node], bool],
) -> list[Cluster]:
    """The concepts of *nodes*: the surest links first, none that would put two labels of one language that are no
    *variants*, or two that are kept *apart*, into one concept (Kageura's cut: a chain breaks at its weakest link)."""
    home = {node: Cluster([node], {node.language}, []) for node in nodes}
    foes: dict[Node, set[Node]] = {}
    for pair in apart:
        for node in pair:
            foes.setdefault(node, set()).update(pair - {node})
    for edge in sorted(edges, key=lambda edge: edge.rank):
        one, other = home[edge.first], home[edge.second]
        if one is other:
            continue
        if not edge.forced and (_at_odds(one, other, foes) or not _compatible(one, other, edge, variants)):
            continue
        if len(one.nodes) < len(other.nodes):
            one, other = other, one
        one.nodes += other.nodes
        one.languages |= other.languages
        one.held += [*other.held, edge]
        home.update((node, one) for node in other.nodes)
    return list({id(found): found for found in home.values()}.values())


def _compatible(one: Cluster, other: Cluster, edge: Edge, variants: Callable[[Node, Node], bool]) -> bool:
    """Have they no language in common, or variants only, which a sure link brings together?"""
    if not one.languages & other.languages:
        return True
    if edge.confidence < VARIANT or edge.link_class is LinkClass.ORDER_ONLY:
        return False
    return all(variants(a, b) for a in one.nodes for b in other.nodes if a.language == b.language)


def _at_odds(one: Cluster, other: Cluster, foes: Mapping[Node, set[Node]]) -> bool:
    if not foes:
        return False
    return any(not foes.get(node, set()).isdisjoint(other.nodes) for node in one.nodes)
