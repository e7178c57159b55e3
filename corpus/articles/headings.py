"""Printed headings: on a line of their own, run in with their text, or glued to what stands before.

The words are those of ``Language.headings``, and of ``languages/data/other`` for languages that are no member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .. import languages
from ..documents import SectionKind, Span
from ..languages._tables import rows
from ..repair.rule import replacements
from .lines import lines, words
from .lists import is_list

_NUMBER = r"(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)])[ \t]+)?"  # ``1. Introduction``, ``II. Методы``
_TYPED_AS = {"ө": "о", "ү": "у", "ң": "н", "ё": "е", "’": "'"}  # on a keyboard without the letter
_INLINE = (SectionKind.ABSTRACT, SectionKind.KEYWORDS)


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading. ``span`` takes in its number and the colon or stop after it.

    ``kinds`` are what its words may announce (Корутунду: a conclusion or, in old issues, an abstract), ``language`` the
    code of the language they are in, evidence for what follows. ``run_in``: its text begins on the same line.
    """

    span: Span
    kinds: tuple[SectionKind, ...]
    language: str
    run_in: bool

    @property
    def kind(self) -> SectionKind:
        return self.kinds[0]


def headings(text: str, span: Span) -> tuple[Heading, ...]:
    """The headings within *span*, in their order.

    >>> from corpus.documents import Span
    >>> text = "Аннотация. Макалада…\\nНегизги сөздөр: укук"
    >>> [(h.span.of(text), str(h.kind), h.run_in) for h in headings(text, Span(0, len(text)))]
    [('Аннотация.', 'abstract', True), ('Негизги сөздөр:', 'keywords', True)]
    """
    found: list[Heading] = []
    for heading in sorted((*_at_line_starts(text, span), *_inside_lines(text, span)), key=lambda x: x.span):
        if not found or found[-1].span.stop <= heading.span.start:
            found.append(heading)
    return tuple(found)


def _at_line_starts(text: str, span: Span) -> Iterator[Heading]:
    for line in lines(text, span):
        match = _pattern().match(text, line.span.start, line.span.stop)
        if not match:
            continue
        names, tail = _known(match["name"]), Span(match.end(), line.span.stop).of(text)
        spaced = " " in match["name"] and not _plain(match["name"])
        if not line.gap and not match["name"][0].isupper():
            continue  # a sentence that happens to break before the word
        mark = re.match(r"\s*[:.–—-]*\s*", tail)
        assert mark is not None
        if mark.end() == len(tail):
            yield _heading(line.span.start, line.span.stop, names, run_in=False)
        elif _runs_in(tail, names, spaced) or (line.gap and SectionKind.KEYWORDS in names and is_list(tail)):
            stop = match.end() + len(mark.group().rstrip())
            yield _heading(line.span.start, stop, names, run_in=True)


def _runs_in(tail: str, names: Mapping[SectionKind, str], spaced: bool) -> bool:
    """Is what follows the heading's words its text? A sentence may begin with «Аннотация» too."""
    if re.match(r"\s*:", tail):
        return True
    if tail.startswith(".") or re.match(r"\s+\.|\s+[–—-]\s", tail):
        following = tail.lstrip(" .–—-")
        return SectionKind.KEYWORDS in names or not following[:1].islower()
    return spaced and tail[:1].isspace()


def _inside_lines(text: str, span: Span) -> Iterator[Heading]:
    """``…жумушсуздук.Аннотация``, ``_30Keywords: …``, ``… analysed. Key words: …``."""
    for match in _inside().finditer(text, span.start, span.stop):
        before, mark, rest = text[match.start() - 1], match["mark"].strip(), text[match.end() : match.end() + 3]
        at_end = not rest or rest[0] == "\n"
        glued = before.islower() or before in ".!?_" or before.isdigit()
        sentence = text[: match.start()].rstrip()[-1:] in tuple(".!?;,)»")
        names = {kind: code for kind, code in _known(match["name"]).items() if at_end or kind in _INLINE}
        if before.isspace():
            announced = mark == ":" and sentence and bool(set(names) & set(_INLINE))
        else:
            announced = glued and (mark == ":" or at_end or (mark == "." and rest.strip()[:1].isupper()))
        if names and announced:
            yield _heading(match.start(), match.end(), names, run_in=not at_end)


def _heading(start: int, stop: int, names: Mapping[SectionKind, str], *, run_in: bool) -> Heading:
    return Heading(Span(start, stop), tuple(names), next(iter(names.values())), run_in)


@cache
def _table() -> Mapping[str, Mapping[SectionKind, str]]:
    """Heading → what it announces → language."""
    table: dict[str, dict[SectionKind, str]] = {}
    for code in languages.available():
        for kind, names in languages.get(code).headings.items():
            for name in names:
                table.setdefault(_key(name), {}).setdefault(kind, code)
    for row in rows("other", "headings"):
        table.setdefault(_key(row["heading"]), {}).setdefault(SectionKind(row["kind"]), row["language"])
    return table


def _known(printed: str) -> Mapping[SectionKind, str]:
    return _table()[_key(printed)]


def _key(name: str) -> str:
    """A heading without its spaces (letter-spaced ones are the same) and in the letters of any keyboard."""
    return "".join(name.casefold().translate(_plain_letters()).split())


@cache
def _plain_letters() -> Mapping[int, str]:
    """Each letter of a group of twins → the one on every keyboard."""
    return {ord(letter): twins[-1] for twins in _twins().values() for letter in twins}


@cache
def _twins() -> Mapping[str, str]:
    """A letter → all that stand for it in print, itself first and the one of a foreign keyboard last: ө, ѳ, ɵ, о."""
    twins = {letter: letter for letter in _TYPED_AS}
    for code in languages.available():
        for found, right in replacements(f"letters_{code}").items():
            if found == found.casefold() and right in twins:
                twins[right] += found
    return {letter: found + _TYPED_AS[letter] for letter, found in twins.items()}


def _plain(name: str) -> bool:
    return max(map(len, words(name)), default=0) > 1


@cache
def _pattern() -> re.Pattern[str]:
    """A heading, and its twins in other languages: ``Негизги сөздөр / Ключевые слова (Keywords):``."""
    twins = rf"(?:[ \t]*[/|(][ \t]*(?:{_alternatives(spaced=False)})[ \t]*\)?)*"
    return re.compile(rf"{_NUMBER}(?P<name>{_alternatives(spaced=True)}){twins}(?![^\W_]|-\w)", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    """Capital first, since a heading inside a line must look like one."""
    parts = "|".join(f"{re.escape(name[0].upper())}(?i:{_loose(name[1:])})" for name in _names())
    return re.compile(rf"(?<=[^\n])(?P<name>{parts})(?P<mark>[ \t]*[:.]|(?=\n|\Z))")


def _alternatives(*, spaced: bool) -> str:
    shapes = [_loose(name) for name in _names()]
    if spaced:  # К л ю ч е в ы е   с л о в а
        shapes += [r"[ \t]{1,6}".join(map(_spaced, name.split())) for name in _names()]
    return "|".join(shapes)


def _spaced(word: str) -> str:
    return r"[ \t]{1,2}".join(map(_letter, word))


def _loose(name: str) -> str:
    """The pattern of a heading over any white space, with the letters that may stand for its own."""
    return "".join(r"\s+" if letter == " " else _letter(letter) for letter in name)


def _letter(letter: str) -> str:
    return f"[{_twins()[letter]}]" if letter in _twins() else re.escape(letter)


@cache
def _names() -> tuple[str, ...]:
    """Every heading, longest first."""
    tables = [languages.get(code).headings for code in languages.available()]
    names = {name for table in tables for group in table.values() for name in group}
    names |= {row["heading"] for row in rows("other", "headings")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
