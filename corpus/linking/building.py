"""The steps of linking, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..concepts import Concept, Evidence, Label, LinkClass
from ..decisions import Decision
from ..documents import KeywordList, Span
from . import tables
from .abstracts import support
from .clusters import Cluster, Edge, cluster
from .counts import Together
from .found import Found
from .identity import numbers
from .labels import Forms, Node, Printed, content, listing, node
from .learning import Learnt, LearntWords
from .lexicon import ACRONYM, Lexicon, of_languages
from .pairs import InOrder, Linker
from .similarity import Similarity, Words
from .verdicts import Verdicts, named

PASSES = 2


@dataclass(frozen=True, slots=True)
class Article:
    """What linking sees of a document: its id, its keyword lists, and its abstracts by language."""

    document: str
    keyword_lists: tuple[KeywordList, ...]
    abstracts: Mapping[str, str] = field(default_factory=dict)


def link(
    articles: Sequence[Article], *, decisions: Sequence[Decision] = (), previous: Sequence[Concept] = ()
) -> tuple[Concept, ...]:
    """Concepts in the order of their ids; every keyword that was not dropped is a label of exactly one.

    The order of *articles* makes no difference. Ids of *previous* survive where most labels do.
    """
    lists = (keywords for article in articles for keywords in article.keyword_lists)
    labels = {node(keyword.language, keyword.text) for keywords in lists for keyword in keywords.keywords}
    return link_with(of_languages(near=labels), articles, decisions=decisions, previous=previous)


def link_with(
    lexicon: Lexicon,
    articles: Sequence[Article],
    *,
    decisions: Sequence[Decision] = (),
    previous: Sequence[Concept] = (),
    passes: int = PASSES,
) -> tuple[Concept, ...]:
    """``link`` with a dictionary of one's own."""
    articles = sorted(articles, key=lambda article: article.document)
    verdicts = Verdicts(decisions)
    sheets = {a.document: listing(a.keyword_lists, verdicts.dropped(a.document)) for a in articles}
    found = _found(sheets, lexicon, verdicts, passes)
    forms = Forms()
    for article in articles:
        forms.add(article.keyword_lists)
    abstracts = {article.document: article.abstracts for article in articles}
    return _Builder(sheets, found, forms, verdicts, abstracts).concepts(previous)


def _found(
    sheets: Mapping[str, Mapping[str, list[Printed]]], lexicon: Lexicon, verdicts: Verdicts, passes: int
) -> list[Found]:
    """The links of all articles, pass after pass; each pass knows what the one before it found."""
    together = Together(list(sheets.values()))
    words = Words(_decided(lexicon, verdicts))
    similarity: Similarity | None = None
    orderliness = InOrder().share
    found: list[Found] = []
    for _ in range(passes):
        similarity = Similarity(words, LearntWords(found), similarity) if similarity else Similarity(words)
        linker = Linker(similarity, together, Learnt(found, together), verdicts)
        found = [link for document, terms in sheets.items() for link in linker.link(document, terms, orderliness)]
        orderliness = linker.in_order.share
    return found


def _decided(lexicon: Lexicon, verdicts: Verdicts) -> Lexicon:
    """The dictionary and what a person accepted, which is also true of words in other terms."""
    joins = verdicts.joins()
    if not joins:
        return lexicon
    known = lexicon.copy()
    for decision, first, second in joins:
        if decision.document is None and first.language != second.language and len(first.lemmas + second.lemmas) == 2:
            known.add_words(first.language, first.lemmas[0], second.language, second.lemmas[0], 1.0)
    return known


class _Builder:
    """Concepts from links."""

    def __init__(
        self,
        sheets: Mapping[str, Mapping[str, list[Printed]]],
        found: Sequence[Found],
        forms: Forms,
        verdicts: Verdicts,
        abstracts: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.forms, self.verdicts, self.abstracts = forms, verdicts, abstracts
        self.documents: dict[Node, list[str]] = {}  # in the order of documents, then of lists
        for document, terms in sheets.items():
            for code in sorted(terms):
                for term in terms[code]:
                    self.documents.setdefault(term.node, []).append(document)
        self.by_hand: dict[Node, str] = {}
        for decision, first, second in verdicts.joins():
            for label, name in ((first, decision.first), (second, decision.second)):
                if label not in self.documents and name:
                    self.documents[label] = []
                    self.by_hand.setdefault(label, name.label)
        for name in verdicts.terms:
            if named(name) not in self.documents:
                self.documents[named(name)] = []
                self.by_hand.setdefault(named(name), name.label)
        self.labels = {label: Label(self.text(label), label.language) for label in self.documents}
        self.found = found

    def text(self, label: Node) -> str:
        return self.by_hand.get(label) or self.forms.texts(label)[0]

    def concepts(self, previous: Sequence[Concept]) -> tuple[Concept, ...]:
        apart = self.verdicts.rejected()
        edges = list(self.edges())
        direct = {frozenset((edge.first, edge.second)) for edge in edges}
        # rejected in one article only, and linked in another: that other link stands
        apart = {pair: True for pair, everywhere in apart.items() if everywhere or pair not in direct}
        place = {label: index for index, label in enumerate(self.documents)}
        clusters = cluster(self.documents, edges, apart, self.variants)
        for one in clusters:
            one.nodes.sort(key=place.__getitem__)
        clusters.sort(key=lambda one: place[one.nodes[0]])
        ids = numbers([one.nodes for one in clusters], previous)
        inside = self.evidence_inside(clusters, edges)
        built = [self.concept(*each) for each in zip(ids, clusters, inside, strict=True)]
        return tuple(sorted(built, key=lambda concept: concept.id))

    def variants(self, first: Node, second: Node) -> bool:
        """May two labels of one language name one concept (labour migrants, migrant workers)? They share a word, each
        has another beside it, and no list holds both."""
        ours, theirs = set(content(first)), set(content(second))
        if not ours & theirs or ours <= theirs or theirs <= ours:
            return False
        return set(self.documents[first]).isdisjoint(self.documents[second])

    def edges(self) -> Iterable[Edge]:
        grouped: dict[tuple[Node, Node], list[Found]] = {}
        for link in self.found:
            grouped.setdefault((link.first.node, link.second.node), []).append(link)
        decided: dict[tuple[Node, Node], list[Decision]] = {}
        for decision, first, second in self.verdicts.joins():
            decided.setdefault((min(first, second), max(first, second)), []).append(decision)
        for pair in [*grouped, *(pair for pair in decided if pair not in grouped)]:
            first, second = pair
            if first == second:
                continue
            evidence = [item for link in grouped.get(pair, ()) for item in self.evidence(link)]
            evidence = _once(evidence)
            sure = decided.get(pair, ())
            evidence[:0] = [self.decision(decision, first, second) for decision in sure]
            yield Edge.of(first, second, evidence, forced=bool(sure))
        yield from self.acronyms()

    def evidence(self, link: Found) -> Iterable[Evidence]:
        """What speaks for a link in one article, an item a reason."""
        first, second = self.labels[link.first.node], self.labels[link.second.node]
        positions = (link.first.position, link.second.position)
        spans = (Span(link.first.start, link.first.stop), Span(link.second.start, link.second.stop))

        def item(rule: str, score: float, note: str = "") -> Evidence:
            return Evidence(link.document, first, second, rule, round(score, 4), positions, spans, note)

        reason = link.reason
        if reason.words.score and reason.words.rule != "decision":
            yield item(reason.words.rule, reason.words.score, reason.words.note)
        if reason.pivot:
            yield item("pivot", reason.pivot, f"over {reason.over}")
        if reason.together:
            yield item("co-occurrence", reason.together)
        seen = support(link.first.node, link.second.node, self.abstracts[link.document])
        if seen:
            yield item("abstract", seen, "in one place of two abstracts")
        if link.order:
            anchors = "1 anchor" if link.anchored == 1 else f"{link.anchored} anchors in one order"
            yield item("order", link.order, anchors)

    def decision(self, decision: Decision, first: Node, second: Node) -> Evidence:
        note = " ".join(f"{decision.date} {decision.note}".split())
        return Evidence(decision.document or "", self.labels[first], self.labels[second], "decision", 1.0, note=note)

    def acronyms(self) -> Iterable[Edge]:
        """Short and full name of one body in one language."""
        for group in tables.acronyms():
            present = [label for label in dict.fromkeys(node(*name) for name in group) if self.documents.get(label)]
            for first in present:
                for second in present:
                    if first < second and first.language == second.language:
                        document = self.documents[second][0]
                        evidence = Evidence(document, self.labels[first], self.labels[second], "acronym", ACRONYM)
                        if not self.verdicts.rejects(first, second, document):
                            yield Edge.of(first, second, [evidence], forced=True)

    @staticmethod
    def evidence_inside(clusters: Sequence[Cluster], edges: Sequence[Edge]) -> list[list[Evidence]]:
        """For each cluster the evidence of all links between its labels."""
        home = {label: place for place, one in enumerate(clusters) for label in one.nodes}
        inside: list[list[Evidence]] = [[] for _ in clusters]
        for edge in edges:
            if home[edge.first] == home[edge.second]:
                inside[home[edge.first]] += edge.evidence
        return inside

    def concept(self, number: int, one: Cluster, evidence: Sequence[Evidence]) -> Concept:
        labels = self.concept_labels(one.nodes)
        preferred = {(label.language, label.text): label for label in labels}
        documents = dict.fromkeys(document for label in one.nodes for document in self.documents[label])
        weakest = min((edge.confidence for edge in one.held), default=1.0)
        worst = max((edge.link_class for edge in one.held), key=list(LinkClass).index, default=LinkClass.REVIEW)
        return Concept(
            number,
            labels,
            tuple(_relabelled(item, preferred) for item in evidence),
            round(weakest, 4),
            worst,
            tuple(sorted(documents)),
        )

    def concept_labels(self, nodes: Sequence[Node]) -> tuple[Label, ...]:
        """All labels, by language, the preferred one first: that of the label in most articles, as most often printed,
        unless a person chose another."""
        texts: dict[str, list[str]] = {}
        for label in sorted(nodes, key=lambda label: -len(self.documents[label])):
            printed = [self.by_hand[label]] if label in self.by_hand else self.forms.texts(label)
            texts.setdefault(label.language, []).extend(printed)
        for label, name in self.verdicts.renamed:
            if label in nodes:
                known = texts.get(name.language, [])
                texts[name.language] = [name.label, *(text for text in known if text != name.label)]
        return tuple(
            Label(text, code, not place)
            for code in sorted(texts)
            for place, text in enumerate(dict.fromkeys(texts[code]))
        )


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """What says the same in every article (co-occurrence) once; the rest as it is."""
    kept: list[Evidence] = []
    seen: Counter[str] = Counter()
    for item in evidence:
        if item.rule != "co-occurrence" or not seen[item.rule]:
            kept.append(item)
        seen[item.rule] += 1
    return kept


def _relabelled(item: Evidence, labels: Mapping[tuple[str, str], Label]) -> Evidence:
    """The evidence with its labels as they stand in the concept."""
    first, second = (labels.get((x.language, x.text), x) for x in (item.first, item.second))
    if first is item.first and second is item.second:
        return item
    return Evidence(item.document, first, second, item.rule, item.score, item.positions, item.spans, item.note)
