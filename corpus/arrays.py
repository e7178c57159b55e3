"""All tokens of a corpus as memory-mapped arrays in the cache: derived, and built again when stale.

Concordance and statistics read these, whichever engine ranks.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .cache import Cache
from .tokens import Ints, ints

if TYPE_CHECKING:
    from .store import Store

_NAME = "arrays"
_OF_A_PART = ("forms", "starts", "stops", "sentences", "sections")


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """The parts of a corpus laid end to end.

    Part *i* is document ``documents[i]`` in language ``languages[i]``, its tokens those from ``bounds[i]`` to
    ``bounds[i + 1]``. ``sentences`` and ``sections`` hold the places, in all tokens, at which one starts. The tokens
    of form *n* stand at the places ``order[firsts[n]:firsts[n + 1]]``.
    """

    documents: Ints
    languages: tuple[str, ...]
    bounds: Ints
    forms: Ints
    starts: Ints
    stops: Ints
    sentences: Ints
    sections: Ints
    order: Ints
    firsts: Ints

    def __len__(self) -> int:
        return len(self.forms)

    def count(self, numbers: list[int]) -> int:
        """Tokens whose form is among *numbers*."""
        return int(sum(self.firsts[n + 1] - self.firsts[n] for n in numbers if n + 1 < len(self.firsts)))

    def count_forms(self) -> dict[str, int]:
        """Language → different forms, most first."""
        used = np.flatnonzero(np.diff(self.firsts))
        parts = self.part_of(self.order[self.firsts[used]])
        counts = Counter(self.languages[part] for part in parts.tolist())
        return dict(counts.most_common())

    def places(self, numbers: list[int]) -> Ints:
        """Places of the tokens whose form is among *numbers*, rising."""
        pieces = [self.order[self.firsts[n] : self.firsts[n + 1]] for n in set(numbers) if n + 1 < len(self.firsts)]
        return np.sort(np.concatenate(pieces)) if pieces else ints([])

    def find(self, slots: list[list[int]], language: str) -> Ints:
        """Places at which tokens of *language* run in a row, the first with a form number in ``slots[0]``, the
        next in ``slots[1]`` …, within one section."""
        if not slots or not all(slots):
            return ints([])
        rarest_first = sorted(range(len(slots)), key=lambda step: self.count(slots[step]))
        found = reduce(
            lambda left, step: np.intersect1d(left, self.places(slots[step]) - step, assume_unique=True),
            rarest_first[1:],
            self.places(slots[rarest_first[0]]) - rarest_first[0],
        )
        inside = self.section_of(found) == self.section_of(found + len(slots) - 1)
        found = found[inside & (found >= 0)]
        spoken = [self.languages[part] == language for part in self.part_of(found).tolist()]
        return ints(found[np.array(spoken, dtype=np.bool_)])

    def part_of(self, places: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """The part that holds each place."""
        return np.searchsorted(self.bounds, np.asarray(places), side="right") - 1

    def section_of(self, places: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """The section, counted over all parts, that holds each place."""
        return np.searchsorted(self.sections, np.asarray(places), side="right") - 1


def open_arrays(store: Store) -> Arrays:
    """The arrays of the corpus as it is now, from the cache or built."""
    if store.in_memory:
        return _arrays(*_built(store))
    cache = Cache(store.path)
    with cache.lock():
        if cache.state(_NAME) == store.state():
            try:
                return _load(cache.folder / _NAME)
            except (OSError, ValueError, KeyError):  # damaged: it is derived, so it is built anew
                pass
        return _stored(store, cache)


def _stored(store: Store, cache: Cache) -> Arrays:
    with store.snapshot():
        state = store.state()
        parts, arrays = _built(store)
    try:
        folder = cache.fresh(_NAME)
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array)
        (folder / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
        cache.stamp(_NAME, state)
        return _load(folder)
    except OSError:  # no room: it lasts as long as the process
        return _arrays(parts, arrays)


def _built(store: Store) -> tuple[list[tuple[int, str]], dict[str, Ints]]:
    parts = list(store.parts())
    pieces: dict[str, list[Ints]] = {name: [ints([])] for name in _OF_A_PART}
    bounds = [0]
    for number, language in parts:
        stored = store.part_arrays(number, language)
        assert stored is not None
        for name, array in zip(_OF_A_PART, (*stored, store.section_starts(number, language)), strict=True):
            pieces[name].append(array + bounds[-1] if name in ("sentences", "sections") else array)
        bounds.append(bounds[-1] + len(stored[0]))
    arrays = {name: ints(np.concatenate(pieces.pop(name))) for name in _OF_A_PART}
    sizes = np.bincount(arrays["forms"]) if bounds[-1] else np.zeros(0, np.int64)
    return parts, arrays | {
        "bounds": ints(bounds),
        "order": np.argsort(arrays["forms"], kind="stable").astype(np.int32),
        "firsts": ints(np.concatenate([[0], np.cumsum(sizes)])),
    }


def _load(folder: Path) -> Arrays:
    parts = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
    names = (*_OF_A_PART, "bounds", "order", "firsts")
    return _arrays(parts, {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names})


def _arrays(parts: list[tuple[int, str]], arrays: dict[str, Ints]) -> Arrays:
    return Arrays(ints([number for number, _ in parts]), tuple(code for _, code in parts), **arrays)
