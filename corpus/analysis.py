"""From text to TokenTable: words, sentences, and the lemmas of each form that was not seen before."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from . import languages
from .documents import UNDETERMINED, Section, SectionKind, Span
from .folding import fold
from .tokens import Form, Ints, ints
from .tongues import OURS, Tongues

VERSION = 2
"""Rises when tokens, sentences or what a language says of a form change, so that old parts are redone."""

_WORD = re.compile(
    r"""[^\W_] (?: [^\W_] | [\u0300-\u036f]             # letters, digits, and marks that stand on them
                 | [\u00ad\u200c\u200d\u2060\ufeff]+ (?=[^\W_])  # what nobody sees inside a word
                 | [-'\u2019\u2010\u2011] (?=[^\W_])    # үй-бүлө, isn't
                 | (?<=\d) [.,] (?=\d) )*               # 3,5""",
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(r"""[.!?\u2026]+ ["'\u00bb\u201d\u2019)\]]* (?=\s)""", re.VERBOSE)
_LAST_WORD = re.compile(r"[^\s(\[\u00ab\"\u201c\u201e,;]+$")
_OPENING = "\"'\u00ab\u201c\u201e([\u2014\u2013- "


def words(text: str, span: Span | None = None) -> list[Span]:
    """Places of the words of *text*: letters and digits, with hyphens and apostrophes inside them.

    >>> [word.of("Үй-бүлөлөр 2019-ж. көчкөн.") for word in words("Үй-бүлөлөр 2019-ж. көчкөн.")]
    ['Үй-бүлөлөр', '2019-ж', 'көчкөн']
    """
    span = span or Span(0, len(text))
    return [Span(*match.span()) for match in _WORD.finditer(text, span.start, span.stop)]


def sentences(text: str, language: str, span: Span | None = None) -> list[Span]:
    """Places of the sentences of *text*, in order; together they hold all of it but white space at the edges.

    A full stop ends a sentence unless a rule speaks against it; a blank line always does.

    >>> text = "Проф. А. Осмонов 2019-ж. келген. Ал ж.б. кетти."
    >>> [sentence.of(text) for sentence in sentences(text, "ky")]
    ['Проф. А. Осмонов 2019-ж. келген.', 'Ал ж.б. кетти.']
    """
    span = span or Span(0, len(text))
    abbreviations = languages.get(language).abbreviations if language in languages.available() else frozenset()
    found, start = [], span.start
    for cut in [*_cuts(text, span, abbreviations), span.stop]:
        piece = text[start:cut]
        stripped = piece.strip()
        if stripped:
            begin = start + piece.index(stripped)
            found.append(Span(begin, begin + len(stripped)))
        start = cut
    return found


def _cuts(text: str, span: Span, abbreviations: frozenset[str]) -> list[int]:
    cuts = [match.start() for match in _PARAGRAPH.finditer(text, span.start, span.stop)]
    for stop in _STOP.finditer(text, span.start, span.stop):
        place = _Place(text, span, stop.start(), stop.end(), abbreviations)
        if not any(rule(place) for rule in AGAINST_A_CUT):
            cuts.append(stop.end())
    return sorted(cuts)


@dataclass(frozen=True, slots=True)
class _Place:
    """A full stop at ``stop`` that may end a sentence; what follows begins at ``after``."""

    text: str
    span: Span
    stop: int
    after: int
    abbreviations: frozenset[str]

    @property
    def before(self) -> str:
        """The run of letters and stops before it: ``ж.б``."""
        match = _LAST_WORD.search(self.text, max(self.span.start, self.stop - 30), self.stop)
        return match.group().lower() if match else ""

    @property
    def further_before(self) -> str:
        """A few characters before that run."""
        stop = self.stop - len(self.before)
        return self.text[max(self.span.start, stop - 30) : stop]

    @property
    def following(self) -> str:
        """The first letter or digit after it, opening quotes passed over."""
        return self.text[self.after : min(self.after + 12, self.span.stop)].lstrip().lstrip(_OPENING)[:1]

    @property
    def is_full_stop(self) -> bool:
        return self.text[self.stop : self.after].startswith(".") and self.text[self.stop : self.stop + 2] != ".."


def _small_letter_follows(place: _Place) -> bool:
    """«… билим берүү ж.б. темаларга», «— Кайда? — деди ал.»: a sentence does not begin with a small letter."""
    return place.following.islower()


def _initial(place: _Place) -> bool:
    """«А. Осмонов», «Ө. Касымов», «M.Zh. Aibashev»: one letter or two, the first a capital."""
    match = _LAST_WORD.search(place.text, max(place.span.start, place.stop - 30), place.stop)
    last = match.group().split(".")[-1] if match else ""
    return (
        place.is_full_stop and last[:1].isupper() and (len(last) == 1 or last in {"Zh", "Ch", "Sh", "Ya", "Yu", "Kh"})
    )


def _abbreviation(place: _Place) -> bool:
    """«Проф. Осмонов», but «2019-ж. Бул» and «ж.б. Ал» end one before a capital."""
    word = place.before
    if not place.is_full_stop or not word:
        return False
    dated = word[0].isdigit() or place.further_before.rstrip()[-1:].isdigit()
    bare = word.lstrip("0123456789-\u2013")
    if bare not in place.abbreviations:
        return False
    return not (place.following.isupper() and (dated or "." in word))


def _list_number(place: _Place) -> bool:
    """«1. Кесип өткөн», «… токтололу: 2. Чек ара»: the number of an item begins its sentence."""
    word = place.before
    if not (place.is_full_stop and word.isdigit() and len(word) < 3):
        return False
    before = place.further_before
    return before.endswith("\n") or before.rstrip()[-1:] in ("", *".!?\u2026:;")


AGAINST_A_CUT: tuple[Callable[[_Place], bool], ...] = (_small_letter_follows, _initial, _abbreviation, _list_number)


def analyse(text: str, language: str, tongues: Tongues = OURS) -> Form:
    """All that depends on the form alone. A form of no language we know is its own lemma."""
    key = fold(text)
    if language == UNDETERMINED or language not in languages.available():
        return Form(text, language, key, (text.lower(),), text.lower(), "X")
    tongue = tongues.get(language)
    best = tongue.analyze(text)[0]
    return Form(text, language, key, tongue.lemmatize(text), best.root, best.pos)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What a part is before its forms have numbers: parallel lists, and the positions at which a sentence or a
    section starts."""

    language: str
    forms: list[str]
    starts: Ints
    stops: Ints
    sentences: Ints
    sections: Ints


def parts(text: str, sections: Sequence[Section]) -> Iterable[Words]:
    """The words of each language of a document, its sections in the order of the text."""
    for language in sorted({section.language for section in sections}):
        yield _part(text, language, [s.span for s in sections if s.language == language])


def _part(text: str, language: str, spans: Sequence[Span]) -> Words:
    forms: list[str] = []
    seen: dict[str, str] = {}  # one string a form, however often it occurs
    starts, stops, heads, sections = array("i"), array("i"), array("i"), array("i")
    for span in spans:
        first = len(forms)
        for sentence in sentences(text, language, span):
            head = len(forms)
            for match in _WORD.finditer(text, sentence.start, sentence.stop):
                form = match.group()
                forms.append(seen.setdefault(form, form))
                starts.append(match.start())
                stops.append(match.end())
            if len(forms) > head:
                heads.append(head)
        if len(forms) > first:
            sections.append(first)
    return Words(language, forms, ints(starts), ints(stops), ints(heads), ints(sections))


RUNNING_TEXT = frozenset({SectionKind.ABSTRACT, SectionKind.BODY})
"""The kinds of section that are prose: examples are taken from them."""
