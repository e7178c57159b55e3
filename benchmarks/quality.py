"""How good are the steps? One subcommand a step, found by file name: ``_quality_<name>.py`` beside this file.

    python benchmarks/quality.py lemmas --language ky FILE.conllu [--json]

Each such file has ``add_arguments(parser)`` and ``run(args) -> dict``: fractions from 0 to 1. A dictionary inside
the result becomes a table of its own, one line for each of its keys.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_PREFIX = "_quality_"


def steps() -> dict[str, Path]:
    """Name of a subcommand → its file."""
    paths = sorted(_HERE.glob(f"{_PREFIX}*.py"))
    return {path.stem.removeprefix(_PREFIX): path for path in paths}


def first_line(path: Path) -> str:
    """What a step's file says of itself; it is not imported for that, so that no step depends on another."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.partition("\n")[0]


def table(result: Mapping[str, Any], title: str = "") -> str:
    """*result* for people: one line a figure, tables within it after the rest.

    >>> print(table({"accuracy": 0.5, "rivals": {"identity": {"accuracy": 0.25}}}))
    accuracy           0.500
    rivals: identity
      accuracy         0.250
    """
    lines = [title] if title else []
    indent = "  " if title else ""
    later = []
    for key, value in result.items():
        if isinstance(value, Mapping):
            nested = value if all(isinstance(part, Mapping) for part in value.values()) else {"": value}
            later += [table(part, f"{key}: {name}".rstrip(": ")) for name, part in nested.items()]
        else:
            lines.append(f"{indent}{key:<{18 - len(indent)}} {_shown(value)}")
    return "\n".join(lines + later)


def _shown(value: Any) -> str:
    if isinstance(value, float) and value <= 1:
        return f"{value:.3f}"
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.path[:0] = [str(_HERE), str(_HERE.parent)]
    parser = argparse.ArgumentParser(description="Quality figures of Kochmon's steps.")
    chosen = parser.add_subparsers(dest="step", required=True)
    modules = {}
    for name, path in steps().items():
        sub = chosen.add_parser(name, help=first_line(path))
        sub.add_argument("--json", action="store_true", help="one JSON object instead of a table")
        if name in arguments[:1]:
            modules[name] = importlib.import_module(path.stem)
            modules[name].add_arguments(sub)
    args = parser.parse_args(arguments)
    result = modules[args.step].run(args)
    print(json.dumps(result, ensure_ascii=False) if args.json else table(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
