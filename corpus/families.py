"""A family is a folder; a member is a file in it, found by its name and loaded when asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from .errors import UnknownName


@cache
def members(package: str) -> tuple[str, ...]:
    """Names of the members of the family in *package*, sorted; ``base`` and ``_private`` files are none."""
    folder = import_module(package).__path__
    names = (module.name for module in iter_modules(folder) if not module.ispkg)
    return tuple(sorted(name for name in names if name != "base" and not name.startswith("_")))


def load(package: str, family: str, name: str, attribute: str) -> Any:
    """The *attribute* of the member *name*. Raises UnknownName, which lists the members."""
    if name not in members(package):
        raise UnknownName(family, name, members(package))
    return getattr(import_module(f"{package}.{name}"), attribute)
