"""SKOS in JSON-LD, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..concepts import TermEntry
from . import _skos
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    """Raises MissingExtra."""
    context = {name: namespace for name, namespace in _skos.prefixes(layout).items() if name}
    nodes: list[object] = []
    for graph in _skos.graphs(entries, layout, "skos-json"):
        told = json.loads(graph.serialize(format="json-ld", context=context))
        nodes += told.get("@graph", [{key: value for key, value in told.items() if key != "@context"}])
    return (json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode()


def read_with_notes(data: bytes) -> Reading:
    return _skos.read(data, "skos-json", "json-ld")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter("skos-json", (".jsonld",), write, read, read_with_notes, description="SKOS in JSON-LD")
