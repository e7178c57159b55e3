"""Languages, found by file name. Which differences between languages does Kochmon know?"""

from __future__ import annotations

from functools import cache

from .. import families
from .base import Analysis, Language

__all__ = ["Analysis", "Language", "available", "get", "normalize_code", "typed_plain"]

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


def normalize_code(code: str) -> str:
    """A language code as users and files write it → ISO 639-1 where there is one; others lower-cased.

    >>> [normalize_code(code) for code in ("ky-KG", "ru_RU", "kir", "kg", "EN")]
    ['ky', 'ru', 'ky', 'ky', 'en']
    """
    primary = code.strip().replace("_", "-").split("-")[0].lower()
    return _ALIASES.get(primary, primary)
