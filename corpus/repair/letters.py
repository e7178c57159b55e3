"""Letters that stand for ө, ң, ү in texts typed without a Kyrgyz keyboard or in the 8-bit fonts of the 1990s.

They are letters of other languages (ѳ of old Russian, є ї of Ukrainian, ў of Belarusian and Uzbek), so each
language names its own in ``languages/data/repair/letters_<code>.tsv``, and nothing else is touched. A word with
a letter that only those other languages have (Ѳеодоръ), or with vowels that do not go together (Україна), is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edits import Edit
from .rule import replacements, table

NAME = "misfit letter"
DESCRIPTION = "letters that stand for Kyrgyz ones, in Kyrgyz only: кѳчѳ → көчө, жаӊы → жаңы"
_FOREIGN = re.compile("[іґѣѵ]|ъ$", re.IGNORECASE)


def misfit_letters(text: str, code: str) -> Iterator[Edit]:
    """Edits of *text*, which is in the language *code*.

    >>> [edit.replacement for edit in misfit_letters("кѳчѳ, єлкє, жаӊы", "ky")]
    ['өчө', 'өлкө', 'ң']
    >>> list(misfit_letters("Ѳедоръ", "ru"))
    []
    """
    letters = replacements(f"letters_{code}")
    if not letters:
        return
    found = re.compile("[" + "".join(letters) + "]")
    stretch = re.compile(rf"{found.pattern}(?:[^\W\d_]*{found.pattern})?")  # from the first to the last in a word
    for word in re.finditer(r"[^\W\d_]+", text) if found.search(text) else ():
        match = stretch.search(word[0])
        if match and not _is_foreign(word[0], code):
            right = found.sub(lambda letter: letters[letter[0]], match[0])
            yield Edit(word.start() + match.start(), word.start() + match.end(), right, NAME)


def _is_foreign(word: str, code: str) -> bool:
    if _FOREIGN.search(word):
        return True
    others = {row[0]: row[2] for row in table(f"letters_{code}") if len(row) > 2}
    return any(not set(others.get(letter, "")).isdisjoint(word.lower()) for letter in word)
