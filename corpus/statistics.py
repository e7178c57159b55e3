"""Counts over the whole corpus: frequency with dispersion, and collocates."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from .arrays import Arrays
from .concordance import alphabetical
from .tokens import Form, Ints, Vocabulary

if TYPE_CHECKING:
    from .store import Store

Layer = Literal["form", "lemma", "root"]

_NAME: dict[str, Callable[[Form], str]] = {
    "form": lambda form: form.key,
    "lemma": lambda form: form.lemmas[0],
    "root": lambda form: form.root,
}


@dataclass(frozen=True, slots=True)
class Frequency:
    """``count`` occurrences in ``documents`` documents; ``per_million`` words of the language."""

    text: str
    language: str
    pos: str
    count: int
    documents: int
    per_million: float


@dataclass(frozen=True, slots=True)
class Collocate:
    """A lemma near another: ``together`` times within the window, ``count`` times in all.

    ``log_dice`` is 14 + log2(2·together / (count of the node + count)), at most 14 (Rychlý 2008).
    """

    text: str
    language: str
    together: int
    count: int
    log_dice: float


def frequencies(store: Store, arrays: Arrays, language: str, *, layer: Layer = "lemma") -> list[Frequency]:
    """The frequency list of *language*, commonest first, ties by alphabet. Words of letters only."""
    tokens, parts = _tokens(arrays, language)
    numbers, which, sizes = np.unique(tokens, return_inverse=True, return_counts=True)
    vocabulary = store.vocabulary(numbers.tolist())
    forms = [vocabulary[number] for number in numbers.tolist()]
    names = [_NAME[layer](form) for form in forms]
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(names))}
    rank_of_form = np.array([ranks[name] for name in names], dtype=np.int64)
    # each pair of a name and a part once, as one number
    pairs = np.unique(rank_of_form[which] * len(arrays.documents) + parts) if len(tokens) else tokens
    documents = np.bincount(pairs // max(len(arrays.documents), 1), minlength=len(ranks)).tolist()
    counts = [0] * len(ranks)
    pos = [""] * len(ranks)
    for form, name, size in zip(forms, names, sizes.tolist(), strict=True):
        counts[ranks[name]] += size
        pos[ranks[name]] = pos[ranks[name]] or form.pos
    listed = [
        Frequency(name, language, pos[rank], counts[rank], documents[rank], 1e6 * counts[rank] / len(tokens))
        for name, rank in ranks.items()
        if not name[:1].isdigit()
    ]
    order = alphabetical(language)
    return sorted(listed, key=lambda item: (-item.count, order(item.text)))


def collocates(
    store: Store, arrays: Arrays, pattern: list[list[int]], language: str, *, window: int = 5
) -> list[Collocate]:
    """Lemmas within *window* words of the pattern, in the same section, by log-Dice."""
    places = arrays.find(pattern, language)
    if not len(places):
        return []
    size = len(pattern)
    steps = np.array([*range(-window, 0), *range(size, size + window)])
    near = places[:, None].astype(np.int64) + steps[None, :]
    inside = (near >= 0) & (near < len(arrays))
    inside &= arrays.section_of(near) == arrays.section_of(places)[:, None]
    neighbours = arrays.forms[near[inside]]
    vocabulary = store.vocabulary(np.unique(neighbours).tolist())
    together = _by_lemma(vocabulary, neighbours)
    overall = _by_lemma(store.vocabulary(), _tokens(arrays, language)[0])
    listed = [
        Collocate(lemma, language, count, overall[lemma], 14 + math.log2(2 * count / (len(places) + overall[lemma])))
        for lemma, count in together.items()
        if not lemma[:1].isdigit()
    ]
    order = alphabetical(language)
    return sorted(listed, key=lambda item: (-item.log_dice, order(item.text)))


def _by_lemma(vocabulary: Vocabulary, tokens: Ints) -> dict[str, int]:
    counts: dict[str, int] = {}
    numbers, sizes = np.unique(tokens, return_counts=True)
    for number, size in zip(numbers.tolist(), sizes.tolist(), strict=True):
        lemma = vocabulary[number].lemmas[0]
        counts[lemma] = counts.get(lemma, 0) + size
    return counts


def _tokens(arrays: Arrays, language: str) -> tuple[Ints, Ints]:
    """Form numbers of all tokens of *language*, and the part of each."""
    spoken = np.array([code == language for code in arrays.languages], dtype=np.bool_)
    parts = np.repeat(np.arange(len(spoken), dtype=np.int32), np.diff(arrays.bounds))
    chosen = spoken[parts]
    return arrays.forms[chosen], parts[chosen]
