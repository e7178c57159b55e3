"""Quality must not fall: every figure in floors.json is measured again and held against its floor.

    python -m benchmarks.floors [--data FOLDER] [--raise]

Data is looked for in ``--data``, else in ``$KOCHMON_DATA``, else in ``../shared/data``; floors whose data is not there
are named and skipped. Floors on our own texts (``data`` empty) are always measured. ``--raise`` writes figures that
have risen; nothing here lowers a floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
MARGIN = 0.0005  # figures are kept to three places


@dataclass(frozen=True)
class Floor:
    """``command`` is quality.py's, ``{data}`` standing for the folder; ``metric`` a path of keys in its JSON."""

    metric: str
    floor: float
    command: str
    data: tuple[str, ...]
    digest: str

    @property
    def name(self) -> str:
        """``lemmas ky: accuracy``."""
        step, *options = self.command.split()
        language = options[options.index("--language") + 1] if "--language" in options else ""
        return f"{step} {language}".strip() + f": {self.metric}"

    @classmethod
    def of(cls, row: dict[str, Any]) -> Floor:
        return cls(row["metric"], row["floor"], row["command"], tuple(row["data"]), row["digest"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("KOCHMON_DATA") or HERE.parents[1] / "shared/data")
    )
    parser.add_argument("--raise", dest="rise", action="store_true", help="write figures that have risen")
    args = parser.parse_args(arguments)
    rows = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen = sum(_check(row, args.data, rise=args.rise) for row in rows)
    if args.rise:
        FLOORS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"floors: {len(rows)} figures, {fallen} below their floor")
    return bool(fallen)


def _check(row: dict[str, Any], data: Path, *, rise: bool) -> bool:
    """Print the figure; True where it has fallen."""
    floor = Floor.of(row)
    missing = [name for name in floor.data if not (data / name).exists()]
    if missing:
        print(f"skipped  {floor.name:<55} {missing[0]} is not in {data}")
        return False
    digest = _digest(data, floor.data)
    if digest != floor.digest and not rise:
        print(f"skipped  {floor.name:<55} the data in {data} is another than the floor was measured on")
        return False
    figure = _measured(floor.command.format(data=data))
    for key in floor.metric.split("."):
        figure = figure[key]
    fallen = figure < floor.floor - MARGIN
    print(f"{'FALLEN' if fallen else 'held':<8} {floor.name:<55} {figure:.3f} (floor {floor.floor:.3f})")
    if rise and figure >= floor.floor:
        row["floor"], row["digest"] = int(figure * 1000) / 1000, digest
    return fallen


@cache
def _measured(command: str) -> Any:
    run = subprocess.run(
        [sys.executable, str(HERE / "quality.py"), *command.split(), "--json"],
        stdout=subprocess.PIPE,
        check=True,
        cwd=HERE.parent,
    )
    return json.loads(run.stdout)


def _digest(folder: Path, names: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = folder / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16] if names else ""


if __name__ == "__main__":
    raise SystemExit(main())
