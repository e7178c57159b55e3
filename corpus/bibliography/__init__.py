"""Bibliographic facts. Which article is this, and how is it cited?

Facts come from a person (:func:`parse_settings`) or from a file of a reference manager (:func:`read_facts`), and go
out as a citation (:func:`cite`) that the same managers, and ``read_facts``, read again.
"""

from .citing import cite, cite_all, styles
from .entries import Entry
from .facts import Facts, read_facts
from .settings import parse_settings

__all__ = ["Entry", "Facts", "cite", "cite_all", "parse_settings", "read_facts", "styles"]
