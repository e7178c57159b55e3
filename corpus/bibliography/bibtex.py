"""BibTeX, with the fields that JabRef and Zotero add, read and written.

Read by bibtexparser; LaTeX is decoded by pylatexenc. In reference managers' files ``%``, ``&`` and ``$`` are nearly
always meant as such, also where nobody put a backslash before them, so they are not taken for LaTeX.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from ..errors import DamagedFile
from .entries import Entry, Reading, id_in, metadata, note_of
from .names import parse_name
from .work import Work

_SYMBOLS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textnumero": "№",
}  # what pylatexenc drops or changes
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)")
_BARE_SIGN = re.compile(r"(?<!\\)((?:\\\\)*)([%&$])")
_TYPE = re.compile(r"[\w.+-]+(?:/[\w.+-]+)?")


def read(text: str, name: str) -> Reading:
    """The entries of a BibTeX file. Raises DamagedFile where none can be read."""
    from bibtexparser.entrypoint import parse_string

    with _quiet():
        library = parse_string(text)
        found = [_entry(entry.key, _fields(entry.items()), (entry.start_line or 0) + 1) for entry in library.entries]
    notes = [_failure(block) for block in library.failed_blocks]
    notes += [note for _, said in found for note in said]
    entries = tuple(entry for entry, _ in found if entry)
    if not entries:
        raise DamagedFile(name, "; ".join(["no entry in it can be read", *notes]))
    return Reading(entries, tuple(notes))


@contextmanager
def _quiet() -> Iterator[None]:
    """bibtexparser and pylatexenc log what our notes say."""
    loggers = [logging.getLogger(name) for name in ("bibtexparser", "pylatexenc")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _failure(block: Any) -> str:
    line = (block.start_line or 0) + 1
    kind = type(block).__name__
    if kind == "DuplicateBlockKeyBlock":
        return f"line {line}: the key '{block.key}' stood before; the first entry counts"
    if kind == "DuplicateFieldKeyBlock":
        return f"line {line}: fields stand twice ({', '.join(sorted(block.duplicate_keys))}); left out"
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return f"line {line}: no whole entry ({reason.rstrip('.')}); left out"


def _fields(items: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {key.lower(): value for key, value in items if isinstance(value, str)}


def _entry(key: str, fields: Mapping[str, str], line: int) -> tuple[Entry | None, list[str]]:
    decode = _decoder()
    raw = {
        "title": decode(fields.get("title", "")),
        "year": decode(fields.get("year") or fields.get("date", "")),
        "journal": decode(_first(fields, "journal", "journaltitle", "booktitle")),
        "volume": decode(fields.get("volume", "")),
        "issue": decode(_first(fields, "number", "issue")),
        "pages": decode(fields.get("pages", "")),
        "doi": plain(fields.get("doi", "")),
    }
    facts, notes = metadata(raw, [decode(author) for author in authors_in(fields.get("author", ""))], line)
    if not any((facts.title, facts.authors, facts.year, facts.journal, facts.doi)):
        return None, [*notes, f"line {line}: '{key}' holds no fact that we keep; left out"]
    files = tuple(file for name in ("file", "localfile", "pdf") for file in files_in(fields.get(name, "")))
    ids = [key, *(id_in(decode(fields.get(name, ""))) for name in ("note", "annote", "annotation"))]
    return Entry(facts, files, tuple(filter(None, ids)), line), notes


def _first(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def authors_in(text: str) -> list[str]:
    """Names divided by ``and`` outside braces, still in LaTeX; ``others`` is nobody.

    >>> authors_in("Осмонов, А. and {Labour and Migration} and others")
    ['Осмонов, А.', '{Labour and Migration}']
    """
    names, depth, start = [], 0, 0
    for found in re.finditer(r"(?<!\\)[{}]|(?<=\s)and(?=\s)", f"{text} "):
        if found.group() == "and" and depth == 0:
            names.append(text[start : found.start()])
            start = found.end()
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
    stripped = [name.strip() for name in (*names, text[start:])]
    return [name for name in stripped if name and name != "others"]


def files_in(text: str) -> list[str]:
    """Paths in a ``file`` field of JabRef, Zotero or Mendeley, or of a person.

    >>> files_in(":articles/a.pdf:PDF"), files_in("Full Text:C\\\\:\\\\\\\\docs\\\\\\\\a.pdf:application/pdf")
    (['articles/a.pdf'], ['C:\\\\docs\\\\a.pdf'])
    >>> files_in("a.pdf"), files_in("C:\\\\docs\\\\a.pdf"), files_in("a.pdf:PDF;:b.docx:Word")
    (['a.pdf'], ['C:\\\\docs\\\\a.pdf'], ['a.pdf', 'b.docx'])
    """
    paths = (_path(part) for part in re.findall(r"(?:\\.|[^\\;]|\\$)+", plain(text, keep_backslashes=True)))
    return [path for path in paths if path]


def _path(text: str) -> str:
    """The path of ``description:path:type``, of ``path:type``, or the whole."""
    parts = re.split(r"(?<!\\):", text.strip())
    if len(parts) > 2:
        path = ":".join(parts[1:-1])
    elif len(parts) == 2 and len(parts[0]) > 1:
        path = parts[0] if "." in parts[0] and _TYPE.fullmatch(parts[1]) else parts[1]
    else:
        path = text.strip()
    return re.sub(r"\\([:;\\_])", r"\1", path)


def plain(text: str, *, keep_backslashes: bool = False) -> str:
    """A DOI or a path: not LaTeX, but often with its backslashes and braces.

    >>> plain(r"10.1000/a\\_b{c}")
    '10.1000/a_bc'
    """
    text = re.sub(r"\$\\backslash\$|\\(?:textbackslash|backslash)(?:\{\}|\s)?", r"\\\\", text)
    for symbol, sign in (
        ("textasciitilde", "~"),
        ("textasciicircum", "^"),
        ("textbraceleft", "{"),
        ("textbraceright", "}"),
    ):
        text = text.replace(f"\\{symbol}{{}}", f"\\{sign}")
    text = re.sub(r"(?<!\\)[{}]", "", text)
    return re.sub(r"\\([_&%#$~^{}])" if keep_backslashes else r"\\(.)", r"\1", text)


@cache
def _decoder() -> Callable[[str], str]:
    """LaTeX → text."""
    from pylatexenc.latex2text import (  # type: ignore[import-untyped]
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    context = get_default_latex_context_db()
    symbols = [MacroTextSpec(name, simplify_repl=sign) for name, sign in _SYMBOLS.items()]
    context.add_context_category("kochmon", prepend=True, macros=[*symbols, MacroTextSpec("url", simplify_repl="%s")])
    nodes = LatexNodes2Text(latex_context=context, math_mode="verbatim")

    def decode(text: str) -> str:
        if not re.search(r"[\\{}~`'$-]", text):
            return text
        try:
            return str(nodes.latex_to_text(_BARE_SIGN.sub(r"\1\\\2", text)))
        except Exception:  # LaTeX that is none, nested a thousand deep …: its letters are still worth having
            return re.sub(r"\\[A-Za-z]+ ?|[\\{}]", "", text)

    return decode


def escape(text: str) -> str:
    """*text* as LaTeX, its letters as they are (UTF-8).

    >>> escape("50 % & {x}_y")
    '50 \\\\% \\\\& \\\\textbraceleft{}x\\\\textbraceright{}\\\\_y'
    """
    return _LIGATURES.sub("{}", "".join(_ESCAPES.get(letter, letter) for letter in text))


def _verbatim(text: str) -> str:
    """A field that BibLaTeX takes as it stands: only what would end it early is written otherwise."""
    return "".join(_ESCAPES[letter] if letter in "\\{}%" else letter for letter in text)


def write(work: Work, accessed: date | None, page: int | None) -> str:
    """An entry for BibTeX and BibLaTeX in UTF-8; inner braces keep the capitals of the title."""
    facts = work.metadata
    pairs = [
        ("author", " and ".join(map(_author, facts.authors))),
        ("title", f"{{{escape(facts.title)}}}" if facts.title else ""),
        ("titleaddon", escape("; ".join(work.other_titles))),
        ("journal", escape(facts.journal)),
        ("year", str(facts.year or "")),
        ("volume", escape(facts.volume)),
        ("number", escape(facts.issue)),
        ("pages", escape(facts.pages).replace("–", "--")),
        ("doi", _verbatim(facts.doi)),
        ("language", work.language),
        ("urldate", accessed.isoformat() if accessed else ""),
        ("note", escape(note_of(work.id, page))),
    ]
    kind = "article" if facts.journal else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in pairs if value]
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}"])


def _author(printed: str) -> str:
    """``Family, Given``; in braces what is not to be taken apart."""
    name = parse_name(printed)
    written = escape(name.inverted)
    whole = not name.given or written.count(",") > 2 or re.search(r"\band\b", written)
    return f"{{{written}}}" if whole else written
