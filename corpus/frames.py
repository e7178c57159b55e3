"""The project's values as a pandas data frame: one value a row, everything in it readable.

::

    import corpus

    texts = corpus.open("migration.kochmon")
    corpus.data_frame(texts)                                  # a row a document: title, authors, year, languages …
    corpus.data_frame(texts.kwic("чек ара"))                  # a row a line: left, match, right, start, stop …
    corpus.data_frame(texts.frequencies("ky")).head(20)
    corpus.data_frame(texts.concepts)                         # a column a language, the preferred label first
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from . import extras
from .concepts import Concept, TermEntry
from .concordance import Line
from .documents import Document, Keyword, KeywordList, Span
from .glossary import LANGUAGES

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]
T = TypeVar("T")

JOINER = " | "
"""Between texts that stand in one cell."""


def data_frame(values: Iterable[object]) -> pandas.DataFrame:
    """A row for each of *values*: any of the project's frozen values, or what yields them (a corpus, a concordance, the
    results of a search).

    A span becomes the columns ``start`` and ``stop`` (characters, half-open); what is said by language a column a
    language; several texts stand in one cell, separated by `` | ``; whole numbers that may be missing have the type
    ``Int64``. Raises MissingExtra where pandas is not installed, TypeError for what is no value of the project.
    """
    pandas = extras.load("pandas", "a data frame", "pandas")
    rows = list(map(row, values))
    fullest_first = sorted(rows, key=len, reverse=True)  # it has the columns in their order
    names = list(dict.fromkeys(name for made in fullest_first for name in made))
    columns = {name: [made.get(name) for made in rows] for name in names}
    return pandas.DataFrame({name: _column(pandas, column) for name, column in columns.items()})


def row(value: object) -> Row:
    """Column → cell of one value; needs no pandas. Raises TypeError.

    >>> from corpus.concepts import Label
    >>> row(Concept(7, (Label("чек ара", "ky"), Label("граница", "ru"), Label("рубеж", "ru", preferred=False))))
    {'id': 7, 'ky': 'чек ара', 'ru': 'граница | рубеж', 'class': 'review', 'confidence': 1.0, 'documents': ''}
    """
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(
            f"a data frame is made of Kochmon's values (lines, documents, concepts …), not of {value!r:.60}"
        )
    for kind, made in _KINDS:
        if isinstance(value, kind):
            return made(value)
    return {name: cell for field in fields(value) for name, cell in _cells(value, field.name).items()}


# --- values whose fields say less than they hold ---------------------------------------------------------------------


def _document(document: Document) -> Row:
    facts = document.metadata
    return {
        "document": document.id,
        "title": document.title,
        "authors": JOINER.join(facts.authors),
        "year": facts.year,
        "journal": facts.journal,
        "volume": facts.volume,
        "issue": facts.issue,
        "pages": facts.pages,
        "doi": facts.doi,
        "languages": ", ".join(document.languages),
        "format": document.format,
        "characters": len(document.text),
        "keywords": JOINER.join(map(_list, document.keyword_lists)),
    }


def _list(keywords: KeywordList) -> str:
    return f"{keywords.language}: {'; '.join(keyword.text for keyword in keywords.keywords)}"


def _concept(concept: Concept) -> Row:
    return {
        "id": concept.id,
        **{code: JOINER.join(texts) for code, texts in _in_order(concept.by_language()).items()},
        "class": concept.link_class.value,
        "confidence": concept.confidence,
        "documents": JOINER.join(concept.documents),
    }


def _entry(entry: TermEntry) -> Row:
    terms = {code: own for code, own in _in_order(entry.terms).items() if own}
    return {
        "id": entry.id,
        **{code: JOINER.join(term.text for term in own) for code, own in terms.items()},
        **{f"frequency_{code}": sum(term.frequency for term in own) for code, own in terms.items()},
        **{f"definition_{code}": text for code, text in entry.definitions.items()},
        **{f"note_{code}": text for code, text in entry.notes.items()},
        **{
            f"example_{code}": JOINER.join(example.text for term in own for example in term.examples)
            for code, own in terms.items()
        },
        "subject": entry.subject,
        "class": entry.link_class.value,
        "confidence": entry.confidence,
        "documents": JOINER.join(entry.documents),
    }


def _in_order(by_language: Mapping[str, T]) -> dict[str, T]:
    """Kyrgyz, Russian, English, then others."""
    codes = [code for code in LANGUAGES if code in by_language] + sorted(by_language.keys() - set(LANGUAGES))
    return {code: by_language[code] for code in codes}


_KINDS: tuple[tuple[type, Callable[[Any], Row]], ...] = (
    (Document, _document),
    (Concept, _concept),
    (TermEntry, _entry),
)


# --- any other value -------------------------------------------------------------------------------------------------


def _cells(value: object, name: str) -> Row:
    """The columns that a field becomes."""
    said = getattr(value, name)
    if isinstance(said, Span):
        before = "" if name == "span" else f"{name}_"
        return {f"{before}start": said.start, f"{before}stop": said.stop}
    if isinstance(said, Document):
        return {name: said.id, "title": said.title, "year": said.metadata.year}
    if isinstance(said, Mapping) and all(isinstance(inside, Line | None) for inside in said.values()):
        return {code: "" if line is None else _text(line) for code, line in said.items()}
    return {name: _shown(value, name, said)}


def _shown(value: object, name: str, said: object) -> object:
    """A cell. Several values that have a line of their own (``reasons`` → ``reason``) are shown as that."""
    if _is_several(said) and isinstance(getattr(type(value), name.removesuffix("s"), None), property):
        said = getattr(value, name.removesuffix("s"))
    return said if said is None or type(said) in (str, int, float, bool) else _text(said)


def _is_several(said: object) -> bool:
    return isinstance(said, Sequence) and any(is_dataclass(inside) for inside in said)


def _text(said: object) -> str:
    """A nested value as a person would write it."""
    if isinstance(said, Enum):
        return str(said.value)
    if isinstance(said, Line):
        return f"{said.left}[{said.match}]{said.right}".strip()
    if isinstance(said, Span):
        return f"{said.start}–{said.stop}"
    if isinstance(said, Document):
        return said.id
    if isinstance(said, Keyword | KeywordList):
        return said.text if isinstance(said, Keyword) else _list(said)
    if isinstance(said, float):
        return f"{said:.4g}"
    if isinstance(said, Mapping):
        return "; ".join(f"{key}: {_text(inside)}" for key, inside in said.items())
    if isinstance(said, Iterable) and not isinstance(said, str):
        return JOINER.join(map(_text, said))
    if is_dataclass(said) and not isinstance(said, type) and type(said).__str__ is object.__str__:
        named = next((getattr(said, name) for name in ("text", "id") if hasattr(said, name)), None)
        return str(said) if named is None else str(named)
    return "" if said is None else str(said)


def _column(pandas: Any, cells: Sequence[Any]) -> Any:
    """Whole numbers stay whole where some are missing."""
    known = [cell for cell in cells if cell is not None]
    if known and len(known) < len(cells) and all(type(cell) is int for cell in known):
        return pandas.array(cells, dtype="Int64")
    return list(cells)


__all__ = ["data_frame", "row"]
