"""Two terms at the same stage of the abstracts of their languages: it supports a link and never makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from .labels import Node, content, lemma, words

WORTH = 0.20
"""What the same place in two abstracts is worth at most: terms of one topic stand near each other."""
NEAR = 0.15
"""Places farther apart than this share of the text are no evidence."""
LOOSE = 2
"""Words that may stand between those of a term."""


@lru_cache(maxsize=4096)
def lemmas(code: str, text: str) -> tuple[str, ...]:
    """The lemmas of a text in its order."""
    return tuple(lemma(code, form) for form in words(text))


def support(first: Node, second: Node, abstracts: Mapping[str, str]) -> float:
    """0 to WORTH: how near each other, in shares of their abstracts, two terms stand; 0 if one is not there."""
    if first.language not in abstracts or second.language not in abstracts:
        return 0.0
    here = places(first, lemmas(first.language, abstracts[first.language]))
    there = places(second, lemmas(second.language, abstracts[second.language]))
    apart = min((abs(a - b) for a in here for b in there), default=1.0)
    return WORTH * (1 - apart / NEAR) if apart < NEAR else 0.0


def places(label: Node, text: Sequence[str]) -> list[float]:
    """Where the content words of a label stand together in any order, in shares of the text.

    >>> places(Node("und", ("b", "c")), ("a", "x", "c", "b"))
    [0.5]
    """
    wanted = set(content(label))
    width = len(wanted) + LOOSE if len(wanted) > 1 else 1
    starts = (place for place, word in enumerate(text) if word in wanted)
    return [place / len(text) for place in starts if wanted <= set(text[place : place + width])]
