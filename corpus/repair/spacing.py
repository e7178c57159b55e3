"""Double spacing: every printed line is followed by a blank one, as some programs write pages out.

The blank lines go, so that a hyphen meets the other half of its word; a blank line stays where a paragraph
ends: the line ends a sentence, the next word would still have fitted on it, and a capital or a heading follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..edits import Edit
from .rule import Rule

NAME = "double spacing"
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"»”’)\]]*$")
_HEADING = re.compile(r"(?:[^\W\d_]+[ \t]?){1,4}:")
_FEWEST = 6  # breaks below which nothing can be said
_MOST = 0.7  # share of breaks that are doubled
_MIDDLE = 0.3  # share of doubled breaks in the middle of a sentence
_BLOCK = 10  # lines above that tell how wide the block is


def _find(text: str) -> Iterator[Edit]:
    lines = [match for match in _LINE.finditer(text) if not match[0].isspace()]
    gaps = [text[above.end() : below.start()] for above, below in pairwise(lines)]
    doubled = [gap.count("\n") == 2 for gap in gaps]
    if not _is_double_spaced(lines, doubled):
        return
    for i, is_doubled in enumerate(doubled):
        if is_doubled and not _ends_paragraph(lines, i):
            yield Edit(lines[i].end(), lines[i + 1].start(), "\n", NAME)


def _is_double_spaced(lines: list[re.Match[str]], doubled: list[bool]) -> bool:
    if sum(doubled) < _FEWEST or sum(doubled) < _MOST * len(doubled):
        return False
    middle = sum(_runs_on(lines[i][0], lines[i + 1][0]) for i, is_doubled in enumerate(doubled) if is_doubled)
    return middle >= _MIDDLE * sum(doubled)


def _runs_on(above: str, below: str) -> bool:
    """The sentence is not over: no stop at the end of the line, and a small letter follows."""
    return not _ENDS_SENTENCE.search(above.rstrip()) and below.lstrip()[:1].islower()


def _ends_paragraph(lines: list[re.Match[str]], i: int) -> bool:
    above, below = lines[i][0].strip(), lines[i + 1][0].strip()
    if not _ENDS_SENTENCE.search(above):
        return False
    if _HEADING.match(below):
        return True
    block = sorted(len(line[0].strip()) for line in lines[max(0, i - _BLOCK) : i + 1])
    width = block[len(block) * 3 // 4]
    first = below.split()[0]
    return not first[:1].islower() and len(above) + 1 + len(first) <= width


DOUBLE_SPACING = Rule(NAME, "a blank line after every printed line goes: мамле-⏎⏎кеттик → мамле-⏎кеттик", _find)
