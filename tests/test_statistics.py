"""Counts against a plain recount of the same tokens."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.corpus import Corpus, open_corpus
from corpus.statistics import Layer

from .conftest import ARTICLE, MakeCorpus

FORMS = ["көч", "көчтү", "көчкөн", "калк", "калктын", "айыл", "айылда", "2019", "шаар."]
WORDS = st.lists(st.sampled_from(FORMS), min_size=1, max_size=30)


def tokens(corpus: Corpus, code: str) -> list[tuple[str, int, str, str, str]]:
    """Document, section, form key, lemma and root of each token."""
    found = []
    for document in corpus:
        number = corpus.store.number(document.id)
        assert number is not None
        table = corpus.store.part(number, code)
        for position in range(len(table) if table else 0):
            assert table is not None
            form = table.vocabulary[int(table.forms[position])]
            section = sum(1 for start in table.sections.tolist() if start <= position)
            found.append((document.id, section, form.key, form.lemmas[0], form.root))
    return found


def check(corpus: Corpus, code: str) -> None:
    plain = tokens(corpus, code)
    layers: dict[Layer, int] = {"form": 2, "lemma": 3, "root": 4}
    for layer, column in layers.items():
        counts = Counter(str(token[column]) for token in plain)
        homes = defaultdict(set)
        for token in plain:
            homes[str(token[column])].add(token[0])
        found = corpus.frequencies(code, layer=layer)
        assert {f.text: (f.count, f.documents) for f in found} == {
            name: (count, len(homes[name])) for name, count in counts.items() if not name[0].isdigit()
        }
        assert [f.count for f in found] == sorted((f.count for f in found), reverse=True)
        assert all(f.per_million == pytest.approx(1e6 * f.count / len(plain)) for f in found)


def check_collocates(corpus: Corpus, word: str, code: str, window: int) -> None:
    plain = tokens(corpus, code)
    nodes = [i for i, token in enumerate(plain) if token[3] == word or token[2] == word]
    together = Counter(
        plain[j][3]
        for i in nodes
        for j in range(max(0, i - window), min(len(plain), i + window + 1))
        if j != i and plain[j][:2] == plain[i][:2]
    )
    overall = Counter(token[3] for token in plain)
    found = {c.text: (c.together, c.count) for c in corpus.collocates(word, code, window=window)}
    assert found == {lemma: (n, overall[lemma]) for lemma, n in together.items() if not lemma[0].isdigit()}
    for c in corpus.collocates(word, code, window=window):
        assert c.log_dice == pytest.approx(14 + math.log2(2 * c.together / (len(nodes) + c.count)))


def test_of_an_article(corpus: MakeCorpus) -> None:
    texts = corpus({"a.txt": ARTICLE, "b.txt": ARTICLE.replace("чек ара", "айыл")})
    for code in ("ky", "ru", "en"):
        check(texts, code)
    check_collocates(texts, "миграция", "ky", 3)
    check_collocates(texts, "миграция", "ru", 5)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(1, 4))
def test_of_any_words(tmp_path_factory: pytest.TempPathFactory, documents: list[list[str]], window: int) -> None:
    folder = tmp_path_factory.mktemp("texts")
    for i, words in enumerate(documents):
        (folder / f"{i}.txt").write_text(" ".join(words) + "\n", encoding="utf-8")
    from corpus.pipeline import Settings

    with open_corpus(":memory:") as texts:
        texts.add(folder, settings=Settings(language="ky", repair=False))
        check(texts, "ky")
        check_collocates(texts, "калк", "ky", window)
