"""Pictures of where and when words are used, as PNG, SVG or PDF files.

``timeline``: how often each of several words occurs, year by year. ``dispersion``: where in each document a word stands
(the lexical dispersion plot of NLTK; here a row a document). A word is found in any of its forms, as in a concordance.
Nothing global of matplotlib is touched, and no window is opened.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import extras
from .documents import UNDETERMINED
from .errors import KochmonError, OutputExists, UnknownName

if TYPE_CHECKING:
    from .concordance import Line
    from .corpus import Corpus

FORMATS = (".pdf", ".png", ".svg")
MOST_LINES = 8
"""Words of a timeline; more cannot be told apart."""
MOST_DOCUMENTS = 30
"""Documents of a dispersion plot; of more, those with most occurrences are shown."""

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#8A8A00")
"""Told apart by colour-blind readers too (Okabe and Ito 2008, https://jfly.uni-koeln.de/color/)."""
_MARKERS = "osD^vPX*"
_FONT = "DejaVu Sans"  # matplotlib brings it, and it has the letters ө, ү, ң
_DPI = 150


@dataclass(frozen=True, slots=True)
class Rate:
    """How often ``query`` occurs in the texts of a year: ``count`` times in ``words`` words of ``documents``
    documents, counting only the languages in which it occurs at all."""

    query: str
    year: int
    count: int
    words: int
    documents: int

    @property
    def per_10_000(self) -> float:
        """Occurrences per 10,000 words."""
        return 10_000 * self.count / self.words


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``place`` in the document: 0 is its beginning, 1 its end."""

    document: str
    year: int | None
    language: str
    place: float


# --- what is drawn ---------------------------------------------------------------------------------------------------


def rates(
    corpus: Corpus, queries: Sequence[str], *, codes: Sequence[str] = (), concepts: bool = False
) -> tuple[Rate, ...]:
    """By query, then year; every year of which there are words in its languages. Documents without a year are left
    out. A query that occurs nowhere has none.

    *codes* restricts the languages; with *concepts* the labels of a concept that a query names count too, in every
    language. Raises QueryError where a query holds no word.
    """
    words = _words_by_year(corpus)
    found: list[Rate] = []
    for query in dict.fromkeys(queries):
        counts: Counter[int] = Counter()
        spoken = set(codes)
        for line in corpus.kwic(query, codes=codes, concepts=concepts):
            if not codes:
                spoken.add(line.language)
            if line.year is not None:
                counts[line.year] += 1
        for year in sorted(words) if counts else ():
            sizes = {part: size for part, size in words[year].items() if part[1] in spoken}
            if total := sum(sizes.values()):
                found.append(Rate(query, year, counts[year], total, len({number for number, _ in sizes})))
    return tuple(found)


def _words_by_year(corpus: Corpus) -> dict[int, dict[tuple[int, str], int]]:
    """Year → (number of a document, language) → words."""
    from .arrays import open_arrays

    arrays = open_arrays(corpus.store)
    sizes = (arrays.bounds[1:] - arrays.bounds[:-1]).tolist()
    words: dict[int, dict[tuple[int, str], int]] = {}
    for number, language, size in zip(arrays.documents.tolist(), arrays.languages, sizes, strict=True):
        year = corpus.store.fields(number).get("year")
        if isinstance(year, int):
            words.setdefault(year, {})[number, language] = size
    return words


def occurrences(
    corpus: Corpus, query: str, *, codes: Sequence[str] = (), concepts: bool = False
) -> tuple[Occurrence, ...]:
    """Every occurrence of *query* with its place, by document in the order of the text. Raises QueryError."""
    lengths: dict[str, int] = {}

    def place(line: Line) -> float:
        if line.document not in lengths:
            lengths[line.document] = len(corpus.document(line.document).text)
        return line.span.start / lengths[line.document]

    found = corpus.kwic(query, codes=codes, concepts=concepts)
    return tuple(Occurrence(line.document, line.year, line.language, place(line)) for line in found)


# --- pictures --------------------------------------------------------------------------------------------------------


def timeline(
    corpus: Corpus,
    queries: Sequence[str],
    path: str | Path,
    *,
    codes: Sequence[str] = (),
    concepts: bool = False,
    overwrite: bool = False,
) -> tuple[Rate, ...]:
    """A line a query: occurrences per 10,000 words by year, written to *path*. Returns what is drawn; where nothing was
    found, that is nothing, and no file is written.

    Raises MissingExtra, UnknownName (the ending of *path*), OutputExists, QueryError, and KochmonError where no
    document has a year or there are too many queries.
    """
    target = _checked(Path(path), overwrite=overwrite)
    figure = _figure(8, 4.5)
    if len(set(queries)) > MOST_LINES:
        raise KochmonError(f"{len(set(queries))} lines cannot be told apart; draw at most {MOST_LINES} in a picture")
    drawn = rates(corpus, queries, codes=codes, concepts=concepts)
    if not drawn:
        if not _words_by_year(corpus):
            raise KochmonError("no document has a year; give years with --set year=… or --metadata FILE when adding")
        return ()
    axes = figure.add_subplot()
    for number, query in enumerate(dict.fromkeys(rate.query for rate in drawn)):
        own = [rate for rate in drawn if rate.query == query]
        axes.plot(
            [rate.year for rate in own],
            [rate.per_10_000 for rate in own],
            color=_COLOURS[number],
            marker=_MARKERS[number],
            markersize=4,
            label=f"{query} ({sum(rate.count for rate in own)})",
        )
    axes.set_title("Occurrences by year", loc="left")
    axes.set_xlabel("year")
    axes.set_ylabel("per 10,000 words")
    axes.set_ylim(bottom=0)
    _whole_years(axes, [rate.year for rate in drawn])
    axes.grid(axis="y", color="#DDDDDD")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right upper", frameon=False, title="in any form (times)")
    _sign(figure, _about_years(corpus, drawn, codes))
    _save(figure, target)
    return drawn


def dispersion(
    corpus: Corpus,
    query: str,
    path: str | Path,
    *,
    codes: Sequence[str] = (),
    concepts: bool = False,
    overwrite: bool = False,
) -> tuple[Occurrence, ...]:
    """A row a document, the oldest above, and a stroke where *query* stands in it, written to *path*. Returns what is
    drawn; where nothing was found, that is nothing, and no file is written.

    Raises MissingExtra, UnknownName (the ending of *path*), OutputExists, QueryError.
    """
    target = _checked(Path(path), overwrite=overwrite)
    found = occurrences(corpus, query, codes=codes, concepts=concepts)
    shown = {document for document, _ in Counter(o.document for o in found).most_common(MOST_DOCUMENTS)}
    drawn = tuple(o for o in found if o.document in shown)
    years = {o.document: o.year for o in drawn}
    rows = sorted(years, key=lambda document: (years[document] is None, years[document] or 0, document))
    figure = _figure(8, 1.6 + 0.26 * max(len(rows), 2))
    if not drawn:
        return ()
    axes = figure.add_subplot()
    for number, code in enumerate(sorted({o.language for o in drawn}, key=_order)):
        own = [o for o in drawn if o.language == code]
        axes.plot(
            [100 * o.place for o in own],
            [rows.index(o.document) for o in own],
            linestyle="none",
            marker="|",
            markersize=12,
            markeredgewidth=1.4,
            color=_COLOURS[number],
            label=f"{code} ({len(own)})",
        )
    counts = Counter(o.document for o in drawn)
    axes.set_yticks(range(len(rows)), [f"{_short(d)}  {years[d] or 'no year'}  ({counts[d]})" for d in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(-1, 101)
    axes.set_xlabel("place in the document, % of its text")
    axes.set_title(f"Where «{query}» stands", loc="left")
    axes.grid(axis="y", color="#EEEEEE")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.legend(loc="outside right upper", frameon=False, title="language")
    _sign(figure, _about_documents(corpus, found, len(rows)))
    _save(figure, target)
    return drawn


# --- parts of a picture ----------------------------------------------------------------------------------------------


def _figure(width: float, height: float) -> Any:
    """An empty figure, in inches; made without pyplot, which keeps global state. Raises MissingExtra."""
    figure = extras.load("matplotlib.figure", "a picture", "plots")
    return figure.Figure(figsize=(width, height), layout="constrained")


def _checked(path: Path, *, overwrite: bool) -> Path:
    if path.suffix.lower() not in FORMATS:
        raise UnknownName("picture format", path.suffix, FORMATS)
    if path.exists() and not overwrite:
        raise OutputExists(str(path))
    return path


def _whole_years(axes: Any, years: Sequence[int]) -> None:
    """A tick a year, or every second, fifth … where there are many."""
    first, last = min(years), max(years)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= 15 or step == 100)
    axes.set_xticks([year for year in range(first, last + 1) if year % step == 0 or first == last])
    axes.set_xlim(first - 0.5, last + 0.5)


def _sign(figure: Any, text: str) -> None:
    """Where the numbers come from, below the picture."""
    figure.supxlabel(text, fontsize=7, color="#555555", x=0.01, ha="left")


def _about_years(corpus: Corpus, drawn: Sequence[Rate], codes: Sequence[str]) -> str:
    sizes = [rate.documents for rate in drawn]
    a_year = f"{min(sizes)}" if min(sizes) == max(sizes) else f"{min(sizes)} to {max(sizes)}"
    dated = {number for parts in _words_by_year(corpus).values() for number, _ in parts}
    spoken = f"words of {', '.join(codes)}" if codes else "words of the languages in which each occurs"
    parts = [f"Source: {corpus.path.name}, {len(dated)} documents, {a_year} a year; {spoken}"]
    if without := len(corpus) - len(dated):
        parts.append(f"{without} without a year left out")
    return "; ".join(parts)


def _about_documents(corpus: Corpus, found: Sequence[Occurrence], rows: int) -> str:
    holding = len({o.document for o in found})
    text = f"Source: {corpus.path.name}; any form, {len(found)} times in {holding} of {len(corpus)} documents"
    return text if rows == holding else f"{text}; the {rows} with most are shown"


def _order(code: str) -> tuple[int, str]:
    known = ("ky", "ru", "en")
    return (known.index(code) if code in known else len(known) + (code == UNDETERMINED), code)


def _short(name: str) -> str:
    """The end of a long id says more than its beginning.

    >>> _short("articles/2019/ички-миграциянын-себептери-жана-кесепеттери.pdf")
    '…ички-миграциянын-себептери-жана-кесепеттери.pdf'
    """
    return name if len(name) <= 48 else f"…{name[-47:]}"


def _save(figure: Any, path: Path) -> None:
    """In one piece or not at all; every text in a font that has all our letters, and none taken for a formula."""
    text = extras.load("matplotlib.text", "a picture", "plots").Text
    for written in figure.findobj(text):
        written.set_fontfamily(_FONT)
        written.set_parse_math(False)
    drawn = io.BytesIO()
    kind = path.suffix.lower().lstrip(".")
    figure.savefig(
        drawn, format=kind, dpi=_DPI, metadata={"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    )
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(drawn.getvalue())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KochmonError(f"{path} could not be written: {error.strerror}") from error


__all__ = ["Occurrence", "Rate", "dispersion", "occurrences", "rates", "timeline"]
