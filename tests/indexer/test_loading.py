"""What a query loads: a word that the corpus has seen needs no dictionary, and no answer needs what it does not use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.search import open_index

from . import articles, made

_SCRIPT = """
import json, sys
import corpus, indexer
light = sorted(sys.modules)
with corpus.open(sys.argv[1]) as texts, indexer.open(texts) as index:
    totals = [index.search(typed, facets=["year"]).total for typed in sys.argv[2:]]
print(json.dumps([totals, light, sorted(sys.modules)]))
"""

DICTIONARIES = {"pymorphy3", "simplemma"}
HEAVY = DICTIONARIES | {
    "lxml",
    "openpyxl",
    "pypdfium2",
    "ftfy",
    "py3langid",
    "rich",
    "rapidfuzz",
    "bibtexparser",
    "rispy",
}
SEEN = ["миграциянын", "внутренней миграции", "labour market", '"эмгек рыногу" AND мигр*', "the", "жана NOT город"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with made.corpus(tmp_path_factory.mktemp("loading"), articles.TEXTS) as texts, open_index(texts):
        return texts.path


def run(path: Path, *typed: str) -> tuple[list[int], set[str], set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(path), *typed], capture_output=True, text=True, encoding="utf-8", check=True
    )
    totals, light, loaded = json.loads(done.stdout)
    return totals, set(light), set(loaded)


def test_words_that_the_corpus_has_seen_load_no_dictionary(path: Path) -> None:
    totals, light, loaded = run(path, *SEEN)
    assert all(totals)
    assert not loaded & HEAVY
    assert not light & {*HEAVY, "numpy", "whoosh", "sqlite3"}  # nor does importing the packages


def test_a_form_that_the_corpus_has_not_seen_is_analysed(path: Path) -> None:
    (total,), _, loaded = run(path, "миграциями")
    assert total
    assert "pymorphy3" in loaded
    assert "simplemma" not in loaded  # which reads English here, and this is Cyrillic
