"""Pages made on the spot, with the faults that journals have. Skipped where no font with ң ү ө is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus import readers
from corpus.documents import SectionKind
from corpus.errors import EmptyFile, NoTextLayer
from corpus.readers import RawText

fpdf = pytest.importorskip("fpdf", reason="fpdf2 makes the pages of these tests")

FONTS = (
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoSerif-Regular.ttf",
    "arial.ttf",
    "times.ttf",
)
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
LEFT, TOP, LEADING, SIZE = 60, 80, 13, 10

Places = list[tuple[float, float, str]]  # x, baseline, word

LONG = (
    "Айылдан шаарга көчкөн жаштардын саны жылдан жылга өсүп жатат. Алар шаардан жумуш издейт, окуйт жана үй-бүлө "
    "курат. Ата-энелери айылда калып, малын багып, жерин айдайт. Өкмөт жаңы жумуш орундарын түзүүгө аракет кылып "
    "жатат, бирок жумуш баарына жетпейт. Ошондуктан көп адам чет өлкөгө кетүүгө мажбур болот."
)
OTHER = (
    "Чет өлкөдө иштеген адам үйүнө акча жөнөтөт. Бул акча тамакка, кийимге жана балдардын окуусуна жумшалат. Кээ бир "
    "үй-бүлөлөр акчаны топтоп, жаңы үй салышат. Изилдөөчүлөр мындай акчанын айылдын турмушуна тийгизген таасирин "
    "көптөн бери изилдеп келишет, бирок бирдей пикирге келе элек."
)


def font() -> Path:
    found = (path for folder in FOLDERS if Path(folder).is_dir() for name in FONTS for path in Path(folder).rglob(name))
    path = next(found, None)
    if path is None:
        pytest.skip(f"no font with ң ү ө in {', '.join(FOLDERS)}")
    return path


class Sheet:
    """A PDF under way; coordinates in points from the top left."""

    def __init__(self) -> None:
        self.pdf: Any = fpdf.FPDF(format="A4", unit="pt")
        self.pdf.add_font("T", "", font())
        self.pdf.set_auto_page_break(False)
        self.page()

    def page(self) -> None:
        self.pdf.add_page()

    def size(self, size: float) -> None:
        self.pdf.set_font("T", "", size)

    def put(self, x: float, y: float, text: str, size: float = SIZE) -> float:
        self.size(size)
        self.pdf.text(x, y, text)
        return x + self.pdf.get_string_width(text)

    def wrapped(self, text: str, width: float, size: float = SIZE) -> list[list[str]]:
        self.size(size)
        lines: list[list[str]] = [[]]
        for word in text.split():
            if lines[-1] and self.pdf.get_string_width(" ".join([*lines[-1], word])) > width:
                lines.append([])
            lines[-1].append(word)
        return lines

    def words(self, x: float, y: float, words: Sequence[str], width: float = 0, size: float = SIZE) -> Places:
        """Where the words of a line stand; justified if a *width* is given."""
        self.size(size)
        lengths = [self.pdf.get_string_width(word) for word in words]
        gap = self.pdf.get_string_width(" ")
        if width and len(words) > 1:
            gap = (width - sum(lengths)) / (len(words) - 1)
        places = []
        for word, length in zip(words, lengths, strict=True):
            places.append((x, y, word))
            x += length + gap
        return places

    def block(self, text: str, x: float, y: float, width: float, indent: float = 0) -> tuple[Places, float]:
        """Places of the words of a justified paragraph, and the baseline below it."""
        places = []
        lines = self.wrapped(text, width - indent)
        for index, line in enumerate(lines):
            shift = indent if index == 0 else 0
            full = 0.0 if index == len(lines) - 1 else width - shift
            places += self.words(x + shift, y, line, full)
            y += LEADING
        return places, y

    def draw(self, places: Places) -> None:
        for x, y, word in places:
            self.put(x, y, word)

    def read(self) -> RawText:
        (text,) = readers.read(bytes(self.pdf.output()), "a.pdf")
        return text


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("ratio", "gutter"), [(0.5, 14), (0.5, 9), (0.38, 14), (0.6, 20)])
def test_columns_of_any_width_drawn_in_any_order(ratio: float, gutter: float) -> None:
    sheet = Sheet()
    width = 475 - gutter
    first, y = sheet.block(LONG, LEFT, TOP, width * ratio, indent=12)
    second, _ = sheet.block(OTHER, LEFT, y, width * ratio, indent=12)
    third, y = sheet.block(OTHER, LEFT + width * ratio + gutter, TOP, width * (1 - ratio), indent=12)
    fourth, _ = sheet.block(LONG, LEFT + width * ratio + gutter, y, width * (1 - ratio), indent=12)
    places = [*first, *second, *third, *fourth]
    random.Random(1).shuffle(places)
    sheet.draw(places)
    text = sheet.read().text
    assert folded(text) == f"{LONG} {OTHER} {OTHER} {LONG}"
    assert [folded(paragraph) for paragraph in text.split("\n\n")] == [LONG, OTHER, OTHER, LONG]


def test_a_title_and_an_abstract_across_both_columns() -> None:
    sheet = Sheet()
    sheet.put(120, 80, "Айылдан шаарга көчүү жана үй-бүлө", 16)
    sheet.put(400, 105, "А. Асанов")
    abstract, y = sheet.block(OTHER, LEFT, 130, 475)
    left, _ = sheet.block(LONG, LEFT, y + 20, 230)
    right, _ = sheet.block(OTHER, LEFT + 245, y + 20, 230)
    sheet.draw([*right, *left, *abstract])
    text = sheet.read()
    assert folded(text.text) == f"Айылдан шаарга көчүү жана үй-бүлө А. Асанов {OTHER} {LONG} {OTHER}"
    assert [(mark.kind, mark.span.of(text.text)) for mark in text.marks] == [
        (SectionKind.TITLE, "Айылдан шаарга көчүү жана үй-бүлө")
    ]


def test_glyphs_that_the_font_lacks_are_drawn_apart() -> None:
    sheet = Sheet()
    places, _ = sheet.block(LONG, LEFT, TOP, 300)
    later = []
    for x, y, word in places:
        for letter in word:
            if letter in "ңүө":
                later.append((x, y, letter))
            else:
                sheet.put(x, y, letter)
            sheet.size(SIZE)
            x += sheet.pdf.get_string_width(letter)
    sheet.draw(later)
    assert folded(sheet.read().text) == LONG


def test_running_heads_and_page_numbers_go_and_pages_stay() -> None:
    sheet = Sheet()
    for number in (1, 2, 3):
        if number > 1:
            sheet.page()
        sheet.put(LEFT, 40, "Коом жана мезгил, 2020, № 3", 8)
        sheet.put(290, 810, f"– {number + 16} –", 8)
        sheet.draw(sheet.block(LONG if number % 2 else OTHER, LEFT, TOP, 475)[0])
    text = sheet.read()
    assert folded(text.text) == f"{LONG} {OTHER} {LONG}"
    assert [folded(page.span.of(text.text)) for page in text.pages] == [LONG, OTHER, LONG]
    assert text.notes == ("6 running heads and page numbers were left out",)


def test_running_heads_of_two_kinds_are_known_by_their_page_numbers() -> None:
    sheet = Sheet()
    for number, head in ((15, "Асанов А.А. Ички миграция"), (16, "Коом жана мезгил")):
        if number > 15:
            sheet.page()
        sheet.put(LEFT, 40, head, 8)
        sheet.put(500, 40, str(number), 8)
        sheet.draw(sheet.block(LONG, LEFT, TOP, 475)[0])
    assert folded(sheet.read().text) == f"{LONG} {LONG}"


def test_items_with_a_hanging_indent_are_paragraphs() -> None:
    sheet = Sheet()
    y = float(TOP)
    for item in (f"1. {LONG}", f"2. {OTHER}", f"3. {LONG}"):
        for index, line in enumerate(sheet.wrapped(item, 440)):
            sheet.draw(sheet.words(LEFT if index == 0 else LEFT + 16, y, line))
            y += LEADING
    assert [folded(item)[:2] for item in sheet.read().text.split("\n\n")] == ["1.", "2.", "3."]


def test_a_spaced_out_heading_in_a_column() -> None:
    sheet = Sheet()
    x = LEFT + 60.0
    for letter in "Киришүү":
        x = sheet.put(x, TOP, letter) + 2.5
    left, _ = sheet.block(LONG, LEFT, TOP + LEADING, 230)
    right, _ = sheet.block(OTHER, LEFT + 245, TOP, 230)
    sheet.draw([*left, *right])
    assert folded(sheet.read().text) == f"Киришүү {LONG} {OTHER}"


def test_a_footnote_never_stands_in_a_sentence() -> None:
    sheet = Sheet()
    y = float(TOP)
    begun, rest = LONG[: LONG.index("баарына")], LONG[LONG.index("баарына") :]
    for paragraph in (OTHER, begun):
        places, y = sheet.block(paragraph, LEFT, y, 475, indent=12)
        sheet.draw(places)
    sheet.put(LEFT, 780, "1 Муну башка изилдөөчүлөр да белгилеген.", 7)
    sheet.page()
    sheet.draw(sheet.block(rest, LEFT, TOP, 475)[0])
    text = sheet.read()
    assert folded(text.text) == f"{OTHER} 1 Муну башка изилдөөчүлөр да белгилеген. {LONG}"
    assert len(text.pages) == 2


@pytest.mark.parametrize(
    ("before", "raised", "behind", "expected"),
    [
        ("миграция", "1", " жана", "миграция жана"),
        ("жылы.", "12", " Андан", "жылы. Андан"),
        ("Асанов А.А.", "a", ", Осмонов", "Асанов А.А., Осмонов"),
        ("аянты 5 км", "2", " болот", "аянты 5 км² болот"),
        ("10", "6", " адам", "10⁶ адам"),
    ],
)
def test_raised_numbers(before: str, raised: str, behind: str, expected: str) -> None:
    sheet = Sheet()
    x = sheet.put(LEFT, TOP, before)
    x = sheet.put(x, TOP - 4, raised, 6)
    sheet.put(x, TOP, behind)
    sheet.draw(sheet.block(LONG, LEFT, TOP + 40, 475)[0])
    assert sheet.read().text.split("\n\n")[0] == expected


def test_a_lowered_number_stays_in_its_formula() -> None:
    sheet = Sheet()
    x = sheet.put(sheet.put(LEFT, TOP, "CO"), TOP + 3, "2", 6)
    sheet.put(x, TOP, " көлөмү өстү.")
    assert sheet.read().text == "CO2 көлөмү өстү."


@pytest.mark.parametrize("spacing", [1.5, 2.5, 4.0, 6.0])
def test_letter_spaced_headings(spacing: float) -> None:
    sheet = Sheet()
    x = float(LEFT)
    for letter in "Негизги сөздөр:":
        after = sheet.put(x, TOP, letter)
        x = after + spacing
    sheet.draw(sheet.words(LEFT, TOP + LEADING, ["эмгек", "миграциясы,", "акча", "которуу,", "чек", "ара"]))
    assert sheet.read().text.splitlines() == ["Негизги сөздөр:", "эмгек миграциясы, акча которуу, чек ара"]


@pytest.mark.parametrize("heading", ["Н е г и з г и   с ө з д ө р :", "К л ю ч е в ы е   с л о в а :"])
def test_letters_spaced_out_by_space_characters(heading: str) -> None:
    sheet = Sheet()
    x = sheet.put(LEFT, TOP, heading)
    sheet.put(x + 4, TOP, "чек ара, акча которуу")
    closed = "".join(heading.replace("   ", "_").split()).replace("_", " ")
    assert sheet.read().text == f"{closed} чек ара, акча которуу"


@pytest.mark.parametrize(
    "text", ["А я и ты, да мы с ней", "I got a B in it", "1 2 3 4 5 6", "А. А. Асанов, Б. Б. Осмонов"]
)
def test_short_words_are_no_spaced_out_letters(text: str) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, text)
    assert sheet.read().text == text


@pytest.mark.parametrize("shift", [0.2, 0.5, 1.0])
def test_bold_by_drawing_twice(shift: float) -> None:
    sheet = Sheet()
    for step in (0, shift):
        sheet.put(LEFT + step, TOP, "Коом, аалам жана саат", 14)
    assert sheet.read().text == "Коом, аалам жана саат"


def test_two_columns_of_table_cells_are_read_row_by_row() -> None:
    sheet = Sheet()
    rows = [("чек ара", "граница"), ("көчмөн", "кочевник"), ("качкын", "беженец"), ("өлкө", "страна"), ("үй", "дом")]
    for index, (left, right) in enumerate(rows):
        sheet.put(LEFT, TOP + index * LEADING, left)
        sheet.put(LEFT + 250, TOP + index * LEADING, right)
    assert sheet.read().text.splitlines() == [f"{left} {right}" for left, right in rows]


def test_scanned_pages_are_named() -> None:
    sheet = Sheet()
    sheet.draw(sheet.block(LONG, LEFT, TOP, 475)[0])
    sheet.page()
    sheet.pdf.rect(100, 100, 200, 300, style="F")
    text = sheet.read()
    assert [page.has_text for page in text.pages] == [True, False]
    assert text.notes == ("1 of 2 pages have no text layer (scans?): 2",)


def test_a_text_layer_of_rubbish_is_doubted() -> None:
    sheet = Sheet()
    sheet.draw(sheet.block(LONG, LEFT, TOP, 475)[0])
    sheet.page()
    rubbish = LONG.translate({ord(letter): 0xA1 + ord(letter) % 90 for letter in set(LONG) if letter.isalpha()})
    sheet.draw(sheet.block(rubbish, LEFT, TOP, 475)[0])
    assert sheet.read().notes == ("the text layer of page 2 does not look like text",)


def drawn(draw: Callable[[Any], None]) -> bytes:
    sheet = Sheet()
    draw(sheet.pdf)
    return bytes(sheet.pdf.output())


def test_nothing_but_scans_and_nothing_at_all() -> None:
    with pytest.raises(NoTextLayer, match=r"скан\.pdf"):
        list(readers.read(drawn(lambda pdf: pdf.rect(100, 100, 200, 300, style="F")), "скан.pdf"))
    with pytest.raises(EmptyFile):
        list(readers.read(drawn(lambda pdf: None), "a.pdf"))


def test_sideways_pages() -> None:
    sheet = Sheet()
    with sheet.pdf.rotation(90, 300, 400):
        sheet.draw(sheet.block(LONG, 100, 300, 400)[0])
    assert folded(sheet.read().text) == LONG
