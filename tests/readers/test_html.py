"""Pages as journals and word processors save them."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from corpus import readers
from corpus.documents import Metadata, SectionKind
from corpus.errors import EmptyFile, MissingExtra, UnknownName
from corpus.pipeline import Settings
from corpus.readers import Options, RawText


def read(page: str | bytes, name: str = "a.html") -> RawText:
    (text,) = readers.read(page.encode() if isinstance(page, str) else page, name)
    return text


def marks(text: RawText) -> list[tuple[str, str | None, str]]:
    return [(mark.kind.value, mark.language, mark.span.of(text.text)) for mark in text.marks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>чек<p>ара", "чек\n\nара"),
        ("<p>чек <b>ара</b>\n   кызматы</p>", "чек ара кызматы"),
        ("<p>чек<br>ара<br/>кызматы</p>", "чек\nара\nкызматы"),
        ("<div>а<p>б</p>в</div>", "а\n\nб\n\nв"),
        ("<ul><li>бир<li>эки</ul>", "бир\n\nэки"),
        ("<table><tr><td>бир<td>эки</table>", "бир\n\nэки"),
        ("<pre>бир\nэки</pre>", "бир\nэки"),
        ("<p>ми<wbr>гра<span>ция</span></p>", "миграция"),
        ("<p>чек&nbsp;ара &laquo;өлкө&raquo;</p>", "чек\N{NO-BREAK SPACE}ара «өлкө»"),
        ("<p>мигра&shy;ция</p>", "мигра\N{SOFT HYPHEN}ция"),
        ("<p>миграция<sup>1</sup> жана<sup>[2]</sup></p>", "миграция жана"),
        ("<p>5 км<sup>2</sup></p>", "5 км2"),
        ("<nav>Башкы бет</nav><script>x()</script><style>p{}</style><p>текст</p><form>издөө</form>", "текст"),
        ("<header>Журнал</header><p>текст</p><footer>2024</footer><aside>жарнама</aside>", "текст"),
        ("<p>текст</p><p hidden>жашыруун</p><p style='display: none'>жашыруун</p>", "текст"),
        ("<!-- эскертүү --><p>текст</p>", "текст"),
        ("<div>шилтемелер</div><main><p>Макаланын тексти узун.</p></main>", "Макаланын тексти узун."),
        (
            "<article><header><h1>Аталышы</h1></header><p>Макаланын тексти.</p></article>",
            "Аталышы\n\nМакаланын тексти.",
        ),
        ("<h1>Аталышы</h1><main><p>Макаланын тексти.</p></main>", "Аталышы\n\nМакаланын тексти."),
    ],
)
def test_what_a_page_shows(body: str, text: str) -> None:
    assert read(f"<html><body>{body}</body></html>").text == text


HEAD = """<meta name="citation_title" content="Чек ара"><meta name="citation_author" content="Асанов А.">
<meta name="citation_author" content="Осмонова Б."><meta name="citation_publication_date" content="2019/05/01">
<meta name="citation_journal_title" content="Коом"><meta name="citation_volume" content="3">
<meta name="citation_firstpage" content="5"><meta name="citation_lastpage" content="9">
<meta name="citation_doi" content="https://doi.org/10.5555/abc.1">"""


def test_bibliographic_tags() -> None:
    text = read(f"<html><head>{HEAD}</head><body><h1>Чек ара</h1><p>Текст</p></body></html>")
    assert text.metadata == Metadata(
        "Чек ара", ("Асанов А.", "Осмонова Б."), 2019, "Коом", volume="3", pages="5–9", doi="10.5555/abc.1"
    )
    assert marks(text) == [("title", None, "Чек ара")]


def test_dublin_core_in_two_languages() -> None:
    head = """<meta name="DC.Title" xml:lang="ky" content="Чек ара"><meta name="DC.Title.Alternative" xml:lang="ru"
    content="Граница"><meta name="DC.Creator.PersonalName" content="Асанов А."><meta name="DC.Date.issued"
    content="2020-01-02"><meta name="DC.Description" xml:lang="ru" content="О границе.">"""
    text = read(f"<html><head>{head}</head><body><p>Чек ара</p><p>Текст</p></body></html>")
    assert (text.metadata.title, text.metadata.authors, text.metadata.year) == ("Чек ара", ("Асанов А.",), 2020)
    assert marks(text) == [("title", "ky", "Чек ара"), ("title", "ru", "Граница"), ("abstract", "ru", "О границе.")]


def test_keywords_that_are_not_printed_are_not_lost() -> None:
    head = """<meta name="citation_keywords" lang="ky" content="чек ара"><meta name="citation_keywords" lang="ky"
    content="көчмөн"><meta name="citation_keywords" lang="ru" content="граница; кочевник">"""
    text = read(f"<html><head>{head}</head><body><p>Ключевые слова: граница, кочевник</p></body></html>")
    assert text.text == "Ключевые слова: граница, кочевник\n\nчек ара; көчмөн"
    assert marks(text) == [("keywords", "ky", "чек ара; көчмөн")]


def test_keywords_printed_alone_are_marked_where_they_stand() -> None:
    page = (
        '<html><head><meta name="keywords" content="чек ара, көчмөн"></head><body><p>Чек ара; көчмөн</p></body></html>'
    )
    assert marks(read(page)) == [(SectionKind.KEYWORDS.value, None, "Чек ара; көчмөн")]


def test_the_title_of_the_window_marks_the_heading_that_prints_it() -> None:
    page = "<html><head><title>Ички миграция | Журнал</title></head><body><h2>Журнал</h2><h2>Ички миграция</h2><p>Текст"
    assert marks(read(page)) == [("title", None, "Ички миграция")]


def test_a_page_of_word_with_another_name() -> None:
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset=windows-1251></head>"
        "<body><p class=MsoNormal>Чек ара<o:p></o:p></p></body></html>"
    )
    for name in ("a.doc", "a.xls", "a.txt", "a"):
        assert read(page.encode("cp1251"), name).text == "Чек ара"


def test_a_web_archive() -> None:
    page = "<html><body><p>Чек ара</p></body></html>".encode("koi8-r")
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="X"\r\n\r\n--X\r\nContent-Type: text/html\r\n'
    )
    archive += b"Content-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--X--\r\n"
    assert read(archive, "a.doc").text == "Чек ара"


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866", "iso8859-5"]
)
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r", "iso-8859-1"])
def test_the_charset_tag_is_no_proof(name: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>Внутренняя миграция растёт.</p></body></html>'
    assert read(page.encode(name)).text == "Внутренняя миграция растёт."


def test_a_person_may_force_it() -> None:
    page = "<html><body><p>Ош</p></body></html>".encode("cp866")
    (text,) = readers.read(page, "a.html", Options(encoding="cp866"))
    assert text.text == "Ош"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body> <br> </body></html>", "<html><frameset></frameset></html>"]
)
def test_pages_without_text(page: str) -> None:
    with pytest.raises(EmptyFile):
        read(page)


def test_nesting_without_end() -> None:
    assert "чек ара" in read("<html><body>" + "<div>" * 1000 + "чек ара").text


# --- the extractor of somebody else ------------------------------------------------------------------------------

CLUTTERED = """<html><head><title>Ички миграция | Журнал</title><meta name="citation_title" content="Ички миграция">
<meta name="citation_keywords" lang="ky" content="ички миграция; айыл мектеби"></head><body><div class="menu"><ul>
<li><a href="/">Башкы бет</a></li><li><a href="/a">Архив</a></li></ul></div><h1>Ички миграция</h1><div class="content">
<p>Айылдан шаарга көчкөн үй-бүлөлөрдүн саны акыркы он жылда байкаларлык өстү, бул өзгөрүү айылдагы мектептердин ишине
да таасир этти.</p><p>Макалада көчүүнүн себептери каралат: жумуш издөө, окуу жана туугандарга жакын болуу. Сурамжылоого
төрт айылдын тургундары катышты.</p></div><div class="sidebar related"><p>Окшош макалалар: <a href="/x">Шаардын
өсүшү</a></p></div><div class="footer">© Журнал, 2024. Бардык укуктар корголгон.</div></body></html>"""


def extracted(page: str) -> RawText:
    (text,) = readers.read(page.encode(), "a.html", Options(extractor="trafilatura"))
    return text


def test_an_extractor_leaves_the_site_out_and_our_tags_stay() -> None:
    pytest.importorskip("trafilatura", reason="the extra html is not installed", exc_type=ImportError)
    ours, theirs = read(CLUTTERED), extracted(CLUTTERED)
    assert "Окшош макалалар" in ours.text
    assert theirs.text.startswith("Ички миграция\n\nАйылдан шаарга көчкөн")
    assert theirs.text.endswith("төрт айылдын тургундары катышты.\n\nички миграция; айыл мектеби")
    assert marks(theirs) == [("title", None, "Ички миграция"), ("keywords", "ky", "ички миграция; айыл мектеби")]
    assert theirs.metadata == ours.metadata


def test_where_an_extractor_finds_nothing_our_rules_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=lambda page, **how: None))
    text = extracted(CLUTTERED)
    assert text.text == read(CLUTTERED).text
    assert text.notes == ("trafilatura found no article in it, so it was read without",)


def test_an_extractor_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert read(CLUTTERED).text  # the core needs none
    with pytest.raises(MissingExtra, match=r"extractor trafilatura needs .*: pip install 'kochmon\[html\]'"):
        extracted(CLUTTERED)


def test_an_extractor_that_nobody_knows() -> None:
    with pytest.raises(UnknownName, match="no extractor named 'boilerpipe'; known: trafilatura"):
        Options(extractor="boilerpipe")


def test_a_file_is_read_again_by_another_extractor() -> None:
    chosen = Settings(options=Options(extractor="trafilatura"))
    assert chosen.as_json() != Settings().as_json()
    assert Settings.from_json(chosen.as_json()) == chosen
