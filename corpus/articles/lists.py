"""A keyword list as printed: where it ends, and where its terms stand.

Separators seen in journals: comma, semicolon, `` / ``, a line per term; expected too: bullets, ``|``, dashes, stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from .. import languages
from ..documents import Span
from .lines import Line, has_capital, is_capitals, is_latin, lines, paragraphs, trim, words
from .printed import is_authors, is_front, vocabulary

LONGEST_TERM = 8  # words; more is a sentence
BULLETS = "•·▪●‣◦∙|"

_BULLETED = re.compile(rf"(?:[{BULLETS}*–—-]|\(?\d{{1,2}}[.)])[ \t]*(?=\S)")
_STOP = re.compile(r"(?P<word>[^\W\d_]+(?:[.-][^\W\d_]+)*|\d+|\W)\.(?=\s+(?P<next>\S))")
_COMMA = r"(?<!\d),|,(?!\d)"
_SLASH = r"(?<=\s)/(?=\s)"
_DASH = r"(?<=\s)[–—-](?=\s)"
_OPENING, _CLOSING = "([«“„", ")]»”“"
_LONGEST_NAME = 3  # words; «Кыргызской Республики» may begin a line of a list
_NEAR = 15  # lines before a list that show how wide its column is


def list_span(text: str, span: Span) -> Span:
    """The keyword list that begins *span*, as much of it as is one. What follows is other matter.

    A list ends at a blank line, at a full stop with a new sentence or at the end of a line, at printed matter
    (©), at a short line with a capital after it, and before a term of more than eight words.

    >>> text = "миграция, тышкы\\nмиграция, калк.\\nДүйнөлүк тарыхтын өсүүсү миграция менен дал келет."
    >>> list_span(text, Span(0, len(text))).of(text)
    'миграция, тышкы\\nмиграция, калк.'
    """
    found = lines(text, span)
    if not found:
        return Span(span.start, span.start)
    taken = _lines_of_terms(found) or _flowing(text, found)
    whole = trim(text, Span(found[0].span.start, taken))
    return trim(text, Span(whole.start, _before_sentence(text, whole)))


def term_spans(text: str, span: Span) -> tuple[Span, ...]:
    """Where the terms of the list printed at *span* stand, without separators, numbers and the word ``and``.

    >>> text = "миграция; эмгек рыногу (ички, тышкы); калк."
    >>> [term.of(text) for term in term_spans(text, Span(0, len(text)))]
    ['миграция', 'эмгек рыногу (ички, тышкы)', 'калк']
    """
    span = trim(text, span)
    if text[span.start : span.start + 1] == "[" and text[span.stop - 1] == "]":  # a list as programs write it
        span = Span(span.start + 1, span.stop - 1)
    parts = [span]
    for cut in _separators(text, span):
        parts = [piece for part in parts for piece in cut(text, part)]
    parts = [piece for part in parts for piece in _at_new_script(text, part)]
    cleaned = [_bare(text, part) for part in parts]
    return tuple(part for part in cleaned if words(part.of(text)) or re.search(r"\w", part.of(text)))


def is_abbreviation(word: str) -> bool:
    """Does it keep its full stop? Initials do: ``А.С.``, ``Ш.``."""
    initials = all(len(part) < 3 and part[:1].isalpha() for part in word.split("."))
    return initials or word.casefold() in _abbreviations()


# --- where a list ends


def _lines_of_terms(found: Sequence[Line]) -> int:
    """The end of a list with a line for each term; 0 where it is not of that shape."""
    block = next(paragraphs(found))
    bulleted = len(found) > 1 and all(_BULLETED.match(line.text) for line in found[:2])
    flowing = any(re.search(rf"[,;{BULLETS}]\s*\S|\s/\s", line.text) for line in block[:3])
    if not bulleted and (len(block) < 2 or flowing or len(words(block[1].text)) > LONGEST_TERM):
        return 0
    stop = 0
    for line in found if bulleted else block:
        if stop and (is_front(line.text) or is_authors(line.text) or len(words(line.text)) > LONGEST_TERM):
            break
        if bulleted and not _BULLETED.match(line.text):
            break
        if stop and not bulleted and _begins_anew(block[: block.index(line)], line):
            break
        stop = line.span.stop
        if not bulleted and line.text.endswith(".") and not _keeps_stop(line.text):
            break
    return stop


def _begins_anew(terms: Sequence[Line], line: Line) -> bool:
    """A capital and more words than a name has, after terms most of which are in small letters: a title."""
    small = sum(not has_capital(term.text) or is_capitals(term.text.split()[0]) for term in terms)
    return 2 * small > len(terms) and has_capital(line.text) and len(words(line.text)) > _LONGEST_NAME


def _flowing(text: str, found: Sequence[Line]) -> int:
    """The end of a list whose terms follow one another over the lines."""
    width = _width(text, found)
    for line, following in zip(found, [*found[1:], None], strict=True):
        if stop := _sentence_stop(text, found[0].span.start, line):
            return stop
        if following is None or _ends_with(line, following, width):
            return line.span.stop
    raise AssertionError("the last line ends the list")


def _ends_with(line: Line, following: Line, width: int) -> bool:
    """Is *line* the last of its list?"""
    if line.text.endswith((",", ";", "/", "-", "|", "•")) and not is_front(following.text):
        return False
    if line.text.endswith("."):
        return not (_keeps_stop(line.text) and following.text[0].islower() and not following.gap)
    if following.gap or is_front(following.text):
        return True
    if is_latin(line.text) != is_latin(following.text) and has_capital(following.text) and not is_list(following.text):
        return True
    room = len(line.text) + 1 + len(following.text.split()[0]) <= width
    fresh = not next((letter for letter in following.text if letter.isalnum()), "a").islower()
    if not fresh or (is_list(following.text) and 2 * len(line.text) > width):
        return False
    new = len(words(following.text)) > _LONGEST_NAME and not re.search(rf"[,;/{BULLETS}]", following.text)
    return room or (new and not is_capitals(line.text))


def is_list(line: str) -> bool:
    """Short terms with separators?

    >>> is_list("Республики, закон"), is_list("Калк көчөт, анткени айылда жумуш ордулары жок")
    (True, False)
    """
    parts = re.split(_COMMA + r"|;", line)
    return len(parts) > 1 and all(len(words(part)) < _LONGEST_NAME + 1 for part in parts)


def _sentence_stop(text: str, start: int, line: Line) -> int:
    """Where within *line* the list ends with a stop and a new sentence begins; 0 if nowhere."""
    for match in _STOP.finditer(text, line.span.start, line.span.stop):
        listed = re.search(rf"[,;/{BULLETS}]", text[start : match.start()])
        if listed and match["next"].isupper() and not is_abbreviation(match["word"]):
            return match.end()
    return 0


def _width(text: str, found: Sequence[Line]) -> int:
    """Characters that fit on a printed line here: the longest of the list's own and of those just before it."""
    before = lines(text, Span(max(0, found[0].span.start - 3000), found[0].span.start))[-_NEAR:]
    return max(len(line.text) for line in (*before, *next(paragraphs(found))[:3]))


def _before_sentence(text: str, span: Span) -> int:
    """The end of *span*, or the end of the line before its first term that is too long to be one."""
    parts = term_spans(text, span)
    for i, part in enumerate(parts):
        if len(words(part.of(text))) <= LONGEST_TERM:
            continue
        starts = [line.span.start for line in lines(text, part)]
        for start in starts[1:]:
            if not text[start].islower() and len(words(text[part.start : start])) <= LONGEST_TERM:
                return start
        if i == 0:
            return lines(text, part)[0].span.stop
        return part.start if text[part.start].isupper() else _line_start(text, part.start, parts[i - 1].stop)
    return span.stop


def _line_start(text: str, start: int, least: int) -> int:
    """The start of the line of *start*, if that is after *least*."""
    line = text.rfind("\n", least, start)
    return line + 1 if line >= 0 else start


def _keeps_stop(line: str) -> bool:
    """Does the last word of the line keep its full stop?"""
    match = re.search(r"([^\W\d_]+(?:[.-][^\W\d_]+)*)\.$", line)
    return match is not None and is_abbreviation(match[1])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset[str]().union(*(languages.get(code).abbreviations for code in languages.available()))


# --- where its terms stand

Cut = Callable[[str, Span], list[Span]]


def _separators(text: str, span: Span) -> list[Cut]:
    """What divides this list. Rules in their order; the first that finds its sign decides."""
    printed = span.of(text)
    first = printed.split("\n", 1)[0]  # a title that was taken for the end of the list must not decide
    shown = _outside_brackets(first if re.search(rf"[,;{BULLETS}]|{_SLASH}|{_DASH}", first) else printed)
    if re.search(rf"[{BULLETS}]", shown):
        return [_cut(rf"[{BULLETS}]")]
    if ";" in shown:
        parts = shown.split(";")
        packed = [part for part in parts if "," in part and len(words(part)) > 3]
        return [_cut(";")] if 2 * len(packed) < len(parts) else [_cut(";"), _cut(_COMMA)]
    if len(re.findall(_SLASH, shown)) >= max(1, len(re.findall(_COMMA, shown))):
        return [_cut(_SLASH)]
    if re.search(_COMMA, shown):
        return [_cut(_COMMA)]
    if len(re.findall(_DASH, printed)) > 1:
        return [_cut(_DASH)]
    if "\n" in printed:
        return [_cut(r"\n")]
    return [_cut_sentences]


def _cut(pattern: str) -> Cut:
    def cut(text: str, span: Span) -> list[Span]:
        shown = _outside_brackets(span.of(text))
        spans, at = [], 0
        for match in re.finditer(pattern, shown):
            spans.append(Span(span.start + at, span.start + match.start()))
            at = match.end()
        return [*spans, Span(span.start + at, span.stop)]

    return cut


def _cut_sentences(text: str, span: Span) -> list[Span]:
    """``Миграция. Укук. Калк.``"""
    spans, at = [], span.start
    for match in _STOP.finditer(text, span.start, span.stop):
        if not is_abbreviation(match["word"]):
            spans.append(Span(at, match.end()))
            at = match.end()
    return [*spans, Span(at, span.stop)]


def _at_new_script(text: str, span: Span) -> list[Span]:
    """``право\\nmigration``: one list ends with its line, and one in another script begins."""
    for match in re.finditer(r"\n", span.of(text)):
        before, after = text[span.start : span.start + match.start()], text[span.start + match.end() : span.stop]
        if words(before) and words(after) and is_latin(before) != is_latin(after) and not before.rstrip().endswith("-"):
            at = span.start + match.start()
            return [Span(span.start, at), *_at_new_script(text, Span(at + 1, span.stop))]
    return [span]


def _outside_brackets(printed: str) -> str:
    """*printed* with what stands in brackets or quotation marks blotted out; as it is where they do not pair."""
    shown, depth = list(printed), 0
    for i, letter in enumerate(printed):
        if letter in _OPENING and not (letter == "“" and depth):
            depth += 1
        elif letter in _CLOSING:
            depth -= 1
            if depth < 0:
                return printed
        elif depth:
            shown[i] = "_"
    return printed if depth else "".join(shown)


def _bare(text: str, span: Span) -> Span:
    """*span* without bullets, a number, a leading ``and`` and the marks at its end."""
    span = trim(text, span)
    while match := _BULLETED.match(text, span.start, span.stop):
        if match.end() >= span.stop:
            break
        span = trim(text, Span(match.end(), span.stop))
    first, _, rest = span.of(text).partition(" ")
    if first.casefold() in vocabulary("and") and rest.strip():
        span = trim(text, Span(span.start + len(first), span.stop))
    while span and (text[span.stop - 1] in ",;:…" + BULLETS or _has_loose_stop(span.of(text))):
        span = trim(text, Span(span.start, span.stop - 1))
    return span


def _has_loose_stop(term: str) -> bool:
    """Is its last full stop that of the list? In ``ж.б.`` and ``U.S.`` it is not."""
    return term.endswith(".") and not re.search(r"(?:^|\s)(?:\w{1,2}\.\s?){2,}$", term)
