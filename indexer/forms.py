"""Which forms of the corpus an engine's term stands for. What is in the texts, and where in a part?"""

from __future__ import annotations

from functools import lru_cache

from corpus.store import Store

from .engine import Term


class Forms:
    """Answers about the vocabulary of one corpus; remembers what it was asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.numbers = lru_cache(maxsize=10_000)(self._numbers)
        self.beginning = lru_cache(maxsize=1_000)(self._beginning)

    def _numbers(self, layer: str, key: str, language: str) -> frozenset[int]:
        """Numbers of the forms of *language* with this key."""
        return frozenset(self._store.form_numbers(layer, key, language))

    def of(self, terms: tuple[Term, ...], language: str) -> frozenset[int]:
        """Numbers of the forms that match any of the *terms*."""
        return frozenset().union(*(self.numbers(term.layer, term.text, language) for term in terms))

    def _beginning(self, prefix: str, language: str) -> frozenset[int]:
        """Numbers of the forms of *language* whose key begins so."""
        return frozenset(self._store.form_numbers_with_prefix(prefix, language))

    def keys(self, prefix: str, language: str) -> list[str]:
        """Keys of the forms of *language* that begin so, sorted."""
        numbers = self.beginning(prefix, language)
        vocabulary = self._store.vocabulary(numbers)
        return sorted({vocabulary[number].key for number in numbers})
