"""What a person wrote about concepts, brought to them; and what found no concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..concepts import Concept
from ..decisions import Action, Decision, standing
from .building import Article
from .labels import Node, node
from .verdicts import Verdicts, named


def definitions(concepts: Iterable[Concept], decisions: Sequence[Decision]) -> dict[int, Mapping[str, str]]:
    """Concept id → language → definition, for concepts that have one."""
    return _written(Action.DEFINE, concepts, decisions)


def notes(concepts: Iterable[Concept], decisions: Sequence[Decision]) -> dict[int, Mapping[str, str]]:
    """Concept id → language → note, for concepts that have one."""
    return _written(Action.NOTE, concepts, decisions)


def unused(decisions: Sequence[Decision], articles: Sequence[Article]) -> tuple[Decision, ...]:
    """The decisions that change nothing now: a label they name is printed nowhere, or not in their document, or a
    later decision has taken their place. They stay in the file: the article may come back."""
    printed: dict[Node, set[str]] = {}
    for article in articles:
        for keywords in article.keyword_lists:
            for keyword in keywords.keywords:
                printed.setdefault(node(keyword.language, keyword.text), set()).add(article.document)
    for _, first, second in Verdicts(decisions).joins():
        printed.setdefault(first, set())  # written by hand
        printed.setdefault(second, set())
    for name in Verdicts(decisions).terms:
        printed.setdefault(named(name), set())
    held = set(map(id, standing(decisions)))
    return tuple(x for x in decisions if id(x) not in held or not _applies(x, printed))


def _applies(decision: Decision, printed: Mapping[Node, set[str]]) -> bool:
    names = [decision.first]
    if decision.second and decision.action is not Action.RENAME:
        names.append(decision.second)
    by_hand = decision.action in (Action.ACCEPT, Action.MERGE)
    for label in map(named, names):
        if label not in printed:
            return False
        if decision.document is not None and not by_hand and decision.document not in printed[label]:
            return False
    return True


def _written(
    action: Action, concepts: Iterable[Concept], decisions: Sequence[Decision]
) -> dict[int, Mapping[str, str]]:
    texts: dict[Node, str] = {named(x.first): x.text for x in standing(decisions) if x.action is action}
    found: dict[int, Mapping[str, str]] = {}
    if not texts:
        return found
    for concept in concepts:
        said: dict[str, str] = {}
        for label in concept.labels:
            text = texts.get(node(label.language, label.text))
            if text:
                said.setdefault(label.language, text)
        if said:
            found[concept.id] = said
    return found
