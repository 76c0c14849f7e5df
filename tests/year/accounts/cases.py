"""4. and 5. No host over capacity, no second visit, no payment without evidence and two officers; and nobody stuck."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.personas.fates import STEPS, End, fates, stuck
from tests.personas.ledger import faults

if TYPE_CHECKING:
    from tests.year.years import Years


@dataclass(frozen=True)
class Cases:
    """The fourth account: the rules."""

    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [("rules that were broken", len(self.faults))]


@dataclass(frozen=True)
class Ends:
    """The fifth account: how it ended for every visitor."""

    came: dict[str, int]
    ends: dict[str, int]
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [*self.came.items(), *self.ends.items()]


OURS = ("Too Many Requests", "Internal Server Error")
"""What a storm answers, and Telegram while it is away: troubles that we made ourselves."""


def rules(years: Years) -> Cases:
    """What may never be, whatever people do."""
    return Cases([one for one in faults(years) if not any(mine in one for mine in OURS)])


def ends(years: Years) -> Ends:
    """How far every visitor came, and how it ended."""
    found = fates(years)
    counted = Counter(one.end for one in found)
    return Ends(
        {"visitors": len(found)}
        | {step: sum(getattr(one, step) for one in found) for step in STEPS},
        {one.value: counted[one] for one in End},
        [*stuck(years), *_never_sent(years)],
    )


def _never_sent(years: Years) -> list[str]:
    """Who wanted to apply and could not."""
    return [
        f"{one.life.number} {one.name}: stuck {one.course.stuck}"
        for one in years.players
        if one.course.stuck
    ]
