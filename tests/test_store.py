"""The corpus file: opening, locking, room, copies, schema."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from corpus import database, errors, store
from corpus.corpus import open_corpus
from corpus.store import Store

from .conftest import ARTICLE, MakeCorpus, write


def test_a_new_file_bears_our_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.kochmon"
    Store.open(path, create=True).close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x4B6F6368,)
    assert db.execute("PRAGMA user_version").fetchone() == (store.SCHEMA_VERSION,)
    db.close()


def test_a_missing_file_is_made_only_on_request(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound, match=r"a\.kochmon"):
        Store.open(tmp_path / "a.kochmon")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(errors.NotFound, match="no folder named"):
        Store.open(tmp_path / "nowhere" / "a.kochmon", create=True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param("бул текст".encode(), id="a short text"),
        pytest.param("бул текст. ".encode() * 1000, id="a long text"),
        pytest.param(b"SQLite format 3\0" + bytes(3000), id="a damaged database"),
    ],
)
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(errors.NotACorpus, match=r"letter\.txt"):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_program_s_database_and_a_folder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE notes (text)")
    db.close()
    with pytest.raises(errors.NotACorpus):
        Store.open(path, create=True)
    with pytest.raises(errors.NotACorpus, match="a folder"):
        Store.open(tmp_path, create=True)


def test_a_making_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "a.kochmon"
    path.touch()
    with open_corpus(path) as corpus:
        assert len(corpus) == 0 and corpus.store.corpus_id


def test_two_corpora_have_two_ids(tmp_path: Path) -> None:
    ids = {Store.open(tmp_path / name, create=True).corpus_id for name in ("a", "b")}
    assert len(ids) == 2


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kochmon"
    Store.open(path, create=True).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(errors.NewerSchema, match="upgrade"):
        Store.open(path)
    assert path.read_bytes() == before


class TestMigration:
    """An older schema is brought up to date, after a copy."""

    @pytest.fixture
    def old(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "old.kochmon"
        Store.open(path, create=True).close()
        monkeypatch.setattr(store, "SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
        monkeypatch.setitem(
            store.MIGRATIONS,
            store.SCHEMA_VERSION - 1,
            "CREATE TABLE remarks (text TEXT); INSERT INTO remarks VALUES ('a; b');\n-- the end\n",
        )
        return path

    def test_copy_then_change(self, old: Path) -> None:
        before = old.read_bytes()
        corpus = Store.open(old)
        assert corpus._db.rows("SELECT text FROM remarks") == [("a; b",)]
        corpus.close()
        copy = old.with_name(f"{old.name}.schema{store.SCHEMA_VERSION - 1}")
        assert sqlite3.connect(copy).execute("PRAGMA user_version").fetchone() == (store.SCHEMA_VERSION - 1,)
        assert before != old.read_bytes()

    def test_an_earlier_copy_is_kept(self, old: Path) -> None:
        copy = old.with_name(f"{old.name}.schema{store.SCHEMA_VERSION - 1}")
        copy.write_text("mine")
        Store.open(old).close()
        assert copy.read_text() == "mine" and copy.with_name(f"{copy.name}.2").exists()

    def test_one_that_fails_changes_nothing(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(store.MIGRATIONS, store.SCHEMA_VERSION - 1, "CREATE TABLE remarks (text); SELECT nothing")
        with pytest.raises(errors.CorpusFileError):
            Store.open(old)
        db = sqlite3.connect(old)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'remarks'").fetchone() == (0,)
        db.close()

    def test_not_where_we_may_not_write(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "_may_be_written", lambda path: False)
        with pytest.raises(errors.ReadOnlyCorpus, match="older schema"):
            Store.open(old)


class TestReadOnly:
    def test_what_may_not_be_written_is_read(self, corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
        path = corpus({"a.txt": ARTICLE}).path
        monkeypatch.setattr(database, "_may_be_written", lambda path: False)
        with open_corpus(path) as texts:
            assert [d.id for d in texts] == ["a.txt"] and len(texts.concepts) == 3
            assert len(texts.kwic("миграция")) > 3
            with pytest.raises(errors.ReadOnlyCorpus):
                texts.remove(["a.txt"])
            with pytest.raises(errors.ReadOnlyCorpus):
                texts.add(path.parent / "texts")

    def test_a_reader_that_asks_for_no_more_cannot_write(self, corpus: MakeCorpus) -> None:
        path = corpus({"a.txt": ARTICLE}).path
        with open_corpus(path, write=False) as texts, pytest.raises(errors.ReadOnlyCorpus):
            texts.remove(["a.txt"])

    def test_mailed_elsewhere_without_its_sources(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        made = corpus({"a.txt": ARTICLE})
        made.close()
        copy = tmp_path / "mail" / "b.kochmon"
        copy.parent.mkdir()
        shutil.copy(made.path, copy)
        shutil.rmtree(tmp_path / "texts")
        with open_corpus(copy, write=False) as texts:
            assert texts.document("a.txt").titles["ky"] == "Эмгек миграциясы"
            assert len(texts.kwic("чек ара")) == 1


class TestTwoProcesses:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "PATIENCE", 0.2)

    def test_one_writes_many_read(self, corpus: MakeCorpus) -> None:
        first = corpus({"a.txt": ARTICLE})
        with open_corpus(first.path) as second, first.store.transaction():
            first.store.set_meta("much", "x" * 5_000_000)  # more than SQLite's page cache
            started = time.monotonic()
            with pytest.raises(errors.CorpusInUse, match="try again"), second.store.transaction():
                pass
            assert time.monotonic() - started < 3
            assert len(second) == 1 and second.store.meta("much") == ""
            with open_corpus(first.path) as third:
                assert len(third.concepts) == 3

    def test_opening_does_not_wait_for_links(self, corpus: MakeCorpus) -> None:
        first = corpus({"a.txt": ARTICLE})
        with first.store.transaction():
            first.store.set_meta("linked", "")  # as between two batches of an add
        with first.store.transaction(), open_corpus(first.path) as second:
            assert len(second.concepts) == 3

    def test_what_another_process_adds_is_seen(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        first = corpus({"a.txt": ARTICLE})
        assert len(first.kwic("кербен")) == 0
        with open_corpus(first.path) as second:
            write(tmp_path / "more", {"b.txt": "Кербен шаары чек арага жакын. Кербен чоң шаар.\n"})
            second.add(tmp_path / "more")
        assert len(first.kwic("кербен")) == 2
        write(tmp_path / "more", {"c.txt": "Кербен шаарынан көчүп кеткендер көп.\n"})
        first.add(tmp_path / "more")  # its forms are numbered already, by the other
        assert len(first.kwic("кербен")) == 3
        assert first.store.problems() == []


def test_a_full_disk_changes_nothing(corpus: MakeCorpus, tmp_path: Path) -> None:
    texts = corpus({"a.txt": ARTICLE})
    before = [(d.id, d.text) for d in texts]
    pages = texts.store._db.rows("PRAGMA page_count")[0][0]
    texts.store._db.rows(f"PRAGMA max_page_count = {pages + 1}")
    write(tmp_path / "texts", {"a.txt": ARTICLE + "\nЭки.\n", "b.txt": "Калк көчүп жатат. " * 3000})
    with pytest.raises(errors.DiskFull, match="make room"):
        texts.add(tmp_path / "texts")
    texts.close()
    with open_corpus(texts.path) as again:
        assert [(d.id, d.text) for d in again] == before
        assert again.store.problems() == []
        report = again.add(tmp_path / "texts")
        assert len(again) == 2 and not report.skipped


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_what_a_killed_run_left_is_rolled_back(corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    path = corpus({"a.txt": ARTICLE}).path
    process = multiprocessing.get_context("fork").Process(target=_write_and_die, args=(path,))
    process.start()
    process.join()
    journal = path.with_name(f"{path.name}-journal")
    assert journal.exists()
    with monkeypatch.context() as patch:
        patch.setattr(database, "_may_be_written", lambda path: False)
        with pytest.raises(errors.ReadOnlyCorpus, match="was cut off"):
            Store.open(path)
    with open_corpus(path, write=False) as texts:  # a reader may mend it, too
        assert len(texts) == 1 and texts.store.problems() == [] and texts.store.meta("much") == ""
    assert not journal.exists()


def _write_and_die(path: Path) -> None:
    killed = Store.open(path)
    killed._db._run("PRAGMA cache_spill = ON")
    killed._db._run("PRAGMA cache_size = 5")
    with killed.transaction():
        killed.remove("a.txt")
        killed.set_meta("much", "x" * 1_000_000)
        os._exit(9)


def test_at_rest_it_is_one_file(corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus({"a.txt": ARTICLE}).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.kochmon", "texts"]


class TestBackup:
    def test_takes_the_decisions_too(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE})
        texts.decisions_path.write_text("reject ky:чек ара = ru:граница\n", encoding="utf-8")
        copies = texts.backup(tmp_path / "copy.kochmon")
        assert [copy.name for copy in copies] == ["copy.kochmon", "copy.decisions.txt"]
        with open_corpus(copies[0]) as copy:
            assert len(copy) == 1 and len(copy.decisions) == 1

    def test_overwrites_on_request_only_and_never_itself(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE})
        target = tmp_path / "copy.kochmon"
        target.write_text("mine")
        with pytest.raises(errors.OutputExists):
            texts.backup(target)
        assert target.read_text() == "mine"
        texts.backup(target, overwrite=True)
        with open_corpus(target) as copy:
            assert len(copy) == 1
        with pytest.raises(errors.OutputExists):
            texts.backup(texts.path, overwrite=True)

    def test_while_another_writes(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE})
        with open_corpus(texts.path) as reader, texts.store.transaction():
            texts.store.remove("a.txt")
            reader.backup(tmp_path / "copy.kochmon")
        with open_corpus(tmp_path / "copy.kochmon") as copy:
            assert len(copy) == 1

    def test_to_nowhere_leaves_nothing(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE})
        with pytest.raises(errors.CorpusFileError):
            texts.backup(tmp_path / "nowhere" / "copy.kochmon")
