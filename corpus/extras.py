"""Optional packages: loaded when a capability is asked for, and named with the command that installs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import MissingExtra


def load(module: str, what: str, extra: str) -> Any:
    """The *module* of an optional package that *what* needs. Raises MissingExtra.

    >>> load("json.tool", "a table", "tables").__name__
    'json.tool'
    >>> load("no_such_package", "a table", "tables")
    Traceback (most recent call last):
    corpus.errors.MissingExtra: a table needs an optional package: pip install 'kochmon[tables]'
    """
    try:
        return import_module(module)
    except ImportError as error:  # it, or a package that it needs itself; the extra brings both
        raise MissingExtra(what, extra) from error
