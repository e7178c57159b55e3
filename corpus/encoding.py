"""Bytes → text. Which encoding is this file in, and which of its lines are in another one?

A byte order mark decides; else UTF-8 if the bytes are that (by chance other text never is); else UTF-16; else the
8-bit encoding that yields the likeliest pairs of letters. The counts of pairs stand in ``languages/data/letters``.
Case counts too: windows-1251 read as KOI8-R swaps capitals and small letters.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from .errors import UnknownEncoding

_RARITY = {
    "cp1251": 0.0,
    "koi8-r": -1.0,
    "cp866": -1.0,
    "kz1048": -2.0,
    "ptcp154": -3.0,
    "mac-cyrillic": -4.0,  # its small letters but я are those of windows-1251
    "iso8859-5": -2.0,
    "cp1252": 0.0,
}
CANDIDATES = tuple(_RARITY)
"""8-bit encodings that are tried. Each bears how much rarer it is than windows-1251 (a logarithm, by hand)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINES_NAMED = 10  # in a note; more are counted

# Natural logarithms of probabilities, by hand: their order matters, their value hardly does.
_UNSEEN = -9.0  # a pair that the tables do not hold
_ACCENTED = -6.0  # a Latin letter with a mark beside a plain one, as in French and German names
_MIXED = -13.0  # a Latin letter beside a Cyrillic one
_CASE = -8.0  # a capital after a small letter
_PUNCTUATION = -1.0
_MISPLACED = -6.0  # an opening quotation mark behind a letter, a dash before one
_SYMBOL = -8.0  # box drawing, currency, mathematics
_IMPOSSIBLE = -12.0  # a control character, or no character
_DECLARED = 12.0  # what a file says of itself counts as much as two or three letter pairs
# Means over the pairs. Single sentences of ky and ru lie above -3.2, Kazakh and Bashkir above -5.5, random bytes at -7.
_RUBBISH = -6.0
_RUBBISH_LATIN = -6.6  # pairs with é, ü, ç are in no table, so French, German and Turkish lie at -6 to -6.5
_FEW_PAIRS = 12  # so few prove nothing: an English line with one dash

_COMMON = frozenset("«»„“”‘’‚–—…№§°©®\N{NO-BREAK SPACE}·•×\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}")
_NOT_BEFORE_LETTERS = frozenset("»”–—…°\N{NO-BREAK SPACE}")
_CLOSING = frozenset("»”")
_NOT_BEHIND_LETTERS = frozenset("«„“‘‚№§")
_HARMLESS_CONTROLS = b"\t\n\v\f\r\x1a\x1b"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_HIGH_RUN = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and a sentence on each thing that was guessed or lost."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str = "", forced: str = "", name: str = "") -> Decoded:
    """The text of *data*; a byte order mark is dropped, line ends stay as they are.

    *declared* is what the file says of itself: evidence, not proof. *forced* is what a person says. Raises
    UnknownEncoding with *name* as its path, for binary rubbish too.

    >>> decode("Чек ара".encode("cp1251"))
    Decoded(text='Чек ара', encoding='cp1251', notes=())
    >>> decode("өлкө,страна\\n".encode() + "граница\\n".encode("cp1251")).notes
    ('line 2 is not UTF-8; it was read as cp1251',)
    """
    if forced:
        return _forced(data, forced, name)
    for mark, encoding in _BOMS:
        if data.startswith(mark) and (encoding != "utf-16-le" or data[:4] != codecs.BOM_UTF32_LE):
            return _marked(data[len(mark) :], encoding, name)
    if (text := _utf8(data)) is not None and not _binary(data):
        return Decoded(text, "utf-8")
    if utf16 := _utf16(data):
        return utf16
    if _binary(data):
        raise UnknownEncoding(name, "binary data, not text", "give a text file, or name its encoding with --encoding")
    return _patched(data, name) or _eight_bit(data, declared, name)


def plausibility(text: str) -> float:
    """How much *text* looks like Kyrgyz, Russian or English: mean log probability of its letter pairs.

    About -2 to -3.5 for texts, below -5 for rubbish; 0.0 where there are no letters.

    >>> plausibility("ички миграция") > -4 > -6 > plausibility("хЯЪХ ЛХЦПЮЖХЪ ъ ГцЮшщ")
    True
    """
    pairs = Counter(pair for pair in zip(" " + text, text + " ", strict=True) if pair[0].isalpha() or pair[1].isalpha())
    total = sum(pairs.values())
    return sum(count * _pair(a, b) for (a, b), count in pairs.items()) / total if total else 0.0


def _forced(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        known = codecs.lookup(encoding).name
        text = data.decode(known, "replace")
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        advice = f"known are utf-8, utf-16, {', '.join(CANDIDATES)} and others of Python's"
        raise UnknownEncoding(name, f"no text encoding named '{encoding}'", advice) from error
    return Decoded(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), known, _losses(text, known))


def _losses(text: str, encoding: str) -> tuple[str, ...]:
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return (f"{lost} characters cannot be read as {encoding}",) if lost else ()


def _marked(data: bytes, encoding: str, name: str) -> Decoded:
    """Text behind a byte order mark, which can lie about UTF-8 only in places."""
    if encoding == "utf-8":
        text = _utf8(data)
        if text is not None:
            return Decoded(text, encoding)
        return _patched(data, name) or _eight_bit(data, "", name)
    text = data.decode(encoding, "replace").lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")  # some write the mark twice
    return Decoded(text, encoding, _losses(text, encoding))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _binary(data: bytes) -> bool:
    """Are there more control characters than a text may hold by accident?"""
    sample = data[:1_000_000]
    return len(_CONTROLS.findall(sample)) > len(sample) / 200


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: nearly every other byte names the Latin, Cyrillic or punctuation block."""
    sample = data[: 4096 - len(data) % 2]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        blocks = Counter(sample[first::2])
        letters = Counter(sample[1 - first :: 2])
        if blocks[0] + blocks[4] + blocks[0x20] > 0.95 * sum(blocks.values()) and letters[0] < 0.05 * len(sample):
            text = data.decode(encoding, "replace")
            if plausibility(text[:4096]) > _RUBBISH:
                return Decoded(text, encoding, _losses(text, encoding))
    return None


def _patched(data: bytes, name: str) -> Decoded | None:
    """UTF-8 with stray bytes: good lines stay, each odd one is decoded alone. None if it is no UTF-8 at all."""
    lines = _LINE.findall(data)
    odd = {number: line for number, line in enumerate(lines, 1) if _utf8(line) is None}
    valid = sum(_multibyte(line) for number, line in enumerate(lines, 1) if number not in odd)
    if valid < 4 and not all(_mostly_utf8(line) for line in odd.values()):
        return None
    foreign = [line for line in odd.values() if not _mostly_utf8(line)]
    usual = best(b"".join(foreign))[0] if foreign else CANDIDATES[0]
    readings = {number: _odd_line(line, usual) for number, line in odd.items()}
    text = "".join(readings[n][0] if n in readings else line.decode("utf-8") for n, line in enumerate(lines, 1))
    return Decoded(text, "utf-8", tuple(_patch_notes({number: how for number, (_, how) in readings.items()})))


def _patch_notes(hows: Mapping[int, str]) -> Iterable[str]:
    for how in sorted(set(hows.values())):
        numbers = [number for number, this in hows.items() if this == how]
        named = ", ".join(map(str, numbers[:_LINES_NAMED]))
        more = f" and {len(numbers) - _LINES_NAMED} more" if len(numbers) > _LINES_NAMED else ""
        words = ("line", "is", "it was") if len(numbers) == 1 else ("lines", "are", "they were")
        yield f"{words[0]} {named}{more} {words[1]} not UTF-8; {words[2]} {how}"


def _multibyte(line: bytes) -> int:
    """How many Latin, Cyrillic and punctuation characters outside ASCII *line* holds as good UTF-8.

    Others do not count: «сон» in cp866 is a letter of Balinese.
    """
    decoded = line.decode("utf-8", "ignore")
    return sum("\x80" <= character < "\u0530" or "\u2000" <= character < "\u2300" for character in decoded)


def _mostly_utf8(line: bytes) -> bool:
    stray = line.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    return _multibyte(line) > 2 * stray


def _odd_line(line: bytes, usual: str) -> tuple[str, str]:
    """The text of a line that is not UTF-8, and how it was read."""
    if _mostly_utf8(line):
        return _stray_bytes(line, usual), "mended byte by byte"
    encoding, score = best(line)
    if score - _score(line, usual) < 10:  # too short to contradict the other odd lines
        encoding = usual
    return line.decode(encoding, "replace"), f"read as {encoding}"


def _stray_bytes(line: bytes, usual: str) -> str:
    """UTF-8 text with runs of other bytes in it: a run of two or more is a word in the *usual* 8-bit encoding,
    one byte is its punctuation mark or is lost."""
    parts = []
    while line:
        try:
            parts.append(line.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(line[: error.start].decode("utf-8"))
            stop = error.end
            if (rest := re.match(rb"[\x80-\xff]*", line[stop:])) and _utf8(rest.group()) is None:
                stop += rest.end()
            stray = line[error.start : stop]
            word = stray.decode(usual, "replace")
            kept = len(stray) > 2 or (len(stray) == 1 and word in _COMMON)
            parts.append(word if kept else "\N{REPLACEMENT CHARACTER}")
            line = line[stop:]
    return "".join(parts)


def _eight_bit(data: bytes, declared: str, name: str) -> Decoded:
    """The best of the 8-bit encodings. Raises UnknownEncoding where even that is no text."""
    encoding, score = best(data, declared)
    text = data.decode(encoding, "replace")
    pairs = sum(_pairs(data).values())
    limit = _RUBBISH_LATIN if encoding == "cp1252" else _RUBBISH
    if score / max(pairs, 1) < (limit if pairs > _FEW_PAIRS else 1.5 * limit):
        raise UnknownEncoding(name)
    return Decoded(text, encoding, _losses(text, encoding))


def best(data: bytes, declared: str = "") -> tuple[str, float]:
    """The likeliest 8-bit encoding and the log probability of the letter pairs that it gives.

    >>> best("МИГРАЦИЯ".encode("cp866"))[0]
    'cp866'
    """
    said = _eight_bit_name(declared)
    names = CANDIDATES if not said or said in CANDIDATES else (*CANDIDATES, said)
    scores = {name: _score(data, name) + (_DECLARED if name == said else 0.0) for name in names}
    scores = {name: score + _RARITY.get(name, 0.0) for name, score in scores.items()}
    winner = max(names, key=lambda name: scores[name])
    return winner, scores[winner]


def _eight_bit_name(declared: str) -> str:
    """The name among CANDIDATES, or Python's, of a declared encoding; empty if it is unknown or not 8-bit."""
    try:
        known = codecs.lookup(declared.strip()).name
        if len(bytes(range(32, 127)).decode(known)) != 95 or len("a".encode(known)) != 1 or "utf" in known:
            return ""
    except (LookupError, UnicodeError, ValueError):
        return ""
    return next((name for name in CANDIDATES if codecs.lookup(name).name == known), known)


def _score(data: bytes, encoding: str) -> float:
    table = bytes(range(256)).decode(encoding, "replace")
    if len(table) != 256:
        return -math.inf
    return sum(count * _pair(table[a], table[b]) for (a, b), count in _pairs(data).items())


@lru_cache(maxsize=4)
def _pairs(data: bytes) -> Counter[tuple[int, int]]:
    """Pairs of neighbouring bytes of which one is outside ASCII; all encodings are judged on the same pairs."""
    pairs: Counter[tuple[int, int]] = Counter()
    size = 0
    for run in _HIGH_RUN.finditer(data):
        stretch = data[max(run.start() - 1, 0) : run.end()] if run.start() else b" " + run.group()
        if run.end() == len(data):
            stretch += b" "
        pairs.update(pair for pair in pairwise(stretch) if max(pair) > 127)
        size += len(stretch)
        if size > 300_000:  # enough to tell
            break
    return pairs


@lru_cache(maxsize=2**17)
def _pair(a: str, b: str) -> float:
    """Log probability that *b* follows *a*."""
    left, right = (letter.lower() if letter.isalpha() else "_" for letter in (a, b))
    score = 0.0 if left == right == "_" else _table().get(left + right, _ACCENTED if _is_accented(a, b) else _UNSEEN)
    if left != "_" != right:
        if (left < "\u0250") != (right < "\u0250"):
            score = _MIXED
        elif a.islower() and b.isupper():
            score += _CASE
    misplaced = (left != "_" and b in _NOT_BEHIND_LETTERS) or (right != "_" and a in _NOT_BEFORE_LETTERS)
    if misplaced or (a.isspace() and b in _CLOSING):
        score += _MISPLACED
    return score + _character(b)


def _is_accented(a: str, b: str) -> bool:
    """Is one of two neighbours a Latin letter with a mark, and the other plain or none?"""
    marked = ["\x80" <= letter < "\u0250" and letter.isalpha() for letter in (a, b)]
    return any(marked) and not all(marked)


def _character(letter: str) -> float:
    if letter < "\x80" or letter in _COMMON or letter.isalpha():
        return _PUNCTUATION if letter in _COMMON else 0.0
    return _IMPOSSIBLE if not letter.isprintable() or letter == "\N{REPLACEMENT CHARACTER}" else _SYMBOL


@cache
def _table() -> Mapping[str, float]:
    """Letter pair → log probability of its second letter after its first, in the language where that is highest."""
    table: dict[str, float] = {}
    for file in (resources.files(__package__) / "languages" / "data" / "letters").iterdir():
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        counts = {pair: int(count) for pair, count in rows}
        totals: Counter[str] = Counter()
        for pair, count in counts.items():
            totals[pair[0]] += count
        for pair, count in counts.items():
            table[pair] = max(table.get(pair, _UNSEEN), math.log(count / totals[pair[0]]))
    return table
