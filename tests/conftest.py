"""What all tests share: a cache of their own, no network, and corpora made of a few words."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from corpus.corpus import Corpus, open_corpus

# Examples may take as long as a busy machine needs; where a result decides what lands, they are the same every time.
settings.register_profile("kochmon", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kochmon")

MakeCorpus = Callable[[Mapping[str, str]], Corpus]

ARTICLE = """Эмгек миграциясы

Аннотация. Макалада эмгек миграциясы жана анын үй-бүлөгө тийгизген таасири каралат. Ички миграция өсүүдө.

Негизги сөздөр: эмгек миграциясы, ички миграция, чек ара.

Трудовая миграция

Аннотация. В статье рассматривается трудовая миграция и её влияние на семью. Внутренняя миграция растёт.

Ключевые слова: трудовая миграция, внутренняя миграция, граница.

Labour migration

Abstract. The article deals with labour migration and its influence on the family. Internal migration grows.

Keywords: labour migration, internal migration, border.
"""
"""An article with an abstract and a keyword list in each language, written for these tests."""


class _NoNetwork(socket.socket):
    """A socket that reaches nothing beyond this machine's own files."""

    def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            raise AssertionError("a connection to the network was opened")
        super().__init__(family, *rest, **named)


@pytest.fixture(autouse=True, scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads this user's cache, settings or network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOCHMON_CACHE", str(tmp_path_factory.mktemp("cache")))
        for name in ("KOCHMON_CORPUS", "KOCHMON_FORMAT", "KOCHMON_ENGINE"):
            patch.delenv(name, raising=False)
        patch.setattr(socket, "socket", _NoNetwork)
        yield


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[MakeCorpus]:
    """A function that makes ``corpus.kochmon`` of texts by file name, in the folder ``texts``."""
    opened: list[Corpus] = []

    def make(texts: Mapping[str, str]) -> Corpus:
        folder = tmp_path / "texts"
        write(folder, texts)
        made = open_corpus(tmp_path / "corpus.kochmon")
        opened.append(made)
        made.add(folder)
        return made

    yield make
    for made in opened:
        made.close()


@pytest.fixture(scope="session")
def data() -> Path:
    """Real texts to measure on: the folder KOCHMON_DATA, else ../shared/data; without it the test is skipped."""
    folder = Path(os.environ.get("KOCHMON_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no data at {folder}; KOCHMON_DATA names another folder")
    return folder


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Files in *folder*, by name."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
