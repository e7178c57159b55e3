"""What Kochmon must know of a language. Adding one is one file ``<code>.py`` with a value LANGUAGE."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..documents import SectionKind


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a form.

    ``lemma`` has inflection removed, ``root`` also voice and productive derivation. ``pos`` is a UD part of
    speech (``NOUN``) or ``X``. ``suffixes`` is the chain, each a pair (as printed, Leipzig glossing label).
    ``score``: higher is better; comparable among the analyses of one form only. ``features`` are those of UD, sorted,
    as CoNLL-U writes them (``Case=Gen|Number=Sing``), as far as they map; ``tier`` tells how the form was spelled:
    ``exact``; ``letters``, with other signs for letters of the language (ѳ for ө); ``plain``, typed without them (о
    for ө), and restored. ``spelled`` is the form as it was read where that is not as it was printed.
    """

    lemma: str
    root: str
    pos: str
    suffixes: tuple[tuple[str, str], ...] = ()
    score: float = 0.0
    source: str = "lexicon"  # lexicon | shape | suffixes | whole: what vouches for the stem
    features: str = ""
    tier: str = "exact"  # exact | letters | plain
    spelled: str = ""

    def segments(self, form: str) -> tuple[str, ...]:
        """*form*, of which this is a reading, cut into its stem and its suffixes, as it is spelled rightly.

        A stem looks as it does before its suffixes: китеб-им, ишт-өө, ко-юп.

        >>> Analysis("китеп", "китеп", "NOUN", (("им", "POSS.1SG"),)).segments("Китебим")
        ('китеб', 'им')
        """
        whole = (self.spelled or form).lower()
        printed = [surface for surface, _ in self.suffixes if surface]
        stem = len(whole) - sum(map(len, printed))
        return (whole[:stem], *printed) if stem > 0 else (whole,)


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword that a user adds. ``equivalents``: language code → words, commonest first. ``note`` as in our lexicon:
    ``oblique=…``, ``plural=…``, ``root=…``, ``forms=…`` (whole forms, divided by spaces); ``drop`` takes ours away."""

    lemma: str
    pos: str
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


class WordForm(NamedTuple):
    """A form as printed and its gloss: ``китептердин``, ``PL-GEN``."""

    form: str
    gloss: str


Counts = Callable[[str], int]
"""Lower-cased form → its occurrences in the corpus at hand."""

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


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
    extend: Callable[[tuple[Entry, ...], Counts | None], Language] | None = None
    # the language with words of the user, and with counts of the corpus at hand as evidence for words that are not
    # listed; None: only the words themselves and their listed forms are added
    paradigm: Callable[[str, str], tuple[WordForm, ...]] | None = None
    # (lemma, part of speech) → its forms, in the order of a grammar; None where we have no grammar that makes them
    typed_plain: Callable[[], Language] | None = None
    # the language as typed on a keyboard without some of its letters; None where that does not happen
    lacked: str = ""  # those letters, lower case

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self.alphabet)

    def sort_key(self, text: str) -> SortKey:
        """Key for sorting words as a dictionary of this language does: by its alphabet, other letters after it.

        ё is filed with е, after it where nothing else differs: Russian dictionaries do so, and so does the root
        collation of CLDR, which Kyrgyz does not change there. Case comes last.

        >>> from corpus import languages
        >>> sorted(["өлкө", "пайда", "орун"], key=languages.get("ky").sort_key)
        ['орун', 'өлкө', 'пайда']
        >>> sorted(["ересь", "ёмкость", "ель"], key=languages.get("ru").sort_key)
        ['ель', 'ёмкость', 'ересь']
        """
        composed = unicodedata.normalize("NFC", text).casefold()
        return self._ranks(composed.translate(FILED_WITH)), self._ranks(composed), text

    def _ranks(self, text: str) -> tuple[int, ...]:
        ranks = []
        for letter in text:
            place = self.alphabet.find(letter)
            if place >= 0:
                ranks.append(place + 100)
            elif letter.isalpha():
                ranks.append(ord(letter) + 1000)
            elif letter.isspace():
                ranks.append(0)
            elif letter.isalnum():
                ranks.append(1 + ord(letter) % 90)
        return tuple(ranks)


FILED_WITH = {ord("\N{CYRILLIC SMALL LETTER IO}"): "\N{CYRILLIC SMALL LETTER IE}"}
