"""Search over small corpora: what is found, in which order, why, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.corpus import Corpus
from corpus.decisions import parse as decisions
from corpus.documents import Span
from corpus.errors import QueryError
from indexer import engine as engines
from indexer.search import Index, Results, open_index
from indexer.snippets import LONGEST

from . import articles, made

_LINES = Path(__file__).with_name("inflected.tsv").read_text(encoding="utf-8").splitlines()
INFLECTED = [tuple(line.split("\t")) for line in _LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with made.corpus(tmp_path_factory.mktemp("articles"), articles.TEXTS) as texts, open_index(texts) as opened:
        yield opened


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[dict[str, Index]]:
    """Indexes by name, closed at the end."""
    made_here: dict[str, Index] = {}
    yield made_here
    for each in made_here.values():
        each.close()
        each.corpus.close()


def texts(opened: dict[str, Index], folder: Path, texts: dict[str, str]) -> Index:
    opened[str(folder)] = open_index(made.corpus(folder, texts), engine="memory")
    return opened[str(folder)]


def ids(results: Results) -> list[str]:
    return [hit.document.id.removesuffix(".txt") for hit in results]


def found(index: Index, typed: str) -> set[str]:
    return set(ids(index.search(typed, limit=None)))


# --- forms and lemmas ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """One text a form, so that what is found tells which forms are."""
    frames = {
        "ky": "Макалада «{}» деген сөз каралат.",
        "ru": "В статье стоит слово «{}».",
        "en": "The word “{}” is in it.",
    }
    named = {
        f"{number}_{i}_{code}.txt": "\n\n".join([frames[code].format(form)] * 3)
        for number, (typed, others, code, _) in enumerate(INFLECTED)
        for i, form in enumerate([typed, *others.split()])
    }
    with made.corpus(tmp_path_factory.mktemp("forms"), named) as corpus, open_index(corpus) as opened:
        yield opened


@pytest.mark.parametrize("row", range(len(INFLECTED)), ids=[row[0] for row in INFLECTED])
def test_any_form_finds_every_form(forms: Index, row: int) -> None:
    typed, others, code, _ = INFLECTED[row]
    wanted = {f"{row}_{i}_{code}" for i in range(len(others.split()) + 1)}
    for form in [typed, *others.split()]:
        own = {id for id in found(forms, f"{form} language:{code}") if id.startswith(f"{row}_")}
        assert own == wanted, form


def test_the_form_that_was_typed_comes_first(forms: Index) -> None:
    for typed in ("миграциясынын", "миграция", "шаарларда", "migrations"):
        first = forms.search(typed).hits[0]
        assert typed in first.document.text
        assert first.reason.endswith(f"{typed} (exact)")


def test_a_loan_is_found_in_both_languages_by_any_form(index: Index) -> None:
    """миграция is written alike in Kyrgyz and Russian, миграциясынын and миграциями in one of them only."""
    everywhere = {"internal", "labour", "kyrgyz", "russian"}
    for typed in ("миграция", "миграциясынын", "миграциялар", "миграцию", "миграциями"):
        assert found(index, typed) == everywhere, typed


def test_short_stems_are_not_taken_for_words_of_another_language(opened: dict[str, Index], tmp_path: Path) -> None:
    """турган is a form of the Kyrgyz verb тур, which is no Russian tour."""
    index = texts(
        opened,
        tmp_path,
        {
            "ky.txt": "Биз бул шаарда турган элек. Ал көп жыл турду жана кетти.",
            "ru.txt": "Это был долгий тур по стране. Второй тур выборов прошёл спокойно.",
        },
    )
    assert found(index, "турган") == {"ky"}


def test_letters_of_an_alphabet_stay_apart(opened: dict[str, Index], tmp_path: Path) -> None:
    pairs = {"көл": "кол", "үй": "уй", "война": "воин"}
    sentences = {
        "көл": "Бул терең көл тоодо жайгашкан.",
        "кол": "Анын бир кол жазмасы сакталып калган.",
        "үй": "Айылда жаңы үй салынып жатат.",
        "уй": "Биздин уй көп сүт берет.",
        "война": "Эта война разрушила многие города и сёла.",
        "воин": "Этот воин вернулся домой через год.",
    }
    index = texts(opened, tmp_path, {f"{word}.txt": sentence for word, sentence in sentences.items()})
    for one, other in pairs.items():
        assert found(index, one) == {one}
        assert found(index, other) == {other}


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("COVID-19", "a hyphen and digits"),
        ("covid-19", "small letters"),
        ("migrants'", "an apostrophe"),
        ("migrants’", "the curly one"),
        ("isn't", "an apostrophe within"),
        ("isn’t", "the curly one"),
        ("үй-бүлө", "a hyphen"),
        ("үй\N{NON-BREAKING HYPHEN}бүлө", "another hyphen"),
        ("өлкө\N{NO-BREAK SPACE}", "a no-break space"),
        ("өл\N{ZERO WIDTH SPACE}кө", "a zero-width space within"),
        ("и\N{COMBINING BREVE}од", "a decomposed letter"),
        ("Темасы: өлкө", "a colon"),
        ("ООН/БУУ", "a slash"),
        ("№ 5", "a sign"),
        ("(өлкө", "a parenthesis without its mate"),
        ("өлкө) AND", "an operator without an operand"),
    ],
)
def test_words_are_found_however_they_are_typed(
    opened: dict[str, Index], tmp_path: Path, typed: str, note: str
) -> None:
    text = (
        "COVID-19 мезгилинде өлкө жабылды. Көп үй-бүлө кыйналды. Йод жетишпеди. БУУ жардам берди. № 5 мыйзам кабыл "
        "алынды."
        "\n\nThe migrants’ rights were discussed. It isn't easy to cross the border in winter."
    )
    assert found(texts(opened, tmp_path, {"a.txt": text}), typed) == {"a"}


# --- rows, operators, fields ---------------------------------------------------------------------------------------


def test_a_row_is_found_by_lemma_and_the_exact_one_first(opened: dict[str, Index], tmp_path: Path) -> None:
    index = texts(
        opened,
        tmp_path,
        {
            "a_inflected.txt": "Мамлекеттин чек арасында кароол турат. Жол алыс жана узак.",
            "b_exact.txt": "Мамлекеттин чек ара кызматы иштейт. Жол алыс жана узак.",
            "c_apart.txt": "Мамлекеттин чек жана ара деген сөзү бар. Жол алыс жана узак.",
        },
    )
    results = index.search('"чек ара"')
    assert ids(results) == ["b_exact", "a_inflected"]
    assert [hit.reason for hit in results] == ["ky: чек ара (exact)", "ky: чек ара (lemma)"]
    assert ids(index.search("чек ара"))[:2] == ["b_exact", "a_inflected"]


def test_a_beginning_within_a_row(index: Index) -> None:
    assert found(index, '"эмгек мигра*"') == {"labour"}
    assert found(index, '"эмгек жума*"') == set()


def test_and_holds_within_a_part(index: Index) -> None:
    """internal.txt has шаар in Kyrgyz and город in Russian, but never both in one language."""
    assert found(index, "миграция AND шаар") == {"internal"}
    assert found(index, "шаар AND город") == set()
    assert index.search("миграция AND шаар").hits[0].languages == ("ky",)


def test_not_excludes_parts(index: Index) -> None:
    assert found(index, "миграция NOT шаар NOT город") == {"labour", "kyrgyz", "russian"}
    assert found(index, 'market NOT "labour market"') == {"english"}
    assert found(index, "market NOT (labour OR migrants)") == set()


def test_what_is_excluded_gives_no_reason(index: Index) -> None:
    results = index.search("миграция NOT шаар")
    assert all("шаар" not in hit.reason for hit in results)
    assert all(way.text != "шаар" for way in results.expansion.ways)


def test_fields_restrict_and_alone_list(index: Index) -> None:
    assert found(index, "language:en") == {"internal", "labour", "english"}
    assert found(index, "миграция language:ky") == {"internal", "labour", "kyrgyz"}
    assert found(index, "document:internal.txt") == found(index, "document:internal") == {"internal"}
    assert found(index, "format:txt миграция") == found(index, "миграция")
    assert found(index, "year:1999") == set()
    assert index.search("language:en").hits[0].reason == ""


def test_languages_are_named_as_people_write_them(index: Index) -> None:
    assert index.search("миграция", languages=["kg"]).total == 3
    with pytest.raises(QueryError, match="no language named 'de'; known: en, ky, ru"):
        index.search("миграция", languages=["de"])


def test_a_journal_is_found_by_a_part_of_its_name(index: Index) -> None:
    from corpus.documents import Metadata

    index.corpus.set("labour.txt", Metadata(journal="Калк жана коом жарчысы", year=2018))
    assert found(index, "journal:жарчысы") == found(index, 'journal:"калк жана"') == {"labour"}
    assert ids(index.search("миграция", journal="Коом")) == ["labour"]
    assert ids(index.search("миграция", years=[2017, 2018])) == ["labour"]


def test_facets_count_documents_not_their_languages(index: Index) -> None:
    facets = index.search("миграция", limit=1, facets=["language", "format", "journal"]).facets
    assert facets["format"] == {"txt": 4}
    assert facets["language"] == {"ky": 3, "ru": 3}


# --- function words ------------------------------------------------------------------------------------------------


def test_function_words_alone_are_found(opened: dict[str, Index], tmp_path: Path) -> None:
    sentences = {
        "ky": "Ата жана бала келди. Алар эртең кайра кетишет.",
        "ru": "Быть или не быть – вот в чём вопрос. Никто не знает ответа.",
        "en": "To be or not to be is the question. Nobody knows the answer.",
    }
    index = texts(opened, tmp_path, {f"{code}.txt": text for code, text in sentences.items()})
    assert found(index, "жана") == {"ky"}
    assert found(index, "the") == {"en"}
    for typed, code in (('"быть или не быть"', "ru"), ('"to be or not to be"', "en")):
        (hit,) = index.search(typed)
        assert hit.document.id == f"{code}.txt"
        assert hit.reason == f"{code}: {typed.strip(chr(34))} (exact)"
        (snippet,) = hit.snippets
        assert snippet.marked().lower().startswith(f"[{typed.strip(chr(34))}]")


def test_function_words_weigh_nothing_in_longer_queries(index: Index) -> None:
    assert found(index, "шаар жана") == found(index, "шаар")
    assert found(index, "in the village") == found(index, "village")
    assert found(index, "the policy of migrants") == found(index, "policy migrants")
    results = index.search("молодёжь и город")
    assert all(" и" not in way.text.split() for way in results.expansion.ways)
    assert results.hits[0].reason.startswith("ru: молодёжь, город (exact)")


# --- across languages ----------------------------------------------------------------------------------------------


def test_a_query_finds_the_labels_of_other_languages_and_says_why(index: Index) -> None:
    for typed, others in {
        "внутренняя миграция": ("ички миграция", "internal migration"),
        "internal migration": ("ички миграция", "внутренняя миграция"),
        "ички миграциянын": ("внутренняя миграция", "internal migration"),
    }.items():
        hit = index.search(typed).hits[0]
        assert hit.document.id == "internal.txt"
        assert set(hit.languages) == {"ky", "ru", "en"}
        for label in others:
            assert f"{label} ← {typed} (concept, strong, 0.9" in hit.reason


def test_confidence_is_rounded_down_and_whole_only_where_a_person_accepted(tmp_path: Path) -> None:
    with made.corpus(tmp_path, articles.TEXTS) as corpus, open_index(corpus) as index:
        before = index.search("рынок труда").hits[0].reason
        assert "(concept, strong, 0.99)" in before
        (tmp_path / "made.decisions.txt").write_text("accept ky:эмгек рыногу = ru:рынок труда\n", encoding="utf-8")
        assert decisions((tmp_path / "made.decisions.txt").read_text(encoding="utf-8"), "")
    with made.open_corpus(tmp_path / "made.kochmon") as corpus, open_index(corpus) as index:
        concept = next(c for c in corpus.concepts if "рынок труда" in c.by_language().get("ru", ()))
        reason = index.search("рынок труда").hits[0].reason
        assert ("1.00" in reason) == (concept.link_class.value == "accepted" and concept.confidence == 1.0)


def test_the_languages_can_be_kept_apart(index: Index) -> None:
    results = index.search("internal migration", concepts=False)
    assert all(hit.languages == ("en",) for hit in results)
    assert all(way.concept is None for way in results.expansion.ways)


def test_only_the_forms_that_were_typed(index: Index) -> None:
    assert found(index, "көчкөндөрдүн") == {"kyrgyz", "internal"}  # which holds көчүп
    assert ids(index.search("көчкөндөрдүн", lemmas=False)) == ["kyrgyz"]
    assert ids(index.search("көчкөн", lemmas=False)) == []
    results = index.search("шаарды", lemmas=False)
    assert [hit.reason for hit in results] == ["ky: шаарды (exact)"]


@pytest.mark.parametrize("off", ["ички миграция", "ички миграциянын", "ИЧКИ МИГРАЦИЯГА", " «ички  миграция» "])
def test_an_added_term_is_switched_off_by_any_of_its_forms(index: Index, off: str) -> None:
    results = index.search("internal migration", without=[off])
    assert results.expansion.switched_off == ["ички миграция"]
    assert "ru" in results.hits[0].languages
    assert "ky" not in results.hits[0].languages


def test_without_its_lemma_a_word_is_found_as_typed(index: Index) -> None:
    results = index.search("шаарды", without=["шаар"])
    assert [hit.reason for hit in results] == ["ky: шаарды (exact)"]
    assert "шаар" in results.expansion.switched_off
    assert index.search("шаар", without=["шаарды"]).total == index.search("шаар", lemmas=False).total


def test_without_everything_nothing_is_found(index: Index) -> None:
    results = index.search("шаар", without=["шаар"])
    assert (results.total, results.hits) == (0, [])
    assert index.search("шаар", without=["", "—"]).total == index.search("шаар").total


# --- order ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "whole", "part"),
    [
        ("эмгек рыногу", "Биз эмгек рыногу жөнүндө сүйлөшөбүз.", "Эмгек адамды көтөрөт. Эмгек керек. Ал эмгек кылат."),
        ("рынок труда", "Мы говорим про рынок труда.", "Рынок закрыт. Рынок далеко. Рынок мал."),
        ("labour market", "We speak of the labour market.", "The market is far. The market is closed. A market."),
    ],
)
def test_the_whole_comes_before_a_word_of_it_often(
    opened: dict[str, Index], tmp_path: Path, typed: str, whole: str, part: str
) -> None:
    """Also where the whole stands in a long text and the one word, often, in a short one."""
    filler = {
        "э": " Айылдын тургундары бул жерде көп жылдан бери жашайт жана иштейт." * 30,
        "р": " Жители этого села давно живут и работают в своих домах у реки." * 30,
        "l": " The people of this village have lived and worked here for a very long time." * 30,
    }[typed[0]]
    others = {f"z{i}.txt": filler.strip() for i in range(6)}
    index = texts(opened, tmp_path, {"whole.txt": whole + filler, "part.txt": part, **others})
    assert ids(index.search(typed))[:2] == ["whole", "part"]


def test_every_word_comes_before_one_of_them_often(opened: dict[str, Index], tmp_path: Path) -> None:
    filler = " Айылдын тургундары бул жерде көп жылдан бери жашайт жана иштейт." * 30
    index = texts(
        opened,
        tmp_path,
        {
            "both.txt": "Көл терең, бирок суусу таза." + filler,
            "one.txt": "Көл кең. Көл муздак. Көл терең. Көл алыс жана бийикте жатат.",
            **{f"z{i}.txt": filler.strip() for i in range(6)},
        },
    )
    assert ids(index.search("суу көл"))[:2] == ["both", "one"]


def test_one_language_is_not_drowned_by_three(opened: dict[str, Index], tmp_path: Path) -> None:
    """Ten articles in three languages hold the concept in passing; a Kyrgyz text is about it."""
    longer = {
        "Эмгек рыногунун": "Бул айыл алыс жайгашкан. Эмгек рыногунун",
        "Положение на рынке": "Это село стоит далеко. Положение на рынке",
        "The state of": "This village is far away. The state of",
    }
    trilingual, text = {}, articles.LABOUR
    for i in range(10):
        trilingual[f"t{i}.txt"] = text
        for old, new in longer.items():
            text = text.replace(old, new)
    about = "Эмгек рыногу. Эмгек рыногунун абалы оор. Биздин эмгек рыногу кичине. Эмгек рыногунда орун аз."
    index = texts(opened, tmp_path, {**trilingual, "about.txt": about})
    assert ids(index.search("эмгек рыногу", limit=2))[0] == "about"
    assert "about" in ids(index.search("labour market", limit=3))


def test_one_word_in_another_language_does_not_stand_beside_the_whole(index: Index) -> None:
    """«миграция» alone is also Kyrgyz; what holds both words goes before."""
    assert ids(index.search("внутренняя миграция", concepts=False))[0] == "internal"
    ranked = ids(index.search("внутренняя миграция", limit=None))
    assert ranked[0] == "internal"
    assert set(ranked) == {"internal", "labour", "kyrgyz", "russian"}


def test_equal_documents_have_equal_scores(opened: dict[str, Index], tmp_path: Path) -> None:
    texts_ = {f"{i}.txt": f"Айыл тоодо жайгашкан. Номери {i} болгон үй бар." for i in range(5)}
    hits = texts(opened, tmp_path, texts_).search("айыл").hits
    assert len({hit.score for hit in hits}) == 1
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]


# --- reasons -------------------------------------------------------------------------------------------------------


def test_a_row_makes_its_words_superfluous(index: Index) -> None:
    assert index.search("ички миграция language:ky").hits[0].reason == "ky: ички миграция (exact)"


def test_single_words_share_a_line(index: Index) -> None:
    reason = index.search("шаар айылдан жаштарга", concepts=False).hits[0].reason
    assert reason == "ky: шаар, жаштар ← жаштарга (lemma); ky: айылдан (exact)"


def test_no_reason_is_told_twice(index: Index) -> None:
    for typed in (
        "миграция миграция",
        '"ички миграция" OR ички миграция',
        "миграция AND миграциянын",
        "рынок труда рынок",
    ):
        for hit in index.search(typed, limit=None):
            told = hit.reason.split("; ")
            assert len(told) == len(set(told)), told


def test_of_many_words_some_are_told(index: Index) -> None:
    pasted = "Макалада ички миграциянын себептери каралат. Жаштар айылдан шаарга көчүп жатат. Эмгек рыногу"
    hit = index.search(f"{pasted} language:ky").hits[0]
    assert " more (exact)" in hit.reason
    assert len(hit.ways) > 8


def test_words_that_a_language_does_not_have_are_not_listed(index: Index) -> None:
    ways = index.expand("внутренняя миграция").ways
    assert not [way for way in ways if way.language == "en" and not way.concept]


# --- snippets ------------------------------------------------------------------------------------------------------

_QUERIES = ["миграция", "ички миграция", '"рынок труда"', "мигра*", "labour market", "акча", "үй-бүлө", "жана"]


@pytest.mark.parametrize("typed", _QUERIES)
def test_snippets_are_lines_of_the_document_with_the_matches_marked(index: Index, typed: str) -> None:
    seen = 0
    for hit in index.search(typed, limit=None):
        for code in hit.languages:
            assert 1 <= sum(snippet.language == code for snippet in hit.snippets) <= 3
        for snippet in hit.snippets:
            check(snippet, hit.document.text)
            seen += 1
    assert seen


def check(snippet: object, text: str) -> None:
    from indexer.search import Snippet

    assert isinstance(snippet, Snippet)
    bare = snippet.text.removeprefix("… ").removesuffix(" …")
    assert bare == " ".join(text[snippet.span.start : snippet.span.stop].split())
    assert "\n" not in snippet.text
    assert len(bare) <= LONGEST + 40
    assert snippet.matches
    assert list(snippet.matches) == sorted(snippet.matches)
    for match in snippet.matches:
        marked = snippet.text[match.start : match.stop]
        assert marked[0].isalnum() and marked[-1].isalnum()
        assert marked == marked.strip()


def test_matches_are_the_words_that_match(index: Index) -> None:
    for hit in index.search("мигра*", limit=None):
        for snippet in hit.snippets:
            for match in snippet.matches:
                assert snippet.text[match.start : match.stop].lower().startswith("мигра")


_WORD = st.sampled_from(
    ["көл", "тоо", "суу", "айыл,", "«жол»", "(үй)", "-", "шаар.", "шаар!", "2019-ж.", "\n", "\n\n", "  "]
)


@given(st.lists(_WORD, min_size=1, max_size=120))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_snippets_of_any_text_lead_back_to_it(tmp_path: Path, words: list[str]) -> None:
    from uuid import uuid4

    text = " ".join(["Биз көлгө бардык", *words, "көлдө болду."])
    with made.corpus(tmp_path / uuid4().hex, {"a.txt": text}) as corpus:
        index = open_index(corpus, engine="memory")
        for typed in ("көл", '"көл тоо"', "кө* шаар"):
            for hit in index.search(typed):
                for snippet in hit.snippets:
                    check(snippet, hit.document.text)


def test_a_long_sentence_is_cut_between_words_around_its_match(opened: dict[str, Index], tmp_path: Path) -> None:
    long = (
        "Айылда жашаган адамдар "
        + "жылдан жылга бири-бирине жардам берип, " * 20
        + "чек арадан өтүп, "
        + "узак жол басып, " * 20
    )
    (hit,) = texts(opened, tmp_path, {"a.txt": f"{long}кетишти."}).search('"чек ара"')
    (snippet,) = hit.snippets
    assert snippet.text.startswith("… ") and snippet.text.endswith(" …")
    assert "[чек арадан]" in snippet.marked()
    check(snippet, hit.document.text)


def test_quotes_and_brackets_at_the_edges_belong_to_the_sentence(opened: dict[str, Index], tmp_path: Path) -> None:
    (hit,) = texts(opened, tmp_path, {"a.txt": "Ал кетти. «Көл терең» (деди ата). Жол узак."}).search("көл")
    assert str(hit.snippet) == "«[Көл] терең» (деди ата)."


def test_a_row_over_a_full_stop_is_shown_whole(opened: dict[str, Index], tmp_path: Path) -> None:
    (hit,) = texts(opened, tmp_path, {"a.txt": "Биз көрдүк терең көл. Тоодо кар жатат. Жол узак болчу."}).search(
        '"көл тоодо"'
    )
    assert str(hit.snippet) == "Биз көрдүк терең [көл. Тоодо] кар жатат."


def test_the_same_sentence_is_shown_once(opened: dict[str, Index], tmp_path: Path) -> None:
    text = "Көл терең жана таза.\n\n" * 4 + "Бул жерде көл бар."
    (hit,) = texts(opened, tmp_path, {"a.txt": text}).search("көл")
    shown = [snippet.text for snippet in hit.snippets]
    assert len(shown) == len(set(shown)) == 2


def test_matches_that_overlap_are_marked_as_one(index: Index) -> None:
    snippet = next(s for s in index.search('"ички миграция" OR миграция').hits[0].snippets if s.language == "ky")
    assert all(one.stop <= other.start for one, other in zip(snippet.matches, snippet.matches[1:], strict=False))
    assert isinstance(snippet.matches[0], Span)


# --- whichever engine ranks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", engines.available())
def test_engines_agree_on_hits_and_reasons(index: Index, name: str) -> None:
    with open_index(index.corpus, engine=name) as other:
        for typed in (*_QUERIES, "миграция NOT шаар", "internal migration of migrants", "language:ky format:txt"):
            one, two = index.search(typed, limit=None), other.search(typed, limit=None)
            assert [hit.document.id for hit in one] == [hit.document.id for hit in two], typed
            assert [hit.reason for hit in one] == [hit.reason for hit in two], typed


# --- the index as an object ----------------------------------------------------------------------------------------


def test_nothing_found_is_an_empty_answer(index: Index) -> None:
    results = index.search("абырвалг", facets=["language"])
    assert (results.total, len(results), results.facets) == (0, 0, {"language": {}})
    assert repr(results) == "<Results for 'абырвалг': 0 of 0>"
    assert "0 of 0" in results._repr_html_()


def test_limits(index: Index) -> None:
    for limit, shown in ((0, 0), (1, 1), (None, 4), (100, 4)):
        results = index.search("миграция", limit=limit)
        assert (len(results), results.total) == (shown, 4)


def test_html_is_escaped(opened: dict[str, Index], tmp_path: Path) -> None:
    html = texts(opened, tmp_path, {"a.txt": "Бул <script>көл</script> & тоо деген сөз."}).search("көл")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;<mark>көл</mark>" in html


def test_the_index_follows_its_corpus(tmp_path: Path) -> None:
    with made.corpus(tmp_path, {"a.txt": "Көл терең жана таза."}) as corpus, open_index(corpus) as index:
        assert found(index, "көл") == {"a"}
        corpus.add([made.write(tmp_path, {"b.txt": "Бул көлдүн суусу муздак."})])
        assert found(index, "көл") == {"a", "b"}
        corpus.remove(["a.txt"])
        assert found(index, "көл") == {"b"}
        corpus.remove(["b.txt"])
        assert index.expand("көл").ways == []


def test_an_empty_corpus(tmp_path: Path) -> None:
    with made.corpus(tmp_path, {}) as corpus, open_index(corpus) as index:
        assert index.search("көл", facets=["year"]).total == 0
        assert isinstance(corpus, Corpus)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused_clearly(index: Index, typed: str) -> None:
    try:
        results = index.search(typed, without=[typed], facets=["year"])
    except QueryError:
        return
    assert len(results) <= results.total


def test_a_form_quoted_in_another_language_is_still_a_word_of_its_own(opened: dict[str, Index], tmp_path: Path) -> None:
    index = texts(
        opened,
        tmp_path,
        {
            "ky.txt": "Бул көчмөндүн үйү тоодо турат. Ал көп жыл жашады жана кайтты.",
            "ru.txt": "В статье разбирается слово «көчмөндөр» и его история. Это слово старое и важное.",
        },
    )
    assert found(index, "көчмөндөр") == {"ky", "ru"}
