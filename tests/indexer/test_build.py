"""The index in the cache: when it is opened, when brought up to date, when built anew, and when never opened."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.cache import Cache
from corpus.corpus import Corpus
from corpus.documents import Metadata
from indexer import build, engine
from indexer.build import open_engine
from indexer.engine import Everything, Filter, Term
from indexer.engines.whoosh import WhooshEngine

from . import made

TEXTS = {
    "a.txt": "Ички миграция шаарларды чоңойтот. Айыл бошоп калат.",
    "b.txt": "Внутренняя миграция растёт. Город становится больше.",
    "c.txt": "Many families leave the village. The city grows every year.",
}
KIND = engine.get("whoosh")


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Corpus]:
    with made.corpus(tmp_path, TEXTS) as corpus:
        yield corpus


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the documents that were given to an engine since."""
    numbers: list[str] = []
    original = WhooshEngine.add

    def add(self: WhooshEngine, part: engine.PartId, tokens: object, fields: engine.Fields) -> None:
        numbers.append(str(fields["document"]))
        original(self, part, tokens, fields)  # type: ignore[arg-type]

    monkeypatch.setattr(WhooshEngine, "add", add)
    return numbers


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders of indexes that Whoosh opened since, whose pickles it read, that is."""
    from whoosh import index

    folders: list[str] = []
    original = index.open_dir

    def open_dir(folder: str, *args: object, **kwargs: object) -> object:
        folders.append(folder)
        return original(folder, *args, **kwargs)

    monkeypatch.setattr(index, "open_dir", open_dir)
    return folders


def holds(corpus: Corpus) -> set[str]:
    """Ids of the documents that the index finds."""
    index = open_engine(corpus.store)
    matches = index.search(Everything(), limit=None)
    index.close()
    return {corpus.store.id_of(match.part.document) for match in matches.best}


def folder(corpus: Corpus) -> Path:
    return Cache(corpus.path).folder / KIND.folder


def test_a_fresh_index_is_opened_not_built(texts: Corpus, added: list[str], opened: list[str]) -> None:
    assert holds(texts) == set(TEXTS)
    assert (sorted(added), opened) == (sorted(TEXTS), [])
    added.clear()
    assert holds(texts) == set(TEXTS)
    assert (added, opened) == ([], [str(folder(texts))])


def test_only_what_changed_is_added_again(texts: Corpus, tmp_path: Path, added: list[str]) -> None:
    holds(texts)
    added.clear()
    place = made.write(
        tmp_path, {"b.txt": "Город растёт быстро, и в нём живут новые люди.", "d.txt": "Жаңы айыл курулду."}
    )
    texts.add([place])
    assert holds(texts) == {*TEXTS, "d.txt"}
    assert sorted(added) == ["b.txt", "d.txt"]
    index = open_engine(texts.store)
    assert index.search(Term("миграция"), limit=None).total == 1  # in a.txt; b.txt no longer holds it
    index.close()


def test_given_facts_reach_the_fields(texts: Corpus, added: list[str]) -> None:
    holds(texts)
    added.clear()
    texts.set("a.txt", Metadata(year=2019))
    index = open_engine(texts.store)
    assert index.search(Filter("year", (2019,)), limit=None).total == 1
    index.close()
    assert added == ["a.txt"]


def test_removed_documents_vanish(texts: Corpus, added: list[str]) -> None:
    holds(texts)
    added.clear()
    texts.remove(["a.txt"])
    assert holds(texts) == {"b.txt", "c.txt"}
    assert added == []


def test_a_new_analysis_is_indexed_whole(texts: Corpus, added: list[str]) -> None:
    holds(texts)
    added.clear()
    texts.rebuild()
    assert holds(texts) == set(TEXTS)
    assert sorted(added) == sorted(TEXTS)


def test_an_empty_corpus_has_an_empty_index(tmp_path: Path) -> None:
    with made.corpus(tmp_path, {}) as corpus:
        assert holds(corpus) == set()


# --- damage --------------------------------------------------------------------------------------------------------


def _each(pattern: str, harm: Callable[[Path], object]) -> Callable[[Path], None]:
    def damage(place: Path) -> None:
        files = list(place.glob(pattern))
        assert files
        for file in files:
            harm(file)

    return damage


DAMAGES: dict[str, Callable[[Path], object]] = {
    "folder gone": shutil.rmtree,
    "all files gone": _each("*", Path.unlink),
    "table of contents gone": _each("*.toc", Path.unlink),
    "table of contents empty": _each("*.toc", lambda file: file.write_bytes(b"")),
    "table of contents of another kind": _each("*.toc", lambda file: file.write_bytes(b"PK\x03\x04" * 99)),
    "segment gone": _each("*.seg", Path.unlink),
    "segment empty": _each("*.seg", lambda file: file.write_bytes(b"")),
    "segment cut off": _each("*.seg", lambda file: file.write_bytes(file.read_bytes()[:200])),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_built_anew(texts: Corpus, added: list[str], damage: Callable[[Path], None]) -> None:
    holds(texts)
    added.clear()
    damage(folder(texts))
    assert holds(texts) == set(TEXTS)
    assert sorted(added) == sorted(TEXTS)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_no_hindrance_to_an_update(texts: Corpus, damage: Callable[[Path], None]) -> None:
    holds(texts)
    damage(folder(texts))
    texts.remove(["a.txt"])
    assert holds(texts) == {"b.txt", "c.txt"}


def test_a_run_that_stops_half_way_is_not_taken_for_a_whole(
    texts: Corpus, monkeypatch: pytest.MonkeyPatch, added: list[str]
) -> None:
    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(WhooshEngine, "commit", stop)
        with pytest.raises(KeyboardInterrupt):
            open_engine(texts.store)
    added.clear()
    assert holds(texts) == set(TEXTS)
    assert sorted(added) == sorted(TEXTS)


# --- foreign -------------------------------------------------------------------------------------------------------


def _stamp(corpus: Corpus) -> Path:
    return Cache(corpus.path).folder / f"{KIND.folder}.json"


def test_an_index_without_a_seal_is_never_opened(texts: Corpus, opened: list[str], added: list[str]) -> None:
    """Opening it would unpickle what somebody put there."""
    holds(texts)
    stamp = json.loads(_stamp(texts).read_text())
    for seal in ("", "0" * 64, None, 5):
        _stamp(texts).write_text(json.dumps({**stamp, "seal": seal}))
        added.clear()
        assert holds(texts) == set(TEXTS)
        assert (opened, sorted(added)) == ([], sorted(TEXTS))


def test_an_index_of_another_user_is_never_opened(texts: Corpus, opened: list[str], added: list[str]) -> None:
    """A whole cache that was copied bears a seal, but of another key."""
    holds(texts)
    (Cache(texts.path).root / "key").write_bytes(b"k" * 32)
    added.clear()
    assert holds(texts) == set(TEXTS)
    assert (opened, sorted(added)) == ([], sorted(TEXTS))


def test_an_index_of_another_corpus_is_never_opened(texts: Corpus, tmp_path: Path, opened: list[str]) -> None:
    """Another file came to stand at the same path."""
    holds(texts)
    texts.close()
    texts.path.unlink()
    (tmp_path / "texts" / "a.txt").unlink()
    with made.corpus(tmp_path, {}) as other:
        assert holds(other) == {"b.txt", "c.txt"}
    assert opened == []


def test_a_copy_that_grew_apart_does_not_share_the_index(texts: Corpus, tmp_path: Path, opened: list[str]) -> None:
    """Two copies of one corpus at the same revision, which came to hold different texts."""
    copy = tmp_path / "copy.kochmon"
    texts.backup(copy)
    texts.remove(["a.txt"])
    assert holds(texts) == {"b.txt", "c.txt"}
    texts.close()
    shutil.copy(copy, texts.path)
    with made.open_corpus(texts.path) as older:
        older.remove(["b.txt"])
        assert holds(older) == {"a.txt", "c.txt"}
    assert opened == []


def test_an_older_copy_put_back_is_indexed_as_it_is(texts: Corpus, tmp_path: Path) -> None:
    copy = tmp_path / "copy.kochmon"
    texts.backup(copy)
    texts.remove(["a.txt"])
    assert holds(texts) == {"b.txt", "c.txt"}
    texts.close()
    shutil.copy(copy, texts.path)
    with made.open_corpus(texts.path) as older:
        assert holds(older) == set(TEXTS)


def test_an_index_of_another_layout_is_not_opened(
    texts: Corpus, monkeypatch: pytest.MonkeyPatch, opened: list[str], added: list[str]
) -> None:
    holds(texts)
    added.clear()
    later = engine.EngineKind("whoosh", WhooshEngine, layout=KIND.layout + 1)
    monkeypatch.setattr(build, "get", lambda name: later)
    assert holds(texts) == set(TEXTS)
    assert (opened, sorted(added)) == ([], sorted(TEXTS))


# --- at once -------------------------------------------------------------------------------------------------------

_PROCESS = """
import sys
from pathlib import Path
import corpus, indexer
with corpus.open(sys.argv[1]) as texts, indexer.open(texts) as index:
    print(index.search("миграция").total)
"""


def test_processes_that_open_at_once_all_find_everything(texts: Corpus) -> None:
    texts.close()
    command = [sys.executable, "-c", _PROCESS, str(texts.path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [process.communicate(timeout=60) for process in running]
    assert [out.strip() for out, _ in answers] == ["2"] * 3, answers


def test_a_reader_goes_on_while_another_updates(texts: Corpus) -> None:
    reader = open_engine(texts.store)
    texts.remove(["a.txt"])
    assert holds(texts) == {"b.txt", "c.txt"}
    assert reader.search(Everything(), limit=None).total == 3
    reader.close()
