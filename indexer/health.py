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
    yield _cache()
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


def _cache() -> Check:
    folder = root()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(there, os.W_OK):
        return Check("cache", True, str(folder))
    return Check("cache", False, f"{folder} may not be written", "name another folder with KOCHMON_CACHE")


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" + "s" * (count != 1)


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
    return Check("corpus access", True, f"{told}; {_many(len(corpus), 'document')}")


def _rules(corpus: Corpus) -> Check:
    old = corpus.outdated()
    told = (
        f"{_many(len(old), 'document')} made by older rules" if old else "all documents were made by the rules of today"
    )
    return Check("corpus rules", not old, told, "kochmon rebuild --outdated" if old else "")


def _sources(corpus: Corpus) -> Check:
    gone = [source.path for source in corpus.store.sources() if not Path(source.path).exists()]
    told = (
        f"{_many(len(gone), 'file')} no longer where they were read, as {gone[0]}"
        if gone
        else "all files are where they were"
    )
    return Check("corpus sources", True, told)


def _decisions(corpus: Corpus) -> Check:
    try:
        unused = corpus.unused_decisions()
    except errors.DecisionError as error:
        return Check("decisions", False, str(error), "mend that line in an editor")
    idle = f", of which {len(unused)} without effect now" if unused else ""
    return Check("decisions", True, _many(len(corpus.decisions), "decision") + idle)


_OF_A_CORPUS: tuple[Callable[[Corpus], Check], ...] = (_integrity, _writable, _rules, _sources, _decisions)
