"""A hold ends by itself on the morning of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.rows import row_id
from exchange.timing.hours import at_once
from exchange.timing.reminder import Days, Family, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Hold

HOLD_END = "hold.end"  # subject: a hold


def plan_hold_end(work: Work, hold: Hold, at: datetime) -> None:
    """Have it end then."""
    work.schedule(HOLD_END, row_id(hold), at, key=f"hold:{hold.id}:end")


def strike_hold_end(work: Work, hold: Hold) -> None:
    """It was taken off before."""
    work.unschedule(HOLD_END, row_id(hold))


FAMILIES = (Family((Kind(HOLD_END, at_once, days=Days.NONE),), latest_speaks=False),)
