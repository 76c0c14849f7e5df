"""What a city is called in somebody's language, where that is not the name that we keep: Vienna, Wien."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "shown.csv"


def city_shown(name: str, country: str, language: str) -> str:
    """Return the name of a city in that language; as it is kept where the language has no other."""
    return _names().get((country, name, language), name)


@cache
def _names() -> dict[tuple[str, str, str], str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines)
    return {(country, name, language): shown for country, name, language, shown in rows}
