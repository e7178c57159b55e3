"""Keyword lists as printed against their terms by hand: exact terms, and whether every language's list is whole.

    python benchmarks/quality.py keywords --data ../shared/data [--json]

``--data`` is a folder with ``keyword_lists.jsonl``, or such a file: one article a line with ``raw`` (as printed, by
language, or ``mixed``) and ``terms`` (by language). A list that is printed without a label is given as a marked
field, as a table has it. Case is folded, a term given twice counts once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus import languages
from corpus.articles import sections
from corpus.documents import UNDETERMINED, Mark, SectionKind, Span
from corpus.keywords import keyword_lists


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="keyword_lists.jsonl or the folder that holds it")


def run(args: argparse.Namespace) -> dict[str, Any]:
    cases = list(_cases(args.data))
    pairs = [(_wanted(case), _found(case)) for case in cases]
    right = sum(len(wanted.get(c, frozenset()) & found[c]) for wanted, found in pairs for c in found)
    lists = [(terms, found.get(code)) for wanted, found in pairs for code, terms in wanted.items()]
    return {
        "articles": len(cases),
        "lists": len(lists),
        "precision": _ratio(right, sum(len(terms) for _, found in pairs for terms in found.values())),
        "recall": _ratio(right, sum(len(terms) for terms, _ in lists)),
        "whole_lists": _ratio(sum(terms == found for terms, found in lists), len(lists)),
    }


def _cases(data: Path) -> Iterator[dict[str, Any]]:
    path = data / "keyword_lists.jsonl" if data.is_dir() else data
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _wanted(case: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Language → terms; a language that is no member of the family is undetermined."""
    known = languages.available()
    terms = case["terms"].items()
    return {code if code in known else UNDETERMINED: frozenset(map(str.casefold, own)) for code, own in terms}


def _found(case: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for printed in case["raw"].values():
        marks = () if case["labels"] else (Mark(Span(0, len(printed)), SectionKind.KEYWORDS),)
        for keywords in keyword_lists(printed, sections(printed, marks=marks)):
            terms = frozenset(keyword.text.casefold() for keyword in keywords.keywords)
            found[keywords.language] = found.get(keywords.language, frozenset()) | terms
    return found


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
