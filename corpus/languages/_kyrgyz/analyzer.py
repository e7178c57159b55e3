"""A Kyrgyz form → its readings, best first.

A reading is a stem and a walk through the grammar that uses up the rest of the form. Stems of the lexicon are tried
first; only where they give nothing is the form read in another spelling (``spelling``), and then cut by its suffixes
alone. The score is a sum, in nats as far as it was counted and by judgement elsewhere (``WEIGHTS``); it compares the
readings of one form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log
from operator import itemgetter
from typing import NamedTuple

from .. import _tables
from ..base import Analysis, Counts
from . import features, grammar, lexicon, spelling
from .lexicon import Lexicon, Stem
from .phonology import CONTEXTS, VOWELS, Context, Spelling, context, hardened, join, realize, sounds_of, spell, voiced


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a reading and against it."""

    listed: float = 8.0  # the stem is in the lexicon
    own: float = 8.0  # … in the one that the user wrote
    closed: float = 3.0  # … as a pronoun, postposition, conjunction or particle, or it is an irregular form
    length: float = 0.25  # for each sound of a listed stem: the longer stem is the likelier
    verb_first: float = 0.5  # how far a verb stands before the headword that is its verbal noun
    disharmony: float = 4.0  # the first suffix does not follow the harmony of the stem
    frequency: float = 1.0  # for each unit of log count of a listed stem in open text
    attested: float = 1.5  # for each unit of log count of an unlisted stem that is met as a word of its own
    evidence: float = 2.5  # for each sound of a suffix after an unlisted stem
    short: float = 2.5  # an unlisted stem of two or three sounds
    shape: float = 2.0  # an unlisted stem ends as loans and names do
    verb: float = 1.5  # an unlisted verb: verbs are a closed set far sooner than nouns
    denominal: float = 3.5  # … but not those made of loans: валидацияла
    name: float = 1.0  # a word with a capital that is read whole: names are seldom listed
    small: float = 0.5  # how much less an unlisted word without one is whole: имиджи is of имидж
    strange: float = 2.5  # an unlisted stem ends in two consonants in which hardly any headword ends
    open: float = 2.0  # an unlisted stem ends in one о, as few do: павильону is of павильон
    meant: float = 4.0  # a reading that data/ky/readings.tsv prefers


WEIGHTS = Weights()

_LONG = frozenset({"оо", "өө", "уу", "үү"})
_BARE = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "INTJ"})
_CLOSED = _BARE | {"PRON", "DET", "AUX"}
_STATES = {"VERB": "verb", "AUX": "part"}
_EXTRA = {"NUM": ("numeral",), "ADV": ("adverb",)}
_HARMONIES = "аеоуө"  # one vowel for each
_PLURAL = len("лар")
_CONVERB = len("ап")
_MOST = 6  # analyses given
_TRIED = 24  # readings looked at; several may have one lemma
_NEAR = 2.5  # how far below the best a reading may stand whose lemma is given to search

_PLAIN = 1.0  # in a text typed without them, a restored reading must be so much better than one as typed
_RESTORED = 4.0  # a reading with ң ү ө restored must be better than this
_SHORT_NAME = 13.0  # … or this, where three letters with a capital may be a name: Жон is hardly жөн

_TOLD = 0.0  # … or than this, where the text is known to be typed so
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"  # Google'дан
_SECOND = 4  # letters of the second part of a compound, at least
_SEVERAL = 3  # headwords that end so
_VOWELS = frozenset(VOWELS)
_NOTHING = float("-inf")


class Start(NamedTuple):
    """A listed stem that a word may begin with, the place where its suffixes begin, and what speaks for it."""

    stem: Stem
    place: grammar.Place
    bonus: float


class Reading(NamedTuple):
    """A stem with a walk: what an Analysis is made of."""

    score: float
    stem: Stem
    stop: int  # sounds of the stem as printed
    steps: tuple[grammar.Step, ...]
    source: str
    start: str = ""  # the state in which the walk begins
    label: str = ""


class Analyzer:
    """Reads forms by a lexicon. ``counted`` gives the occurrences of a lower-cased form in the corpus at hand, if any:
    an unlisted stem that stands there as a word of its own is likelier to be one. *plain*: the text is typed without
    ң ү ө, so that also a form that is a word as it stands may be another."""

    def __init__(self, words: Lexicon, counted: Counts | None = None, *, plain: bool = False) -> None:
        self.lexicon = words
        self._plain = plain
        self._counted = counted
        self._beginnings = words.beginnings()
        self._starts: dict[str, tuple[Start, ...]] = {}
        self.analyze = lru_cache(maxsize=100_000)(self._analyze)

    def _analyze(self, form: str) -> tuple[Analysis, ...]:
        hyphenated = self._hyphenated(form) if "-" in form else ()
        return hyphenated or self._with_foreign_stem(form) or self._read(form)

    def lemmas(self, form: str, limit: int = 3) -> tuple[str, ...]:
        """The best few lemmas, best first; never empty."""
        readings = self.analyze(form)
        if len(readings) == 1:
            return (readings[0].lemma,)
        floor = readings[0].score - _NEAR
        return tuple(dict.fromkeys([reading.lemma for reading in readings if reading.score >= floor]))[:limit]

    def knows(self, form: str) -> bool:
        """Has *form*, spelled as it is, a reading whose stem is listed?"""
        return any(reading.source == "lexicon" and reading.tier == "exact" for reading in self.analyze(form))

    def _read(self, form: str) -> tuple[Analysis, ...]:
        """The form as it is; else in another spelling; else against harmony; else by its suffixes."""
        word = form.lower()
        if not word:
            return (Analysis("", "", "X", source="whole"),)
        if (mended := spelling.mended(word)) != word:
            return tuple(replace(reading, tier="letters", spelled=mended) for reading in self._read(mended))
        spelled = spell(word)
        found, begun = self._listed(spelled)
        if not found or self._plain:
            best = self._restored(form, max(reading.score for reading in found) + _PLAIN if found else _RESTORED)
            if best:
                spelled = spell(best)
                found, _ = self._listed(spelled)
                return tuple(replace(reading, tier="plain", spelled=best) for reading in self._ranked(spelled, found))
        if not found and (compound := self._compounded(word)):
            return compound
        found = found or list(_disharmonic(spelled.sounds, begun)) or list(self._guessed(spelled, form[0].isupper()))
        return self._ranked(spelled, found)

    def _compounded(self, word: str) -> tuple[Analysis, ...]:
        """кинофестивалдын: a part that stands only before other words, and a listed noun or adjective."""
        for part in _combining():
            rest = word[len(part) :]
            if len(rest) >= _SECOND and word.startswith(part):
                spelled = spell(rest)
                found = [reading for reading in self._listed(spelled)[0] if reading.stem.pos in ("NOUN", "ADJ")]
                if found:
                    return tuple(
                        replace(reading, lemma=part + reading.lemma, root=part + reading.root, source="shape")
                        for reading in self._ranked(spelled, found)
                    )
        return ()

    def _restored(self, form: str, floor: float) -> str:
        """The likeliest word that *form* stands for, typed without ң ү ө; empty where none is likelier than *floor*."""
        if self._plain:
            floor = min(floor, _TOLD) if floor == _RESTORED else floor
        elif form[0].isupper() and len(form) < 4:
            floor = max(floor, _SHORT_NAME)
        best = ""
        for candidate in spelling.restored(form.lower(), self.lexicon):
            score = max((reading.score for reading in self._listed(spell(candidate))[0]), default=_NOTHING)
            if score > floor:
                best, floor = candidate, score
        return best

    def _ranked(self, spelled: Spelling, readings: list[Reading]) -> tuple[Analysis, ...]:
        readings = _verb_first(readings)
        if meant := _meant().get(spelled.printed):
            readings = [
                reading._replace(score=reading.score + WEIGHTS.meant) if reading.stem[:2] == meant else reading
                for reading in readings
            ]
        if len(readings) > 1:
            readings.sort(key=itemgetter(0), reverse=True)
        best: dict[tuple[str, str], Analysis] = {}
        plain: set[Stem] = set()  # stems whose own lemma an analysis has: a worse reading of it adds nothing
        for reading in readings[:_TRIED]:
            if not reading.steps or reading.steps[0].suffix.role == "inflection":
                if reading.stem in plain:
                    continue
                plain.add(reading.stem)
            analysis = self._finished(spelled, reading)
            best.setdefault((analysis.lemma, analysis.pos), analysis)
            if len(best) == _MOST:
                break
        return tuple(best.values())

    # --- stems of the lexicon -----------------------------------------------------------------------------------

    def listed(self, spelled: Spelling) -> list[Reading]:
        """Readings with a listed stem, in no order; against its harmony only where there is no other."""
        found, begun = self._listed(spelled)
        return found or list(_disharmonic(spelled.sounds, begun))

    def _listed(self, spelled: Spelling) -> tuple[list[Reading], list[tuple[int, tuple[Start, ...]]]]:
        """Readings with a listed stem; and the listed stems that the word begins with, with their lengths."""
        word = spelled.sounds
        found = []
        for stem in self.lexicon.forms.get(spelled.printed, ()):
            label = self.lexicon.glosses[spelled.printed, stem.lemma]
            score = WEIGHTS.listed + WEIGHTS.closed + WEIGHTS.length * len(word)
            found.append(Reading(score, stem, len(word), (), "lexicon", "", label))
        begun = []
        beginnings, known = self._beginnings, self._starts
        for stop in range(1, len(word) + 1):
            part = word[:stop]
            if part in beginnings:
                starts = known.get(part) or self._begin(part)
                begun.append((stop, starts))
                ending = word[stop:]
                for stem, place, bonus in starts:
                    for cost, steps in place.walks(ending):
                        found.append(Reading(bonus - cost, stem, stop, steps, "lexicon", place.state))
        return found, begun

    def _begin(self, part: str) -> tuple[Start, ...]:
        starts = self._starts[part] = tuple(
            Start(stem, grammar.place(state, before), self._bonus(stem, len(part)))
            for stem, state, before in self._stems_at(part)
        )
        return starts

    def _bonus(self, stem: Stem, length: int) -> float:
        closed = WEIGHTS.closed if stem.pos in _CLOSED else 0.0
        own = WEIGHTS.own if stem.own else 0.0
        return WEIGHTS.listed + WEIGHTS.length * length + self._prior(stem) + closed + own

    def _prior(self, stem: Stem) -> float:
        """How common the stem is; a stem never seen counts as half an occurrence."""
        return WEIGHTS.frequency * log(0.5 + self.lexicon.counts.get((stem.lemma, stem.pos), 0.0))

    def _stems_at(self, part: str) -> Iterator[tuple[Stem, str, Context]]:
        """Listed stems that stand as *part* before some suffix: (stem, state, what the suffix sees)."""
        before = context(part)
        for key, look in self._beginnings.get(part, ()):
            if look == "irregular":
                for stem, kind in self.lexicon.irregular[key]:
                    yield (stem, "plural", before) if kind == "plural" else (stem, "noun", before._replace(final="G"))
                continue
            for stem in self.lexicon.stems[key]:
                if look == "drawn":
                    if stem.pos == "VERB":
                        yield stem, "cvb", before
                elif look == "lost":
                    if stem.pos in _STATES:
                        yield stem, "lost:verb", context(key)
                else:
                    yield from self._states(stem, before._replace(final="G") if look == "soft" else before)

    def _states(self, stem: Stem, before: Context) -> Iterator[tuple[Stem, str, Context]]:
        if stem.pos in _BARE:
            yield stem, "particle", before
        elif stem.pos == "PRON" and stem.lemma in self.lexicon.declined:
            yield stem, "pronoun", before
        else:
            yield stem, _STATES.get(stem.pos, "noun"), before
            for state in _EXTRA.get(stem.pos, ()):
                yield stem, state, before

    # --- stems that are not listed ------------------------------------------------------------------------------

    def _guessed(self, spelled: Spelling, capital: bool) -> Iterator[Reading]:
        word = spelled.sounds
        whole = Stem(spelled.printed, "X")
        trust = self._trust(word, spelled.printed, whole=True) + (WEIGHTS.name if capital else -WEIGHTS.small)
        yield Reading(trust, whole, len(word), (), "whole", "noun")
        for stop in range(2, len(word)):
            part = word[:stop]
            if not any(sound in VOWELS for sound in part):
                continue
            printed = spelled.stem(stop)
            before = context(part)
            ending = word[stop:]
            if ending[0] in VOWELS and (hard := hardened(part)):
                soft = Context(before.vowel, "G")
                yield from self._guess(printed[:-1] + hard[-1], hard, stop, ("noun", "verb"), soft, ending)
            yield from self._guess(printed, part, stop, ("noun", "verb"), before, ending)
            if ending[:2] in _LONG:
                vowel = _restored(before.vowel, ending[:2])
                lost = Context(vowel, "V")
                yield from self._guess(printed + vowel, part + vowel, stop, ("lost:verb",), lost, ending)

    def _guess(
        self, lemma: str, sounds: str, stop: int, states: tuple[str, ...], before: Context, ending: str
    ) -> Iterator[Reading]:
        trust = None
        for state in states:
            for cost, steps in grammar.place(state, before).walks(ending)[:2]:
                if trust is None:
                    trust = self._trust(sounds, lemma)
                verb = state != "noun"
                evidence = sum(WEIGHTS.evidence * len(step.surface) for step in steps)
                score = trust - cost + evidence
                if verb:
                    score += -WEIGHTS.verb + (WEIGHTS.denominal if lemma.endswith(_denominal()) else 0.0)
                elif lemma[-1] == "о" and lemma[-2] not in VOWELS:
                    score -= WEIGHTS.open
                yield Reading(score, Stem(lemma, "VERB" if verb else "NOUN"), stop, steps, "suffixes", state)

    def _trust(self, sounds: str, lemma: str, *, whole: bool = False) -> float:
        score = 0.0
        if len(sounds) < 4:
            score -= WEIGHTS.short * (4 - len(sounds))
        count = 0 if whole else _tables.counts("ky").get(lemma, 0) + (self._counted(lemma) if self._counted else 0)
        if count:
            score += WEIGHTS.attested * log(1 + count)
        if lemma.endswith(_shapes()):
            score += WEIGHTS.shape
        elif _VOWELS.isdisjoint(sounds[-2:]) and self.lexicon.endings().get(sounds[-2:], 0) < _SEVERAL:
            score -= WEIGHTS.strange
        return score

    # --- readings to analyses -----------------------------------------------------------------------------------

    def _finished(self, spelled: Spelling, reading: Reading) -> Analysis:
        lemma, pos = reading.stem.lemma, reading.stem.pos
        root = self.root_of(reading.stem) if reading.source == "lexicon" else lemma
        starts, printed, place = spelled.starts, spelled.printed, reading.stop
        chain: list[tuple[str, str]] = [("", reading.label)] if reading.label else []  # мага cannot be cut
        if reading.start == "plural":  # an irregular one, which no step makes: бал-дар
            chain.append((printed[starts[place] - _PLURAL : starts[place]], "PL"))
        elif reading.start == "cvb":  # та-ап, of тап
            chain.append((printed[starts[place] - _CONVERB : starts[place]], "CVB"))
        inflected = False
        for suffix, surface, state, after, _ in reading.steps:
            inflected = inflected or suffix.role == "inflection"
            if not inflected:
                shape = dictionary_shape(surface, state, after)
                lemma = lemma[:-1] + shape if suffix.fuses else attach(lemma, shape)
                pos = _pos_after(pos, suffix)
                root = lemma if suffix.role == "formation" else root
            stop = place + len(surface)
            chain.append((printed[starts[place] : starts[stop]], suffix.label))
            place = stop
        found = features.of(pos, tuple([label for _, label in chain]))
        return Analysis(lemma, root, pos, tuple(chain), round(reading.score, 3), reading.source, found)

    def root_of(self, stem: Stem) -> str:
        """The root of a headword: as the lexicon says, else without voice and regular derivation from another
        headword."""
        known = self.lexicon.roots.get(stem)
        if known is None:
            known = self.lexicon.roots[stem] = self._root(stem)
        return known

    def _root(self, stem: Stem) -> str:
        if stem.root or stem.pos in _CLOSED or stem.pos in ("PROPN", "ADV"):
            return stem.root or stem.lemma
        word = sounds_of(stem.lemma)
        if word[-1] not in _last_of_regular(stem.pos == "VERB"):
            return stem.lemma
        bases = [base for stop in range(2, len(word)) for base in self._bases(stem, word, stop)]
        return self.root_of(max(bases, key=self._prior)) if bases else stem.lemma

    def _bases(self, stem: Stem, word: str, stop: int) -> Iterator[Stem]:
        """Headwords of *stop* sounds of which *stem* is a regular derivative: ачыл is of ач and of ачы."""
        for base, state, before in self._stems_at(word[:stop]):
            if (base.pos == "VERB") is (state in ("verb", "lost:verb")):
                for _, steps in grammar.place(state, before).walks(word[stop:]):
                    if len(steps) == 1 and _is_regular(steps[0].suffix, stem.pos):
                        yield base

    # --- hyphens, capitals, figures -----------------------------------------------------------------------------

    def _hyphenated(self, form: str) -> tuple[Analysis, ...]:
        """A word with hyphens is one lemma; its last part is inflected. A listed one is read as any word."""
        head, hyphen, last = form.rpartition("-")
        if not (head and last):
            return ()
        whole = self._read(form)
        if any(analysis.source == "lexicon" for analysis in whole):
            return whole
        front = "-".join(map(self._mended, head.lower().split("-"))) + hyphen
        first = self._read(head)[0]
        readings = self._with_foreign_stem(last) or self._read(last)
        return tuple(self._joined(front, first, reading) for reading in readings)

    def _joined(self, front: str, first: Analysis, last: Analysis) -> Analysis:
        """The reading of a whole: its first part as it stands, but without the suffixes that both parts have alike, as
        in коюп-коюп."""
        labels = [label for _, label in last.suffixes]
        alike = labels and first.source == "lexicon" and labels == [label for _, label in first.suffixes]
        head = first.lemma + "-" if alike else front
        spelled = front + last.spelled if last.spelled else ""
        return replace(last, lemma=head + last.lemma, root=head + last.root, spelled=spelled)

    def _mended(self, part: str) -> str:
        """A part of a hyphenated word, in its own spelling where it is a headword in another."""
        best = self._read(part)[0]
        return best.lemma if best.tier != "exact" and not best.suffixes else part

    def _with_foreign_stem(self, form: str) -> tuple[Analysis, ...]:
        """Figures, acronyms and Latin words with a suffix: 120дан, КРнын, KOICAнын. The suffix takes either harmony."""
        stop = _foreign_length(form)
        if not 0 < stop < len(form):
            return ()
        stem, spelled = form[:stop].lower().rstrip(_APOSTROPHES), spell(form[stop:].lstrip(_APOSTROPHES))
        if not stem:
            return ()
        pos = "NUM" if stem[0].isdigit() else "PROPN"
        source = "lexicon" if pos == "NUM" or stem in self.lexicon.stems else "suffixes"
        best: dict[tuple[str, ...], Analysis] = {}
        for vowel in _HARMONIES:
            for final in "VRDT":
                for cost, steps in grammar.place("noun", Context(vowel, final)).walks(spelled.sounds)[:1]:
                    chain = tuple((step.surface, step.suffix.label) for step in steps)
                    labels = tuple(label for _, label in chain)
                    if labels not in best or best[labels].score < -cost:
                        best[labels] = Analysis(stem, stem, pos, chain, -cost, source, features.of(pos, labels))
        found = max(best.values(), key=lambda analysis: analysis.score, default=None)
        return () if found is None else (found,)


# --- the analyser of Kochmon's own lexicon ------------------------------------------------------------------------


@cache
def standard() -> Analyzer:
    """The analyser of our own lexicon."""
    return Analyzer(lexicon.standard())


def analyze(form: str) -> tuple[Analysis, ...]:
    """Readings of *form* as printed, best first; never empty.

    >>> [(reading.lemma, reading.root) for reading in analyze("миграциясынын")[:1]]
    [('миграция', 'миграция')]
    >>> analyze("жумушубуз")[0].features
    'Case=Nom|Number=Sing|Number[psor]=Plur|Person[psor]=1'
    """
    return standard().analyze(form)


def lemmas(form: str) -> tuple[str, ...]:
    """The best few lemmas, best first; never empty.

    >>> lemmas("китептерди"), lemmas("Бишкектеги")
    (('китеп',), ('бишкек',))
    """
    return standard().lemmas(form)


def knows(form: str) -> bool:
    """Has *form*, spelled as it is, a reading whose stem is listed?"""
    return standard().knows(form)


def root_of(stem: Stem) -> str:
    """The root of a headword of ours.

    >>> root_of(Stem("маанилүү", "ADJ")), root_of(Stem("ачыл", "VERB")), root_of(Stem("салык", "NOUN"))
    ('маани', 'ач', 'салык')
    """
    return standard().root_of(stem)


# --- small parts --------------------------------------------------------------------------------------------------


def _disharmonic(word: str, begun: list[tuple[int, tuple[Start, ...]]]) -> Iterator[Reading]:
    """Readings whose first suffix has the vowels or the first consonant that follow another stem, as misprints have,
    and acronyms: АКШда, эмесбиз."""
    for stop, starts in begun:
        ending = word[stop:]
        if ending:
            for stem, place, bonus in starts:
                for there in _other_places(place):
                    for cost, steps in there.walks(ending):
                        score = bonus - WEIGHTS.disharmony - cost
                        yield Reading(score, stem, stop, steps, "lexicon", place.state)


@cache
def _other_places(place: grammar.Place) -> tuple[grammar.Place, ...]:
    """Places in the same state after another vowel, or after another consonant."""
    vowel, final = place.context
    found = [grammar.place(place.state, Context(other, final)) for other in _HARMONIES if other != vowel]
    if final in "TDKLR":
        other = "D" if final in "TK" else "T"
        found.append(grammar.place(place.state, Context(vowel, other)))
    return tuple(found)


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


def _restored(last: str, long: str) -> str:
    """The vowel that a verb stem lost before оо, өө, уу, үү, as its harmony has it."""
    if long == "оо":
        return "о" if last == "о" else "а"
    if long == "өө":
        return "ө" if last in "өү" else "е"
    return {"уу": "у" if last in "оу" else "ы", "үү": "ү" if last in "өү" else "и"}[long]


@lru_cache(maxsize=1)
def _shapes() -> tuple[str, ...]:
    return tuple(row["ending"] for row in _tables.rows("ky", "shapes"))


@lru_cache(maxsize=1)
def _combining() -> tuple[str, ...]:
    """Longest first."""
    return tuple(sorted((row["part"] for row in _tables.rows("ky", "combining")), key=lambda part: -len(part)))


@lru_cache(maxsize=1)
def _meant() -> dict[str, tuple[str, str]]:
    return {row["form"]: (row["lemma"], row["pos"]) for row in _tables.rows("ky", "readings")}


@lru_cache(maxsize=1)
def _denominal() -> tuple[str, ...]:
    """How a verb ends that is made of a loan: ``цияла``, ``истте``."""
    before = {ending: context(spell(ending).sounds) for ending in _shapes()}
    return tuple(ending + shape for ending in before for shape in realize("LA", before[ending]))


def dictionary_shape(surface: str, state: str, after: Context) -> str:
    """A suffix as a lemma ends in it: к where a vowel voiced it, the vowel that a long one swallowed."""
    if after.final == "G":
        return hardened(surface) or surface
    return surface + after.vowel if state.startswith("lost:") else surface


def _is_regular(suffix: grammar.Suffix, pos: str) -> bool:
    if pos == "VERB":
        return suffix.label in ("PASS", "REFL")
    return suffix.role == "derivation" or suffix.label == "VN"


@cache
def _last_of_regular(verb: bool) -> frozenset[str]:
    """The sounds in which a regular derivative can end."""
    suffixes = [suffix for suffix in grammar.suffixes() if _is_regular(suffix, "VERB" if verb else "NOUN")]
    return frozenset(shape[-1] for suffix in suffixes for before in CONTEXTS for shape in realize(suffix.form, before))


def attach(stem: str, surface: str) -> str:
    """A stem as printed with a suffix, letters fused and voiced as the orthography has it.

    >>> attach("кой", "ул"), attach("миграция", "лык"), attach("ук", "ул")
    ('коюл', 'миграциялык', 'угул')
    """
    if surface[:1] in VOWELS and (soft := voiced(spell(stem).sounds)):
        stem = stem[:-1] + soft[-1]
    if stem.endswith("й") and surface[:1] in VOWELS:
        return stem[:-1] + join("й" + surface)
    return stem + surface


def _pos_after(pos: str, suffix: grammar.Suffix) -> str:
    if suffix.target == "verb":
        return "VERB"
    if suffix.role == "derivation":
        return "ADJ" if suffix.label in ("PROP", "PRIV", "ATTR", "PROPENSITY", "ORD") else "NOUN"
    return pos


def _foreign_length(form: str) -> int:
    """How long the part before the suffix is: figures, capitals before small letters, or Latin letters; else 0."""
    if form.islower() and form.isalpha() and not form[0].isascii():
        return 0
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
