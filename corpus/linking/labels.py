"""What a keyword is when inflection, number, capitals and spelling are taken away. Which labels are one?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .. import languages
from ..documents import KeywordList
from . import tables

_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")


class Node(NamedTuple):
    """A label without its inflection: all labels of one language with the same lemmas are one node.

    ``lemmas`` are sorted: "мигрант эмгеги" and "эмгек мигранты" differ in no lemma, and are one.
    """

    language: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A term as it stands in a list. ``position`` counts from 0 among the terms of its language there."""

    node: Node
    text: str
    position: int
    start: int
    stop: int


@cache
def language(code: str) -> languages.Language | None:
    """The language of *code*; None for one that we do not analyse."""
    return languages.get(code) if languages.normalize_code(code) in languages.available() else None


def words(text: str) -> list[str]:
    """The words of a label as printed; a hyphen parts words."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 18)
def lemma(code: str, form: str) -> str:
    """The best lemma of *form*, lower-cased, in one spelling.

    >>> lemma("en", "labour"), lemma("und", "PyTorch")
    ('labor', 'pytorch')
    """
    known = language(code)
    best = known.lemmatize(form)[0] if known and not form.isdigit() else form
    return tables.one_spelling(code, best.casefold())


@lru_cache(maxsize=1 << 17)
def node(code: str, text: str) -> Node:
    """The node of a label. A label without a word (``№``) is its own lemma.

    >>> node("und", "Big  Data") == node("und", "big-data")
    True
    """
    found = tuple(sorted(lemma(code, form) for form in words(text)))
    return Node(code, found or (text.casefold(),))


@lru_cache(maxsize=1 << 17)
def content(label: Node) -> tuple[str, ...]:
    """Its lemmas without function words; all of them if there are none but function words."""
    known = language(label.language)
    kept = tuple(x for x in label.lemmas if x not in known.stop_words) if known else ()
    return kept or label.lemmas


def listing(lists: Sequence[KeywordList], dropped: Iterable[Node] = ()) -> dict[str, list[Printed]]:
    """Language → its terms in the order printed, without those *dropped*. What is printed twice in one list keeps both
    places, since its translations may be two (занятость, трудоустройство: employment, employment); a second list
    in the same language adds only what is new."""
    found: dict[str, list[Printed]] = {}
    seen: set[Node] = set(dropped)
    for keywords in lists:
        labels = [node(keyword.language, keyword.text) for keyword in keywords.keywords]
        for label, keyword in zip(labels, keywords.keywords, strict=True):
            if label not in seen and keyword.text.strip():
                terms = found.setdefault(keyword.language, [])
                terms.append(Printed(label, keyword.text, len(terms), keyword.span.start, keyword.span.stop))
        seen.update(labels)
    return found


class Forms:
    """How often each label was printed in which letters, and which are names."""

    def __init__(self) -> None:
        self._printed: dict[Node, Counter[str]] = {}
        self._loud: dict[Node, Counter[str]] = {}  # printed where all terms are in capitals

    def add(self, lists: Sequence[KeywordList]) -> None:
        """Count the labels of an article. Call in the order of documents: ties go to the earliest."""
        for keywords in lists:
            texts = [" ".join(keyword.text.split()) for keyword in keywords.keywords]
            loud = sum(text.isupper() for text in texts) * 2 > len(texts) > 1
            raised = sum(text[:1].isupper() for text in texts) == len(texts) > 1
            for text, keyword in zip(texts, keywords.keywords, strict=True):
                label = node(keyword.language, text)
                counters = self._loud if loud and text.isupper() else self._printed
                first = raised or keyword.position == 0
                counters.setdefault(label, Counter())[_uncapitalized(text, keyword.language) if first else text] += 1

    def __contains__(self, label: object) -> bool:
        return label in self._printed or label in self._loud

    def texts(self, label: Node) -> tuple[str, ...]:
        """The letters in which *label* was printed, commonest first; one capitalisation of each."""
        quiet = self._printed.get(label, Counter())
        total: Counter[str] = Counter(quiet)
        same_letters = {text.casefold(): text for text, _ in reversed(quiet.most_common())}
        for text, count in self._loud.get(label, Counter()).items():
            total[same_letters.get(text.casefold(), _lowered(text, label.language))] += count
        best: dict[str, str] = {}
        for text, _ in total.most_common():
            best.setdefault(text.casefold(), text)
        merged: Counter[str] = Counter()
        for text, count in total.items():
            merged[best[text.casefold()]] += count
        return tuple(text for text, _ in merged.most_common())


def _lowered(text: str, code: str) -> str:
    """A label printed all in capitals, in lower case; names and acronyms by what the language knows."""
    return re.sub(r"\w+", lambda word: _word_lowered(word[0], code), text)


def _word_lowered(word: str, code: str) -> str:
    if tables.is_acronym(word):
        return word
    return word.capitalize() if _is_name(word.capitalize(), code) else word.lower()


def _uncapitalized(text: str, code: str) -> str:
    """A label in a place where any word has a capital: the capital goes unless the word is a name."""
    first = next(iter(words(text)), "")
    if not first or not (first[0].isupper() and first[1:].islower()) or not text.startswith(first):
        return text
    return text if _is_name(first, code) else text[0].lower() + text[1:]


@lru_cache(maxsize=1 << 16)
def _is_name(word: str, code: str) -> bool:
    known = language(code)
    if known is None:
        return False
    return word in names(code) or (known.knows(word) and known.analyze(word)[0].pos == "PROPN")


@cache
def names(code: str) -> frozenset[str]:
    """Names among the equivalents that dictionaries give in a language."""
    texts = (
        text
        for other in languages.available()
        for equivalents in languages.get(other).translations().values()
        for text in equivalents.get(code, ())
    )
    return frozenset(text for text in texts if text[:1].isupper() and text[1:].islower())
