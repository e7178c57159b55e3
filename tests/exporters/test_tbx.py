"""TBX: its structure by grammars of our own, and whether a tool that is not ours reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from translate.storage.tbx import tbxfile

from corpus import exporters
from corpus.concepts import Term, TermEntry
from corpus.errors import DamagedFile, EmptyFile, UnknownFormat
from corpus.exporters import Layout
from corpus.glossary import restrict

from .samples import ACRONYM, BORDER, HOSTILE, LABOUR, NO_RUSSIAN, PLAIN

HERE = Path(__file__).parent
FORMATS = ("tbx-2008", "tbx-basic")
PAIRS = (("ky", "ru"), ("ru", "ky"), ("ky", "en"), ("en", "ky"), ("ru", "en"), ("en", "ru"))

every_version = pytest.mark.parametrize("name", FORMATS)
every_pair = pytest.mark.parametrize("pair", PAIRS, ids="-".join)


def written(name: str, entries: tuple[TermEntry, ...], layout: Layout | None = None) -> bytes:
    return exporters.get(name).write(entries, layout or Layout())


def grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(HERE / f"{name.replace('-', '_')}.rng"))


# --- structure ---------------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("layout", [Layout(), Layout(languages=("en",)), *(Layout(pair=pair) for pair in PAIRS)])
@pytest.mark.parametrize("entries", [PLAIN, HOSTILE, ()], ids=["plain", "hostile", "none"])
def test_the_file_has_the_structure_of_the_standard(name: str, layout: Layout, entries: tuple[TermEntry, ...]) -> None:
    grammar(name).assertValid(etree.fromstring(written(name, entries, layout)))


@every_version
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("preferredTerm-admn-sts", "preferred"),
        ('type="definition"', 'type="explanation"'),
        ('xml:lang="ru"', 'xml:lang="ru-RU"'),
        ('id="c2"', 'id="c1"'),
        ('id="c2"', 'id="2"'),
    ],
)
def test_the_grammar_notices_a_slip(name: str, old: str, new: str) -> None:
    text = written(name, PLAIN).decode()
    assert old in text
    assert not grammar(name).validate(etree.fromstring(text.replace(old, new).encode()))


@every_version
def test_ids_that_are_no_names_or_not_unique_are_mended(name: str) -> None:
    entries = tuple(replace(BORDER, id=wanted) for wanted in ("1", "1", "a b", "", "чек ара", "c1"))
    root = etree.fromstring(written(name, entries))
    grammar(name).assertValid(root)
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(entries)


@every_version
def test_no_language_section_stands_empty(name: str) -> None:
    root = etree.fromstring(written(name, (NO_RUSSIAN, replace(BORDER, terms={**BORDER.terms, "ru": ()}))))
    assert "ru" not in root.xpath("//@xml:lang")


@every_version
def test_an_acronym_is_called_one(name: str) -> None:
    root = etree.fromstring(written(name, (ACRONYM, BORDER)))
    terms = root.xpath("//*[local-name()='termNote'][@type='termType']/../*[local-name()='term']/text()")
    assert set(terms) == {"ЕАЭБ", "ЕАЭС", "EAEU"}


def test_the_declaration_opens_the_file_and_nothing_asks_for_a_dtd() -> None:
    for name in FORMATS:
        data = written(name, PLAIN)
        assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<')
        assert b"<!DOCTYPE" not in data


# --- a reader that is not ours -----------------------------------------------------------------------------


@every_pair
def test_translate_toolkit_reads_terms_definitions_and_notes(pair: tuple[str, str]) -> None:
    """As Weblate does; LABOUR is the entry that has all of them."""
    source, target = pair
    store = tbxfile.parsestring(written("tbx-2008", PLAIN, Layout(pair=pair)), source, target)
    units = {unit.getid(): unit for unit in store.units}
    expected = [entry for entry in PLAIN if source in entry.terms and target in entry.terms]
    assert set(units) == {entry.id for entry in expected}
    for entry in expected:
        unit = units[entry.id]
        assert unit.source == entry.terms[source][0].text
        assert unit.target == entry.terms[target][0].text
        own = [code for code in pair if code in entry.definitions]
        assert unit.getnotes("definition").split("\n") == ([entry.definitions[code] for code in own] or [""])
        assert unit.getnotes("translator").split("\n") == ([entry.notes[code] for code in own] or [""])


@every_pair
def test_translate_toolkit_reads_synonyms_with_their_status(pair: tuple[str, str]) -> None:
    source, target = pair
    [unit] = tbxfile.parsestring(written("tbx-2008", (LABOUR,), Layout(pair=pair)), source, target).units
    for code, terms in ((source, unit.get_source_terms()), (target, unit.get_target_terms())):
        assert [term.text for term in terms] == [term.text for term in LABOUR.terms[code]]
        assert terms[0].administrative_status == "preferredTerm-admn-sts"


@every_pair
def test_translate_toolkit_reads_hostile_terms(pair: tuple[str, str]) -> None:
    store = tbxfile.parsestring(written("tbx-2008", HOSTILE, Layout(pair=pair)), *pair)
    expected = {
        entry.id: " ".join(entry.terms["ky"][0].text.split()) for entry in HOSTILE if set(pair) <= set(entry.terms)
    }
    assert {unit.getid(): unit.source for unit in store.units} == expected


def test_translate_toolkit_finds_the_languages_of_the_whole_file() -> None:
    for source, target in PAIRS:
        units = tbxfile.parsestring(written("tbx-2008", PLAIN), source, target).units
        found = {unit.getid(): (unit.source, unit.target) for unit in units}
        assert found["c1"] == (LABOUR.terms[source][0].text, LABOUR.terms[target][0].text)
        assert len(found) == len(PLAIN)


# --- files of others ---------------------------------------------------------------------------------------


def test_languages_and_groups_of_terms_are_read_however_they_are_written() -> None:
    """weblate#850, #6614; terminologue#54; baseterm#55, #60."""
    reading = exporters.get("tbx-2008").read((HERE / "cases" / "r46_import.tbx").read_bytes())  # type: ignore[misc]
    entries, left_out = restrict(reading, ("ky", "ru", "en"))
    assert [{code: [term.text for term in own] for code, own in entry.terms.items()} for entry in entries] == [
        {"en": ["border"], "ru": ["граница"], "ky": ["чек ара"]},
        {"ky": ["көчмөн"], "en": ["nomad"], "ru": ["кочевник"]},
        {"en": ["refugee"], "ky": ["качкын"]},
        {"ru": ["денежный перевод", "перевод денег"], "ky": ["акча которуу"]},
        {"ky": ["каттоо"]},
    ]
    assert left_out == ("left out: 1 term in de (Flüchtling)",)


DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
 <conceptEntry id="c7"><min:subjectField>demography</min:subjectField>
 <langSec xml:lang="KY-kg"><basic:definition>үйдөн үйгө көчүү</basic:definition>
 <termSec><term>көчүү</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
 <termSec><term>көч</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
 <descripGrp><basic:context>Көч түштө жолго чыкты.</basic:context><basic:source>a.txt</basic:source></descripGrp>
 </termSec></langSec></conceptEntry></body></text></tbx>"""


def test_dct_is_read_and_the_preferred_term_comes_first() -> None:
    [entry] = exporters.get("tbx-basic").read(DCT.encode())  # type: ignore[misc]
    assert [(term.text, term.preferred) for term in entry.terms["ky"]] == [("көч", True), ("көчүү", False)]
    assert entry.definitions == {"ky": "үйдөн үйгө көчүү"}
    assert entry.subject == "demography"
    assert [(e.text, e.document) for e in entry.terms["ky"][0].examples] == [("Көч түштө жолго чыкты.", "a.txt")]


def body(entries: str) -> bytes:
    return f'<martif type="TBX"><martifHeader/><text><body>{entries}</body></text></martif>'.encode()


def test_british_and_american_english_are_one_language() -> None:
    [entry] = exporters.get("tbx-2008").read(  # type: ignore[misc]
        body(
            '<termEntry><langSet xml:lang="en-GB"><tig><term>labour</term></tig></langSet>'
            '<langSet xml:lang="en-US"><tig><term>labor</term></tig></langSet></termEntry>'
        )
    )
    assert entry.terms == {"en": (Term("labour"), Term("labor", preferred=False))}


def test_a_deprecated_term_is_an_alternative_that_says_so() -> None:
    [entry] = exporters.get("tbx-2008").read(  # type: ignore[misc]
        body(
            '<termEntry><langSet xml:lang="en"><tig><term>alien</term><termNote type="administrativeStatus">'
            "deprecatedTerm-admn-sts</termNote></tig><tig><term>foreigner</term><termNote"
            ' type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>'
        )
    )
    assert [term.text for term in entry.terms["en"]] == ["foreigner", "alien"]
    assert "deprecatedTerm" in entry.terms["en"][1].note


def test_terms_without_a_language_are_left_out_and_named() -> None:
    read = exporters.get("tbx-2008").read_with_notes
    assert read
    reading = read(
        body(
            '<termEntry id="c9"><langSet><tig><term>border</term></tig></langSet>'
            '<langSet xml:lang="ky"><tig><term>чек ара</term></tig></langSet></termEntry>'
        )
    )
    assert [list(entry.terms) for entry in reading.entries] == [["ky"]]
    assert reading.notes == ("entry c9: terms without a language were left out",)


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("жашыруун", encoding="utf-8")
    data = f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + body(
        '<termEntry><langSet xml:lang="ky"><tig><term>ачык &x;</term></tig></langSet></termEntry>'
    )
    [entry] = exporters.get("tbx-2008").read(data)  # type: ignore[misc]
    assert "жашыруун" not in entry.terms["ky"][0].text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<martif><text>", DamagedFile),
        (b"<tmx/>", UnknownFormat),
        (b"<martif/>", EmptyFile),
        (b"ky,ru\n\xd1\x87,\xd0\xb3", DamagedFile),
    ],
)
def test_what_is_no_tbx_is_called_so(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        exporters.get("tbx-2008").read(data)  # type: ignore[misc]
