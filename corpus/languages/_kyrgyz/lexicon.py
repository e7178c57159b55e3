"""The stems: ``data/ky/lexicon/*.tsv``, by domain; what the analyser, the translations and the checker read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from .. import _tables, base
from .phonology import VOWELS, drawn, sounds_of, voiced

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
    own: bool = False  # of the lexicon that the user wrote


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What an analyser knows of words. ``stems`` and ``irregular`` are keyed sound by sound; ``roots`` fills up."""

    stems: Mapping[str, tuple[Stem, ...]]
    irregular: Mapping[str, tuple[tuple[Stem, str], ...]]
    forms: Mapping[str, tuple[Stem, ...]]
    glosses: Mapping[tuple[str, str], str]
    counts: Mapping[tuple[str, str], float]
    declined: frozenset[str]  # pronouns whose cases stand among the forms, so that no rule makes them
    roots: dict[Stem, str] = field(default_factory=dict)
    plain: dict[str, tuple[str, ...]] = field(default_factory=dict)  # see spelling.restored

    ends: dict[str, int] = field(default_factory=dict)  # see endings
    begun: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # see beginnings

    def endings(self) -> dict[str, int]:
        """The last two sounds of a stem → how many stems end so."""
        if not self.ends:
            self.ends.update(Counter(key[-2:] for key in self.stems))
        return self.ends

    def beginnings(self) -> dict[str, list[tuple[str, str]]]:
        """How a stem may stand at the beginning of a word → (key of the stem, how it came to look so).

        ``whole``; ``soft`` with г, б for к, п; ``bare`` without its ь; ``lost`` a verb without its last vowel;
        ``drawn`` a verb in п with its converb (таап is тап + ып); ``irregular`` as the lexicon says.
        """
        found = self.begun
        if found:
            return found
        found.update({key: [(key, "whole")] for key in self.stems})
        for key, stems in self.stems.items():
            last, front = key[-1:], key[:-1]
            if last in "кпь":
                if last == "ь":
                    found.setdefault(front, []).append((key, "bare"))
                elif soft := voiced(key):
                    found.setdefault(soft, []).append((key, "soft"))
            elif last in VOWELS and any(stem.pos in ("VERB", "AUX") for stem in stems):
                found.setdefault(front, []).append((key, "lost"))
            if last == "п" and key[-2:-1] in VOWELS and any(stem.pos == "VERB" for stem in stems):
                found.setdefault(drawn(key), []).append((key, "drawn"))
        for key in self.irregular:
            found.setdefault(key, []).append((key, "irregular"))
        return found


@cache
def standard() -> Lexicon:
    """Our own."""
    return Lexicon(stems(), irregular(), forms(), form_glosses(), stem_counts(), declined())


def extended(words: Iterable[base.Entry]) -> Lexicon:
    """Our own with *words*, which stand before ours of the same lemma and part of speech."""
    ours = standard()
    found, odd, whole = dict(ours.stems), dict(ours.irregular), dict(ours.forms)
    glosses = dict(ours.glosses)
    for word in words:
        lemma = word.lemma.lower()
        stem = Stem(lemma, word.pos, _feature(word.note, "root"), own=True)
        for printed in {lemma, lemma.replace("ё", "е")}:
            key = sounds_of(printed)
            others = tuple(s for s in found.get(key, ()) if (s.lemma, s.pos) != (lemma, word.pos))
            found[key] = others if word.note == DROP else (stem, *others)
        for kind in ("oblique", "plural"):
            if shape := _feature(word.note, kind):
                key = sounds_of(shape)
                odd[key] = ((stem, kind), *odd.get(key, ()))
        for form in _feature(word.note, "forms").split():
            whole[form] = (stem, *whole.get(form, ()))
            glosses[form, lemma] = "FORM"
    return Lexicon(found, odd, whole, glosses, ours.counts, ours.declined)


DROP = "drop"
"""The note of a row that takes a headword of ours away."""


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
            key = sounds_of(lemma)
            found[key] = (*found[key], stem) if key in found else (stem,)
            if "ё" in lemma:  # loans are printed without the dots too: отчет
                key = sounds_of(lemma.replace("ё", "е"))
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
        for kind in ("oblique", "plural") if "=" in note else ():
            if shape := _feature(note, kind):
                key = sounds_of(shape)
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
    lines = _tables.cells("ky", "stem_counts")
    next(lines, None)
    return MappingProxyType({(lemma, pos): float(count) for lemma, pos, count in lines})


@cache
def declined() -> frozenset[str]:
    """Pronouns whose cases stand in the table of forms, so that no rule makes them: not *алды but аны."""
    return frozenset(
        stem.lemma
        for form, found in forms().items()
        for stem in found
        if stem.pos == "PRON" and form_glosses()[form, stem.lemma] == "GEN"
    )


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


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """(lemma, part of speech, note) of every headword; equivalents are not touched, so that loading is quick."""
    return tuple(_read_rows())


def _read_rows() -> Iterator[tuple[str, str, str]]:
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


def translations_with(words: Iterable[base.Entry]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """As ``translations``; an entry of *words* takes the place of ours."""
    found = dict(translations())
    for word in words:
        for key in dict.fromkeys((word.lemma, word.lemma.lower())):
            found.pop(key, None)
            if word.note != DROP:
                found[key] = {"ru": (), "en": (), **word.equivalents}
    return MappingProxyType(found)
