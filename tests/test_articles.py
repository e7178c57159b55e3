"""Articles fall into sections, whatever their order; nothing is lost and nothing counted twice.

``articles/layouts`` holds small articles with ``{kind language}`` before each section and ``{heading}`` before
each heading.
"""

from __future__ import annotations

import os
import re
import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import repair
from corpus.articles import metadata, sections
from corpus.articles.headings import headings
from corpus.articles.lists import list_span, term_spans
from corpus.articles.printed import is_authors, is_front
from corpus.documents import Mark, Page, Section, SectionKind, Span
from corpus.keywords import keyword_lists

from .make_samples import Article, manuscripts, paragraphs

HERE = Path(__file__).parent
LAYOUTS = sorted((HERE / "articles" / "layouts").glob("*.txt"))
DATA = Path(os.environ.get("KOCHMON_DATA", HERE.parent.parent / "shared" / "data"))
TAG = re.compile(r"\{(\w+)(?: (\w+))?\}")


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / "articles" / name).read_text(encoding="utf-8").split("\n")
    cells = [tuple(line.replace("\\n", "\n").split("\t")) for line in lines if line and not line.startswith("#")]
    return cells[1:]


def folded(text: str) -> str:
    return " ".join(text.split())


def shown(text: str, found: tuple[Section, ...]) -> list[tuple[str, str, str]]:
    return [(str(section.kind), section.language, folded(section.span.of(text))) for section in found]


# --- whole articles


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    tagged = path.read_text(encoding="utf-8").split("\n", 1)[1]  # the first line says what the example is for
    _, *pieces = TAG.split(tagged)
    triples = list(zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True))
    expected = [(kind, language, folded(text)) for kind, language, text in triples if kind != "heading"]
    printed = [folded(text) for kind, _, text in triples if kind == "heading"]
    text = TAG.sub("", tagged)
    found = sections(text)
    assert shown(text, found) == _neighbours_joined(expected)
    assert [folded(section.heading.of(text)) for section in found if section.heading] == printed


def _neighbours_joined(expected: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Lines of printed matter that stand together are one section."""
    joined: list[tuple[str, str, str]] = []
    for kind, language, text in expected:
        if joined and kind == joined[-1][0] == "front":
            joined[-1] = (kind, language, f"{joined[-1][2]} {text}")
        else:
            joined.append((kind, language, text))
    return joined


def as_paragraphs(article: Article) -> str:
    return "\n\n".join(text for _, text in paragraphs(article))


def as_lines(article: Article) -> str:
    return "\n".join(text for _, text in paragraphs(article))


def as_wrapped(article: Article) -> str:
    return "\n\n".join(_wrapped(text) for _, text in paragraphs(article))


def as_dense(article: Article) -> str:
    """Wrapped, and no blank line to say where a paragraph ends: as a PDF may give it."""
    return "\n".join(_wrapped(text) for _, text in paragraphs(article))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 70, break_on_hyphens=False)


@pytest.mark.parametrize("printed", [as_paragraphs, as_lines, as_wrapped, as_dense], ids=lambda way: way.__name__)
@pytest.mark.parametrize("article", [a for a in manuscripts() if not a.id], ids=lambda a: a.sample)
def test_every_manuscript_in_every_way_of_printing(article: Article, printed) -> None:  # type: ignore[no-untyped-def]
    text = printed(article)
    found = sections(text)
    for kind in (SectionKind.TITLE, SectionKind.ABSTRACT):
        own = {s.language: folded(s.span.of(text)) for s in found if s.kind is kind}
        assert own == {code: article[f"{kind}_{code}"] for code in ("ky", "ru", "en") if article[f"{kind}_{code}"]}
        assert sum(s.kind is kind for s in found) == len(own)
    lists = {k.language: [word.text.casefold() for word in k.keywords] for k in keyword_lists(text, found)}
    wanted = {code: [t.casefold() for t in article.keywords(code)] for code in ("ky", "ru", "en")}
    assert lists == {code: terms for code, terms in wanted.items() if terms}
    facts = metadata(text, found)
    assert (str(facts.year), facts.journal, facts.doi) == (article["year"], article["journal"], article["doi"])
    assert ", ".join(facts.authors) == article[f"authors_{(article['order'] or 'ky')[:2]}"]


def test_the_article_the_project_was_made_for() -> None:
    path = DATA / "migration_article_ky.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here; KOCHMON_DATA names its folder")
    text = repair.repair(path.read_text(encoding="utf-8")).text
    found = sections(text)
    assert [(str(s.kind), s.language) for s in found] == [
        *((kind, code) for code in ("ky", "ru", "en") for kind in ("abstract", "keywords")),
        ("body", "ky"),
    ]
    assert [len(k) for k in keyword_lists(text, found)] == [6, 6, 6]


# --- headings, lists and lines


@pytest.mark.parametrize(("text", "kinds", "note"), rows("headings.tsv"))
def test_headings(text: str, kinds: str, note: str) -> None:
    found = [str(heading.kind) for heading in headings(text, Span(0, len(text)))]
    assert found == ([] if kinds == "-" else kinds.split()), note


@pytest.mark.parametrize(
    ("line", "authors", "front"),
    [
        ("Мамытбек уулу Т., Айбашев М.Ж.", True, False),
        ("M.Zh. Aibashev, Mamytbek uulu T.", True, False),
        ("Асанова Гүлнара Эркиновна", True, False),  # a patronymic
        ("Асанов А.Б., к.э.н., доцент", True, False),
        ("АСАНОВ А.Б.", True, False),
        ("Эмгек Миграциясы", False, False),
        ("А. Асанов айылга келди", False, False),
        ("Google and Facebook", False, False),
        ("Newport Police Department. The driver had been there", False, False),  # a sentence ends in it
        ("Ош мамлекеттик университети", False, True),
        ("Кыргызстандын университеттери жана мигранттар", False, False),
        ("Университет быйыл жаңы имаратка көчтү.", False, False),  # a sentence
        ("asanov@example.kg", False, True),
        ("УДК 314.7:396", False, True),
        ("DOI: 10.5555/kochmon.2019.01", False, True),
        ("Вестник ОшГУ, 2021, № 3", False, True),
        ("Калк жана коом. 2019", False, True),
        ("The 2019 review.", False, False),
        ("Академиялык мобилдүүлүк жана студенттер", False, False),  # академия and студент begin these words
    ],
)
def test_lines(line: str, authors: bool, front: bool) -> None:
    assert (is_authors(line), is_front(line)) == (authors, front)


def test_what_follows_a_list_is_given_back() -> None:
    text = "Негизги сөздөр: укук, калк.\nЭмгек миграциясы өлкөнүн экономикасында олуттуу орунду ээлейт."
    assert shown(text, sections(text)) == [
        ("keywords", "ky", "укук, калк."),
        ("body", "ky", "Эмгек миграциясы өлкөнүн экономикасында олуттуу орунду ээлейт."),
    ]


def test_a_paragraph_runs_on_over_the_border_of_a_page() -> None:
    text = "Жыл сайын миңдеген жаштар\n\nайылдан шаарга көчөт."
    pages = (Page(1, Span(0, 27)), Page(2, Span(27, len(text))))
    assert shown(text, sections(text, pages=pages)) == [("body", "ky", folded(text))]


# --- marks


def test_marks_are_believed() -> None:
    text = "Айыл жана шаар\n\nмиграция; калк\n\nВ статье рассматривается село."
    marks = (
        Mark(Span(0, 14), SectionKind.TITLE),
        Mark(Span(16, 30), SectionKind.KEYWORDS, "ky-KG"),
        Mark(Span(32, len(text)), SectionKind.ABSTRACT, "ru"),
    )
    found = sections(text, marks=marks)
    assert shown(text, found) == [
        ("title", "ky", "Айыл жана шаар"),
        ("keywords", "ky", "миграция; калк"),
        ("abstract", "ru", "В статье рассматривается село."),
    ]


@pytest.mark.parametrize("marked_from", [0, 16])
def test_a_mark_keeps_the_heading_in_it_or_before_it(marked_from: int) -> None:
    text = "Негизги сөздөр: миграция, калк"
    found = sections(text, marks=(Mark(Span(marked_from, len(text)), SectionKind.KEYWORDS),))
    assert [(s.kind, s.heading, s.span) for s in found] == [(SectionKind.KEYWORDS, Span(0, 15), Span(16, 30))]


# --- metadata


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Калк жана коом жарчысы, 2021, № 3, 45–52-б.", (2021, "Калк жана коом жарчысы", "", "3", "45–52")),
        ("«Калк жана коом» журналы. Т. 5, № 2. 2018", (2018, "«Калк жана коом» журналы", "5", "2", "")),
        ("Вестник ОшГУ. 2019. Т. 4. № 1. С. 10-18.", (2019, "Вестник ОшГУ", "4", "1", "10-18")),
        (
            "Journal of Invented Studies, Vol. 12(3), 2020, pp. 5-9",
            (2020, "Journal of Invented Studies", "12", "3", "5-9"),
        ),
        ("© Асанов А.Б., 2016", (2016, "", "", "", "")),
        ("DOI: 10.5555/kochmon.2017.01", (2017, "", "", "", "")),
        ("Вестник ОшГУ, 1890, № 3", (None, "Вестник ОшГУ", "", "3", "")),  # before 1950: no year
    ],
)
def test_metadata(line: str, facts: tuple[int | None, str, str, str, str]) -> None:
    text = f"{line}\n\nАйыл жана шаар\n\nАсанов А.Б.\n\nАннотация. Макалада 2005-жылдагы абал каралат."
    found = metadata(text, sections(text))
    assert (found.year, found.journal, found.volume, found.issue, found.pages) == facts
    assert (found.title, found.authors) == ("Айыл жана шаар", ("Асанов А.Б.",))


def test_a_year_in_the_body_is_not_the_year_of_the_article() -> None:
    text = "Айыл жана шаар\n\n2005-жылы жаштар шаарга көчкөн. Вестник, 2011, № 4 журналында бул тууралуу жазылган."
    assert metadata(text, sections(text)).year is None


# --- properties

FRAGMENTS = st.sampled_from(
    [
        "Аннотация",
        "Негизги сөздөр:",
        "Ключевые слова",
        "Keywords:",
        "Abstract.",
        "Киришүү",
        "Корутунду",
        "References",
        "Жаштар шаарга көчөт.",
        "Молодёжь уезжает в город.",
        "Young people leave the village.",
        "АЙЫЛ ЖАНА ШААР",
        "миграция, укук",
        "село / город / дорога",
        "Асанов А.Б., Мамытбек уулу Т.",
        "УДК 314.7",
        "a@b.kg",
        "© 2020",
        "•",
        "«",
        "(",
        "1.",
        "-",
        ".",
        "\n",
        "\n\n",
        "\n",
        " ",
        " ",
        "\f",
        "\N{LINE SEPARATOR}",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.characters(exclude_categories=["Cs"]), max_size=25).map("".join)


def assert_whole(text: str, found: tuple[Section, ...]) -> None:
    spans = sorted(span for section in found for span in (section.span, section.heading) if span is not None)
    at = 0
    for span in spans:
        assert at <= span.start <= span.stop <= len(text), "sections overlap or leave the text"
        assert not text[at : span.start].strip(), "something is in no section"
        at = span.stop
    assert not text[at:].strip(), "the end is in no section"
    assert [section.span for section in found] == sorted(section.span for section in found)
    assert all(len(section.span) and section.span.of(text).strip() == section.span.of(text) for section in found)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_printed_character_is_in_one_section(text: str) -> None:
    assert_whole(text, sections(text))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_same_with_marks(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    place = st.integers(0, len(text) + 3)
    mark = st.builds(
        lambda a, b, kind, code: Mark(Span(min(a, b), max(a, b)), kind, code),
        place,
        place,
        st.sampled_from(SectionKind),
        st.sampled_from([None, "ky", "ru-RU"]),
    )
    assert_whole(text, sections(text, marks=data.draw(st.lists(mark, max_size=4))))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_terms_lie_in_their_list_and_lists_in_what_was_given(text: str) -> None:
    listed = list_span(text, Span(0, len(text)))
    assert 0 <= listed.start <= listed.stop <= len(text)
    terms = term_spans(text, listed)
    assert all(listed.start <= term.start < term.stop <= listed.stop for term in terms)
    assert all(before.stop <= after.start for before, after in pairwise(terms))
