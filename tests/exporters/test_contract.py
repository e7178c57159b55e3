"""What every glossary format on disk must do; a new one is tested before anyone writes a test for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import exporters
from corpus.concepts import TermEntry
from corpus.errors import MissingExtra, UnreadableFile
from corpus.exporters import Layout
from corpus.glossary import sort_entries

from .samples import HOSTILE, HOSTILE_TEXTS, KYRGYZ_ONLY, PLAIN, hostile

ALL = exporters.available()
READING = tuple(name for name in ALL if exporters.get(name).read)
CARRIES_ALL = ("jsonl",)


def missing(name: str) -> str:
    """What is to be installed before the format can be tried; nothing where it can."""
    try:
        exporters.get(name).write((), Layout())
    except MissingExtra as error:
        return str(error)
    return ""


def tried(names: Iterable[str]) -> pytest.MarkDecorator:
    """Those of *names* whose optional package is installed; the others are skipped, with what is missing."""
    reasons = {name: missing(name) for name in names}
    marked = [pytest.param(n, marks=pytest.mark.skipif(bool(why), reason=why)) for n, why in reasons.items()]
    return pytest.mark.parametrize("name", marked)


every_format_on_disk = pytest.mark.parametrize("name", ALL)
every_format = tried(ALL)
every_reading_format = tried(READING)


def test_the_formats_of_the_house_are_there() -> None:
    assert set(ALL) >= {"csv", "html", "jsonl", "markdown", "tbx-2008", "tbx-basic", "xlsx"}
    assert exporters.for_extension(".TBX").name == "tbx-2008"


@every_format_on_disk
def test_it_bears_the_name_of_its_file_and_its_own_extensions(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.name == name
    assert exporter.description
    for extension in exporter.extensions:
        assert exporters.for_extension(extension) is exporter


@every_format
@pytest.mark.parametrize("entries", [PLAIN, HOSTILE, ()], ids=["plain", "hostile", "none"])
def test_the_same_entries_give_the_same_bytes(name: str, entries: tuple[TermEntry, ...]) -> None:
    write = exporters.get(name).write
    assert write(entries, Layout()) == write(tuple(reversed(entries)), Layout())
    assert isinstance(write(entries, Layout()), bytes)


@every_format
def test_text_formats_are_utf8_without_control_characters(name: str) -> None:
    exporter = exporters.get(name)
    if exporter.binary:
        assert exporter.write(PLAIN, Layout())[:2] == b"PK"
        return
    text = exporter.write((*PLAIN, hostile("\x00\x08\x1b\x0b[31m\x9f\ufffe жаңы")), Layout()).decode("utf-8")
    assert "жаңы" in text
    assert not re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)


@every_format
def test_a_lone_surrogate_stops_no_export(name: str) -> None:
    assert exporters.get(name).write([hostile("а\ud800б")], Layout())


@every_reading_format
@pytest.mark.parametrize("entry", [*PLAIN, *HOSTILE], ids=lambda entry: repr(entry.terms["ky"][0].text)[:24])
def test_reading_gives_the_entry_that_was_written(name: str, entry: TermEntry) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    [found] = exporter.read(exporter.write([entry], Layout()))
    assert carried(found) == carried(entry)


@pytest.mark.parametrize("name", CARRIES_ALL)
def test_what_carries_all_gives_equal_values(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    assert exporter.read(exporter.write([*PLAIN, *HOSTILE], Layout())) == sort_entries([*PLAIN, *HOSTILE], "ky")


@every_reading_format
def test_entries_come_back_in_the_order_of_the_first_language(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    found = exporter.read(exporter.write(PLAIN, Layout(languages=("ru", "ky", "en"))))
    assert [entry.id for entry in found] == [entry.id for entry in sort_entries(PLAIN, "ru")]


@every_reading_format
def test_a_pair_holds_only_entries_with_both_languages(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    found = exporter.read(exporter.write(PLAIN, Layout(pair=("en", "ru"))))
    assert [entry.id for entry in found] == ["c2", "c5", "c1"]  # border, EAEU, labour migration
    assert {code for entry in found for code in entry.terms} == {"en", "ru"}


@every_reading_format
def test_an_entry_without_a_translation_is_kept(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    [found] = exporter.read(exporter.write([KYRGYZ_ONLY], Layout()))
    assert list(found.terms) == ["ky"]


@every_reading_format
def test_an_entry_in_other_languages_only_is_not_written(name: str) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    found = exporter.read(exporter.write(PLAIN, Layout(languages=("ru",))))
    assert [entry.id for entry in found] == ["c2", "c5", "c1"]


@every_reading_format
@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\x00\x01\x02\xff" * 50, b"PK\x03\x04 cut off", b"<html><p>no glossary", b"{", b'"']
)
def test_what_is_no_glossary_is_refused_with_a_reason(name: str, data: bytes) -> None:
    exporter = exporters.get(name)
    assert exporter.read
    with pytest.raises(UnreadableFile) as caught:
        exporter.read(data)
    assert caught.value.reason


@every_reading_format
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=40).filter(lambda text: folded(text) not in ("", "|")))
def test_any_text_comes_back(name: str, text: str) -> None:
    entry = replace(hostile("сөз"), definitions={"ky": text})
    exporter = exporters.get(name)
    assert exporter.read
    [found] = exporter.read(exporter.write([entry], Layout()))
    assert folded(found.definitions.get("ky", "")) == folded(text)


# --- what of an entry a format carries -----------------------------------------------------------------------


def folded(text: str) -> str:
    """White space is not kept to the letter, and what XML forbids is left out."""
    allowed = (
        c for c in text if c in "\t\n\r" or (unicodedata.category(c) not in ("Cc", "Cs") and not noncharacter(c))
    )
    return " ".join("".join(allowed).replace("\x85", " ").split())


def noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def carried(entry: TermEntry) -> dict[str, Any]:
    """Terms, definitions, notes, trust, subject and sources; examples without their place in the document."""
    return {
        "id": entry.id,
        "terms": {code: [(composed(term.text), term.preferred) for term in own] for code, own in entry.terms.items()},
        "definitions": texts(entry.definitions),
        "notes": texts(entry.notes),
        "trust": (entry.confidence, entry.link_class),
        "subject": folded(entry.subject),
        "documents": sorted(map(folded, entry.documents)),  # in RDF they have no order
        "examples": {
            code: [folded(example.text) for term in own for example in term.examples]
            for code, own in entry.terms.items()
        },
    }


def texts(by_language: Any) -> dict[str, str]:
    return {code: folded(text) for code, text in by_language.items()}


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", folded(text))


def test_the_hostile_texts_are_many() -> None:
    assert len(set(HOSTILE_TEXTS)) == len(HOSTILE_TEXTS) > 20
