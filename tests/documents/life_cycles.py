"""Draw the life cycles in `docs/architecture.md` from the table of moves: `make pictures`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from exchange.life.moves import APPLICATION_MOVES, COHORT_MOVES, EXCHANGE_MOVES, PROPOSAL_MOVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
MOVES: dict[str, Mapping[StrEnum, frozenset[StrEnum]]] = {
    "application": dict(APPLICATION_MOVES),
    "proposal": dict(PROPOSAL_MOVES),
    "exchange": dict(EXCHANGE_MOVES),
    "cohort": dict(COHORT_MOVES),
}
PLACE = re.compile(r"<!-- life of: (\w+) -->\n.*?<!-- end of life -->\n", re.DOTALL)


def drawing(moves: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """A state diagram: begins at the table's first state, ends where nothing may follow."""
    return "\n".join(["```mermaid", "stateDiagram-v2", *_arrows(moves), "```"])


def _arrows(moves: Mapping[StrEnum, frozenset[StrEnum]]) -> Iterator[str]:
    states = list(moves)
    yield f"    [*] --> {states[0].value}"
    for state in states:
        for after in sorted(moves[state], key=states.index):
            yield f"    {state.value} --> {after.value}"
        if not moves[state]:
            yield f"    {state.value} --> [*]"


def drawn(page: str) -> str:
    """The page with each life cycle as it is in the source."""

    def place(found: re.Match[str]) -> str:
        name = found[1]
        return f"<!-- life of: {name} -->\n{drawing(MOVES[name])}\n<!-- end of life -->\n"

    return PLACE.sub(place, page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
