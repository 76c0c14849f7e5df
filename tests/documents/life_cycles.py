"""Life cycles as drawings, from the table of moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.life.guests import GROUP_VISIT_MOVES, GUEST_MOVES
from exchange.life.moves import (
    AMENDMENT_MOVES,
    APPLICATION_MOVES,
    COHORT_MOVES,
    EXCHANGE_MOVES,
    HOLD_MOVES,
    PROJECT_MOVES,
    PROPOSAL_MOVES,
    TWINNING_MOVES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

MOVES: dict[str, Mapping[StrEnum, frozenset[StrEnum]]] = {
    "application": dict(APPLICATION_MOVES),
    "proposal": dict(PROPOSAL_MOVES),
    "exchange": dict(EXCHANGE_MOVES),
    "amendment": dict(AMENDMENT_MOVES),
    "hold": dict(HOLD_MOVES),
    "group_visit": dict(GROUP_VISIT_MOVES),
    "project": dict(PROJECT_MOVES),
    "twinning": dict(TWINNING_MOVES),
    "guest": dict(GUEST_MOVES),
    "cohort": dict(COHORT_MOVES),
}


def drawing(name: str) -> str:
    """A state diagram: begins at the table's first state, ends where nothing may follow."""
    return "\n".join(["```mermaid", "stateDiagram-v2", *_arrows(MOVES[name]), "```"])


def _arrows(moves: Mapping[StrEnum, frozenset[StrEnum]]) -> Iterator[str]:
    states = list(moves)
    yield f"    [*] --> {states[0].value}"
    for state in states:
        for after in sorted(moves[state], key=states.index):
            yield f"    {state.value} --> {after.value}"
        if not moves[state]:
            yield f"    {state.value} --> [*]"
