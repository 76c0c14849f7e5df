"""3. What every desk reads in /stats, beside what its visitors have lived through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.personas.ledger import miscounted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.year.years import Years


@dataclass(frozen=True)
class Figures:
    """The third account."""

    desks: int
    done: int
    under_way: int
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("desks asked", self.desks),
            ("exchanges done, as they read", self.done),
            ("under way, as they read", self.under_way),
        ]


def account(years: Years, told: Mapping[str, tuple[int, int]]) -> Figures:
    """What `told` says, which each coordinator read, beside what was lived."""
    return Figures(
        len(told),
        sum(done for done, _ in told.values()),
        sum(going for _, going in told.values()),
        miscounted(years, told),
    )
