"""The languages as one corpus reads them: ours, with the words of a user's own lexicon before them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from . import languages
from .languages import Entry, Language


class Tongues:
    """Languages by code. *lexicon* is a file of the user's words (``languages.read_lexicon``), or None."""

    def __init__(self, lexicon: Path | None = None) -> None:
        self.lexicon = lexicon
        self._languages: dict[str, Language] = {}

    @cached_property
    def _words(self) -> dict[str, tuple[Entry, ...]]:
        return languages.read_lexicon(self.lexicon) if self.lexicon else {}

    @cached_property
    def digest(self) -> str:
        """Changes with the lexicon; empty where there is none."""
        return hashlib.sha256(self.lexicon.read_bytes()).hexdigest()[:16] if self.lexicon else ""

    def check(self) -> None:
        """Raises LexiconError, which names the line of the lexicon that says nothing we understand."""
        for code in self._words:
            languages.get(code)

    def get(self, code: str) -> Language:
        """The language of *code*. Raises UnknownName, LexiconError."""
        if code not in self._languages:
            own = self._words.get(code, ())
            self._languages[code] = languages.with_entries(code, own) if own else languages.get(code)
        return self._languages[code]


OURS = Tongues()
"""The languages without anybody's own words."""
