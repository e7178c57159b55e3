"""A Kyrgyz form → its readings, best first.

A reading is a stem and a walk through the grammar that uses up the rest of the form. Stems of the lexicon are tried
first; only where they give nothing is the form cut by its suffixes alone. The score is a sum, in nats as far as it
was counted and by judgement elsewhere (``WEIGHTS``); it compares the readings of one form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log
from operator import itemgetter
from typing import NamedTuple

from .. import _tables
from ..base import Analysis
from . import grammar, lexicon
from .lexicon import Stem
from .phonology import VOWELS, Context, Spelling, context, fused, hardened, join, spell, voiced


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a reading and against it."""

    listed: float = 8.0  # the stem is in the lexicon
    closed: float = 3.0  # … as a pronoun, postposition, conjunction or particle, or it is an irregular form
    length: float = 0.25  # for each sound of a listed stem: the longer stem is the likelier
    verb_first: float = 0.5  # how far a verb stands before the headword that is its verbal noun
    disharmony: float = 4.0  # the first suffix does not follow the harmony of the stem
    frequency: float = 1.0  # for each unit of log count of a listed stem in open text
    attested: float = 0.6  # for each unit of log count of an unlisted stem that open text has as a word
    evidence: float = 2.5  # for each sound of a suffix after an unlisted stem
    short: float = 2.5  # an unlisted stem of two or three sounds
    shape: float = 2.0  # an unlisted stem ends as loans and names do
    verb: float = 1.5  # an unlisted verb: verbs are a closed set far sooner than nouns


WEIGHTS = Weights()

_LONG = frozenset({"оо", "өө", "уу", "үү"})
_BARE = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "INTJ"})
_CLOSED = _BARE | {"PRON", "DET", "AUX"}
_STATES = {"VERB": "verb", "AUX": "part"}
_EXTRA = {"NUM": ("numeral",), "ADV": ("adverb",)}
_MOST = 6  # analyses given
_TRIED = 24  # readings looked at; several may have one lemma


class Reading(NamedTuple):
    """A stem with a walk: what an Analysis is made of."""

    score: float
    stem: Stem
    stop: int  # sounds of the stem as printed
    steps: tuple[grammar.Step, ...]
    start: str  # the state in which the walk begins
    source: str
    label: str = ""


@lru_cache(maxsize=100_000)
def analyze(form: str) -> tuple[Analysis, ...]:
    """Readings of *form* as printed, best first; never empty.

    >>> [(reading.lemma, reading.root) for reading in analyze("миграциясынын")[:1]]
    [('миграция', 'миграция')]
    """
    return _hyphenated(form) or _with_foreign_stem(form) or _analyze_word(form.lower())


def lemmas(form: str, limit: int = 3) -> tuple[str, ...]:
    """The best few lemmas, best first; never empty.

    >>> lemmas("китептерди"), lemmas("Бишкектеги")
    (('китеп',), ('бишкек',))
    """
    readings = analyze(form)
    floor = readings[0].score - 2.5
    return tuple(dict.fromkeys(reading.lemma for reading in readings if reading.score >= floor))[:limit]


def knows(form: str) -> bool:
    """Has *form* a reading whose stem is listed?"""
    return any(reading.source == "lexicon" for reading in analyze(form))


def _analyze_word(word: str) -> tuple[Analysis, ...]:
    if not word:
        return (Analysis("", "", "X", source="whole"),)
    spelling = spell(word)
    readings = _verb_first(list(_listed(spelling))) or list(_guessed(spelling))
    readings.sort(key=itemgetter(0), reverse=True)
    best: dict[tuple[str, str], Analysis] = {}
    plain: set[Stem] = set()  # stems whose own lemma an analysis has: a worse reading of it adds nothing
    for reading in readings[:_TRIED]:
        if not reading.steps or reading.steps[0].suffix.role == "inflection":
            if reading.stem in plain:
                continue
            plain.add(reading.stem)
        analysis = _finished(spelling, reading)
        best.setdefault((analysis.lemma, analysis.pos), analysis)
        if len(best) == _MOST:
            break
    return tuple(best.values())


# --- stems of the lexicon ---------------------------------------------------------------------------------------


def _listed(spelling: Spelling) -> Iterator[Reading]:
    word = spelling.sounds
    for stem in lexicon.forms().get(spelling.printed, ()):
        label = lexicon.form_glosses()[spelling.printed, stem.lemma]
        score = WEIGHTS.listed + WEIGHTS.closed + WEIGHTS.length * len(word)
        yield Reading(score, stem, len(word), (), "", "lexicon", label)
    strict = False
    found = list(_stems_in(word))
    for stem, stop, state, before in found:
        for reading in _walked(word, stem, stop, state, before, 0.0):
            strict = True
            yield reading
    if not strict:
        for stem, stop, state, before in found:
            for other in "аеиоуыөү":
                if other != before.vowel:
                    yield from _walked(word, stem, stop, state, Context(other, before.final), WEIGHTS.disharmony)


def _verb_first(readings: list[Reading]) -> list[Reading]:
    """коргоого is read as the verb корго before the headword коргоо, its verbal noun; nothing else changes."""
    nouns = [reading for reading in readings if reading.stem.verbal]
    if not nouns:
        return readings
    best = max((reading.score for reading in readings if reading.stem.pos == "VERB"), default=None)
    if best is None:
        return readings
    top = max(reading.score for reading in nouns)
    shift = max(0.0, top + WEIGHTS.verb_first - best)
    return [
        reading._replace(score=reading.score + shift) if reading.stem.pos == "VERB" else reading for reading in readings
    ]


def _stems_in(word: str) -> Iterator[tuple[Stem, int, str, Context]]:
    """Listed stems that *word* begins with: (stem, where it ends, state, what the suffix sees)."""
    listed = lexicon.stems()
    irregular = lexicon.irregular()
    for stop in range(1, len(word) + 1):
        part = word[:stop]
        following = word[stop : stop + 2]
        if part in listed:
            before = context(part)
            for stem in listed[part]:
                yield from _starts(stem, stop, before)
        if following[:1] in VOWELS and following:
            if (hard := hardened(part)) and hard in listed:
                before = Context(context(part).vowel, "G")
                for stem in listed[hard]:
                    yield from _starts(stem, stop, before)
            if following in _LONG:
                yield from _lost_vowel(part, stop, following)
            if part + "ь" in listed:
                for stem in listed[part + "ь"]:
                    yield from _starts(stem, stop, context(part))
        elif part + "ь" in listed and following[:1] != "ь":
            for stem in listed[part + "ь"]:
                yield from _starts(stem, stop, context(part))
        if part in irregular:
            for stem, kind in irregular[part]:
                before = context(part)
                if kind == "plural":
                    yield stem, stop, "plural", before
                else:
                    yield stem, stop, "noun", Context(before.vowel, "G")
        if part[-1] == "п" and stop > 2 and part[-2] == part[-3] and part[-2] in VOWELS:
            for stem in listed.get(part[:-3] + part[-3].replace("э", "е" if stop > 3 else "э") + "п", ()):
                if stem.pos == "VERB":
                    yield stem, stop, "cvb", context(part)


def _starts(stem: Stem, stop: int, before: Context) -> Iterator[tuple[Stem, int, str, Context]]:
    if stem.pos in _BARE:
        yield stem, stop, "particle", before
        return
    if stem.pos == "PRON" and stem.lemma in lexicon.declined():
        yield stem, stop, "pronoun", before
        return
    yield stem, stop, _STATES.get(stem.pos, "noun"), before
    for state in _EXTRA.get(stem.pos, ()):
        yield stem, stop, state, before


def _lost_vowel(part: str, stop: int, long: str) -> Iterator[tuple[Stem, int, str, Context]]:
    listed = lexicon.stems()
    for vowel in VOWELS:
        if fused(vowel) == long:
            for stem in listed.get(part + vowel, ()):
                if stem.pos in _STATES:
                    yield stem, stop, "lost:verb", Context("е" if vowel == "э" else vowel, "V")


def _walked(word: str, stem: Stem, stop: int, state: str, before: Context, penalty: float) -> Iterator[Reading]:
    bonus = WEIGHTS.listed + WEIGHTS.length * stop - penalty + _prior(stem)
    if stem.pos in _CLOSED:
        bonus += WEIGHTS.closed
    for walk in grammar.walks(state, before, word[stop:]):
        yield Reading(bonus - walk.cost, stem, stop, walk.steps, state, "lexicon")


def _prior(stem: Stem) -> float:
    """How common the stem is; a stem never seen counts as half an occurrence."""
    return WEIGHTS.frequency * log(0.5 + lexicon.stem_counts().get((stem.lemma, stem.pos), 0.0))


# --- stems that are not listed ----------------------------------------------------------------------------------


def _guessed(spelling: Spelling) -> Iterator[Reading]:
    word = spelling.sounds
    yield Reading(_trust(word, spelling.printed), Stem(spelling.printed, "X"), len(word), (), "noun", "whole")
    for stop in range(2, len(word)):
        part = word[:stop]
        if not any(sound in VOWELS for sound in part):
            continue
        printed = spelling.stem(stop)
        before = context(part)
        following = word[stop : stop + 2]
        vowel_next = following[0] in VOWELS
        if vowel_next and (hard := hardened(part)):
            yield from _guess(word, printed[:-1] + hard[-1], hard, stop, ("noun", "verb"), Context(before.vowel, "G"))
        yield from _guess(word, printed, part, stop, ("noun", "verb"), before)
        if following in _LONG:
            vowel = _restored(before.vowel, following)
            yield from _guess(word, printed + vowel, part + vowel, stop, ("lost:verb",), Context(vowel, "V"))


def _restored(last: str, long: str) -> str:
    """The vowel that a verb stem lost before оо, өө, уу, үү, as its harmony has it."""
    if long == "оо":
        return "о" if last == "о" else "а"
    if long == "өө":
        return "ө" if last in "өү" else "е"
    return {"уу": "у" if last in "оу" else "ы", "үү": "ү" if last in "өү" else "и"}[long]


def _guess(
    word: str, lemma: str, sounds: str, stop: int, states: tuple[str, ...], before: Context
) -> Iterator[Reading]:
    trust = _trust(sounds, lemma)
    ending = word[stop:]
    for state in states:
        verb = state != "noun"
        for walk in grammar.walks(state, before, ending)[:2]:
            evidence = sum(WEIGHTS.evidence * len(step.surface) for step in walk.steps)
            score = trust - walk.cost + evidence - (WEIGHTS.verb if verb else 0.0)
            yield Reading(score, Stem(lemma, "VERB" if verb else "NOUN"), stop, walk.steps, state, "suffixes")


def _trust(sounds: str, lemma: str) -> float:
    score = 0.0
    if len(sounds) < 4:
        score -= WEIGHTS.short * (4 - len(sounds))
    count = _tables.counts("ky").get(lemma, 0)
    if count:
        score += WEIGHTS.attested * log(1 + count)
    if lemma.endswith(_shapes()):
        score += WEIGHTS.shape
    return score


@lru_cache(maxsize=1)
def _shapes() -> tuple[str, ...]:
    return tuple(row["ending"] for row in _tables.rows("ky", "shapes"))


# --- readings to analyses ---------------------------------------------------------------------------------------


def _finished(spelling: Spelling, reading: Reading) -> Analysis:
    lemma = reading.stem.lemma
    root = root_of(reading.stem) if reading.source == "lexicon" else lemma
    pos = reading.stem.pos
    chain = [(spelling.printed, reading.label)] if reading.label else []
    place = reading.stop
    inflected = False
    for step in reading.steps:
        role = step.suffix.role
        inflected = inflected or role == "inflection"
        if not inflected:
            fuses = step.suffix.form.startswith("J:")
            lemma = attach(lemma[:-1] if fuses else lemma, dictionary_shape(step))
            pos = _pos_after(pos, step.suffix)
            root = lemma if role == "formation" else root
        chain.append((spelling.piece(place, place + len(step.surface)), step.suffix.label))
        place += len(step.surface)
    return Analysis(lemma, root, pos, tuple(chain), round(reading.score, 3), reading.source)


def dictionary_shape(step: grammar.Step) -> str:
    """A suffix as a lemma ends in it: к where a vowel voiced it, the vowel that a long one swallowed."""
    if step.context.final == "G":
        return hardened(step.surface) or step.surface
    return step.surface + step.context.vowel if step.state.startswith("lost:") else step.surface


@lru_cache(maxsize=20_000)
def root_of(stem: Stem) -> str:
    """The root of a headword: as the lexicon says, else without voice and regular derivation from another headword.

    >>> root_of(Stem("маанилүү", "ADJ")), root_of(Stem("ачыл", "VERB")), root_of(Stem("салык", "NOUN"))
    ('маани', 'ач', 'салык')
    """
    if stem.root or stem.pos in _CLOSED or stem.pos in ("PROPN", "ADV"):
        return stem.root or stem.lemma
    word = spell(stem.lemma).sounds
    for base, stop, state, before in sorted(_stems_in(word), key=lambda found: -found[1]):
        if 2 <= stop < len(word) and (base.pos == "VERB") is (state in ("verb", "lost:verb")):
            for walk in grammar.walks(state, before, word[stop:]):
                if len(walk.steps) == 1 and _is_regular(walk.steps[0].suffix, stem.pos):
                    return root_of(base)
    return stem.lemma


def _is_regular(suffix: grammar.Suffix, pos: str) -> bool:
    if pos == "VERB":
        return suffix.label in ("PASS", "REFL")
    return suffix.role == "derivation" or suffix.label == "VN"


def attach(stem: str, surface: str) -> str:
    """A stem as printed with a suffix, letters fused and voiced as the orthography has it.

    >>> attach("кой", "ул"), attach("миграция", "лык"), attach("ук", "ул")
    ('коюл', 'миграциялык', 'угул')
    """
    if surface[:1] in VOWELS:
        stem = voiced(stem) or stem
    if stem.endswith("й") and surface[:1] in VOWELS:
        return stem[:-1] + join("й" + surface)
    return stem + surface


def _pos_after(pos: str, suffix: grammar.Suffix) -> str:
    if suffix.target == "verb":
        return "VERB"
    if suffix.role == "derivation":
        return "ADJ" if suffix.label in ("PROP", "PRIV", "ATTR", "PROPENSITY", "ORD") else "NOUN"
    return pos


# --- hyphens, capitals, figures ---------------------------------------------------------------------------------


def _hyphenated(form: str) -> tuple[Analysis, ...]:
    """A word with hyphens is one lemma; its last part is inflected. A listed one is read as any word."""
    head, hyphen, last = form.rpartition("-")
    if not (head and last):
        return ()
    whole = _analyze_word(form.lower())
    if any(analysis.source == "lexicon" for analysis in whole):
        return whole
    front = head.lower() + hyphen
    return tuple(
        Analysis(
            front + analysis.lemma,
            front + analysis.root,
            analysis.pos,
            analysis.suffixes,
            analysis.score,
            analysis.source,
        )
        for analysis in _with_foreign_stem(last) or _analyze_word(last.lower())
    )


def _with_foreign_stem(form: str) -> tuple[Analysis, ...]:
    """Figures, acronyms and Latin words with a suffix: 120дан, КРнын, KOICAнын. The suffix takes either harmony."""
    stop = _foreign_length(form)
    if not 0 < stop < len(form):
        return ()
    stem, ending = form[:stop].lower(), spell(form[stop:]).sounds
    found: list[Analysis] = []
    for vowel in "аеиоуыөү":
        for final in "VRDT":
            for walk in grammar.walks("noun", Context(vowel, final), ending)[:1]:
                chain = tuple((step.surface, step.suffix.label) for step in walk.steps)
                source = "lexicon" if stem.isdigit() or stem in lexicon.stems() else "suffixes"
                found.append(Analysis(stem, stem, "NUM" if stem.isdigit() else "PROPN", chain, -walk.cost, source))
    best: dict[str, Analysis] = {}
    for analysis in sorted(found, key=lambda analysis: -analysis.score):
        best.setdefault(analysis.lemma, analysis)
    return tuple(best.values())


def _foreign_length(form: str) -> int:
    """How long the part before the suffix is: figures, capitals before small letters, or Latin letters; else 0."""
    stop = 0
    while stop < len(form) and (form[stop].isdigit() or form[stop] in ".,%"):
        stop += 1
    if stop:
        return stop
    while stop < len(form) and form[stop].isascii():
        stop += 1
    if stop:
        return stop
    while stop < len(form) and form[stop].isupper():
        stop += 1
    return stop if stop > 1 and form[stop:].islower() else 0
