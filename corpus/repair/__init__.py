"""Undo what printing, extraction and keyboards did to a text; give the text and a receipt.

:func:`repair` needs no language and sees the whole raw text; :func:`repair_sections` knows each section's
language. Every change is an :class:`~corpus.edits.Edit` that bears the name of a rule in :data:`RULES`; receipts
replay, compose and map offsets back to the source. Misprints stay: what the author wrote is not damage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..documents import Section
from ..edits import Edits
from .invisibles import AFTER_LINES, BEFORE_LINES
from .lookalikes import LOOKALIKES
from .mojibake import MOJIBAKE
from .rule import apply
from .spacing import DOUBLE_SPACING

__all__ = ["RULES", "VERSION", "Repaired", "repair", "repair_sections"]

VERSION = 1
"""Raised whenever a rule changes what it does; a corpus notes which version made its texts."""

LANGUAGE_FREE = (MOJIBAKE, *BEFORE_LINES, DOUBLE_SPACING, *AFTER_LINES, LOOKALIKES)
"""In this order: bytes before characters, characters before lines, lines before words."""

_ROUNDS = 8  # text that was misread twice, or whose repair brings another fault to light


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text == edits.apply(source)``."""

    text: str
    edits: Edits


def repair(text: str) -> Repaired:
    """What can be mended without knowing the language, over the whole raw text.

    Idempotent: ``repair(repair(text).text).edits`` is empty.

    >>> repair("Кыргыз\\N{NO-BREAK SPACE}Республикасынын мигр\\N{LATIN SMALL LETTER A}циясы").text
    'Кыргыз Республикасынын миграциясы'
    """
    receipt = Edits()
    for _ in range(_ROUNDS):
        text, edits = apply(LANGUAGE_FREE, text)
        if not edits:
            break
        receipt = receipt.then(edits) if receipt else edits
    return Repaired(text, receipt)


def repair_sections(text: str, sections: Sequence[Section]) -> Repaired:
    return Repaired(text, Edits())


RULES: Mapping[str, str] = {rule.name: rule.description for rule in LANGUAGE_FREE}
