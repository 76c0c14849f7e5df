"""The rooms as a drawing, from the contracts that import-linter holds and the rooms' own words."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EVERYTHING = "everything"


def _floors() -> dict[str, list[list[str]]]:
    """The floors of each package, the highest first, each with its rooms."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    return {
        container: [layer.split(" | ") for layer in one["layers"]]
        for one in linter["importlinter"]["contracts"]
        if one["type"] == "layers"
        for container in one.get("containers", [EVERYTHING])
    }


FLOORS = _floors()


def drawing(name: str) -> str:
    """A line for each room, the highest floor first, with what the room says of itself."""
    return "\n".join(["```text", *_lines(name), "```"])


def _lines(name: str) -> Iterator[str]:
    floors = FLOORS[name]
    wide = max(len(room) for floor in floors for room in floor)
    for below, floor in zip(range(len(floors), 0, -1), floors, strict=True):
        for room in floor:
            number = f"{below}" if room is floor[0] else ""
            whole = room if name == EVERYTHING else f"{name}.{room}"
            yield f"{number:2}  {room:{wide}}  {_says(whole)}".rstrip()


def _says(room: str) -> str:
    """The first line of a room's docstring, be it a file or a folder."""
    place = ROOT.joinpath(*room.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return told.split("\n")[0]
