"""A person's decisions, looked up by what they name."""

from __future__ import annotations

from collections.abc import Sequence

from ..decisions import Action, Decision, Name, standing
from .labels import Node, node

Pair = frozenset[Node]


def named(name: Name) -> Node:
    return node(name.language, name.label)


class Verdicts:
    """What a person said of pairs of labels, of labels, and of preferred labels."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self.decisions = standing(decisions)
        self._pairs: dict[Pair, dict[str | None, Action]] = {}
        self._dropped: dict[str | None, set[Node]] = {}
        self.renamed: list[tuple[Node, Name]] = []
        self.terms: list[Name] = []
        for decision in self.decisions:
            first = named(decision.first)
            if decision.action is Action.DROP:
                self._dropped.setdefault(decision.document, set()).add(first)
            elif decision.action is Action.TERM:
                self.terms.append(decision.first)
            elif decision.second and decision.action is Action.RENAME:
                self.renamed.append((first, decision.second))
            elif decision.second:
                self._pair(decision, Pair((first, named(decision.second))))

    def _pair(self, decision: Decision, pair: Pair) -> None:
        said = self._pairs.setdefault(pair, {})
        if decision.document is None:
            said.clear()  # a later word that holds everywhere ends what was said of single articles
        said[decision.document] = decision.action

    def _said(self, first: Node, second: Node, document: str | None) -> Action | None:
        said = self._pairs.get(Pair((first, second)))
        return (said.get(document) or said.get(None)) if said else None

    def accepts(self, first: Node, second: Node, document: str) -> bool:
        return bool(self._pairs) and self._said(first, second, document) in (Action.ACCEPT, Action.MERGE)

    def rejects(self, first: Node, second: Node, document: str) -> bool:
        return bool(self._pairs) and self._said(first, second, document) is Action.REJECT

    def rejected(self) -> dict[Pair, bool]:
        """Pairs kept apart → everywhere (True) or in some article only (False)."""
        found: dict[Pair, bool] = {}
        for pair, said in self._pairs.items():
            if Action.REJECT in said.values() and not self.joined(pair):
                found[pair] = said.get(None) is Action.REJECT
        return found

    def joined(self, pair: Pair) -> bool:
        """Did a person join the two, anywhere?"""
        return any(action in (Action.ACCEPT, Action.MERGE) for action in self._pairs.get(pair, {}).values())

    def joins(self) -> list[tuple[Decision, Node, Node]]:
        """The decisions that join two labels and stand."""
        found = []
        for decision in self.decisions:
            if decision.second and decision.action in (Action.ACCEPT, Action.MERGE):
                first, second = named(decision.first), named(decision.second)
                if self._pairs[Pair((first, second))].get(decision.document) is decision.action:
                    found.append((decision, first, second))
        return found

    def dropped(self, document: str) -> set[Node]:
        """Labels that are no terms in *document*."""
        return self._dropped.get(None, set()) | self._dropped.get(document, set())
