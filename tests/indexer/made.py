"""Corpora made on the spot: name → text, added as files are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corpus.corpus import Corpus, open_corpus


def corpus(folder: Path, texts: Mapping[str, str], name: str = "made.kochmon") -> Corpus:
    """The corpus file *name* in *folder* with these texts added."""
    write(folder, texts)
    made = open_corpus(folder / name)
    report = made.add([folder / "texts"])
    assert not report.skipped
    return made


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    """The texts as files; returns their folder."""
    place = folder / "texts"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place
