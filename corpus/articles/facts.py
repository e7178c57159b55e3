"""What an article prints about itself: authors, year, journal, DOI, volume, pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..documents import Metadata, Section, SectionKind
from .printed import COPYRIGHT, DOI, YEAR, is_journal, is_name

_RANGE = r"(\d{1,4}\s*[–—-]\s*\d{1,4})"
_VOLUME = re.compile(
    r"\b(?:vol(?:ume)?\.?|т(?:ом)?\.?)\s*(\d{1,4}|[IVXLC]{1,7})\b|\b(\d{1,4})\s*-?\s*том\b", re.IGNORECASE
)
_ISSUE = re.compile(
    r"(?:№|\b(?:no\.|issue|вып\.|чыг\.))\s*(\d{1,4}(?:\s*/\s*\d{1,4})?)|\bvol\.\s*\d+\s*\((\d+)\)", re.IGNORECASE
)
_PAGES = re.compile(rf"\b(?:pp?|с|стр|бб?)\.\s*{_RANGE}|\b{_RANGE}\s*-?\s*(?:бб?|с|p)(?:\.|\b)", re.IGNORECASE)
_NAME_END = re.compile(r"[,;:(]|\.\s|\s[–—-]\s|\s//\s|\s(?=№)|\s(?=\d)")
_AUTHORS_CUT = re.compile(r"[,;\n]|\s[–—-]\s|\s(?:жана|и|and)\s|\s&\s")


def facts(text: str, sections: Sequence[Section]) -> Metadata:
    """The facts printed around the article; a year or a number in its body says nothing of it."""
    front = [
        line for section in sections if section.kind is SectionKind.FRONT for line in section.span.of(text).split("\n")
    ]
    journal_lines = [line for line in front if is_journal(line)]
    dated = [*journal_lines, *(line for line in front if COPYRIGHT.match(line) or DOI.search(line))]
    return Metadata(
        title=_title(text, sections),
        authors=_authors(text, sections),
        year=next((year for line in dated if (year := _year(line))), None),
        journal=next((name for line in journal_lines if (name := _journal(line))), ""),
        volume=_first(_VOLUME, journal_lines),
        issue=_first(_ISSUE, journal_lines),
        pages=re.sub(r"\s", "", _first(_PAGES, journal_lines)),
        doi=next((match.group() for line in front if (match := DOI.search(line))), ""),
    )


def _title(text: str, sections: Sequence[Section]) -> str:
    titles = (section.span.of(text) for section in sections if section.kind is SectionKind.TITLE)
    return " ".join(next(titles, "").split())


def _authors(text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """Those of the first line of authors: later ones give the same people in another language."""
    printed = next((s.span.of(text) for s in sections if s.kind is SectionKind.AUTHORS), "")
    names = (re.sub(r"[\d*¹²³⁴⁵]+", "", name).strip(" .") for name in _AUTHORS_CUT.split(printed))
    kept = [" ".join(name.split()) for name in names]
    return tuple(_with_stop(name, printed) for name in kept if name and is_name(_with_stop(name, printed)))


def _with_stop(name: str, printed: str) -> str:
    return f"{name}." if f"{name}." in " ".join(printed.split()) else name


def _year(line: str) -> int | None:
    found = YEAR.search(DOI.sub(" ", line)) or re.search(r"(?<=[./-])(?:19[5-9]\d|20[0-2]\d)(?=[./-])", line)
    return int(found.group()) if found else None


def _journal(line: str) -> str:
    """The name before the first comma, stop, number or year."""
    quoted = re.search(r"[«\"“]([^»\"”]+)[»\"”]", line)
    if quoted and is_journal(f"{quoted[1]} № 1"):
        return quoted[1].strip()
    return _NAME_END.split(line.strip(), maxsplit=1)[0].strip(" .")


def _first(pattern: re.Pattern[str], printed: Sequence[str]) -> str:
    for line in printed:
        if match := pattern.search(line):
            return next(group for group in match.groups() if group)
    return ""
