"""Counts by year and places in documents; with matplotlib, as pictures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus import plots
from corpus.corpus import Corpus
from corpus.documents import Metadata
from corpus.errors import KochmonError, MissingExtra, OutputExists, UnknownName
from corpus.pipeline import Settings

from .command_line import kochmon

TEXTS = {
    "эски.txt": (
        2015,
        "Чек ара ачык. Көчмөндөр чек арадан өттү. Границу открыли весной, и граница открыта до сих пор.",
    ),
    "жаңы.txt": (2018, "Айылдагы мектепке окуучулар келди. Чек арада кызматчылар турат, алар күн сайын иштешет."),
    "жылсыз.txt": (None, "Чек арага баруу үчүн жаңы жол курулду, айылдын тургундары кубанышты."),
}


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """Three texts in Kyrgyz, one of them with a Russian sentence and one without a year; the working folder."""
    monkeypatch.setenv("KOCHMON_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with corpus.open("corpus.kochmon") as opened:
        for name, (year, text) in TEXTS.items():
            Path(name).write_text(text, encoding="utf-8")
            opened.add(name, settings=Settings(given=Metadata(year=year), language="ky"))
        yield opened


@pytest.fixture
def matplotlib() -> Any:
    return pytest.importorskip("matplotlib", reason="the extra plots is not installed")


# --- numbers: no matplotlib needed -------------------------------------------------------------------------------


def test_any_form_counts_and_years_without_it_are_zero(texts: Corpus) -> None:
    found = plots.rates(texts, ["чек ара", "мектеп"])
    assert [(rate.query, rate.year, rate.count) for rate in found] == [
        ("чек ара", 2015, 2),  # Чек ара, чек арадан
        ("чек ара", 2018, 1),
        ("мектеп", 2015, 0),
        ("мектеп", 2018, 1),  # мектепке
    ]


def test_a_rate_is_per_ten_thousand_words_of_its_languages(texts: Corpus) -> None:
    words = {name: len(text.replace(".", "").replace(",", "").split()) for name, (_, text) in TEXTS.items()}
    [old, new] = plots.rates(texts, ["чек ара"])
    assert (old.words, new.words) == (words["эски.txt"], words["жаңы.txt"])
    assert old.per_10_000 == pytest.approx(20_000 / words["эски.txt"])
    assert plots.rates(texts, ["чек ара"], codes=["en"]) == ()


def test_what_occurs_nowhere_has_no_rates(texts: Corpus) -> None:
    assert plots.rates(texts, ["аскарбек"]) == ()


def test_places_run_from_beginning_to_end(texts: Corpus) -> None:
    found = plots.occurrences(texts, "чек ара")
    assert [o.document for o in found] == ["жаңы.txt", "жылсыз.txt", "эски.txt", "эски.txt"]
    assert [o.year for o in found] == [2018, None, 2015, 2015]
    assert found[1].place == found[2].place == 0
    old = TEXTS["эски.txt"][1]
    assert found[3].place == pytest.approx(old.index("чек арадан") / len(old))


# --- pictures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_in_each_format(texts: Corpus, matplotlib: Any, ending: str, start: bytes) -> None:
    before = dict(dict.items(matplotlib.rcParams))  # asking rcParams itself would choose a backend
    assert plots.timeline(texts, ["чек ара", "мектеп"], f"years.{ending}") == plots.rates(texts, ["чек ара", "мектеп"])
    assert plots.dispersion(texts, "чек ара", f"places.{ending}")
    for name in ("years", "places"):
        assert Path(f"{name}.{ending}").read_bytes().startswith(start)
    assert dict(dict.items(matplotlib.rcParams)) == before
    assert "matplotlib.pyplot" not in sys.modules  # which chooses what opens windows


@pytest.mark.filterwarnings("error")  # matplotlib warns of letters that its font lacks
def test_every_letter_is_drawn_and_no_formula(texts: Corpus, matplotlib: Any) -> None:
    Path("$x^2$ ң ө ү.txt").write_text("Жаңы өлкө үчүн өмүр. Өлкөнүн жаңы жолу.", encoding="utf-8")
    texts.add("$x^2$ ң ө ү.txt", settings=Settings(given=Metadata(year=2020)))
    assert plots.dispersion(texts, "өлкө", "a.png")
    assert plots.timeline(texts, ["өлкө", "жаңы $"], "b.png")


def test_a_file_is_not_overwritten_unless_told(texts: Corpus, matplotlib: Any) -> None:
    Path("a.png").write_bytes(b"mine")
    with pytest.raises(OutputExists):
        plots.dispersion(texts, "чек ара", "a.png")
    assert Path("a.png").read_bytes() == b"mine"
    assert plots.dispersion(texts, "чек ара", "a.png", overwrite=True)
    assert Path("a.png").read_bytes() != b"mine"


def test_nothing_found_leaves_no_file(texts: Corpus, matplotlib: Any) -> None:
    assert plots.timeline(texts, ["аскарбек"], "a.png") == ()
    assert plots.dispersion(texts, "аскарбек", "a.png") == ()
    assert not Path("a.png").exists()


def test_what_cannot_be_drawn(texts: Corpus, matplotlib: Any) -> None:
    with pytest.raises(UnknownName, match=r"no picture format named '\.jpg'; known: \.pdf, \.png, \.svg"):
        plots.timeline(texts, ["чек ара"], "a.jpg")
    with pytest.raises(KochmonError, match="9 lines cannot be told apart"):
        plots.timeline(texts, list("абвгдежзи"), "a.png")
    texts.remove(["эски.txt", "жаңы.txt"])
    with pytest.raises(KochmonError, match="no document has a year; give years with --set"):
        plots.timeline(texts, ["чек ара"], "a.png")


def test_of_many_documents_those_with_most_are_shown(
    texts: Corpus, matplotlib: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "MOST_DOCUMENTS", 1)
    assert {o.document for o in plots.dispersion(texts, "чек ара", "a.png")} == {"эски.txt"}


# --- the commands ------------------------------------------------------------------------------------------------


def test_the_commands(texts: Corpus, matplotlib: Any) -> None:
    ran = kochmon("stats", "timeline", "чек ара", "аскарбек", "-o", "a.png")
    assert (ran.status, ran.out, ran.err.splitlines()) == (
        0,
        "",
        ["nothing was found for 'аскарбек'", "written: a.png"],
    )
    assert kochmon("stats", "dispersion", "чек ара", "-o", "a.png").status == 2
    assert kochmon("stats", "dispersion", "чек ара", "-o", "a.png", "--force").err == "written: a.png\n"


@pytest.mark.parametrize("command", ["timeline", "dispersion"])
def test_without_matplotlib_they_say_what_to_install(
    texts: Corpus, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    draw = plots.timeline if command == "timeline" else plots.dispersion
    with pytest.raises(MissingExtra):
        draw(texts, ["чек ара"] if command == "timeline" else "чек ара", "a.png")  # type: ignore[arg-type]
    ran = kochmon("stats", command, "чек ара", "-o", "a.png")
    assert (ran.status, ran.err) == (2, "kochmon: a picture needs an optional package: pip install 'kochmon[plots]'\n")
    assert not Path("a.png").exists()
