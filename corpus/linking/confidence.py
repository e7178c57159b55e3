"""How far a link may be trusted, from its evidence alone: the same evidence always gives the same answer."""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import Evidence, LinkClass

WORDS_AT_MOST, ORDER_AT_MOST = 0.97, 0.80
"""No dictionary is always right; no number of lists in one order is more than a habit."""
LIFT = 0.4
STRONG = 0.85
FAINT = 0.30
"""Words that match less are no reason."""


def confidence(evidence: Sequence[Evidence]) -> float:
    """0 to 1: three kinds of reason, each of which may fail on its own, so 1 − (1 − words)(1 − corpus)(1 − order).

    ``words``: the best score of dictionary, cognate, acronym, words, pivot, lifted (a term that agrees in part was
    linked only because no other came near); ``corpus``: co-occurrence; ``order``: the same place in one list after
    another, 1 − ∏(1 − score); the best place in two abstracts adds a little. A decision gives 1.

    The numbers were set so that of simulated links with a confidence near c about the share c is right where one term
    in ten has no mate (``benchmarks/quality.py links``, calibration).
    """
    if any(item.rule == "decision" for item in evidence):
        return 1.0
    words, corpus, order = _parts(evidence)
    if words >= FAINT:
        words = min(LIFT + (1 - LIFT) * words, WORDS_AT_MOST)
    abstract = max((item.score for item in evidence if item.rule == "abstract"), default=0.0)
    return 1 - (1 - words) * (1 - corpus) * (1 - order) * (1 - abstract)


def link_class(evidence: Sequence[Evidence]) -> LinkClass:
    """ACCEPTED by a person; STRONG where two kinds of reason, or one very good one, leave little doubt; ORDER_ONLY
    where no other reason speaks; REVIEW for the rest."""
    if any(item.rule == "decision" for item in evidence):
        return LinkClass.ACCEPTED
    words, corpus, order = _parts(evidence)
    if words < FAINT and not corpus:
        return LinkClass.ORDER_ONLY
    kinds = (words >= 0.6) + (corpus >= 0.4) + (order >= 0.5)
    if confidence(evidence) >= STRONG and (kinds > 1 or words >= 0.9):
        return LinkClass.STRONG
    return LinkClass.REVIEW


def _parts(evidence: Sequence[Evidence]) -> tuple[float, float, float]:
    words = corpus = 0.0
    apart = 1.0
    for item in evidence:
        if item.rule == "order":
            apart *= 1 - item.score
        elif item.rule == "co-occurrence":
            corpus = max(corpus, item.score)
        elif item.rule != "abstract":
            words = max(words, item.score)
    return words, corpus, min(1 - apart, ORDER_AT_MOST)
