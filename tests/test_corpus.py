"""The corpus as a researcher holds it: names, links, decisions, glossary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus import errors, pipeline
from corpus.corpus import Corpus, open_corpus
from corpus.decisions import Action, Decision, Name

from .conftest import ARTICLE, MakeCorpus, write

REJECT = "reject  ky:чек ара = ru:граница\n"
REJECTION = Decision(Action.REJECT, Name("ky", "чек ара"), Name("ru", "граница"))


def labels(corpus: Corpus) -> set[frozenset[str]]:
    return {frozenset(label.text for label in concept.labels) for concept in corpus.concepts}


BORDER = frozenset({"чек ара", "граница", "border"})


@pytest.fixture
def texts(corpus: MakeCorpus) -> Corpus:
    made = corpus({"a.txt": ARTICLE})
    assert BORDER in labels(made)
    return made


class TestNames:
    def test_a_document_goes_by_id_path_and_file_name(
        self, corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = corpus({"x/a.txt": "Бир.\n", "y/b.txt": "Эки.\n"})
        monkeypatch.chdir(tmp_path / "texts")
        for name in ("x/a.txt", "a.txt", str(tmp_path / "texts" / "x" / "a.txt"), "./x/a.txt"):
            assert texts.document(name).id == "x/a.txt"

    def test_an_unknown_one_is_told_with_the_nearest(self, texts: Corpus) -> None:
        with pytest.raises(errors.NotFound, match=r"did you mean 'a\.txt'"):
            texts.document("a.tx")

    def test_nothing_goes_unless_all_are_known(self, texts: Corpus) -> None:
        with pytest.raises(errors.NotFound):
            texts.remove(["a.txt", "nobody.txt"])
        assert len(texts) == 1

    def test_a_concept_goes_by_label_form_and_id(self, texts: Corpus) -> None:
        [concept] = texts.concepts_named("ru:граница")
        for name in ("граница", "границы", "чек араны", f"c{concept.id}", "KY:Чек ара"):
            assert [found.id for found in texts.concepts_named(name)] == [concept.id]
        with pytest.raises(errors.NotFound, match="граница"):
            texts.concepts_named("граннца")


class TestLinks:
    def test_ids_survive(self, texts: Corpus, tmp_path: Path) -> None:
        before = {frozenset(c.labels): c.id for c in texts.concepts}
        texts.relink()
        assert {frozenset(c.labels): c.id for c in texts.concepts} == before
        write(
            tmp_path / "texts",
            {"0.txt": ARTICLE.replace("чек ара", "виза").replace("граница", "виза").replace("border", "visa")},
        )
        texts.add(tmp_path / "texts")
        after = {frozenset(c.labels): c.id for c in texts.concepts}
        assert {labels: after[labels] for labels in before if labels in after}.items() <= before.items()
        assert len(after) > len(before)
        texts.rebuild(repair=True)
        assert {frozenset(c.labels): c.id for c in texts.concepts} == after

    def test_are_made_at_the_next_opening_after_a_kill(self, texts: Corpus) -> None:
        with texts.store.transaction():  # documents are in, links are not
            texts.store.put_concepts([], revision=-1)
        path = texts.path
        texts.close()
        with open_corpus(path, write=False) as again:
            assert again.concepts == ()
        with open_corpus(path) as again:
            assert BORDER in labels(again)

    def test_documents_that_came_while_linking_are_not_forgotten(
        self, texts: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "more", {"b.txt": ARTICLE.replace("чек ара", "виза").replace("граница", "виза")})
        link = pipeline.linking.link

        def slow(*given: object, **named: object) -> object:
            monkeypatch.undo()
            with open_corpus(texts.path) as other:
                other.add(tmp_path / "more")
            return link(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(pipeline.linking, "link", slow)
        texts.relink()
        assert texts.store.meta("linked") != str(texts.store.revision)
        path = texts.path
        texts.close()
        with open_corpus(path) as again:
            assert any("виза" in found for found in labels(again))

    def test_an_empty_corpus_links_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pipeline.linking, "link", lambda *_, **__: pytest.fail("languages were loaded"))
        open_corpus(tmp_path / "c.kochmon").close()


class TestDecisions:
    def test_are_written_beside_and_applied(self, texts: Corpus) -> None:
        assert texts.decide(REJECTION)
        assert texts.decisions_path.name == "corpus.decisions.txt"
        assert BORDER not in labels(texts) and texts.decisions == (REJECTION,)
        assert not texts.decide(REJECTION)

    def test_edited_by_hand_are_read_at_the_next_opening(self, texts: Corpus) -> None:
        texts.close()
        texts.decisions_path.write_bytes(b"\xef\xbb\xbf# on paper\r\n" + REJECT.encode())
        with open_corpus(texts.path) as again:
            assert BORDER not in labels(again)
            again.decide(Decision(Action.DROP, Name("en", "border")))
            assert again.decisions_path.read_text(encoding="utf-8").startswith("# on paper")

    def test_a_file_that_is_gone_leaves_those_last_applied(self, texts: Corpus, tmp_path: Path) -> None:
        texts.decide(REJECTION)
        texts.decisions_path.unlink()
        texts.close()
        with open_corpus(texts.path) as again:
            assert BORDER not in labels(again) and again.decisions == (REJECTION,)
            again.decide(Decision(Action.DROP, Name("en", "border")))
            assert len(again.decisions_path.read_text(encoding="utf-8").splitlines()) == 2

    def test_travel_in_the_corpus(self, texts: Corpus, tmp_path: Path) -> None:
        texts.decide(REJECTION)
        texts.close()
        (tmp_path / "mail").mkdir()
        with open_corpus(shutil.copy(texts.path, tmp_path / "mail" / "c.kochmon"), write=False) as mailed:
            assert mailed.decisions == (REJECTION,) and BORDER not in labels(mailed)

    @pytest.mark.parametrize("damage", [b"rejcet ky:a = ru:b\n", b"reject ky:\xff\xfe\n"])
    def test_a_damaged_file_is_told_and_those_last_applied_hold(
        self, texts: Corpus, tmp_path: Path, damage: bytes
    ) -> None:
        texts.decide(REJECTION)
        texts.close()
        texts.decisions_path.write_bytes(REJECT.encode() + damage)
        with open_corpus(texts.path) as again:
            assert len(again) == 1 and BORDER not in labels(again) and len(again.kwic("чек ара")) == 1
            assert again.glossary() and again.rebuild() == 1
            assert again.decision_error is not None and again.decision_error.line == 2
            with pytest.raises(errors.DecisionError, match=":2:"):
                _ = again.decisions
            with pytest.raises(errors.DecisionError):
                again.decide(Decision(Action.DROP, Name("en", "border")))
            assert again.decisions_path.read_bytes().endswith(damage)
            write(tmp_path / "texts", {"b.txt": ARTICLE.replace("чек ара", "виза").replace("граница", "виза")})
            report = again.add(tmp_path / "texts")
            assert [note for note in report.notes if ":2:" in note]
            assert any("виза" in found for found in labels(again)) and BORDER not in labels(again)
            again.decisions_path.write_text("", encoding="utf-8")
            again.add(tmp_path / "texts")
            assert again.decision_error is None and BORDER in labels(again)

    def test_of_a_corpus_in_memory_touch_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "t", {"a.txt": ARTICLE})
        with open_corpus(":memory:") as texts:
            texts.add("t")
            assert texts.decide(REJECTION) and texts.decisions == (REJECTION,) and BORDER not in labels(texts)
        assert [entry.name for entry in tmp_path.iterdir()] == ["t"]

    def test_many_at_once(self, texts: Corpus) -> None:
        more = [REJECTION, Decision(Action.DROP, Name("en", "border"))]
        assert texts.decide_all(more) == 2 and texts.decide_all(more) == 0
        assert len(texts.decisions) == 2


def test_overview(corpus: MakeCorpus) -> None:
    texts = corpus({"a.txt": ARTICLE, "b.csv": "title_ky,title_ru,year\nЧек ара,Граница,2019\nКалк,Население,2021\n"})
    overview = texts.overview
    assert (overview.documents, overview.concepts, overview.years) == (3, len(texts.concepts), (2019, 2021))
    assert dict(overview.formats) == {"table": 2, "txt": 1}
    assert dict(overview.keyword_lists) == {"en": 1, "ky": 1, "ru": 1}
    for code in ("ky", "ru", "en"):
        parts = [texts.store.part(texts.store.number(d.id) or 0, code) for d in texts]
        tokens = [token.text for part in parts if part for token in part]
        assert (overview.words[code], overview.forms[code]) == (len(tokens), len(set(tokens)))


def test_glossary_shows_each_term_with_its_sentence(texts: Corpus) -> None:
    entry = next(
        entry for entry in texts.glossary() if "эмгек миграциясы" in [t.text for t in entry.terms.get("ky", ())]
    )
    [term] = entry.terms["ky"]
    assert (term.frequency, term.documents) == (3, 1)
    assert [e.text for e in term.examples] == [
        "Макалада эмгек миграциясы жана анын үй-бүлөгө тийгизген таасири каралат."
    ]
    for example in term.examples:
        assert [span.of(example.text).lower() for span in example.matches] == ["эмгек миграциясы"]


def test_shown_in_a_notebook(texts: Corpus) -> None:
    assert repr(texts) == "<Corpus corpus.kochmon: 1 documents, 3 concepts>"
    assert "<td>a.txt</td>" in texts._repr_html_()
