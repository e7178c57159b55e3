"""The Kyrgyz lexicon counted: headwords, roots, verbs, and equivalents that other dictionaries know as lemmas."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any

from corpus import languages
from corpus.languages._kyrgyz import lexicon

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--odd", action="store_true", help="list the equivalents that are no lemmas elsewhere")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Counts and shares, 0 to 1."""
    entries = list(all_entries())
    words = [entry for entry in entries if " " not in entry.lemma]
    kyrgyz = languages.get("ky")
    russian, english = odd_russian(entries), odd_english(entries)
    if args.odd:
        for lemma, text in (*russian, *english):
            print(f"{lemma}\t{text}")
    return {
        "headwords": len({entry.lemma for entry in entries}),
        "verbs of one word": sum(entry.pos == "VERB" for entry in words),
        "terms of several words": len(entries) - len(words),
        "distinct roots": len({kyrgyz.analyze(entry.lemma)[0].root for entry in words}),
        "russian_lemmas": 1 - len(russian) / len(singles(entry.russian for entry in entries)),
        "english_lemmas": 1 - len(english) / len(singles(entry.english for entry in entries)),
    }


def all_entries() -> Iterable[lexicon.Entry]:
    return (entry for domain in lexicon.domains() for entry in lexicon.entries(domain))


def singles(equivalents: Iterable[Iterable[str]]) -> list[str]:
    """Equivalents of one word, brackets left out."""
    bare = (_BRACKETS.sub(" ", text).strip() for texts in equivalents for text in texts)
    return [text for text in bare if text and " " not in text]


def odd_russian(entries: Iterable[lexicon.Entry]) -> list[tuple[str, str]]:
    """(headword, equivalent) where pymorphy3 does not know the equivalent as a lemma."""
    import pymorphy3

    analyzer = pymorphy3.MorphAnalyzer()

    def known(text: str) -> bool:
        bare = text.lower().replace("ё", "е")
        lemmas = (parse.normal_form.replace("ё", "е") for parse in analyzer.parse(text))
        return analyzer.word_is_known(text) and bare in lemmas

    return _odd(((entry.lemma, entry.russian) for entry in entries), known)


def odd_english(entries: Iterable[lexicon.Entry]) -> list[tuple[str, str]]:
    """(headword, equivalent) where simplemma does not know the equivalent as a lemma."""
    import simplemma

    def known(text: str) -> bool:
        spellings = (text, text.lower(), text.capitalize())
        is_lemma = simplemma.lemmatize(text, lang="en").lower() == text.lower()
        return is_lemma and any(simplemma.is_known(spelling, lang="en") for spelling in spellings)

    return _odd(((entry.lemma, entry.english) for entry in entries), known)


def _odd(pairs: Iterable[tuple[str, Iterable[str]]], known: Callable[[str], bool]) -> list[tuple[str, str]]:
    return [(lemma, text) for lemma, texts in pairs for text in singles([texts]) if not known(text)]
