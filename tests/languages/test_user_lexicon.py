"""A lexicon of the user stands before ours; every line that says nothing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import languages
from corpus.errors import UnknownName
from corpus.languages import Entry, LexiconError, changed_forms, with_entries, with_lexicon

LEXICON = """# Words of our project
lemma	pos	ru	en	note
Алтыным	PROPN	Алтыным	Altynym
байлоочу	NOUN	вязальщик; переплётчик	binder	root=байла
булун	NOUN	угол	corner	oblique=булц; plural=булдар
релокация	NOUN	релокация	relocation; transfer
"""


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.lexicon.tsv"
    path.write_text(LEXICON, encoding="utf-8")
    return path


def test_words_of_the_user_come_first(lexicon: Path) -> None:
    """алтынымдан is "from my gold"; in a corpus about a firm of that name it is the firm."""
    ours, theirs = languages.get("ky"), with_lexicon("ky", lexicon)
    assert ours.lemmatize("Алтынымдан")[0] == "алтын"
    assert theirs.lemmatize("Алтынымдан")[0] == "алтыным"
    assert theirs.analyze("Алтынымдан")[0].pos == "PROPN"
    assert "алтын" in {reading.lemma for reading in theirs.analyze("Алтынымдан")}


def test_words_of_the_user_are_inflected_as_ours_are(lexicon: Path) -> None:
    theirs = with_lexicon("ky", lexicon)
    assert theirs.lemmatize("релокациялардын")[0] == "релокация"
    assert theirs.analyze("байлоочулар")[0].root == "байла"
    assert theirs.lemmatize("булцунда")[0] == "булун"
    assert theirs.lemmatize("булдардын")[0] == "булун"
    assert theirs.knows("релокациясы")


def test_all_else_stays(lexicon: Path) -> None:
    ours, theirs = languages.get("ky"), with_lexicon("ky", lexicon)
    for form in list(ours.counts())[:500]:
        assert theirs.analyze(form) == ours.analyze(form)
    assert languages.get("ky").lemmatize("Алтынымдан")[0] == "алтын"  # ours is not altered


def test_equivalents_are_translations(lexicon: Path) -> None:
    theirs = with_lexicon("ky", lexicon).translations()
    assert theirs["релокация"] == {"ru": ("релокация",), "en": ("relocation", "transfer")}
    assert theirs["миграция"] == languages.get("ky").translations()["миграция"]


def test_a_word_of_ours_can_be_dropped() -> None:
    assert languages.get("ky").knows("китеп")
    dropped = with_entries("ky", (Entry("китеп", "NOUN", note="drop"),))
    assert not any(reading.lemma == "китеп" and reading.source == "lexicon" for reading in dropped.analyze("китептер"))
    assert "китеп" not in dropped.translations()


def test_one_file_serves_three_languages(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(
        "language\tlemma\tpos\tnote\tky\nru\tрелокант\tNOUN\tforms=релоканты релокантов\tкөчүп келген\n"
        "en\tdiaspora\tNOUN\tforms=diasporas\t\n",
        encoding="utf-8",
    )
    russian = with_lexicon("ru", path)
    assert russian.lemmatize("Релокантов")[0] == "релокант"
    assert russian.knows("релоканты")
    assert russian.translations()["релокант"]["ky"] == ("көчүп келген",)
    assert russian.lemmatize("миграции") == languages.get("ru").lemmatize("миграции")
    assert with_lexicon("en", path).lemmatize("diasporas")[0] == "diaspora"
    assert with_lexicon("ky", path) is languages.get("ky")


def test_a_column_may_be_missing_and_the_order_is_free(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes("\ufeffpos\tlemma\r\nNOUN\tбайлоочу\r\n\r\n# соңу\r\n".encode())
    assert with_lexicon("ky", path).lemmatize("байлоочуга")[0] == "байлоочу"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("lemma\tpos\nбайлоочу\tNOUM\n", 2, "no part of speech 'NOUM' for 'байлоочу'"),
        ("# сөздөр\nбайлоочу\tNOUN\n", 2, "the first line names the columns"),
        ("lemma\tpos\n\tNOUN\n", 2, "the lemma is missing"),
        ("lemma\tpos\nбир\tNUM\tодин\n", 2, "3 cells where 2 columns"),
        ("lemma\tpos\tComments\nбир\tNUM\t\n", 1, "no column is named 'comments'"),
        ("lemma\tpos\tnote\nбулун\tNOUN\tobliqe=булц\n", 2, "no note 'obliqe=булц'"),
    ],
)
def test_a_line_that_says_nothing_is_named(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "odd.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        with_lexicon("ky", path)
    assert raised.value.line == line
    assert f"odd.tsv:{line}: " in str(raised.value) and said in str(raised.value)


def test_other_encodings_and_languages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.tsv"
    path.write_bytes("lemma\tpos\nбир\tNUM\n".encode("cp1251"))
    with pytest.raises(LexiconError, match=r"odd.tsv:2: not UTF-8"):
        with_lexicon("ky", path)
    path.write_text("lemma\tlanguage\nбир\txx\n", encoding="utf-8")
    with pytest.raises(UnknownName, match="'xx'"):
        with_lexicon("ky", path)


def test_forms_whose_lemma_changes_are_listed(lexicon: Path) -> None:
    ours, theirs = languages.get("ky"), with_lexicon("ky", lexicon)
    forms = ["Алтынымдан", "китептер", "миграциясынын"]
    kept = [(form, ours.lemmatize(form)) for form in forms]
    assert list(changed_forms(kept, ours)) == []
    (change,) = changed_forms(kept, theirs)
    assert (change.form, change.before[0], change.after[0], change.first) == ("Алтынымдан", "алтын", "алтыным", True)


def test_forms_of_the_corpus_at_hand_speak_for_a_word_that_is_not_listed() -> None:
    corpus = {"тарыкчын": 9}
    plain, knowing = languages.get("ky"), with_entries("ky", (), counted=lambda form: corpus.get(form, 0))
    assert plain.analyze("тарыкчында")[0].source == "suffixes"
    before = {reading.lemma: reading.score for reading in plain.analyze("тарыкчында")}
    after = {reading.lemma: reading.score for reading in knowing.analyze("тарыкчында")}
    assert after["тарыкчын"] > before["тарыкчын"]
    assert knowing.lemmatize("тарыкчында")[0] == "тарыкчын"
    assert knowing.analyze("китептер") == plain.analyze("китептер")
