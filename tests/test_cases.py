"""Faults that people reported of tools for this work, typed as commands. The files are named after the reports, which
``cases.jsonl`` of the shared data tells; those of readers, repair and exporters lie with their tests."""

from __future__ import annotations

import csv
import io
import os
import shutil
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from .command_line import Ran, case, desk, kochmon, process, rows

__all__ = ["desk"]
pytestmark = pytest.mark.usefixtures("desk")


def add(*names: str) -> Ran:
    ran = kochmon("add", *map(case, names))
    assert "Traceback" not in ran.err
    return ran


def shown(*words: str) -> str:
    """The text of the corpus as ``kochmon show`` gives it, white space folded."""
    return " ".join(" ".join(row["text"].split()) for row in rows("show", *words))


def found(*query: str) -> list[str]:
    """Ids of the documents that a search finds, the best first."""
    return [row["document"] for row in rows("search", *query)]


def matches(*query: str) -> list[str]:
    """The matched words of a concordance."""
    return [row["match"] for row in rows("kwic", *query)]


def labels() -> list[tuple[str, str, str]]:
    """Concepts as (ky, ru, en)."""
    return [(row["ky"], row["ru"], row["en"]) for row in rows("concepts")]


def keyword_lists(document: str) -> list[tuple[str, list[str]]]:
    return [(row["language"], row["keywords"]) for row in rows("show", document, "--section", "keywords")]


# --- reading -----------------------------------------------------------------------------------------------------


def test_r02_tracked_changes_and_links() -> None:
    assert add("r02_tracked_links.docx").status == 0
    text = shown()
    assert "В 2019 году за рубеж выехало пятьдесят тысяч человек." in text
    assert "опубликовал Национальный статистический комитет" in text
    assert found("пятьдесят") and found("статистический комитет") and not found("сорок")
    assert keyword_lists("r02_tracked_links.docx") == [("ru", ["трудовая миграция", "денежные переводы", "граница"])]
    assert {ru for _, ru, _ in labels()} == {"трудовая миграция", "денежные переводы", "граница"}


def test_r04_two_columns() -> None:
    add("r04_two_columns.pdf")
    for phrase in ("чет өлкөгө кетип", "өзгөчө көңүл бурат", "жумуш орундарын түзүшү керек"):
        assert found(f'"{phrase}"'), phrase
    text = shown().lower()
    for word in ["ата-энесинен", "үй-бүлөсүнө", "кетип", "мугалимдер", "орундарын", "ишкана", "жумуш", "окумуштуулар"]:
        assert word in text


def test_r06_letters_drawn_twice() -> None:
    add("r06_fake_bold.pdf")
    assert "Коом жана эмгек миграциясы" in shown()
    assert matches("миграция") == ["миграциясы"]
    assert len(matches("бара-бара")) == 2


def test_r08_passwords() -> None:
    ran = add("r08_permissions_only.pdf", "r08_needs_password.pdf")
    assert ran.status == 1
    assert "r08_needs_password.pdf" in ran.err and "needs a password" in ran.err
    assert [row["document"] for row in rows("list")] == ["r08_permissions_only.pdf"]
    assert "Чек ара кызматы жаңы эрежелерди жарыялады." in shown()
    assert found("чек ара кызматы") == ["r08_permissions_only.pdf"]


def test_r10_letter_spaced_headings() -> None:
    add("r10_letterspaced.pdf")
    assert keyword_lists("r10_letterspaced.pdf") == [
        ("ky", ["эмгек миграциясы", "акча которуу", "чек ара"]),
        ("ru", ["трудовая миграция", "денежный перевод", "граница"]),
    ]
    assert not [row["text"] for row in rows("stats", "words", "--stop-words") if len(row["text"]) == 1]


def test_r12_cells() -> None:
    ran = kochmon("glossary", "import", case("r12_cells.xlsx"))
    assert ran.status == 0 and "3 entries" in ran.err
    assert sorted(labels()) == [
        ("акча которуу", "денежный перевод", "money transfer"),
        ("чек ара", "граница", "border"),
        ("эмгек миграциясы", "трудовая миграция", "labour migration"),
    ]


def test_r14_a_few_bytes_of_another_encoding() -> None:
    ran = kochmon("glossary", "import", case("r14_mixed_bytes.csv"))
    assert "line 5" in ran.err
    said = " ".join(" ".join(names) for names in labels())
    for word in ("жаңы өлкө", "үй-бүлө", "көчмөн", "чек ара"):
        assert word in said
    assert "Ð" not in said and "Т\N{CYRILLIC SMALL LETTER SHORT I}" not in said


def test_r16_charsets_that_lie() -> None:
    files = "r16_says_utf8_is_cp1251.html", "r16_says_cp1251_is_utf8.html"
    add(*files)
    assert found("переезд из села") == [files[0]] and found("айылдан шаарга") == [files[1]]
    facts = {row["document"]: (row["title"], row["languages"]) for row in rows("list")}
    assert facts == {files[0]: ("Внутренняя миграция", ["ru"]), files[1]: ("Ички миграция", ["ky"])}


# --- repair ------------------------------------------------------------------------------------------------------


def test_r18_line_ends() -> None:
    add("r18_line_ends.txt", "r18_soft_hyphens.txt")
    words = shown("r18_line_ends.txt").replace(".", "").replace(",", "").split()
    joined = "миграции келечегин жатышат migration discussed"
    kept = (
        "социально-экономические научно-исследовательские Кое-кто кто-то карама-каршы ата-энелер Үй-бүлөлөр long-term "
        "well-being"
    )
    assert [word for word in f"{joined} {kept}".split() if word not in words] == []
    soft = shown("r18_soft_hyphens.txt")
    for word in ["миграциясы", "жаштардын", "Внутренняя", "растёт", "Карама-каршы", "научно-исследовательский"]:
        assert word in soft
    assert "\N{SOFT HYPHEN}" not in soft
    assert found("жаштардын") == ["r18_soft_hyphens.txt"]


def test_r20_latin_letters() -> None:
    add("r20_latin_letters.txt")
    edits = rows("explain", "edits")
    assert all(row["rule"] for row in edits)
    text = shown()
    assert len({row["start"] for row in edits}) == len(edits)
    for word in ("миграциясы", "Кыргыз", "среда", "Отток"):
        assert word in text
    for word in ("KOICAнын", "COVID-19дан", "IT-компаниялар", "IT-компания", "QR-код", "НАТО", "CNN"):
        assert word in text
    assert text.count("QR-код") == 2
    for query in ("миграция", "кыргыз", "среда", "отток"):
        assert found(query), query


def test_r22_decoded_wrongly_once() -> None:
    add("r22_cp1251_as_latin1.txt", "r22_utf8_as_koi8.txt", "r22_utf8_as_cp1251.txt")
    russian = (
        "Внутренняя миграция населения растёт. Люди уезжают из сёл в города и ищут там работу. Это меняет рынок труда."
    )
    kyrgyz = "Эмгек миграциясы жаңы көйгөйлөрдү жаратат. Жаштар үй-бүлөсүнөн алыс жүрөт. Өкмөт чара көрүшү керек."
    listed = {row["document"]: row for row in rows("list")}
    assert shown("r22_cp1251_as_latin1.txt") == russian and shown("r22_utf8_as_cp1251.txt") == kyrgyz
    assert {document: row["languages"] for document, row in listed.items()} == {
        "r22_cp1251_as_latin1.txt": ["ru"],
        "r22_utf8_as_cp1251.txt": ["ky"],
    }
    assert len(listed["r22_cp1251_as_latin1.txt"]["sources"]) == 2  # the second holds the same text
    assert all(row["rule"] for row in rows("explain", "edits"))


# --- detection ---------------------------------------------------------------------------------------------------


def test_r25_short_texts() -> None:
    from corpus import detection

    lines = [line.split("\t") for line in case("r25_short.tsv").read_text(encoding="utf-8").splitlines()]
    told = [(detection.detect(text, closed=True).language, text) for _, text in lines]
    assert told == [(language, text) for language, text in lines]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8r", "cp866"])
def test_r27_capitals(encoding: str) -> None:
    add(f"r27_caps_{encoding}.txt")
    sections = rows("show")
    assert "\n".join(row["text"] for row in sections).split("\n") == [
        "МИГРАЦИЯ",
        "РЫНОК ТРУДА",
        "ЗАНЯТОСТЬ",
        "ГРАЖДАНСТВО",
    ]
    assert {row["language"] for row in sections} == {"ru"}


# --- analysis ----------------------------------------------------------------------------------------------------


def test_r29_lemmas() -> None:
    best = {row["word"]: row["lemma"] for row in rows("explain", "word", "--language", "ru", *R29) if row["rank"] == 1}
    assert best == R29
    add("r29_lemmas.txt")
    assert matches("счастье") == ["счастья"]
    assert matches("опора") == ["опорой", "опоре", "опору"]


R29 = {"счастья": "счастье", "опорой": "опора", "опоре": "опора", "опору": "опора"}


def test_r31_abbreviations_end_no_sentence() -> None:
    add("r31_abbreviations.txt")
    sentences = {
        f"{row['left']}{row['match']}{row['right']}".strip()
        for word in ("миграция", "үй-бүлө", "семья")
        for row in rows("kwic", word, "--context", "sentence")
    }
    assert {sentence.rstrip(".") for sentence in sentences} == {
        "Проф. А. Осмонов (Бишкек ш.) 2019-ж. эмгек миграциясын изилдеген",
        "Ал үй-бүлө, билим берүү ж.б. темаларга көңүл бурган",
        "Проф. А. Осмонов в 2019 г. изучал миграцию в г. Ош и др. городах",
        "Он писал о семье, образовании и т.д. в своих книгах",
    }


# --- search ------------------------------------------------------------------------------------------------------

TYPED = [
    "COVID-19",
    "Макала: миграция",
    "социально-экономический",
    "ООН/БУУ",
    "№ 5",
    "migrants'",
    "migrants\N{RIGHT SINGLE QUOTATION MARK}",
    "isn't",
    '"чек ара',
    "(миграция",
    "-миграция",
]


@pytest.mark.parametrize("query", TYPED)
def test_r32_typed_text_is_a_query(query: str) -> None:
    add("r32_typed.txt")
    assert found(query) == ["r32_typed.txt"]


@pytest.mark.parametrize("query", ["*", '""', "AND", "миграция) AND", "NOT", "(", ")(", "-", "'", "language:", "OR OR"])
def test_r32_what_is_no_query_gets_one_clear_line(query: str) -> None:
    add("r32_typed.txt")
    ran = kochmon("search", query)
    assert ran.status in (0, 2)
    assert ran.out.count("\n") > 1 or len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("жана", "Ата жана бала келди."),
        ('"быть или не быть"', "Быть или не быть – вот в чём вопрос."),
        ('"to be or not to be"', "To be or not to be is the question of the year."),
        ("the", "To be or not to be is the question of the year."),
    ],
)
def test_r34_function_words(query: str, sentence: str) -> None:
    add("r34_function_words.txt")
    (hit,) = rows("search", query)
    assert hit["snippet"] == sentence and hit["matches"]


@pytest.mark.parametrize(
    ("query", "best", "twin"),
    [
        ("война", "voina.txt", ""),
        ("воин", "voin.txt", ""),
        ("көл", "koel.txt", "kol.txt"),
        ("кол", "kol.txt", "koel.txt"),
        ("уй", "ui.txt", "uey.txt"),
        ("үй", "uey.txt", "ui.txt"),
    ],
)
def test_r36_letters_of_their_own(query: str, best: str, twin: str) -> None:
    add("r36")
    hits = rows("search", query)
    assert hits[0]["document"] == best
    assert all(hit["document"] == twin and "typed without" in hit["reason"] for hit in hits[1:])
    start, stop = hits[0]["matches"][0]
    assert hits[0]["snippet"][start:stop].lower().startswith(query[:2])


@pytest.mark.parametrize(
    ("query", "count"), [("миграция", 2), ("өлкө", 1), ("чек ара", 1), ("эмгек миграциясы", 1), ("акча которуу", 1)]
)
def test_r38_odd_spaces(query: str, count: int) -> None:
    add("r38_odd_spaces.txt")
    assert len(matches(query)) == count
    for space in (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"):
        assert found(f'"{query}"'.replace(" ", space)) == ["r38_odd_spaces.txt"]
    invisible = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"
    assert not [row for row in rows("stats", "words", "--layer", "form") if set(row["text"]) & set(invisible)]


def test_r38_invisible_characters_typed() -> None:
    add("r38_odd_spaces.txt")
    assert found("мигра\N{ZERO WIDTH SPACE}ция") == ["r38_odd_spaces.txt"]
    assert len(matches("мигра\N{ZERO WIDTH SPACE}ция")) == 2


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("китеп", "китеби"),
        ("убакыт", "убактысы"),
        ("орун", "ордуна"),
        ("бала", "Балдар"),
        ("көп", "Көбү"),
        ("рынок", "рынке"),
        ("отток", "оттока"),
        ("беженец", "Беженцев"),
        ("ребёнок", "Детей"),
        ("crisis", "crises"),
        ("policy", "policies"),
        ("child", "children"),
    ],
)
def test_r39_stems_that_change(lemma: str, form: str) -> None:
    add("r39_alternations.txt")
    assert matches(lemma) == [form]


# --- concordance -------------------------------------------------------------------------------------------------


def test_r42_the_neighbour_sorts() -> None:
    add("r42_left_sort.txt")
    lines = rows("kwic", "миграция", "--sort", "L1")
    assert [line["left"].split()[-1] for line in lines] == [
        "жаштардын",
        "ички",
        "Калктын",
        "тышкы",
        "үй-бүлөлөрдүн",
        "эмгек",
    ]


def test_r44_all_lines_to_files_and_pipes(desk: Path) -> None:
    add("r44")
    screen = kochmon("kwic", "миграция", "--limit", "10", "--format", "table")
    assert len(screen.lines) == 10 and "10 of 40" in screen.err
    kochmon("kwic", "миграция", "--output", "out.csv")
    piped = kochmon("kwic", "миграция")
    assert len(piped.lines) == 41
    table = list(csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8-sig"))))
    counts = {name: sum(row["document"] == name for row in table) for name in ("bir.txt", "eki.txt", "uch.txt")}
    assert len(table) == 40 and sorted(counts.values()) == [4, 11, 25]


# --- glossary ----------------------------------------------------------------------------------------------------


def glossary(*words: str) -> list[dict[str, Any]]:
    ran = kochmon("glossary", "--format", "jsonl", "--all", *words)
    assert ran.status == 0, ran.err
    return ran.rows


def test_r46_tbx_in_the_wild() -> None:
    ran = kochmon("glossary", "import", case("r46_import.tbx"))
    assert ran.status == 0 and "5 entries" in ran.err
    assert "Flüchtling" in ran.err  # named as left out
    entries = {tuple(" | ".join(entry["labels"].get(code, ())) for code in ("ky", "ru", "en")) for entry in glossary()}
    assert entries == {
        ("чек ара", "граница", "border"),
        ("көчмөн", "кочевник", "nomad"),
        ("качкын", "", "refugee"),
        ("акча которуу", "денежный перевод | перевод денег", ""),
        ("каттоо", "", ""),
    }


def test_r50_the_order_of_the_alphabet() -> None:
    kochmon("glossary", "import", case("r50_order.csv"))
    kyrgyz = [
        "кен",
        "кеңеш",
        "кеп",
        "кол",
        "кош",
        "көл",
        "курак",
        "күч",
        "орун",
        "өкмөт",
        "өлкө",
        "пайда",
        "уруу",
        "үй-бүлө",
    ]
    russian = [
        "возраст",
        "единство",
        "ель",
        "ёмкость",
        "ересь",
        "жильё",
        "сила",
        "совет",
        "страна",
        "цель",
        "щека",
        "эра",
        "юность",
        "яма",
    ]
    for codes, order in (("ky,ru,en", kyrgyz), ("ru,ky,en", russian)):
        code = codes[:2]
        assert [entry["labels"][code][0] for entry in glossary("--languages", codes)] == order


def test_r52_one_form_in_two_languages() -> None:
    kochmon("glossary", "import", case("r52_same_form.csv"))
    assert len(labels()) == 4 and all(all(names) for names in labels())
    assert [names for names in labels() if names[0] == names[1] == "миграция"]
    table = list(csv.DictReader(io.StringIO(kochmon("glossary", "--format", "csv").out.removeprefix("\ufeff"))))
    assert all(row["ky"] and row["ru"] and row["en"] for row in table) and len(table) == 4


# --- command line ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="pipes of a shell")
@pytest.mark.parametrize("words", [("kwic", "миграция"), ("search", "миграция"), ("concepts",), ("list",)])
def test_r53_a_closed_pipe(words: tuple[str, ...]) -> None:
    add("r44")
    with process(*words, PYTHONUNBUFFERED="1") as command:
        assert command.stdout and command.stderr
        command.stdout.readline()
        command.stdout.close()
        err = command.stderr.read().decode()
    assert "Traceback" not in err and "Exception ignored" not in err
    assert command.returncode == 0


def test_r55_decomposed_names(desk: Path) -> None:
    folder = desk / "texts"
    folder.mkdir()
    typed, stored = (unicodedata.normalize(form, "Район.txt") for form in ("NFC", "NFD"))
    (folder / stored).write_text("Райондун калкы өстү.", encoding="utf-8")
    kochmon("add", folder)
    assert shown(typed) == "Райондун калкы өстү." == shown(stored)
    (folder / stored).rename(folder / typed)
    kochmon("add", folder)
    assert [row["document"] for row in rows("list")] == [typed]
    assert kochmon("remove", typed).status == 0
    assert rows("list") == []


# --- robustness --------------------------------------------------------------------------------------------------


def test_r57_damaged_files_among_good_ones() -> None:
    for _ in range(2):  # the second time tells of the same six
        ran = add("r57")
        assert ran.status == 1
        skipped = [line for line in ran.err.splitlines() if line.startswith("skipped: ")]
        names = ["bad_crc.docx", "cut.pdf", "empty.pdf", "notzip.xlsx", "odd_method.docx", "truncated.docx"]
        assert [Path(line.split(": ")[1]).name for line in skipped] == names
        assert not [line for line in skipped if "no such file" in line.lower()]
        assert "6 skipped" in ran.err
    assert [row["document"] for row in rows("list")] == ["good_one.txt", "good_two.docx"]
    assert found("көчмөн") and found("чек ара")


def test_r59_a_million_rows() -> None:
    begun = time.process_time()
    ran = kochmon("glossary", "import", case("r59_million_rows.xlsx"))
    assert time.process_time() - begun < 10
    assert ran.status == 0 and "3 entries" in ran.err
    assert sorted(names[0] for names in labels()) == ["качкын", "көчмөн", "чек ара"]


def test_r61_a_long_cell(desk: Path) -> None:
    long = "Айылдын калкы шаарга көчүп кетти. " * 5556 + "Булар көчмөндөр"
    with Path("cells.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["language", "text"], ["ky", "Биринчи сап."], ["ky", long], ["ky", "Чек ара жабык."]]
        )
    assert len(long) > 131_072 and kochmon("add", "cells.csv").status == 0
    assert len(rows("list")) == 3
    assert len(found("көчмөн")) == 1 and len(found("чек ара")) == 1


# --- the machine's settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C", "LANG": ""}, {"PYTHONIOENCODING": "cp1251"}, {"PYTHONIOENCODING": "ascii:strict"}],
)
def test_utf_8_whatever_the_locale(environment: dict[str, str]) -> None:
    add("r36")
    out, err = process("kwic", "көл", "--format", "jsonl", **environment).communicate(timeout=60)
    assert "терең" in out.decode("utf-8") and b"\\u" not in out and not err


def test_a_copy_of_a_corpus_without_its_cache(desk: Path) -> None:
    add("r36")
    before = found("үй")
    shutil.copy("corpus.kochmon", "mailed.kochmon")
    assert kochmon("search", "үй", "--corpus", "mailed.kochmon", "--format", "jsonl").rows[0]["document"] == before[0]
