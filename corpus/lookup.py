"""From a word somebody typed to the forms of the corpus, in each language it may be in.

The corpus's own forms are asked first; a language is loaded only for a word that the corpus has never seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from . import languages
from .analysis import analyse, words
from .concepts import Concept
from .documents import UNDETERMINED
from .folding import fold

if TYPE_CHECKING:
    from .store import Store

LONGEST_TERM = 6
"""Words of the longest label that is looked for in a query."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as a language reads it: ``key`` as typed, ``lemmas`` as keys, best first."""

    language: str
    key: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named by the words ``start`` to ``stop`` of a query, through a label in ``language``."""

    concept: Concept
    language: str
    start: int
    stop: int


class Lookup:
    """Answers about one corpus; remembers what it was asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readings: dict[str, tuple[Reading, ...]] = {}

    def readings(self, word: str) -> tuple[Reading, ...]:
        """How each language that may hold *word* reads it; a word in nobody's alphabet has one reading as itself."""
        if word not in self._readings:
            self._readings[word] = self._read(word)
        return self._readings[word]

    def _read(self, word: str) -> tuple[Reading, ...]:
        """What the corpus says; but a language that lacks a letter of the word only quotes it («көчмөндөр» in a
        Russian text), so if there is no other, its own language is asked too."""
        seen = self._in_corpus(word)
        able = _able(word)
        if seen and (not able or any(reading.language in able for reading in seen)):
            return seen
        return (*seen, *self._by_analysis(word))

    def _in_corpus(self, word: str) -> tuple[Reading, ...]:
        key = fold(word)
        lemmas: dict[str, list[str]] = {}
        for form in self._store.forms_with_key(key):
            lemmas.setdefault(form.language, []).extend(form.lemma_keys)
        return tuple(Reading(code, key, _as_typed(key, keys)) for code, keys in sorted(lemmas.items()))

    def _by_analysis(self, word: str) -> tuple[Reading, ...]:
        key = fold(word)
        able = _able(word)
        knowing = [code for code in able if self._store.tongues.get(code).knows(word)] or able or [UNDETERMINED]
        forms = [analyse(word, code, self._store.tongues) for code in knowing]
        return tuple(Reading(form.language, key, _as_typed(key, form.lemma_keys)) for form in forms)

    def slot(self, word: str, language: str) -> list[str]:
        """Lemma keys that *word* stands for in *language*; only itself where that language does not read it."""
        for reading in self.readings(word):
            if reading.language == language:
                return list(reading.lemmas)
        return [fold(word)]

    def form_numbers(self, word: str, language: str) -> list[int]:
        """Numbers of the forms of *language* that are *word* or share a lemma with it."""
        numbers = set(self._store.form_numbers("form", fold(word), language))
        for key in self.slot(word, language):
            numbers.update(self._store.form_numbers("lemma", key, language))
        return sorted(numbers)

    def pattern(self, text: str, language: str) -> list[list[int]]:
        """For each word of *text*, the form numbers that match it; [] where a word is nowhere in the corpus."""
        slots = [self.form_numbers(span.of(text), language) for span in words(text)]
        return slots if all(slots) else []

    def label_keys(self, text: str, language: str) -> str:
        """The best lemma key of each word of a label, separated by blanks.

        A word that stands in a document of this corpus need not be analysed again.
        """
        return " ".join(self.slot(span.of(text), language)[0] for span in words(text))

    def mentions(self, typed: Sequence[str]) -> list[Mention]:
        """Concepts that the words *typed* name, longer names first; a shorter name inside a longer one is left out
        unless it is the only one."""
        found: list[Mention] = []
        taken: set[int] = set()
        for size in range(min(len(typed), LONGEST_TERM), 0, -1):
            for start in range(len(typed) - size + 1):
                places = set(range(start, start + size))
                if places & taken:
                    continue
                here = self._named(typed[start : start + size], start)
                found += here
                if here:
                    taken |= places
        return found

    def _named(self, typed: Sequence[str], start: int) -> list[Mention]:
        codes = sorted({reading.language for word in typed for reading in self.readings(word)})
        found: list[Mention] = []
        for code in codes:
            if code == UNDETERMINED:
                continue
            choices = product(*(self.slot(word, code) for word in typed))
            keys = [" ".join(choice) for choice in islice(choices, 64)]
            ids = dict.fromkeys(id for ids in self._store.concept_ids(code, keys).values() for id in ids)
            concepts = [self._store.concept(id) for id in ids]
            found += [Mention(concept, code, start, start + len(typed)) for concept in concepts if concept]
        return found


def _able(word: str) -> list[str]:
    """Languages whose alphabets hold every letter of *word*."""
    letters = {letter for letter in word.lower() if letter.isalpha()}
    return [code for code in languages.available() if letters <= languages.get(code).letters]


def _as_typed(key: str, lemmas: Sequence[str]) -> tuple[str, ...]:
    """The word itself where it is one of its lemmas (somebody typed a dictionary form), else all of them."""
    return (key,) if key in lemmas else tuple(dict.fromkeys(lemmas))
