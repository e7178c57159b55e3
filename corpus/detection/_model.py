"""The classifier: hashed letter n-grams, one weight for each bucket and language, added up.

The features are all sequences of 1 to 5 characters of the text in lower case, with everything but letters made
a space; a sequence is hashed into one of ``buckets`` rows. The weights are learnt by ``benchmarks/learn_detection.py``
from public-domain sentences (CC0) and stored as small integers.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).with_name("weights.npz")
LONGEST = 5
CLIP = 8000  # characters; more text does not make the answer surer

_TWINS = {  # other signs that stand for Kyrgyz letters in print; no text of ours has them for anything else
    "\N{CYRILLIC SMALL LETTER FITA}": "ө",
    "\N{LATIN SMALL LETTER BARRED O}": "ө",
    "\N{CYRILLIC SMALL LETTER EN WITH HOOK}": "ң",
    "\N{LATIN LETTER SMALL CAPITAL Y}": "ү",
    "\N{COMBINING ACUTE ACCENT}": None,
    "\N{COMBINING GRAVE ACCENT}": None,
    "\N{SOFT HYPHEN}": None,
}
_TABLE = str.maketrans(_TWINS)


def letters_only(text: str) -> str:
    """*text* in lower case, one space for whatever is no letter, a space at either end.

    >>> letters_only("Эмгек — 2019: «чек ара»")
    ' эмгек чек ара '
    """
    plain = unicodedata.normalize("NFC", text[:CLIP]).lower().translate(_TABLE)
    return f" {' '.join(''.join(c if c.isalpha() else ' ' for c in plain).split())} "


def buckets_of(letters: str, buckets: int) -> Any:
    """Row numbers of the n-grams of *letters*, as a numpy array; a power of two of *buckets*."""
    import numpy as np

    codes = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32)
    shift = np.uint32(32 - (buckets.bit_length() - 1))
    rows, running = [], np.zeros(len(codes), dtype=np.uint32)
    for length in range(1, LONGEST + 1):
        if len(codes) < length:
            break
        running = running[: len(codes) - length + 1] * np.uint32(0x01000193) + codes[length - 1 :] + np.uint32(length)
        rows.append(((running ^ (running >> np.uint32(15))) * np.uint32(0x9E3779B1)) >> shift)
    return np.concatenate(rows)


class Model:
    """Languages and their weights. ``probabilities`` is all it does."""

    def __init__(self, languages: tuple[str, ...], weights: Any, scale: float) -> None:
        self.languages = languages
        self._weights, self._scale = weights, scale

    def scores(self, letters: str) -> Any:
        """Log-odds up to a constant, one for each of ``languages``, as a numpy array."""
        import numpy as np

        rows = buckets_of(letters, len(self._weights))
        total = self._weights.take(rows, axis=0).sum(axis=0, dtype=np.int32)
        return total * (self._scale / np.sqrt(len(rows)))


@cache
def load() -> Model:
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Model(tuple(stored["languages"].tolist()), stored["weights"], float(stored["scale"]))
