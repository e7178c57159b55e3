"""The mapped arrays hold what the parts in the corpus hold, and are built again by themselves."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import arrays
from corpus.arrays import Arrays, open_arrays
from corpus.cache import Cache
from corpus.corpus import Corpus, open_corpus
from corpus.tokens import ints

from .conftest import ARTICLE, MakeCorpus, write


def are_equal(corpus: Corpus) -> None:
    """The arrays and the parts, part by part."""
    found = open_arrays(corpus.store)
    parts = list(corpus.store.parts())
    assert [(number, code) for number, code in zip(found.documents.tolist(), found.languages, strict=True)] == parts
    for i, (number, code) in enumerate(parts):
        stored = corpus.store.part_arrays(number, code)
        assert stored is not None
        first, stop = int(found.bounds[i]), int(found.bounds[i + 1])
        for name, array in zip(("forms", "starts", "stops"), stored, strict=False):
            assert getattr(found, name)[first:stop].tolist() == array.tolist()
        for name, array in (("sentences", stored[3]), ("sections", corpus.store.section_starts(number, code))):
            places = getattr(found, name)
            assert (places[(places >= first) & (places < stop)] - first).tolist() == array.tolist()
    for number in np.unique(found.forms).tolist():
        assert found.places([number]).tolist() == np.flatnonzero(found.forms == number).tolist()


@pytest.fixture
def texts(corpus: MakeCorpus) -> Corpus:
    return corpus({"a.txt": ARTICLE, "b.txt": "Чек ара. Чек ара жабык.\n"})


def test_equal_and_follow_changes(texts: Corpus, tmp_path: Path) -> None:
    are_equal(texts)
    write(tmp_path / "texts", {"b.txt": "Эмгек миграциясы өсүүдө.\n", "c.txt": "Калк көчүүдө.\n"})
    texts.add(tmp_path / "texts")
    are_equal(texts)
    texts.remove(["a.txt"])
    are_equal(texts)
    assert len(texts.kwic("чек ара")) == 0 and len(texts.kwic("көч")) == 1


def test_of_nothing(corpus: MakeCorpus) -> None:
    empty = corpus({})
    found = open_arrays(empty.store)
    assert len(found) == 0 and found.find([[1]], "ky").tolist() == [] and found.count_forms() == {}
    assert empty.overview.words == {} and empty.frequencies("ky") == [] and empty.collocates("чек", "ky") == []


def test_built_once(texts: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    open_arrays(texts.store)
    monkeypatch.setattr(arrays, "_built", lambda store: pytest.fail("built again"))
    open_arrays(texts.store)


@pytest.mark.parametrize("damage", ["missing", "cut off", "not sealed", "folder gone"])
def test_built_again(texts: Corpus, damage: str) -> None:
    open_arrays(texts.store)
    cache = Cache(texts.path)
    if damage == "missing":
        (cache.folder / "arrays" / "forms.npy").unlink()
    elif damage == "cut off":
        (cache.folder / "arrays" / "forms.npy").write_bytes(b"\x93NUMPY")
    elif damage == "not sealed":
        (cache.folder / "arrays.json").write_text("{}")
    else:
        cache.fresh("arrays").rmdir()
    are_equal(texts)


def test_a_copy_that_grew_apart_has_its_own(texts: Corpus, tmp_path: Path) -> None:
    """The same path, the same corpus, the same number of revisions; but another history."""
    other = tmp_path / "other.kochmon"
    texts.backup(other)
    write(tmp_path / "texts", {"c.txt": "Көчмөндөр келди.\n"})
    texts.add(tmp_path / "texts")
    open_arrays(texts.store)
    with open_corpus(other) as copy:
        write(tmp_path / "more", {"d.txt": "Шаарлар өсүүдө. Шаар чоң.\n"})
        copy.add(tmp_path / "more")
        assert copy.store.revision == texts.store.revision
    texts.close()
    other.replace(texts.path)
    with open_corpus(texts.path) as copy:
        are_equal(copy)
        assert len(copy.kwic("шаар")) == 2


def test_without_room_they_last_as_long_as_the_process(texts: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    are_equal(texts)


def test_of_a_corpus_in_memory(tmp_path: Path) -> None:
    write(tmp_path / "t", {"a.txt": ARTICLE})
    with open_corpus(":memory:") as texts:
        texts.add(tmp_path / "t")
        are_equal(texts)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_two_processes_at_once(texts: Corpus) -> None:
    path = texts.path
    texts.close()
    forking = multiprocessing.get_context("fork")
    workers = [forking.Process(target=_open, args=(path,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4


def _open(path: Path) -> None:
    with open_corpus(path, write=False) as corpus:
        are_equal(corpus)


SECTIONS = st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(1, 4), min_size=1, max_size=6)), max_size=6)


@settings(max_examples=200, deadline=None)
@given(SECTIONS, st.lists(st.lists(st.integers(1, 5), max_size=3), max_size=3), st.sampled_from(["ky", "ru"]))
def test_find_against_a_plain_search(
    sections: list[tuple[int, list[int]]], slots: list[list[int]], language: str
) -> None:
    """Each section is a part and its forms: a run of tokens is found in one section only."""
    codes = ["ky", "ru", "und"]
    sections.sort(key=lambda item: item[0])
    parts = [(code, [forms for c, forms in sections if c == code]) for code in sorted({c for c, _ in sections})]
    forms = [form for _, of_part in parts for section in of_part for form in section]
    wanted, place = [], 0
    for code, of_part in parts:
        for section in of_part:
            for i in range(len(section) - len(slots) + 1):
                run = section[i : i + len(slots)]
                if slots and codes[code] == language and all(f in s for f, s in zip(run, slots, strict=True)):
                    wanted.append(place + i)
            place += len(section)
    lengths = [[len(section) for section in of_part] for _, of_part in parts]
    sizes = np.bincount(forms) if forms else np.zeros(0, np.int64)
    made = Arrays(
        documents=ints(range(len(parts))),
        languages=tuple(codes[code] for code, _ in parts),
        bounds=ints(np.cumsum([0, *map(sum, lengths)]).astype(np.int32)),
        forms=ints(forms),
        starts=ints([]),
        stops=ints([]),
        sentences=ints([]),
        sections=ints(np.cumsum([0, *(n for of_part in lengths for n in of_part)])[:-1].astype(np.int32)),
        order=np.argsort(ints(forms), kind="stable").astype(np.int32),
        firsts=ints(np.cumsum([0, *sizes]).astype(np.int32)),
    )
    assert made.find(slots, language).tolist() == wanted
