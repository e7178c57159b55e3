"""kochmon paradigm and analyse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus import languages

from ..command_line import kochmon


def test_a_noun_in_a_table_for_a_reader() -> None:
    lines = kochmon("paradigm", "китеп", "--format", "table").lines
    assert [line.split() for line in lines[2:8]] == [
        ["–", "китеп", "китептер"],
        ["GEN", "китептин", "китептердин"],
        ["DAT", "китепке", "китептерге"],
        ["ACC", "китепти", "китептерди"],
        ["LOC", "китепте", "китептерде"],
        ["ABL", "китептен", "китептерден"],
    ]


def test_a_verb_in_a_table_for_a_reader() -> None:
    lines = kochmon("paradigm", "кел", "--format", "table", COLUMNS="120").lines
    third = next(line for line in lines if line.startswith("3 "))
    assert third.split()[1:3] == ["келет", "келди"]
    assert any("келбейт" in line for line in lines)


def test_rows_hold_every_form_that_the_table_shows() -> None:
    for word in ("китеп", "кел"):
        rows = kochmon("paradigm", word, "--format", "jsonl").rows
        shown = kochmon("paradigm", word, "--format", "table", COLUMNS="200").out
        assert {row["form"] for row in rows} <= set(shown.split())


def test_every_form_analyses_back() -> None:
    language = languages.get("ky")
    for row in kochmon("paradigm", "орун", "--format", "jsonl").rows:
        assert "орун" in {reading.lemma for reading in language.analyze(row["form"])}, row


def test_any_form_leads_to_its_word() -> None:
    assert kochmon("paradigm", "китептерибизден", "--format", "jsonl").rows[0]["form"] == "китеп"


def test_the_part_of_speech_can_be_chosen() -> None:
    plain, chosen = (
        kochmon("paradigm", "кой", "-f", "jsonl"),
        kochmon("paradigm", "кой", "--pos", "verb", "-f", "jsonl"),
    )
    assert {row["pos"] for row in plain.rows} == {"NOUN"} and "VERB (--pos)" in plain.err
    assert {row["pos"] for row in chosen.rows} == {"VERB"} and not chosen.err
    assert "коёт" in {row["form"] for row in chosen.rows}


def test_a_pronoun_has_its_own_forms() -> None:
    forms = {row["gloss"]: row["form"] for row in kochmon("paradigm", "мен", "-f", "jsonl").rows}
    assert (forms[""], forms["DAT"], forms["GEN"]) == ("мен", "мага", "менин")


def test_a_language_without_paradigms_says_so() -> None:
    ran = kochmon("paradigm", "книга", "--language", "ru")
    assert ran.status == 2 and "Kyrgyz" in ran.err


def test_a_text_as_conllu_in_the_language_detected() -> None:
    ran = kochmon("analyse", "Мигранттар шаарга көчүп келишти.")
    assert ran.status == 0
    assert "1\tМигранттар\tмигрант\tNOUN" in ran.out
    assert "книга\tNOUN" in kochmon("analyse", "Дети читают новые книги о нашей стране.").out
    assert "\tmigrant\t" in kochmon("analyse", "--language", "en", "migrants").out


def test_a_text_from_a_pipe() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "indexer", "analyse", "--language", "ky", "-"],
        input="Китептерди окудук.\n".encode(),
        capture_output=True,
        check=True,
    )
    assert "1\tКитептерди\tкитеп\t" in run.stdout.decode()


def test_a_text_of_no_language_asks_for_one() -> None:
    ran = kochmon("analyse", "123 456")
    assert ran.status == 2 and "--language" in ran.err


def test_words_of_the_user_are_read_and_declined(tmp_path: Path) -> None:
    lexicon = tmp_path / "own.tsv"
    lexicon.write_text("lemma\tpos\tnote\nАлтыным\tPROPN\t\nбулун\tNOUN\toblique=булц\n", encoding="utf-8")
    assert "\tалтын\tNOUN\t" in kochmon("analyse", "--language", "ky", "Бул алтынымдан").out
    assert "\tалтыным\tPROPN\t" in kochmon("analyse", "--language", "ky", "--lexicon", lexicon, "Бул алтынымдан").out
    rows = kochmon("paradigm", "булун", "--lexicon", lexicon, "-f", "jsonl").rows
    assert "булцунда" in {row["form"] for row in rows}
    (first, *_) = kochmon("explain", "word", "Алтынымдан", "--lexicon", lexicon, "-f", "jsonl").rows
    assert (first["lemma"], first["segmentation"]) == ("алтыным", "алтыным-дан")
    assert kochmon("paradigm", "булун", "--lexicon", tmp_path / "none.tsv").status == 2
