"""What a call says of exchanges on the line: in half-day sessions, where it allows them."""

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
