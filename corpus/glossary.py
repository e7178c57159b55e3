"""Concepts and their evidence → the term entries of a glossary. What does a reader see of a concept?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from . import languages as known_languages
from .concepts import Concept, Example, Term, TermEntry
from .documents import SectionKind
from .errors import UnknownName
from .languages.base import FILED_WITH, SortKey

LANGUAGES = ("ky", "ru", "en")

Texts = Mapping[tuple[str, str], str]
"""(language, label) → a definition or a note, as a person's decisions give them."""


class Usage(Protocol):
    """How terms are used in a corpus; the store offers it."""

    def frequency(self, term: str, language: str) -> tuple[int, int]:
        """Occurrences of *term* in any of its forms, and the documents that hold one."""
        ...

    def examples(self, term: str, language: str, *, limit: int) -> Sequence[Example]:
        """Up to *limit* sentences that hold *term*, from several documents."""
        ...


# --- entries ---------------------------------------------------------------------------------------------


def entries(
    concepts: Iterable[Concept],
    *,
    usage: Usage | None = None,
    definitions: Texts | None = None,
    notes: Texts | None = None,
    languages: Sequence[str] = LANGUAGES,
    minimum_confidence: float = 0.0,
    examples: int = 1,
    subject: str = "migration",
) -> tuple[TermEntry, ...]:
    """The entries of *concepts* that have a label in one of *languages*, sorted by the first of these.

    A concept without a translation is an entry too. *examples* is the number of sentences a term. Where
    *usage* is None, frequencies are 0 and there are no examples. *subject* is the field that every entry is of.

    >>> from corpus.concepts import Concept, Label
    >>> chek_ara = Concept(7, (Label("чек ара", "ky"), Label("граница", "ru"), Label("рубеж", "ru", preferred=False)))
    >>> [entry] = entries([chek_ara], definitions={("ky", "чек ара"): "эки өлкөнү бөлгөн сызык"})
    >>> entry.id, [term.text for term in entry.terms["ru"]], entry.definitions["ky"]
    ('c7', ['граница', 'рубеж'], 'эки өлкөнү бөлгөн сызык')
    """
    found = []
    for concept in concepts:
        labels = {code: texts for code, texts in concept.by_language().items() if code in languages}
        if not labels or concept.confidence < minimum_confidence:
            continue
        found.append(
            TermEntry(
                id=f"c{concept.id}",
                terms={code: _terms(labels[code], code, usage, examples) for code in languages if code in labels},
                subject=subject,
                confidence=concept.confidence,
                link_class=concept.link_class,
                definitions=_texts_of(labels, definitions or {}),
                notes=_texts_of(labels, notes or {}),
                documents=concept.documents,
            )
        )
    return sort_entries(found, languages[0])


def _terms(labels: Sequence[str], language: str, usage: Usage | None, examples: int) -> tuple[Term, ...]:
    """Terms of one language; the first label is the preferred one."""
    terms = tuple(Term(text, preferred=place == 0) for place, text in enumerate(labels))
    return terms if usage is None else tuple(_used(term, language, usage, examples) for term in terms)


def _used(term: Term, language: str, usage: Usage, examples: int) -> Term:
    frequency, documents = usage.frequency(term.text, language)
    if not frequency or not examples:
        return replace(term, frequency=frequency, documents=documents)
    candidates = usage.examples(term.text, language, limit=CANDIDATES * examples)
    return replace(term, frequency=frequency, documents=documents, examples=best_sentences(candidates, limit=examples))


def _texts_of(labels: Mapping[str, Sequence[str]], texts: Texts) -> dict[str, str]:
    """Language → what is said of its labels, the preferred label's first."""
    said = {
        code: " | ".join(dict.fromkeys(texts[code, label] for label in own if texts.get((code, label))))
        for code, own in labels.items()
    }
    return {code: text for code, text in said.items() if text}


def restrict(found: Iterable[TermEntry], languages: Sequence[str]) -> tuple[tuple[TermEntry, ...], tuple[str, ...]]:
    """*found* without the terms of other *languages*, and a sentence on each language left out.

    >>> refugee = TermEntry("c3", {"en": (Term("refugee"),), "de": (Term("Flüchtling"),)})
    >>> [entry], notes = restrict([refugee], ["ky", "ru", "en"])
    >>> sorted(entry.terms), notes
    (['en'], ('left out: 1 term in de (Flüchtling)',))
    """
    kept: list[TermEntry] = []
    left: dict[str, list[str]] = {}
    for entry in found:
        for code, terms in entry.terms.items():
            if code not in languages:
                left.setdefault(code, []).extend(term.text for term in terms)
        own = {code: terms for code, terms in entry.terms.items() if code in languages}
        if own:
            kept.append(
                replace(
                    entry,
                    terms=own,
                    definitions={code: text for code, text in entry.definitions.items() if code in languages},
                    notes={code: text for code, text in entry.notes.items() if code in languages},
                )
            )
    return tuple(kept), tuple(_left_out(code, left[code]) for code in sorted(left))


def _left_out(code: str, terms: Sequence[str]) -> str:
    few = ", ".join(terms[:3]) + (", …" if len(terms) > 3 else "")
    return f"left out: {len(terms)} term{'s' * (len(terms) > 1)} in {code} ({few})"


# --- order -----------------------------------------------------------------------------------------------


def sort_key(language: str) -> Callable[[str], SortKey]:
    """Key for sorting words as a dictionary of *language* does; by code point where we do not know it."""
    try:
        return known_languages.get(language).sort_key
    except UnknownName:
        return lambda text: (tuple(map(ord, text.casefold())), (), text)


def initial(text: str) -> str:
    """The letter of an index under which a dictionary files *text*; ``#`` for figures and signs.

    >>> initial("өлкө"), initial("ёмкость"), initial("-лык"), initial("2010-жыл")
    ('Ө', 'Е', 'Л', '#')
    """
    first = next((character for character in unicodedata.normalize("NFC", text) if character.isalnum()), "")
    return first.lower().translate(FILED_WITH).upper() if first.isalpha() else "#"


def sort_entries(found: Iterable[TermEntry], language: str) -> tuple[TermEntry, ...]:
    """*found* by the alphabet of *language*; those without a term in it last, by their other languages."""
    key = sort_key(language)

    def place(entry: TermEntry) -> tuple[bool, tuple[SortKey, ...], str]:
        own = entry.terms.get(language, ())
        if own:
            return False, tuple(key(term.text) for term in own), entry.id
        others = (entry.terms[code] for code in sorted(entry.terms) if entry.terms[code])
        return True, tuple(sort_key("")(terms[0].text) for terms in others), entry.id

    return tuple(sorted(found, key=place))


# --- examples --------------------------------------------------------------------------------------------

CANDIDATES = 20
"""Sentences asked for where one is wanted, so that there is a choice."""

SHORTEST, LONGEST = 6, 30
"""Words of an example: enough to show a use, few enough to be taken in (after GDEX, Kilgarriff et al. 2008)."""

_TEXT_SECTIONS = (SectionKind.ABSTRACT, SectionKind.BODY)
_NO_SENTENCES = (
    SectionKind.TITLE,
    SectionKind.AUTHORS,
    SectionKind.KEYWORDS,
    SectionKind.REFERENCES,
    SectionKind.FRONT,
)
_OPENING, _CLOSING = "«“„([{\"'—–- ", "»”“)]}\"' "
_STOPS = (".", "!", "?", "…")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»"}
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def best_sentences(candidates: Iterable[Example], *, limit: int = 1) -> tuple[Example, ...]:
    """Up to *limit* clear examples: text of abstract or body first, short before long, each from another
    document as long as there are others. Fewer, or none, where too few are clear.

    >>> from corpus.documents import Span
    >>> texts = ["миграция, чек ара, качкын", "Бул макалада эмгек миграциясынын негизги себептери каралат."]
    >>> [best] = best_sentences([Example(t, "ky", "a.txt", "", Span(0, 9), (Span(0, 9),)) for t in texts])
    >>> best.text
    'Бул макалада эмгек миграциясынын негизги себептери каралат.'
    """
    clear = sorted((example for example in candidates if is_clear(example)), key=_clearest_first)
    taken: list[Example] = []
    turns: dict[str, int] = {}
    order = []
    for place, example in enumerate(clear):
        if any(example.text == earlier.text for earlier in clear[:place]):
            continue
        turn = turns[example.document] = turns.get(example.document, -1) + 1
        order.append((turn, place))
    for _, place in sorted(order)[:limit]:
        taken.append(clear[place])
    return tuple(taken)


def is_clear(example: Example) -> bool:
    """Is it a whole sentence of 6 to 30 words that holds the term, and no title, list or line of a table?"""
    return example.section not in _NO_SENTENCES and all(test(example) for test in _TESTS)


def _clearest_first(example: Example) -> tuple[bool, int, str, int]:
    words = len(_WORD.findall(example.text))
    return example.section not in _TEXT_SECTIONS, words, example.document, example.span.start


def _holds_the_term(example: Example) -> bool:
    return any(0 <= span.start < span.stop <= len(example.text) for span in example.matches)


def _has_a_fair_length(example: Example) -> bool:
    return SHORTEST <= len(_WORD.findall(example.text)) <= LONGEST


def _begins_and_ends(example: Example) -> bool:
    """«Миграция …» begins and ends; «… көчүп кетишет, анткени» does not."""
    first, last = example.text.lstrip(_OPENING)[:1], example.text.rstrip(_CLOSING)[-1:]
    return (first.isupper() or first.isdigit()) and last in _STOPS


def _is_no_list(example: Example) -> bool:
    """«Негизги сөздөр: миграция, чек ара, качкын, жарандык.» is one."""
    words = len(_WORD.findall(example.text))
    return 3 * (example.text.count(",") + example.text.count(";") + example.text.count(" | ")) < words


def _is_no_table(example: Example) -> bool:
    words: list[str] = _WORD.findall(example.text)
    figures = len([word for word in words if word[0].isdigit()])
    shouted = len([word for word in words if word.isupper() and len(word) > 1])
    return 4 * figures <= len(words) and 2 * shouted <= len(words)


def _is_balanced(example: Example) -> bool:
    return all(example.text.count(opening) == example.text.count(close) for opening, close in _BRACKETS.items())


_TESTS: tuple[Callable[[Example], bool], ...] = (
    _holds_the_term,
    _has_a_fair_length,
    _begins_and_ends,
    _is_no_list,
    _is_no_table,
    _is_balanced,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a glossary holds, for a summary line."""

    entries: int
    terms: Mapping[str, int]  # language → terms
    untranslated: int  # entries in one language only


def count(found: Iterable[TermEntry]) -> Counts:
    """What *found* holds."""
    terms: dict[str, int] = {}
    total = untranslated = 0
    for entry in found:
        total += 1
        untranslated += len(entry.terms) < 2
        for code, own in entry.terms.items():
            terms[code] = terms.get(code, 0) + len(own)
    return Counts(total, terms, untranslated)
