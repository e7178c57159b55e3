"""SKOS: integrity, other people's untidy files, and what is said where rdflib is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus import exporters, importing
from corpus.concepts import Term, TermEntry
from corpus.errors import DamagedFile, EmptyFile, MissingExtra, UnreadableFile
from corpus.exporters import Layout
from corpus.exporters._skos import RDF, SKOS

from .samples import HOSTILE, LABOUR, PLAIN

FORMATS = ("skos", "skos-xml", "skos-json")
SYNTAX = {"skos": "turtle", "skos-xml": "xml", "skos-json": "json-ld"}
HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix : <http://example.org/mig/> .
"""

every_format = pytest.mark.parametrize("name", FORMATS)


@pytest.fixture
def rdflib() -> Any:
    return pytest.importorskip("rdflib", reason="the extra skos is not installed")


def reading(turtle: str) -> exporters.base.Reading:
    read = exporters.get("skos").read_with_notes
    assert read
    return read((HEAD + turtle).encode())


def labels(entry: TermEntry) -> dict[str, list[str]]:
    return {code: [term.text for term in terms] for code, terms in entry.terms.items()}


def parsed(rdflib: Any, name: str, entries: tuple[TermEntry, ...], layout: Layout | None = None) -> Any:
    graph = rdflib.Graph()
    graph.parse(data=exporters.get(name).write(entries, layout or Layout()), format=SYNTAX[name])
    return graph


# --- writing -------------------------------------------------------------------------------------------------

TWICE = TermEntry("c9", {"ky": (Term("чек ара"), Term("чек\nара", preferred=False), Term("чек  ара"))})

S13 = """ASK { { ?c skos:prefLabel ?x . ?c skos:altLabel ?x } UNION { ?c skos:prefLabel ?x . ?c skos:hiddenLabel ?x }
              UNION { ?c skos:altLabel ?x . ?c skos:hiddenLabel ?x } }"""
S14 = "ASK { ?c skos:prefLabel ?a, ?b . FILTER(str(?a) != str(?b) && lang(?a) = lang(?b)) }"


@every_format
@pytest.mark.parametrize(("rule", "query"), [("S13", S13), ("S14", S14)], ids=["S13", "S14"])
def test_integrity_of_skos(rdflib: Any, name: str, rule: str, query: str) -> None:
    """https://www.w3.org/TR/skos-reference: S13 labels of one kind only, S14 at most one preferred label a language."""
    graph = parsed(rdflib, name, (*PLAIN, *HOSTILE, TWICE))
    assert not graph.query(f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}").askAnswer, rule


@pytest.mark.parametrize("query", [S13, S14], ids=["S13", "S14"])
def test_the_integrity_queries_find_what_they_look_for(rdflib: Any, query: str) -> None:
    bad = ':a skos:prefLabel "бир"@ky, "эки"@ky ; skos:altLabel "бир"@ky .'
    graph = rdflib.Graph().parse(data=HEAD + bad, format="turtle")
    assert graph.query(f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}").askAnswer


@every_format
def test_every_format_says_the_same(rdflib: Any, name: str) -> None:
    from rdflib.compare import isomorphic

    assert isomorphic(parsed(rdflib, name, PLAIN), parsed(rdflib, "skos", PLAIN))


def test_a_turtle_file(rdflib: Any) -> None:
    """The whole of it: prefixes once, the scheme, the concept."""
    entry = replace(LABOUR, terms={"ky": LABOUR.terms["ky"], "ru": LABOUR.terms["ru"][:1]}, notes={})
    written = exporters.get("skos").write([entry], Layout(title="Эмгек көчү")).decode()
    assert written.startswith("@prefix : <urn:kochmon:эмгек-көчү:> .\n")
    assert written.count("@prefix") == 5
    assert (
        written.partition("\n:c1 ")[2]
        == """a skos:Concept ;
    dct:source "articles/b.docx",
        "articles/эмгек.pdf" ;
    dct:subject "migration" ;
    skos:definition "адамдардын жумуш издеп көчүшү"@ky,
        "переезд людей в поисках работы"@ru ;
    skos:example [ dct:source "Эмгек миграциясы жана үй-бүлө, 2021, p. 4 [articles/эмгек.pdf]" ;
            rdf:value "Эмгек миграциясы айылдагы көп үй-бүлөнүн жашоосун өзгөрттү."@ky ],
        [ dct:source "Эмгек миграциясы жана үй-бүлө, 2021, p. 4 [articles/эмгек.pdf]" ;
            rdf:value "Трудовая миграция изменила жизнь многих сельских семей."@ru ] ;
    skos:inScheme :scheme ;
    skos:prefLabel "эмгек миграциясы"@ky,
        "трудовая миграция"@ru ;
    kochmon:confidence 0.83 ;
    kochmon:link "strong" .
"""
    )


def test_a_concept_keeps_its_address_whatever_else_is_exported(rdflib: Any) -> None:
    few, many = parsed(rdflib, "skos", PLAIN[1:2]), parsed(rdflib, "skos", PLAIN)
    assert set(few.subjects(rdflib.SKOS.prefLabel)) == {rdflib.URIRef("urn:kochmon:glossary:c2")}
    assert set(few.subjects(rdflib.SKOS.prefLabel)) < set(many.subjects(rdflib.SKOS.prefLabel))


def test_one_form_in_two_languages_is_two_labels(rdflib: Any) -> None:
    """skos-play#2."""
    entry = TermEntry("c1", {code: (Term(text),) for code, text in (("ky", "миграция"), ("ru", "миграция"))})
    graph = parsed(rdflib, "skos", (entry,))
    assert {label.n3() for label in graph.objects(None, rdflib.SKOS.prefLabel)} == {'"миграция"@ky', '"миграция"@ru'}
    assert not list(graph.objects(None, rdflib.SKOS.altLabel))


@every_format
def test_bytes_do_not_depend_on_chance(rdflib: Any, name: str) -> None:
    code = (
        "import sys; from tests.exporters.samples import PLAIN; from corpus import exporters;"
        f"sys.stdout.buffer.write(exporters.get({name!r}).write(PLAIN, exporters.Layout()))"
    )
    root = Path(__file__).parent.parent.parent
    written = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(written) == 1


# --- reading -------------------------------------------------------------------------------------------------


def test_untidy_labels_are_put_in_order_and_reported(rdflib: Any) -> None:
    """Annif#556, Skosify#20, iqvoc#438."""
    found = reading("""
        :s a skos:ConceptScheme ; dct:language "ky" .
        :a a skos:Concept ; skos:prefLabel "эмгек рыногу"@ky, "эмгек базары"@ky, "рынок труда"@ru .
        :b a skos:Concept ; skos:prefLabel "граница"@ru ; skos:altLabel "граница"@ru, "рубеж"@ru .
        :c a skos:Concept ; skos:prefLabel "көчмөн" ; skos:altLabel "кочевник"@ru .
        :d a skos:Concept ; skos:prefLabel "качкын"@ky-KG, "беженец"@RU, "refugee"@en-GB .
    """)
    assert [(entry.id, labels(entry)) for entry in found.entries] == [
        ("a", {"ky": ["эмгек рыногу", "эмгек базары"], "ru": ["рынок труда"]}),
        ("b", {"ru": ["граница", "рубеж"]}),
        ("c", {"ky": ["көчмөн"], "ru": ["кочевник"]}),
        ("d", {"ky": ["качкын"], "ru": ["беженец"], "en": ["refugee"]}),
    ]
    assert found.notes == (
        "a: of several preferred labels in ky, эмгек рыногу stays, эмгек базары follows",
        "b: taken once, since preferred and alternative in ru: граница",
        "labels without a language were taken as ky, that of the scheme: көчмөн",
    )


def test_labels_without_a_language_where_the_scheme_names_none(rdflib: Any) -> None:
    found = reading(
        ':a a skos:Concept ; skos:prefLabel "көчмөн", "nomad"@en . :b a skos:Concept ; skos:prefLabel "x" .'
    )
    assert [labels(entry) for entry in found.entries] == [{"en": ["nomad"]}]
    assert found.notes == (
        "labels without a language were left out, since the scheme names no single one: көчмөн, x",
        "1 concept without a label in a known language left out",
    )


def test_labels_as_nodes_and_what_is_not_taken(rdflib: Any) -> None:
    found = reading("""
        :a a skos:Concept ; xl:prefLabel [ xl:literalForm "чек ара"@ky ] ; skos:hiddenLabel "чекара"@ky ;
           skos:broader :b ; skos:definition "сызык"@ky ; skos:scopeNote "география"@ky ; skos:example "Чек арада."@ky .
        :b skos:prefLabel "аймак"@ky .
        :l a skos:Collection ; skos:prefLabel "тизме"@ky .
    """)
    first, second = found.entries
    assert (labels(first), first.definitions, first.notes) == (
        {"ky": ["чек ара"]},
        {"ky": "сызык"},
        {"ky": "география"},
    )
    assert [example.text for example in first.terms["ky"][0].examples] == ["Чек арада."]
    assert labels(second) == {"ky": ["аймак"]}
    assert found.notes == ("1 hidden label left out", "1 relation between concepts left out")


@every_format
def test_the_content_decides_not_the_ending(rdflib: Any, name: str) -> None:
    data = exporters.get(name).write(PLAIN, Layout())
    for other in ("skos", "skos-xml") if name == "skos-xml" else (name,):
        read = exporters.get(other).read
        assert read
        assert len(read(data)) == len(PLAIN)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("skos", HEAD + ':a skos:prefLabel "качкын"@ky_KG .'),
        ("skos-json", json.dumps({"@id": "urn:a", f"{SKOS}prefLabel": {"@value": "качкын", "@language": "ky_KG"}})),
        (
            "skos-xml",
            f'<r:RDF xmlns:r="{RDF}" xmlns:s="{SKOS}"><s:Concept r:about="urn:a">'
            '<s:prefLabel xml:lang="ky_KG">качкын</s:prefLabel></s:Concept></r:RDF>',
        ),
    ],
)
def test_language_tags_with_an_underscore(rdflib: Any, name: str, data: str) -> None:
    read = exporters.get(name).read_with_notes
    assert read
    found = read(data.encode())
    assert [labels(entry) for entry in found.entries] == [{"ky": ["качкын"]}]
    assert found.notes == ("language tags written with _ were read as if with -",)


def test_nothing_is_printed_of_what_is_not_asked_for(rdflib: Any, caplog: pytest.LogCaptureFixture) -> None:
    found = reading(':a skos:prefLabel "качкын"@ky ; dct:date "кечээ"^^<http://www.w3.org/2001/XMLSchema#date> .')
    assert len(found.entries) == 1
    assert not caplog.records


def test_nothing_beside_the_file_is_read(rdflib: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("жашыруун", encoding="utf-8")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{secret.as_uri()}">]><r:RDF xmlns:r="{RDF}" '
        f'xmlns:s="{SKOS}"><s:Concept r:about="urn:a"><s:prefLabel xml:lang="ky">качкын&e;</s:prefLabel></s:Concept>'
    )
    read = exporters.get("skos-xml").read
    assert read
    [entry] = read(f"{page}</r:RDF>".encode())
    assert labels(entry) == {"ky": ["качкын"]}


def test_a_context_on_the_network_is_not_fetched(rdflib: Any) -> None:
    read = exporters.get("skos-json").read
    assert read
    for context in (
        "https://example.org/c.json",
        [{}, "https://example.org/c.json"],
        {"@import": "https://example.org/"},
    ):
        with pytest.raises(DamagedFile, match=r"its context is not in the file but at https://example\.org/"):
            read(json.dumps({"@context": context, "@id": "urn:a"}).encode())


def test_a_graph_without_concepts(rdflib: Any) -> None:
    with pytest.raises(EmptyFile, match="no concept"):
        reading(':a dct:title "Чек ара" .')


# --- into a corpus and out again -----------------------------------------------------------------------------


def test_imported_twice_nothing_doubles(rdflib: Any, tmp_path: Path) -> None:
    """inpho#20."""
    file = tmp_path / "terms.ttl"
    file.write_bytes(exporters.get("skos").write(PLAIN, Layout()))
    with corpus.open(":memory:") as texts:
        assert texts.decide_all(importing.read(file).decisions)
        before = texts.concepts
        assert not texts.decide_all(importing.read(file).decisions)
        assert texts.concepts == before
        again = exporters.get("skos").write(texts.glossary(), Layout())
        file.write_bytes(again)
        assert not texts.decide_all(importing.read(file).decisions)


CASES = Path(os.environ.get("KOCHMON_DATA", Path(__file__).parents[3] / "shared" / "data")) / "cases" / "files"


@pytest.mark.skipif(not CASES.is_dir(), reason=f"no cases at {CASES}; KOCHMON_DATA names their folder")
@pytest.mark.parametrize(("file", "concepts"), [("r48_untidy.ttl", 4), ("r52_same_form.csv", 4)])
def test_reported_cases(rdflib: Any, file: str, concepts: int) -> None:
    with corpus.open(":memory:") as texts:
        for _ in range(2):
            texts.decide_all(importing.read(CASES / file).decisions)
        assert len(texts.concepts) == concepts
        all_labels = [(label.language, label.text) for concept in texts.concepts for label in concept.labels]
        assert len(all_labels) == len(set(all_labels))
        graph = parsed(rdflib, "skos", texts.glossary())
        assert len(set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))) == concepts
        for query in (S13, S14):
            assert not graph.query(f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}").askAnswer


# --- without rdflib ------------------------------------------------------------------------------------------


@every_format
def test_without_the_package_a_format_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    exporter = exporters.get(name)
    assert exporters.for_extension(exporter.extensions[0]) is exporter
    message = rf"the format {name} needs an optional package: pip install 'kochmon\[skos\]'"
    with pytest.raises(MissingExtra, match=message):
        exporter.write(PLAIN, Layout())
    assert exporter.read
    with pytest.raises(MissingExtra, match=message):
        exporter.read(b"<urn:a> a <urn:b> ." if name == "skos" else b"{}" if name == "skos-json" else b"<?xml?>")
    with pytest.raises(UnreadableFile):  # nothing to read, whatever is installed
        exporter.read(b"")
