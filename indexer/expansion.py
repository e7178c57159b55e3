"""From what was typed to one engine query for each language, each added term with the reason for it.

A word is looked for as typed and as its lemmas in the language of the part; what names a concept is looked for by the
concept's labels too, in every language, weighted by confidence. Nothing is added in silence: ``Expansion.ways`` lists
all, and any of them can be switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from corpus import languages
from corpus.analysis import words
from corpus.concepts import Concept, Evidence, LinkClass
from corpus.documents import UNDETERMINED
from corpus.folding import fold
from corpus.lookup import Lookup, Mention

from . import engine
from .forms import Forms
from .query import All, AnyOf, Beginning, Field, Node, Quoted, Together, Without, Word

_EXACT = 1.1  # a form as typed counts a little more than another form of its lemma
_IN_A_ROW = 0.5  # what words side by side gain where they stand in a row
_CONCEPT = 0.9  # a concept's label against what was typed, before its confidence
_SHARED = 5  # letters of a lemma that two languages write alike; shorter ones (тур, бар, кол) are other words
_MEANT = 6  # words of a query that means all of them; a longer one is a passage

Slot = tuple[engine.Term, ...]


class Origin(StrEnum):
    """Why something is looked for."""

    TYPED = "typed"  # exactly this form
    LEMMA = "lemma"  # any form of the word
    PHRASE = "phrase"  # words in a row, in any of their forms
    PREFIX = "prefix"
    CONCEPT = "concept"  # a label of the concept that was named


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
    slots: tuple[Slot, ...]
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
    def words(self) -> frozenset[str]:
        """Keys of the words that it answers to."""
        return _word_set(self.typed)

    @property
    def confidence(self) -> float:
        """How far what is looked for stands for what was typed, 0 to 1; a translation never wholly."""
        return _CONCEPT * self.concept.confidence if self.concept else 1.0

    @property
    def source(self) -> str:
        """``миграция ← миграциясынын``, or the text alone where it is what was typed."""
        return self.text if fold(self.text) == fold(self.typed) else f"{self.text} ← {self.typed}"


@dataclass(slots=True)
class Expansion:
    """Language → what the engine is asked, and every way in which a part of that language may match.

    ``content`` are the keys of the typed words that weigh something; ``switched_off`` what *without* left out.
    """

    queries: dict[str, engine.Query] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    content: set[str] = field(default_factory=set)
    _told: set[tuple[str, str, Origin, str]] = field(default_factory=set)

    def whole(self, language: str) -> engine.Query | None:
        """Parts that hold all of what was typed in a row, or a label of the concept that all of it names; None where
        it is one word, which any match holds whole."""
        if len(self.content) < 2:
            return None
        return _any(way.query for way in self._trusted(language) if way.words >= self.content)

    def every_word(self, language: str) -> engine.Query | None:
        """Parts that hold each word, wherever it stands; None where no part can, and for queries of one word or of
        more than people type to mean all of them."""
        if not 2 <= len(self.content) <= _MEANT:
            return None
        ways = self._trusted(language)
        each = [_any(way.query for way in _first_kind(ways, word)) for word in sorted(self.content)]
        return engine.And(tuple(query for query in each if query is not None)) if all(each) else None

    def _trusted(self, language: str) -> list[Way]:
        """The ways of a language but for those that rest on a link which somebody should look at first."""
        sure = (LinkClass.ACCEPTED, LinkClass.STRONG)
        return [w for w in self.ways if w.language == language and (w.concept is None or w.concept.link_class in sure)]

    def tell(self, way: Way) -> None:
        """Note a way, once."""
        key = (way.language, way.text, way.origin, way.typed)
        if key not in self._told:
            self._told.add(key)
            self.ways.append(way)


Values = Callable[[str, str], Sequence[str]]
"""(name of a field, what was typed) → the values of the corpus that it means."""


def expand(
    tree: Node,
    lookup: Lookup,
    forms: Forms,
    *,
    spoken: Sequence[str],
    values: Values = lambda name, typed: (typed,),
    without: Iterable[str] = (),
    concepts: bool = True,
    lemmas: bool = True,
) -> Expansion:
    """The queries for the languages *spoken* in the corpus.

    *without* are texts not to be looked for (any of their forms); *concepts* and *lemmas* false switch those ways off.
    """
    expansion = Expansion()
    off = [text for text in without if word_keys(text)]
    for language in spoken:
        step = _Expander(lookup, forms, language, expansion, values, off, concepts=concepts, lemmas=lemmas)
        query = step.node(tree)
        if query is not None:
            expansion.queries[language] = query
    return expansion


def word_keys(text: str) -> list[str]:
    return [fold(span.of(text)) for span in words(text)]


@lru_cache(maxsize=10_000)
def _word_set(text: str) -> frozenset[str]:
    return frozenset(word_keys(text))


class _Expander:
    """Expands a tree for the parts of one language."""

    def __init__(
        self,
        lookup: Lookup,
        forms: Forms,
        language: str,
        expansion: Expansion,
        values: Values,
        off: Sequence[str],
        *,
        concepts: bool,
        lemmas: bool,
    ) -> None:
        self._lookup, self._forms, self._language = lookup, forms, language
        self._expansion, self._values = expansion, values
        self._concepts, self._lemmas = concepts, lemmas
        self._typed_off = {tuple(word_keys(text)) for text in off}
        self._off = [
            tuple({fold(span.of(text)), *lookup.slot(span.of(text), language)} for span in words(text)) for text in off
        ]

    def node(self, node: Node) -> engine.Query | None:
        """The query for a node; None where nothing of it can be in this language."""
        match node:
            case Word():
                return self._group((node,))
            case Beginning():
                return self._beginning(node)
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
                return self._field(node)

    def _silently(self, node: Node) -> engine.Query | None:
        """What is excluded gives no reasons to match."""
        kept, self._expansion = self._expansion, Expansion()
        try:
            return self.node(node)
        finally:
            self._expansion = kept

    def _field(self, node: Field) -> engine.Filter:
        meant = [value for typed in node.values for value in self._values(node.name, str(typed))]
        return engine.Filter(node.name, tuple(dict.fromkeys(meant)))

    def _all(self, items: Sequence[Node]) -> engine.Query | None:
        children = [self.node(item) for item in items]
        if any(child is None for child in children):
            return None
        return engine.And(tuple(child for child in children if child is not None))

    def _together(self, node: Together) -> engine.Query | None:
        """Fields restrict; runs of words are expanded as one, since several words may name a concept."""
        restrictions = tuple(self._field(item) for item in node.items if isinstance(item, Field))
        choices: list[engine.Query | None] = []
        run: list[Word] = []
        for item in node.items:
            if isinstance(item, Word):
                run.append(item)
                continue
            if run:
                choices.append(self._group(run))
                run = []
            if not isinstance(item, Field):
                choices.append(self.node(item))
        if run:
            choices.append(self._group(run))
        if not choices:
            return engine.And(restrictions)
        ranked = _any(choices)
        return engine.And((*restrictions, ranked)) if restrictions and ranked is not None else ranked

    # --- words -----------------------------------------------------------------------------------------------------

    def _group(self, group: Sequence[Word]) -> engine.Query | None:
        """Words side by side: each of them, all of them in a row, and the concepts that they name.

        Function words weigh nothing unless there is nothing else.
        """
        typed = [word.text for word in group]
        content = [text for text in typed if not self._is_stop_word(text)] or typed
        choices: list[engine.Query | None] = [self._word(text) for text in dict.fromkeys(content)]
        if len(typed) > 1:
            choices.append(self._row(group, _IN_A_ROW))
        return _any([*choices, *self._named(typed)])

    def _quoted(self, node: Quoted) -> engine.Query | None:
        if len(node.words) == 1:
            return self.node(node.words[0])
        typed = [word.text for word in node.words]
        self._expansion.content |= {fold(text) for text in typed if not self._is_stop_word(text)}
        beginnings = any(isinstance(word, Beginning) for word in node.words)
        return _any([self._row(node.words, 1.0), *self._named(typed if not beginnings else [], whole=True)])

    def _word(self, text: str) -> engine.Query | None:
        self._expansion.content.add(fold(text))
        slot = self._slot(text)
        if not slot:
            return None
        keys = [term.text for term in slot if term.layer == "lemma"]
        shown = text if not keys or fold(text) in keys else keys[0]
        way = Way(text, shown, self._language, Origin.LEMMA if keys else Origin.TYPED, (slot,))
        if self._is_off(way) and (fold(text),) not in self._typed_off:
            self._note_off(way)
            way = Way(text, text, self._language, Origin.TYPED, ((_exact(text),),))
        return self._way(way)

    def _beginning(self, node: Beginning) -> engine.Query | None:
        self._expansion.content.add(fold(node.text))
        text = f"{node.text}*"
        return self._way(Way(text, text, self._language, Origin.PREFIX, (), prefix=fold(node.text)))

    def _row(self, typed: Sequence[Word | Beginning], weight: float) -> engine.Query | None:
        slots = tuple(self._slot_of(word) for word in typed)
        if not all(slots):
            return None
        together = " ".join(word.text + "*" * isinstance(word, Beginning) for word in typed)
        return self._way(Way(together, together, self._language, Origin.PHRASE, slots, weight))

    def _slot_of(self, word: Word | Beginning) -> Slot:
        if isinstance(word, Beginning):
            return tuple(engine.Term(key, "form") for key in self._forms.keys(fold(word.text), self._language))
        return self._slot(word.text)

    def _slot(self, text: str) -> Slot:
        """A word as typed and as its lemmas; nothing where it is no word of this language and in none of its texts.

        Where this language does not read the word, lemmas of another that both write alike stand for it: so
        «миграциясынын» is found in Russian as «миграция» is.
        """
        readings = self._lookup.readings(text)
        own = [key for reading in readings if reading.language == self._language for key in reading.lemmas]
        other = [key for reading in readings for key in reading.lemmas if len(key) >= _SHARED]
        keys = own or [key for key in (fold(text), *other) if self._forms.numbers("lemma", key, self._language)]
        lemmas = tuple(engine.Term(key, "lemma") for key in dict.fromkeys(keys)) if self._lemmas else ()
        exact = _exact(text)
        if own or lemmas or self._forms.of((exact,), self._language):
            return (exact, *lemmas)
        return ()

    def _is_stop_word(self, text: str) -> bool:
        """In any language that reads it: English «of» may well stand in a Russian text, and is one there too."""
        codes = [reading.language for reading in self._lookup.readings(text)]
        return any(text.lower() in languages.get(code).stop_words for code in codes if code != UNDETERMINED)

    # --- concepts --------------------------------------------------------------------------------------------------

    def _named(self, typed: Sequence[str], *, whole: bool = False) -> list[engine.Query | None]:
        """One query for each concept that the words name (with *whole*, all of them together)."""
        if not self._concepts or not typed:
            return []
        mentions = [m for m in self._lookup.mentions(typed) if not whole or m.stop - m.start == len(typed)]
        told: set[tuple[str, ...]] = set()
        surest = sorted(mentions, key=lambda mention: -mention.concept.confidence)
        return [self._concept(mention, typed, told) for mention in surest]

    def _concept(self, mention: Mention, typed: Sequence[str], told: set[tuple[str, ...]]) -> engine.Query | None:
        """The concept's labels in this language that are not *told* yet, nor what was typed itself."""
        named = typed[mention.start : mention.stop]
        concept = mention.concept
        evidence = _evidence(concept, mention.language, self._language)
        choices: list[engine.Query | None] = []
        for label in concept.by_language().get(self._language, ()):
            key = tuple(word_keys(label))
            slots = tuple(self._slot(span.of(label)) for span in words(label))
            if not key or key in told or not all(slots) or _same(slots, [self._slot(text) for text in named]):
                continue
            told.add(key)
            said = " ".join(named)
            way = Way(said, label, self._language, Origin.CONCEPT, slots, 1.0, concept, evidence)
            choices.append(self._way(_weighed(way)))
        return _any(choices, engine.Best)

    # --- switching off ---------------------------------------------------------------------------------------------

    def _way(self, way: Way) -> engine.Query | None:
        if self._is_off(way):
            self._note_off(way)
            return None
        self._expansion.tell(way)
        return way.query

    def _is_off(self, way: Way) -> bool:
        """Is it one of the texts to leave out, in any of their forms? The form that was typed stays."""
        if way.prefix or way.origin is Origin.TYPED:
            return tuple(word_keys(way.text)) in self._typed_off
        held = [{term.text for term in slot} for slot in way.slots]
        return any(len(off) == len(held) and all(a & b for a, b in zip(off, held, strict=True)) for off in self._off)

    def _note_off(self, way: Way) -> None:
        if way.text not in self._expansion.switched_off:
            self._expansion.switched_off.append(way.text)


def _exact(text: str) -> engine.Term:
    return engine.Term(fold(text), "form", _EXACT)


def _first_kind(ways: Sequence[Way], word: str) -> list[Way]:
    """Those that answer to a word, rows left out unless it was typed in rows alone."""
    answering = [way for way in ways if word in way.words]
    return [way for way in answering if way.origin is not Origin.PHRASE] or answering


def _weighed(way: Way) -> Way:
    """With terms that weigh less by its confidence."""
    slots = tuple(tuple(replace(term, weight=term.weight * way.confidence) for term in slot) for slot in way.slots)
    return replace(way, slots=slots)


def _same(slots: Sequence[Slot], others: Sequence[Slot]) -> bool:
    """Do they find the same: word for word with a form or lemma in common?"""
    return len(slots) == len(others) and all(
        {(term.layer, term.text) for term in slot} & {(term.layer, term.text) for term in other}
        for slot, other in zip(slots, others, strict=True)
    )


def _any(
    choices: Iterable[engine.Query | None], kind: type[engine.Or] | type[engine.Best] = engine.Or
) -> engine.Query | None:
    found = tuple(choice for choice in choices if choice is not None)
    return kind(found) if len(found) > 1 else found[0] if found else None


def _evidence(concept: Concept, one: str, other: str) -> Evidence | None:
    """The best piece of evidence that joins labels of the two languages, if any does directly."""
    pieces = [e for e in concept.evidence if {e.first.language, e.second.language} == {one, other}]
    return max(pieces, key=lambda e: e.score, default=None)
