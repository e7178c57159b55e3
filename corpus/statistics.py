"""Counts over the whole corpus: frequency with dispersion, and collocates."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from .arrays import Arrays
from .tokens import Form, Ints

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
    vocabulary = store.vocabulary(np.unique(tokens).tolist())
    counts: dict[str, int] = {}
    homes: dict[str, set[int]] = {}
    pos: dict[str, str] = {}
    pairs, sizes = np.unique(np.stack([tokens, parts]), axis=1, return_counts=True)
    for number, part, size in zip(*pairs.tolist(), sizes.tolist(), strict=True):
        form = vocabulary[number]
        if form.key[0].isdigit():
            continue
        name = _NAME[layer](form)
        counts[name] = counts.get(name, 0) + size
        homes.setdefault(name, set()).add(part)
        pos.setdefault(name, form.pos)
    total = len(tokens) or 1
    listed = [
        Frequency(name, language, pos[name], count, len(homes[name]), 1e6 * count / total)
        for name, count in counts.items()
    ]
    return sorted(listed, key=lambda item: (-item.count, item.text))


def collocates(
    store: Store, arrays: Arrays, pattern: list[list[int]], language: str, *, window: int = 5
) -> list[Collocate]:
    """Lemmas within *window* words of the pattern, in the same part, by log-Dice."""
    places = arrays.find(pattern, language)
    if not len(places):
        return []
    size = len(pattern)
    steps = [*range(-window, 0), *range(size, size + window)]
    near = (places[:, None] + np.array(steps)[None, :]).ravel()
    home = np.repeat(arrays.part_of(places), len(steps))
    near, home = near[(near >= 0) & (near < len(arrays))], home[(near >= 0) & (near < len(arrays))]
    near = near[arrays.part_of(near) == home]
    tokens, _ = _tokens(arrays, language)
    vocabulary = store.vocabulary(np.unique(tokens).tolist())
    overall = _by_lemma(vocabulary.__getitem__, tokens)
    together = _by_lemma(vocabulary.__getitem__, arrays.forms[near])
    listed = [
        Collocate(lemma, language, count, overall[lemma], 14 + math.log2(2 * count / (len(places) + overall[lemma])))
        for lemma, count in together.items()
        if not lemma[0].isdigit()
    ]
    return sorted(listed, key=lambda item: (-item.log_dice, item.text))


def _by_lemma(form: Callable[[int], Form], tokens: Ints) -> dict[str, int]:
    counts: dict[str, int] = {}
    numbers, sizes = np.unique(tokens, return_counts=True)
    for number, size in zip(numbers.tolist(), sizes.tolist(), strict=True):
        lemma = form(number).lemmas[0]
        counts[lemma] = counts.get(lemma, 0) + size
    return counts


def _tokens(arrays: Arrays, language: str) -> tuple[Ints, Ints]:
    """Form numbers of all tokens of *language*, and the part of each."""
    chosen = [i for i, code in enumerate(arrays.languages) if code == language]
    pieces = [arrays.forms[arrays.bounds[i] : arrays.bounds[i + 1]] for i in chosen]
    if not pieces:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    return np.concatenate(pieces), np.concatenate(
        [np.full(len(p), i, np.int32) for i, p in zip(chosen, pieces, strict=True)]
    )
