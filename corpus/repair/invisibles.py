"""Characters that are not seen, or not seen as what they are: composition, soft hyphens, controls, spaces.

Source for the properties: Unicode Character Database as in :mod:`unicodedata`; UAX #15 for NFC; Unicode chapter
23.2 for the layout controls. Stress marks stay: U+0301 has no composed Cyrillic form, and matching drops it later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from ..edits import Edit
from .rule import Rule, replacements

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
OPTIONAL_HYPHEN = "\N{NOT SIGN}"  # how some OCR programs export an optional hyphen
LOST_HYPHEN = "\ufffe\x02"  # how PDFium's text call prints a hyphen at a line end
ZERO_WIDTH = "\u200b\u2060\ufeff\u180e\u034f\u061c\u200e\u200f\u202a-\u202e\u2061-\u2064\u2066-\u2069\uffff"
JOINERS = "\u200c\u200d"  # right in Persian, Indic scripts and emoji; nothing but rubbish beside our letters
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe"
LETTER = r"[^\W\d_]"
BREAK = r"[ \t]*(?:\r\n?|\n)[ \t]*"


def _replacing(name: str, signs: str, pattern: str, replacement: str, description: str) -> Rule:
    """A rule that replaces what *pattern* finds; no text without a character of the class *signs* has any."""
    compiled = re.compile(pattern)

    def find(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            yield Edit(match.start(), match.end(), replacement, name)

    return Rule(name, description, find, _members(signs))


def _members(signs: str) -> frozenset[str]:
    """The characters of a class as a regular expression writes it.

    >>> sorted(_members("a-cx"))
    ['a', 'b', 'c', 'x']
    """
    ranges = re.findall("(.)-(.)|(.)", signs, re.DOTALL)
    return frozenset(chr(code) for low, high, one in ranges for code in range(ord(low or one), ord(high or one) + 1))


@cache
def _joins_to_the_left(letter: str) -> bool:
    """May *letter* compose with what stands before it? Marks and the vowels and finals of Hangul."""
    return unicodedata.category(letter)[0] == "M" or "\u1161" <= letter <= "\u11c2"


def _compose(text: str) -> Iterator[Edit]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    letters = set(text)
    marks = "".join(map(re.escape, filter(_joins_to_the_left, letters)))
    singles = "".join(re.escape(c) for c in letters if not _joins_to_the_left(c) and _changes(c))
    clusters = [rf"(?s:.)[{marks}]+"] * bool(marks) + [f"[{singles}]"] * bool(singles)
    for match in re.finditer("|".join(clusters), text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Edit(match.start(), match.end(), composed, "composition")


def _changes(letter: str) -> bool:
    return unicodedata.normalize("NFC", letter) != letter


def _drop_joiners(text: str) -> Iterator[Edit]:
    for match in re.finditer(f"[{JOINERS}]+", text):
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        if all(letter.isspace() or unicodedata.name(letter, "").startswith(("CYR", "LATIN")) for letter in around):
            yield Edit(match.start(), match.end(), "", "zero-width joiner")


def _ligatures(text: str) -> Iterable[Edit]:
    if text.isascii():
        return ()
    forms = replacements("ligatures")
    found = re.finditer("[" + "".join(forms) + "]", text)
    return [Edit(match.start(), match.end(), forms[match[0]], "ligature") for match in found]


BEFORE_LINES = (
    _replacing(
        "line separator",
        "\r\x0b\x85\u2028",
        r"\r\n?|[\x0b\x85\u2028]",
        "\n",
        "line ends of other systems become line breaks",
    ),
    _replacing("paragraph separator", "\u2029", "\u2029", "\n\n", "U+2029 becomes a blank line"),
    _replacing(
        "form feed",
        "\x0c",
        r"(?<=\n)\x0c|\x0c(?=\n)",
        "",
        "a page break beside a line break goes, another becomes one",
    ),
    _replacing("form feed", "\x0c", r"\x0c", "\n", "a page break becomes a line break"),
    _replacing(
        "zero width", ZERO_WIDTH, f"[{ZERO_WIDTH}]+", "", "what has no width goes: Мигра(U+200B)циянын → Миграциянын"
    ),
    Rule(
        "zero-width joiner",
        "joiners beside Cyrillic and Latin letters go; those of emoji stay",
        _drop_joiners,
        _members(JOINERS),
    ),
    _replacing(
        "lost hyphen",
        LOST_HYPHEN,
        rf"(?<={LETTER})[{LOST_HYPHEN}](?={LETTER})",
        "-\n",
        "a line-end hyphen that a PDF reader printed as U+FFFE stands at a line end again",
    ),
    _replacing(
        "lost hyphen",
        LOST_HYPHEN,
        rf"(?<={LETTER})[{LOST_HYPHEN}](?=[ \t]*\n)",
        "-",
        "U+FFFE at a line end is a hyphen",
    ),
    _replacing("control character", CONTROLS, f"[{CONTROLS}]+", "", "control characters go"),
    _replacing(
        "surrogate",
        "\ud800-\udfff",
        "[\ud800-\udfff]",
        "\ufffd",
        "half of a character becomes the sign for a lost one",
    ),
    Rule("composition", "letters and their marks become one (NFC): и + breve → й", _compose),
    Rule("ligature", "ligatures become letters: ﬁ → fi", _ligatures),
    _replacing(
        "space", SPACES, f"[{SPACES}]", " ", "no-break, thin and other odd spaces become spaces: Чек(U+00A0)ара"
    ),
    _replacing("hyphen form", HYPHENS, f"[{HYPHENS}]", "-", "U+2010 and U+2011 become the hyphen of the keyboard"),
)
"""Run before lines are looked at."""

_SOFT = SOFT_HYPHEN + OPTIONAL_HYPHEN

AFTER_LINES = (
    _replacing(
        "hard and soft hyphen",
        _SOFT,
        rf"(?<={LETTER}-)[{_SOFT}]{BREAK}(?={LETTER})",
        "",
        "hyphen + soft hyphen at a line end: the word has a hyphen, Карама-(U+00AD)⏎каршы → Карама-каршы",
    ),
    _replacing(
        "soft hyphen",
        _SOFT,
        rf"(?<={LETTER})[{_SOFT}]{BREAK}(?={LETTER})",
        "",
        "soft hyphens go: мигра(U+00AD)⏎циясы → миграциясы, жаш(U+00AD)тардын → жаштардын",
    ),
    _replacing(
        "soft hyphen",
        OPTIONAL_HYPHEN,
        rf"(?<={LETTER}){OPTIONAL_HYPHEN}(?={LETTER})",
        "",
        "an optional hyphen goes: миг¬рация",
    ),
    _replacing("soft hyphen", SOFT_HYPHEN, SOFT_HYPHEN, "", "soft hyphens inside a line go"),
)
"""Run when every line break is a true one."""
