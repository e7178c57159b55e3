"""Exporters, found by file name. In which formats does a glossary leave the house?"""

from __future__ import annotations

from .. import families
from ..errors import UnknownName
from .base import Exporter, Layout

__all__ = ["Exporter", "Layout", "available", "for_extension", "get"]


def available() -> tuple[str, ...]:
    """Names of the formats, sorted, as ``--format`` takes them (``tbx-basic``)."""
    return tuple(name.replace("_", "-") for name in families.members(__name__))


def get(name: str) -> Exporter:
    if name not in available():
        raise UnknownName("glossary format", name, available())
    exporter: Exporter = families.load(__name__, "glossary format", name.replace("-", "_"), "EXPORTER")
    return exporter


def for_extension(extension: str) -> Exporter:
    """The exporter of files that end in *extension* (``.tbx``). Raises UnknownName."""
    for name in available():
        if extension.lower() in get(name).extensions:
            return get(name)
    known = [known for name in available() for known in get(name).extensions]
    raise UnknownName("glossary file extension", extension, known)
