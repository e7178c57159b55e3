"""Values as rows; with pandas, as a data frame."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus
import indexer
from corpus.concepts import Concept, Evidence, Label, LinkClass
from corpus.concordance import Line
from corpus.corpus import Corpus
from corpus.documents import Metadata, Span
from corpus.errors import MissingExtra
from corpus.frames import row
from corpus.pipeline import Settings
from corpus.statistics import Collocate, Frequency

from .exporters.samples import LABOUR

TEXT = """Чек ара кызматы

Аннотация. Чек ара кызматы чек арадан өткөн көчмөндөрдү каттайт.
Негизги сөздөр: чек ара, көчмөн

Аннотация. Пограничная служба учитывает мигрантов на границе.
Ключевые слова: граница, мигрант
"""


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    monkeypatch.setenv("KOCHMON_CACHE", str(tmp_path / "cache"))
    (tmp_path / "чек ара.txt").write_text(TEXT, encoding="utf-8")
    with corpus.open(tmp_path / "a.kochmon") as opened:
        opened.add(
            tmp_path / "чек ара.txt", settings=Settings(given=Metadata(year=2019, authors=("Асанов А.", "Осмонова Б.")))
        )
        yield opened


@pytest.fixture
def pandas() -> Any:
    return pytest.importorskip("pandas", reason="the extra pandas is not installed")


# --- rows: no pandas needed --------------------------------------------------------------------------------------


def test_a_span_becomes_start_and_stop() -> None:
    line = Line("a.txt", "А", 2019, None, "body", "ky", Span(4, 11), "бул", "чек ара", "узун", Span(0, 20))
    assert row(line) == {
        "document": "a.txt",
        "title": "А",
        "year": 2019,
        "page": None,
        "section": "body",
        "language": "ky",
        "start": 4,
        "stop": 11,
        "left": "бул",
        "match": "чек ара",
        "right": "узун",
        "sentence_start": 0,
        "sentence_stop": 20,
    }


def test_counts_stay_as_they_are() -> None:
    assert row(Frequency("өлкө", "ky", "noun", 3, 2, 1500.0))["per_million"] == 1500.0
    assert list(row(Collocate("эмгек", "ky", 3, 12, 9.5))) == ["text", "language", "together", "count", "log_dice"]


def test_a_concept_has_a_column_a_language() -> None:
    labels = (
        Label("border", "en"),
        Label("чек ара", "ky"),
        Label("рубеж", "ru", preferred=False),
        Label("граница", "ru"),
    )
    concept = Concept(7, labels, confidence=0.5, link_class=LinkClass.STRONG, documents=("a.txt", "b.txt"))
    assert list(row(concept)) == ["id", "ky", "ru", "en", "class", "confidence", "documents"]
    assert row(concept) == {
        "id": 7,
        "ky": "чек ара",
        "ru": "граница | рубеж",
        "en": "border",
        "class": "strong",
        "confidence": 0.5,
        "documents": "a.txt | b.txt",
    }


def test_evidence_is_readable() -> None:
    first, second = Label("чек ара", "ky"), Label("граница", "ru")
    evidence = Evidence("a.txt", first, second, "order", 0.4, (0, 1), (Span(3, 10), Span(20, 27)))
    made = row(evidence)
    assert (made["first"], made["second"], made["positions"], made["spans"]) == (
        "чек ара",
        "граница",
        "0 | 1",
        "3–10 | 20–27",
    )


def test_an_entry_of_a_glossary() -> None:
    made = row(LABOUR)
    assert (made["ru"], made["frequency_ky"], made["definition_en"]) == (
        "трудовая миграция | миграция труда",
        12,
        "moving for work",
    )
    assert made["example_ky"] == "Эмгек миграциясы айылдагы көп үй-бүлөнүн жашоосун өзгөрттү."


def test_a_document_and_a_row_of_columns(texts: Corpus) -> None:
    [document] = texts
    made = row(document)
    assert (made["document"], made["authors"], made["year"]) == ("чек ара.txt", "Асанов А. | Осмонова Б.", 2019)
    assert "ky: чек ара; көчмөн" in made["keywords"]
    side_by_side = [row(made) for made in texts.columns("чек ара")]
    assert side_by_side
    assert {"document", "ky", "ru", "en"} == set(side_by_side[0])
    assert any("[Чек ара] кызматы чек арадан өткөн" in made["ky"] for made in side_by_side)


def test_a_hit_says_why(texts: Corpus) -> None:
    index = indexer.open(texts, engine="memory")
    [hit] = index.search("граница")
    made = row(hit)
    assert (made["document"], made["title"], made["rank"]) == ("чек ара.txt", hit.document.title, 1)
    assert (made["reasons"], made["snippets"]) == (hit.reason, hit.snippet)
    assert made["scores"].startswith("ru: ") or "; ru: " in made["scores"]


@pytest.mark.parametrize("value", ["чек ара", 7, None, Line])
def test_what_is_no_value_of_ours(value: object) -> None:
    with pytest.raises(TypeError, match="a data frame is made of Kochmon's values"):
        row(value)


# --- frames ------------------------------------------------------------------------------------------------------


def test_one_call(texts: Corpus, pandas: Any) -> None:
    lines = corpus.data_frame(texts.kwic("чек ара"))
    assert isinstance(lines, pandas.DataFrame)
    assert len(lines) == len(texts.kwic("чек ара")) >= 3
    assert all(
        texts.document(d).text[a:b].lower().startswith("чек ара")
        for d, a, b in zip(lines["document"], lines["start"], lines["stop"], strict=True)
    )
    assert list(corpus.data_frame(texts)["document"]) == ["чек ара.txt"]
    assert corpus.data_frame(texts.frequencies("ky"))["count"].dtype.kind == "i"
    assert set(corpus.data_frame(texts.concepts).columns) >= {"id", "ky", "ru"}
    assert len(corpus.data_frame([])) == 0


def test_years_stay_whole_where_one_is_missing(pandas: Any) -> None:
    lines = [Line("a", "А", year, None, "", "ky", Span(0, 1), "", "а", "", Span(0, 1)) for year in (2019, None)]
    frame = corpus.data_frame(lines)
    assert str(frame["year"].dtype) == "Int64"
    assert frame["year"][0] == 2019
    assert frame["year"].isna().tolist() == [False, True]


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"a data frame needs an optional package: pip install 'kochmon\[pandas\]'"):
        corpus.data_frame([])


def test_a_frame_is_no_load_on_the_import() -> None:
    code = "import sys, corpus; print([name for name in ('pandas', 'matplotlib', 'rdflib') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
