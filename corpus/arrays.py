"""All tokens of a corpus as memory-mapped arrays in the cache: derived, and built again when stale.

Concordance and statistics read these, whichever engine ranks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .cache import Cache
from .tokens import Ints, ints

if TYPE_CHECKING:
    from .store import Store

_NAME = "arrays"
_ARRAYS = ("forms", "starts", "stops", "sentences")


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """The parts of a corpus laid end to end.

    Part *i* is document ``documents[i]`` in language ``languages[i]``, its tokens those from ``bounds[i]`` to
    ``bounds[i + 1]``. ``sentences`` holds the places, in all tokens, at which a sentence starts.
    """

    documents: Ints
    languages: tuple[str, ...]
    bounds: Ints
    forms: Ints
    starts: Ints
    stops: Ints
    sentences: Ints

    def __len__(self) -> int:
        return len(self.forms)

    def mask(self, numbers: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Which form numbers are among *numbers*: ``mask[forms]`` marks the tokens."""
        wanted = np.asarray(numbers, dtype=np.int64)
        size = int(max(self.forms.max(initial=0), wanted.max(initial=0))) + 1
        mask = np.zeros(size, dtype=np.bool_)
        mask[wanted] = True
        return mask

    def find(self, slots: list[list[int]], language: str) -> Ints:
        """Places at which tokens of *language* run in a row, the first with a form number in ``slots[0]``, the
        next in ``slots[1]`` …, within one part."""
        if not slots or not all(slots) or not len(self):
            return ints([])
        found = np.flatnonzero(self.mask(slots[0])[self.forms])
        for step, numbers in enumerate(slots[1:], 1):
            found = found[found + step < len(self)]
            found = found[self.mask(numbers)[self.forms[found + step]]]
        first = self.part_of(found)
        inside = first == self.part_of(found + len(slots) - 1)
        spoken = np.array([code == language for code in self.languages], dtype=np.bool_)
        return ints(found[inside & spoken[first]])

    def part_of(self, places: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """The part that holds each place."""
        return np.searchsorted(self.bounds, np.asarray(places), side="right") - 1


def open_arrays(store: Store) -> Arrays:
    """The arrays of the corpus as it is now, from the cache or built."""
    cache = Cache(store.path)
    with cache.lock():
        if cache.state(_NAME) != store.state():
            _build(store, cache)
        return _load(cache.folder / _NAME)


def _build(store: Store, cache: Cache) -> None:
    folder = cache.fresh(_NAME)
    parts = list(store.parts())
    pieces: dict[str, list[Ints]] = {name: [] for name in _ARRAYS}
    bounds = [0]
    for number, language in parts:
        forms, starts, stops, sentences = store.part_arrays(number, language)
        pieces["forms"].append(forms)
        pieces["starts"].append(starts)
        pieces["stops"].append(stops)
        pieces["sentences"].append(sentences + bounds[-1])
        bounds.append(bounds[-1] + len(forms))
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", np.concatenate(pieces[name]) if pieces[name] else ints([]))
    np.save(folder / "bounds.npy", ints(bounds))
    (folder / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
    cache.stamp(_NAME, store.state())


def _load(folder: Path) -> Arrays:
    parts = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
    loaded = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in (*_ARRAYS, "bounds")}
    return Arrays(ints([number for number, _ in parts]), tuple(code for _, code in parts), **loaded)
