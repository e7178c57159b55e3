"""SKOS, what its files share: the triples of an entry, and how any SKOS is read (W3C 2009, SKOS Reference).

An entry is a ``skos:Concept``: at most one ``prefLabel`` a language, the other terms ``altLabel`` (no label is both:
S13, S14); ``definition``, ``note``, ``example``; ``dct:source`` for each document that links its labels. An example
is a node with its sentence in ``rdf:value`` and where it stands in ``dct:source`` (SKOS Primer 4.2). SKOS has no place
for the confidence of a link, so there are two properties of our own, ``kochmon:confidence`` and ``kochmon:link``.

Addresses are ``urn:kochmon:TITLE:ID``: TITLE is that of the glossary, so that two glossaries do not mix in one store,
and ID that of the concept in its corpus, which survives relinking. They are names and lead nowhere; who publishes a
glossary replaces them by web addresses in one place, the line ``@prefix :`` of the Turtle file.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .. import encoding, extras
from ..concepts import Example, Term, TermEntry
from ..errors import DamagedFile, EmptyFile
from ..languages import normalize_code
from ._common import (
    JOINER,
    Names,
    clean,
    confidence,
    definition,
    example_from,
    label,
    link_class,
    marked,
    note,
    one_line,
    one_preferred,
    select,
    source,
)
from .base import Layout, Reading

SKOS = "http://www.w3.org/2004/02/skos/core#"
XL = "http://www.w3.org/2008/05/skos-xl#"
DCT = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OURS = "urn:kochmon:vocabulary:"

SCHEME = "scheme"
"""The name of the concept scheme beside those of its concepts."""

ORIGIN = (
    "Made by Kochmon from the keyword lists of articles. kochmon:confidence, from 0 to 1, and kochmon:link (accepted, "
    "strong, review or order-only) say how far the link between the languages of a concept may be trusted."
)

_RELATIONS = ("broader", "narrower", "related", "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

Triple = tuple[Any, Any, Any]


def rdflib(name: str) -> Any:
    """The package, for the format *name*. Raises MissingExtra."""
    return extras.load("rdflib", f"the format {name}", "skos")


# --- writing -------------------------------------------------------------------------------------------------


def prefixes(layout: Layout) -> dict[str, str]:
    """Prefix → namespace, the empty one that of the glossary.

    >>> prefixes(Layout(title="Миграция: терминдер"))[""]
    'urn:kochmon:миграция-терминдер:'
    """
    words = "".join(character if character.isalnum() else " " for character in layout.title.lower()).split()
    own = "-".join(words) or "glossary"
    return {"": f"urn:kochmon:{own}:", "dct": DCT, "kochmon": OURS, "rdf": RDF, "skos": SKOS}


def graphs(entries: Sequence[TermEntry], layout: Layout, name: str) -> Iterator[Any]:
    """A graph of the scheme, then one of each entry that *layout* shows, in alphabetical order. Raises MissingExtra."""
    writer = _Writer(rdflib(name), layout)
    yield writer.graph(writer.scheme(layout))
    for entry in select(entries, layout):
        if triples := writer.concept(entry):
            yield writer.graph(triples)


class _Writer:
    def __init__(self, rdf: Any, layout: Layout) -> None:
        self._rdf, self._prefixes = rdf, prefixes(layout)
        self._names = Names()
        self._scheme = self._own(self._names.of(SCHEME))

    def graph(self, triples: Iterable[Triple]) -> Any:
        made = self._rdf.Graph(bind_namespaces="none")
        for prefix, namespace in self._prefixes.items():
            made.bind(prefix, namespace)
        for triple in triples:
            made.add(triple)
        return made

    def scheme(self, layout: Layout) -> Iterator[Triple]:
        scheme = self._scheme
        yield scheme, self._uri(f"{RDF}type"), self._uri(f"{SKOS}ConceptScheme")
        yield scheme, self._uri(f"{DCT}title"), self._text(one_line(layout.title) or "Glossary")
        yield scheme, self._uri(f"{DCT}description"), self._text(ORIGIN, "en")
        for code in layout.columns:
            yield scheme, self._uri(f"{DCT}language"), self._text(code)

    def concept(self, entry: TermEntry) -> list[Triple]:
        labels = {code: self._labels(terms) for code, terms in entry.terms.items()}
        if not any(labels.values()):
            return []
        name = self._names.of(entry.id)
        said = [
            (f"{RDF}type", self._uri(f"{SKOS}Concept")),
            (f"{SKOS}inScheme", self._scheme),
            (f"{OURS}confidence", self._rdf.Literal(Decimal(f"{entry.confidence:.4f}").normalize() + Decimal("0.0"))),
            (f"{OURS}link", self._text(entry.link_class.value)),
        ]
        if subject := one_line(entry.subject):
            said.append((f"{DCT}subject", self._text(subject)))
        said += [(f"{DCT}source", self._text(text)) for text in map(one_line, entry.documents) if text]
        for code, terms in labels.items():
            said += [(f"{SKOS}{_kind(term)}", self._text(term.text, code)) for term in terms]
            for kind, text in (("definition", definition(entry, code)), ("note", note(entry, code))):
                if text.strip():
                    said.append((f"{SKOS}{kind}", self._text(text, code)))
        own = self._own(name)
        triples = [(own, self._uri(property), value) for property, value in said]
        return [*triples, *self._examples(own, name, entry)]

    def _labels(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Each text once, one of them preferred: S13 and S14."""
        cleaned = [replace(term, text=label(term.text)) for term in terms]
        return one_preferred([term for term in cleaned if term.text])

    def _examples(self, concept: Any, name: str, entry: TermEntry) -> Iterator[Triple]:
        examples = [example for terms in entry.terms.values() for term in terms for example in term.examples]
        for number, example in enumerate(examples, 1):
            node = self._rdf.BNode(f"{name}-example-{number:03}")  # named, so that files do not differ by chance
            sentence = "".join(piece for piece, _ in marked(example))
            yield concept, self._uri(f"{SKOS}example"), node
            yield node, self._uri(f"{RDF}value"), self._text(sentence, example.language)
            yield node, self._uri(f"{DCT}source"), self._text(source(example))

    def _own(self, name: str) -> Any:
        return self._uri(self._prefixes[""] + name)

    def _uri(self, address: str) -> Any:
        return self._rdf.URIRef(address)

    def _text(self, text: str, language: str | None = None) -> Any:
        return self._rdf.Literal(text, lang=language)


def _kind(term: Term) -> str:
    return "prefLabel" if term.preferred else "altLabel"


# --- reading -------------------------------------------------------------------------------------------------


def read(data: bytes, name: str, syntax: str) -> Reading:
    """The concepts of a SKOS file as entries, in the order of the file; *syntax* is that of its ending (``turtle``,
    ``xml``, ``json-ld``), and the content decides. SKOS-XL labels are read too.

    A label without a language is in that of the scheme. Of two preferred labels in a language the first is preferred.
    Raises DamagedFile, EmptyFile, MissingExtra.
    """
    graph, notes = _parsed(data, name, syntax)
    reader = _Reader(graph, rdflib(name))
    entries = [entry for concept in reader.concepts() if (entry := reader.entry(concept))]
    if not entries:
        raise EmptyFile(name, "no concept in it has a label in a known language")
    return Reading(tuple(entries), (*notes, *reader.told()))


def _parsed(data: bytes, name: str, syntax: str) -> tuple[Any, tuple[str, ...]]:
    """The graph, and what to tell of it."""
    if not data.strip():
        raise EmptyFile(name)
    syntax = _syntax(data, syntax)
    notes: tuple[str, ...] = ()
    given: bytes | str = data
    if syntax != "xml":  # XML says its encoding itself
        decoded = encoding.decode(data, name=name)
        given, notes = decoded.text, decoded.notes
    if syntax == "json-ld":
        _forbid_the_network(str(given), name)
    try:
        return _graph(given, name, syntax), notes
    except DamagedFile:
        mended = _with_hyphens(given)
        if mended == given:
            raise
        return _graph(mended, name, syntax), (*notes, "language tags written with _ were read as if with -")


def _graph(given: bytes | str, name: str, syntax: str) -> Any:
    graph = rdflib(name).Graph(bind_namespaces="none")
    logger = logging.getLogger("rdflib.term")
    was, logger.disabled = logger.disabled, True  # it would print how a date that we do not ask for is wrong
    try:
        return graph.parse(data=given, format=syntax, publicID="http://glossary.invalid/")
    except Exception as error:  # each parser has errors of its own, and bad input raises any of them
        reason = " ".join(str(error).split())[:120]
        raise DamagedFile(name, f"no {_SYNTAXES[syntax]} that can be read: {reason}", "export it anew") from error
    finally:
        logger.disabled = was


_ODD_TAG = r"""(["']@[A-Za-z]+|xml:lang\s*=\s*["'][A-Za-z]+|"@language"\s*:\s*"[A-Za-z]+)_(?=[A-Za-z])"""


def _with_hyphens(given: bytes | str) -> bytes | str:
    """Language tags as they should be: ``ky_KG`` → ``ky-KG``."""
    if isinstance(given, bytes):
        return re.sub(_ODD_TAG.encode(), rb"\1-", given)
    return re.sub(_ODD_TAG, r"\1-", given)


_SYNTAXES = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD"}


def _syntax(data: bytes, expected: str) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<?xml") or b"<rdf:RDF" in head:
        return "xml"
    return "json-ld" if head.startswith(b"{") else expected


def _forbid_the_network(text: str, name: str) -> None:
    """A context that stands elsewhere would be fetched; the library opens no connection."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedFile(name, "no JSON that can be read", "export it anew") from error
    if address := next(_contexts(value), ""):
        raise DamagedFile(name, f"its context is not in the file but at {address}", "export it as Turtle (.ttl)")


def _contexts(value: Any) -> Iterator[str]:
    """Addresses that a JSON-LD file names instead of a context."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key in ("@context", "@import"):
                yield from (
                    item for item in (inside if isinstance(inside, list) else [inside]) if isinstance(item, str)
                )
            yield from _contexts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _contexts(inside)


class _Reader:
    """Reads the concepts of one graph; ``told`` says what was not taken as it stood."""

    def __init__(self, graph: Any, rdf: Any) -> None:
        self._graph, self._rdf = graph, rdf
        self._names = Names()
        self._notes: list[str] = []
        self._untagged: list[str] = []
        self._unnamed = 0
        self._language = self._language_of_the_scheme()

    def concepts(self) -> list[Any]:
        """In the order of the file; whatever has a label is one, but for schemes and collections."""
        typed = self._of_type("Concept")
        labelled = [s for kind in (f"{SKOS}prefLabel", f"{XL}prefLabel") for s in self._graph.subjects(self._uri(kind))]
        others = {s for kind in ("ConceptScheme", "Collection", "OrderedCollection") for s in self._of_type(kind)}
        return [concept for concept in dict.fromkeys([*typed, *labelled]) if concept not in others]

    def entry(self, concept: Any) -> TermEntry | None:
        name = self._names.of(_last_part(str(concept)))
        terms = self._terms(concept, name)
        if not terms:
            self._unnamed += 1
            return None
        first = next(iter(terms))
        for code, example in self._examples(concept, first):
            if code in terms:
                preferred, *others = terms[code]
                terms[code] = (replace(preferred, examples=(*preferred.examples, example)), *others)
        sources = [one_line(str(value)) for value in self._values(concept, f"{DCT}source", f"{DC}source")]
        return TermEntry(
            id=name,
            terms=terms,
            subject=self._one(concept, f"{DCT}subject"),
            confidence=confidence(self._one(concept, f"{OURS}confidence")),
            link_class=link_class(self._one(concept, f"{OURS}link")),
            definitions=self._texts(concept, first, f"{SKOS}definition"),
            notes=self._texts(concept, first, f"{SKOS}note", f"{SKOS}scopeNote"),
            documents=tuple(text for text in sources if text),
        )

    def told(self) -> Iterator[str]:
        yield from self._notes
        if self._untagged:
            few = ", ".join(self._untagged[:3]) + (", …" if len(self._untagged) > 3 else "")
            if self._language:
                yield f"labels without a language were taken as {self._language}, that of the scheme: {few}"
            else:
                yield f"labels without a language were left out, since the scheme names no single one: {few}"
        if self._unnamed:
            yield f"{self._unnamed} concept{'s' * (self._unnamed > 1)} without a label in a known language left out"
        if hidden := sum(1 for _ in self._graph.subject_objects(self._uri(f"{SKOS}hiddenLabel"))):
            yield f"{hidden} hidden label{'s' * (hidden > 1)} left out"
        if count := sum(1 for kind in _RELATIONS for _ in self._graph.subject_objects(self._uri(SKOS + kind))):
            yield f"{count} relation{'s' * (count > 1)} between concepts left out"

    # --- what stands in it ---------------------------------------------------------------------------------

    def _terms(self, concept: Any, name: str) -> dict[str, tuple[Term, ...]]:
        found: dict[str, list[Term]] = {}
        for kind in ("prefLabel", "altLabel"):
            for code, text in self._labels(concept, kind):
                own = found.setdefault(code, [])
                own.append(Term(text, preferred=kind == "prefLabel"))
        for code, own in found.items():
            preferred = list(dict.fromkeys(term.text for term in own if term.preferred))
            if len(preferred) > 1:
                rest = ", ".join(preferred[1:])
                self._notes.append(
                    f"{name}: of several preferred labels in {code}, {preferred[0]} stays, {rest} follows"
                )
            both = [term.text for term in own if not term.preferred and term.text in preferred]
            if both:
                self._notes.append(f"{name}: taken once, since preferred and alternative in {code}: {', '.join(both)}")
        return {code: one_preferred(own) for code, own in found.items()}

    def _labels(self, concept: Any, kind: str) -> Iterator[tuple[str, str]]:
        """Language and text of each label."""
        forms = self._graph.objects(concept, self._uri(f"{SKOS}{kind}"))
        nodes = self._graph.objects(concept, self._uri(f"{XL}{kind}"))
        extended = (form for node in nodes for form in self._graph.objects(node, self._uri(f"{XL}literalForm")))
        for form in dict.fromkeys([*forms, *extended]):
            if not isinstance(form, self._rdf.Literal) or not (text := label(str(form))):
                continue
            if not form.language:
                self._untagged.append(text)
            if code := self._code(form):
                yield code, text

    def _examples(self, concept: Any, otherwise: str) -> Iterator[tuple[str, Example]]:
        for node in self._graph.objects(concept, self._uri(f"{SKOS}example")):
            said = self._literal(node)
            if said is not None and (text := one_line(str(said))):
                code = self._code(said) or otherwise
                yield code, example_from(text, code, self._one(node, f"{DCT}source"))

    def _texts(self, concept: Any, otherwise: str, *properties: str) -> dict[str, str]:
        """Language → what is said, where several are, all of it."""
        found: dict[str, list[str]] = {}
        for value in self._values(concept, *properties):
            said = self._literal(value)
            if said is not None and (text := clean(str(said)).strip()):
                found.setdefault(self._code(said) or otherwise, []).append(text)
        return {code: JOINER.join(dict.fromkeys(own)) for code, own in found.items()}

    def _literal(self, node: Any) -> Any:
        """A text, or the value of the node that describes one; None where there is none."""
        if isinstance(node, self._rdf.Literal):
            return node
        inside = self._graph.objects(node, self._uri(f"{RDF}value"))
        return next((value for value in inside if isinstance(value, self._rdf.Literal)), None)

    def _code(self, literal: Any) -> str:
        return normalize_code(literal.language) if literal.language else self._language

    def _language_of_the_scheme(self) -> str:
        """Where the schemes name exactly one."""
        schemes = self._of_type("ConceptScheme")
        named = [value for scheme in schemes for value in self._values(scheme, f"{DCT}language", f"{DC}language")]
        codes = {normalize_code(_last_part(str(value))) for value in named}
        return codes.pop() if len(codes) == 1 else ""

    def _of_type(self, kind: str) -> list[Any]:
        return list(self._graph.subjects(self._uri(f"{RDF}type"), self._uri(f"{SKOS}{kind}")))

    def _values(self, subject: Any, *properties: str) -> list[Any]:
        return [value for property in properties for value in self._graph.objects(subject, self._uri(property))]

    def _one(self, subject: Any, property: str) -> str:
        return next((one_line(str(value)) for value in self._values(subject, property)), "")

    def _uri(self, address: str) -> Any:
        return self._rdf.URIRef(address)


def _last_part(address: str) -> str:
    """What an address ends in.

    >>> [_last_part(x) for x in ("http://a.org/mig#c1", "http://a.org/mig/c2/", "urn:kochmon:glossary:c3", "ky")]
    ['c1', 'c2', 'c3', 'ky']
    """
    for separator in ("#", "/", ":"):
        address = address.rstrip(separator).rpartition(separator)[2]
    return address
