"""From what was typed to one engine query for each language, each added term with the reason for it.

A word is looked for as typed and as its lemmas in the language of the part; what names a concept is looked for by the
concept's labels too, in every language, weighted by confidence. Nothing is added in silence: ``Expansion.ways`` lists
all, and any of them can be switched off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus import languages
from corpus.analysis import words
from corpus.concepts import Concept, Evidence
from corpus.documents import UNDETERMINED
from corpus.folding import fold
from corpus.lookup import Lookup, Mention

from . import engine
from .query import All, AnyOf, Beginning, Field, Node, Quoted, Together, Without, Word, typed_words

_EXACT = 1.1  # a form as typed counts a little more than another form of its lemma
_IN_A_ROW = 0.5  # what words side by side gain where they stand in a row
_CONCEPT = 0.9  # a concept's label against what was typed, before its confidence


class Origin(StrEnum):
    """Why something is looked for."""

    TYPED = "typed"
    LEMMA = "lemma"
    PHRASE = "phrase"
    PREFIX = "prefix"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a part may match: tokens in a row, each a term of its slot.

    ``typed`` is what the person wrote, ``text`` what is looked for, in ``language``. ``concept`` and ``evidence`` are
    there where a concept led from one to the other.
    """

    typed: str
    text: str
    language: str
    origin: Origin
    slots: tuple[tuple[engine.Term, ...], ...]
    weight: float = 1.0
    concept: Concept | None = None
    evidence: Evidence | None = None
    prefix: str = ""

    @property
    def query(self) -> engine.Query:
        if self.prefix:
            return engine.Prefix(self.prefix, self.weight)
        if len(self.slots) == 1:
            return engine.Best(self.slots[0])
        return engine.Phrase(self.slots, self.weight)

    @property
    def reason(self) -> str:
        """One line for a person: ``ички миграция ← внутренняя миграция (concept, order-only, 0.55)``."""
        if self.origin is Origin.CONCEPT:
            assert self.concept is not None
            return (
                f"{self.text} ← {self.typed} (concept, {self.concept.link_class.value}, {self.concept.confidence:.2f})"
            )
        if fold(self.text) == fold(self.typed):
            return self.text
        return f"{self.text} ← {self.typed} ({self.origin.value})"


@dataclass(slots=True)
class Expansion:
    """Language → what the engine is asked, and every way in which a part of that language may match."""

    queries: dict[str, engine.Query] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def expand(
    tree: Node,
    lookup: Lookup,
    *,
    spoken: Sequence[str],
    without: Iterable[str] = (),
    concepts: bool = True,
    lemmas: bool = True,
) -> Expansion:
    """The queries for the languages *spoken* in the corpus.

    *without* are texts not to be added (any of their forms); *concepts* and *lemmas* false switch those ways off.
    """
    off = {lookup_key(text) for text in without}
    expansion = Expansion()
    for language in spoken:
        step = _Expander(lookup, language, off, expansion, concepts=concepts, lemmas=lemmas)
        query = step.node(tree)
        if query is not None:
            expansion.queries[language] = query
    return expansion


def lookup_key(text: str) -> str:
    return " ".join(fold(span.of(text)) for span in words(text))


class _Expander:
    """Expands a tree for the parts of one language."""

    def __init__(
        self, lookup: Lookup, language: str, off: set[str], expansion: Expansion, *, concepts: bool, lemmas: bool
    ) -> None:
        self._lookup, self._language, self._off, self._expansion = lookup, language, off, expansion
        self._concepts, self._lemmas = concepts, lemmas

    def node(self, node: Node) -> engine.Query | None:
        """The query for a node; None where nothing of it can be in this language."""
        match node:
            case Word():
                return self._group((node,))
            case Beginning():
                return self._way(
                    Way(f"{node.text}*", f"{node.text}*", self._language, Origin.PREFIX, (), prefix=fold(node.text))
                )
            case Quoted():
                return self._quoted(node)
            case Together():
                return self._together(node)
            case All():
                return self._all(node.items)
            case AnyOf():
                return _any(self.node(item) for item in node.items)
            case Without():
                inside = self._silently(node.item)
                return engine.Not(inside) if inside is not None else engine.Everything()
            case Field():
                return engine.Filter(node.name, node.values)

    def _silently(self, node: Node) -> engine.Query | None:
        """What is excluded gives no reasons to match."""
        quiet = _Expander(
            self._lookup, self._language, self._off, Expansion(), concepts=self._concepts, lemmas=self._lemmas
        )
        return quiet.node(node)

    def _all(self, items: Sequence[Node]) -> engine.Query | None:
        children = [self.node(item) for item in items]
        if any(child is None for child in children):
            return None
        return engine.And(tuple(child for child in children if child is not None))

    def _together(self, node: Together) -> engine.Query | None:
        """Fields restrict; runs of words are expanded as one, since several words may name a concept."""
        restrictions: list[engine.Query] = [self.node(item) for item in node.items if isinstance(item, Field)]  # type: ignore[misc]
        run: list[Word] = []
        choices: list[engine.Query | None] = []
        for item in (*node.items, None):
            if isinstance(item, Word):
                run.append(item)
                continue
            if run:
                choices.append(self._group(run))
                run = []
            if item is not None and not isinstance(item, Field):
                choices.append(self.node(item))
        if not choices:
            return engine.And(tuple(restrictions))
        ranked = _any(choices)
        return None if ranked is None else engine.And((*restrictions, ranked)) if restrictions else ranked

    def _group(self, group: Sequence[Word]) -> engine.Query | None:
        """Words side by side: each of them, all of them in a row, and the concepts that they name."""
        typed = [word.text for word in group]
        content = [text for text in typed if not self._is_stop_word(text)] or typed
        choices: list[engine.Query | None] = [self._word(text) for text in content]
        if len(typed) > 1:
            choices.append(self._row(typed, Origin.PHRASE, _IN_A_ROW))
        if self._concepts:
            choices += [self._concept(mention, typed) for mention in self._mentions(typed)]
        return _any(choices)

    def _quoted(self, node: Quoted) -> engine.Query | None:
        typed = [word.text for word in node.words]
        choices: list[engine.Query | None] = [self._row(typed, Origin.PHRASE if len(typed) > 1 else Origin.TYPED, 1.0)]
        if self._concepts:
            whole = [mention for mention in self._mentions(typed) if mention.stop - mention.start == len(typed)]
            choices += [self._concept(mention, typed) for mention in whole]
        return _any(choices)

    def _mentions(self, typed: Sequence[str]) -> list[Mention]:
        """Concepts that the words name: the longest names, and single words of those that stand inside them."""
        found = self._lookup.mentions(typed)
        self._expansion.mentions = found
        return found

    def _word(self, text: str) -> engine.Query | None:
        keys = self._lookup.slot(text, self._language) if self._lemmas else []
        slot = (engine.Term(fold(text), "form", _EXACT), *(engine.Term(key, "lemma") for key in keys))
        shown = text if not keys or fold(text) in keys else keys[0]
        return self._way(Way(text, shown, self._language, Origin.LEMMA if keys else Origin.TYPED, (slot,)))

    def _row(self, typed: Sequence[str], origin: Origin, weight: float) -> engine.Query | None:
        slots = tuple(self._slot(text) for text in typed)
        together = " ".join(typed)
        return self._way(Way(together, together, self._language, origin, slots, weight))

    def _slot(self, text: str) -> tuple[engine.Term, ...]:
        keys = self._lookup.slot(text, self._language) if self._lemmas else []
        return (engine.Term(fold(text), "form", _EXACT), *(engine.Term(key, "lemma") for key in keys))

    def _concept(self, mention: Mention, typed: Sequence[str]) -> engine.Query | None:
        """The concept's labels in this language, but for the words that were typed themselves."""
        said = " ".join(typed[mention.start : mention.stop])
        concept = mention.concept
        choices: list[engine.Query | None] = []
        for label in concept.by_language().get(self._language, ()):
            slots = tuple(self._slot(span.of(label)) for span in words(label))
            same = self._language == mention.language and slots == tuple(
                self._slot(text) for text in typed[mention.start : mention.stop]
            )
            if not slots or same or lookup_key(label) == lookup_key(said):
                continue
            weight = _CONCEPT * concept.confidence
            evidence = _evidence(concept, mention.language, self._language)
            weighed = tuple(tuple(_weighed(term, weight) for term in slot) for slot in slots)
            choices.append(self._way(Way(said, label, self._language, Origin.CONCEPT, weighed, 1.0, concept, evidence)))
        return _any(choices)

    def _way(self, way: Way) -> engine.Query | None:
        if way.origin is not Origin.TYPED and lookup_key(way.text) in self._off:
            if way.text not in self._expansion.switched_off:
                self._expansion.switched_off.append(way.text)
            return None
        self._expansion.ways.append(way)
        return way.query

    def _is_stop_word(self, text: str) -> bool:
        return any(
            text.lower() in languages.get(reading.language).stop_words
            for reading in self._lookup.readings(text)
            if reading.language != UNDETERMINED
        )


def _weighed(term: engine.Term, weight: float) -> engine.Term:
    return engine.Term(term.text, term.layer, term.weight * weight)


def _any(choices: Iterable[engine.Query | None]) -> engine.Query | None:
    found = tuple(choice for choice in choices if choice is not None)
    return engine.Or(found) if len(found) > 1 else found[0] if found else None


def _evidence(concept: Concept, one: str, other: str) -> Evidence | None:
    """The best piece of evidence that joins labels of the two languages, if any does directly."""
    pieces = [e for e in concept.evidence if {e.first.language, e.second.language} == {one, other}]
    return max(pieces, key=lambda e: e.score, default=None)


__all__ = ["Expansion", "Origin", "Way", "expand", "typed_words"]
