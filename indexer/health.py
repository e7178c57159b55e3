"""A look at the installation and a corpus. What is wrong, and what is to be done?"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from corpus import errors, languages
from corpus.cache import root
from corpus.corpus import Corpus, open_corpus

_EXTRAS = {"trafilatura": "html", "rdflib": "skos", "matplotlib": "plots", "pandas": "pandas"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``advice`` is empty where all is well."""

    name: str
    fine: bool
    result: str
    advice: str = ""


def checkup(path: Path) -> Iterator[Check]:
    """All checks, those of the corpus at *path* last (none where there is no such file)."""
    yield Check("kochmon", True, _version("kochmon"))
    yield Check("python", sys.version_info >= (3, 11), platform.python_version(), "")
    yield Check("sqlite", sqlite3.sqlite_version_info >= (3, 37), sqlite3.sqlite_version)
    yield from map(_language, languages.available())
    yield Check("cache", True, str(root()))
    for module, extra in _EXTRAS.items():
        there = find_spec(module) is not None
        yield Check(f"extra {extra}", True, "installed" if there else f"not installed (pip install 'kochmon[{extra}]')")
    if not path.exists():
        yield Check("corpus", True, f"none at {path}")
        return
    try:
        with open_corpus(path, create=False, write=False) as corpus:
            yield from (check(corpus) for check in _OF_A_CORPUS)
    except errors.KochmonError as error:
        yield Check("corpus", False, str(error), "restore it from a backup, or name another with --corpus")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed as a package"


def _language(code: str) -> Check:
    language = languages.get(code)
    try:
        lemma = language.lemmatize("миграция" if "м" in language.alphabet else "migrations")[0]
        return Check(f"language {code}", True, f"{language.name}, reads words ({lemma})")
    except Exception as error:  # whatever a broken dictionary raises
        return Check(f"language {code}", False, f"cannot read words: {error}", "install Kochmon anew")


def _integrity(corpus: Corpus) -> Check:
    problems = corpus.store.problems()
    return Check(
        "corpus file", not problems, problems[0] if problems else str(corpus.path), "restore a backup" * bool(problems)
    )


def _writable(corpus: Corpus) -> Check:
    told = "may be written" if os.access(corpus.path, os.W_OK) else "may only be read"
    return Check("corpus access", True, f"{told}; {len(corpus)} documents")


def _rules(corpus: Corpus) -> Check:
    old = corpus.outdated()
    told = f"{len(old)} documents were made by older rules" if old else "all documents were made by the rules of today"
    return Check("corpus rules", not old, told, "kochmon rebuild --outdated" if old else "")


def _sources(corpus: Corpus) -> Check:
    gone = [source.path for source in corpus.store.sources() if not Path(source.path).exists()]
    told = (
        f"{len(gone)} files are no longer where they were read, as {gone[0]}"
        if gone
        else "all files are where they were"
    )
    return Check("corpus sources", True, told)


def _decisions(corpus: Corpus) -> Check:
    try:
        unused = corpus.unused_decisions()
    except errors.DecisionError as error:
        return Check("decisions", False, str(error), "mend that line in an editor")
    return Check("decisions", True, f"{len(corpus.decisions)}, of which {len(unused)} change nothing now")


_OF_A_CORPUS: tuple[Callable[[Corpus], Check], ...] = (_integrity, _writable, _rules, _sources, _decisions)
