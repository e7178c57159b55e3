"""Markdown, for a README or a wiki: a table of the terms, then definitions and examples by entry.

Everything that Markdown or HTML would take for markup is escaped; the words matched in an example are bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..concepts import Example, TermEntry, sure
from ._common import definition, marked, note, one_line, select, source
from .base import Exporter, Layout

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_NUMBER = re.compile(r"^(\d+)([.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    chosen = select(entries, layout)
    lines = [f"# {escape(layout.title)}", "", *_table(chosen, layout), ""]
    for entry in chosen:
        lines += _details(entry, layout)
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def escape(text: str) -> str:
    """*text* on one line as Markdown shows it unchanged, in a table too.

    >>> escape("a|b *c* <d>"), escape("үй-бүлө"), escape("1. сөз")
    ('a\\\\|b \\\\*c\\\\* \\\\<d\\\\>', 'үй-бүлө', '1\\\\. сөз')
    """
    escaped = _MARKUP.sub(r"\\\1", one_line(text))
    escaped = re.sub(r"(?<=\w)\\-(?=\w)", "-", escaped)  # a hyphen inside a word is no markup
    return _NUMBER.sub(r"\1\\\2", _LINK.sub(r"\1\\\2", escaped))


def _table(entries: Sequence[TermEntry], layout: Layout) -> Iterator[str]:
    yield _row([*layout.columns, "confidence", "link"])
    yield _row([*("---" for _ in layout.columns), "---:", "---"])
    for entry in entries:
        terms = ("; ".join(escape(term.text) for term in entry.terms.get(code, ())) for code in layout.columns)
        trust = (sure(entry.confidence, entry.link_class), entry.link_class.value)
        yield _row([*terms, *(trust if len(entry.terms) > 1 else ("", ""))])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _details(entry: TermEntry, layout: Layout) -> list[str]:
    """A heading and what there is to tell of an entry; nothing where that is nothing."""
    told = [line for code in layout.columns for line in _told(entry, code)]
    name = next(entry.terms[code][0].text for code in layout.columns if code in entry.terms)
    return [f"## {escape(name)}", "", *told, ""] if told else []


def _told(entry: TermEntry, code: str) -> Iterator[str]:
    if text := definition(entry, code):
        yield f"- {code}: {escape(text)}"
    if text := note(entry, code):
        yield f"- {code}, note: {escape(text)}"
    for term in entry.terms.get(code, ()):
        for example in term.examples:
            yield f"- {code}, example: {_sentence(example)} — {escape(source(example))}"


def _sentence(example: Example) -> str:
    pieces = ((piece, match, piece.strip()) for piece, match in marked(example))
    return "".join(f"**{escape(bare)}**" if match and bare else _kept(piece) for piece, match, bare in pieces)


def _kept(piece: str) -> str:
    """Escaped, with the spaces at its ends."""
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{before}{escape(piece)}{after}"


EXPORTER = Exporter("markdown", (".md", ".markdown"), write, description="a table for a README or a wiki")
