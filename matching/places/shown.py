"""What a city is called in somebody's language, where that is not the name that we keep: Vienna, Wien."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TITLE = re.compile(r"^(?:Universitäts- und )?Hansestadt (?=\S)")
"""What nobody says: people live in Greifswald."""
_FILE = Path(__file__).parent / "data" / "shown.csv"


def city_shown(name: str, country: str, language: str) -> str:
    """Return the name of a city in that language; as it is kept where the language has no other, but without a title."""
    return _names().get((country, name, language)) or _TITLE.sub("", name)


@cache
def _names() -> dict[tuple[str, str, str], str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines)
    return {(country, name, language): shown for country, name, language, shown in rows}
