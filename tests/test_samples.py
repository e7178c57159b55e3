"""The sample texts, their manuscripts and the gold links: are they whole, and do they read back?"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus import languages, readers

from .make_samples import (
    LANGUAGES,
    MANUSCRIPTS,
    PLAIN,
    SAMPLES,
    WRITERS,
    Article,
    glue,
    line_end_hyphens,
    manuscripts,
    paragraphs,
    undamaged,
    write_csv,
)

ARTICLES = tuple(manuscripts())
NAMES = sorted({article.sample for article in ARTICLES})
GAPS = {  # what an article lacks on purpose
    "citizenship.pdf": {"keywords_en"},
    "return_migration.txt": {"abstract_ky", "keywords_ky"},
    "short_articles.csv#K-103": {"title_en", "authors_en", "abstract_en", "keywords_en"},
}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
named = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.document)


def gold() -> list[tuple[str, str, str, str]]:
    lines = (MANUSCRIPTS / "gold.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["document", "pair", "term", "mate"]
    return [(document, pair, term, mate) for document, pair, term, mate in rows[1:]]


def script(letter: str) -> str:
    return unicodedata.name(letter).split()[0]


def printed_text(article: Article) -> str:
    return "\n".join(text for _, text in paragraphs(article))


# --- the manuscripts --------------------------------------------------------------------------------------------------


@named
def test_a_manuscript_has_every_field_but_the_gaps_made_on_purpose(article: Article) -> None:
    wanted = {f"{kind}_{code}" for kind in ("title", "authors", "abstract", "keywords") for code in LANGUAGES}
    lacking = {name for name in wanted if not article[name]}
    assert lacking == GAPS.get(article.document, set())
    assert article["journal"] and 2012 <= int(article["year"]) <= 2025
    assert not article["doi"] or article["doi"].startswith("10.5555/")
    if not article.id:
        assert article["language"] in LANGUAGES and len(article.body) > 5


@named
def test_lists_have_four_to_eight_different_keywords(article: Article) -> None:
    for code in LANGUAGES:
        terms = article.keywords(code)
        assert not terms or 4 <= len(terms) <= 8
        assert len(set(terms)) == len(terms)


@named
def test_manuscripts_are_clean(article: Article) -> None:
    text = "\n".join([*article.fields.values(), *(text for _, text in article.body), *article.references])
    assert text == unicodedata.normalize("NFC", text)
    assert "  " not in text and "\u00ad" not in text
    for word in WORD.findall(text):
        assert len({script(letter) for letter in word if letter != "-"}) == 1, word


@named
def test_kyrgyz_and_russian_keep_to_their_alphabets(article: Article) -> None:
    for code in ("ky", "ru"):
        texts = [article[f"{kind}_{code}"] for kind in ("title", "abstract", "keywords")]
        texts += [text for _, text in article.body if article["language"] == code]
        letters = {letter for text in texts for letter in text.lower() if letter.isalpha()}
        assert letters <= languages.get(code).letters


def test_the_terms_of_a_search_occur_in_all_three_languages() -> None:
    for ky, ru, en in (
        ("эмгек рыногу", "рынк", "labour market"),
        ("ички миграция", "внутренн", "internal migration"),
        ("тышкы миграция", "внешн", "external migration"),
        ("чек ара", "границ", "border"),
        ("акча которуу", "денежн", "remittances"),
        ("жарандык", "гражданств", "citizenship"),
    ):
        for code, words in (("ky", ky), ("ru", ru), ("en", en)):
            found = [article.document for article in ARTICLES if words in article[f"abstract_{code}"].lower()]
            assert len(found) >= 2, (words, found)


# --- the gold links ---------------------------------------------------------------------------------------------------


def test_gold_terms_stand_in_the_lists_that_they_link() -> None:
    documents = {article.document: article for article in ARTICLES}
    for document, pair, term, mate in gold():
        left, right = pair.split("-")
        assert term in documents[document].keywords(left), (document, term)
        assert mate in documents[document].keywords(right), (document, mate)
    assert {row[0] for row in gold()} == set(documents)


def test_gold_links_are_one_to_one_and_agree_with_each_other() -> None:
    tables: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for document, pair, term, mate in gold():
        assert term not in tables[document, pair]
        assert mate not in tables[document, pair].values()
        tables[document, pair][term] = mate
    for document in {document for document, _ in tables}:
        over = tables[document, "ru-en"]
        for term, mate in tables[document, "ky-ru"].items():
            if mate in over:
                assert tables[document, "ky-en"][term] == over[mate]


# --- the sample files -------------------------------------------------------------------------------------------------


def test_every_sample_is_there_and_described() -> None:
    files = {path.name for path in SAMPLES.iterdir()} - {"SOURCES.md"}
    assert files == set(NAMES)
    sources = (SAMPLES / "SOURCES.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in sources] == []


@pytest.mark.parametrize("name", [name for name in NAMES if Path(name).suffix in (".txt", ".html", ".csv")])
def test_samples_follow_from_the_manuscripts(name: str) -> None:
    """A manuscript was corrected: write the samples anew with ``python -m tests.make_samples``."""
    articles = [article for article in ARTICLES if article.sample == name]
    made = write_csv(articles) if articles[0].id else WRITERS[Path(name).suffix](articles[0])
    assert (SAMPLES / name).read_bytes().replace(b"\r\n", b"\n") == made.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_every_hyphen_at_a_line_end_is_decided_by_the_manuscript(name: str) -> None:
    [article] = (article for article in ARTICLES if article.sample == name)
    ends = line_end_hyphens(article)
    assert {own for _, _, own in ends} == {True, False}


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [
        ("internal_migration.txt", "социалдык", "экономикалык"),
        ("internal_migration.txt", "үй", "бүлөлөрдүн"),
        ("internal_migration.txt", "иш", "аракеттерди"),
        ("return_migration.txt", "научно", "исследовательские"),
        ("students_abroad.txt", "long", "term"),
    ],
)
def test_some_hyphens_at_line_ends_belong_to_the_word(name: str, left: str, right: str) -> None:
    [article] = (article for article in ARTICLES if article.sample == name)
    assert (left, right, True) in [(a, b.rstrip(".,"), own) for a, b, own in line_end_hyphens(article)]


# --- read back --------------------------------------------------------------------------------------------------------


def recall(expected: list[str], found: list[str]) -> float:
    """Share of the *expected* words found in the same order."""
    blocks = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(expected)


def words_read(text: str, known: set[str]) -> list[str]:
    """The words of a text as read, with line ends closed as *known* words tell and damaged letters put back."""

    def close(found: re.Match[str]) -> str:
        return found[0] if f"{found[1]}-{found[2]}" in known else found[1] + found[2]

    text = re.sub(r"([\w-]+)-\s*\n\s*([\w-]+)", close, undamaged(text))
    return WORD.findall(re.sub(r"(?<=\w-)\s*\n\s*", "", text))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_back_as_its_manuscript(name: str) -> None:
    articles = [article for article in ARTICLES if article.sample == name]
    if Path(name).suffix.lstrip(".") not in {e for r in readers.available() for e in extensions(r)}:
        pytest.skip(f"no reader for {name} yet")
    texts = list(readers.read((SAMPLES / name).read_bytes(), name))
    assert len(texts) == len(articles)
    for article, raw in zip(articles, texts, strict=True):
        if article.id:
            expected = " ".join(article[f"{kind}_{code}"] for kind in ("title", "abstract") for code in LANGUAGES)
        else:
            expected = glue(printed_text(article), PLAIN[name].glued if name in PLAIN else ())
        words = WORD.findall(expected)
        assert recall(words, words_read(raw.text, set(words))) >= 0.99


def extensions(reader: str) -> tuple[str, ...]:
    return tuple(extension.lstrip(".") for extension in readers.get(reader).extensions)
