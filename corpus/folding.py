"""The key under which a word is found: case, stress marks and ё are folded, letters of an alphabet never."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = (
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    "\N{ZERO WIDTH NO-BREAK SPACE}"
)
_DROPPED = str.maketrans("", "", _INVISIBLE)
_STRESS = str.maketrans("", "", "\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT}")
_SAME = str.maketrans(
    {
        "ё": "е",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)
_PLAIN = re.compile(r"[a-zа-яңөү-]*", re.ASCII)


def fold(word: str) -> str:
    """The search key of *word*. й and и, ө and о, ү and у, ң and н stay apart; ё and е do not.

    >>> fold("Ребёнок"), fold("ИММИГРА́НТ"), fold("Көчмөн"), fold("migrants’")
    ('ребенок', 'иммигрант', 'көчмөн', "migrants'")
    """
    word = word.lower()
    if _PLAIN.fullmatch(word):
        return word
    return visible(word.translate(_STRESS)).translate(_SAME)


def visible(text: str) -> str:
    """*text* composed (NFC) and without characters that nobody sees."""
    return unicodedata.normalize("NFC", text.translate(_DROPPED))
