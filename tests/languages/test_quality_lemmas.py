"""The lemma figures: how they are counted, and that Kyrgyz keeps to them where the data is present."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("KOCHMON_DATA", ROOT.parent / "shared" / "data"))


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


LEMMAS = load("_quality_lemmas")


def words(*lines: str) -> list[Any]:
    return [LEMMAS.Word(*line.split()) for line in lines]


def test_accuracy_ignores_case_and_the_dots_of_yo() -> None:
    gold = words("Китептер китеп NOUN", "ёлкага Елка NOUN", "барды бар VERB")
    key = {"Китептер": "КИТЕП", "ёлкага": "ёлка", "барды": "барды"}.__getitem__
    assert LEMMAS.measures(gold, key)["accuracy"] == pytest.approx(2 / 3)
    assert LEMMAS.by_pos(gold, key) == {"NOUN": 1.0, "VERB": 0.0}


def test_conflation_counts_pairs_of_types() -> None:
    """Gold: three forms of ат, two of аты. The key joins two of ат, and one of ат with one of аты."""
    gold = words("ат ат N", "атка ат N", "аттан ат N", "атын аты N", "атына аты N", "атка ат N")
    key = {"ат": "a", "атка": "a", "аттан": "b", "атын": "b", "атына": "c"}.__getitem__
    figures = LEMMAS.conflation(gold, key)
    assert figures["precision"] == pytest.approx(1 / 2)
    assert figures["recall"] == pytest.approx(1 / 4)
    assert figures["f1"] == pytest.approx(1 / 3)


def test_identity_joins_nothing() -> None:
    assert LEMMAS.conflation(words("ат ат N", "атка ат N"), str)["f1"] == 0.0


@pytest.mark.parametrize(("form", "counts"), [("жол", True), ("үй-бүлө", False), ("KOICA", False), ("5", False)])
def test_only_cyrillic_words_count_for_kyrgyz(form: str, counts: bool) -> None:
    assert LEMMAS.scored(form, "ky") is counts


def test_ranges_and_empty_nodes_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text("# text\n1-2\tаб\t_\t_\n1\tа\tа\tX\t_\n2.1\tв\tв\tX\n\n", encoding="utf-8")
    assert list(LEMMAS.read(path)) == words("а а X")


def test_kyrgyz_keeps_its_figures() -> None:
    path = DATA / "ky_ktmu-ud-train.conllu"
    if not path.is_file():
        pytest.skip(f"needs {path.name}: set KOCHMON_DATA")
    result = LEMMAS.run(argparse.Namespace(file=path, language="ky"))
    assert result["accuracy"] >= 0.82
    assert result["f1"] >= 0.80
    assert result["root_accuracy"] >= 0.885
    assert result["root_f1"] >= 0.845
    assert result["rivals"]["identity"]["accuracy"] < result["accuracy"]


GOLD = Path(__file__).parent / "ky" / "gold.conllu"


def test_the_gold_set_is_well_formed() -> None:
    """Ten columns, numbered from 1, the text that of its words; three styles of fifty sentences or more."""
    styles: Counter[str] = Counter()
    for block in GOLD.read_text(encoding="utf-8").strip().split("\n\n"):
        comments = [line for line in block.split("\n") if line.startswith("#")]
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        assert all(len(row) == 10 and row[2] == row[2].lower() for row in rows)
        text = "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in rows).strip()
        assert f"# text = {text}" in comments
        styles[next(c for c in comments if c.startswith("# sent_id")).split()[-1].split("-")[0]] += 1
    assert set(styles) == {"news", "grammar", "literary"}
    assert min(styles.values()) >= 50


def test_kyrgyz_keeps_its_figures_on_the_gold_set() -> None:
    result = LEMMAS.run(argparse.Namespace(file=GOLD, language="ky"))
    assert result["accuracy"] >= 0.965
    assert result["f1"] >= 0.93
    assert {name: figures["accuracy"] >= 0.95 for name, figures in result["by_style"].items()} == {
        "news": True,
        "grammar": True,
        "literary": True,
    }


def test_coverage_counts_small_letters_and_listed_stems(tmp_path: Path) -> None:
    """Of китептер, юрупдун, 5, Бишкек and барды the second is unknown, the next two do not count."""
    path = tmp_path / "a.txt"
    path.write_text("китептер юрупдун 5 Бишкек барды", encoding="utf-8")
    assert LEMMAS.coverage(path, LEMMAS.languages.get("ky")) == pytest.approx(2 / 3)


def test_turkish_letters_cover_the_alphabet() -> None:
    alphabet = LEMMAS.languages.get("ky").alphabet
    assert set(LEMMAS._letters()) == set(alphabet)
    assert LEMMAS.turkish("Жумушчулардын") == "cumu\u015f\u00e7ulard\u0131n"
