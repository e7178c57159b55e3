"""The grammar run the other way: a lemma → its forms, for a native reader to judge and for the tests to read back.

The slots are those of ``data/ky/grammar.tsv``; which of them a paradigm shows stands here, in the order in which a
grammar prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..base import WordForm
from . import grammar, lexicon
from .lexicon import Lexicon
from .phonology import VOWELS, Context, context, join, spell, voiced

_NUMBERS = ("", "PL")
_OWNERS = ("", "POSS.1SG", "POSS.2SG", "POSS.2SG.POL", "POSS.3", "POSS.1PL", "POSS.2PL")
_CASES = ("", "GEN", "DAT", "ACC", "LOC", "ABL", "LOC.ATTR", "EQU")
_PERSONS = ("1SG", "2SG", "2SG.POL", "", "1PL", "2PL")
_PRESENT = ("1SG", "2SG", "2SG.POL", "3", "1PL", "2PL")
_TENSES = ("PST", "COND", "PRF", "AOR", "HAB", "INT")
_REST = (
    "CVB CVB.LIM CVB.PURP CVB.SINCE EVID IMP.2SG IMP.2SG.POL IMP.3 IMP.2PL OPT.1SG OPT.1PL VN VN-DAT VN-LOC VN-ACC "
    "VN-POSS.3-GEN PTCP.AGT PTCP.AGT-PL PTCP.SIM PRF-POSS.3 PRF-POSS.3-ACC PRF-LOC PRF-ABL PRF-PL-GEN PRF-NMLZ-POSS.3 "
    "AOR.NEG DESID-POSS.1SG PASS-PST PASS-PRS-3 3PL-PST 3PL-PRS-3 CAUS-PST"
)

UNDECLINED = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "INTJ", "ADV"})


def paradigm(lemma: str, pos: str = "NOUN", words: Lexicon | None = None) -> tuple[WordForm, ...]:
    """Forms of a noun (number, possessor, case) or, with *pos* VERB, of a verb; where two shapes are right, both.

    >>> [form.form for form in paradigm("китеп")[:4]]
    ['китеп', 'китептин', 'китепке', 'китепти']
    >>> "ордунан" in {form.form for form in paradigm("орун")}
    True
    """
    lemma = lemma.lower()
    if lemma in lexicon.declined() and pos in ("PRON", "DET"):
        listed = [(form, gloss) for (form, own), gloss in lexicon.form_glosses().items() if own == lemma]
        return (WordForm(lemma, ""), *(WordForm(form, gloss) for form, gloss in listed))
    if pos in UNDECLINED:
        return (WordForm(lemma, ""),)
    glosses = _verb_glosses() if pos == "VERB" else _noun_glosses()
    return tuple(WordForm(form, gloss) for gloss in glosses for form in generate(lemma, pos, gloss, words))


def _noun_glosses() -> Iterator[str]:
    for slots in product(_NUMBERS, _OWNERS, _CASES):
        yield "-".join(filter(None, slots))


def _verb_glosses() -> Iterator[str]:
    for negation in ("", "NEG"):
        for tense, person in product(_TENSES, _PERSONS):
            yield "-".join(filter(None, (negation, tense, person)))
        for person in _PRESENT:
            yield "-".join(filter(None, (negation, "PRS", person)))
    yield from _REST.split()


def generate(lemma: str, pos: str, gloss: str, words: Lexicon | None = None) -> tuple[str, ...]:
    """The shapes that *lemma* takes with the suffixes of *gloss* (labels joined by hyphens), usually one or none.

    >>> generate("иште", "VERB", "VN-DAT"), generate("кой", "VERB", "CVB"), generate("чык", "VERB", "PRS-3")
    (('иштөөгө',), ('коюп',), ('чыгат',))
    """
    labels = tuple(gloss.split("-")) if gloss else ()
    found = (
        _attached(stem.rstrip("ь") if endings else stem, endings)
        for stem, state, before in _stems(lemma, pos, words or lexicon.standard())
        for endings in _endings(state, before, labels)
    )
    return tuple(dict.fromkeys(found))


def _stems(lemma: str, pos: str, words: Lexicon) -> Iterator[tuple[str, str, Context]]:
    """(stem as printed, state, context) for each shape of the stem."""
    sounds = spell(lemma.lower()).sounds
    before = context(sounds)
    state = "verb" if pos == "VERB" else "noun"
    irregular = [
        (shape, kind) for shape, pairs in words.irregular.items() for stem, kind in pairs if stem.lemma == lemma
    ]
    plural = [shape for shape, kind in irregular if kind == "plural"]
    oblique = [shape for shape, kind in irregular if kind == "oblique"]
    yield lemma.lower(), f"{state}!" if plural else state, before
    for shape in plural:
        yield shape, "plural", context(shape)
    for shape in oblique:
        yield shape, state, Context(context(shape).vowel, "G")
    if soft := voiced(sounds):
        yield lemma.lower()[:-1] + soft[-1], state, Context(before.vowel, "G")
    if state == "verb" and sounds[-1:] in VOWELS:
        yield lemma.lower()[:-1], "lost:verb", before


def _endings(state: str, before: Context, labels: tuple[str, ...]) -> Iterator[str]:
    """Endings that the labels spell out from a place. A state with ``!`` has its plural elsewhere."""
    if not labels:
        if state.rstrip("!") not in grammar.UNFINISHED and before.final != "G" and not state.startswith("lost:"):
            yield ""
        return
    if state.endswith("!") and labels[0] == "PL":
        return
    if state == "plural" and labels[0] == "PL":
        yield from _endings("plural", before, labels[1:])
    for steps in grammar.steps_at(state.rstrip("!"), before).values():
        for step in steps:
            if step.suffix.label == labels[0]:
                for rest in _endings(step.state, step.context, labels[1:]):
                    yield step.surface + rest


def _attached(stem: str, ending: str) -> str:
    if stem.endswith("й") and ending[:1] in VOWELS and ending:
        return stem[:-1] + join("й" + ending)
    return stem + join(ending)
