"""Kyrgyz words typed without ң ү ө: how often the analyser finds the lemma of the word as it is spelled rightly.

``recall``: share of tokens with one of the letters, typed without it, whose first lemma is that of the original;
``all``: the same over all tokens; ``recall_told`` and ``all_told`` where the text is known to be typed so;
``precision``: of the types that the plain tier restores, those with the lemma of the
original; ``untouched``: share of other languages' words that the tier rightly leaves alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from corpus import languages
from corpus.analysis import words
from corpus.languages._kyrgyz.spelling import plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", help="objects with the keys ky, ru and en")


def run(args: argparse.Namespace) -> dict[str, Any]:
    language = languages.get("ky")
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
    tokens = [form for row in rows for form in _words(row, "ky") if form.isalpha()]
    typed = [(form, _typed(form)) for form in tokens]
    told = languages.typed_plain("ky")
    right = {pair: language.lemmatize(pair[0])[0] == language.lemmatize(pair[1])[0] for pair in set(typed)}
    changed = [pair for pair in typed if pair[0] != pair[1]]
    restored = {pair for pair in set(typed) if language.analyze(pair[1])[0].tier == "plain"}
    foreign = {form for row in rows for form in _words(row, "ru") if form.isalpha()}
    return {
        "tokens": len(tokens),
        "changed": len(changed),
        "recall": sum(right[pair] for pair in changed) / len(changed),
        "recall_told": sum(language.lemmatize(a)[0] == told.lemmatize(b)[0] for a, b in changed) / len(changed),
        "all_told": sum(language.lemmatize(a)[0] == told.lemmatize(b)[0] for a, b in typed) / len(typed),
        "all": sum(right[pair] for pair in typed) / len(typed),
        "precision": sum(right[pair] for pair in restored) / len(restored),
        "untouched": sum(language.analyze(form)[0].tier == "exact" for form in foreign) / len(foreign),
        "correct_spelling_restored": sum(language.analyze(form)[0].tier != "exact" for form in tokens) / len(tokens),
    }


def _typed(form: str) -> str:
    return "".join(plain(letter.lower()).upper() if letter.isupper() else plain(letter) for letter in form)


def _words(row: dict[str, Any], code: str) -> list[str]:
    text = row[code] if isinstance(row[code], str) else " ".join(row[code])
    return [word.of(text) for word in words(text)]
