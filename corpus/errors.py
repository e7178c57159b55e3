"""Everything that Kochmon raises on purpose.

KochmonError
├── UnknownName            a name that no member of a family bears, with the names that exist
├── UnreadableFile         one file could not be taken in: its path, the reason, what to do
│   ├── UnknownFormat      no reader takes it
│   ├── EmptyFile          no bytes, or no text in them
│   ├── DamagedFile        broken, cut off, of another kind than it says
│   ├── ProtectedFile      it asks for a password
│   ├── NoTextLayer        a scan: pages without text
│   ├── TooLarge           above the limit of ``--max-size``
│   ├── UnknownEncoding    its bytes are text in no encoding we know
│   └── NotPermitted       the system does not let us read it
├── CorpusFileError        the corpus file itself
│   ├── NotACorpus         another kind of file
│   ├── NewerSchema        made by a later Kochmon
│   ├── ReadOnlyCorpus     it may be read but not written
│   ├── CorpusInUse        another process writes it now
│   └── DiskFull
├── NotFound               no such document, concept or label; with the nearest that exist
├── QueryError             what was typed cannot be a query: position and suggestion
├── DecisionError          a line of a decisions file: its number and what is wrong
    ├── LexiconError           a line of a user's lexicon, likewise
├── OutputExists           a file stands there already
└── MissingExtra           a capability whose optional package is not installed
"""

from __future__ import annotations

from collections.abc import Iterable


class KochmonError(Exception):
    """Base of all. ``str(error)`` is one line for a person; the fields are for programs."""


class UnknownName(KochmonError):
    """``no language named 'kg'; known: en, ky, ru``."""

    def __init__(self, family: str, name: str, known: Iterable[str]) -> None:
        self.family, self.name, self.known = family, name, tuple(sorted(known))
        super().__init__(f"no {family} named '{name}'; known: {', '.join(self.known)}")


class UnreadableFile(KochmonError):
    """A file that was left out. The run goes on; the summary counts it."""

    reason = "could not be read"
    advice = ""

    def __init__(self, path: str, reason: str = "", advice: str = "") -> None:
        self.path = path
        self.reason = reason or self.reason
        self.advice = advice or self.advice
        super().__init__(f"{path}: {self.reason}" + (f"; {self.advice}" if self.advice else ""))


class UnknownFormat(UnreadableFile):
    reason = "no reader takes this kind of file"


class EmptyFile(UnreadableFile):
    reason = "empty: it holds no text"


class DamagedFile(UnreadableFile):
    reason = "damaged"


class ProtectedFile(UnreadableFile):
    reason = "needs a password"
    advice = "save a copy without one and add that"


class NoTextLayer(UnreadableFile):
    reason = "a scan: its pages hold pictures and no text"
    advice = "run it through OCR and add the result"


class TooLarge(UnreadableFile):
    reason = "too large"


class UnknownEncoding(UnreadableFile):
    reason = "its bytes are text in no encoding that we know"
    advice = "name it with --encoding"


class NotPermitted(UnreadableFile):
    reason = "the system does not permit reading it"


class CorpusFileError(KochmonError):
    """Something about the corpus file at ``path``."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class NotACorpus(CorpusFileError):
    pass


class NewerSchema(CorpusFileError):
    pass


class ReadOnlyCorpus(CorpusFileError):
    pass


class CorpusInUse(CorpusFileError):
    pass


class DiskFull(CorpusFileError):
    pass


class NotFound(KochmonError):
    """``no document named 'x.txt'; did you mean 'y.txt'?``."""

    def __init__(self, kind: str, name: str, nearest: Iterable[str] = ()) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        hint = f"; did you mean {' or '.join(repr(n) for n in self.nearest)}?" if self.nearest else ""
        super().__init__(f"no {kind} named '{name}'{hint}")


class QueryError(KochmonError):
    """What was typed cannot be searched. ``position`` counts characters from 0."""

    def __init__(self, message: str, *, position: int = 0, suggestion: str = "") -> None:
        self.position, self.suggestion = position, suggestion
        super().__init__(message + (f"; {suggestion}" if suggestion else ""))


class DecisionError(KochmonError):
    """A line of a decisions file that says nothing we understand. ``line`` counts from 1."""

    def __init__(self, path: str, line: int, message: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {message}")


class LexiconError(KochmonError):
    """A line of a user's lexicon that says nothing we understand. ``line`` counts from 1."""

    def __init__(self, path: str, line: int, message: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {message}")


class OutputExists(KochmonError):
    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} exists already; --force overwrites it")


class MissingExtra(KochmonError):
    """``TBX validation needs …: pip install 'kochmon[skos]'``."""

    def __init__(self, what: str, extra: str) -> None:
        self.what, self.extra = what, extra
        super().__init__(f"{what} needs an optional package: pip install 'kochmon[{extra}]'")
