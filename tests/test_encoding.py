"""Bytes → text: short texts in every encoding (``encodings.tsv``), odd lines, and what is no text at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import encoding
from corpus.errors import UnknownEncoding

TABLE = (Path(__file__).parent / "encodings.tsv").read_text(encoding="utf-8").splitlines()
EXAMPLES = [tuple(line.split("\t")[:2]) for line in TABLE if not line.startswith("#")]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_short_texts(name: str, text: str) -> None:
    text = text.replace("\\n", "\n")
    assert encoding.decode(text.encode(name)).text == text


def test_good_lines_of_utf8_stay_and_odd_ones_are_named() -> None:
    lines = [line.encode() for line in ("жаңы өлкө", "үй-бүлө", "көчмөн")]
    lines[1:1] = ["заработная плата".encode("koi8-r")]
    decoded = encoding.decode(b"\n".join(lines))
    assert decoded.text.splitlines() == ["жаңы өлкө", "заработная плата", "үй-бүлө", "көчмөн"]
    assert decoded.encoding == "utf-8"
    assert decoded.notes == ("line 2 is not UTF-8; it was read as koi8-r",)


def test_short_words_of_cp866_are_no_utf8() -> None:
    words = ["сон", "рок", "ток", "том", "тон", "сам", "работа", "уже"]
    assert encoding.decode("\n".join(words).encode("cp866")).text.split() == words


def test_lines_in_two_encodings_half_and_half() -> None:
    lines = ["Чек ара кызматы жаңы эрежелерди жарыялады.", "Граница открыта."] * 20
    data = b"\n".join(line.encode("cp1251" if index % 2 else "utf-8") for index, line in enumerate(lines))
    decoded = encoding.decode(data)
    assert decoded.text.split("\n") == lines
    assert decoded.notes[0].startswith("lines 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 10 more are not UTF-8")


def test_a_word_in_another_encoding_inside_a_line() -> None:
    line = "көчмөн жана үй-бүлө,".encode() + "граница".encode("cp1251") + ",чек ара".encode()
    assert encoding.decode(line).text == "көчмөн жана үй-бүлө,граница,чек ара"


def test_a_letter_cut_in_two_costs_that_letter_only() -> None:
    decoded = encoding.decode("Жаңы эрежелер. ".encode() + b"\xd3" + "Көчмөн үй-бүлө".encode())
    assert decoded.text == "Жаңы эрежелер. \N{REPLACEMENT CHARACTER}Көчмөн үй-бүлө"
    assert decoded.notes


def test_a_dash_of_windows_in_utf8() -> None:
    assert encoding.decode("Көчмөн ".encode() + b"\x97" + " үй-бүлө".encode()).text == "Көчмөн — үй-бүлө"


def test_what_a_file_says_decides_between_equals_only() -> None:
    assert encoding.decode("Ош".encode("koi8-r"), declared="koi8-r").text == "Ош"
    assert encoding.decode("Внутренняя миграция".encode("cp1251"), declared="koi8-r").text == "Внутренняя миграция"
    assert encoding.decode("Ички миграция".encode(), declared="windows-1251").text == "Ички миграция"
    assert encoding.decode("Göç ve şehir".encode("cp1254"), declared="windows-1254").text == "Göç ve şehir"
    for odd in ("no-such-charset", "utf-16", "", "base64", "\0", "x" * 500):
        assert encoding.decode("Внутренняя миграция".encode("cp1251"), declared=odd).encoding == "cp1251"


def test_forced_encodings() -> None:
    assert encoding.decode("чек ара".encode("cp866"), forced="cp866").text == "чек ара"
    assert encoding.decode("чек ара".encode("utf-8-sig"), forced="utf-8").text == "чек ара"
    assert encoding.decode("Чек".encode("cp1251"), forced="utf-8").notes
    for unknown in ("cp9999", "base64", "rot13", "\0"):
        with pytest.raises(UnknownEncoding, match="no text encoding named"):
            encoding.decode(b"text", forced=unknown, name="a.txt")


@pytest.mark.parametrize("size", [200, 1000, 20_000])
def test_random_bytes_are_no_text(size: int) -> None:
    with pytest.raises(UnknownEncoding):
        encoding.decode(random.Random(size).randbytes(size), name="a.bin")


def test_no_text_even_without_control_characters() -> None:
    chance = random.Random(1)
    with pytest.raises(UnknownEncoding):
        encoding.decode(bytes(chance.randrange(128, 256) for _ in range(2000)), name="a.bin")


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "koi8-r", "shift_jis"]))
def test_any_bytes_give_text_or_unknown_encoding(data: bytes, declared: str) -> None:
    try:
        assert isinstance(encoding.decode(data, declared=declared, name="x").text, str)
    except UnknownEncoding as error:
        assert error.path == "x"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_utf8_is_never_anything_else(text: str) -> None:
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert encoding.decode(text.encode()).text == text


def test_sentences_in_every_encoding(open_sentences: dict[str, list[str]]) -> None:
    """Three sentences at a time; figures of all encodings and languages together."""
    wrong, total = 0, 0
    for sentences in open_sentences.values():
        for start in range(0, 300, 3):
            text = "\n".join(sentences[start : start + 3])
            for name in encoding.CANDIDATES:
                try:
                    data = text.encode(name)
                except UnicodeEncodeError:
                    continue
                if not text.isascii():
                    total += 1
                    wrong += encoding.decode(data).text != text
    assert total > 800
    assert wrong <= 0.01 * total


@pytest.fixture
def open_sentences() -> dict[str, list[str]]:
    import os

    root = Path(__file__).parents[1]
    folder = Path(os.environ.get("KOCHMON_DATA") or root.parent / "shared" / "data") / "cc0"
    if not folder.is_dir():
        pytest.skip(f"no sentences in {folder}; set KOCHMON_DATA")
    return {code: (folder / f"{code}.txt").read_text(encoding="utf-8").splitlines() for code in ("ky", "ru", "en")}
