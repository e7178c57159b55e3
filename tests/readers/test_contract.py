"""What every reader keeps, tried on every member on disk: put a small file ``good/<reader>.<extension>`` beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import readers
from corpus.errors import UnreadableFile
from corpus.readers import Options, RawText

GOOD = Path(__file__).parent / "good"
FILES = sorted(GOOD.iterdir())


def texts(reader: str, data: bytes, name: str) -> list[RawText]:
    return list(readers.get(reader).read(data, name, Options()))


@pytest.mark.parametrize("reader", readers.available())
def test_every_reader_has_a_good_file(reader: str) -> None:
    assert [file for file in FILES if file.stem == reader], f"put a small file good/{reader}.* into {GOOD}"
    member = readers.get(reader)
    assert member.name == reader
    assert all(extension.startswith(".") and extension == extension.lower() for extension in member.extensions)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_good_file_is_recognized_and_read(file: Path) -> None:
    data = file.read_bytes()
    assert readers.choose(data, file.name).name == file.stem
    found = texts(file.stem, data, file.name)
    assert found
    assert len({text.key for text in found}) == len(found)
    for text in found:
        assert text.text.strip()
        assert "\r" not in text.text and "\0" not in text.text
        assert isinstance(text.notes, tuple)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_pages_and_marks_lie_in_the_text(file: Path) -> None:
    for text in texts(file.stem, file.read_bytes(), file.name):
        for span in [page.span for page in text.pages] + [mark.span for mark in text.marks]:
            assert 0 <= span.start <= span.stop <= len(text.text)
        assert [page.number for page in text.pages] == list(range(1, len(text.pages) + 1))
        for mark in text.marks:
            assert mark.span.of(text.text) == mark.span.of(text.text).strip() != ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_content_decides_and_not_the_name(file: Path) -> None:
    if file.suffix in (".pdf", ".docx", ".xlsx", ".html"):
        assert readers.choose(file.read_bytes(), "macala").name == file.stem
        assert readers.choose(file.read_bytes(), "макала.doc").name == file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\0\0\0\0"])
def test_emptiness_is_an_unreadable_file(file: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="бош файл"):
        texts(file.stem, data, f"бош файл{file.suffix}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_damage_is_an_unreadable_file_or_another_text(file: Path) -> None:
    for data in damaged(file.read_bytes(), seed=file.name):
        try:
            found = texts(file.stem, data, file.name)
        except UnreadableFile as error:
            assert error.path == file.name and error.reason
        else:
            assert all(isinstance(text, RawText) and text.text.strip() for text in found)


def damaged(data: bytes, seed: str) -> Iterator[bytes]:
    """*data* cut off at various places, and with a few bytes changed, at one place or many."""
    chance = random.Random(seed)
    for part in range(1, 20):
        yield data[: len(data) * part // 20]
    for flips in [1] * 40 + [20] * 20:
        changed = bytearray(data)
        for _ in range(flips):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed)
    yield data[len(data) // 2 :]
    yield data + data


@pytest.mark.parametrize("reader", readers.available())
def test_other_files_never_break_a_reader(reader: str) -> None:
    for file in FILES:
        try:
            texts(reader, file.read_bytes(), file.name)
        except UnreadableFile as error:
            assert error.path == file.name
