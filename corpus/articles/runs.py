"""Where the language changes: neighbouring lines in one language make a run.

The best path over the lines (Viterbi 1967): a line in another language than detection says costs by its length and
the confidence, a change costs little at a blank line, more after a sentence, most within one. So a change must persist,
and a short line of which detection is unsure joins its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .. import detection
from ..documents import UNDETERMINED
from .lines import Line, has_capital

_FULL_LINE = 40.0  # letters that make one unit of evidence
_MOST = 3.0  # units that one line can give
_AT_BLANK, _AT_STOP, _WITHIN = 0.4, 2.0, 6.0  # cost of a change, in units


@dataclass(frozen=True, slots=True)
class Run:
    """Lines in one language."""

    lines: tuple[Line, ...]
    language: str


def runs(found: Sequence[Line]) -> tuple[Run, ...]:
    """*found* cut where the language changes; every line is in one run, in the order given."""
    if not found:
        return ()
    evidence = [_evidence(line) for line in found]
    codes = sorted({code for code, _ in evidence if code != UNDETERMINED}) or [UNDETERMINED]
    path = _best_path(found, evidence, codes)
    cut = [0, *(i for i in range(1, len(path)) if path[i] != path[i - 1]), len(path)]
    return tuple(Run(tuple(found[a:b]), path[a]) for a, b in pairwise(cut))


def _evidence(line: Line) -> tuple[str, float]:
    """What detection says of a line, and what that weighs."""
    guess = detection.detect(line.text)
    letters = sum(letter.isalpha() for letter in line.text)
    return guess.language, guess.confidence * min(letters / _FULL_LINE, _MOST)


def _best_path(found: Sequence[Line], evidence: Sequence[tuple[str, float]], codes: Sequence[str]) -> list[str]:
    costs = {code: _cost(code, evidence[0]) for code in codes}
    came_from: list[dict[str, str]] = []
    for i in range(1, len(found)):
        change = _change(found[i - 1], found[i])
        cheapest = min(codes, key=lambda code: costs[code])
        back = {code: code if costs[code] <= costs[cheapest] + change else cheapest for code in codes}
        costs = {code: min(costs[code], costs[cheapest] + change) + _cost(code, evidence[i]) for code in codes}
        came_from.append(back)
    path = [min(codes, key=lambda code: costs[code])]
    for back in reversed(came_from):
        path.append(back[path[-1]])
    return path[::-1]


def _cost(code: str, evidence: tuple[str, float]) -> float:
    return 0.0 if evidence[0] in (code, UNDETERMINED) else evidence[1]


def _change(before: Line, line: Line) -> float:
    if line.gap:
        return _AT_BLANK
    return _AT_STOP if before.text.endswith((".", "!", "?", ":", ";")) or has_capital(line.text) else _WITHIN
