"""The tables of examples beside the tests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from corpus import languages
from corpus.documents import Section, SectionKind, Span
from corpus.repair import Repaired, repair, repair_sections

HERE = Path(__file__).parent
CASES = HERE / "cases"


def rows(name: str) -> Iterator[tuple[str, ...]]:
    for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def spelled(cell: str) -> str:
    """⏎ → line break, {SOFT HYPHEN} → that character; braces around letters only mark them as Latin."""
    return re.sub(r"\{([^}]+)\}", _named, cell.replace("⏎", "\n")).replace("[т]", "т").replace("[Т]", "Т")


def _named(match: re.Match[str]) -> str:
    try:
        return unicodedata.lookup(match[1]) if len(match[1]) > 2 else match[1]
    except KeyError:
        return match[1]


def case(name: str) -> str:
    return (CASES / name).read_bytes().decode("utf-8")


def in_language(text: str, code: str) -> Repaired:
    return repair_sections(text, [Section(SectionKind.BODY, Span(0, len(text)), code)])


def whole(text: str, code: str) -> str:
    """*text* after both stages."""
    return in_language(repair(text).text, code).text


CODES = languages.available()
