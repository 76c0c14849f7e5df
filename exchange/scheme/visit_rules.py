"""How long the visits of a call are, and what they are worth."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from exchange.scheme.parts import Country, Part, Whole

HALVES = Decimal(2)
Amount = Annotated[Decimal, Field(ge=0, multiple_of=Decimal("0.02"))]  # half of it: whole cents


class Stay(Part):
    """How long a stay may be, travel days not counted, and how many people may come on a visit."""

    min_working_days: Whole
    max_months: Whole
    most_people: Whole = 1


class Slots(Part):
    """A stay may be in pieces, each of so many days of the calendar or more, all within so many months.

    Together they are as long as a stay may be.
    """

    least_days: Annotated[int, Field(ge=1)] = 5
    months: Annotated[int, Field(ge=1)] = 12


class LumpSumTable(Part):
    """The whole sum for each host country, from a day on."""

    valid_from: date
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    amounts: dict[Country, Amount]


class Halving(Part):
    """Below either of the two, half the lump sum is paid; 0 is never."""

    below_working_days: Annotated[int, Field(ge=0)] = 0
    below_km: Annotated[int, Field(ge=0)] = 0

    @property
    def ever(self) -> bool:
        """Whether anything halves a sum in this call."""
        return bool(self.below_working_days or self.below_km)


class Monthly(Part):
    """Sums are for each month of a stay: so many working days are one, and halves of a month count."""

    working_days: Whole

    def months(self, working_days: int) -> Decimal:
        """How many months a stay of so many working days is paid for, to the nearest half."""
        halves = Decimal(working_days) * HALVES / self.working_days
        return halves.to_integral_value(ROUND_HALF_UP) / HALVES
