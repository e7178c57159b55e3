"""Hyphens at line ends. They are of four kinds:

- soft: мигра-⏎циянын → миграциянын;
- hard: карама-⏎каршы → карама-каршы, the line break goes and the hyphen stays;
- suspended: внутри-⏎и межрегиональная stays as it is, and so does
- a dash that stands close to its word: өлкөлөрүнө-⏎Германия.

Judges answer in their order, the first that knows decides; each says in its name what it went by. When a word is
whole again its line runs on: moving the break behind the word would keep lines short, but would make two edits of
each and a receipt that nobody reads; by then articles have read the lines they need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ..edits import Edit
from .rule import table
from .words import Words, plain

NAME = "line-end hyphen"
DESCRIPTION = "words cut at a line end are whole again: мигра-⏎циянын → миграциянын, карама-⏎каршы → карама-каршы"


class Outcome(Enum):
    JOIN = "joined"
    KEEP = "kept"
    LEAVE = "left"


@dataclass(frozen=True, slots=True)
class Cut:
    """``before-⏎after`` as printed; ``head`` is what stands before the last hyphen and ``tail`` what follows,
    with the other parts of a compound: ата-эне|лер-⏎дин has head ``ата-энелер``, before ``энелер``."""

    head: str
    before: str
    after: str
    tail: str
    apart: bool = False  # the line break has become a space, or a blank line follows it

    @property
    def joined(self) -> str:
        return plain(self.before + self.after)

    @property
    def hyphenated(self) -> str:
        return plain(f"{self.before}-{self.after}")


Judge = Callable[[Cut, Words], Outcome | None]

_PART = r"(?:\w|['’\u0301](?=\w))+"
_HEAD = re.compile(rf"(?:{_PART}-)*(?P<before>{_PART})\Z")
_GAP = re.compile(r"(?<=\w)-(?:[ \t]*\n\s*| )(?=\w)")
_TAIL = re.compile(rf"(?P<after>{_PART})(?:-{_PART})*")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$")
_LONGEST = 100  # letters of a word with a hyphen


def cuts(text: str) -> Iterator[tuple[re.Match[str], Cut]]:
    """Each hyphen at a line end, or before a space, between two letters or digits: the match covers the hyphen
    and the white space after it."""
    for gap in _GAP.finditer(text):
        if _ADDRESS.search(text, max(gap.start() - _LONGEST, 0), gap.start()):
            continue
        head, tail = _HEAD.search(text[max(gap.start() - _LONGEST, 0) : gap.start()]), _TAIL.match(text, gap.end())
        if head and tail:
            yield gap, Cut(head[0], head["before"], tail["after"], tail[0], gap[0].count("\n") != 1)


def scripts(cut: Cut, words: Words) -> Outcome | None:
    """1994-⏎жылдарга, 58-⏎year, Spiegel-⏎ди: nothing cuts a number, and a word is in one script."""
    before, after = cut.before[-1], cut.after[0]
    if before.isdigit() or after.isdigit() or (before < "\u0250") != (after < "\u0250"):
        return Outcome.KEEP
    return None


def numerals(cut: Cut, words: Words) -> Outcome | None:
    """XIX-⏎XX: Roman numbers, in either script."""
    return Outcome.KEEP if _ROMAN.issuperset(cut.before) and _ROMAN.issuperset(cut.after) else None


def capitals(cut: Cut, words: Words) -> Outcome | None:
    """Бернерс-⏎Ли, АКШ-⏎нын: a capital begins a word, and small letters after capitals are a suffix.
    өлкөлөрүнө-⏎Германия: a dash, since no word ends small and goes on with a name."""
    is_name = cut.after[0].isupper() or (cut.after[1:2] in APOSTROPHES and cut.after[2:3].isupper())
    if is_name and not (cut.before.isupper() and cut.after.isupper()):
        is_dash = cut.before[0].islower() and len(cut.before) > _PREFIX and not words.document.get(cut.hyphenated)
        return Outcome.LEAVE if is_dash else Outcome.KEEP
    if len(cut.before) > 1 and cut.before.isupper() and cut.after.islower():
        return Outcome.KEEP
    return None


def suspended(cut: Cut, words: Words) -> Outcome | None:
    """внутри-⏎и межрегиональная, short-⏎and long-term: and, or speak against joining; but not in hus-⏎band."""
    if plain(cut.tail) in _words(words.language.code, "conjunction"):
        return None if words.is_word(cut.joined) else Outcome.LEAVE
    return None


def document(cut: Cut, words: Words) -> Outcome | None:
    """The same word is printed whole elsewhere in the document, with its hyphen or without."""
    return _commoner(cut, words.document)


def counts(cut: Cut, words: Words) -> Outcome | None:
    """The word occurs in open text, with its hyphen or without."""
    return _commoner(cut, words.counts)


def _commoner(cut: Cut, occurrences: Mapping[str, int]) -> Outcome | None:
    head, tail = plain(cut.head), plain(cut.tail)
    joined = max(occurrences.get(cut.joined, 0), occurrences.get(head + tail, 0))
    kept = max(occurrences.get(cut.hyphenated, 0), occurrences.get(f"{head}-{tail}", 0))
    if joined == kept:
        return None
    return Outcome.JOIN if joined > kept else Outcome.KEEP


def patterns(cut: Cut, words: Words) -> Outcome | None:
    """кое-⏎кто, кто-⏎то, по-⏎русски, long-⏎term, карама-⏎каршы: parts that a hyphen joins, as data."""
    before, after = plain(cut.before), plain(cut.after)
    for first, second in _pairs(words.language.code):
        if (
            _fits(before, first)
            and _fits(after, second)
            and ("…" not in (first[0], second[0]) or _are_words(cut, words))
        ):
            return Outcome.KEEP
    return None


def _are_words(cut: Cut, words: Words) -> bool:
    return not words.is_word(cut.joined) and words.is_word(plain(cut.before)) and words.is_word(plain(cut.after))


def doubled(cut: Cut, words: Words) -> Outcome | None:
    """туш-⏎тушка, эки-⏎экиден, түздөн-⏎түз, китеп-⏎митеп: a word said twice."""
    before, after = plain(cut.before), plain(cut.after)
    if min(len(before), len(after)) < _PREFIX or words.is_word(cut.joined):
        return None
    echo = after[1:] == before[1:]
    return Outcome.KEEP if echo or after.startswith(before) or _is_from_to(before, after) else None


def _is_from_to(before: str, after: str) -> bool:
    return before.startswith(after[:3]) and before.endswith("н") and before[:-1].startswith(after[:-1])


def relatives(cut: Cut, words: Words) -> Outcome | None:
    """үй-⏎бүлөм beside үй-бүлөсү: another form of the word has a hyphen there."""
    if words.is_word(cut.joined):
        return None
    return Outcome.KEEP if words.has_compound(plain(cut.before), plain(cut.after)) else None


def lexicon(cut: Cut, words: Words) -> Outcome | None:
    """The word is in the lexicon, in this form or another: по-⏎реже joins, for it knows пореже."""
    return Outcome.JOIN if words.knows(cut.joined) else None


def endings(cut: Cut, words: Words) -> Outcome | None:
    """борборун-⏎да: what looks like a word is an ending."""
    return Outcome.JOIN if plain(cut.after) in _words(words.language.code, "suffix") else None


def initials(cut: Cut, words: Words) -> Outcome | None:
    """X-⏎ray, В-⏎третьих: nobody cuts a word after its first letter."""
    return Outcome.KEEP if len(cut.before) == 1 and not words.is_seen(cut.joined) else None


def weigh(cut: Cut, words: Words) -> Outcome | None:
    """Which is likelier, one word or two with a hyphen? By counts, letters, and words that begin alike."""
    return Outcome.KEEP if score(cut, words) < 0 else Outcome.JOIN


def score(cut: Cut, words: Words) -> float:
    """Above 0 for one word; natural logarithm of the odds, roughly."""
    before, after = plain(cut.before), plain(cut.after)
    odds = _SOFT_ODDS + words.log(cut.joined) - words.log(before) - words.log(after)
    odds += _ALIKE * words.letters_alike(before, after)
    return odds + (_NAME if cut.before[0].isupper() else 0.0)


_ROMAN = frozenset("IVXLCDM\N{CYRILLIC CAPITAL LETTER HA}\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}")
APOSTROPHES = ("'", "’")
_PREFIX = 3  # letters; shorter parts are prefixes (про-, ex-) rather than words
_SOFT_ODDS = 8.0
_ALIKE = 1.5
_NAME = 3.0
JUDGES: tuple[Judge, ...] = (
    scripts,
    numerals,
    capitals,
    suspended,
    document,
    patterns,
    counts,
    doubled,
    relatives,
    initials,
    lexicon,
    endings,
    weigh,
)


@cache
def _words(code: str, kind: str) -> frozenset[str]:
    return frozenset(row[1] for row in table(f"hyphens_{code}") if row[0] == kind)


@cache
def _pairs(code: str) -> tuple[tuple[str, str], ...]:
    return tuple((row[1], row[2]) for row in table(f"hyphens_{code}") if row[0] == "pair")


def _fits(part: str, pattern: str) -> bool:
    """Is *part* what *pattern* says, where … stands for any letters?"""
    if pattern.startswith("…"):
        return part.endswith(pattern[1:])
    return part.startswith(pattern[:-1]) if pattern.endswith("…") else part == pattern


def decide(cut: Cut, words: Words) -> tuple[Outcome, str]:
    """What becomes of *cut*, and the name of the judge that said so."""
    if cut.apart and not _is_surely_one(cut, words):
        return Outcome.LEAVE, "apart"
    for judge in JUDGES:
        outcome = judge(cut, words)
        if outcome is not None:
            return outcome, judge.__name__
    return Outcome.LEAVE, "nothing"


def _is_surely_one(cut: Cut, words: Words) -> bool:
    """миг- рация: the whole is a word that texts have, or the halves are not both words."""
    before, after = plain(cut.before), plain(cut.after)
    if after in _words(words.language.code, "conjunction"):
        return False
    if words.is_seen(cut.joined):
        return True
    return words.knows(cut.joined) and not (words.is_word(before) and words.is_word(after))


def line_end_hyphens(text: str, words: Words) -> Iterator[Edit]:
    """Edits of *text*, which is in the language of *words*."""
    for gap, cut in cuts(text):
        outcome, why = decide(cut, words)
        if outcome is Outcome.JOIN:
            yield Edit(gap.start(), gap.end(), "", f"{NAME} joined: {why}")
        elif outcome is Outcome.KEEP:
            yield Edit(gap.start() + 1, gap.end(), "", f"{NAME} kept: {why}")
