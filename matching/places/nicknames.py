"""What people call towns among themselves, and how they shorten them: Wawa, FFM."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.words.names import fold

_FILE = Path(__file__).parent / "data" / "nicknames.txt"


class Called(NamedTuple):
    """The town that a nickname stands for, and whether nothing else is meant by it."""

    country: str
    town: str
    sure: bool


def nicknamed(typed: str) -> Called | None:
    """Return the town that is called so among its people; None for what is no nickname."""
    return _nicknames().get(fold(typed))


@cache
def _nicknames() -> dict[str, Called]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if not line.startswith("#"))
    return {
        fold(name.lstrip("=")): Called(town[:2], town[3:], sure=name.startswith("="))
        for town, _, names in told
        for name in names.split()
    }
