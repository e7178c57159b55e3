"""From glyphs at places to lines in reading order. Knows nothing of PDF, and nothing of any language.

The order in which a file draws its glyphs means nothing: a font without ң ү ө makes the producer draw those letters
apart. So glyphs are sorted by place: baselines make lines, gaps make words, and a strip that no word crosses makes
two columns. Lengths are points, y grows upwards, an em is the font size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_low

SAME_BASELINE = 0.2  # em; a superscript stands 0.3 em and more above
WORD_GAP = 0.17  # em; a space is 0.25 wide, in tight lines 0.2
REAL_SPACE_GAP = 0.08  # em; a space character with less room than this is not seen on the page
TRACKED_GAP = 0.1  # em; letters of one word do not stand so far apart unless it is letter-spaced
GUTTER = 0.6  # em; the narrowest strip between columns
SCRIPT_SIZE = 0.8  # a raised or lowered glyph is at most so large beside its neighbours

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_UNITS = frozenset({"м", "км", "см", "мм", "m", "km", "cm", "mm"})  # a raised number behind these is a power


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character drawn once. ``x0`` to ``x1`` is its advance, ``y`` its baseline; ``raised`` 1, 0 or -1."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words from left to right on one baseline; never empty. ``left`` and ``right`` are the edges of its column.

    ``notes`` counts the raised note numbers that were left out. ``wrapped``: its first word had no room on the line
    before.
    """

    words: tuple[Word, ...]
    y: float
    size: float
    left: float = 0.0
    right: float = 0.0
    notes: int = 0
    wrapped: bool = False

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom, each across the whole page; spaces among *glyphs* are evidence only."""
    rows = [_drawn_once(row) for row in _rows(glyphs)]
    rows = _with_scripts(rows)
    found = (_line(row) for row in rows)
    return sorted((line for line in found if line), key=lambda line: -line.y)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one baseline and like size together, each row sorted from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if rows and abs(rows[-1][0].y - glyph.y) <= SAME_BASELINE * min(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.x0) for row in rows]


def _drawn_once(row: Sequence[Glyph]) -> list[Glyph]:
    """Drops the second drawing of a letter that is printed twice, slightly shifted, to look bold.

    >>> row = [Glyph(letter, x, x + 8, 0, 13) for letter, x in (("о", 0), ("о", 0.4), ("о", 8), ("о", 8.4))]
    >>> [glyph.x0 for glyph in _drawn_once(row)]
    [0, 8]
    """
    kept: list[Glyph] = []
    for glyph in row:
        near = (other for other in kept[-4:] if other.text == glyph.text)
        reach = 0.4 * max(glyph.x1 - glyph.x0, 0.1)
        if not any(abs(other.x0 - glyph.x0) < reach for other in near):
            kept.append(glyph)
    return kept


def _with_scripts(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of small glyphs that hang above or below the end of a word move into the row of that word."""
    hosts = list(rows)
    for index, row in enumerate(rows):
        near = [other for other in rows[max(index - 2, 0) : index + 3] if other is not row and _may_carry(other, row)]
        if not near:
            continue
        stay: list[Glyph] = []
        for run in _runs(row):
            host = _host(run, near)
            if host is None:
                stay.extend(run)
                continue
            raised = 1 if run[0].y > host[0].y else -1
            place = next(i for i, other in enumerate(rows) if other is host)
            hosts[place] = sorted(
                [*hosts[place], *(replace(glyph, raised=raised) for glyph in run)], key=lambda glyph: glyph.x0
            )
        kept = set(map(id, stay))
        hosts[index] = [glyph for glyph in hosts[index] if glyph.raised or id(glyph) in kept]
    return [row for row in hosts if row]


def _may_carry(row: Sequence[Glyph], small: Sequence[Glyph]) -> bool:
    """Is *row* near enough and its type large enough for *small* to hang on it?"""
    size = max(glyph.size for glyph in row)
    return abs(row[0].y - small[0].y) <= 0.8 * size and min(glyph.size for glyph in small) <= SCRIPT_SIZE * size


def _runs(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in row:
        if glyph.text.isspace():
            continue
        if run and glyph.x0 - run[-1].x1 > 0.5 * glyph.size:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _host(run: Sequence[Glyph], rows: Iterable[Sequence[Glyph]]) -> Sequence[Glyph] | None:
    """The row with a larger glyph right beside *run*, at most 0.6 em above or below."""
    if len(run) > 6:
        return None
    for row in rows:
        for glyph in row:
            if glyph.text.isspace() or run[0].size > SCRIPT_SIZE * glyph.size:
                continue
            behind = abs(glyph.x1 - run[0].x0) < 0.3 * glyph.size
            before = -0.1 * glyph.size < glyph.x0 - run[-1].x1 < 0.6 * glyph.size
            if abs(glyph.y - run[0].y) <= 0.6 * glyph.size and (behind or (before and run[0].y > glyph.y)):
                return row
    return None


def _line(row: Sequence[Glyph]) -> Line | None:
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    plain = [glyph for glyph in inked if not glyph.raised]
    if not plain:
        return None
    size = Counter(round(glyph.size, 1) for glyph in plain).most_common(1)[0][0]
    words, notes = _words(row, size)
    y = median_low(glyph.y for glyph in plain)
    return Line(tuple(words), y, size, words[0].x0, words[-1].x1, notes) if words else None


def _words(row: Sequence[Glyph], size: float) -> tuple[list[Word], int]:
    """The words of a row, and how many note numbers were left out."""
    inked, gaps, spaced = _gaps(row, size)
    breaks = [gap > WORD_GAP or (space and gap > REAL_SPACE_GAP) for gap, space in zip(gaps, spaced, strict=True)]
    for start, stop in list(_letter_spaced(inked, gaps)):
        usual = sorted(gaps[start:stop])[int(0.4 * (stop - start))]
        for index in range(start, stop):
            breaks[index] = gaps[index] > 1.45 * usual + 0.05
    groups: list[list[Glyph]] = [[inked[0]]]
    for glyph, apart in zip(inked[1:], breaks, strict=True):
        groups.append([glyph]) if apart else groups[-1].append(glyph)
    spelled = [_spelled(group, first=index == 0) for index, group in enumerate(groups)]
    words = [word for words, _ in spelled for word in words]
    return words, sum(notes for _, notes in spelled)


def _gaps(row: Sequence[Glyph], size: float) -> tuple[list[Glyph], list[float], list[bool]]:
    """Inked glyphs; between each two of them the gap in ems and whether a space was drawn there."""
    inked: list[Glyph] = []
    gaps: list[float] = []
    spaced: list[bool] = []
    space, edge = False, 0.0
    for glyph in row:
        if glyph.text.isspace():
            space = True
            continue
        if inked:
            gaps.append((glyph.x0 - edge) / max(size, 0.1))
            spaced.append(space)
        inked.append(glyph)
        edge, space = max(edge, glyph.x1) if len(inked) > 1 else glyph.x1, False
    return inked, gaps, spaced


def _letter_spaced(inked: Sequence[Glyph], gaps: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Stretches of gaps, half-open, in which each letter stands apart from the next: «А н н о т а ц и я».

    Four letters at least: one-letter words do not come so many in a row.
    """
    start = 0
    for index in range(len(gaps) + 1):
        if index < len(gaps) and TRACKED_GAP <= gaps[index] <= 2.5:
            continue
        # The first and last letter of a stretch may belong to an ordinary word before or behind it.
        head = int(start > 0 and gaps[start - 1] < TRACKED_GAP)
        tail = int(index < len(gaps) and gaps[index] < TRACKED_GAP)
        alone = inked[start + head : index + 1 - tail]
        letters = sum(glyph.text.isalpha() for glyph in alone)
        if letters >= 4 and letters >= 0.8 * len(alone) and median(gaps[start:index]) <= 1.0:
            yield start + head, index - tail
        start = index + 1


def _spelled(group: Sequence[Glyph], *, first: bool) -> tuple[list[Word], int]:
    """A group of glyphs as words: powers stay, a note number behind a word goes, one before a line stands alone."""
    text, notes = "", 0
    label: list[Glyph] = []
    rest = list(group)
    while first and rest and rest[0].raised > 0 and len(rest) > 1:
        label.append(rest.pop(0))
    for glyph in rest:
        if glyph.raised > 0 and glyph.text.translate(_SUPERSCRIPTS) != glyph.text and _is_base(text):
            text += glyph.text.translate(_SUPERSCRIPTS)
        elif glyph.raised > 0 and text and not (glyph.text.isalpha() and not glyph.text.isascii()):
            notes += 1
        else:
            text += glyph.text
    words = [Word("".join(glyph.text for glyph in label), label[0].x0, label[-1].x1)] if label else []
    if text:
        words.append(Word(text, rest[0].x0, rest[-1].x1))
    return words, notes


def _is_base(text: str) -> bool:
    """May a raised number behind *text* be a power?"""
    bare = text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    return bare[-1:].isdigit() or bare in _UNITS


def ordered(found: Sequence[Line], depth: int = 2) -> list[list[Line]]:
    """Blocks of lines in reading order: what crosses the gutter as it comes, between it the left column, then the
    right one. Each line knows the edges of its block."""
    gutter = _gutter(found, nested=depth < 2) if depth and len(found) >= 3 else None
    if gutter is None:
        return [_edged(found)] if found else []
    blocks: list[list[Line]] = []
    whole: list[Line] = []
    for columns, band in _bands(found, gutter):
        if not columns:
            whole.extend(band)
            continue
        above, body = _split_at_column_top(band, gutter)
        whole.extend(above)
        if whole:
            blocks.append(_edged(whole))
            whole = []
        for side in _sides(body, gutter):
            blocks.extend(ordered(side, depth - 1))
    if whole:
        blocks.append(_edged(whole))
    return blocks


def _split_at_column_top(band: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """Columns begin side by side: what stands above the lower top, on one side alone, is no part of them."""
    left, right = _sides(band, gutter)
    top = min(left[0].y + left[0].size, right[0].y + right[0].size)
    return [line for line in band if line.y > top], [line for line in band if line.y <= top]


def _edged(block: Sequence[Line]) -> list[Line]:
    """Lines with the edges of their column; two lines do not tell where it begins, so neither is called indented.

    The right edge is that of the lines nearby in type of the same size, for a title may be wider than an abstract.
    """
    left = _left_edge(block)
    placed = [
        replace(line, left=left if len(block) > 2 else line.x0, right=_right_edge(block, index))
        for index, line in enumerate(block)
    ]
    pairs = pairwise(placed)
    return [*placed[:1], *(replace(line, wrapped=not _had_room(above, line)) for above, line in pairs)]


def _had_room(above: Line, line: Line) -> bool:
    """Could the first word of *line* have stood at the end of the line *above*?"""
    return above.x1 + (line.words[0].x1 - line.words[0].x0) + line.size < above.right


def _right_edge(block: Sequence[Line], index: int) -> float:
    near = block[max(index - 2, 0) : index + 3]
    return max(line.x1 for line in near if abs(line.size - block[index].size) < 0.08 * line.size)


def _left_edge(block: Sequence[Line]) -> float:
    """Where most lines begin; where few do, where the leftmost does."""
    starts = Counter(round(line.x0 / 2) for line in block)
    place, count = max(starts.items(), key=lambda item: (item[1], -item[0]))
    near = [line.x0 for line in block if round(line.x0 / 2) == place]
    return min(near) if count >= 3 and count > 0.3 * len(block) else min(line.x0 for line in block)


def _gutter(found: Sequence[Line], *, nested: bool) -> float | None:
    """Where the right column begins; None on a page of one column.

    Wide spaces in justified lines may stand below each other by chance, so a few lines are not enough; inside a column
    (*nested*) half of its lines must agree.
    """
    left, right = min(line.x0 for line in found), max(line.x1 for line in found)
    starts: Counter[int] = Counter()
    for line in found:
        before = left
        for word in line.words:
            if word.x0 - before >= GUTTER * line.size and 0.2 < (word.x0 - left) / max(right - left, 1) < 0.8:
                starts[round(word.x0 / 2)] += 1
            before = word.x1
    common = [place * 2.0 for place, count in starts.most_common(12) if count >= 2]
    scores = {place: _columns_seen(found, place) for place in common}
    best = max(scores, key=lambda place: (scores[place], -place), default=None)
    if best is None:
        return None
    total, longest = scores[best]
    enough = total >= len(found) / 2 if nested else longest >= min(6, max(3, len(found) / 2))
    return best if enough else None


def _columns_seen(found: Sequence[Line], gutter: float) -> tuple[int, int]:
    """How many lines are columns about this gutter, and how many at most without a break."""
    sizes = [len(band) for columns, band in _bands(found, gutter, sure=False) if columns]
    return sum(sizes), max(sizes, default=0)


def _bands(found: Sequence[Line], gutter: float, *, sure: bool = True) -> Iterator[tuple[bool, list[Line]]]:
    """Consecutive lines that cross the gutter (False) or leave it free and are columns (True).

    Once the page is *sure* to have columns, a single line with a word at the very start of the right column will do.
    """
    band: list[Line] = []
    crossing = False
    for line in [*found, None]:
        if line is None or (band and _crosses(line, gutter) != crossing):
            yield not crossing and _are_columns(band, gutter, sure=sure), band
            band = []
        if line is not None:
            crossing = _crosses(line, gutter)
            band.append(line)


def _crosses(line: Line, gutter: float) -> bool:
    strip = gutter - GUTTER * line.size
    return any(word.x0 < gutter - 1.5 and word.x1 > strip for word in line.words)


def _sides(band: Iterable[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    left: list[Line] = []
    right: list[Line] = []
    for line in band:
        for words, side in (
            (tuple(word for word in line.words if word.x0 < gutter - 1.5), left),
            (tuple(word for word in line.words if word.x0 >= gutter - 1.5), right),
        ):
            if words:
                side.append(replace(line, words=words, notes=line.notes if words[0] == line.words[0] else 0))
    return left, right


def _are_columns(band: Sequence[Line], gutter: float, *, sure: bool) -> bool:
    """Columns of text fill their width and begin at one edge; the cells of a table do neither."""
    left, right = _sides(band, gutter)
    if not left or not right:
        return False
    starts = [(line.x0 - gutter) / line.size for line in right]
    aligned = sum(abs(start) < 0.5 for start in starts)
    if sure and aligned:
        return True
    indented = sum(0.5 <= start < 4 for start in starts)
    few, many = sorted((len(left), len(right)))
    if few < 2 or (few < 3 and (many < 4 or aligned < len(right))):
        return False
    if aligned < 0.5 * len(right) or aligned + indented < 0.8 * len(right):
        return False
    return _fill(left, gutter) >= 0.65 and _fill(right, max(line.x1 for line in right)) >= 0.55


def _fill(side: Sequence[Line], edge: float) -> float:
    start = min(line.x0 for line in side)
    return median((line.x1 - start) / max(edge - GUTTER * line.size - start, 1) for line in side)


def leading(found: Iterable[Line]) -> dict[int, float]:
    """Size of type in points → the usual distance of its baselines."""
    gaps: dict[int, list[float]] = {}
    for above, below in pairwise(found):
        if abs(above.size - below.size) < 0.08 * below.size and 0 < above.y - below.y < 3 * below.size:
            gaps.setdefault(round(below.size), []).append(above.y - below.y)
    return {size: median_low(distances) for size, distances in gaps.items()}


def begins_paragraph(above: Line, line: Line, usual: float | None, *, same_block: bool = True) -> bool:
    """Is there good evidence that *line* begins a paragraph: space above it, another size, an indent, or the short last
    line of a paragraph before? *usual* is the distance of baselines in text of this size."""
    if abs(above.size - line.size) > 0.08 * line.size:
        return True
    if above.text[-1:] in _HYPHENS:
        return False
    gap = above.y - line.y
    if gap > 1.35 * (usual or 1.5 * line.size) or (same_block and gap < 0):
        return gap > 0
    if _centred(above) and _centred(line):
        return False
    em = line.size
    if same_block and above.wrapped and not above.text.endswith(":") and _had_room(above, line):
        return True
    if above.x1 < above.right - max(0.2 * (above.right - above.left), 2 * em) and above.text[-1:] in FULL_STOPS:
        return True
    indent, indent_above = line.x0 - line.left, above.x0 - above.left
    if indent < -0.8 * em:
        return indent_above > -0.5 * em
    ended = above.text[-1:] in FULL_STOPS or (same_block and _had_room(above, line))
    return 0.8 * em < indent < 6 * em and ended and not _is_item(above)


def _is_item(line: Line) -> bool:
    """Does *line* begin with a bullet or a number, so that an indent below it hangs?"""
    first = line.words[0].text
    return len(line.words) > 1 and (not first[0].isalnum() or first.rstrip(".)").isdigit()) and first[0] not in _QUOTES


_QUOTES = ("«", "„", "“", '"', "(", "[")
_HYPHENS = ("-", "\N{SOFT HYPHEN}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}")
FULL_STOPS = (".", "!", "?", "…")


def _centred(line: Line) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > line.size and abs(left - right) < 1.5 * line.size
