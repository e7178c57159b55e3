"""Writes sample_texts/ from tests/manuscripts/: ``python -m tests.make_samples`` (needs the extra ``dev``).

A manuscript is the clean text of an article; a sample is the same article as it comes in life, in a file format and
with damages that are put in on purpose. Both sides are therefore known, and tests can compare. The output
depends on the manuscripts alone, but for the PDF files, which also depend on the versions of fpdf2 and of the
font DejaVu Serif (found on the system, in matplotlib, or in the folder that ``KOCHMON_FONTS`` names).

The form of a manuscript: lines ``field: value``, then ``body:`` and paragraphs set apart by an empty line
(``## `` begins a heading), then ``references:`` with one on a line; ``#`` begins a comment at the top.

==========================  =============================================================================
field                       meaning
==========================  =============================================================================
sample                      name of the file written
language                    language of the body
year journal udc doi        as printed; DOIs have the test prefix 10.5555
title_XX authors_XX         XX is ky, ru or en
abstract_XX keywords_XX     a list has its terms in the order printed, ``; `` between them in the manuscript
label_XX                    printed before a keyword list; without a colon it stands on its own line
heading_abstract_XX         printed before an abstract; ending in a full stop, on the same line
heading_references          printed before the references
separator full_stop         between keywords (default a comma); a full stop after the last one
capitals                    languages whose keyword list is in capitals
together                    languages whose lists stand under one label, that of the first
glued                       languages whose last keyword runs into the next heading without a space
order layout at_end         order of the languages; ``languages`` keeps the pieces of one together; printed last
footnote, footnote_after    DOCX: a footnote and the words after which it is called
deleted_after               DOCX: ``words || sentence`` deleted after these words with tracked changes
==========================  =============================================================================

A manuscript with lines ``id:`` holds several short articles without bodies: the rows of a table.
"""

from __future__ import annotations

import csv
import html
import io
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent
MANUSCRIPTS = TESTS / "manuscripts"
SAMPLES = TESTS.parent / "sample_texts"

LANGUAGES = ("ky", "ru", "en")
SOFT_HYPHEN = "\u00ad"
MADE = datetime(2026, 11, 25, tzinfo=UTC)  # stands in every file that must bear a date


# --- manuscripts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """A manuscript. ``body`` holds (kind, text) with kind ``heading`` or ``body``; ``id`` is that of a table row."""

    fields: Mapping[str, str]
    body: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    id: str = ""

    def __getitem__(self, name: str) -> str:
        """The value of a field, empty where it is not given.

        >>> Article({"year": "2019"})["year"], Article({})["doi"]
        ('2019', '')
        """
        return self.fields.get(name, "")

    @property
    def sample(self) -> str:
        return self["sample"]

    @property
    def document(self) -> str:
        """How gold.tsv names the article: the sample file, and the row's id after ``#``."""
        return f"{self.sample}#{self.id}" if self.id else self.sample

    def keywords(self, language: str) -> tuple[str, ...]:
        """
        >>> Article({"keywords_ru": "село; рынок труда"}).keywords("ru")
        ('село', 'рынок труда')
        """
        return tuple(term for term in self[f"keywords_{language}"].split("; ") if term)


def read_manuscript(text: str) -> tuple[Article, ...]:
    """The article of a manuscript, or the rows of a table.

    >>> [article] = read_manuscript("sample: a.txt\\nbody:\\n## Киришүү\\n\\nКалк көчөт.\\nreferences:\\n1. X.\\n")
    >>> article.body
    (('heading', 'Киришүү'), ('body', 'Калк көчөт.'))
    """
    head, _, tail = text.partition("\nbody:\n")
    pairs = [line.partition(":")[::2] for line in head.splitlines() if line and not line.startswith("#")]
    rows: list[dict[str, str]] = [{}]
    for name, value in pairs:
        if name == "id":
            rows.append(dict(rows[0]))
        rows[-1][name] = value.strip()
    if len(rows) > 1:
        return tuple(Article(row, id=row.pop("id")) for row in rows[1:])
    body, _, references = tail.partition("\nreferences:\n")
    blocks = (block.strip() for block in body.split("\n\n"))
    return (
        Article(
            rows[0],
            tuple(("heading", b[3:]) if b.startswith("## ") else ("body", b) for b in blocks if b),
            tuple(references.splitlines()),
        ),
    )


def manuscripts() -> Iterator[Article]:
    """All articles, table rows among them, in the order of the file names."""
    for path in sorted(MANUSCRIPTS.glob("*.txt")):
        yield from read_manuscript(path.read_text(encoding="utf-8"))


# --- from a manuscript to what is printed, piece by piece -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch as printed. ``heading`` stands before it; ``attached``: no space between it and the piece before."""

    kind: str
    language: str
    text: str
    heading: str = ""
    attached: bool = False

    @property
    def inline(self) -> bool:
        """Is the heading printed on the line of the text?"""
        return self.heading.endswith((":", "."))

    def paragraphs(self) -> tuple[str, ...]:
        """
        >>> Piece("keywords", "ru", "село, город", "Ключевые слова:").paragraphs()
        ('Ключевые слова: село, город',)
        """
        if not self.heading:
            return (self.text,)
        return (f"{self.heading} {self.text}",) if self.inline else (self.heading, self.text)


def keyword_text(article: Article, language: str) -> str:
    """A keyword list as printed, without its label; empty where there is none or where it stands under another's label.

    >>> keyword_text(Article({"keywords_ky": "калк; көч", "separator": "/", "capitals": "ky"}), "ky")
    'КАЛК / КӨЧ'
    """
    together = article["together"].split()
    if language in together[1:]:
        return ""
    members = together if language in together else [language]
    terms = [
        term.upper() if code in article["capitals"].split() else term
        for code in members
        for term in article.keywords(code)
    ]
    separator = article["separator"] or ","
    text = (" / " if separator == "/" else f"{separator} ").join(terms)
    return text + "." if text and article["full_stop"] else text


def pieces_of(article: Article, language: str) -> Iterator[Piece]:
    """Title, authors, abstract and keywords in one language, as far as the article has them."""
    for kind in ("title", "authors", "abstract", "keywords"):
        text = keyword_text(article, language) if kind == "keywords" else article[f"{kind}_{language}"]
        label = {"abstract": f"heading_abstract_{language}", "keywords": f"label_{language}"}.get(kind, "")
        if text:
            yield Piece(kind, language, text, article[label])


def printed(article: Article) -> tuple[Piece, ...]:
    """All pieces of an article in the order printed."""
    order = article["order"].split() or list(LANGUAGES)
    front = [piece for code in order if code != article["at_end"] for piece in pieces_of(article, code)]
    if article["layout"] != "languages":  # titles and authors of all languages first, then abstracts with keywords
        front.sort(key=lambda piece: piece.kind in ("abstract", "keywords"))
    head = [Piece("front", "", article[name]) for name in ("udc", "doi") if article[name]]
    head = [replace(piece, text=f"DOI: {piece.text}") if piece.text[0] == "1" else piece for piece in head]
    journal = Piece("front", article["language"], f"{article['journal']}. {article['year']}")
    body = [Piece(kind, article["language"], text) for kind, text in article.body]
    references = [Piece("heading", article["language"], article["heading_references"])] if article.references else []
    references += [Piece("references", "", text) for text in article.references]
    end = list(pieces_of(article, article["at_end"])) if article["at_end"] else []
    result = [journal, *head, *front, *body, *references, *end]
    for here, piece in enumerate(result[:-1]):
        if piece.kind == "keywords" and piece.language in article["glued"].split():
            result[here + 1] = replace(result[here + 1], attached=True)
    return tuple(result)


def paragraphs(article: Article) -> tuple[tuple[Piece, str], ...]:
    """What is printed, in paragraphs, each with its piece; glued pieces have become one paragraph."""
    result: list[tuple[Piece, str]] = []
    for piece in printed(article):
        texts = list(piece.paragraphs())
        if piece.attached:
            before, text = result.pop()
            result.append((before, text + texts.pop(0)))
        result.extend((piece, text) for text in texts)
    return tuple(result)


# --- line ends: where a word may be broken ----------------------------------------------------------------------------

VOWELS = frozenset("аеёиоуыэюяөүАЕЁИОУЫЭЮЯӨҮ")
STAYS = frozenset("йьъЙЬЪ")  # never begins a line
WHOLE = ("стан",)  # begins a syllable although the rule of the last consonant would cut it: Кыргыз-стан

ENGLISH = """
    mi-gra-tion mi-grants mi-grant labour bor-der bor-ders coun-try lan-guage lan-guages fam-ily fam-ilies stu-dents
    stu-dent grad-u-ates grad-u-ate uni-ver-si-ties uni-ver-sity di-plo-mas de-gree pro-fes-sion pro-fes-sional
    op-por-tu-nity knowl-edge cen-tres house-hold house-holds vil-lage mo-bil-ity eco-nomic Kyr-gyz-stan de-ci-sion
    sim-ple pro-ce-dure teach-ers teach-ing re-search per-ma-nent them-selves an-other re-mit-tances com-pa-tri-ots
    em-ploy-ers em-ploy-ment con-tract chil-dren par-ents mar-ket in-ter-views in-ter-nal in-ter-na-tional ex-ter-nal
    com-mu-nity re-turn re-mem-ber sup-ported his-tory prob-lems shows con-sid-ered rec-og-ni-tion ac-a-demic ar-ti-cle
    ed-u-cated ed-u-ca-tion ex-pe-ri-ence in-tro-duc-tion con-clu-sion move-ment pur-pose semester some-times peo-ple
    in-vest-ment fu-ture rel-a-tives schol-ar-ships ac-ci-dent cir-cu-la-tion pol-i-cies em-ployer pro-cess situ-a-tion
    re-in-te-gra-tion psy-cho-log-i-cal con-ver-sa-tions sev-eral qual-i-fi-ca-tions busi-nesses so-cial
    res-i-dents dif-fer-ence de-part-ment for-eign for-mer an-a-lysing influ-enced
"""
ENGLISH_BREAKS = {word.replace("-", "").lower(): word for word in ENGLISH.split()}


def cyrillic_breaks(word: str) -> list[int]:
    """Places where a Kyrgyz or Russian *word* may be broken: before the last consonant between two vowels, before a
    vowel after another vowel (but not inside a long one), two letters at least on each side.

    >>> [word[:at] + "-" + word[at:] for word in ["миграция"] for at in cyrillic_breaks(word)]
    ['миг-рация', 'мигра-ция']
    >>> cyrillic_breaks("көчүү"), cyrillic_breaks("район"), cyrillic_breaks("Кыргызстан")
    ([2], [3], [3, 6])
    """
    nuclei = [at for at, letter in enumerate(word) if letter in VOWELS]
    result = []
    for left, right in pairwise(nuclei):
        if right == left + 1 and word[left].lower() == word[right].lower():
            continue
        at = max(left + 1, right - 1)
        while at < right and word[at] in STAYS and word[at - 1] not in VOWELS:
            at += 1
        if at < right and word[at] in "йЙ" and word[at + 1] in VOWELS and word[at + 1].lower() in "оеё":
            at += 1  # рай-он
        for whole in WHOLE:
            start = word.find(whole, left)
            if left < start <= right <= start + len(whole):
                at = start
        result.append(at)
    return [at for at in result if 2 <= at <= len(word) - 2]


def english_breaks(word: str) -> list[int]:
    """Places where an English *word* may be broken: those of a hand-made list, and before -tion and -ment.

    >>> english_breaks("remittances"), english_breaks("government"), english_breaks("through")
    ([2, 5], [6], [])
    """
    known = ENGLISH_BREAKS.get(word.lower())
    if known:
        at = [hit.start() - n for n, hit in enumerate(re.finditer("-", known))]
    else:
        at = [hit.start() for hit in re.finditer(r"(?<=[aeiou])tions?$|(?<=[a-z]{3})ments?$", word)]
    return [place for place in at if 2 <= place <= len(word) - 2]


def soft_breaks(token: str) -> list[int]:
    """Where *token*, a word with its punctuation, may be broken by adding a hyphen; none in words with a hyphen,
    capitals or digits."""
    found = re.fullmatch(r"(\W*)([^\W\d_]+)(\W*)", token)
    if not found or "-" in token or (found[2].isupper() and len(found[2]) > 1):
        return []
    word = found[2]
    places = english_breaks(word) if word.isascii() else cyrillic_breaks(word)
    return [len(found[1]) + at for at in places]


def fits_to(token: str, room: float, measure: Callable[[str], float], hyphenate: bool) -> tuple[str, str]:
    """The longest beginning of *token* that fits into *room* when broken, with its hyphen, and the rest.

    A hyphen of the word's own ("үй-бүлө") is used before one is added.
    """
    hard = [hit.end() for hit in re.finditer(r"(?<=\w\w)-(?=\w)", token)]
    for at in reversed(hard):
        if measure(token[:at]) <= room:
            return token[:at], token[at:]
    for at in reversed(soft_breaks(token) if hyphenate else []):
        if measure(token[:at] + "-") <= room:
            return token[:at] + "-", token[at:]
    return "", token


def wrap(
    text: str,
    width: float,
    measure: Callable[[str], float] = len,
    *,
    hyphenate: bool = True,
    whole: Sequence[str] = (),
    indent: float = 0,
) -> list[str]:
    """Lines of *text*, none wider than *width*, the first one by *indent* less; words in *whole* are not broken.

    >>> wrap("Үй чарбасы жана үй-бүлө", 20)
    ['Үй чарбасы жана үй-', 'бүлө']
    """
    lines: list[str] = []
    line = ""
    for token in text.split():
        rest = token
        while rest:
            start = f"{line} " if line else ""
            room = width - measure(start) - (0 if lines else indent)
            if measure(rest) <= room:
                line, rest = start + rest, ""
                continue
            head, tail = fits_to(rest, room, measure, hyphenate and rest not in whole)
            if not head and not line:
                raise ValueError(f"does not fit: {rest}")
            lines.append(start + head if head else line)
            line, rest = "", tail
    return [*lines, line] if line else lines


# --- damages ----------------------------------------------------------------------------------------------------------

TWINS = str.maketrans("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX")


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to a plain text. ``glued``: pairs of words printed without the space between them; ``twins``:
    words printed with Latin look-alike letters; ``fita``: ѳ for ө in the pieces of these kinds; ``soft``: every
    n-th long word carries a soft hyphen."""

    width: int = 60
    double_spaced: bool = False
    indent: str = ""
    glued: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    fita: tuple[str, ...] = ()
    soft: int = 0
    newline: str = "\n"
    bom: bool = False


PLAIN: Mapping[str, Damage] = {
    "internal_migration.txt": Damage(width=63),
    "women_migration.txt": Damage(width=57, fita=("abstract", "keywords"), twins=("аялдар", "башка", "мектеп", "окуу")),
    "remittances.txt": Damage(
        width=60,
        glued=("кирешесинин мекенине", "алардын айылга", "кыйынчылыктар айылга", "вкладывается в", "in production,"),
    ),
    "return_migration.txt": Damage(width=62, double_spaced=True, indent="    ", soft=11),
    "students_abroad.txt": Damage(width=61, newline="\r\n", bom=True),
}


def glue(text: str, pairs: Sequence[str]) -> str:
    for pair in pairs:
        text = text.replace(pair, pair.replace(" ", ""), 1)
    return text


def sprinkle(text: str, every: int) -> str:
    """*text* with a soft hyphen in every *every*-th of the words that can be broken."""
    seen = 0

    def one(found: re.Match[str]) -> str:
        nonlocal seen
        places = soft_breaks(found[0])
        if len(found[0]) < 9 or not places:
            return found[0]
        seen += 1
        at = places[len(places) // 2]
        return found[0][:at] + SOFT_HYPHEN + found[0][at:] if seen % every == 0 else found[0]

    return re.sub(r"\S+", one, text)


def visible(text: str) -> int:
    """Width in columns; a soft hyphen has none."""
    return len(text.replace(SOFT_HYPHEN, ""))


def plain_text(article: Article, damage: Damage) -> str:
    """The article as text broken out of a PDF."""
    blocks = []
    whole = tuple(pair.replace(" ", "") for pair in damage.glued)
    for piece, paragraph in paragraphs(article):
        text = glue(paragraph, damage.glued)
        text = sprinkle(text, damage.soft) if damage.soft else text
        running = piece.kind in ("abstract", "keywords", "body")
        indent = len(damage.indent)
        lines = wrap(text, damage.width, visible, hyphenate=running, whole=whole, indent=indent)
        text = damage.indent + "\n".join(lines)
        if piece.kind in damage.fita and piece.language == "ky":
            text = text.replace("ө", "ѳ").replace("Ө", "Ѳ")
        for word in damage.twins:
            text = re.sub(rf"\b{word}\b", lambda found: found[0].translate(TWINS), text)
        blocks.append(text)
    if damage.double_spaced:
        return "\n\n".join(line for block in blocks for line in block.split("\n")) + "\n"
    return "\n\n".join(blocks) + "\n"


def write_plain(article: Article) -> bytes:
    damage = PLAIN[article.sample]
    text = plain_text(article, damage).replace("\n", damage.newline)
    return text.encode("utf-8-sig" if damage.bom else "utf-8")


UNDO = str.maketrans("ѳѲaeopcyxABEKMHOPCTX", "өӨаеорсухАВЕКМНОРСТХ")


def undamaged(text: str) -> str:
    """*text* without soft hyphens, with ө for ѳ, and without Latin twins in Cyrillic words; glued words stay glued.

    >>> undamaged("aялдap ѳз labour")
    'аялдар өз labour'
    """
    text = text.replace(SOFT_HYPHEN, "")
    return re.sub(r"\w*[Ѐ-ӿ]\w*", lambda found: found[0].translate(UNDO), text)


def line_end_hyphens(article: Article) -> tuple[tuple[str, str, bool], ...]:
    """What stands before and after each hyphen at a line end of a plain-text sample, and whether the hyphen belongs to
    the word, as the manuscript tells. Tokens are taken with their punctuation.

    >>> [article] = (article for article in manuscripts() if article.sample == "students_abroad.txt")
    >>> [end for end in line_end_hyphens(article) if end[2]]
    [('long', 'term', True), ('self', 'confidence,', True)]
    """
    damage = PLAIN[article.sample]
    tokens = {token for _, paragraph in paragraphs(article) for token in glue(paragraph, damage.glued).split()}
    text = undamaged(plain_text(article, damage))
    result = []
    for found in re.finditer(r"(\S+)-\n\s*(\S+)", text):
        left, right = found.groups()
        right = right.removesuffix("-") if text[found.end() : found.end() + 1] == "\n" else right
        own = any(token.startswith(f"{left}-{right}") for token in tokens)
        if not own and not any(token.startswith(left + right) for token in tokens) and f"{left}-" not in tokens:
            raise ValueError(f"{article.sample}: {left}-|{right} is in no manuscript")
        result.append((left, right, own or f"{left}-" in tokens))
    return tuple(result)


# --- PDF --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """The look of a printed journal. Lengths in millimetres, ``size`` in points."""

    columns: int = 2
    justified: bool = False
    hyphenate: bool = False
    first_page: int = 1
    running_head: bool = True
    page: tuple[float, float] = (176.0, 250.0)
    margin: float = 18.0
    gutter: float = 7.0
    size: float = 10.0
    leading: float = 4.7


SHEETS: Mapping[str, Sheet] = {
    "labour_migration.pdf": Sheet(justified=True, hyphenate=True, first_page=47),
    "climate_migration.pdf": Sheet(first_page=112, size=9.5, leading=4.6),
    "citizenship.pdf": Sheet(columns=1, justified=True, running_head=False, size=10.5, leading=5.0, first_page=5),
}


def find_font(name: str) -> Path:
    """The path of a font file of the DejaVu family. Raises FileNotFoundError, which says where it was sought."""
    folders = [Path(os.environ.get("KOCHMON_FONTS", "")), Path("/usr/share/fonts/truetype/dejavu")]
    spec = find_spec("matplotlib")
    if spec and spec.origin:
        folders.append(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf")
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"{name}: install matplotlib, which brings it, or set KOCHMON_FONTS to its folder")


class Press:
    """Sets an article line by line, so that every line end is ours."""

    def __init__(self, article: Article, sheet: Sheet) -> None:
        from fpdf import FPDF

        self.article, self.sheet = article, sheet
        self.pdf = FPDF(format=sheet.page)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(MADE)
        self.pdf.set_title(article[f"title_{article['language']}"])
        self.pdf.set_author(article[f"authors_{article['language']}"])
        self.pdf.set_producer("Kochmon sample texts")
        for style, name in (("", "DejaVuSerif.ttf"), ("B", "DejaVuSerif-Bold.ttf")):
            self.pdf.add_font("serif", style, find_font(name))
        self.column, self.columns = 0, 1
        self.top = self.y = 0.0
        self.page = sheet.first_page - 1

    @property
    def width(self) -> float:
        inner = self.sheet.page[0] - 2 * self.sheet.margin
        return (inner - (self.columns - 1) * self.sheet.gutter) / self.columns

    @property
    def left(self) -> float:
        return self.sheet.margin + self.column * (self.width + self.sheet.gutter)

    def new_page(self) -> None:
        """Opens a page with its running head (not on the first one) and its number at the foot."""
        self.pdf.add_page()
        self.page += 1
        self.pdf.set_font("serif", "", self.sheet.size - 2)
        wide, high = self.sheet.page
        if self.sheet.running_head and self.page > self.sheet.first_page:
            author = self.article[f"authors_{self.article['language']}"]
            head = f"{self.article['journal']}, {self.article['year']}" if self.page % 2 else author
            self.pdf.text((wide - self.pdf.get_string_width(head)) / 2, 12, head)
        self.pdf.text((wide - self.pdf.get_string_width(str(self.page))) / 2, high - 9, str(self.page))
        self.column, self.top = 0, self.sheet.margin + 2
        self.y = self.top

    def start_columns(self, count: int) -> None:
        self.columns, self.column, self.top = count, 0, self.y

    def advance(self, height: float) -> None:
        """Moves down; over the foot, into the next column or onto the next page."""
        self.y += height
        if self.y <= self.sheet.page[1] - self.sheet.margin:
            return
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.top + self.sheet.leading
        else:
            self.new_page()
            self.y += self.sheet.leading

    def paragraph(
        self, text: str, *, style: str = "", size: float = 0, indent: float = 0, running: bool = False
    ) -> None:
        size = size or self.sheet.size
        self.pdf.set_font("serif", style, size)
        hyphenate = running and self.sheet.hyphenate
        lines = wrap(text, self.width, self.measure, hyphenate=hyphenate, indent=indent)
        for number, line in enumerate(lines):
            self.advance(self.sheet.leading * size / self.sheet.size)
            self.pdf.set_font("serif", style, size)  # a new page has set its own
            shift = 0 if number else indent
            last = number == len(lines) - 1
            self.line(line, self.left + shift, self.width - shift, running and self.sheet.justified and not last)

    def measure(self, text: str) -> float:
        return float(self.pdf.get_string_width(text))

    def line(self, text: str, x: float, width: float, justified: bool) -> None:
        words = text.split(" ")
        if not justified or len(words) < 2:
            self.pdf.text(x, self.y, text)
            return
        space = (width - sum(self.measure(word) for word in words)) / (len(words) - 1)
        for word in words:
            self.pdf.text(x, self.y, word)
            x += self.measure(word) + space


def write_pdf(article: Article) -> bytes:
    """The article as a journal prints it: the front over the full width, the body in columns."""
    sheet = SHEETS[article.sample]
    press = Press(article, sheet)
    press.new_page()
    in_body = False
    for piece, text in paragraphs(article):
        if piece.kind in ("heading", "body") and not in_body:
            in_body = True
            press.y += 1
            press.start_columns(sheet.columns)
        press.y += 2 if piece.kind == "heading" else 0
        style = "B" if piece.kind in ("title", "heading") or text == piece.heading else ""
        small = piece.kind in ("abstract", "keywords", "references", "front")
        running = piece.kind in ("abstract", "keywords", "body")
        indent = 5 if piece.kind == "body" else 0
        press.paragraph(text, style=style, size=sheet.size - small, indent=indent, running=running)
        press.y += {"body": 0, "heading": 0.5}.get(piece.kind, 1.2)
    return bytes(press.pdf.output())


# --- DOCX -------------------------------------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REGIONS = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
FOOTNOTES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{WORD}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def word_run(text: str, language: str, *, deleted: bool = False) -> Any:
    from docx.oxml import parse_xml

    tag = "delText" if deleted else "t"
    return parse_xml(
        f'<w:r xmlns:w="{WORD}"><w:rPr><w:lang w:val="{REGIONS.get(language, "ky-KG")}"/></w:rPr>'
        f'<w:{tag} xml:space="preserve">{html.escape(text, quote=False)}</w:{tag}></w:r>'
    )


def word_change(tag: str, run: Any) -> Any:
    from docx.oxml import parse_xml

    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ")
    change = parse_xml(
        f'<w:{tag} xmlns:w="{WORD}" w:id="{9 if tag == "ins" else 8}" w:author="Editor" w:date="{stamp}"/>'
    )
    change.append(run)
    return change


def word_paragraph(paragraph: Any, piece: Piece, text: str, article: Article) -> None:
    """Fills *paragraph*; the footnote is called, and the tracked changes stand, where the manuscript says."""
    from docx.oxml import parse_xml

    add = paragraph._p.append
    called, changed = article["footnote_after"], article["deleted_after"].partition(" || ")
    if called and called in text:
        head, tail = text.split(called)
        add(word_run(head + called, piece.language))
        add(parse_xml(f'<w:r xmlns:w="{WORD}"><w:footnoteReference w:id="1"/></w:r>'))
        add(word_run(tail, piece.language))
    elif changed[0] and changed[0] in text:
        head, tail = text.split(changed[0])
        stop, rest = tail[0], tail[1:]  # the full stop, then an inserted sentence, then what was always there
        inserted, _, kept = rest.strip().partition(". ")
        add(word_run(head + changed[0] + stop + " ", piece.language))
        add(word_change("del", word_run(changed[2] + " ", piece.language, deleted=True)))
        add(word_change("ins", word_run(f"{inserted}. " if kept else inserted, piece.language)))
        if kept:
            add(word_run(kept, piece.language))
    else:
        add(word_run(text, piece.language))


def write_docx(article: Article) -> bytes:
    import docx
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    properties = document.core_properties
    properties.author = article[f"authors_{article['language']}"]
    properties.title = article[f"title_{article['language']}"]
    properties.comments = ""
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    if article["footnote"]:
        blob = FOOTNOTES.format(text=article["footnote"]).encode("utf-8")
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    styles = {"title": "Heading 1", "heading": "Heading 2", "references": "List Paragraph"}
    for piece, text in paragraphs(article):
        style = "Heading 2" if text == piece.heading else styles.get(piece.kind, "Normal")
        word_paragraph(document.add_paragraph(style=style), piece, text, article)
    buffer = io.BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())


def fixed_zip(data: bytes) -> bytes:
    """The same archive with one fixed time for every member, so that the bytes do not depend on the clock."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, (2026, 11, 25, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(info, source.read(item))
    return result.getvalue()


# --- HTML -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Site:
    """The page around an article. ``article`` is the element that holds it; every line of noise is the site's own."""

    encoding: str
    article: str
    before: str
    after: str


SITES: Mapping[str, Site] = {
    "refugees.html": Site(
        "utf-8",
        "article",
        '<header><a href="/">Укук жана миграция</a></header>\n'
        '<nav><ul><li><a href="/ky">Башкы бет</a></li><li><a href="/ky/archive">Архив</a></li>'
        '<li><a href="/ky/authors">Авторлорго</a></li><li><a href="/login">Кирүү</a></li></ul></nav>',
        "<aside><h3>Көп окулгандар</h3><ul><li>Эмгек миграциясы жана мыйзам</li><li>Чек ара жана соода</li></ul>"
        "</aside>\n"
        "<footer>© 2022 Укук жана миграция. Бардык укуктар корголгон.</footer>\n"
        '<script>var counter = "миграция";</script>',
    ),
    "brain_drain.html": Site(
        "windows-1251",
        "main",
        '<nav><a href="/">Главная</a> | <a href="/issues">Выпуски</a> | <a href="/search">Поиск по сайту</a></nav>',
        "<footer>Наука и кадры. Подписной индекс вымышлен. При перепечатке ссылка обязательна.</footer>",
    ),
}


def meta_tags(article: Article) -> Iterator[str]:
    """The page's own metadata, in the language of the body."""
    code = article["language"]
    yield from (
        f'<meta name="citation_{name}" content="{html.escape(content)}">'
        for name, content in (
            ("title", article[f"title_{code}"]),
            *(("author", author) for author in article[f"authors_{code}"].split(", ")),
            ("journal_title", article["journal"]),
            ("publication_date", article["year"]),
            ("doi", article["doi"]),
            ("language", code),
            ("keywords", "; ".join(article.keywords(code))),
        )
        if content
    )


def html_paragraph(piece: Piece, text: str) -> str:
    tag = "h1" if piece.kind == "title" else "h2" if piece.kind == "heading" or text == piece.heading else "p"
    lang = f' lang="{piece.language}"' if piece.language else ""
    return f'<{tag} class="{piece.kind}"{lang}>{html.escape(text, quote=False)}</{tag}>'


def write_html(article: Article) -> bytes:
    site = SITES[article.sample]
    code = article["language"]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{code}">',
        "<head>",
        f'<meta http-equiv="Content-Type" content="text/html; charset={site.encoding}">',
        f"<title>{html.escape(article[f'title_{code}'])} | {html.escape(article['journal'])}</title>",
        *meta_tags(article),
        "<style>.abstract { font-style: italic; }</style>",
        "</head>",
        "<body>",
        site.before,
        f"<{site.article}>",
        *(html_paragraph(piece, text) for piece, text in paragraphs(article)),
        f"</{site.article}>",
        site.after,
        "</body>",
        "</html>",
    ]
    # a page in an old 8-bit set writes the letters that it lacks as numeric references
    return ("\n".join(lines) + "\n").encode(site.encoding, "xmlcharrefreplace")


# --- table ------------------------------------------------------------------------------------------------------------


def write_csv(articles: Sequence[Article]) -> bytes:
    """The table as a spreadsheet saves it here: semicolons, a BOM, CRLF."""
    columns = [f"{kind}_{code}" for kind in ("title", "abstract", "keywords") for code in LANGUAGES]
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(["id", "year", "journal", "authors", *columns])
    for article in articles:
        cells = [
            ", ".join(article.keywords(name[-2:])) if name.startswith("keywords") else article[name] for name in columns
        ]
        writer.writerow([article.id, article["year"], article["journal"], article["authors_ky"], *cells])
    return target.getvalue().encode("utf-8-sig")


# --- all of them ------------------------------------------------------------------------------------------------------

WRITERS: Mapping[str, Callable[[Article], bytes]] = {
    ".txt": write_plain,
    ".pdf": write_pdf,
    ".docx": write_docx,
    ".html": write_html,
}


def samples() -> Iterator[tuple[str, bytes]]:
    """Name and content of every sample file."""
    rows = [article for article in manuscripts() if article.id]
    for article in manuscripts():
        if not article.id:
            yield article.sample, WRITERS[Path(article.sample).suffix](article)
    yield rows[0].sample, write_csv(rows)


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    for name, data in samples():
        (SAMPLES / name).write_bytes(data)
        sys.stdout.buffer.write(f"{name}\t{len(data)} bytes\n".encode())


if __name__ == "__main__":
    main()
