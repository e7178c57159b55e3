"""kochmon rebuild, backup, doctor; and a command as a program of its own: pipes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..command_line import desk, kochmon, process, rows

__all__ = ["desk"]

ARTICLE = "Эмгек миграциясы өстү.\n\nНегизги сөздөр: чек ара, өлкө.\n\nКлючевые слова: граница, страна.\n"


@pytest.fixture(autouse=True)
def corpus(desk: Path) -> None:
    (desk / "макала.txt").write_text(ARTICLE, encoding="utf-8")
    assert kochmon("add", "макала.txt").status == 0


# --- rebuild -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [(), ("--analysis",), ("--repair",), ("--analysis", "--repair"), ("--outdated",)])
def test_rebuild_keeps_what_is_there(flags: tuple[str, ...]) -> None:
    before = rows("show"), rows("concepts"), rows("search", "миграция")
    Path("макала.txt").unlink()  # no file is read
    ran = kochmon("rebuild", *flags)
    assert ran.status == 0 and not ran.out
    said = {(): "2 concepts", ("--outdated",): "by the rules of today"}.get(flags, "1 document made anew")
    assert said in ran.err
    assert (rows("show"), rows("concepts"), rows("search", "миграция")) == before


def test_what_is_derived_is_made_again_when_it_is_gone(desk: Path) -> None:
    import shutil

    before = rows("search", "миграция"), rows("kwic", "миграция")
    shutil.rmtree(desk.parent / "cache")
    assert (rows("search", "миграция"), rows("kwic", "миграция")) == before


# --- backup ------------------------------------------------------------------------------------------------------


def test_backup_to_a_file_and_to_a_folder() -> None:
    kochmon("concepts", "drop", "ky:өлкө")
    Path("Көчүрмөлөр").mkdir()
    for target, made in (("b.kochmon", "b"), ("Көчүрмөлөр", "Көчүрмөлөр/corpus")):
        ran = kochmon("backup", target)
        assert ran.status == 0 and ran.err.count("copied to") == 2
        assert rows("list", "-c", f"{made}.kochmon") == rows("list")
        assert Path(f"{made}.decisions.txt").read_bytes() == Path("corpus.decisions.txt").read_bytes()
        again = kochmon("backup", target)
        assert again.status == 2 and "--force" in again.err
        assert kochmon("backup", target, "--force").status == 0


def test_a_backup_never_takes_the_place_of_the_corpus() -> None:
    for target in ("corpus.kochmon", "."):
        ran = kochmon("backup", target, "--force")
        assert ran.status == 2 and "the corpus itself" in ran.err
    assert len(rows("list")) == 1


def test_a_backup_that_cannot_be_written() -> None:
    ran = kochmon("backup", "no/such/folder/b.kochmon")
    assert ran.status in (1, 2) and ran.err.startswith("kochmon: ") and "Traceback" not in ran.err


# --- doctor ------------------------------------------------------------------------------------------------------


def test_doctor_of_a_sound_corpus() -> None:
    checks = {row["check"]: row for row in rows("doctor")}
    assert all(row["fine"] for row in checks.values())
    assert {"kochmon", "python", "sqlite", "language ky", "corpus file", "decisions"} <= set(checks)
    assert "миграция" in checks["language ky"]["result"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights of files, which hold for all but root")
def test_doctor_of_a_cache_that_may_not_be_written(desk: Path) -> None:
    locked = desk / "locked"
    locked.mkdir(mode=0o500)
    ran = kochmon("doctor", KOCHMON_CACHE=str(locked))
    assert ran.status == 1 and "KOCHMON_CACHE" in ran.out


def test_doctor_counts_in_words() -> None:
    checks = {row["check"]: row["result"] for row in rows("doctor")}
    assert checks["corpus access"] == "may be written; 1 document" and checks["decisions"] == "0 decisions"
    kochmon("concepts", "drop", "ky:жок")
    assert {row["check"]: row["result"] for row in rows("doctor")}[
        "decisions"
    ] == "1 decision, of which 1 without effect now"


def test_doctor_without_a_corpus() -> None:
    ran = kochmon("doctor", "-c", "жок.kochmon")
    assert ran.status == 0 and "none at жок.kochmon" in ran.out and not Path("жок.kochmon").exists()


def test_doctor_of_a_file_that_is_no_corpus() -> None:
    Path("x.kochmon").write_bytes(b"not a database")
    ran = kochmon("doctor", "-c", "x.kochmon", "--format", "table")
    assert ran.status == 1 and "WRONG" in ran.out and "--corpus" in ran.out


def test_doctor_of_a_damaged_corpus() -> None:
    data = bytearray(Path("corpus.kochmon").read_bytes())
    for at in range(4096 * 2, len(data), 4096):  # all pages but the first two
        data[at : at + 64] = b"\xff" * 64
    Path("corpus.kochmon").write_bytes(data)
    ran = kochmon("doctor")
    assert ran.status == 1 and "backup" in ran.out and "Traceback" not in ran.err
    for words in (("list",), ("search", "миграция"), ("add", "макала.txt")):
        ran = kochmon(*words)
        assert ran.status in (0, 1, 2) and "Traceback" not in ran.err


def test_doctor_names_the_line_of_a_decision_that_says_nothing() -> None:
    Path("corpus.decisions.txt").write_text("drop ky:өлкө\nжок кыл\n", encoding="utf-8")
    ran = kochmon("doctor")
    assert ran.status == 1 and "corpus.decisions.txt:2" in ran.out


# --- as a program ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_keeps_what_was_read_and_the_next_add_completes(desk: Path) -> None:
    many = desk / "көп"
    many.mkdir()
    for number in range(120):
        (many / f"{number:03}.txt").write_text(f"{number}-макала. " + "Эмгек миграциясы өстү. " * 300, encoding="utf-8")
    with process("add", many, "-c", "many.kochmon") as command:
        time.sleep(1.0)
        while not Path("many.kochmon").exists() and command.poll() is None:
            time.sleep(0.02)
        time.sleep(0.3)
        if command.poll() is None:
            command.send_signal(signal.SIGINT)
        _, err = command.communicate(timeout=60)
    assert b"Traceback" not in err
    if command.returncode == 0:
        pytest.skip("this machine read all of it before Ctrl-C came")
    assert command.returncode == 130 and b"stopped" in err
    if Path("many.kochmon").exists():
        for row in rows("show", "-c", "many.kochmon"):
            assert row["text"].rstrip().endswith("өстү.")  # whole documents only
    assert kochmon("add", many, "-c", "many.kochmon").status == 0
    assert len(rows("list", "-c", "many.kochmon")) == 120


@pytest.mark.skipif(os.name == "nt", reason="/dev/full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "indexer", "show"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 1 and b"Traceback" not in ran.stderr and b"No space left" in ran.stderr


def test_an_exit_code_reaches_the_shell() -> None:
    for words, status in ((("list",), 0), (("add", "макала.txt", "жок.txt"), 1), (("tell",), 2)):
        with process(*words) as command:
            _, err = command.communicate(timeout=60)
        assert command.returncode == status, err.decode()


def test_an_argument_that_is_no_text(desk: Path) -> None:
    """A file name in another encoding than that of the system, as an old disk holds."""
    if os.name == "nt":
        pytest.skip("names are Unicode there")
    name = os.fsdecode("Граница.txt".encode("cp1251"))
    try:
        Path(name).write_text("Граница открыта.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    ran = kochmon("add", name)
    assert ran.status in (0, 1) and "Traceback" not in ran.err
    assert kochmon("list", "--format", "jsonl").rows
    assert kochmon("list", "-o", "list.csv").status == 0
