"""Hold what `make cover` measured to the floors in pyproject.toml, room by room.

`python -m tests.floors` prints each room that has a floor, with its least covered files, and ends
with 1 where a room is below it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "build" / "coverage" / "coverage.json"
SHOWN = 5  # files of a room that are named
COUNTS = (
    ("covered_lines", "num_statements"),
    ("covered_branches", "num_branches"),
)


def share(files: dict[str, dict[str, int]]) -> float:
    """How many per cent of the statements and branches of these files were entered."""
    entered = sum(one[done] for one in files.values() for done, _ in COUNTS)
    there = sum(one[all_] for one in files.values() for _, all_ in COUNTS)
    return 100.0 * entered / there if there else 100.0


def room(files: dict[str, dict[str, int]], name: str) -> dict[str, dict[str, int]]:
    """The files in a folder, at any depth."""
    return {file: one for file, one in files.items() if name == "." or file.startswith(f"{name}/")}


def open_files(files: dict[str, dict[str, int]]) -> list[str]:
    """The files with most that was not entered, in a line each."""
    missing = {
        file: sum(one[all_] - one[done] for done, all_ in COUNTS) for file, one in files.items()
    }
    worst = sorted(missing, key=lambda file: -missing[file])[:SHOWN]
    return [f"    {missing[one]:4d} missing in {one}" for one in worst if missing[one]]


def main() -> int:
    """Print every floor and what is reached; 1 where that is less."""
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["cxc"]["floors"]
    told = json.loads(MEASURED.read_text())["files"]
    files = {file: one["summary"] for file, one in told.items()}
    low = False
    for name, floor in floors.items():
        found = room(files, name)
        reached = share(found)
        below = reached < floor or not found
        low |= below
        print(f"{'✗' if below else '✓'} {name:24} {reached:5.1f} % of {floor} %")  # noqa: T201
        print(*open_files(found), sep="\n")  # noqa: T201
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
