"""All eight accounts of the years that were lived, and what may not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.year.accounts import cases, costs, euros, figures, pairs, secrets, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from tests.year.years import Years

    class Part(Protocol):
        """One of the accounts."""

        faults: list[str]

        def rows(self) -> Sequence[tuple[str, object]]:
            """What is shown."""


TITLES = {
    "told": "1. Told once, at the reader's hours",
    "euros": "2. Every euro",
    "figures": "3. Figures as desks read them",
    "rules": "4. Rules",
    "ends": "5. How it ended for visitors",
    "secrets": "6. Privacy",
    "costs": "7. What it costs",
    "pairs": "8. What the matcher is worth",
}


@dataclass(frozen=True)
class Account:
    """The parts by name."""

    parts: Mapping[str, Part]
    days: int
    struck: Sequence[str]

    def faults(self) -> dict[str, list[str]]:
        """What may not be, by part; nothing where all is well."""
        return {name: one.faults for name, one in self.parts.items() if one.faults}


async def drawn_up(years: Years, seconds: float) -> Account:
    """The account of years that took so many seconds; the desks are asked for their figures first."""
    read = await years.figures()
    years.witness.look()
    for one in years.residents:
        await one.phone.close()
    parts: dict[str, Part] = {
        "told": told.account(years),
        "euros": euros.account(years),
        "figures": figures.account(years, read),
        "rules": cases.rules(years),
        "ends": cases.ends(years),
        "secrets": secrets.account(years),
        "costs": costs.account(years, seconds),
        "pairs": pairs.account(years),
    }
    return Account(parts, years.days, years.struck)
