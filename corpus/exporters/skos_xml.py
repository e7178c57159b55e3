"""SKOS in RDF/XML, the form that older tools ask for."""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _skos
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    """Raises MissingExtra."""
    from lxml import etree

    root = etree.Element(
        f"{{{_skos.RDF}}}RDF", nsmap={name: namespace for name, namespace in _skos.prefixes(layout).items() if name}
    )
    for graph in _skos.graphs(entries, layout, "skos-xml"):
        told = etree.fromstring(graph.serialize(format="xml", encoding="utf-8"))
        root.extend(sorted(told, key=lambda node: node.get(f"{{{_skos.RDF}}}nodeID", "")))  # rdflib's order is chance
    etree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8") + b"\n"


def read_with_notes(data: bytes) -> Reading:
    return _skos.read(data, "skos-xml", "xml")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter("skos-xml", (".rdf",), write, read, read_with_notes, description="SKOS in RDF/XML")
