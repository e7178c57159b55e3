"""``kochmon`` as a test types it: in this process, or as a program of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
_CASES = [TESTS / "cases" / "files", *(TESTS / family / "cases" for family in ("readers", "repair", "exporters"))]


def case(name: str) -> Path:
    """The file or folder of a reported case, wherever it lies."""
    return next(folder / name for folder in _CASES if (folder / name).exists())


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def kochmon(*words: str | Path, **environment: str) -> Ran:
    """Run a command in this process, as if typed in a pipe."""
    from indexer.cli import main

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    status: Any = None
    with (
        patch.object(sys, "argv", ["kochmon", *map(str, words)]),
        patch.dict(os.environ, environment),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        try:
            main()
        except SystemExit as leaving:
            status = leaving.code
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)  # type: ignore[attr-defined]
    return Ran(int(status or 0), out, err)


def rows(*words: str | Path) -> list[dict[str, Any]]:
    """The rows of a command that must go well, with all their keys."""
    ran = kochmon(*words, "--format", "jsonl")
    assert ran.status == 0, ran.err
    return ran.rows


def process(*words: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a command as a program of its own, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to work in, with a cache of its own and none of this user's settings."""
    for name in ("KOCHMON_CORPUS", "KOCHMON_FORMAT", "KOCHMON_ENGINE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KOCHMON_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
