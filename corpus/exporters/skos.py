"""SKOS in Turtle, which people can read too: the prefixes once, then the scheme, then the concepts by alphabet."""

from __future__ import annotations

from collections.abc import Sequence

from ..concepts import TermEntry
from . import _skos
from .base import Exporter, Layout, Reading


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    """Raises MissingExtra."""
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in _skos.prefixes(layout).items())
    bodies = (str(graph.serialize(format="turtle")) for graph in _skos.graphs(entries, layout, "skos"))
    return "\n".join([head, *(body.partition("\n\n")[2].strip() + "\n" for body in bodies)]).encode()


def read_with_notes(data: bytes) -> Reading:
    return _skos.read(data, "skos", "turtle")


def read(data: bytes) -> tuple[TermEntry, ...]:
    return read_with_notes(data).entries


EXPORTER = Exporter("skos", (".ttl",), write, read, read_with_notes, description="SKOS in Turtle (W3C), for thesauri")
