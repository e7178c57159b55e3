"""Numbers of concepts that survive relinking."""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import Concept
from .labels import Node, node


def numbers(clusters: Sequence[Sequence[Node]], previous: Sequence[Concept]) -> list[int]:
    """An id for each cluster: that of the previous concept with which it shares most labels, at least half of the
    smaller of the two; new ones count on from the greatest."""
    holders: dict[Node, list[int]] = {}
    sizes: dict[int, int] = {}
    for concept in previous:
        before = {node(label.language, label.text) for label in concept.labels}
        sizes[concept.id] = len(before)
        for label in before:
            holders.setdefault(label, []).append(concept.id)
    shared: dict[tuple[int, int], int] = {}
    for place, nodes in enumerate(clusters):
        for label in nodes:
            for number in holders.get(label, ()):
                shared[place, number] = shared.get((place, number), 0) + 1
    given: dict[int, int] = {}
    taken: set[int] = set()
    for (place, number), count in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], item[0][0])):
        if place not in given and number not in taken and 2 * count >= min(len(clusters[place]), sizes[number]):
            given[place] = number
            taken.add(number)
    following = max(sizes, default=0) + 1
    for place in range(len(clusters)):
        if place not in given:
            given[place] = following
            following += 1
    return [given[place] for place in range(len(clusters))]
