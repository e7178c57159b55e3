"""A text as CoNLL-U: sentences, words and punctuation, each word with the best reading of its form.

The readings are those of forms, not of contexts; there is no syntax, so the last columns are empty (``_``).
Source: the format of Universal Dependencies, https://universaldependencies.org/format.html
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from .analysis import sentences, words
from .documents import Span
from .languages import Analysis, Language, normalize_code
from .tongues import OURS, Tongues

_BREAK = re.compile(r"\n[^\S\n]*\n")
_SIGNS = re.compile(r"(\S)\1*")  # a sign, or the same one several times


class Word(NamedTuple):
    """A line of the file: what stands in its columns, ``span`` in the text."""

    form: str
    lemma: str
    pos: str
    features: str
    tier: str
    span: Span


def parse(text: str, language: str, tongues: Tongues = OURS) -> Iterator[list[Word]]:
    """The sentences of *text* as lists of words and signs, in order. Raises UnknownName."""
    tongue = tongues.get(normalize_code(language))
    for sentence in sentences(text, tongue.code):
        found = list(_tokens(text, sentence, tongue))
        if found:
            yield found


def conllu(text: str, language: str, *, first: int = 1, tongues: Tongues = OURS) -> Iterator[str]:
    """The lines of a CoNLL-U file, without line ends. Sentences are numbered from *first*.

    ``MISC`` has ``SpaceAfter=No``, and ``Tier=letters`` or ``plain`` for a word that was read in another spelling.
    *tongues* are the languages as a corpus reads them. Raises UnknownName, LexiconError.

    >>> lines = list(conllu("Китептерди окудук.", "ky"))
    >>> lines[2], lines[3].split("\\t")[:6]
    ('# text = Китептерди окудук.', ['1', 'Китептерди', 'китеп', 'NOUN', '_', 'Case=Acc|Number=Plur'])
    """
    stop = None
    for number, sentence in enumerate(parse(text, language, tongues), first):
        start = sentence[0].span.start
        if stop is None or _BREAK.search(text, stop, start):
            yield "# newpar"
        stop = sentence[-1].span.stop
        yield f"# sent_id = {number}"
        yield f"# text = {_one_line(text[start:stop])}"
        for place, word in enumerate(sentence, 1):
            followed = sentence[place].span.start if place < len(sentence) else None
            yield "\t".join(
                [
                    str(place),
                    word.form,
                    word.lemma or word.form,
                    word.pos,
                    "_",
                    word.features or "_",
                    "_",
                    "_",
                    "_",
                    _misc(word, followed),
                ]
            )
        yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _misc(word: Word, followed: int | None) -> str:
    parts = ["SpaceAfter=No"] if followed == word.span.stop else []
    if word.tier != "exact":
        parts.append(f"Tier={word.tier}")
    return "|".join(parts) or "_"


def _tokens(text: str, sentence: Span, language: Language) -> Iterator[Word]:
    place = sentence.start
    for number, span in enumerate(words(text, sentence)):
        yield from _signs(text, place, span.start)
        yield _word(span.of(text), span, language, first=number == 0)
        place = span.stop
    yield from _signs(text, place, sentence.stop)


def _word(form: str, span: Span, language: Language, *, first: bool) -> Word:
    """A word that no reading explains is a name if a capital within its sentence says so."""
    reading: Analysis = language.analyze(form)[0]
    pos = reading.pos
    if not any(map(str.isalpha, form)):
        pos = "NUM"
    elif pos == "X" and form[0].isupper() and not first:
        pos = "PROPN"
    return Word(form, reading.lemma, pos, reading.features, reading.tier, span)


def _signs(text: str, start: int, stop: int) -> Iterator[Word]:
    for match in _SIGNS.finditer(text, start, stop):
        sign = match.group()
        pos = "PUNCT" if unicodedata.category(sign[0]).startswith("P") else "SYM"
        yield Word(sign, sign, pos, "", "exact", Span(*match.span()))
