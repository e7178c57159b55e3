"""Adding: what is new, changed, moved, the same, gone or unreadable; and what a run that is cut off leaves."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import unicodedata
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import adding, files, languages, pipeline, readers
from corpus.adding import Adder, _ids
from corpus.corpus import Corpus, open_corpus
from corpus.documents import Metadata
from corpus.files import File, find_files
from corpus.pipeline import Outcome, Report, Settings
from corpus.readers import RawText
from corpus.store import Record

from .conftest import ARTICLE, MakeCorpus, write

TABLE = "id,title_ky,title_ru\n"


def outcomes(report: Report) -> dict[str, str]:
    return {Path(item.path).name: item.outcome.value for item in report.items}


def ids(corpus: Corpus) -> list[str]:
    return [document.id for document in corpus]


def is_whole(corpus: Corpus) -> None:
    """Every document's text is what its edits make of its raw text, and every language of it has its words."""
    for document in corpus:
        record = corpus.record(document.id)
        assert record.edits.apply(record.raw) == document.text
        number = corpus.store.number(document.id)
        assert number is not None
        assert set(corpus.store.languages_of(number)) == {section.language for section in document.sections}
        for code in corpus.store.languages_of(number):
            table = corpus.store.part(number, code)
            assert table is not None
            assert all(token.text == token.span.of(document.text) for token in table)
        assert corpus.store.paths_of(document.id)
    assert corpus.store.problems() == []


class TestUnchanged:
    def test_is_not_opened(self, corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = corpus({"a.txt": ARTICLE, "b.txt": "Калк көчүп жатат.\n"})
        opened: list[Path] = []
        read = Path.read_bytes
        monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or read(path))
        revision = texts.store.revision
        assert outcomes(texts.add(tmp_path / "texts")) == {"a.txt": "unchanged", "b.txt": "unchanged"}
        assert [path for path in opened if path.suffix == ".txt" and "decisions" not in path.name] == []
        assert texts.store.revision == revision

    def test_touched_is_read_and_found_the_same(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE})
        revision = texts.store.revision
        os.utime(tmp_path / "texts" / "a.txt", ns=(1, 1))
        assert outcomes(texts.add(tmp_path / "texts")) == {"a.txt": "unchanged"}
        assert texts.store.revision == revision

    def test_read_in_another_way_is_read_again(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Чек ара.\n"})
        report = texts.add(tmp_path / "texts", settings=Settings(language="ru"))
        assert outcomes(report) == {"a.txt": "changed"}
        assert texts.document("a.txt").languages == ("ru",)


class TestChanged:
    def test_is_replaced(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Калк шаарга көчүп жатат.\n"})
        write(tmp_path / "texts", {"a.txt": "Калк айылга кайтып жатат.\n"})
        assert outcomes(texts.add(tmp_path / "texts")) == {"a.txt": "changed"}
        assert ids(texts) == ["a.txt"]
        assert (len(texts.kwic("шаар")), len(texts.kwic("айыл"))) == (0, 1)
        is_whole(texts)

    def test_facts_that_a_person_gave_stay(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Калк шаарга көчүп жатат.\n"})
        texts.set("a.txt", Metadata(year=2019))
        write(tmp_path / "texts", {"a.txt": "Калк айылга көчүп жатат.\n"})
        texts.add(tmp_path / "texts")
        assert texts.document("a.txt").metadata.year == 2019


class TestMoved:
    def test_keeps_its_id(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"atricle.txt": ARTICLE})
        (tmp_path / "texts" / "atricle.txt").rename(tmp_path / "texts" / "article.txt")
        assert outcomes(texts.add(tmp_path / "texts")) == {"article.txt": "moved"}
        assert ids(texts) == ["atricle.txt"]
        write(tmp_path / "texts", {"atricle.txt": "Башка макала.\n"})
        texts.add(tmp_path / "texts")
        assert ids(texts) == ["atricle.txt", "texts/atricle.txt"]

    def test_over_another_file(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Биринчи текст.\n", "b.txt": "Экинчи текст.\n"})
        (tmp_path / "texts" / "b.txt").replace(tmp_path / "texts" / "a.txt")
        report = texts.add(tmp_path / "texts", prune=True)
        assert outcomes(report) == {"a.txt": "changed", "b.txt": "removed"}
        assert [document.text.strip() for document in texts] == ["Экинчи текст."]
        assert ids(texts) == ["a.txt"]
        is_whole(texts)

    def test_a_folder_moved_with_a_file_corrected(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Биринчи текст.\n", "b.txt": "Экинчи текст.\n"})
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "texts").rename(tmp_path / "elsewhere" / "texts")
        write(tmp_path / "elsewhere" / "texts", {"b.txt": "Экинчи оңдолгон текст.\n"})
        report = texts.add(tmp_path / "elsewhere" / "texts")
        assert outcomes(report) == {"a.txt": "moved", "b.txt": "changed"}
        assert ids(texts) == ["a.txt", "b.txt"]
        is_whole(texts)

    def test_a_stranger_of_the_same_name_takes_nobody_s_place(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Биринчи текст.\n"})
        (tmp_path / "texts" / "a.txt").unlink()  # as in a corpus that was mailed
        write(tmp_path / "mine", {"a.txt": "Такыр башка текст.\n"})
        texts.add(tmp_path / "mine")
        assert ids(texts) == ["a.txt", "mine/a.txt"]


class TestDuplicate:
    def test_is_one_document_with_two_sources(self, corpus: MakeCorpus) -> None:
        texts = corpus({"a.txt": ARTICLE, "b.txt": ARTICLE})
        assert ids(texts) == ["a.txt"]
        assert [Path(path).name for path in texts.document("a.txt").sources] == ["a.txt", "b.txt"]

    @pytest.mark.parametrize("changed", ["a.txt", "b.txt"])
    def test_one_changes_and_both_survive(self, corpus: MakeCorpus, tmp_path: Path, changed: str) -> None:
        texts = corpus({"a.txt": "Бир текст.\n", "b.txt": "Бир текст.\n"})
        write(tmp_path / "texts", {changed: "Башка текст.\n"})
        texts.add(tmp_path / "texts")
        assert {d.id: d.text.strip() for d in texts} == {
            "a.txt": "Бир текст.",
            "b.txt": "Бир текст.",
            changed: "Башка текст.",
        }
        is_whole(texts)

    def test_one_is_pruned_and_the_other_bears_its_own_name(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир текст.\n", "b.txt": "Бир текст.\n"})
        (tmp_path / "texts" / "a.txt").unlink()
        texts.add(tmp_path / "texts", prune=True)
        assert ids(texts) == ["b.txt"]
        is_whole(texts)

    def test_tables_with_the_same_rows(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        rows = "m1,Чек ара,Граница\nm2,Көчмөн,Мигрант\n"
        texts = corpus({"a.csv": TABLE + rows, "b.csv": TABLE + rows})
        assert ids(texts) == ["a.csv#m1", "a.csv#m2"]
        write(tmp_path / "texts", {"a.csv": TABLE + "m1,Эмгек,Труд\nm2,Калк,Население\n"})
        texts.add(tmp_path / "texts")
        assert ids(texts) == ["a.csv#m1", "a.csv#m2", "b.csv#m1", "b.csv#m2"]
        is_whole(texts)


class TestGone:
    def test_is_told_and_kept_or_pruned(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Калк шаарга көчүп жатат.\n", "b.txt": "Чек ара жабык.\n"})
        (tmp_path / "texts" / "a.txt").unlink()
        assert outcomes(texts.add(tmp_path / "texts")) == {"b.txt": "unchanged", "a.txt": "missing"}
        assert len(texts.kwic("шаар")) == 1
        assert outcomes(texts.add(tmp_path / "texts", prune=True)) == {"b.txt": "unchanged", "a.txt": "removed"}
        assert ids(texts) == ["b.txt"] and len(texts.kwic("шаар")) == 0
        assert outcomes(texts.add(tmp_path / "texts", prune=True)) == {"b.txt": "unchanged"}

    def test_outside_the_folder_named_nobody_looks(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"x/a.txt": "Бир.\n", "xy/b.txt": "Эки.\n"})
        (tmp_path / "texts" / "xy" / "b.txt").unlink()
        texts.add(tmp_path / "texts" / "x", prune=True)
        assert ids(texts) == ["x/a.txt", "xy/b.txt"]

    def test_a_disk_that_is_not_plugged_in_loses_nothing(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир.\n"})
        (tmp_path / "texts").rename(tmp_path / "unplugged")
        report = texts.add(tmp_path / "texts", prune=True)
        assert outcomes(report) == {"texts": "skipped", "a.txt": "missing"}
        assert ids(texts) == ["a.txt"]

    def test_a_named_file(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир.\n"})
        (tmp_path / "texts" / "a.txt").unlink()
        texts.add(tmp_path / "texts" / "a.txt", prune=True)
        assert len(texts) == 0

    def test_a_document_taken_out_by_hand(self, corpus: MakeCorpus) -> None:
        texts = corpus({"a.txt": ARTICLE, "b.txt": "Чек ара.\n"})
        texts.remove(["a.txt"])
        assert ids(texts) == ["b.txt"] and texts.concepts == ()
        assert [Path(source.path).name for source in texts.store.sources()] == ["b.txt"]


class TestTable:
    def test_a_row_taken_out_and_the_others_keep_their_ids(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        head, rows = "title_ky,title_ru\n", [f"Темa {n},Тема {n}\n" for n in ("бир", "эки", "үч", "төрт")]
        texts = corpus({"a.csv": head + "".join(rows)})
        before = {document.text: document.id for document in texts}
        numbers = {id: texts.store.number(id) for id in ids(texts)}
        write(tmp_path / "texts", {"a.csv": head + "".join(rows[:1] + rows[2:])})
        texts.add(tmp_path / "texts")
        after = {document.text: document.id for document in texts}
        assert len(after) == 3 and after.items() <= before.items()
        assert all(texts.store.number(id) == numbers[id] for id in ids(texts))  # nothing was written anew
        is_whole(texts)

    def test_a_row_put_in(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.csv": "title_ky,title_ru\nЧек ара,Граница\nКалк,Население\n"})
        before = {document.text: document.id for document in texts}
        write(tmp_path / "texts", {"a.csv": "title_ky,title_ru\nКөчмөн,Мигрант\nЧек ара,Граница\nКалк,Население\n"})
        texts.add(tmp_path / "texts")
        assert len(texts) == 3 and before.items() <= {document.text: document.id for document in texts}.items()

    def test_rows_with_keys_of_their_own_go_by_these(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.csv": TABLE + "m1,Чек ара,Граница\nm2,Көчмөн,Мигрант\nm3,Калк,Население\n"})
        write(tmp_path / "texts", {"a.csv": TABLE + "m3,Калк,Население\nm2,Чек ара,Граница\nm1,Көчмөн,Мигрант\n"})
        texts.add(tmp_path / "texts")
        assert {d.id: d.titles["ky"] for d in texts} == {
            "a.csv#m1": "Көчмөн",
            "a.csv#m2": "Чек ара",
            "a.csv#m3": "Калк",
        }
        is_whole(texts)


@given(
    before=st.lists(st.sampled_from("абвгд"), unique=True, max_size=5),
    after=st.lists(st.sampled_from("абвгдеж"), unique=True, min_size=1, max_size=7),
    own=st.booleans(),
)
def test_a_text_that_stays_keeps_its_id_and_no_id_is_given_twice(
    before: list[str], after: list[str], own: bool
) -> None:
    def record(row: int, text: str) -> Record:
        raw = RawText(text, key=f"key {text}" if own else f"row {row}")
        return pipeline.process(
            raw, id=f"t.csv#{raw.key}", format="table", settings=Settings(repair=False, language="ky")
        )

    old = {r.document.id: r.content_hash for r in (record(row, text) for row, text in enumerate(before))}
    records = [record(row, text) for row, text in enumerate(after)]
    found = _ids(records, old)
    assert len(set(found)) == len(after)
    for item, id in zip(records, found, strict=True):
        if item.content_hash in old.values():
            assert old[id] == item.content_hash


class TestFolders:
    def test_the_same_relative_name_in_two(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({})
        write(tmp_path / "x", {"a.txt": "Бир текст.\n"})
        write(tmp_path / "y", {"a.txt": "Экинчи текст.\n"})
        write(tmp_path / "z" / "y", {"a.txt": "Үчүнчү текст.\n"})
        texts.add([tmp_path / "x", tmp_path / "y", tmp_path / "z" / "y"])
        third = (tmp_path / "z" / "y" / "a.txt").resolve().as_posix()
        assert ids(texts) == sorted(["a.txt", "y/a.txt", third])

    def test_a_file_named_and_then_its_folders(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        write(tmp_path, {"x/a.txt": "Бир текст.\n", "x/b.txt": "Экинчи текст.\n"})
        texts = corpus({})
        for path in (tmp_path / "x" / "a.txt", tmp_path / "x", tmp_path / "x" / ".." / "x"):
            texts.add(path)
        assert ids(texts) == ["a.txt", "b.txt"]

    def test_named_twice_in_one_run(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир.\n"})
        assert len(texts.add([tmp_path / "texts", tmp_path / "texts" / "a.txt"]).items) == 1

    def test_what_is_passed_over_unless_named(self, tmp_path: Path) -> None:
        names = [".hidden.txt", "~$a.docx", "README.md", "SOURCES.md", "c.kochmon", "c.decisions.txt", "a.txt"]
        write(tmp_path, dict.fromkeys(names, "x"))
        assert [f.key for f in find_files([tmp_path]) if isinstance(f, File)] == ["a.txt"]
        assert [f.key for f in find_files([tmp_path / "README.md"]) if isinstance(f, File)] == ["README.md"]

    @pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
    def test_links(self, tmp_path: Path) -> None:
        write(tmp_path / "t", {"a.txt": "x"})
        (tmp_path / "t" / "loop").symlink_to(tmp_path / "t")
        (tmp_path / "t" / "self.txt").symlink_to(tmp_path / "t" / "self.txt")
        (tmp_path / "t" / "broken.txt").symlink_to(tmp_path / "nothing")
        (tmp_path / "t" / "z.txt").symlink_to(tmp_path / "t" / "a.txt")
        found = list(find_files([tmp_path / "t"]))
        assert [f.key for f in found if isinstance(f, File)] == ["a.txt"]
        assert sorted(Path(str(f.path)).name for f in found if not isinstance(f, File)) == ["broken.txt", "self.txt"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        [found] = find_files([tmp_path])
        assert "neither a file nor a folder" in str(found)

    def test_without_rights(self, corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = corpus({"open/a.txt": "Бир.\n", "shut/b.txt": "Эки.\n"})
        scan = os.scandir
        stat = Path.stat

        def scandir(path: Path) -> object:
            if Path(path).name == "shut":
                raise PermissionError(13, "Permission denied")
            return scan(path)

        def shut_stat(path: Path, **named: bool) -> os.stat_result:
            if path.parent.name == "shut":
                raise PermissionError(13, "Permission denied")
            return stat(path, **named)

        monkeypatch.setattr(os, "scandir", scandir)
        monkeypatch.setattr(Path, "stat", shut_stat)
        report = texts.add(tmp_path / "texts", prune=True)
        assert outcomes(report) == {"a.txt": "unchanged", "shut": "skipped"}
        assert "does not permit" in report.skipped[0].reason
        assert len(texts) == 2  # what cannot be seen is not gone

    def test_nothing_there(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        report = corpus({}).add(tmp_path / "nowhere")
        assert [item.reason for item in report.items] == ["no such file or folder; check the path"]


class TestNames:
    @pytest.mark.parametrize(
        "name",
        ["Район.txt", "Ички миграция (2019) №1.txt", "ө" * 110 + ".txt", "a b\N{NO-BREAK SPACE}c.txt", "%41#?.txt"],
    )
    def test_of_any_kind(self, corpus: MakeCorpus, name: str) -> None:
        texts = corpus({name: "Райондун калкы өстү.\n"})
        assert ids(texts) == [unicodedata.normalize("NFC", name)]
        assert texts.document(name).text.startswith("Райондун")

    def test_decomposed_as_on_a_mac(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        """case r55"""
        typed = "Район.txt"
        apart = unicodedata.normalize("NFD", typed)
        texts = corpus({apart: "Райондун калкы өстү.\n"})
        assert typed != apart and texts.document(typed).id == typed
        assert outcomes(texts.add(tmp_path / "texts", prune=True)) == {apart: "unchanged"}
        (tmp_path / "texts" / apart).rename(tmp_path / "texts" / typed)
        texts.add(tmp_path / "texts", prune=True)
        assert ids(texts) == [typed]
        texts.remove([apart])
        assert ids(texts) == []

    def test_decomposed_folders_are_still_there(self, tmp_path: Path) -> None:
        folder = tmp_path / unicodedata.normalize("NFD", "Й")
        write(folder, {unicodedata.normalize("NFD", "й.txt"): "x"})
        [file] = find_files([folder])
        assert isinstance(file, File) and files.exists(file.source)
        assert not files.exists(file.source.replace("й.txt", "ё.txt"))


class TestUnreadable:
    """A file that cannot be taken in is told with the reason; the others are, and nothing of it stays."""

    def test_among_others(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир текст.\n"})
        folder = tmp_path / "texts"
        (folder / "empty.txt").touch()
        (folder / "blank.txt").write_text(" \n\n ")
        (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
        (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 200)
        (folder / "damaged.docx").write_bytes(b"PK\3\4" + b"x" * 200)
        report = texts.add(folder)
        assert {Path(item.path).name for item in report.skipped} == {
            *("empty.txt", "blank.txt", "noise.bin", "damaged.pdf", "damaged.docx")
        }
        assert all(item.reason for item in report.skipped)
        assert ids(texts) == ["a.txt"] and len(texts.store.sources()) == 1

    def test_one_that_was_readable_keeps_what_it_had(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": "Бир текст.\n"})
        (tmp_path / "texts" / "a.txt").write_bytes(b"")
        assert texts.add(tmp_path / "texts").skipped
        assert texts.document("a.txt").text == "Бир текст.\n"

    def test_too_large(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({})
        write(tmp_path / "texts", {"a.txt": "Бир текст. " * 100})
        report = texts.add(tmp_path / "texts", settings=Settings(max_size=1000))
        assert "--max-size" in report.skipped[0].reason
        assert not texts.add(tmp_path / "texts").skipped

    def test_that_vanishes(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({})
        write(tmp_path / "texts", {"a.txt": "Бир.\n", "b.txt": "Эки.\n"})

        def progress(done: int, all: int, name: str) -> None:
            (tmp_path / "texts" / "b.txt").unlink(missing_ok=True)

        report = texts.add(tmp_path / "texts", progress=progress)
        assert outcomes(report) == {"a.txt": "added", "b.txt": "skipped"}
        assert "vanished" in report.skipped[0].reason

    @pytest.mark.parametrize("step", ["reader", "analysis"])
    def test_on_which_kochmon_itself_fails(
        self, corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        texts = corpus({"a.txt": "Бир текст.\n"})
        write(tmp_path / "texts", {"b.txt": "Кийинки сөзү жаман текст.\n", "c.txt": "Кийинки сөзү жакшы текст.\n"})
        if step == "reader":
            choose = readers.choose
            monkeypatch.setattr(readers, "choose", lambda data, name: 1 / 0 if "b.txt" in name else choose(data, name))
        else:
            from corpus import store

            analyse = store.analyse
            monkeypatch.setattr(store, "analyse", lambda form, *of: 1 / 0 if form == "жаман" else analyse(form, *of))
        report = texts.add(tmp_path / "texts")
        assert outcomes(report) == {"a.txt": "unchanged", "b.txt": "skipped", "c.txt": "added"}
        assert "division by zero" in report.skipped[0].reason
        assert ids(texts) == ["a.txt", "c.txt"] and len(texts.store.sources()) == 2
        assert len(texts.kwic("кийинки")) == 1
        is_whole(texts)
        monkeypatch.undo()
        assert outcomes(texts.add(tmp_path / "texts"))["b.txt"] == "added"
        assert len(texts.kwic("кийинки")) == 2
        is_whole(texts)

    def test_half_a_surrogate_pair_is_no_character(self, corpus: MakeCorpus) -> None:
        texts = corpus({"a.jsonl": '{"title_ky": "Чек \\ud83d ара", "title_ru": "Граница"}\n'})
        assert "\N{REPLACEMENT CHARACTER}" in next(iter(texts)).text


class TestInterrupted:
    def test_ctrl_c_keeps_whole_files(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({})
        write(tmp_path / "texts", {f"{n}.txt": f"Текст {n}. Калк көчүп жатат.\n" for n in range(6)})

        def progress(done: int, all: int, name: str) -> None:
            if done == 3:
                raise KeyboardInterrupt

        report = texts.add(tmp_path / "texts", progress=progress)
        assert report.interrupted and [item.outcome for item in report.items] == [Outcome.ADDED] * 3
        assert ids(texts) == ["0.txt", "1.txt", "2.txt"]
        is_whole(texts)
        again = texts.add(tmp_path / "texts")
        assert (again.count(Outcome.UNCHANGED), again.count(Outcome.ADDED)) == (3, 3)

    def test_ctrl_c_in_the_middle_of_a_file(
        self, corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = corpus({})
        write(tmp_path / "texts", {"a.txt": "Бир текст.\n", "b.txt": "Экинчи текст.\n"})
        attach = texts.store.attach

        def interrupted(id: str, path: str) -> None:
            attach(id, path)
            if id == "b.txt":
                raise KeyboardInterrupt

        monkeypatch.setattr(texts.store, "attach", interrupted)
        report = Adder(texts.store, Settings()).run([tmp_path / "texts"])
        assert report.interrupted
        assert ids(texts) == ["a.txt"] and len(texts.store.sources()) == 1
        is_whole(texts)

    @pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
    def test_killed_ten_times(self, tmp_path: Path) -> None:
        subjects = ("Чек ара", "Калктын саны", "Эмгек рыногу", "Үй-бүлө", "Айыл", "Шаар")
        folder, path = tmp_path / "texts", tmp_path / "c.kochmon"
        texts = {f"{n:03}.txt": ARTICLE + f"\n{subjects[n % 6]} {n}-жылы өзгөрдү.\n" * 20 for n in range(40)}
        write(folder, texts)
        forking = multiprocessing.get_context("fork")  # the child need not load the languages again
        sizes = []
        for attempt in range(10):
            told, tell = forking.Pipe(duplex=False)
            process = forking.Process(target=_add_slowly, args=(path, folder, tell))
            process.start()
            for _ in range(2 + 3 * attempt % 7):  # each time at another place
                told.recv()
            time.sleep(0.003 * attempt)
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
            with open_corpus(path) as corpus:
                sizes.append(len(corpus))
                is_whole(corpus)
        assert sizes == sorted(sizes) and 0 < sizes[-1] < len(texts)
        with open_corpus(path, create=False) as corpus:
            assert not corpus.add(folder).skipped
            assert ids(corpus) == sorted(texts)
            is_whole(corpus)
            assert len(corpus.concepts) == 3
            assert all(len(concept.documents) == len(texts) for concept in corpus.concepts)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["c.kochmon", "texts"]


def _add_slowly(path: Path, folder: Path, tell: Connection) -> None:
    adding._BATCH_FILES = 3
    with open_corpus(path) as corpus:
        corpus.add(folder, progress=lambda done, all, name: tell.send(done))


class TestFacts:
    def test_given_win_over_printed_and_may_change(self, corpus: MakeCorpus, tmp_path: Path) -> None:
        texts = corpus({"a.txt": ARTICLE, "b.txt": "Чек ара.\n"})
        facts = {"a": Metadata(year=2021, journal="Вестник"), "b.txt": Metadata(title="Чек аралар")}
        report = texts.add(tmp_path / "texts", settings=Settings(given=Metadata(year=2019), facts=facts))
        assert report.count(Outcome.UNCHANGED) == 2
        assert texts.document("a.txt").metadata.journal == "Вестник"
        assert {d.metadata.year for d in texts} == {2019}  # said of all in this run
        texts.add(tmp_path / "texts", settings=Settings(given=Metadata(year=2020)))
        assert {d.metadata.year for d in texts} == {2020}
        assert texts.document("b.txt").title == "Чек аралар"

    def test_are_fields_of_an_engine(self, corpus: MakeCorpus) -> None:
        texts = corpus({"a.txt": ARTICLE})
        before = texts.store.state()
        texts.set("a.txt", Metadata(year=2019))
        number = texts.store.number("a.txt")
        assert number is not None and texts.store.fields(number)["year"] == 2019
        assert texts.store.state() != before and list(texts.store.parts(after=before.revision))


class TestRebuild:
    @pytest.mark.parametrize("repair", [False, True])
    def test_gives_what_a_fresh_add_gives(self, corpus: MakeCorpus, tmp_path: Path, repair: bool) -> None:
        texts = corpus({"a.txt": ARTICLE.replace("үй-бүлөгө", "үй-бү-\nлөгө"), "b.csv": TABLE + "m1,Чек ара,Граница\n"})
        write(tmp_path / "plain", {"c.txt": "Чек ара. Граница.\n"})
        texts.add(tmp_path / "plain", settings=Settings(repair=False, language="ru"))
        before = _content(texts)
        with texts.store.transaction():  # as if older rules had made it
            texts.store._db.run("UPDATE forms SET lemmas = 'x', root = 'x', key = 'x', pos = 'X'")
            texts.store._db.run("DELETE FROM form_keys")
            texts.store._db.run("UPDATE parts SET starts = forms")
            texts.store._db.run("UPDATE documents SET analysis_version = 0")
            if repair:
                texts.store._db.run("DELETE FROM sections")
                texts.store._db.run("UPDATE documents SET text = raw, edits = '[]'")
        assert len(texts.outdated()) == 3
        texts.rebuild(repair=repair)
        assert _content(texts) == before
        assert texts.outdated() == []
        is_whole(texts)

    def test_forgets_forms_that_stand_nowhere(self, corpus: MakeCorpus) -> None:
        texts = corpus({"a.txt": "Чек ара.\n", "b.txt": "Көчмөндөр келди.\n"})
        texts.remove(["b.txt"])
        assert texts.store.forms_with_key("көчмөндөр")
        texts.rebuild()
        assert not texts.store.forms_with_key("көчмөндөр") and len(texts.kwic("чек ара")) == 1
        assert {code: n for code, n in texts.overview.forms.items() if code in languages.available()} == {"ky": 2}


def _content(corpus: Corpus) -> list[object]:
    found: list[object] = []
    for document in corpus:
        number = corpus.store.number(document.id)
        assert number is not None
        tables = [corpus.store.part(number, code) for code in corpus.store.languages_of(number)]
        words = [(t.text, t.span, t.lemmas) for table in tables if table for t in table]
        lookups = [len(corpus.kwic(word)) for word in ("миграция", "граница", "migration")]
        found.append((document, corpus.record(document.id).notes, words, lookups))
    return [*found, corpus.concepts]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "ky", "ru", "en"]))
def test_any_text_at_all_is_repaired_by_its_edits(text: str, language: str) -> None:
    record = pipeline.process(RawText(text), id="x", format="txt", settings=Settings(language=language))
    assert record.edits.apply(record.raw) == record.document.text
    for section in record.document.sections:
        assert 0 <= section.span.start <= section.span.stop <= len(record.document.text)
