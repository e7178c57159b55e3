"""Undo what printing, extraction and keyboards did to a text; give the text and a receipt.

:func:`repair` needs no language and sees the whole raw text; :func:`repair_sections` knows each section's
language. Every change is an :class:`~corpus.edits.Edit` that bears the name of a rule in :data:`RULES`; receipts
replay, compose and map offsets back to the source. Misprints stay: what the author wrote is not damage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import languages
from ..documents import Section
from ..edits import Edit, Edits
from . import glue, hyphens, letters, lookalikes
from .invisibles import AFTER_LINES, BEFORE_LINES
from .lookalikes import LOOKALIKES
from .mojibake import MOJIBAKE
from .rule import Rule, apply
from .spacing import DOUBLE_SPACING
from .words import Words, vocabulary

__all__ = ["RULES", "VERSION", "Repaired", "repair", "repair_sections", "rule_of"]

VERSION = 2
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
    """What needs the language: misfit letters, hyphens at line ends, lost spaces, section by section.

    *sections* stand in text order and do not overlap; what is in none of them, or in a language that we do not
    know, is left alone. Words printed whole anywhere in the sections of a language are evidence for the others.

    >>> from corpus.documents import SectionKind, Span
    >>> text = "Калктын мигра-\\nциясы карама-\\nкаршы"
    >>> repair_sections(text, [Section(SectionKind.BODY, Span(0, len(text)), "ky")]).text
    'Калктын миграциясы карама-каршы'
    """
    known = [section for section in sections if section.language in languages.available()]
    words = {
        code: Words(languages.get(code), vocabulary(s.span.of(text) for s in known if s.language == code))
        for code in {section.language for section in known}
    }
    edits: list[Edit] = []
    for section in known:
        _, receipt = apply(_by_language(words[section.language]), section.span.of(text))
        start = section.span.start
        edits += [Edit(edit.start + start, edit.stop + start, edit.replacement, edit.rule) for edit in receipt]
    together = Edits(edits)
    return Repaired(together.apply(text), together)


def _by_language(words: Words) -> tuple[Rule, ...]:
    """In this order: letters before words, halves joined before wholes are parted."""
    code = words.language.code
    return (
        Rule(letters.NAME, letters.DESCRIPTION, lambda text: letters.misfit_letters(text, code)),
        LOOKALIKES,
        Rule(lookalikes.NAME, LOOKALIKES.description, lambda text: lookalikes.look_alike_letters(text, words)),
        Rule(hyphens.NAME, hyphens.DESCRIPTION, lambda text: hyphens.line_end_hyphens(text, words)),
        Rule(glue.NAME, glue.DESCRIPTION, lambda text: glue.glued_words(text, words)),
    )


def _rules() -> dict[str, str]:
    rules = [(rule.name, rule.description) for rule in LANGUAGE_FREE]
    rules += [(module.NAME, module.DESCRIPTION) for module in (letters, hyphens, glue)]
    table: dict[str, str] = {}
    for name, description in rules:
        table.setdefault(name, description)
    return table


RULES: Mapping[str, str] = _rules()
"""Name → one line for people, in the order in which rules are applied. An edit's rule is such a name, or such a
name and after a colon what the rule went by (``line-end hyphen joined: lexicon``); where several rules touched one
place their names are joined by `` + ``."""


def rule_of(edit: Edit) -> tuple[str, ...]:
    """Names in :data:`RULES` of what made *edit*.

    >>> rule_of(Edit(0, 1, "", "soft hyphen + line-end hyphen joined: lexicon"))
    ('soft hyphen', 'line-end hyphen')
    """
    parts = edit.rule.split(" + ")
    return tuple(next((name for name in RULES if part.startswith(name)), part) for part in parts)
