"""Edits: what was changed in a text, where, by which rule. They replay, compose and map offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .documents import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``source[start:stop]`` was replaced by ``replacement``; offsets count characters of the source."""

    start: int
    stop: int
    replacement: str
    rule: str

    @property
    def growth(self) -> int:
        return len(self.replacement) - (self.stop - self.start)


class Edits:
    """A receipt: edits of one source text, sorted, not overlapping.

    >>> edits = Edits([Edit(3, 5, "", "hyphen")])
    >>> edits.apply("миг-\\nрация"), edits.to_source(3)
    ('миграция', 5)
    """

    __slots__ = ("_shifts", "_starts", "items")

    def __init__(self, items: Iterable[Edit] = ()) -> None:
        self.items: tuple[Edit, ...] = tuple(sorted(items))
        for before, after in zip(self.items, self.items[1:], strict=False):
            assert before.stop <= after.start, f"edits overlap: {before} {after}"
        # start of each edit in the target, and by how much the target has grown after it
        self._starts: list[int] = []
        self._shifts: list[int] = [0]
        for edit in self.items:
            self._starts.append(edit.start + self._shifts[-1])
            self._shifts.append(self._shifts[-1] + edit.growth)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edits) and self.items == other.items

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return f"Edits({list(self.items)!r})"

    def apply(self, source: str) -> str:
        """The source with every edit made."""
        pieces, at = [], 0
        for edit in self.items:
            pieces += [source[at : edit.start], edit.replacement]
            at = edit.stop
        return "".join([*pieces, source[at:]])

    def to_source(self, offset: int) -> int:
        """Offset in the target → offset in the source; inside a replacement, the nearest that does not
        pass the end of what was replaced."""
        i = bisect_right(self._starts, offset)
        if i:
            edit, start = self.items[i - 1], self._starts[i - 1]
            if offset < start + len(edit.replacement):
                return min(edit.start + offset - start, edit.stop)
        return offset - self._shifts[i]

    def span_to_source(self, span: Span) -> Span:
        """The stretch of the source that became *span*; whole edits at its edges are inside it."""
        if span.stop <= span.start:
            return Span(self.to_source(span.start), self.to_source(span.start))
        return Span(self.to_source(span.start), self._stop_to_source(span.stop))

    def to_target(self, offset: int) -> int:
        """Offset in the source → offset in the target; inside what was replaced, within its replacement."""
        shift = 0
        for edit in self.items:
            if edit.start >= offset:
                break
            if offset < edit.stop:
                return edit.start + shift + min(offset - edit.start, len(edit.replacement))
            shift += edit.growth
        return offset + shift

    def span_to_target(self, span: Span) -> Span:
        return Span(self.to_target(span.start), self.to_target(span.stop))

    def then(self, later: Edits) -> Edits:
        """One receipt for these edits followed by *later* (whose source is the target of these):
        ``first.then(second).apply(x) == second.apply(first.apply(x))``."""
        return Edits(_compose(self.items, later.items))

    def _stop_to_source(self, stop: int) -> int:
        i = bisect_right(self._starts, stop - 1)
        if i:
            edit, start = self.items[i - 1], self._starts[i - 1]
            if stop <= start + len(edit.replacement):
                return edit.stop if stop == start + len(edit.replacement) else min(edit.start + stop - start, edit.stop)
        return stop - self._shifts[i]


def _compose(first: tuple[Edit, ...], second: tuple[Edit, ...]) -> Iterator[Edit]:
    """Merge two layers; edits of *second* that touch the replacement of one of *first* become one edit."""
    shift = 0  # target of `first` minus source, up to here
    i = j = 0
    while i < len(first) or j < len(second):
        a = first[i] if i < len(first) else None
        b = second[j] if j < len(second) else None
        if b is None or (a is not None and a.start + shift + len(a.replacement) < b.start):
            assert a is not None
            yield a
            shift += a.growth
            i += 1
        elif a is None or b.stop < a.start + shift:
            yield Edit(b.start - shift, b.stop - shift, b.replacement, b.rule)
            j += 1
        else:  # a cluster of edits that touch one another
            i, j, shift, merged = _cluster(first, second, i, j, shift)
            yield merged


def _cluster(
    first: tuple[Edit, ...], second: tuple[Edit, ...], i: int, j: int, shift: int
) -> tuple[int, int, int, Edit]:
    start = min(first[i].start + shift, second[j].start)  # in the middle text
    stop, i0, j0, shift0 = start, i, j, shift
    while True:
        if i < len(first) and first[i].start + shift <= stop:
            stop = max(stop, first[i].start + shift + len(first[i].replacement))
            shift += first[i].growth
            i += 1
        elif j < len(second) and second[j].start <= stop:
            stop = max(stop, second[j].stop)
            j += 1
        else:
            break
    ups, downs = first[i0:i], second[j0:j]
    replacement = _merge(ups, downs, Span(start, stop), shift0)
    return i, j, shift, Edit(start - shift0, stop - shift, replacement, _rules(ups, downs))


def _merge(ups: tuple[Edit, ...], downs: tuple[Edit, ...], middle: Span, shift: int) -> str:
    """What the cluster becomes. Each character of *middle* lies in a replacement of *ups* or under one of
    *downs*, since the edits of a cluster touch; so the source itself is not needed."""
    letters: dict[int, str] = {}
    for edit in ups:
        for offset, letter in enumerate(edit.replacement, edit.start + shift):
            letters[offset] = letter
        shift += edit.growth
    pieces, at = [], middle.start
    for edit in downs:
        pieces += [letters[offset] for offset in range(at, edit.start)]
        pieces.append(edit.replacement)
        at = edit.stop
    pieces += [letters[offset] for offset in range(at, middle.stop)]
    return "".join(pieces)


def _rules(ups: tuple[Edit, ...], downs: tuple[Edit, ...]) -> str:
    return " + ".join(dict.fromkeys(edit.rule for edit in (*ups, *downs)))
