"""Linking by examples (tests/linking/examples.txt), and what holds for any lists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import linking
from corpus.concepts import Concept, LinkClass
from corpus.decisions import Action, Decision, Name
from corpus.documents import Keyword, KeywordList, Span
from corpus.linking import Article, explain, link, links, unused
from corpus.linking.assignment import assign
from corpus.linking.cognates import likeness
from corpus.linking.confidence import confidence
from corpus.linking.labels import node

EXAMPLES = Path(__file__).parent / "linking" / "examples.txt"


class Example(NamedTuple):
    title: str
    articles: tuple[Article, ...]
    together: tuple[tuple[Name, ...], ...]
    apart: tuple[tuple[Name, ...], ...]


def keyword_list(code: str, *terms: str) -> KeywordList:
    return KeywordList(code, tuple(Keyword(text, code, Span(i, i + 1), i) for i, text in enumerate(terms)))


def article(document: str, **terms: str) -> Article:
    """An article with lists, terms divided by semicolons."""
    lists = (keyword_list(code, *(term.strip() for term in text.split(";"))) for code, text in terms.items())
    return Article(document, tuple(lists))


def name(text: str) -> Name:
    code, _, label = text.strip().partition(":")
    return Name(code, label)


def names(text: str) -> tuple[Name, ...]:
    return tuple(name(part) for part in text.split(" = "))


def examples() -> Iterator[Example]:
    for block in EXAMPLES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        articles: list[dict[str, str]] = [{}]
        for line in lines[1:]:
            if line[0] not in "=!":
                second = line.startswith("+ ")
                if second and len(articles) == 1:
                    articles.append({})
                code, _, terms = line.removeprefix("+ ").partition(": ")
                articles[-1][code] = terms
        made = tuple(article(f"{place}.txt", **lists) for place, lists in enumerate(articles))
        held = tuple(names(line[2:]) for line in lines if line.startswith("= "))
        apart = tuple(names(line[2:]) for line in lines if line.startswith("! "))
        yield Example(lines[0], made, held, apart)


def concept_of(concepts: tuple[Concept, ...], label: Name) -> Concept:
    wanted = node(label.language, label.label)
    return next(c for c in concepts if any(node(x.language, x.text) == wanted for x in c.labels))


def partners(concepts: tuple[Concept, ...], label: str) -> set[str]:
    """All labels of the concept of *label*, as language:text."""
    return {f"{x.language}:{x.text}" for x in concept_of(concepts, name(label)).labels}


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.title)
def test_example(example: Example) -> None:
    concepts = link(example.articles)
    for labels in example.together:
        assert len({concept_of(concepts, label).id for label in labels}) == 1, labels
    for labels in example.apart:
        assert len({concept_of(concepts, label).id for label in labels}) > 1, labels


SIX = article(
    "a.txt",
    ky="миграция; укук; ички миграция; тышкы миграция; миграциялык процесс; калк",
    ru="миграция; право; внутренняя миграция; внешняя миграция; миграционный процесс; население",
    en="migration; law; internal migration; external migration; migration process; population",
)
UNKNOWN = article("u.txt", und="миграция; глокс; статистика", ru="миграция; зелюк; статистика")


def test_six_terms_are_six_concepts_of_three_labels() -> None:
    concepts = link([SIX])
    assert [len(c.labels) for c in concepts] == [3] * 6
    assert [c.id for c in concepts] == [1, 2, 3, 4, 5, 6]
    assert all(x.preferred for c in concepts for x in c.labels)


def test_six_terms_without_a_dictionary() -> None:
    """Order, cognates and shared words are enough, and the weaker reasons show in the confidence."""
    from corpus.linking.building import link_with
    from corpus.linking.lexicon import Lexicon

    concepts = link_with(Lexicon(), [SIX])
    assert [len(c.labels) for c in concepts] == [3] * 6
    by_label = {c.preferred("ky"): c for c in concepts}
    assert by_label["укук"].link_class is by_label["калк"].link_class is LinkClass.ORDER_ONLY
    assert by_label["миграция"].link_class is LinkClass.STRONG
    assert by_label["укук"].confidence < by_label["ички миграция"].confidence < by_label["миграция"].confidence


def test_order_alone_is_labelled() -> None:
    concept = concept_of(link([UNKNOWN]), Name("und", "глокс"))
    assert concept.link_class is LinkClass.ORDER_ONLY
    assert 0.3 < concept.confidence < 0.7
    assert {item.rule for item in concept.evidence} == {"order"}
    assert concept.evidence[0].positions == (1, 1)


def test_the_company_of_terms_links_them_in_any_order() -> None:
    """Words that no dictionary knows, in lists without order: the articles that hold both decide."""
    one = ["глокс", "бранит", "цурпа", "жемиг", "ландор", "кишта"]
    other = ["зелюк", "фарнуп", "омодил", "тегра", "висот", "пумаль"]
    chance = random.Random(3)
    articles = []
    for number in range(24):
        chosen = chance.sample(range(6), 3)
        shuffled = chance.sample(chosen, 3)
        lists = (keyword_list("und", *(one[i] for i in chosen)), keyword_list("ru", *(other[i] for i in shuffled)))
        articles.append(Article(f"{number:02}.txt", lists))
    concepts = link(articles)
    for a, b in zip(one, other, strict=True):
        assert partners(concepts, f"und:{a}") == {f"und:{a}", f"ru:{b}"}


def test_preferred_is_the_label_printed_most_often() -> None:
    printed = ["денежный перевод", "денежные переводы", "денежные переводы"]
    [concept] = link([article(f"{i}.txt", ru=text) for i, text in enumerate(printed)])
    assert concept.by_language() == {"ru": ("денежные переводы", "денежный перевод")}
    [tie] = link([article("b.txt", ru="рынки труда"), article("a.txt", ru="рынок труда")])
    assert tie.preferred("ru") == "рынок труда"


def test_capitals_of_a_catalogue_are_not_kept() -> None:
    concepts = link([article("a.txt", ru="МИГРАЦИЯ В КЫРГЫЗСТАНЕ; ЕАЭС; ПРАВО", ky="Укук; Миграция")])
    assert {x.text for c in concepts for x in c.labels} == {
        "миграция в Кыргызстане",
        "ЕАЭС",
        "право",
        "укук",
        "миграция",
    }


def test_every_keyword_is_a_label_and_documents_are_kept() -> None:
    concepts = link([SIX, article("b.txt", ky="калк; айыл")])
    assert concept_of(concepts, Name("ky", "калк")).documents == ("a.txt", "b.txt")
    alone = concept_of(concepts, Name("ky", "айыл"))
    assert (alone.documents, alone.evidence, alone.confidence) == (("b.txt",), (), 1.0)


def test_abstracts_support_a_link_and_never_make_one() -> None:
    lists = article("a.txt", und="миграция; глокс; статистика; бранит", ru="миграция; зелюк; статистика").keyword_lists
    texts = {"und": "о чём пишут: глокс и бранит", "ru": "о чём пишут: зелюк и фарнуп"}
    without, with_texts = link([Article("a.txt", lists)]), link([Article("a.txt", lists, texts)])
    before, after = (concept_of(concepts, Name("und", "глокс")) for concepts in (without, with_texts))
    assert {item.rule for item in after.evidence} == {"order", "abstract"}
    assert before.confidence < after.confidence < before.confidence + 0.15
    assert after.link_class is LinkClass.ORDER_ONLY
    assert partners(with_texts, "und:бранит") == {"und:бранит"}


# --- ids --------------------------------------------------------------------------------------------------------


def test_ids_survive_relinking() -> None:
    before = link([SIX])
    after = link([article("0.txt", ky="айыл; укук", ru="село; право"), SIX], previous=before)
    for concept in before:
        assert concept_of(after, Name("ky", concept.preferred("ky"))).id == concept.id
    assert concept_of(after, Name("ky", "айыл")).id == 7
    assert [c.id for c in after] == sorted(c.id for c in after)


def test_ids_survive_a_split() -> None:
    before = link([SIX])
    number = concept_of(before, Name("ky", "калк")).id
    apart = [decide(Action.REJECT, "ky:калк", "ru:население"), decide(Action.REJECT, "ru:население", "en:population")]
    after = link([SIX], decisions=apart, previous=before)
    assert concept_of(after, Name("ky", "калк")).id == concept_of(after, Name("en", "population")).id == number
    assert concept_of(after, Name("ru", "население")).id == 7


# --- decisions --------------------------------------------------------------------------------------------------


def decide(action: Action, first: str, second: str | None = None, document: str | None = None) -> Decision:
    return Decision(action, name(first), name(second) if second else None, document)


@pytest.mark.parametrize("document", [None, "a.txt"])
def test_reject_really_parts(document: str | None) -> None:
    """Also where a third language would join the two again."""
    concepts = link([SIX], decisions=[decide(Action.REJECT, "ky:калк", "ru:население", document)])
    assert "ru:население" not in partners(concepts, "ky:калк")
    assert len(concepts) == 7


def test_reject_in_one_article_leaves_the_link_of_another() -> None:
    other = article("b.txt", ky="калк; миграция", ru="население; миграция")
    here = decide(Action.REJECT, "ky:калк", "ru:население", "a.txt")
    concepts = link([SIX, other], decisions=[here])
    assert "ru:население" in partners(concepts, "ky:калк")
    pair = next(
        x
        for x in links(concept_of(concepts, Name("ky", "калк")))
        if {x.first.language, x.second.language} == {"ky", "ru"}
    )
    assert {item.document for item in pair.evidence} == {"b.txt"}


def test_reject_names_a_label_in_any_form() -> None:
    concepts = link([SIX], decisions=[decide(Action.REJECT, "ky:Калктын", "ru:Населения")])
    assert "ru:население" not in partners(concepts, "ky:калк")


def test_accept_really_adds() -> None:
    concepts = link([UNKNOWN], decisions=[decide(Action.ACCEPT, "und:глокс", "ru:статистика")])
    concept = concept_of(concepts, Name("und", "глокс"))
    assert partners(concepts, "und:глокс") == {"und:глокс", "ru:статистика"}
    assert (concept.confidence, concept.link_class) == (1.0, LinkClass.ACCEPTED)


def test_accept_of_a_link_found_makes_it_certain() -> None:
    accepted = [decide(Action.ACCEPT, "und:глокс", "ru:зелюк", "u.txt")]
    concept = concept_of(link([UNKNOWN], decisions=accepted), Name("und", "глокс"))
    assert (concept.confidence, concept.link_class) == (1.0, LinkClass.ACCEPTED)


def test_accept_of_labels_written_by_hand() -> None:
    by_hand = [decide(Action.ACCEPT, "ky:чек ара", "ru:рубеж"), decide(Action.ACCEPT, "ky:калк", "en:people")]
    concepts = link([SIX], decisions=by_hand)
    assert partners(concepts, "ky:чек ара") == {"ky:чек ара", "ru:рубеж"}
    assert "en:people" in partners(concepts, "ky:калк")


def test_accept_teaches_words() -> None:
    lists = article("a.txt", und="глокс; статистика", ru="статистика; зелюк")
    more = article("b.txt", und="бранит глокс; экономика; миграция", ru="миграция; зелюк фарнуп; экономика")
    concepts = link([lists, more], decisions=[decide(Action.ACCEPT, "und:глокс", "ru:зелюк")])
    assert partners(concepts, "und:бранит глокс") == {"und:бранит глокс", "ru:зелюк фарнуп"}


def test_merge_joins_two_concepts() -> None:
    two = article("b.txt", ru="народ; страна", ky="эл; өлкө")
    concepts = link([SIX, two], decisions=[decide(Action.MERGE, "ru:народ", "ru:население")])
    assert {"ru:народ", "ru:население", "en:population"} <= partners(concepts, "ky:калк")


def test_the_later_decision_holds() -> None:
    yes, no = (decide(action, "ky:калк", "ru:право") for action in (Action.ACCEPT, Action.REJECT))
    assert "ru:право" in partners(link([SIX], decisions=[no, yes]), "ky:калк")
    assert "ru:право" not in partners(link([SIX], decisions=[yes, no]), "ky:калк")


def test_rename_prefers_a_label_and_keeps_the_other() -> None:
    concepts = link([SIX], decisions=[decide(Action.RENAME, "ky:калк", "ru:жители")])
    assert concept_of(concepts, Name("ky", "калк")).by_language()["ru"] == ("жители", "население")


@pytest.mark.parametrize("document", [None, "a.txt"])
def test_drop_hides_a_label(document: str | None) -> None:
    concepts = link([SIX], decisions=[decide(Action.DROP, "ru:население", document=document)])
    assert partners(concepts, "ky:калк") == {"ky:калк", "en:population"}
    assert all(x.text != "население" for c in concepts for x in c.labels)


def test_unused_decisions_are_told() -> None:
    used = [
        decide(Action.REJECT, "ky:калк", "ru:население"),
        decide(Action.DROP, "en:law", document="a.txt"),
        decide(Action.ACCEPT, "ky:айыл", "ru:село"),
    ]
    idle = [
        decide(Action.REJECT, "ky:калк", "ru:народ"),
        decide(Action.REJECT, "ky:укук", "ru:право", "gone.txt"),
        decide(Action.DROP, "en:laws and customs"),
    ]
    assert unused([*used, *idle], [SIX]) == tuple(idle)


def test_definitions_and_notes_find_their_concept() -> None:
    said = [
        Decision(Action.DEFINE, Name("ru", "миграции"), text="перемещение населения"),
        Decision(Action.NOTE, Name("en", "law"), text="as a field of study"),
        Decision(Action.DEFINE, Name("ru", "нет такого"), text="ничто"),
    ]
    concepts = link([SIX], decisions=said)
    assert linking.definitions(concepts, said) == {1: {"ru": "перемещение населения"}}
    assert linking.notes(concepts, said) == {2: {"en": "as a field of study"}}


# --- reasons ----------------------------------------------------------------------------------------------------


def test_explain_names_rules_scores_and_articles() -> None:
    lines = explain(concept_of(link([SIX]), Name("ky", "ички миграция")))
    assert any(line.startswith("ky:ички миграция = ru:внутренняя миграция") for line in lines)
    assert any("words" in line and "ички=внутренний (dictionary" in line and "[a.txt]" in line for line in lines)
    assert any("order" in line and "3–3" in line for line in lines)
    assert any("6 anchors in one order" in line for line in lines)
    one = link([article("a.txt", ky="миграция; глокс", ru="миграция; зелюк")])
    assert any(line.endswith("1 anchor  [a.txt]") for line in explain(concept_of(one, Name("ky", "глокс"))))
    assert explain(link([article("a.txt", ky="айыл")])[0]) == ("ky:айыл  linked to no other language",)


def test_confidence_follows_from_the_evidence_alone() -> None:
    for concept in link([SIX, UNKNOWN]):
        for found in links(concept):
            assert found.confidence == confidence(found.evidence)
        if concept.evidence:
            assert min(x.confidence for x in links(concept)) - 1e-4 <= concept.confidence <= 1


# --- what holds for any lists -----------------------------------------------------------------------------------

WORDS = {
    "ky": ["миграция", "укук", "калк", "ички миграция", "эмгек рыногу", "айыл", "чек ара"],
    "ru": ["миграция", "право", "население", "внутренняя миграция", "рынок труда", "село", "граница"],
    "en": ["migration", "law", "population", "internal migration", "labour market", "village", "border"],
}


@st.composite
def corpora(draw: st.DrawFn) -> list[Article]:
    return [
        Article(
            f"{number}.txt",
            tuple(
                keyword_list(code, *draw(st.lists(st.sampled_from(words), unique=True, max_size=5)))
                for code, words in WORDS.items()
            ),
        )
        for number in range(draw(st.integers(0, 4)))
    ]


@settings(deadline=None, max_examples=60)
@given(corpora(), st.randoms(use_true_random=False))
def test_any_lists(articles: list[Article], chance: random.Random) -> None:
    concepts = link(articles)
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert link(shuffled) == concepts
    assert link(articles, previous=concepts) == concepts
    printed = {(k.language, k.text) for a in articles for lists in a.keyword_lists for k in lists.keywords}
    labels = [(x.language, x.text) for c in concepts for x in c.labels]
    assert sorted(labels) == sorted(printed)
    assert all(0 < c.confidence <= 1 for c in concepts)
    for concept in concepts:
        assert len({x.language for x in concept.labels}) == len(concept.labels)
        assert bool(concept.evidence) == (len(concept.labels) > 1)


@settings(deadline=None, max_examples=40)
@given(corpora(), st.data())
def test_any_link_can_be_rejected(articles: list[Article], data: st.DataObject) -> None:
    linked = [found for concept in link(articles) for found in links(concept)]
    if not linked:
        return
    chosen = data.draw(st.sampled_from(linked))
    first, second = (Name(x.language, x.text) for x in (chosen.first, chosen.second))
    after = link(articles, decisions=[Decision(Action.REJECT, first, second)])
    assert concept_of(after, first).id != concept_of(after, second).id


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-3, 9), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_assignment_is_the_best_of_all(worth: list[list[int]]) -> None:
    def best(rows: list[list[int]], free: frozenset[int]) -> int:
        if not rows:
            return 0
        alone = best(rows[1:], free)
        return max([alone, *(rows[0][c] + best(rows[1:], free - {c}) for c in free)])

    pairs = assign([[float(value) for value in row] for row in worth])
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert sum(worth[r][c] for r, c in pairs) == best(worth, frozenset(range(len(worth[0]))))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (("демография", "ky"), ("demography", "en"), True),
        (("экономикалык", "ky"), ("экономический", "ru"), True),
        (("интеграция", "ru"), ("integration", "en"), True),
        (("диаспора", "ky"), ("diaspora", "en"), True),
        (("калк", "ky"), ("право", "ru"), False),
        (("мамлекет", "ky"), ("министерство", "ru"), False),
        (("кол", "ky"), ("код", "ru"), False),
        (("эмиграция", "ru"), ("immigration", "en"), False),
        (("реинтеграция", "ru"), ("integration", "en"), False),
    ],
)
def test_cognates(first: tuple[str, str], second: tuple[str, str], alike: bool) -> None:
    assert (likeness(*first, *second) > 0) is alike
