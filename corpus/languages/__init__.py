"""Languages, found by file name. Which differences between languages does Kochmon know?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .. import families
from ..errors import LexiconError
from ._user_lexicon import Changed, changed_forms
from ._user_lexicon import extended as _extended
from ._user_lexicon import read as read_lexicon
from .base import Analysis, Counts, Entry, Language

__all__ = [
    "Analysis",
    "Changed",
    "Entry",
    "Language",
    "LexiconError",
    "as_typed",
    "available",
    "changed_forms",
    "get",
    "normalize_code",
    "read_lexicon",
    "typed_plain",
    "with_entries",
    "with_lexicon",
]

_ALIASES = {"kg": "ky", "kir": "ky", "rus": "ru", "eng": "en", "kyrgyz": "ky", "russian": "ru", "english": "en"}


def available() -> tuple[str, ...]:
    """Codes of the languages there are, sorted."""
    return families.members(__name__)


@cache
def get(code: str) -> Language:
    """The language of *code*, however it is written (``ky``, ``KY-KG``, ``kir``). Raises UnknownName."""
    language: Language = families.load(__name__, "language", normalize_code(code), "LANGUAGE")
    return language


def typed_plain(code: str) -> Language:
    """The language of *code* as it is typed without letters that a keyboard lacks: for a text that has none of them.

    >>> get("ky").lemmatize("кун")[0], typed_plain("ky").lemmatize("кун")[0]
    ('кун', 'күн')
    """
    language = get(code)
    return language.typed_plain() if language.typed_plain else language


def as_typed(language: Language, text: str) -> Language:
    """*language* as *text* is typed: a text of some length without any of the letters that keyboards lack was typed
    without them.

    Of the words of a Kyrgyz text one in seven has ң, ү or ө: a text of 400 letters without them is spelled rightly
    once in ten thousand times.

    >>> as_typed(get("ky"), "Кыргыз тилинде жазылган текст") is get("ky")
    True
    """
    if language.typed_plain is None or len(text) < _TYPED_LENGTH or not set(language.lacked).isdisjoint(text.lower()):
        return language
    return language.typed_plain()


_TYPED_LENGTH = 400  # characters


def with_lexicon(code: str, path: Path | str, *, counted: Counts | None = None) -> Language:
    """The language of *code* with the user's lexicon in *path* before its own.

    Raises LexiconError, which names the line; OSError; UnknownName where the file names a language that is none.
    """
    words = read_lexicon(Path(path))
    for named in words:
        get(named)
    return with_entries(code, words.get(get(code).code, ()), counted=counted)


def with_entries(code: str, entries: tuple[Entry, ...], *, counted: Counts | None = None) -> Language:
    """The language of *code* with *entries* before its own words.

    *counted* gives the occurrences of a lower-cased form in the corpus at hand: evidence for words that are not listed.

    >>> own = with_entries("ky", (Entry("Алтыным", "PROPN"),))  # a firm, not "my gold"
    >>> get("ky").lemmatize("Алтынымдан")[0], own.lemmatize("Алтынымдан")[0]
    ('алтын', 'алтыным')
    """
    return _extended(get(code), entries, counted)


def normalize_code(code: str) -> str:
    """A language code as users and files write it → ISO 639-1 where there is one; others lower-cased.

    >>> [normalize_code(code) for code in ("ky-KG", "ru_RU", "kir", "kg", "EN")]
    ['ky', 'ru', 'ky', 'ky', 'en']
    """
    primary = code.strip().replace("_", "-").split("-")[0].lower()
    return _ALIASES.get(primary, primary)
