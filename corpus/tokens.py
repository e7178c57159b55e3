"""Tokens: a view for people and rules, and the arrays in which bulk work is done.

A text of a million words as frozen objects costs ten times what finding the words does; as arrays of form
numbers and offsets it costs two and a half. So a TokenTable goes from analysis to the store, to engines,
concordance and statistics, and a Token is made when somebody looks at one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .documents import Span
from .folding import fold

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Token:
    """A word at a place: ``text == document.text[span.start:span.stop]``."""

    text: str
    span: Span  # characters, half-open
    position: int  # counted in tokens of the part from 0
    lemmas: tuple[str, ...]  # of the form, not of the context; best first; never empty


@dataclass(frozen=True, slots=True)
class Form:
    """A form as printed, in a language, with all that depends on the form alone.

    ``key`` is what exact search compares; ``lemmas`` as the language writes them, best first.
    """

    text: str
    language: str
    key: str
    lemmas: tuple[str, ...]
    root: str
    pos: str

    @property
    def lemma_keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(fold, self.lemmas)))


class Vocabulary:
    """Forms with their numbers; lemma, root and part of speech are kept per form, never per token."""

    def __init__(self, forms: Iterable[tuple[int, Form]] = ()) -> None:
        self._forms: dict[int, Form] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        for number, form in forms:
            self.put(number, form)

    def put(self, number: int, form: Form) -> None:
        self._forms[number] = form
        self._numbers[form.language, form.text] = number

    def __len__(self) -> int:
        return len(self._forms)

    def __getitem__(self, number: int) -> Form:
        return self._forms[number]

    def __contains__(self, number: object) -> bool:
        return number in self._forms

    def __iter__(self) -> Iterator[int]:
        return iter(self._forms)

    def number(self, language: str, text: str) -> int | None:
        return self._numbers.get((language, text))


@dataclass(frozen=True, slots=True, eq=False)
class TokenTable:
    """The tokens of one part (a document in one language), as parallel arrays of one length.

    ``forms`` are numbers in ``vocabulary``; ``starts`` and ``stops`` character offsets in the document's text;
    ``sentences`` the positions, rising from 0, at which a sentence starts, ``sections`` those at which a section does.
    """

    language: str
    forms: Ints
    starts: Ints
    stops: Ints
    sentences: Ints
    vocabulary: Vocabulary
    sections: Ints = field(default_factory=lambda: ints([0]))

    def __len__(self) -> int:
        return len(self.forms)

    def form_keys(self) -> list[str]:
        return [self.vocabulary[number].key for number in self.forms.tolist()]

    def lemma_keys(self) -> list[tuple[str, ...]]:
        return [self.vocabulary[number].lemma_keys for number in self.forms.tolist()]

    def roots(self) -> list[str]:
        return [fold(self.vocabulary[number].root) for number in self.forms.tolist()]

    def token(self, position: int) -> Token:
        form = self.vocabulary[int(self.forms[position])]
        span = Span(int(self.starts[position]), int(self.stops[position]))
        return Token(form.text, span, position, form.lemmas)

    def __iter__(self) -> Iterator[Token]:
        return (self.token(position) for position in range(len(self)))

    def sentence(self, position: int) -> range:
        """Positions of the tokens of the sentence that holds the token at *position*."""
        i = int(np.searchsorted(self.sentences, position, side="right"))
        start = int(self.sentences[i - 1]) if i else 0
        stop = int(self.sentences[i]) if i < len(self.sentences) else len(self)
        return range(start, stop)

    def span(self, positions: range) -> Span:
        """Characters from the first of *positions* to the end of the last."""
        return Span(int(self.starts[positions[0]]), int(self.stops[positions[-1]]))


def ints(values: Sequence[int] | array[int] | Ints) -> Ints:
    """*values* as an array of 32-bit integers."""
    return np.asarray(values, dtype=np.int32)
