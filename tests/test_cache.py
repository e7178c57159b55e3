"""Derived things: sealed by this user, stamped with a state, thrown away and rebuilt."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import cache
from corpus.cache import Cache, State

STATE = State("a", 3, "t")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of this test's own."""
    monkeypatch.setenv("KOCHMON_CACHE", str(tmp_path / "home" / "cache"))
    yield tmp_path / "home" / "cache"


def built(path: Path) -> Cache:
    made = Cache(path)
    (made.fresh("index") / "data").write_text("x")
    made.stamp("index", STATE)
    return made


def test_what_was_stamped_is_known(home: Path, tmp_path: Path) -> None:
    assert Cache(tmp_path / "c").state("index") is None
    built(tmp_path / "c")
    assert Cache(tmp_path / "c").state("index") == STATE
    assert Cache(tmp_path / "d").state("index") is None


def test_another_user_s_seal_is_refused(home: Path, tmp_path: Path) -> None:
    made = built(tmp_path / "c")
    (home / "key").write_bytes(bytes(32))
    assert made.state("index") is None


@pytest.mark.parametrize(
    "stamp",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="no object"),
        pytest.param('{"state": {"corpus": "a"}, "seal": ""}', id="a part missing"),
        pytest.param('{"state": {"corpus": "a", "revision": 3, "token": "t"}}', id="no seal"),
        pytest.param('{"state": {"corpus": "a", "revision": 3, "token": "t"}, "seal": "ө"}', id="no seal of ours"),
        pytest.param('{"state": {"corpus": "a", "revision": 3, "token": "t"}, "seal": null}', id="null"),
    ],
)
def test_a_broken_stamp_is_none(home: Path, tmp_path: Path, stamp: str) -> None:
    made = built(tmp_path / "c")
    (made.folder / "index.json").write_text(stamp, encoding="utf-8")
    assert made.state("index") is None


def test_a_stamp_holds_for_one_name_one_corpus_one_state(home: Path, tmp_path: Path) -> None:
    made = built(tmp_path / "c")
    text = (made.folder / "index.json").read_text()
    made.fresh("other")
    (made.folder / "other.json").write_text(text)
    assert made.state("other") is None
    said = json.loads(text)
    said["state"]["revision"] = 4
    (made.folder / "index.json").write_text(json.dumps(said))
    assert made.state("index") is None


def test_being_built_is_not_to_be_trusted(home: Path, tmp_path: Path) -> None:
    made = built(tmp_path / "c")
    folder = made.fresh("index")
    assert made.state("index") is None and list(folder.iterdir()) == []


def test_clear_leaves_nothing(home: Path, tmp_path: Path) -> None:
    made = built(tmp_path / "c")
    made.clear()
    assert made.state("index") is None and not (made.folder / "index").exists()


def test_a_key_is_secret_and_stays(home: Path, tmp_path: Path) -> None:
    Cache(tmp_path / "c")
    key = (home / "key").read_bytes()
    Cache(tmp_path / "d")
    assert len(key) == 32 and (home / "key").read_bytes() == key
    assert (home / "key").stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_written_it_is_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KOCHMON_CACHE", str(tmp_path / "file" / "cache"))
    assert cache.root().name.startswith("kochmon-")
    assert built(tmp_path / "c").state("index") == STATE


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_one_process_at_a_time(home: Path, tmp_path: Path) -> None:
    """Ten processes add one to a number in a file, each under the lock; at first start, too, when there is no key."""
    forking = multiprocessing.get_context("fork")
    workers = [forking.Process(target=_add_one, args=(tmp_path / "c",)) for _ in range(10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 10
    made = Cache(tmp_path / "c")
    assert (made.folder / "number").read_text() == "10" and made.state("index") == STATE


def _add_one(path: Path) -> None:
    made = Cache(path)
    with made.lock():
        file = made.folder / "number"
        file.write_text(str(int(file.read_text() if file.exists() else 0) + 1))
        if made.state("index") is None:
            made.fresh("index")
            made.stamp("index", STATE)
