"""An article cut into parts: what each stretch is, before its language is settled.

Headings divide the text; what stands between them is told by its look and by what follows: lines before an abstract
are titles and authors, a paragraph before a keyword list is its abstract, everything else is body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import detection
from ..documents import Page, SectionKind, Span
from .headings import Heading, headings
from .lines import Line, has_capital, lines, paragraphs, spanning, words
from .lists import list_span, term_spans
from .printed import is_authors, is_front, is_numbered
from .runs import Run, runs
from .titles import Part, Stretch, titles_at_end, titles_at_start

LONGEST_ABSTRACT = 450  # words; a journal of Bishkek or Osh asks for 150 to 250
_SHORTEST_ABSTRACT = 20
_LONGEST_LIST = 4000  # characters
_LONGEST_LEAD = 3  # words before a full stop within a term

_ABSTRACT, _BODY, _KEYWORDS = SectionKind.ABSTRACT, SectionKind.BODY, SectionKind.KEYWORDS
_AUTHORS, _FRONT, _TITLE, _REFERENCES = (
    SectionKind.AUTHORS,
    SectionKind.FRONT,
    SectionKind.TITLE,
    SectionKind.REFERENCES,
)


def parts(
    text: str, span: Span, pages: Sequence[Page] = (), *, first: bool = True, following: SectionKind | None = None
) -> tuple[Part, ...]:
    """The parts within *span*, in text order; headings and parts together hold every printed character.

    ``first``: the article begins here, so that titles and authors may be expected. ``following``: what comes
    after *span*.
    """
    printed = [heading for heading in headings(text, span) if not _before_prose(text, heading, span.stop)]
    found, left_over = _with_content(text, span, _outside_abstracts(text, printed))
    kinds = _kinds(found)
    stops = [*(heading.span.start for heading in found), left_over.start if left_over else span.stop]
    main = detection.detect(span.of(text)).language
    coming = [*kinds, following]
    before = Stretch(text, coming[0], main, first)
    made = list(_free(before, lines(text, Span(span.start, stops[0]), pages)))
    for i, heading in enumerate(found):
        stretch = Stretch(text, coming[i + 1], main)
        content = Span(heading.span.stop, stops[i + 1])
        made += _headed(stretch, heading, kinds[i], content, pages)
    if left_over:
        made.append(Part(_FRONT, left_over))
    return tuple(_joined(text, made))


# --- headings


def _before_prose(text: str, heading: Heading, stop: int) -> bool:
    """«Негизги түшүнүктөр» over keywords is a label, over sentences it is a title within the body."""
    if heading.kind is not _KEYWORDS or heading.run_in:
        return False
    listed = list_span(text, Span(heading.span.stop, min(stop, heading.span.stop + _LONGEST_LIST)))
    rest = text[listed.stop : stop].lstrip()[:1]
    cut_short = rest and (rest.islower() or rest in ",;:–—" or listed.of(text).endswith((",", ";", ":", " –", " —")))
    return bool(cut_short) or any(_is_sentence(term.of(text)) for term in term_spans(text, listed))


def _is_sentence(term: str) -> bool:
    """``Укук илиминде бул түшүнүктөр төмөнкүчө түшүнүлөт. Ички …``"""
    before, stop, after = term.partition(". ")
    return bool(stop) and len(words(before)) > _LONGEST_LEAD and after[:1].isupper()


def _outside_abstracts(text: str, found: Sequence[Heading]) -> list[Heading]:
    """A structured abstract (Цель работы: … Результаты: …) keeps the headings within it."""
    kept: list[Heading] = []
    for i, heading in enumerate(found):
        if heading.kind is _BODY and kept and _ABSTRACT in kept[-1].kinds:
            later = next((h for h in found[i:] if h.kind is not _BODY), None)
            near = later is not None and len(words(text[kept[-1].span.stop : later.span.start])) <= LONGEST_ABSTRACT
            if heading.run_in or (near and later is not None and later.kind is _KEYWORDS):
                continue
        kept.append(heading)
    return kept


def _with_content(text: str, span: Span, found: Sequence[Heading]) -> tuple[list[Heading], Span | None]:
    """Headings with something under them: one right after another is part of it. Also the last, if it has nothing."""
    kept: list[Heading] = []
    for heading in found:
        if kept and not text[kept[-1].span.stop : heading.span.start].strip():
            heading = replace(heading, span=Span(kept.pop().span.start, heading.span.stop))
        kept.append(heading)
    if kept and not text[kept[-1].span.stop : span.stop].strip():
        return kept[:-1], kept[-1].span
    return kept, None


def _kinds(found: Sequence[Heading]) -> list[SectionKind]:
    """What each heading announces. Корутунду before keywords is an abstract, elsewhere a conclusion."""
    kinds: list[SectionKind] = []
    for i, heading in enumerate(found):
        before_list = i + 1 < len(found) and found[i + 1].kind is _KEYWORDS
        if len(heading.kinds) > 1 and {_ABSTRACT, _BODY} <= set(heading.kinds):
            kinds.append(_ABSTRACT if before_list else _BODY)
        else:
            kinds.append(heading.kind)
    return kinds


def _headed(
    stretch: Stretch, heading: Heading, kind: SectionKind, content: Span, pages: Sequence[Page]
) -> Iterator[Part]:
    """The parts under a heading; the first of them bears it."""
    if kind is _KEYWORDS:
        listed = list_span(stretch.text, content)
        yield Part(_KEYWORDS, listed, heading.span, heading.language)
        yield from _free(stretch, lines(stretch.text, Span(listed.stop, content.stop), pages))
        return
    found = lines(stretch.text, content, pages)
    under = {_ABSTRACT: _abstract, _BODY: _body, _AUTHORS: _authors}.get(kind)
    made = list(under(stretch, found)) if under else list(_until_title(stretch, found, kind))
    yield replace(made[0], kind=kind, heading=heading.span, hint=heading.language)
    yield from made[1:]


def _abstract(stretch: Stretch, found: Sequence[Line]) -> Iterator[Part]:
    """What follows the heading of an abstract: the abstract, then whatever comes before the next heading."""
    found, coming = titles_at_end(found) if stretch.following is _ABSTRACT else (tuple(found), [])
    if not found:
        found, coming = lines(stretch.text, Span(coming[0].span.start, coming[-1].span.stop)), []
    own = runs(found)[0].lines
    long = sum(len(words(line.text)) for line in own) > LONGEST_ABSTRACT
    if stretch.following in (None, _REFERENCES) or long:
        own = own[: _first_paragraph(own)]
    yield Part(_ABSTRACT, spanning(own))
    yield from _free(stretch, found[len(own) :])
    yield from coming


def _first_paragraph(found: Sequence[Line]) -> int:
    """How many lines the first paragraph has: to a blank line, or to a short line that ends a sentence."""
    width = max(len(line.text) for line in found)
    for i, (line, following) in enumerate(pairwise(found), 1):
        if following.gap:
            return i
        room = len(line.text) + 1 + len(following.text.split()[0]) <= width
        if line.text.endswith((".", "!", "?")) and room and has_capital(following.text):
            return i
    return len(found)


def _authors(stretch: Stretch, found: Sequence[Line]) -> Iterator[Part]:
    """Under «Авторлор»: the lines of names, one at least."""
    size = next(
        (i for i, line in enumerate(found) if i and not (is_authors(line.text) or is_front(line.text))), len(found)
    )
    yield Part(_AUTHORS, spanning(found[:size]))
    yield from _free(stretch, found[size:])


def _until_title(stretch: Stretch, found: Sequence[Line], kind: SectionKind) -> Iterator[Part]:
    """One part, but for the titles and authors of an abstract that comes next."""
    kept, coming = titles_at_end(found) if stretch.following is _ABSTRACT else (tuple(found), [])
    if kept:
        yield Part(kind, spanning(kept))
        yield from coming
    else:
        yield Part(kind, spanning(found))


# --- text without a heading


def _free(stretch: Stretch, found: Sequence[Line]) -> Iterator[Part]:
    """What stands before the first heading, or after a list."""
    if stretch.first:
        peeled, found = titles_at_start(stretch, found)
        yield from peeled
    else:
        size = next((i for i, line in enumerate(found) if not is_numbered(line.text)), len(found))
        yield from (Part(_FRONT, line.span) for line in found[:size])
        abstract, found = _abstract_without_list(stretch, found[size:])
        yield from abstract
    if not found:
        return
    if stretch.following is _KEYWORDS:
        yield from _before_list(stretch, found)
    else:
        yield from _body(stretch, found)


def _abstract_without_list(stretch: Stretch, found: Sequence[Line]) -> tuple[list[Part], tuple[Line, ...]]:
    """After a list: the abstract in one more language, with no heading and no list of its own, and what is left.

    It is in another language than the article, or has a title and authors of its own.
    """
    if not found or stretch.following not in (None, _BODY, _REFERENCES):
        return [], tuple(found)
    own = runs(found)[0]
    size = sum(len(words(line.text)) for line in own.lines)
    all_there_is = len(own.lines) == len(found) and stretch.following is not _BODY  # then it is the body
    if size > LONGEST_ABSTRACT or all_there_is:
        return [], tuple(found)
    peeled, rest = titles_at_start(replace(stretch, following=_ABSTRACT), own.lines)
    titled = {_TITLE, _AUTHORS} <= {part.kind for part in peeled}
    other = own.language != (runs(found)[1].language if len(own.lines) < len(found) else stretch.main)
    if not rest or not (titled or (other and size >= _SHORTEST_ABSTRACT)):
        return [], tuple(found)
    return [*peeled, Part(_ABSTRACT, spanning(rest))], tuple(found[len(own.lines) :])


def _body(stretch: Stretch, found: Sequence[Line]) -> Iterator[Part]:
    """A part for each run of one language; before an abstract, its titles and authors."""
    if stretch.following is _KEYWORDS and len(divided := runs(found)) > 1:
        yield from (Part(_BODY, spanning(run.lines)) for run in divided[:-1])
        yield from _abstract_of_list(stretch, divided[-1])
        return
    kept, coming = titles_at_end(found) if stretch.following is _ABSTRACT else (tuple(found), [])
    yield from (Part(_BODY, spanning(run.lines)) for run in runs(kept))
    yield from coming


def _before_list(stretch: Stretch, found: Sequence[Line]) -> Iterator[Part]:
    """``…`` before «Негизги сөздөр»: the last run is its abstract, earlier ones abstracts too or body."""
    *earlier, last = runs(found)
    for run in earlier:
        size = sum(len(words(line.text)) for line in run.lines)
        kind = _ABSTRACT if stretch.first and size <= LONGEST_ABSTRACT else _BODY
        yield Part(kind, spanning(run.lines))
    yield from _abstract_of_list(stretch, last)


def _abstract_of_list(stretch: Stretch, run: Run) -> Iterator[Part]:
    """Titles, authors and the abstract; of a run too long for one, the last paragraph."""
    size = sum(len(words(line.text)) for line in run.lines)
    if size <= LONGEST_ABSTRACT:
        peeled, rest = titles_at_start(stretch, run.lines)
        yield from peeled
        if rest:
            yield Part(_ABSTRACT, spanning(rest))
        return
    *body, last = paragraphs(run.lines)
    if body and sum(len(words(line.text)) for line in last) <= LONGEST_ABSTRACT:
        yield Part(_BODY, Span(body[0][0].span.start, body[-1][-1].span.stop))
        yield Part(_ABSTRACT, spanning(last))
    else:
        yield Part(_BODY, spanning(run.lines))


def _joined(text: str, made: Sequence[Part]) -> Iterator[Part]:
    """Neighbours of one kind, where it is printed matter or authors line by line, are one part."""
    last: Part | None = None
    for part in made:
        mergeable = part.kind in (_FRONT, _AUTHORS) and part.heading is None
        if last and mergeable and last.kind is part.kind and text.count("\n", last.span.stop, part.span.start) < 2:
            last = replace(last, span=Span(last.span.start, part.span.stop))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last
