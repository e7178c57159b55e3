"""What Kochmon must know of a language. Adding one is one file ``<code>.py`` with a value LANGUAGE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..documents import SectionKind


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a form.

    ``lemma`` has inflection removed, ``root`` also voice and productive derivation. ``pos`` is a UD part of
    speech (``NOUN``) or ``X``. ``suffixes`` is the chain, each a pair (as printed, Leipzig glossing label).
    ``score``: higher is better; comparable among the analyses of one form only.
    """

    lemma: str
    root: str
    pos: str
    suffixes: tuple[tuple[str, str], ...] = ()
    score: float = 0.0
    source: str = "lexicon"  # lexicon | shape | suffixes | whole: what vouches for the stem


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a value; each step is handed one, no step has a subclass per language."""

    code: str  # ISO 639-1, also the file name
    name: str  # in English
    native_name: str
    alphabet: str  # lower case, in the language's own order
    headings: Mapping[SectionKind, tuple[str, ...]]  # lower case, without a colon
    abbreviations: frozenset[str]  # lower case, words that keep their full stop, without it: "проф", "ж.б"
    stop_words: frozenset[str]  # lower case; function words only; source in the data file
    lemmatize: Callable[[str], tuple[str, ...]]  # the form as printed; best first, never empty
    analyze: Callable[[str], tuple[Analysis, ...]]  # best first, never empty
    knows: Callable[[str], bool]  # is it a word, inflected or not? case does not matter
    counts: Callable[[], Mapping[str, int]]  # lower-cased form → occurrences in open text; loaded when first asked
    translations: Callable[[], Mapping[str, Mapping[str, tuple[str, ...]]]] = field(default=dict)
    # lemma → language code → equivalents, commonest first; empty for a language without a lexicon of ours

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self.alphabet)

    def sort_key(self, text: str) -> tuple[tuple[int, ...], str]:
        """Key for sorting words by this language's alphabet; other letters after it, case last.

        >>> from corpus import languages
        >>> sorted(["өлкө", "пайда", "орун"], key=languages.get("ky").sort_key)
        ['орун', 'өлкө', 'пайда']
        """
        order = self.alphabet
        ranks = []
        for letter in text.casefold():
            place = order.find(letter)
            if place >= 0:
                ranks.append(place + 100)
            elif letter.isalpha():
                ranks.append(ord(letter) + 1000)
            elif letter.isspace():
                ranks.append(0)
            elif letter.isalnum():
                ranks.append(1 + ord(letter) % 90)
        return tuple(ranks), text
