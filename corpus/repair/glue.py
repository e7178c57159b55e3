"""Words that lost the space between them: восновном → в основном, иуменьшения → и уменьшения.

Precision first: a word is parted only where it is no word itself, both parts are, and two words with a lost space
are far likelier than one rare word. Where three words or a misprint are in it (резкогосоркащения) it stays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cache

from ..edits import Edit
from .rule import table
from .words import WORD, Words, plain

NAME = "glued words"
DESCRIPTION = "a lost space is put back: восновном → в основном"

Finder = Callable[[str, Words], Iterator[int]]
"""Gives offsets in a text at which a space is missing."""

_LETTER = r"[^\W\d_]"
_EDGES = "'’"
_TOKEN = re.compile(r"[^\W\d_](?:\w|['’\u0301-])+")
_ONE_WORD = re.compile(WORD)
_DIGITS = re.compile(r"(?<![\w.,£$€-])(?:([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+))(?![\w-])")
_LONGEST = 60  # letters of a word
_LONGEST_ADDRESS = 200
_ADDRESS = re.compile(r"://|www\.|@|\b10\.\d{4,9}/|\.(?:com|org|net|ru|kg|edu|gov|html?|pdf)\b", re.IGNORECASE)


def _after(pattern: str) -> Finder:
    compiled = re.compile(pattern)

    def find(text: str, words: Words) -> Iterator[int]:
        for match in compiled.finditer(text):
            yield match.end()

    return find


def closing(text: str, words: Words) -> Iterator[int]:
    """(саясат)жана → (саясат) жана, but «Манас»тын, (БУУ)нун: a suffix follows its word through a bracket."""
    for match in re.finditer(rf"(?<={_LETTER})[)»”](?=({WORD}))", text):
        if len(match[1]) > 3 and words.count(plain(match[1])):
            yield match.end()


def quotes(text: str, words: Words) -> Iterator[int]:
    """ "сөз"деди → "сөз" деди, деди"сөз → деди "сөз: straight quotation marks open and close in turn."""
    is_open = False
    last = -_QUOTED
    for match in re.finditer(r'"', text):
        place = match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        free_before, free_after = not before or before.isspace() or before in "([", not after or after.isspace()
        if free_before != free_after:
            is_open = free_before
        elif before and after.isalnum() and before not in '-–—"':
            closes = is_open and place - last < _QUOTED
            is_open = not closes
            yield place + 1 if closes else place
        else:
            is_open = not (is_open and place - last < _QUOTED)
        last = place


def digits(text: str, words: Words) -> Iterator[int]:
    """в2018 → в 2018, 2018года → 2018 года; but COVID19, 120дан, 5km."""
    for seam in re.finditer(r"\d[^\W\d_]|[^\W\d_]\d", text):
        start = seam.start()
        while start and text[start - 1].isalnum() and seam.start() - start < _LONGEST:
            start -= 1
        match = _DIGITS.match(text, start)
        if match is None:
            continue
        word = match[1] or match[4]
        is_long = len(word) > 3 and words.is_word(word) and _may_follow(word, words)
        if word.islower() and (is_long or (match[1] and words.count(word) >= _OFTEN)):
            yield match.end(1) if match[1] else match.end(3)


def full_stops(text: str, words: Words) -> Iterator[int]:
    """келет.Андан → келет. Андан: a small letter, a stop, a capital and a small letter; not after an abbreviation."""
    for match in re.finditer(rf"(?<={_LETTER})[.?!…]['»”)]?(?=['«“(]?{_LETTER}(?!\.))", text):
        before = re.search(rf"{_LETTER}+\Z", text[max(match.start() - _LONGEST, 0) : match.start()])
        word = before[0] if before else ""
        following = text[match.end() : match.end() + 3].lstrip("'«“(")
        is_sentence = following[:1].isupper() and not following[1:2].isupper()
        is_word = word[-1:].islower() and len(word) > 1 and plain(word) not in words.language.abbreviations
        if is_sentence and is_word:
            yield match.end()


def capitals(text: str, words: Words) -> Iterator[int]:
    """сентябрдаМакедониянын → сентябрда Македониянын, менЕАЭБ → мен ЕАЭБ, СШАв → США в; YouTube stays."""
    for match in re.finditer(rf"(?<![\w-]){_LETTER}+(?![\w-])", text):
        token = match[0]
        if token.isupper() or token[1:].islower() or len(token) > _LONGEST:
            continue
        turns = (i for i in range(1, len(token)) if token[i - 1].isupper() != token[i].isupper())
        place = next((i for i in turns if _are_apart(token[:i], token[i:], words)), None)
        if place:
            yield match.start() + place


def _are_apart(left: str, right: str, words: Words) -> bool:
    first, second = plain(left), plain(right)
    if words.document.get(first + second, 0) > 1:
        return False
    if right.islower():  # СШАв
        seen = words.document.get(first, 0) or words.count(first)
        return (
            left.isupper()
            and len(left) > 2
            and seen > 0
            and words.count(second) >= _VERY_OFTEN
            and _may_follow(second, words)
        )
    if left.islower():  # вСША, вМоскве
        long_enough = len(left) > 1 or words.count(first) >= _VERY_OFTEN
        is_name = len(right) > 1 or words.count(second) >= _VERY_OFTEN
        return long_enough and is_name and words.is_word(first) and (words.count(first) > 0 or len(left) > 3)
    if not left[1:].islower() or not right[1:].islower() or words.knows(first + second):
        return False
    printed = (first in words.document, second in words.document)
    size = min(len(left), len(right))
    if size < _SHORTEST_NAME or not _may_lead(first, words):
        return all(printed)
    if left.isascii():  # YouGov, PowerPoint; Cyrillic names are not written so
        are_words = words.is_word(first) and words.is_word(second)
        return all(printed) or (are_words and (size > 4 or (any(printed) and len(left) > 3)))
    return any(printed) or words.is_word(first) or words.is_word(second) or size > 4


def letters(text: str, words: Words) -> Iterator[int]:
    """восновном → в основном: no word, but two words."""
    places: dict[str, tuple[int, ...]] = {}
    for match in _TOKEN.finditer(text):
        token = match[0].rstrip(_EDGES)
        if token not in places:
            is_lower = (
                _SHORTEST <= len(token) <= _LONGEST and token[1:].islower() and _ONE_WORD.fullmatch(token) is not None
            )
            places[token] = parting(token, words) if is_lower else ()
        for place in places[token]:
            yield match.start() + place


def parting(token: str, words: Words) -> tuple[int, ...]:
    """Where to part *token*, in two or three; nowhere for a word."""
    whole = plain(token)
    if len(whole) != len(token) or words.count(whole) or words.document.get(whole, 0) > 1:
        return ()
    log = words.log_of_unknown(whole)
    splits = [(words.log_at_best(whole[:i]) + words.log_at_best(whole[i:]), i) for i in range(1, len(whole))]
    likely = sorted((split for split in splits if split[0] > log + _MARGIN), reverse=True)
    if words.knows(whole) or _is_compound(whole, words):
        return ()
    for best, place in likely:
        left, right = whole[:place], whole[place:]
        if best > log + _margin(token, left, right, words) and _are_two(left, right, words):
            return () if _is_inflected(whole, place, words) else (place,)
    places = _parting_in_three(whole, log, words) if token.islower() else ()
    return places or _parting_at_a_helper(whole, log, words)


def _margin(token: str, left: str, right: str, words: Words) -> float:
    """How much likelier two words must be than one. Rare words with a capital are names: Розенштейн."""
    seen = words.is_seen(right)
    if token[0].isupper():
        if len(right) == 1 or _is_name(left, right, words):
            return math.inf
        if seen and (words.count(left) >= _OFTEN or left in words.document):
            return _MARGIN_OF_SEEN_NAMES
        is_first_of_two = words.count(left) >= _OFTEN and len(left) > _STEM and len(right) > _STEM + 1
        return _MARGIN_OF_UNSEEN if is_first_of_two else _MARGIN_OF_NAMES
    if _has_endings(words) and _is_doubtful(left, right, words):
        return _MARGIN_OF_STEMS
    if _has_endings(words):
        return _MARGIN_BEFORE_ENDINGS if seen else _MARGIN_OF_UNSEEN_BEFORE_ENDINGS
    if seen:
        return _MARGIN
    return _MARGIN_OF_UNSEEN if len(left) <= _STEM else _MARGIN


def _is_name(left: str, right: str, words: Words) -> bool:
    """Сыды|кова, Бек|муратович, Тургун|бай: surnames of Kyrgyzstan are built of words, and few dictionaries have them.
    Новопросов, of two common words, is none."""
    if words.count(left) >= _OFTEN and words.count(right) >= _OFTEN:
        return False
    code = words.language.code
    return right.startswith(_name_parts(code)) or (left + right).endswith(_name_endings(code))


def _is_doubtful(left: str, right: str, words: Words) -> bool:
    """Where words are built by endings, ар|аздашуу, конт|ролдоонун, куугунтук|тоодон: a bare stem that the text
    has not shown, or what may be an ending."""
    if not words.is_seen(left) and len(left) <= _STEM + 1:
        return True
    return not words.is_seen(right) and (len(left) <= _STEM or right.startswith(_onsets(words.language.code)))


def _parting_at_a_helper(whole: str, log: float, words: Words) -> tuple[int, ...]:
    """мененкапталгандыгын → менен капталгандыгын, Флитвудменен → Флитвуд менен: one is a long and common word
    and the other none that we know."""
    for place in range(_UNKNOWN, len(whole) - _UNKNOWN + 1):
        left, right = whole[:place], whole[place:]
        for helper, other in ((left, right), (right, left)):
            if len(helper) >= _HELPER and words.count(helper) >= _OFTEN:
                gain = words.log_at_best(helper) + words.log_of_unknown(other) - log
                if gain > _MARGIN_OF_HELPERS and _may_lead(left, words) and _may_follow(right, words):
                    return () if _is_inflected(whole, place, words) else (place,)
    return ()


def _parting_in_three(whole: str, log: float, words: Words) -> tuple[int, ...]:
    """чтооноиграет → что оно играет: all three in open text or whole in the document."""
    places: tuple[int, ...] = ()
    best = log + 2 * _MARGIN
    if len(whole) < _SHORTEST_OF_THREE:
        return ()
    for i in range(2, len(whole) - 3):
        if words.is_seen(whole[:i]):
            for j in range(i + 1, len(whole) - 1):
                parts = whole[:i], whole[i:j], whole[j:]
                total = sum(map(words.log_at_best, parts))
                if total > best and _are_all_seen(parts, words):
                    best, places = total, (i, j)
    return places


def _are_all_seen(parts: tuple[str, str, str], words: Words) -> bool:
    first, second, third = parts
    return all(map(words.is_seen, parts)) and _are_two(first, second, words) and _are_two(second, third, words)


def _are_two(left: str, right: str, words: Words) -> bool:
    if not (_may_lead(left, words) and _may_follow(right, words) and _is_common(left, words)):
        return False
    if not words.is_seen(right) and (left in _parts(words.language.code, "prefix") or _is_pair(left, right, words)):
        return False
    if len(right) == 1 and not words.is_seen(left) and len(left) < _LONG:  # an ending, rather than a preposition
        return False
    return _is_common(right, words)


def _is_pair(left: str, right: str, words: Words) -> bool:
    """ложно|готического: a compound adjective."""
    firsts, seconds = _parts(words.language.code, "compound first"), _parts(words.language.code, "compound second")
    return left.endswith(tuple(firsts)) and right.endswith(tuple(seconds)) and len(left) > _STEM


def _may_lead(part: str, words: Words) -> bool:
    return part not in _parts(words.language.code, "combining")


def _may_follow(part: str, words: Words) -> bool:
    return part not in _parts(words.language.code, "second")


def _is_common(part: str, words: Words) -> bool:
    """A word at all; one or two letters are a word only if they often are, and so before ’s."""
    if "'" in part and len(part.split("'")[0]) < 3 and words.count(part) < _OFTEN:
        return False
    return words.count(part) >= _OFTEN if len(part) < 3 else words.is_word(part)


def _is_compound(whole: str, words: Words) -> bool:
    """авторынок: a part that does not stand alone, and a word."""
    firsts = (first for first in _parts(words.language.code, "combining") if whole.startswith(first))
    return any(len(first) >= _HELPER and words.is_word(whole[len(first) :]) for first in firsts)


def _is_inflected(whole: str, place: int, words: Words) -> bool:
    """бандиттер|ден: the second part is a chain of endings that the language has."""
    if not _has_endings(words):
        return False
    endings = "".join(printed for printed, _ in words.language.analyze(whole)[0].suffixes)
    return len(whole) - place <= len(endings) and whole.endswith(endings)


@cache
def _name_parts(code: str) -> tuple[str, ...]:
    return tuple(_parts(code, "name part"))


@cache
def _name_endings(code: str) -> tuple[str, ...]:
    return tuple(_parts(code, "name ending"))


@cache
def _onsets(code: str) -> tuple[str, ...]:
    return tuple(_parts(code, "onset"))


def _has_endings(words: Words) -> bool:
    return "analyzer" in _parts(words.language.code, "endings")


@cache
def _parts(code: str, kind: str) -> frozenset[str]:
    return frozenset(part for name, part in table(f"glue_{code}") if name == kind)


_SHORTEST = 4
_SHORTEST_OF_THREE = 9
_OFTEN = 20
_VERY_OFTEN = 100
_MARGIN = 5.0  # in natural logarithms
_MARGIN_OF_NAMES = 12.0
_MARGIN_OF_SEEN_NAMES = 8.0
_MARGIN_OF_STEMS = 18.0
_MARGIN_OF_HELPERS = 7.0
_SHORTEST_NAME = 3
_LONG = 6
_QUOTED = 600  # characters; farther back, a quotation mark says nothing about the next
_MARGIN_OF_UNSEEN = 9.0
_MARGIN_BEFORE_ENDINGS = 7.0
_MARGIN_OF_UNSEEN_BEFORE_ENDINGS = 12.0
_HELPER = 4  # letters of a helper
_UNKNOWN = 3  # letters of the word beside it
_STEM = 3  # letters; as short as the bare stem of many a Kyrgyz verb

FINDERS: tuple[tuple[str, Finder], ...] = (
    ("comma", _after(rf"(?<={_LETTER})[,;](?={_LETTER}|\d)|(?<=\d)[,;](?={_LETTER})")),
    ("bracket", _after(rf"(?<={_LETTER})(?=\({_LETTER}{{3}})|(?<={_LETTER})(?=«)")),
    ("closing bracket", closing),
    ("dash", _after(rf"(?<=\s)[–—](?={_LETTER})|(?<={_LETTER})(?=[–—]\s)")),
    ("digit", digits),
    ("quotation mark", quotes),
    ("full stop", full_stops),
    ("capital", capitals),
    ("letters", letters),
)


def glued_words(text: str, words: Words) -> Iterator[Edit]:
    """Edits of *text*, which is in the language of *words*."""
    found: dict[int, str] = {}
    for why, finder in FINDERS:
        for place in finder(text, words):
            found.setdefault(place, why)
    for place, why in sorted(found.items()):
        if not _is_in_address(text, place):
            yield Edit(place, place, " ", f"{NAME}: {why}")


def _is_in_address(text: str, place: int) -> bool:
    """https://example.org/a,b: what stands between two spaces holds what only addresses have."""
    before = text[max(place - _LONGEST_ADDRESS, 0) : place].replace("\n", " ").rpartition(" ")[2]
    after = text[place : place + _LONGEST_ADDRESS].replace("\n", " ").partition(" ")[0]
    return _ADDRESS.search(before + after) is not None
