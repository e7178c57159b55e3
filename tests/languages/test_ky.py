"""Kyrgyz: what must not change, segmentation, roots, the lexicon, and the grammar read both ways."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import languages
from corpus.languages._kyrgyz import analyzer, grammar, lexicon, paradigm, phonology
from corpus.languages._kyrgyz import features as feature_table

HERE = Path(__file__).parent / "ky"
KY = languages.get("ky")
PARTS = {"NOUN", "PROPN", "ADJ", "ADV", "VERB", "AUX", "PRON", "DET", "NUM", "ADP", "CCONJ", "SCONJ", "PART", "INTJ"}


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("word", "note"), table("unchanged.tsv"))
def test_a_whole_word_stays_whole(word: str, note: str) -> None:
    assert KY.lemmatize(word)[0] == word, note


@pytest.mark.parametrize(("form", "segments", "note"), table("segments.tsv"))
def test_a_form_is_cut_and_glossed(form: str, segments: str, note: str) -> None:
    """segments.tsv writes the stem, then ``suffix:GLOSS`` for each suffix."""
    best = KY.analyze(form)[0]
    chain = [f"{surface}:{label}" for surface, label in best.suffixes]
    assert chain == segments.split()[1:], note
    assert best.lemma.startswith(segments.split()[0][:-1])


@pytest.mark.parametrize(("form", "root", "note"), table("roots.tsv"))
def test_the_root_is_without_voice_and_regular_derivation(form: str, root: str, note: str) -> None:
    assert KY.analyze(form)[0].root == root, note


@pytest.mark.parametrize(("form", "pos", "features", "note"), table("features.tsv"))
def test_features_are_those_of_universal_dependencies(form: str, pos: str, features: str, note: str) -> None:
    best = KY.analyze(form)[0]
    assert (best.pos, best.features) == (pos, features), note


def test_every_label_with_features_is_one_of_the_grammar() -> None:
    labels = {suffix.label for suffix in grammar.suffixes()} | {"PL", "LOC.ATTR"}
    assert set(feature_table._features()) <= labels


def test_a_form_of_two_words_gives_both_lemmas() -> None:
    """In «кесип өткөн» кесип is cut from кес, elsewhere it is the profession: a form alone cannot tell."""
    assert set(KY.lemmatize("кесип")) == {"кесип", "кес"}
    assert {"атаң", "ат"} & {reading.lemma for reading in KY.analyze("аттан")}


def test_the_stem_of_a_number_or_an_acronym_is_not_translated_into_sounds() -> None:
    assert KY.analyze("2024-жылдын")[0].suffixes == (("дын", "GEN"),)
    assert KY.analyze("ЕАЭБдин")[0].lemma == "еаэб"


def test_known_words_are_those_with_a_listed_stem() -> None:
    assert KY.knows("китептерибизден")
    assert KY.knows("Кыргызстандыктардын")
    assert not KY.knows("выяснив")
    assert KY.analyze("фьючерстердин")[0].source == "suffixes"


# --- sounds -----------------------------------------------------------------------------------------------------


@given(st.text(alphabet=KY.alphabet, min_size=1, max_size=12))
def test_spelling_out_keeps_every_letter(word: str) -> None:
    spelling = phonology.spell(word)
    assert spelling.stem(len(spelling.sounds)) == word
    assert len(spelling.starts) == len(spelling.sounds) + 1
    assert list(spelling.starts) == sorted(spelling.starts)


@pytest.mark.parametrize(
    ("form", "stem", "shapes"),
    [
        ("LAр", "китеп", "тер"),
        ("LAр", "бала", "лар"),
        ("LAр", "көл", "дөр"),
        ("LAр", "токой", "лор"),
        ("YU", "ыктыяр", "луу дуу"),
        ("NIн", "өлкө", "нүн"),
        ("NIн", "жыл", "дын"),
        ("GA", "дос", "ко"),
        ("[с]I", "уу", "су"),
        ("(I)бIз", "үй", "үбүз"),
        ("(I)рEк", "көб", "үрөөк"),
        ("чW", "кел", "чү"),
        ("C:A", "иште", ""),
        ("V:й", "иште", "й"),
    ],
)
def test_a_suffix_takes_the_shape_that_the_stem_wants(form: str, stem: str, shapes: str) -> None:
    assert phonology.realize(form, phonology.context(stem)) == tuple(shapes.split())


# --- grammar ----------------------------------------------------------------------------------------------------


def test_every_suffix_leads_somewhere_and_can_be_reached() -> None:
    sources = {source for suffix in grammar.suffixes() for source in suffix.sources}
    targets = {suffix.target for suffix in grammar.suffixes()}
    starts = {"noun", "verb", "numeral", "adverb", "pronoun", "particle"}
    assert sources <= targets | starts
    assert targets - sources <= {"end", "q", "pred"}


def test_costs_are_of_steps_that_exist() -> None:
    steps = {(source, f"{s.form} {s.label}") for s in grammar.suffixes() for source in s.sources}
    assert {key for key in grammar.costs() if key[1] and key not in steps} == set()


VOICE = {"PASS", "CAUS", "PTCP.AGT"}
SAMPLE = [
    (stem.lemma, stem.pos)
    for number, stems in enumerate(lexicon.stems().values())
    for stem in stems
    if stem.pos in ("NOUN", "VERB") and not stem.verbal and (number % 60 == 0 or stem.lemma in {"бала", "орун", "кой"})
]


@pytest.mark.parametrize(("lemma", "pos"), SAMPLE)
def test_what_the_grammar_makes_it_reads_back(lemma: str, pos: str) -> None:
    forms = paradigm.paradigm(lemma, pos)
    assert len(forms) > 100
    for form in forms:
        readings = KY.analyze(form.form)
        if VOICE.intersection(form.gloss.split("-")):  # the lemma keeps the voice, the root does not
            assert any(reading.lemma.startswith(lemma[:-1]) or reading.root == lemma for reading in readings), form
        else:
            assert any(reading.lemma == lemma for reading in readings), form


@pytest.mark.parametrize(("lemma", "pos", "gloss", "forms"), table("paradigms.tsv"))
def test_a_slot_has_its_forms(lemma: str, pos: str, gloss: str, forms: str) -> None:
    assert paradigm.generate(lemma, pos, gloss) == tuple(forms.split())


# --- lexicon ----------------------------------------------------------------------------------------------------

ENTRIES = [(domain, entry) for domain in lexicon.domains() for entry in lexicon.entries(domain)]


def test_headwords_are_written_in_kyrgyz_letters() -> None:
    allowed = KY.letters | set(" -")
    assert {entry.lemma for _, entry in ENTRIES if set(entry.lemma.lower()) - allowed} == set()


def test_no_cell_mixes_scripts() -> None:
    def scripts(word: str) -> set[str]:
        return {unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}

    for domain, entry in ENTRIES:
        assert all(scripts(word) <= {"CYRILLIC"} for word in entry.russian), (domain, entry)
        assert all(scripts(word) <= {"LATIN"} for word in entry.english), (domain, entry)


def test_every_entry_is_filled_in() -> None:
    for domain, entry in ENTRIES:
        assert entry.pos in PARTS, (domain, entry)
        assert entry.russian, (domain, entry)
        assert entry.english, (domain, entry)
        assert len(entry.russian) <= 4, (domain, entry)
        assert len(entry.english) <= 4, (domain, entry)


def test_no_headword_stands_twice() -> None:
    seen = Counter((entry.lemma.lower(), entry.pos) for _, entry in ENTRIES)
    assert [key for key, count in seen.items() if count > 1] == []


def test_the_files_are_sorted() -> None:
    for domain in set(lexicon.domains()) - {"closed"}:
        words = [entry.lemma for entry in lexicon.entries(domain)]
        assert words == sorted(words, key=lambda word: [KY.alphabet.find(letter) for letter in word.lower()]), domain


def test_verbs_are_bare_stems() -> None:
    """No hyphen, no infinitive in -мак, no verbal noun in -уу after a consonant."""
    for _, entry in ENTRIES:
        if entry.pos == "VERB":
            assert not entry.lemma.endswith(("-", "мак", "мек", "моо")), entry
            assert not entry.lemma.endswith(("луу", "лоо", "үү")), entry


def test_irregular_forms_lead_to_their_headword() -> None:
    for _, entry in ENTRIES:
        for shape, (stem, kind) in ((s, p) for s, pairs in lexicon.irregular().items() for p in pairs):
            if stem.lemma == entry.lemma and kind == "oblique":
                assert shape[0] == entry.lemma[0], entry


def test_notes_name_features_that_exist() -> None:
    for _, entry in ENTRIES:
        for part in filter(None, entry.note.split("; ")):
            assert part.partition("=")[0] in {"oblique", "plural", "root", "first"}, entry


def test_every_headword_of_one_word_is_known() -> None:
    words = {entry.lemma for _, entry in ENTRIES if " " not in entry.lemma}
    assert {word for word in words if not KY.knows(word)} == set()


def test_a_headword_is_among_its_own_lemmas() -> None:
    for _, entry in ENTRIES:
        if " " not in entry.lemma and "-" not in entry.lemma:
            assert entry.lemma.lower() in {reading.lemma for reading in KY.analyze(entry.lemma)}, entry


def test_translations_hold_terms_of_several_words() -> None:
    translations = KY.translations()
    assert translations["чек ара"] == {"ru": ("граница",), "en": ("border",)}
    assert translations["БУУ"]["ru"] == ("ООН",)
    assert translations["акча которуу"]["en"][0] == "remittance"


def test_weights_are_of_headwords() -> None:
    known = {(stem.lemma, stem.pos) for stems in lexicon.stems().values() for stem in stems}
    known |= {(stem.lemma, stem.pos) for stems in lexicon.forms().values() for stem in stems}
    assert set(lexicon.stem_counts()) <= known


def test_the_cache_does_not_change_an_answer() -> None:
    first = KY.analyze("көчөсүндө")
    analyzer.standard().analyze.cache_clear()
    KY.lemmatize.cache_clear()  # type: ignore[attr-defined]
    assert KY.analyze("көчөсүндө") == first


# --- the table of slots -----------------------------------------------------------------------------------------

SLOTS = table("slots.tsv")
SELDOM = {"APPROX", "CMPR", "CVB.PURP", "2PL.POL", "2SG.POL", "PRF.1SG"}
"""Labels of inflection with fewer words in the table: their forms are headwords, or read as another slot."""


@pytest.mark.parametrize(("form", "lemma", "chain"), SLOTS)
def test_a_form_is_read_slot_by_slot(form: str, lemma: str, chain: str) -> None:
    best = KY.analyze(form)[0]
    assert (best.lemma, "-".join(label for _, label in best.suffixes)) == (lemma, chain)


def test_every_slot_has_five_words_and_no_word_has_more_than_ten_lines() -> None:
    words: dict[str, set[str]] = {}
    for _, lemma, chain in SLOTS:
        for label in chain.split("-"):
            words.setdefault(label, set()).add(lemma)
    labels = {suffix.label for suffix in grammar.suffixes() if suffix.role == "inflection"}
    assert {label for label in labels - SELDOM if len(words.get(label, ())) < 5} == set()
    assert max(Counter(lemma for _, lemma, _ in SLOTS).values()) <= 10


def test_the_table_holds_six_hundred_facts() -> None:
    assert len(SLOTS) + len(table("lemmas.tsv")) >= 600


def test_equivalents_are_lemmas_that_other_dictionaries_know() -> None:
    """But for participles used as adjectives, names, and things of the country, which they lack."""
    from benchmarks import _quality_lexicon as counted

    entries = [entry for _, entry in ENTRIES]
    russian, english = counted.odd_russian(entries), counted.odd_english(entries)
    assert len(russian) / len(counted.singles(entry.russian for entry in entries)) < 0.035, russian[:20]
    assert len(english) / len(counted.singles(entry.english for entry in entries)) < 0.07, english[:20]


def test_the_lexicon_is_large_and_says_who_read_it() -> None:
    assert len({entry.lemma for _, entry in ENTRIES}) >= 10_000
    assert sum(entry.pos == "VERB" and " " not in entry.lemma for _, entry in ENTRIES) >= 1_500
    for path in lexicon.FOLDER.glob("*.tsv"):
        head = path.read_text(encoding="utf-8").split("lemma\tpos\tru\ten\tnote\treview\n")
        assert len(head) == 2 and "CC BY 4.0" in head[0] and "native speaker" in head[0], path.name
