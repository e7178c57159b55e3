"""The key under which a word is found: case, stress marks and ё are folded, letters of an alphabet never."""

from __future__ import annotations

import unicodedata

_INVISIBLE = (
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    "\N{ZERO WIDTH NO-BREAK SPACE}"
)
_DROPPED = str.maketrans("", "", _INVISIBLE)
_SAME = str.maketrans(
    {
        "ё": "е",
        "\N{COMBINING ACUTE ACCENT}": None,  # stress; where it makes a letter (é), that is composed by now
        "\N{COMBINING GRAVE ACCENT}": None,
        "\N{CYRILLIC SMALL LETTER IE WITH GRAVE}": "е",  # stress that Unicode composes
        "\N{CYRILLIC SMALL LETTER I WITH GRAVE}": "и",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)


def fold(word: str) -> str:
    """The search key of *word*, the same for all ways of encoding it. й and и, ө and о, ү and у, ң and н stay apart;
    ё and е do not.

    >>> fold("Ребёнок"), fold("ИММИГРА́НТ"), fold("Көчмөн"), fold("migrants’")
    ('ребенок', 'иммигрант', 'көчмөн', "migrants'")
    """
    word = word.lower()
    return word if word.isascii() else visible(word).translate(_SAME)


def visible(text: str) -> str:
    """*text* composed (NFC) and without characters that nobody sees."""
    return unicodedata.normalize("NFC", text.translate(_DROPPED))
