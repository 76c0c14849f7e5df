"""Draw what `docs/architecture.md` and `docs/privacy.md` show of the program: `make pictures`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.documents import life_cycles, register, rooms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PAGE: Path = rooms.ROOT / "docs" / "architecture.md"
PRIVACY: Path = rooms.ROOT / "docs" / "privacy.md"
REGISTER = re.compile(r"<!-- register -->\n.*?<!-- end of register -->\n", re.DOTALL)
DRAWN: Mapping[str, Callable[[str], str]] = {
    "life": life_cycles.drawing,
    "rooms": rooms.drawing,
}
PLACE = re.compile(r"<!-- (life|rooms) of: ([\w.]+) -->\n.*?<!-- end of \1 -->\n", re.DOTALL)


def shown(page: str) -> list[tuple[str, str]]:
    """Each drawing that the page has, by its kind and name."""
    return [(kind, name) for kind, name in PLACE.findall(page)]


def drawn(page: str) -> str:
    """The page with every drawing as it is in the source."""

    def place(found: re.Match[str]) -> str:
        kind, name = found.groups()
        return f"<!-- {kind} of: {name} -->\n{DRAWN[kind](name)}\n<!-- end of {kind} -->\n"

    return PLACE.sub(place, page)


def registered(page: str) -> str:
    """The page with the register as it is in the source."""
    table = f"<!-- register -->\n{register.drawing()}\n<!-- end of register -->\n"
    return REGISTER.sub(lambda _: table, page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    PRIVACY.write_text(registered(PRIVACY.read_text(encoding="utf-8")), encoding="utf-8")
