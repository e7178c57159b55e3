"""The stems: ``data/ky/lexicon/*.tsv``, by domain; what the analyser, the translations and the checker read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from .. import _tables
from .phonology import spell

FOLDER = Path(__file__).parent.parent / "data" / "ky" / "lexicon"


class Entry(NamedTuple):
    """A headword.

    ``note`` may hold ``oblique=орд`` (the stem before a vowel), ``plural=балдар``, ``root=…`` and ``first=noun``
    (read as a noun before it is read as its verb's verbal noun).
    """

    lemma: str
    pos: str
    russian: tuple[str, ...]
    english: tuple[str, ...]
    note: str


class Stem(NamedTuple):
    """What the analyser looks up: a lemma, its part of speech, and its root where the table gives one.

    ``verbal``: a noun in -уу that is its verb's regular verbal noun (коргоо), so that the verb is the first lemma.
    """

    lemma: str
    pos: str
    root: str = ""
    verbal: bool = False


def domains() -> tuple[str, ...]:
    """Names of the files, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


def entries(domain: str) -> Iterator[Entry]:
    """Headwords of one file, in its order.

    >>> next(entry for entry in entries("migration") if entry.lemma == "мигрант").english
    ('migrant',)
    """
    for row in _tables.rows("ky", f"lexicon/{domain}"):
        yield Entry(row["lemma"], row["pos"], _several(row["ru"]), _several(row["en"]), row["note"])


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def stems() -> Mapping[str, tuple[Stem, ...]]:
    """Stem, sound by sound → the headwords it stands for; entries of several words are left out."""
    found: dict[str, tuple[Stem, ...]] = {}
    for lemma, pos, note in _rows():
        if " " not in lemma:
            root = _feature(note, "root")
            stem = Stem(lemma, pos, root, _is_verbal(lemma, pos, root, note))
            for printed in {lemma, lemma.replace("ё", "е")}:  # loans are printed without the dots too: отчет
                key = spell(printed).sounds
                found[key] = (*found.get(key, ()), stem)
    return MappingProxyType(found)


def _is_verbal(lemma: str, pos: str, root: str, note: str) -> bool:
    regular = pos == "NOUN" and root not in ("", lemma) and _feature(note, "first") != "noun"
    return regular and lemma.endswith(("уу", "үү", "оо", "өө", "юу"))


@cache
def irregular() -> Mapping[str, tuple[tuple[Stem, str], ...]]:
    """Irregular stem, sound by sound → (headword, kind): kind ``oblique`` stands before vowels, ``plural`` is one."""
    found: dict[str, tuple[tuple[Stem, str], ...]] = {}
    for lemma, pos, note in _rows():
        for kind in ("oblique", "plural"):
            if shape := _feature(note, kind):
                key = spell(shape).sounds
                found[key] = (*found.get(key, ()), (Stem(lemma, pos), kind))
    return MappingProxyType(found)


@cache
def forms() -> Mapping[str, tuple[Stem, ...]]:
    """Whole forms that no rule makes (ага, мага, муну) → their headwords: ``data/ky/forms.tsv``."""
    found: dict[str, tuple[Stem, ...]] = {}
    for row in _tables.rows("ky", "forms"):
        found[row["form"]] = (*found.get(row["form"], ()), Stem(row["lemma"], row["pos"]))
    return MappingProxyType(found)


@cache
def stem_counts() -> Mapping[tuple[str, str], float]:
    """(lemma, part of speech) → expected occurrences in open text: ``data/ky/stem_counts.tsv``."""
    return MappingProxyType(
        {(row["lemma"], row["pos"]): float(row["count"]) for row in _tables.rows("ky", "stem_counts")}
    )


@cache
def declined() -> frozenset[str]:
    """Pronouns whose cases stand in the table of forms, so that no rule makes them: not *алды but аны."""
    return frozenset(stem.lemma for found in forms().values() for stem in found if stem.pos == "PRON")


@cache
def form_glosses() -> Mapping[tuple[str, str], str]:
    """(form, lemma) of an irregular form → its gloss, ``DAT``."""
    return MappingProxyType({(row["form"], row["lemma"]): row["label"] for row in _tables.rows("ky", "forms")})


@cache
def translations() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Lemma → ``ru`` and ``en`` → equivalents, commonest first; entries of several words too.

    Keys are lower case, as lemmas are; a name or an acronym also stands as it is printed.

    >>> translations()["миграция"]["ru"], translations()["бишкек"]["en"]
    (('миграция',), ('Bishkek',))
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for domain in domains():
        for entry in entries(domain):
            for key in dict.fromkeys((entry.lemma, entry.lemma.lower())):
                here = found.setdefault(key, {"ru": (), "en": ()})
                here["ru"] += tuple(word for word in entry.russian if word not in here["ru"])
                here["en"] += tuple(word for word in entry.english if word not in here["en"])
    return MappingProxyType(found)


def _rows() -> Iterator[tuple[str, str, str]]:
    """(lemma, part of speech, note) of every headword; equivalents are not touched, so that loading is quick."""
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line and line[0] != "#":
                lemma, pos, _, _, note = [*line.split("\t"), "", "", "", ""][:5]
                if lemma != "lemma":
                    yield lemma.lower(), pos, note


def _feature(note: str, name: str) -> str:
    if "=" not in note:
        return ""
    return next((part.partition("=")[2] for part in note.split("; ") if part.startswith(f"{name}=")), "")
