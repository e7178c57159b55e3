"""The contract of the engines: each of them on disk against the memory engine, which looks at every part."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.cache import State
from corpus.errors import UnknownName
from indexer import engine as engines
from indexer.engine import And, Best, Engine, Everything, Filter, Not, Or, PartId, Phrase, Prefix, Query, Term

from .parts import FORMS, RARE, Made, parts, query, table

FACETS = ("language", "year", "journal", "colour")
FIRST, SECOND = State("corpus", 1, "a"), State("corpus", 2, "b")
QUERIES = 150  # random trees for each corpus


@pytest.fixture(params=engines.available())
def kind(request: pytest.FixtureRequest) -> engines.EngineKind:
    return engines.get(request.param)


@pytest.fixture
def empty(kind: engines.EngineKind, tmp_path: Path) -> Iterator[Engine]:
    engine = kind.open(tmp_path, None)
    yield engine
    engine.close()


def filled(engine: Engine, made: Made, state: State = FIRST) -> Engine:
    for part, (tokens, fields) in made.items():
        engine.add(part, tokens, fields)
    engine.commit(state)
    return engine


def reference(made: Made) -> Engine:
    return filled(engines.get("memory").open(Path(), None), made)


def agree(engine: Engine, made: Made, seed: int = 0) -> None:
    """*engine* answers random queries as the memory engine does that holds *made*."""
    chance, exact = random.Random(seed), reference(made)
    for _ in range(QUERIES):
        asked = query(chance)
        wanted, got = (e.search(asked, limit=None, facets=FACETS) for e in (exact, engine))
        assert got.total == wanted.total == len(got.best), asked
        scores = {match.part: match.score for match in got.best}
        assert scores == pytest.approx({m.part: m.score for m in wanted.best}, rel=1e-6, abs=1e-6), asked
        assert list(got.best) == sorted(got.best, key=lambda match: (-match.score, match.part)), asked
        assert got.facets == wanted.facets, asked


def found(engine: Engine, asked: Query) -> set[PartId]:
    return {match.part for match in engine.search(asked, limit=None).best}


# --- matches, scores, facets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_match_and_score_as_in_memory(empty: Engine, seed: int) -> None:
    made = parts(seed, range(1, 25))
    agree(filled(empty, made), made, seed)


def test_bm25_worked_out_by_hand(empty: Engine) -> None:
    """Two parts of 1 and 3 tokens; "шаар" in one of them: idf = ln(1 + 1.5 / 1.5) = 0.6931; average length 2;
    0.6931 * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1 / 2)) = 0.8713."""
    filled(empty, {PartId(1, "ky"): (table("ky", ["шаар"]), {}), PartId(2, "ky"): (table("ky", ["көч"] * 3), {})})
    (match,) = empty.search(Term("шаар"), limit=10).best
    assert match.score == pytest.approx(0.8713, abs=1e-4)


def test_scores_are_those_of_the_language_alone(empty: Engine) -> None:
    """What stands in Russian parts changes no score of a Kyrgyz one."""
    ky = {PartId(n, "ky"): (table("ky", ["шаар", "көч"] * n), {}) for n in (1, 2, 3)}
    ru = {PartId(n, "ru"): (table("ru", ["шаар"] * 9), {}) for n in range(1, 9)}
    filled(empty, ky | ru)
    mixed = {m.part: m.score for m in empty.search(Term("шаар"), limit=None).best if m.part.language == "ky"}
    assert mixed == pytest.approx({m.part: m.score for m in reference(ky).search(Term("шаар"), limit=None).best})


def test_two_lemmas_of_a_token_stand_in_one_place(empty: Engine) -> None:
    filled(empty, {PartId(1, "ky"): (table("ky", ["шаарга", "көчүү", "үй-бүлө"]), {})})
    for lemma in ("көч", "көчүү"):
        row = Phrase(((Term("шаар"),), (Term(lemma),), (Term("үй-бүлө", "form"),)))
        assert found(empty, row) == {PartId(1, "ky")}
    assert not found(empty, Phrase(((Term("көч"),), (Term("көчүү"),))))


def test_equal_scores_come_by_document_number_then_language(empty: Engine) -> None:
    made = {PartId(n, code): (table(code, ["шаар"]), {}) for n in (10, 9, 2, 1) for code in ("ru", "ky")}
    best = filled(empty, made).search(Term("шаар"), limit=None).best
    assert [match.part for match in best] == sorted(made)


def test_the_limit_cuts_matches_not_total_or_facets(empty: Engine) -> None:
    made = {PartId(n, "ky"): (table("ky", ["шаар"] * n), {"year": 2019}) for n in range(1, 8)}
    filled(empty, made)
    for limit, shown in ((0, 0), (3, 3), (7, 7), (100, 7), (None, 7)):
        answer = empty.search(Term("шаар"), limit=limit, facets=["year"])
        assert (len(answer.best), answer.total, answer.facets) == (shown, 7, {"year": {2019: 7}})


def test_facet_values_keep_their_type(empty: Engine) -> None:
    fields = {"year": 2019, "format": "pdf"}
    filled(empty, {PartId(1, "ky"): (table("ky", ["шаар"]), fields)})
    facets = empty.search(Everything(), limit=0, facets=["year", "format", "language", "colour"]).facets
    assert facets == {"year": {2019: 1}, "format": {"pdf": 1}, "language": {"ky": 1}, "colour": {}}


EVERY_KIND: Sequence[Query] = (
    Term("шаар"),
    Term(RARE, "form"),
    Term("", "root"),
    Prefix("ша"),
    Prefix(""),
    Phrase(()),
    Phrase(((),)),
    Phrase(((Term("шаар"),),)),
    And(()),
    Or(()),
    Best(()),
    Not(Term("шаар")),
    Filter("year", (2019,)),
    Everything(),
)


@pytest.mark.parametrize("asked", EVERY_KIND, ids=repr)
def test_an_empty_index_answers_nothing(empty: Engine, asked: Query) -> None:
    for engine in (empty, filled(empty, {})):
        answer = engine.search(asked, limit=10, facets=["year"])
        assert (answer.total, answer.best, answer.facets) == (0, (), {"year": {}})


@pytest.mark.parametrize(
    "asked", [Phrase(()), Phrase(((),)), And(()), Or(()), Best(()), Term(RARE), Term("")], ids=repr
)
def test_what_asks_for_nothing_finds_nothing(empty: Engine, asked: Query) -> None:
    filled(empty, parts(0, range(1, 5)))
    assert not found(empty, asked)


def test_a_very_long_word_is_a_word(empty: Engine) -> None:
    """Pasted data can be one "word" of 100,000 letters."""
    from corpus.tokens import Form, TokenTable, Vocabulary, ints

    long = "a" * 100_000
    vocabulary = Vocabulary([(0, Form(long, "en", long, (long,), long, "X"))])
    tokens = TokenTable("en", ints([0]), ints([0]), ints([len(long)]), ints([0]), vocabulary)
    filled(empty, {PartId(1, "en"): (tokens, {"journal": long})})
    assert found(empty, Term(long)) == found(empty, Filter("journal", (long,))) == {PartId(1, "en")}


# --- adding, removing, keeping -------------------------------------------------------------------------------------


def test_what_was_not_committed_is_not_seen(empty: Engine) -> None:
    made = parts(0, range(1, 5))
    filled(empty, made)
    empty.remove(list(made))
    for part, (tokens, fields) in parts(1, range(5, 9)).items():
        empty.add(part, tokens, fields)
    assert found(empty, Everything()) == set(made)


def test_removed_parts_and_documents_are_forgotten(empty: Engine) -> None:
    made = dict(parts(4, range(1, 25)))
    filled(empty, made)
    gone = sorted(made)[::4]
    empty.remove([*gone, PartId(999, "ky")])
    empty.remove_documents([2, 3, 888])
    empty.commit(SECOND)
    left = {part: held for part, held in made.items() if part not in gone and part.document not in (2, 3)}
    assert found(empty, Everything()) == set(left)
    agree(empty, left, 4)


def test_a_document_is_replaced_within_one_commit(empty: Engine) -> None:
    """As build does it: remove the document, add its parts as they are now, be they fewer."""
    made = dict(parts(5, range(1, 12)))
    filled(empty, made)
    changed = parts(6, range(1, 5))
    empty.remove_documents([1, 2, 3, 4])
    for part, (tokens, fields) in changed.items():
        empty.add(part, tokens, fields)
    empty.commit(SECOND)
    agree(empty, {part: held for part, held in made.items() if part.document > 4} | dict(changed), 5)


def test_many_commits_end_where_one_does(empty: Engine) -> None:
    """Whoosh merges segments in its own time; what matches and scores must not depend on it."""
    made = dict(parts(7, range(1, 26)))
    for number in range(1, 26):
        filled(empty, {part: held for part, held in made.items() if part.document == number})
        if number % 5 == 0:
            empty.remove_documents([number - 1])
            empty.commit(SECOND)
    agree(empty, {part: held for part, held in made.items() if part.document % 5 != 4}, 7)


def test_everything_may_go_and_come_back(empty: Engine) -> None:
    made = parts(8, range(1, 9))
    filled(empty, made)
    empty.remove_documents(range(1, 9))
    empty.commit(SECOND)
    assert empty.search(Everything(), limit=None, facets=["year"]).facets == {"year": {}}
    assert not found(empty, Or((Term("шаар"), Prefix(""), Not(Term("шаар")))))
    filled(empty, made)
    agree(empty, made, 8)


def test_the_state_is_that_of_the_last_commit(empty: Engine) -> None:
    assert empty.state() is None
    empty.commit(FIRST)
    assert empty.state() == FIRST
    empty.remove_documents([1])
    assert empty.state() == FIRST
    empty.commit(SECOND)
    assert empty.state() == SECOND


def test_closing_twice_is_no_error(empty: Engine) -> None:
    filled(empty, parts(0, range(1, 3)))
    empty.remove_documents([1])
    empty.close()
    empty.close()


def test_a_lasting_engine_opens_what_it_built(kind: engines.EngineKind, tmp_path: Path) -> None:
    if not kind.lasting:
        pytest.skip(f"{kind.name} lasts as long as the process")
    made = dict(parts(9, range(1, 12)))
    filled(kind.open(tmp_path, None), made, FIRST).close()
    engine = kind.open(tmp_path, FIRST)
    assert engine.state() == FIRST
    agree(engine, made, 9)
    engine.remove_documents([1])
    engine.add(PartId(77, "ky"), table("ky", list(FORMS)), {})
    engine.close()  # without a commit
    engine = kind.open(tmp_path, FIRST)
    agree(engine, made, 9)
    engine.remove_documents([1])
    engine.commit(SECOND)
    engine.close()
    engine = kind.open(tmp_path, SECOND)
    agree(engine, {part: held for part, held in made.items() if part.document != 1}, 9)
    engine.close()


def test_a_lasting_engine_raises_where_nothing_was_built(kind: engines.EngineKind, tmp_path: Path) -> None:
    """An empty folder that claims a state is damage, not an index of nothing."""
    if not kind.lasting:
        pytest.skip(f"{kind.name} lasts as long as the process")
    with pytest.raises(Exception):  # noqa: B017  # whatever the engine raises; build makes it anew
        kind.open(tmp_path, FIRST)


# --- the family ----------------------------------------------------------------------------------------------------


def test_an_unknown_engine_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownName, match=r"no engine named 'lucene'; known: .*memory.*whoosh"):
        engines.get("lucene")


def test_part_ids_are_read_back() -> None:
    part = PartId(12, "ky")
    assert PartId.parse(str(part)) == part
