"""What a call says of exchanges on the line, in half-day sessions, whole or beside days on the spot."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from exchange.scheme.parts import Part, Whole


class OnlineRules(Part):
    """So many half days make a working day, each of so many minutes or more.

    `share` is what is paid, in hundredths of the sum for a stay as long: nobody travels.
    """

    half_days_a_day: Whole = 2
    least_minutes: Whole = 120
    share: Annotated[int, Field(ge=0, le=100)] = 0

    def working_days(self, sessions: int) -> int:
        """How many whole working days so many sessions are."""
        return sessions // self.half_days_a_day


class HybridRules(Part):
    """Some days on the spot and some half days online are one exchange: so many days on the spot at least.

    Both count towards the shortest exchange. What is paid is by the days on the spot alone, as for a visit of
    as many, from `paid_from_days` on: fewer are paid nothing. The first and the last of all lie within so many
    `months`.
    """

    least_days_on_the_spot: Annotated[int, Field(ge=1)] = 1
    paid_from_days: Annotated[int, Field(ge=1)] = 3
    months: Annotated[int, Field(ge=1)] = 3
