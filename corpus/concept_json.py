"""Concepts as plain JSON values, as the corpus file keeps them."""

from __future__ import annotations

from typing import Any

from .concepts import Concept, Evidence, Label, LinkClass
from .documents import Span


def concept_to_json(concept: Concept) -> dict[str, Any]:
    """A dictionary of strings, numbers and lists; concept_from_json undoes it."""
    return {
        "id": concept.id,
        "labels": [_label(label) for label in concept.labels],
        "evidence": [
            {
                "document": e.document,
                "first": _label(e.first),
                "second": _label(e.second),
                "rule": e.rule,
                "score": e.score,
                "positions": list(e.positions),
                "spans": [[s.start, s.stop] for s in e.spans] if e.spans else None,
                "note": e.note,
            }
            for e in concept.evidence
        ],
        "confidence": concept.confidence,
        "class": concept.link_class.value,
        "documents": list(concept.documents),
    }


def concept_from_json(data: dict[str, Any]) -> Concept:
    return Concept(
        id=data["id"],
        labels=tuple(Label(*label) for label in data["labels"]),
        evidence=tuple(_evidence(item) for item in data["evidence"]),
        confidence=data["confidence"],
        link_class=LinkClass(data["class"]),
        documents=tuple(data["documents"]),
    )


def _label(label: Label) -> list[Any]:
    return [label.text, label.language, label.preferred]


def _evidence(item: dict[str, Any]) -> Evidence:
    first, second = item["positions"]
    spans = item["spans"]
    return Evidence(
        document=item["document"],
        first=Label(*item["first"]),
        second=Label(*item["second"]),
        rule=item["rule"],
        score=item["score"],
        positions=(first, second),
        spans=(Span(*spans[0]), Span(*spans[1])) if spans else None,
        note=item["note"],
    )
