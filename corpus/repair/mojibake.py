"""Text that was decoded with the wrong encoding: «Âíóòðåííÿÿ» for «Внутренняя», «РњРёРі» for «Миг».

A line is judged by its letter pairs, counted in Kyrgyz, Russian and English text. Where they are bad, it is
encoded again in each encoding that it may wrongly have been read in and decoded in each that it may have been
written in; the best reading is taken if it is good and far better. Good text is never touched. What remains
(Western letters, quotation marks) is ftfy's (Speer 2019, doi 10.5281/zenodo.2591652).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, repeat

from ..edits import Edit
from .rule import Rule, table

NAME = "wrong encoding"
_READ_AS = (
    "cp1252",
    "latin-1",
    "cp1251",
    "koi8-r",
    "cp866",
    "mac-cyrillic",
    "iso8859-5",
    "mac-roman",
    "cp437",
    "cp850",
)
_WRITTEN_IN = ("utf-8", "cp1251", "koi8-r", "cp866", "kz1048", "ptcp154", "mac-cyrillic", "iso8859-5")
_BAD = -10.0  # mean log₂ of a pair's share: sentences of our languages have −7 to −9, rubbish below −13
_GOOD = -9.7
_BETTER = 1.5  # how much better the new reading must be
_A_LITTLE = 0.3  # the same where other lines of the text, or letters that betray it, name the encodings
_TIE = 0.1  # as much better a rarer encoding must be than one named before it
_CASE = 20.0  # what a capital after a small letter costs, spread over the pairs
_SIGN = 10.0  # what a character that is no letter costs
_NEAR = (("cp1251", "kz1048"), ("cp1251", "ptcp154"), ("mac-cyrillic", "cp1251"))
"""Encodings that agree on most letters, so that most of the text looks good."""
_FEWEST = 5  # pairs below which nothing can be said
_UNSEEN = -18.0
_CHUNK = re.compile(r"[^ \t\n\r]+")  # other spaces may be bytes of the text
_LINE = re.compile(r"[^\n]+")
_NOT_OURS = re.compile("[іє]", re.IGNORECASE)  # a text with these holds Ukrainian, Belarusian, Kazakh …
_NEAR_LETTERS = frozenset("ґѕїњ")  # ө ң ү and ң of these, read as cp1251
_NEAR_SIGN = re.compile("[ґѕїњҐЅЇЊµ‰¤‡]|(?<=\\w)€")  # and ptcp154's ө ү Ө Ү, and я read as Mac Cyrillic
_SIGNS = "«»„“”‘’‚‹›—–…№•·°§©"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f"
_PUNCTUATION = _SIGNS + "".join(map(chr, range(33, 65))) + "[\\]^_`{|}~ \t\r\N{NO-BREAK SPACE}"
_ODD_SIGN = re.compile(rf"[^\x00-\x7f\w\s{_INVISIBLE}{_SIGNS}]")
_BLANK = str.maketrans(dict.fromkeys(_PUNCTUATION, " ") | dict.fromkeys("\u00ad\u200b\u2060\ufeff\u0301"))
_SUSPICIOUS = re.compile("[ÂÃâåäæãÅÄÐÑØÙïî][\u0080-\u00bf\u2000-\u2122€ŠšŽžŒœŸƒˆ˜]")


@cache
def _pairs() -> dict[tuple[str, str], float]:
    """Pair of letters → log₂ of its share in the language where it is commonest; word edges are spaces."""
    scores: dict[tuple[str, str], float] = {(" ", " "): 0.0}
    for _, pair, count in table("pairs"):
        key = (pair[0].replace("_", " "), pair[1].replace("_", " "))
        scores[key] = max(scores.get(key, _UNSEEN), math.log2(int(count) / 100_000))
    return scores


def goodness(text: str) -> float:
    """Mean log₂ share of the letter pairs of the words in *text* that are not ASCII, less a price for capitals
    after small letters and for signs; 0 where there are too few pairs.

    >>> goodness("Внутренняя миграция") > -10 > goodness("Âíóòðåííÿÿ ìèãðàöèÿ")
    True
    """
    weight, number = 0.0, 0
    for chunk in _CHUNK.findall(text):
        if not chunk.isascii():
            chunk_weight, chunk_number = _weigh(chunk)
            weight += chunk_weight
            number += chunk_number
    return weight / number if number >= _FEWEST else 0.0


@lru_cache(maxsize=1 << 16)
def _weigh(chunk: str) -> tuple[float, int]:
    """The sum over the pairs of a word, and how many there are."""
    written = f" {chunk.translate(_BLANK)} "
    letters = written.lower()
    scores = [*map(_pairs().get, pairwise(letters), repeat(_UNSEEN))]
    capitals = sum(map(_is_capital_inside, written, written[1:]))
    signs = sum(not letter.isalpha() for letter in letters if not letter.isspace())
    return sum(scores) - _CASE * capitals - _SIGN * signs, len(scores) - scores.count(0.0)


def _is_capital_inside(before: str, letter: str) -> bool:
    return letter.isupper() and before.islower()


@cache
def _bytes_of(encoding: str) -> dict[int, int]:
    """Character → byte; a byte without a character stands for itself, as careless programs print it."""
    return {ord(_character(encoding, byte)): byte for byte in range(256)}


def _character(encoding: str, byte: int) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _characters_of(encoding: str) -> str:
    return "".join(_character(encoding, byte) for byte in range(256))


def _redecode(chunk: str, read_as: str, written_in: str) -> str | None:
    known = _bytes_of(read_as)
    try:
        raw = bytes([known[ord(letter)] for letter in chunk])
        if written_in == "utf-8":
            return raw.decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    characters = _characters_of(written_in)
    return "".join([characters[byte] for byte in raw])


def _reread(line: str, read_as: str, written_in: str) -> str:
    """The line read anew; as it is where more than a fifth of its words cannot have come about so."""
    chunks = [chunk for chunk in _CHUNK.findall(line) if not chunk.isascii()]
    readings = {chunk: _redecode(chunk, read_as, written_in) for chunk in chunks}
    if sum(readings[chunk] is None for chunk in chunks) > len(chunks) / 5:
        return line
    return _CHUNK.sub(lambda match: readings.get(match[0]) or match[0], line)


@lru_cache(maxsize=1 << 14)
def _best_reading(line: str) -> tuple[str, str] | None:
    """(read as, written in) of a bad *line*; None for a good one, and where no reading is good."""
    before = goodness(line)
    if before >= _BAD or _is_another_language(line):
        return None
    best, pair = max(before + _BETTER, _GOOD), None
    for read_as in _READ_AS:
        for written_in in _WRITTEN_IN:
            if read_as == written_in:
                continue
            reading = _reread(line, read_as, written_in)
            if reading == line:
                continue
            score = goodness(reading)
            if score and score - _price_of_signs(reading) > best + (_TIE if pair else 0):
                best, pair = score - _price_of_signs(reading), (read_as, written_in)
    return pair


def _price_of_signs(reading: str) -> float:
    """Encodings that differ in a capital or two make quotation marks of them: «ринимая for Принимая."""
    pairs = zip(f" {reading}", reading, f"{reading[1:]} ", strict=False)
    signs = sum(sign in _SIGNS and after.islower() and before.isspace() for before, sign, after in pairs)
    return 5.0 * signs / max(sum(not letter.isascii() for letter in reading), 1)


def _near_reading(line: str) -> tuple[str, str] | None:
    """The pair of a line that looks good but for letters that no word of ours has."""
    before = goodness(line)
    if not before or not _NEAR_SIGN.search(line) or _is_another_language(line):
        return None
    for pair in _NEAR:
        reading = _reread(line, *pair)
        if reading != line and goodness(reading) > max(before + _A_LITTLE, _GOOD):
            return pair
    return None


@cache
def _our_letters() -> frozenset[str]:
    return frozenset(letter for pair in _pairs() for letter in pair if not letter.isascii())


def _is_another_language(line: str) -> bool:
    """Latin words with a few letters of their own, or Cyrillic words, written as words are, with letters that
    ours do not have: Kazakh, Ukrainian, Tatar."""
    letters = [letter for chunk in _CHUNK.findall(line) if not chunk.isascii() for letter in chunk if letter.isalpha()]
    if 2 * sum(letter.isascii() for letter in letters) >= len(letters):
        return True
    others = {letter.lower() for letter in letters} - _our_letters()
    cyrillic = {letter for letter in others if "\u0400" <= letter <= "\u052f"}
    return (
        bool(cyrillic)
        and cyrillic == others
        and not cyrillic <= _NEAR_LETTERS
        and not any(map(_is_capital_inside, line, line[1:]))
        and not _ODD_SIGN.search(line)
    )


def _find(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    lines = [match for match in _LINE.finditer(text) if not match[0].isascii()]
    near = not _NOT_OURS.search(text) and _NEAR_SIGN.search(text)
    pairs = [_best_reading(line[0]) or (_near_reading(line[0]) if near else None) for line in lines]
    common = Counter(filter(None, pairs)).most_common(1)
    for match, own_pair in zip(lines, pairs, strict=True):
        line = match[0]
        pair = own_pair or (common[0][0] if common and _is_better(line, *common[0][0]) else None)
        if pair:
            yield from _edits(line, _reread(line, *pair), match.start(), f"{NAME}: {pair[1]} read as {pair[0]}")
        elif _SUSPICIOUS.search(line):
            yield from _edits(line, _ftfy(line), match.start(), f"{NAME}: ftfy")


def _is_better(line: str, read_as: str, written_in: str) -> bool:
    if _is_another_language(line):
        return False
    reading, before = _reread(line, read_as, written_in), goodness(line)
    return reading != line and before < _GOOD + 1 and goodness(reading) > before + _A_LITTLE


def _ftfy(line: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding

    return fix_encoding(line, TextFixerConfig(uncurl_quotes=False, explain=False))


def _edits(line: str, reading: str, start: int, name: str) -> Iterator[Edit]:
    """One edit a word, so that offsets stay exact; one for the line where words were merged."""
    before, after = list(_CHUNK.finditer(line)), _CHUNK.findall(reading)
    if len(before) == len(after):
        for match, chunk in zip(before, after, strict=True):
            if match[0] != chunk:
                yield Edit(start + match.start(), start + match.end(), chunk, name)
    elif line != reading:
        yield Edit(start, start + len(line), reading, name)


MOJIBAKE = Rule(NAME, "text read in the wrong encoding: Âíóòðåííÿÿ → Внутренняя, РњРёРіСЂР°С†РёСЏ → Миграция", _find)
