"""Edits replay, compose and map offsets, whatever the edits are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Span
from corpus.edits import Edit, Edits

LETTERS = "аө-\n x"


@st.composite
def edited(draw: st.DrawFn, source: str | None = None) -> tuple[str, Edits]:
    text = draw(st.text(LETTERS, max_size=20)) if source is None else source
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, stop, draw(st.text(LETTERS, max_size=3)), draw(st.sampled_from(["hyphen", "glue"])))
        for start, stop in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, Edits(edits)


@given(st.data())
def test_two_layers_compose_into_one_receipt(data: st.DataObject) -> None:
    source, first = data.draw(edited())
    middle = first.apply(source)
    _, second = data.draw(edited(middle))
    assert first.then(second).apply(source) == second.apply(middle)


@given(edited())
def test_what_no_edit_touched_maps_to_itself(case: tuple[str, Edits]) -> None:
    source, edits = case
    target = edits.apply(source)
    touched = {offset for edit in edits for offset in range(edit.start, edit.stop)}
    for offset in set(range(len(source))) - touched:
        there = edits.to_target(offset)
        assert target[there] == source[offset]
        assert edits.to_source(there) == offset


@given(edited())
def test_spans_map_back_inside_the_source_in_order(case: tuple[str, Edits]) -> None:
    source, edits = case
    target = edits.apply(source)
    for start in range(len(target)):
        for stop in range(start + 1, len(target) + 1):
            span = edits.span_to_source(Span(start, stop))
            assert 0 <= span.start <= span.stop <= len(source)


def test_a_joined_word_maps_back_to_the_word_as_printed() -> None:
    source = "социал-\nдык көрүнүш"
    edits = Edits([Edit(6, 8, "", "hyphen")])
    target = edits.apply(source)
    assert target == "социалдык көрүнүш"
    assert edits.span_to_source(Span(0, 9)).of(source) == "социал-\nдык"


def test_overlapping_edits_are_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        Edits([Edit(0, 3, "", "a"), Edit(2, 4, "", "b")])
