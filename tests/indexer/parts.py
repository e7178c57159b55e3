"""Small corpora of made-up words for the engines: parts of random tokens, and random query trees over them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from corpus.tokens import Form, TokenTable, Vocabulary, ints
from indexer.engine import And, Best, Everything, Filter, Not, Or, PartId, Phrase, Prefix, Query, Term

LANGUAGES = ("en", "ky", "ru")
FORMS = {
    # form: lemmas, root; short lists, so that rows and repetitions come up
    "көчтү": (("көч",), "көч"),
    "көчүү": (("көчүү", "көч"), "көч"),
    "көч": (("көч",), "көч"),
    "шаар": (("шаар",), "шаар"),
    "шаарга": (("шаар",), "шаар"),
    "үй-бүлө": (("үй-бүлө",), "үй-бүлө"),
    "don't": (("do", "don't"), "do"),
    "2019": (("2019",), "2019"),
    "а": (("а",), "а"),
}
RARE = "кыш"  # in no part
Made = Mapping[PartId, tuple[TokenTable, Mapping[str, str | int]]]

_VOCABULARIES = {
    code: Vocabulary(
        (number, Form(form, code, form, lemmas, root, "X"))
        for number, (form, (lemmas, root)) in enumerate(FORMS.items())
    )
    for code in LANGUAGES
}


def table(language: str, forms: Sequence[str]) -> TokenTable:
    """The tokens of a text in which *forms* stand in a row, a blank between them."""
    vocabulary = _VOCABULARIES[language]
    numbers = [vocabulary.number(language, form) for form in forms]
    starts, at = [], 0
    for form in forms:
        starts.append(at)
        at += len(form) + 1
    stops = [start + len(form) for start, form in zip(starts, forms, strict=True)]
    return TokenTable(language, ints(numbers), ints(starts), ints(stops), ints([0] if forms else []), vocabulary)


def parts(seed: int, documents: Sequence[int]) -> Made:
    """Parts of some of the languages for each document, some of them empty, with fields that some lack."""
    chance = random.Random(seed)
    made: dict[PartId, tuple[TokenTable, Mapping[str, str | int]]] = {}
    for number in documents:
        fields: dict[str, str | int] = {"document": f"{number}.txt", "format": chance.choice(["pdf", "txt"])}
        if chance.random() < 0.7:
            fields["year"] = chance.choice([2018, 2019, 2020])
        if chance.random() < 0.3:
            fields["journal"] = "Көч жана шаар: №1"
        for code in chance.sample(LANGUAGES, chance.randint(1, 3)):
            forms = chance.choices(list(FORMS), k=chance.choice([0, 1, 4, 12, 40]))
            made[PartId(number, code)] = (table(code, forms), fields)
    return made


def term(chance: random.Random) -> Term:
    layer = chance.choice(["form", "lemma", "root"])
    text = chance.choice([*FORMS, RARE])
    return Term(text, layer, chance.choice([0.5, 1.0, 1.1]))  # type: ignore[arg-type]


def query(chance: random.Random, depth: int = 3) -> Query:
    """A random tree."""
    leaf = chance.random() < 0.3 or not depth
    if leaf:
        match chance.randrange(8):
            case 0:
                return Prefix(chance.choice(["кө", "ша", "д", "201", RARE, ""]), chance.choice([1.0, 2.0]))
            case 1:
                return Filter(*chance.choice(_FILTERS))
            case 2:
                return Everything()
            case 3 | 4:
                slots = [tuple(term(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(0, 3))]
                return Phrase(tuple(slots), chance.choice([0.5, 1.0]))
            case _:
                return term(chance)
    kind = chance.choice([And, Or, Best, Not])
    if kind is Not:
        return Not(query(chance, depth - 1))
    return kind(tuple(query(chance, depth - 1) for _ in range(chance.randint(0, 3))))  # type: ignore[no-any-return]


_FILTERS: list[tuple[str, tuple[str | int, ...]]] = [
    ("language", ("ky",)),
    ("language", ("ru", "en", "xx")),
    ("year", (2019, 2020)),
    ("year", ("2018",)),
    ("journal", ("Көч жана шаар: №1",)),
    ("journal", ("шаар",)),
    ("document", ("3.txt",)),
    ("year", ("None",)),
    ("colour", ("red",)),
    ("format", ()),
]

__all__ = ["FORMS", "LANGUAGES", "RARE", "parts", "query", "table", "term"]
