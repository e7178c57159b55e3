"""Bibliographic facts: files of reference managers as people have them, citations as journals want them, and back."""

from __future__ import annotations

import importlib.util
import json
import logging
import re
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import errors
from corpus.bibliography import Facts, cite, cite_all, parse_settings, read_facts, styles
from corpus.bibliography.bibtex import escape
from corpus.bibliography.cleaning import bare_doi, file_names, one_line, page_range
from corpus.bibliography.names import parse_name, split_authors
from corpus.bibliography.table import field_of
from corpus.documents import Document, Metadata, Section, SectionKind, Span

HERE = Path(__file__).parent / "bibliography"

TITLES = {"ky": "Ички миграция", "ru": "Внутренняя миграция", "en": "Internal migration"}
BODIES = {"ky": "Айылдан шаарга көчкөндөр көп.", "ru": "Из сёл уезжают многие.", "en": "Many leave the villages."}

ARTICLE = Metadata("Ички миграция", ("Осмонов, А. Б.", "Асанова, Г."), 2021, "Коом", "3", "2", "5–12", "10.1234/AB.c_d")


def table(name: str) -> list[tuple[str, ...]]:
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    width = lines[0].count("\t") + 1
    return [(*cells, *[""] * (width - len(cells))) for cells in (line.split("\t") for line in lines[1:])]


def article(*languages: str, metadata: Metadata | None = None, id: str = "көч.pdf") -> Document:
    """Titles in the *languages*, and a body in the first of them."""
    printed = [(SectionKind.TITLE, code, TITLES[code]) for code in languages]
    printed += [(SectionKind.BODY, code, BODIES[code]) for code in languages[:1]]
    text, sections = "", []
    for kind, code, content in printed:
        sections.append(Section(kind, Span(len(text), len(text) + len(content)), code))
        text += content + "\n\n"
    return Document(id, text, sections=tuple(sections), metadata=metadata or Metadata())


def read(tmp_path: Path, content: str | bytes, name: str = "facts.csv") -> Facts:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_facts(path)


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("printed", "inverted", "initials", "note"), table("names.tsv"))
def test_names(printed: str, inverted: str, initials: str, note: str) -> None:
    name = parse_name(printed)
    assert (name.inverted, name.initials) == (inverted, initials), note
    assert parse_name(name.inverted) == name


@pytest.mark.parametrize(("text", "authors", "note"), table("author_lists.tsv"))
def test_lists_of_authors(text: str, authors: str, note: str) -> None:
    assert split_authors(text) == tuple(filter(None, authors.split("|"))), note


# --- files: tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("header", "field"), table("headers.tsv"))
def test_headers(header: str, field: str) -> None:
    assert field_of(header) == field


ROWS = (
    ("Файл", "Авторлору", "Аталышы", "Жылы", "Журналы", "Том", "№", "Беттери", "DOI"),
    (
        "articles/көч.pdf",
        "Осмонов, А. Б.; Асанова, Г.",
        "Ички миграция",
        "2021",
        "Коом",
        "3",
        "2",
        "5-12",
        "https://doi.org/10.1234/AB.c_d",
    ),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_table_in_any_dress(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    facts = read(tmp_path, text.encode(encoding), "facts.txt")
    assert facts.notes == ()
    assert set(facts.by_name) == {"articles/көч.pdf", "көч.pdf", "көч", "10.1234/ab.c_d"}
    assert set(facts.by_name.values()) == {ARTICLE}


def test_a_russian_table_from_excel_in_cp1251(tmp_path: Path) -> None:
    header = "sep=;\nСписок статей;;;\nИмя файла;Автор;Название;Год\n"
    row = "a.txt;Осмонов А.Б., Асанова Г.;Миграция в городе;2019 г.\n"
    facts = read(tmp_path, (header + row).encode("cp1251"))
    assert facts.by_name["a.txt"] == Metadata("Миграция в городе", ("Осмонов А.Б.", "Асанова Г."), 2019)


def test_the_first_column_of_a_field_that_says_something_counts(tmp_path: Path) -> None:
    facts = read(tmp_path, "file,title_ky,title_ru\na.txt,,Миграция\nb.txt,Көчүү,Миграция\n")
    assert [facts.by_name[name].title for name in ("a.txt", "b.txt")] == ["Миграция", "Көчүү"]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ("a.txt,x,2019,surplus\n", "line 3: 4 cells under 3 headers; left out"),
        (",x,2019\n", "line 3: no file, id or DOI; left out"),
        ("a.txt,x,басмада\n", "line 3: 'басмада' is not a year"),
        (
            'a.txt,"x,2019\nb.txt,y,2020\n',
            "line 3: a quotation mark is opened and not closed; the rows after it are lost",
        ),
        ("good.txt,y,2020\n", "lines 2 and 3 both speak of 'good.txt'; the first counts"),
        (
            "x/a.pdf,x,2019\ny/a.pdf,y,2019\n",
            "'a.pdf' may be any of the files on lines 3, 4; it is joined by its full path only",
        ),
    ],
)
def test_odd_rows_are_told_of_and_the_good_ones_stay(tmp_path: Path, rows: str, note: str) -> None:
    facts = read(tmp_path, "file,title,year\ngood.txt,x,2019\n" + rows)
    assert note in facts.notes
    assert facts.by_name["good.txt"] == Metadata("x", (), 2019)


def test_a_name_given_outright_beats_one_made_of_a_path(tmp_path: Path) -> None:
    facts = read(tmp_path, "file,title\nx/a.pdf,one\na.pdf,two\n")
    assert (facts.by_name["x/a.pdf"].title, facts.by_name["a.pdf"].title, facts.notes[0][:3]) == ("one", "two", "'a'")


def test_tables_of_zotero_and_of_scopus(tmp_path: Path) -> None:
    zotero = '"Key","Author","Title","Publication Title","Pages","File Attachments"\n'
    zotero += '"ABC","Osmonov, A.; Asanova, G.","x","Коом","5-12","/z/1/a.pdf; /z/2/b.html"\n'
    facts = read(tmp_path, zotero)
    assert set(facts.by_name) == {"ABC", "/z/1/a.pdf", "a.pdf", "a", "/z/2/b.html", "b.html", "b"}
    assert facts.by_name["a"] == Metadata("x", ("Osmonov, A.", "Asanova, G."), None, "Коом", pages="5–12")
    scopus = read(tmp_path, "Title,Year,Source title,Page start,Page end,DOI\nx,2021,Коом,5,12,10.1/x\n")
    assert scopus.by_name["10.1/x"].pages == "5–12"


def test_a_mark_of_inches_is_no_open_quotation(tmp_path: Path) -> None:
    facts = read(tmp_path, 'file;title;pages\na.txt;a, "b;5\nc.txt;5,"7;6\n')
    assert facts.notes == ()
    assert len(facts.entries) == 2


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    facts = read(tmp_path, unicodedata.normalize("NFD", "file,title\nайыл  й.pdf,Көчүү\n"))
    assert facts.by_name["айыл  й"].title == "Көчүү"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("a.pdf", ("a.pdf", "a")),
        ("./x/a.b.pdf", ("x/a.b.pdf", "a.b.pdf", "a.b")),
        (r"C:\docs\a.pdf", ("C:/docs/a.pdf", "a.pdf", "a")),
        ("file:///C:/docs/%D0%BA%D3%A9%D1%87.pdf", ("C:/docs/көч.pdf", "көч.pdf", "көч")),
        ("file:///home/a.pdf", ("/home/a.pdf", "a.pdf", "a")),
        ("internal-pdf://123/a.pdf", ("123/a.pdf", "a.pdf", "a")),
        ("100%25.pdf", ("100%25.pdf", "100%25")),
        (".hidden", (".hidden",)),
        ("", ()),
    ],
)
def test_names_of_files(given: str, names: tuple[str, ...]) -> None:
    assert file_names(given) == names


# --- files: RIS --------------------------------------------------------------------------------------------------

ENDNOTE = """TY  - JOUR
A1  - Осмонов, А. Б.
A1  - Асанова, Г.
T1  - Ички
 миграция
JF  - Коом
Y1  - 2021/05/01
VL  - 3
IS  - 2
SP  - 5
EP  - 12
DO  - doi:10.1234/AB.c_d
N1  - read twice
L1  - internal-pdf://7/көч.pdf
LK  - other.docx
ID  - osm21
ZZ  - unknown
ER  -
"""


@pytest.mark.parametrize("name", ["facts.ris", "facts.txt", "facts.bib"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_ris(tmp_path: Path, name: str, line_end: str) -> None:
    facts = read(tmp_path, "\n\n" + ENDNOTE.replace("\n", line_end), name)
    assert facts.by_name["osm21"] == ARTICLE
    assert {"7/көч.pdf", "көч.pdf", "көч", "other.docx", "other", "10.1234/ab.c_d"} <= set(facts.by_name)
    assert facts.notes == ()


def test_an_author_under_two_tags_is_one(tmp_path: Path) -> None:
    record = "TY  - JOUR\nAU  - Осмонов, А.\nA1  - Осмонов, А.\nA1  - Асанова, Г.\nID  - k\nER  - \n"
    assert read(tmp_path, record).by_name["k"].authors == ("Осмонов, А.", "Асанова, Г.")


def test_ris_records_without_an_end_or_without_facts(tmp_path: Path) -> None:
    text = "rubbish\nTY  - JOUR\nTI  - One\nID  - 1\nTY  - JOUR\nER  -\nTY  - JOUR\nTI  - Two\nID  - 2\nPY  - soon\n"
    facts = read(tmp_path, text, "facts.ris")
    assert [facts.by_name[key].title for key in "12"] == ["One", "Two"]
    assert facts.notes == (
        "line 2: the record has no end (ER  -); it is read up to the next",
        "line 5: a record without any fact; left out",
        "line 7: the record has no end (ER  -); it is read up to the next",
        "line 7: 'soon' is not a year",
    )


# --- files: BibTeX -----------------------------------------------------------------------------------------------

JABREF = r"""% made by hand
@string{koom = "Коом"}
@Article{osm21,
  Author  = {Осмонов, А. Б. and Асанова, Г. and others},
  title   = {{Ички} миграция},
  journal = koom,
  year    = 2021, volume = {3}, number = "2", pages = {5--12},
  doi     = {10.1234/AB.c\_d},
  file    = {:articles/көч.pdf:PDF;Текст:C\:\\docs\\other.docx:Word},
}
@comment{jabref-meta: x}
"""


@pytest.mark.parametrize("name", ["facts.bib", "facts.txt", "facts.ris"])
def test_bibtex(tmp_path: Path, name: str) -> None:
    facts = read(tmp_path, JABREF, name)
    assert facts.by_name["osm21"] == ARTICLE
    names = {
        "osm21",
        "articles/көч.pdf",
        "көч.pdf",
        "көч",
        "C:/docs/other.docx",
        "other.docx",
        "other",
        "10.1234/ab.c_d",
    }
    assert set(facts.by_name) == names
    assert facts.notes == ()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller \c{c} {\'e} \v{s} {\o}", "Müller ç é š ø"),
        (r"50\% \& \$5 \_ \#", "50% & $5 _ #"),
        ("50% & $5 of it", "50% & $5 of it"),
        (r"a---b ``c'' d~e", "a—b “c” d e"),
        (r"\emph{Көчүү} {\em жолу}", "Көчүү жолу"),
        (r"\textless x \textgreater{} \textbar", "<x > |"),
        ("}{"[::-1] * 3000, ""),
        ("{" * 3000 + "x" + "}" * 3000, "x"),
    ],
)
def test_latex_is_decoded(tmp_path: Path, latex: str, text: str) -> None:
    facts = read(tmp_path, f"@article{{k, year = 2019, title = {{{latex}}}}}", "facts.bib")
    assert facts.by_name["k"].title == text


def test_odd_bibtex_entries_are_told_of_in_silence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    text = (
        "@article{a, title={One}, year={2019}}\n"
        "@article{b, title={Two\n"
        "@article{a, title={Again}}\n"
        "@article{c, title={x}, title={y}}\n"
        "@article{d}\n"
        "@misc{e, title={Last}, year={soon}}\n"
    )
    level = logging.getLogger("bibtexparser").level
    facts = read(tmp_path, text, "facts.bib")
    assert {key: found.title for key, found in facts.by_name.items()} == {"a": "One", "e": "Last"}
    assert [re.match(r"line (\d)", note)[1] for note in facts.notes] == ["2", "3", "4", "5", "6"]  # type: ignore[index]
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
    assert logging.getLogger("bibtexparser").level == level


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("TY  - in prose\n@article{k, title={One}, year=2019}", "facts.bib"),
        ('file,title,id\na.txt,"see\n@article{x}",k\n', "facts.csv"),
        ("@article{k, title={One}, year=2019}", "facts.csv"),
        ("TY  - JOUR\nID  - k\nTI  - One\nER  - \n", "facts.csv"),
        ("id;title\nk;One\n", "facts.bib"),
    ],
)
def test_the_content_decides_and_the_ending_where_both_are_there(tmp_path: Path, content: str, kind: str) -> None:
    assert read(tmp_path, content, kind).by_name["k"].title


# --- files that say nothing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.csv", b"", errors.EmptyFile, "no entries"),
        ("a.csv", b"\xef\xbb\xbf \r\n", errors.EmptyFile, "no entries"),
        ("a.csv", b"colour,size\nred,4\n", errors.UnknownFormat, "line 1: no column names a file"),
        ("a.csv", b"file\na.txt\n", errors.UnknownFormat, "beside other facts"),
        ("a.bib", "жөн гана текст".encode(), errors.UnknownFormat, "no BibTeX entry"),
        ("a.ris", b"plain text", errors.UnknownFormat, "no RIS record"),
        ("a.bib", b"@article{a, title={One\n", errors.DamagedFile, "line 1: no whole entry"),
        ("a.ris", b"TY  - JOUR\nER  - \n", errors.DamagedFile, "line 1: a record without any fact"),
        ("a.xlsx", b"PK\x03\x04rest", errors.UnknownFormat, "save it as CSV"),
        ("a.csv", bytes(range(256)) * 8, errors.UnknownEncoding, "not text"),
    ],
)
def test_files_that_say_nothing(
    tmp_path: Path, name: str, content: bytes, error: type[errors.UnreadableFile], said: str
) -> None:
    with pytest.raises(error) as raised:
        read(tmp_path, content, name)
    assert raised.value.path == str(tmp_path / name)
    assert said in str(raised.value)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "no.bib", tmp_path):
        with pytest.raises(errors.UnreadableFile, match=re.escape(str(path))):
            read_facts(path)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200), ending=st.sampled_from(["bib", "ris", "csv"]))
def test_any_text_is_read_or_refused_by_name(text: str, ending: str) -> None:
    starts = {"bib": "@article{k,\n title = {x},\n note = ", "ris": "TY  - JOUR\nTI  - x\n", "csv": "file,title\n"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"facts.{ending}"
        path.write_bytes((starts[ending] + text).encode("utf-8", "surrogatepass"))
        try:
            facts = read_facts(path)
        except errors.UnreadableFile as error:
            assert error.path == str(path)
        else:
            assert all(name == unicodedata.normalize("NFC", name) and name for name in facts.by_name)


# --- settings ----------------------------------------------------------------------------------------------------


def test_settings() -> None:
    given = ["year=2021", "Journal = Коом", "authors=Осмонов, А. Б.; Асанова, Г.", "volume=3", "issue=2", "pages=5-12"]
    assert parse_settings([*given, "doi=https://doi.org/10.1234/AB.c_d", "title=Ички миграция"]) == ARTICLE
    assert parse_settings([]) == Metadata()
    assert parse_settings(["title=a=b", "year="]) == Metadata(title="a=b")


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("yaer=2019", "no setting named 'yaer'; known: authors, doi, issue, journal, pages, title, volume, year"),
        ("2019", "'2019' sets nothing; write KEY=VALUE, for instance year=2019"),
        ("year=басмада", "year=басмада: a year is a number of four digits, for instance year=2019"),
        ("year=20191", "year=20191: a year is a number of four digits, for instance year=2019"),
        ("year=²⁰¹⁹", "year=²⁰¹⁹: a year is a number of four digits, for instance year=2019"),
    ],
)
def test_settings_that_set_nothing(pair: str, said: str) -> None:
    with pytest.raises(errors.KochmonError) as raised:
        parse_settings([pair])
    assert str(raised.value) == said


# --- citations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("style", "languages", "facts", "page", "accessed", "citation"), table("citations.tsv"))
def test_citations(style: str, languages: str, facts: str, page: str, accessed: str, citation: str) -> None:
    metadata = parse_settings(filter(None, facts.split("|")))
    document = article(*filter(None, languages.split(",")), metadata=metadata)
    day = date.fromisoformat(accessed) if accessed else None
    assert cite(document, style, accessed=day, page=int(page) if page else None) == citation


def test_apa_lists_at_most_twenty_authors() -> None:
    metadata = Metadata("x", tuple(f"Osmonov {letter}." for letter in "ABCDEFGHIJKLMNOPQRSTU"), 2021)
    assert ", Osmonov, S., . . . Osmonov, U. (2021)." in cite(Document("a", "", metadata=metadata), "apa")


def test_bibtex_looks_as_in_a_manual() -> None:
    document = article("ky", "en", metadata=replace(ARTICLE, title="", journal="Коом & илим"), id="articles/көч_1.pdf")
    assert cite(document, "bibtex", accessed=date(2026, 11, 25), page=7) == (
        "@article{osmonov2021ichki,\n"
        "  author = {Осмонов, А. Б. and Асанова, Г.},\n"
        "  title = {{Ички миграция}},\n"
        "  titleaddon = {Internal migration},\n"
        "  journal = {Коом \\& илим},\n"
        "  year = {2021},\n"
        "  volume = {3},\n"
        "  number = {2},\n"
        "  pages = {5--12},\n"
        "  doi = {10.1234/AB.c_d},\n"
        "  language = {ky},\n"
        "  urldate = {2026-11-25},\n"
        "  note = {p. 7; Kochmon: articles/көч\\_1.pdf},\n"
        "}"
    )


def test_csl_json() -> None:
    metadata = replace(ARTICLE, authors=("Осмонов А. Б.", "OECD"))
    (item,) = json.loads(cite(article("ky", metadata=metadata), "csl-json", accessed=date(2026, 11, 25)))
    assert item == {
        "id": "osmonov2021ichki",
        "type": "article-journal",
        "title": "Ички миграция",
        "author": [{"family": "Осмонов", "given": "А. Б."}, {"literal": "OECD"}],
        "issued": {"date-parts": [[2021]]},
        "container-title": "Коом",
        "volume": "3",
        "issue": "2",
        "page": "5–12",
        "DOI": "10.1234/AB.c_d",
        "language": "ky",
        "accessed": {"date-parts": [[2026, 11, 25]]},
        "note": "Kochmon: көч.pdf",
    }


def test_the_title_is_in_the_language_of_the_body_unless_a_person_gave_another() -> None:
    printed_first = Metadata(title=TITLES["ky"])
    assert "{{Внутренняя миграция}}" in cite(article("ru", "ky", metadata=printed_first), "bibtex")
    assert "{{Көчүү}}" in cite(article("ru", "ky", metadata=Metadata(title="Көчүү")), "bibtex")


def test_an_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(errors.UnknownName, match="known: apa, bibtex, csl-json, gost, ris"):
        cite(article("ky"), "mla")


def test_many_documents_have_keys_of_their_own(tmp_path: Path) -> None:
    documents = [article("ky", metadata=ARTICLE, id=f"{number}.pdf") for number in range(30)]
    facts = read(tmp_path, cite_all(documents, "bibtex"), "all.bib")
    assert len(facts.entries) == 30
    assert [entry.keys[0][-2:] for entry in facts.entries[:3]] == ["ki", "ia", "ib"]
    assert all(f"{number}.pdf" in facts.by_name for number in range(30))
    assert len(json.loads(cite_all(documents, "csl-json"))) == 30
    assert len(cite_all(documents, "gost").split("\n")) == 30


def test_keys_are_ascii() -> None:
    for title, key in (("Жеңиш күнү", "zhengish"), ("日本", ""), ("", ""), ("Größe", "grosse")):
        found = re.match(r"@misc\{(.*),", cite(Document("a", "", metadata=Metadata(title)), "bibtex"))
        assert found
        assert found[1] == key or (not key and re.fullmatch("kochmon[0-9a-f]{8}", found[1])), title


HOSTILE = st.text(max_size=40) | st.text(alphabet=" {}\\%&$#_~^\"'`-–=,;:@()|<>?!\nand.жA1", max_size=20)


@settings(max_examples=150, deadline=None)
@given(title=HOSTILE, author=HOSTILE, journal=HOSTILE, doi=HOSTILE, id=HOSTILE, style=st.sampled_from(styles()))
def test_any_strings_are_cited_without_orphans(
    title: str, author: str, journal: str, doi: str, id: str, style: str
) -> None:
    metadata = Metadata(title, (author,), None, journal, doi=doi)
    text = cite(Document(id, "", metadata=metadata), style, accessed=date(2026, 11, 25), page=1)
    text.encode("utf-8")
    if style == "csl-json":
        json.loads(text)
    if style in ("gost", "apa"):
        assert "\n" not in text


@pytest.mark.parametrize("style", ["gost", "apa"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_whatever_is_missing_leaves_no_mark(style: str, language: str) -> None:
    names = tuple(Metadata.__dataclass_fields__)
    for known in range(2 ** len(names)):
        facts = {name: getattr(ARTICLE, name) for bit, name in enumerate(names) if known >> bit & 1}
        text = cite(article(language, metadata=Metadata(**facts)), style)
        assert not re.search(r"\.\.|,\.|, ,|\(\)|\[\]|  |^[.,/]|//\s*\.|: ?\.|// \d| $|\. ,|None", text), text


# --- round trip --------------------------------------------------------------------------------------------------


def as_read(metadata: Metadata) -> Metadata:
    """What a format can carry: fields on one line, names inverted, pages with en dashes, a bare DOI."""
    return Metadata(
        title=one_line(metadata.title),
        authors=tuple(parse_name(name).inverted for author in metadata.authors if (name := one_line(author))),
        year=metadata.year,
        journal=one_line(metadata.journal),
        volume=one_line(metadata.volume),
        issue=one_line(metadata.issue),
        pages=page_range(metadata.pages),
        doi=bare_doi(metadata.doi),
    )


FACTS = st.builds(
    Metadata,
    title=HOSTILE.map(lambda text: f"Т {text}"),  # a record that says nothing is left out
    authors=st.lists(HOSTILE | st.sampled_from([row[0] for row in table("names.tsv")]), max_size=3).map(tuple),
    year=st.none() | st.integers(1000, 2999),
    journal=HOSTILE,
    volume=HOSTILE,
    issue=HOSTILE,
    pages=st.sampled_from(["", "7", "5-12", "5--12", "e1–e9", "xii-xx", "A-1–A-5", "5–12, 15"]),
    doi=HOSTILE,
)


@settings(max_examples=200, deadline=None)
@given(metadata=FACTS, style=st.sampled_from(["bibtex", "ris"]), page=st.none() | st.integers(1, 999))
def test_what_is_cited_is_read_again(metadata: Metadata, style: str, page: int | None) -> None:
    document = Document("articles/эки  боштук_№1 {x}.pdf", "", metadata=metadata)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.txt"
        path.write_text(cite(document, style, page=page), encoding="utf-8", newline="")
        facts = read_facts(path)
    assert facts.by_name[document.id] == as_read(metadata)
    assert facts.notes == ()


@settings(max_examples=200, deadline=None)
@given(text=HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (one_line, bare_doi, page_range):
        assert clean(clean(text)) == clean(text)


def test_escaping_leaves_nothing_special() -> None:
    assert not re.search(r"(?<!\\)[%&$#_~^]|--|''|``", escape("50% & {x} ~^ #_ $ -- '' `` \\"))


# --- manners -----------------------------------------------------------------------------------------------------


def test_no_parser_is_loaded_before_it_is_needed() -> None:
    heavy = ("bibtexparser", "rispy", "pylatexenc")
    assert all(importlib.util.find_spec(name) for name in heavy)
    code = f"import sys, corpus.bibliography; sys.exit(any(name in sys.modules for name in {heavy!r}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
