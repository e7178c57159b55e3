"""Suffix labels → features of Universal Dependencies: ``data/ky/features.tsv``, and what no suffix shows."""

from __future__ import annotations

from functools import cache, lru_cache

from .. import _tables

_NOMINAL = ("NOUN", "PROPN", "PRON")
_PERSON = frozenset({"1SG", "2SG", "2SG.POL", "3", "1PL", "2PL", "2PL.POL"})
_MAY_BE_FINITE = frozenset({"PRF", "EVID", "HAB", "AOR", "AOR.NEG", "INT"})


@lru_cache(maxsize=20_000)
def of(pos: str, labels: tuple[str, ...]) -> str:
    """Features of a word by its part of speech and its chain of labels, sorted, as CoNLL-U writes them.

    A nominal without a case is nominative; a finite verb without a person is in the third; -а without a person is
    a converb (бара жатат) but in a question (барабы), and -ган with one is finite.

    >>> of("NOUN", ("PL", "POSS.3", "GEN"))
    'Case=Gen|Number=Plur|Person[psor]=3'
    >>> of("VERB", ("PRS", "3")), of("VERB", ("PRS",))
    ('Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin', 'VerbForm=Conv')
    """
    parts = [label for joined in labels for label in joined.split("-")]
    found = {"Case": "Nom", "Number": "Sing"} if pos in _NOMINAL else {}
    for place, label in enumerate(parts):
        persons = _PERSON.intersection(parts[place + 1 :])
        if label == "PRS" and not persons and "Q" not in parts:
            found["VerbForm"] = "Conv"
            continue
        found.update(_features().get(label, {}))
        if label in _MAY_BE_FINITE and persons:
            found |= {"Mood": "Ind", "VerbForm": "Fin"}
    if "3PL" in parts:
        found["Number"] = "Plur"  # барышат: the person that follows says third, not one
    if found.get("VerbForm") == "Fin":
        found.setdefault("Person", "3")
        found.setdefault("Number", "Sing")
    elif pos == "VERB" and not parts:
        found = {"Mood": "Imp", "Number": "Sing", "Person": "2", "VerbForm": "Fin"}
    return "|".join(f"{name}={value}" for name, value in sorted(found.items(), key=lambda pair: pair[0].lower()))


@cache
def _features() -> dict[str, dict[str, str]]:
    return {
        row["label"]: dict(pair.split("=", 1) for pair in row["features"].split("|"))
        for row in _tables.rows("ky", "features")
    }
