"""Letters that stand for ө, ң, ү in texts typed without a Kyrgyz keyboard or in the 8-bit fonts of the 1990s.

They are letters of other languages (ѳ of old Russian, є ї of Ukrainian, ў of Belarusian and Uzbek), so each
language names its own in ``languages/data/repair/letters_<code>.tsv``, and nothing else is touched. A word with
a letter that only those other languages have (Україна, Ѳеодоръ) is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edits import Edit
from .rule import replacements

NAME = "misfit letter"
_FOREIGN = re.compile("[іґѣѵ]|ъ$", re.IGNORECASE)


def misfit_letters(text: str, code: str) -> Iterator[Edit]:
    """Edits of *text*, which is in the language *code*.

    >>> [edit.replacement for edit in misfit_letters("кѳчѳ, єлкє, жаӊы", "ky")]
    ['ө', 'ө', 'ө', 'ө', 'ң']
    >>> list(misfit_letters("Ѳедоръ", "ru"))
    []
    """
    letters = replacements(f"letters_{code}")
    if letters:
        found = re.compile("[" + "".join(letters) + "]")
        for word in re.finditer(rf"[^\W\d_]*{found.pattern}[^\W\d_]*", text):
            if not _FOREIGN.search(word[0]):
                for match in found.finditer(text, word.start(), word.end()):
                    yield Edit(match.start(), match.end(), letters[match[0]], NAME)
