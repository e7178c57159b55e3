"""Who may import whom, read from the source; and what may not be loaded by a light import."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "indexer")
FAMILIES = ("corpus/readers", "corpus/languages", "corpus/exporters", "indexer/engines")
VALUES = {"documents", "errors", "families", "edits", "folding", "concepts", "lines"}
ONLY_CORPUS_MAY = {"pipeline": {"corpus", "adding"}, "adding": {"corpus"}, "corpus": {"__init__"}}


def modules(package: str) -> Iterator[Path]:
    return iter(sorted((ROOT / package).rglob("*.py")))


def imports(path: Path, *, at_load: bool = False) -> set[str]:
    """Absolute dotted names of the modules that *path* imports; with *at_load* only those at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = path.relative_to(ROOT).with_suffix("").parts
    package = here[:-1]
    found: set[str] = set()
    nodes = _top_level(tree.body) if at_load else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            found.add(name)
            found.update(f"{name}.{alias.name}" for alias in node.names)
    return found


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If):
            if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
                yield from _top_level(node.body)
        else:
            yield node


def test_corpus_never_imports_indexer() -> None:
    guilty = [path for path in modules("corpus") if any(name.split(".")[0] == "indexer" for name in imports(path))]
    assert guilty == []


def test_imports_inside_a_package_are_relative() -> None:
    """Other distributions ship a ``corpus`` too."""
    guilty = []
    for package in PACKAGES:
        for path in modules(package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == package:
                    guilty.append((path.name, node.module))
    assert guilty == []


@pytest.mark.parametrize("family", FAMILIES)
def test_siblings_in_a_family_never_import_each_other(family: str) -> None:
    members = {
        path.stem for path in (ROOT / family).glob("*.py") if not path.stem.startswith("_") and path.stem != "base"
    }
    dotted = family.replace("/", ".")
    for member in members:
        known = {name.removeprefix(f"{dotted}.").split(".")[0] for name in imports(ROOT / family / f"{member}.py")}
        assert not (known & members) - {member}, f"{family}/{member}.py imports a sibling"


def test_values_import_only_values() -> None:
    for name in VALUES:
        inside = {
            n.split(".")[1] for n in imports(ROOT / "corpus" / f"{name}.py") if n.startswith("corpus.") and n.count(".")
        }
        assert inside <= VALUES, f"corpus/{name}.py imports {inside - VALUES}"


@pytest.mark.parametrize("step", sorted(ONLY_CORPUS_MAY))
def test_nothing_below_imports_the_order_of_work(step: str) -> None:
    guilty = {
        path.stem for path in modules("corpus") if f"corpus.{step}" in imports(path, at_load=True) and path.stem != step
    }
    assert guilty <= ONLY_CORPUS_MAY[step]


def test_engines_name_no_language() -> None:
    for path in sorted((ROOT / "indexer" / "engines").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not any(f'"{code}"' in text for code in ("ky", "ru", "en")), path.name
        assert not any(name.startswith("corpus.languages") for name in imports(path)), path.name


def test_the_command_line_is_imported_by_nobody() -> None:
    guilty = [
        path.name
        for package in PACKAGES
        for path in modules(package)
        if "cli" not in path.parts and path.stem != "__main__" and any("indexer.cli" in name for name in imports(path))
    ]
    assert guilty == []


@pytest.mark.parametrize("package", PACKAGES)
def test_import_is_light(package: str) -> None:
    """Neither numpy nor a dictionary is loaded before it is needed."""
    heavy = ["numpy", "pymorphy3", "simplemma", "lxml", "openpyxl", "pypdfium2", "whoosh", "ftfy", "rich", "rapidfuzz"]
    code = f"import sys, {package}; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.strip() == "[]"


def test_every_folder_is_in_the_map() -> None:
    """docs/architecture.md gives each module of the two packages the question it answers."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in PACKAGES:
        for path in (ROOT / package).iterdir():
            if path.name.startswith(("__", ".")) or path.suffix not in ("", ".py"):
                continue
            name = path.name + ("/" if path.is_dir() else "")
            assert name in text, f"{package}/{name} has no question in docs/architecture.md"
