"""Concepts with labels in several languages, the evidence for them, and the term entries of a glossary.

Words of SKOS (W3C 2009): a concept has at most one preferred label a language, and alternatives.
Words of TBX (ISO 30042): a term entry has a section a language, and terms in it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .documents import Span


class LinkClass(StrEnum):
    """How far a link between two labels may be trusted."""

    ACCEPTED = "accepted"  # a person said so
    STRONG = "strong"  # several independent reasons
    REVIEW = "review"  # some reason
    ORDER_ONLY = "order-only"  # the same place in two lists, nothing else


def sure(confidence: float, link_class: str) -> str:
    """A confidence as a person is told it, to two places, rounded down; certain is only what a person said.

    >>> sure(0.9987, "strong"), sure(0.559, "order-only"), sure(1.0, "accepted")
    ('0.99', '0.55', '1.00')
    """
    if link_class == LinkClass.ACCEPTED:
        return f"{confidence:.2f}"
    return f"{min(math.floor(confidence * 100 + 1e-9), 99) / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Label:
    """A term that names a concept in a language. ``text`` as most often printed, in lower case unless a name."""

    text: str
    language: str
    preferred: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two labels name one concept: one reason from one article.

    ``positions`` are the places of the two terms in their lists, from 0; ``spans`` where they are printed in
    the document; ``score`` 0 to 1 is what this reason alone is worth.
    """

    document: str
    first: Label
    second: Label
    rule: str  # dictionary | acronym | cognate | words | pivot | co-occurrence | abstract | order | decision
    score: float
    positions: tuple[int, int] = (-1, -1)
    spans: tuple[Span, Span] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """``id`` is a small whole number that survives relinking. ``confidence`` 0 to 1 is that of its weakest
    link; a concept with labels in one language only has 1.0 and no evidence."""

    id: int
    labels: tuple[Label, ...]
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    link_class: LinkClass = LinkClass.REVIEW
    documents: tuple[str, ...] = ()

    def preferred(self, language: str) -> str:
        """The preferred label in *language*, or the empty string."""
        return next((x.text for x in self.labels if x.language == language and x.preferred), "")

    def by_language(self) -> Mapping[str, tuple[str, ...]]:
        """Language → labels, the preferred one first."""
        grouped: dict[str, tuple[str, ...]] = {}
        for label in sorted(self.labels, key=lambda x: not x.preferred):
            grouped[label.language] = (*grouped.get(label.language, ()), label.text)
        return grouped


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that holds a term. ``text`` is one line; ``matches`` are [start, stop) in it; ``span`` is
    where the sentence stands in the document."""

    text: str
    language: str
    document: str
    title: str
    span: Span
    matches: tuple[Span, ...] = ()
    year: int | None = None
    page: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a language section. ``frequency`` counts occurrences of any of its forms in the corpus,
    ``documents`` the documents that hold one."""

    text: str
    preferred: bool = True
    frequency: int = 0
    documents: int = 0
    examples: tuple[Example, ...] = ()
    definition: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept as a glossary shows it: language → its terms, the preferred one first.

    ``id`` is an NCName (``c12``). ``definitions`` and ``notes`` are by language; a language without terms
    is absent from ``terms``.
    """

    id: str
    terms: Mapping[str, tuple[Term, ...]]
    subject: str = "migration"
    confidence: float = 1.0
    link_class: LinkClass = LinkClass.REVIEW
    definitions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
