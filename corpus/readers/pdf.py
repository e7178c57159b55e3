"""PDF, read by the place of its characters (pypdfium2), laid out by ``_layout``.

Pages without text are named; running heads and page numbers are left out; the order in which glyphs are drawn never
matters. OCR is not done here.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from .. import encoding
from ..documents import Mark, Metadata, Page, SectionKind, Span
from ..errors import DamagedFile, EmptyFile, NoTextLayer, ProtectedFile
from . import _layout
from ._layout import Glyph, Line
from ._people import people
from .base import Options, RawText, Reader

_PDFIUM = threading.Lock()  # pdfium is not thread-safe

_HYPHEN_CODES = (0x02, 0xFFFE)  # what pdfium gives for a hyphen at a line end
_PRIVATE = range(0xE000, 0xF900)
_SURROGATES = range(0xD800, 0xE000)
_HEAD_WORDS = 12  # a running head is shorter than a line of text
_PAGE_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What pdfium knows of a page. ``marks`` counts anything drawn; ``unknown`` glyphs whose letter is not known."""

    glyphs: tuple[Glyph, ...]
    marks: int
    unknown: int
    failed: bool = False


def recognizes(head: bytes, name: str) -> float:
    if b"%PDF-" in head[:1024]:
        return 1.0
    return 0.4 if PurePath(name).suffix.lower() == ".pdf" else 0.0


def read(data: bytes, name: str, options: Options) -> Iterator[RawText]:
    """One text with its pages. Raises ProtectedFile, DamagedFile, NoTextLayer, EmptyFile."""
    sheets, info = _sheets(data, name)
    pages = [_layout.lines(sheet.glyphs) for sheet in sheets]
    if not any(pages):
        _refuse(sheets, name)
    pages, dropped = _without_running_heads(pages)
    body = _body_size(pages)
    blocks = [_layout.ordered(lines) for lines in pages]
    text, spans, places = _joined([_notes_before_open_end(page, body) for page in blocks])
    numbered = tuple(
        Page(number, span, has_text=bool(lines) or not sheet.marks)
        for number, (span, lines, sheet) in enumerate(zip(spans, pages, sheets, strict=True), 1)
    )
    notes = [*_scan_notes(numbered, sheets), *_doubt_notes(text, numbered, sheets), *dropped]
    if count := sum(line.notes for lines in pages for line in lines):
        notes.append(f"{count} raised note numbers behind words were left out")
    title = _title(text, places, body, info)
    yield RawText(
        text,
        pages=numbered,
        marks=(Mark(title, SectionKind.TITLE),) if title else (),
        metadata=_metadata(info, text),
        notes=tuple(notes),
    )


def _refuse(sheets: Sequence[_Sheet], name: str) -> None:
    if all(sheet.failed for sheet in sheets):
        raise DamagedFile(name, "damaged: not one of its pages can be read", "fetch or export it again")
    if any(sheet.marks for sheet in sheets):
        raise NoTextLayer(name)
    raise EmptyFile(name)


# --- from pdfium -----------------------------------------------------------------------------------------------------


def _sheets(data: bytes, name: str) -> tuple[list[_Sheet], dict[str, str]]:
    pdfium: Any = import_module("pypdfium2")
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyFile(name, "empty: it has no bytes")
    if b"%PDF-" not in data[:1024]:
        raise DamagedFile(name, "not a PDF, whatever its name says", "fetch or export it again")
    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _load_error(str(error), data, name) from error
        try:
            info = {key: str(value) for key, value in document.get_metadata_dict().items()}
            sheets = [_sheet(document, index) for index in range(len(document))]
        except (pdfium.PdfiumError, ValueError) as error:
            raise DamagedFile(name, f"damaged: {error}", "fetch or export it again") from error
        finally:
            document.close()
    if not sheets:
        raise DamagedFile(name, _damage(data), "fetch or export it again")
    return sheets, info


def _load_error(message: str, data: bytes, name: str) -> DamagedFile | ProtectedFile:
    if "password" in message.lower():
        return ProtectedFile(name)
    if "security" in message.lower():
        return ProtectedFile(name, "encrypted in a way that we cannot undo")
    return DamagedFile(name, _damage(data), "fetch or export it again")


def _damage(data: bytes) -> str:
    return "damaged" if b"%%EOF" in data[-2048:] else "damaged: cut off before its end"


def _sheet(document: Any, index: int) -> _Sheet:
    pdfium: Any = import_module("pypdfium2")
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _Sheet((), 0, 0, failed=True)
    try:
        textpage = page.get_textpage()
        try:
            glyphs, unknown = _glyphs(textpage.raw, textpage.count_chars(), page.get_bbox())
        finally:
            textpage.close()
        marks = len(glyphs) or pdfium.raw.FPDFPage_CountObjects(page.raw)
        return _Sheet(tuple(glyphs), marks, unknown)
    except pdfium.PdfiumError:
        return _Sheet((), 0, 0, failed=True)
    finally:
        page.close()


def _glyphs(raw: Any, count: int, bounds: tuple[float, float, float, float]) -> tuple[list[Glyph], int]:
    """The glyphs of a page, turned upright; those outside *bounds* are never seen and left out."""
    pdfium: Any = import_module("pypdfium2.raw")
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    left, bottom, right, top = bounds[0] - 1, bounds[1] - 1, bounds[2] + 1, bounds[3] + 1
    turned: dict[int, list[Glyph]] = {}
    unknown = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if (code < 32 and code not in _HYPHEN_CODES) or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        if not (left <= x.value <= right and bottom <= y.value <= top):
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        a, b = matrix.a, matrix.b
        size = abs(pdfium.FPDFText_GetFontSize(raw, index)) * (math.hypot(a, b) or 1.0) or 1.0
        letter = chr(code)
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1 or code in _PRIVATE or code in _SURROGATES:
            unknown += 1
            letter = "\N{REPLACEMENT CHARACTER}" if code in _SURROGATES else letter
        elif code in _HYPHEN_CODES:
            letter = "-"
        if b == 0 < a:  # upright, as nearly all are
            turned.setdefault(0, []).append(Glyph(letter, box.left, box.right, y.value, size))
            continue
        quarter = _quarter(a, b)
        corners = _upright(box.left, box.bottom, quarter), _upright(box.right, box.top, quarter)
        x0, x1 = sorted((corners[0][0], corners[1][0]))
        turned.setdefault(quarter, []).append(Glyph(letter, x0, x1, _upright(x.value, y.value, quarter)[1], size))
    return max(turned.values(), key=len, default=[]), unknown


def _quarter(a: float, b: float) -> int:
    """How many quarter turns against the clock the text is turned, from its matrix."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _upright(x: float, y: float, quarter: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


# --- running heads, notes --------------------------------------------------------------------------------------------


def _without_running_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Drops lines at the top and foot of pages that are repeated on others (numbers aside), and page numbers."""
    edges = [{id(line): line for line in [*_edge(lines), *_edge(lines[::-1])]} for lines in pages]
    heads = Counter(_head_place(line) for page in edges for line in page.values())
    numbering = _page_numbering(edges)
    printed = Counter(letters for lines in pages for letters in {_letters(line) for line in lines})
    running: list[set[int]] = []
    for index, edge in enumerate(edges):
        running.append(
            {
                place
                for place, line in edge.items()
                if _is_repeated(line, heads)
                or any(numbering[number - index] > 1 for number in _outer_numbers(line))
                or (index and printed[_letters(line)] > 1)  # the author or journal of the first page
            }
        )
    heights = {_head_place(edge[place])[1] for edge, places in zip(edges, running, strict=True) for place in places}
    kept = []
    for lines, edge, places in zip(pages, edges, running, strict=True):
        if not places:  # left and right pages may have heads of their own, each perhaps once
            places = {place for place, line in edge.items() if _stands_where_heads_stand(line, heights)}
        rest = [line for line in lines if id(line) not in places]
        kept.append(_without_page_number(rest or lines))
    dropped = sum(len(before) - len(after) for before, after in zip(pages, kept, strict=True))
    return kept, [f"{dropped} running heads and page numbers were left out"] if dropped else []


def _edge(lines: Sequence[Line]) -> Sequence[Line]:
    """The one or two outermost lines, if a gap parts them from the rest of the page."""
    for count in (2, 1):
        if len(lines) > count and abs(lines[count - 1].y - lines[count].y) > 1.6 * lines[count].size:
            return lines[:count]
    return ()


def _head_place(line: Line) -> tuple[str, int]:
    """The words of a line without its numbers, and its height on the page to about three millimetres."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 8)


def _letters(line: Line) -> str:
    """The letters of a line alone; of a very short one nothing that another could share."""
    letters = "".join(filter(str.isalpha, line.text.casefold()))
    return letters if len(letters) > 5 else f"#{id(line)}"


def _page_numbering(edges: Sequence[Mapping[int, Line]]) -> Counter[int]:
    """Number at an edge of a page less the page's index → on how many pages; page numbers agree, others do not."""
    numbering: Counter[int] = Counter()
    for index, page in enumerate(edges):
        numbering.update({number - index for line in page.values() for number in _outer_numbers(line)})
    return numbering


def _outer_numbers(line: Line) -> set[int]:
    """The numbers at either end of a line; those that grow from page to page are page numbers."""
    ends = (line.words[0].text, line.words[-1].text)
    return {int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 5}


def _is_repeated(line: Line, heads: Mapping[tuple[str, int], int]) -> bool:
    words, height = _head_place(line)
    return sum(heads.get((words, height + near), 0) for near in (-1, 0, 1)) > 1


def _stands_where_heads_stand(line: Line, heights: Collection[int]) -> bool:
    return len(line.words) < _HEAD_WORDS and any(_head_place(line)[1] + near in heights for near in (-1, 0, 1))


def _without_page_number(lines: list[Line]) -> list[Line]:
    """Drops a number that stands alone above or below all else, away from it."""
    for edge, next_to in ((-1, -2), (0, 1)):
        if len(lines) > 2 and _PAGE_NUMBER.fullmatch(lines[edge].text):
            gap = abs(lines[edge].y - lines[next_to].y)
            if gap > 1.6 * lines[next_to].size:
                lines = lines[:-1] if edge else lines[1:]
    return lines


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most of the type."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _notes_before_open_end(blocks: list[list[Line]], body: float) -> list[list[Line]]:
    """A page's blocks with footnotes moved before its last paragraph where that runs on overleaf (or into the next
    column), so that a note never stands in the middle of a sentence."""
    texts: list[list[Line]] = []
    moved: list[list[Line]] = []
    for block in blocks:
        start = _first_note(block, body)
        if start is None or block[start - 1].text[-1:] in _layout.FULL_STOPS:
            texts.append(block)
        else:
            texts.append(block[:start])
            moved.append(block[start:])
    if not moved:
        return blocks
    last = texts[-1]
    cut = _last_paragraph(last)
    return [*texts[:-1], last[:cut], *moved, last[cut:]] if cut else [*texts, *moved]


def _first_note(block: Sequence[Line], body: float) -> int | None:
    """Index of the line with which the footnotes of a block begin; None where it has none."""
    start = len(block)
    while start and block[start - 1].size < 0.93 * body:
        start -= 1
    if not 0 < start < len(block):
        return None
    mark = block[start].words[0].text
    is_note = (mark[:1].isdigit() and not mark.endswith(".")) or mark.startswith("*")  # «1.» begins an item of a list
    return start if is_note else None


def _last_paragraph(block: Sequence[Line]) -> int:
    usual = _layout.leading(block)
    starts = [
        index
        for index in range(1, len(block))
        if _layout.begins_paragraph(block[index - 1], block[index], usual.get(round(block[index].size)))
    ]
    return starts[-1] if starts else 0


# --- text ------------------------------------------------------------------------------------------------------------


def _joined(pages: Sequence[list[list[Line]]]) -> tuple[str, list[Span], list[tuple[Span, Line]]]:
    """The text, the span of each page in it, and of each line of the first page with text.

    A paragraph may run on into the next column or page: then one line break parts its lines.
    """
    parts: list[str] = []
    spans: list[Span] = []
    places: list[tuple[Span, Line]] = []
    length = 0
    above: Line | None = None
    for blocks in pages:
        first: int | None = None
        early = not places
        for block in filter(None, blocks):
            usual = _layout.leading(block)
            for index, line in enumerate(block):
                if above is not None:
                    apart = _apart(above, line, usual.get(round(line.size)), same_block=index > 0)
                    parts.append("\n\n" if apart else "\n")
                    length += len(parts[-1])
                first = length if first is None else first
                parts.append(line.text)
                if early:
                    places.append((Span(length, length + len(line.text)), line))
                length += len(line.text)
                above = line
        spans.append(Span(length if first is None else first, length))
    return "".join(parts), spans, places


def _apart(above: Line, line: Line, usual: float | None, *, same_block: bool) -> bool:
    if same_block or above.y > line.y:
        return _layout.begins_paragraph(above, line, usual, same_block=same_block)
    level = _layout.Line(above.words, line.y + line.size, above.size, above.left, above.right)
    return _layout.begins_paragraph(level, line, 1.5 * line.size, same_block=False)


def _scan_notes(pages: Sequence[Page], sheets: Sequence[_Sheet]) -> Iterator[str]:
    blank = [page.number for page in pages if not page.has_text]
    if blank:
        yield f"{len(blank)} of {len(pages)} pages have no text layer (scans?): {_numbers(blank)}"
    failed = [number for number, sheet in enumerate(sheets, 1) if sheet.failed]
    if failed:
        yield f"{len(failed)} of {len(pages)} pages are damaged and were left out: {_numbers(failed)}"


def _doubt_notes(text: str, pages: Sequence[Page], sheets: Sequence[_Sheet]) -> Iterator[str]:
    """A page can look right and bear a text layer of rubbish."""
    doubtful = [
        page.number
        for page, sheet in zip(pages, sheets, strict=True)
        if len(page.span) > 40
        and (sheet.unknown > 0.2 * len(sheet.glyphs) or encoding.plausibility(page.span.of(text)) < -6.0)
    ]
    if doubtful:
        yield f"the text layer of {_numbers(doubtful, 'page')} does not look like text"


def _numbers(numbers: Sequence[int], noun: str = "") -> str:
    named = ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
    return f"{noun}{'s' if len(numbers) > 1 else ''} {named}" if noun else named


# --- title and metadata ----------------------------------------------------------------------------------------------


def _title(text: str, places: Sequence[tuple[Span, Line]], body: float, info: dict[str, str]) -> Span | None:
    """Where the title is printed on the first page; None unless we are sure.

    Sure is: the one stretch in type larger than the text's, or the file's own title, printed there.
    """
    groups = _large_groups(places, body)
    if len(groups) == 1:
        span = groups[0]
        if 2 <= len(span.of(text).split()) <= 40 and not any(map(str.isdigit, span.of(text))):
            return span
    wanted = _squeezed(info.get("Title", ""))
    if len(wanted) > 12:
        return next((span for span in groups if _squeezed(span.of(text)) == wanted), None)
    return None


def _large_groups(places: Sequence[tuple[Span, Line]], body: float) -> list[Span]:
    groups: list[tuple[Span, float]] = []
    together = False
    for span, line in places:
        if line.size < 1.12 * body:
            together = False
            continue
        if together and abs(groups[-1][1] - line.size) < 0.05 * line.size:
            groups[-1] = (Span(groups[-1][0].start, span.stop), line.size)
        else:
            groups.append((span, line.size))
        together = True
    return [span for span, _ in groups]


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _metadata(info: dict[str, str], text: str) -> Metadata:
    """The file's own title and author are mostly rubbish: believed only where the text prints them too."""
    printed = _squeezed(text[:5000])
    title, author = info.get("Title", "").strip(), info.get("Author", "").strip()
    return Metadata(
        title=title if len(_squeezed(title)) > 12 and _squeezed(title) in printed else "",
        authors=people(author) if len(author.split()) > 1 and _squeezed(author) in printed else (),
    )


READER = Reader("pdf", (".pdf",), recognizes, read)
