"""Plain text: which files are texts, and what becomes of line ends."""

from __future__ import annotations

import pytest

from corpus import readers
from corpus.errors import EmptyFile, UnknownEncoding, UnknownFormat
from corpus.readers import Options, RawText


def read(data: bytes, name: str = "a.txt", options: Options | None = None) -> RawText:
    (text,) = readers.read(data, name, options)
    return text


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "макала.text", "a.md", "макала", "Эл. почта"[:3]])
def test_names_of_texts(name: str) -> None:
    assert read("чек ара".encode(), name).text == "чек ара"


@pytest.mark.parametrize("name", ["a.py", "a.log", "a.json", "a.bib", "a.png", "Makefile.am"])
def test_strangers_are_left_to_be_reported(name: str) -> None:
    with pytest.raises(UnknownFormat, match="no reader takes"):
        read("чек ара".encode(), name)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"GIF89a" + bytes(range(256)), b"\xff\xd8\xff\xe0" + bytes(range(256))],
)
@pytest.mark.parametrize("name", ["a.txt", "a", "a.pdf.txt"])
def test_pictures_are_no_texts(data: bytes, name: str) -> None:
    with pytest.raises((UnknownFormat, UnknownEncoding)):
        read(data, name)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("чек\r\nара", "чек\nара"),
        ("чек\rара", "чек\nара"),
        ("карама-\nкаршы", "карама-\nкаршы"),
        ("бир\n\nэки\n\n", "бир\n\nэки\n\n"),
        ("чек ара\x1a", "чек ара"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}чек ара", "чек ара"),
    ],
)
def test_line_ends(printed: str, text: str) -> None:
    assert read(printed.encode()).text == text


def test_form_feeds_part_pages() -> None:
    text = read("Биринчи бет.\n\fЭкинчи бет.\n\f".encode())
    assert [page.span.of(text.text) for page in text.pages] == ["Биринчи бет.\n", "Экинчи бет."]
    assert "\f" not in text.text


def test_the_encoding_may_be_forced() -> None:
    assert read("Ош".encode("cp866"), options=Options(encoding="cp866")).encoding == "cp866"


def test_a_byte_order_mark_alone_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
    with pytest.raises(EmptyFile):
        read("\N{ZERO WIDTH NO-BREAK SPACE} \n".encode("utf-16"))
