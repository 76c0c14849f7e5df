"""When to write to people: in their own working hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from pydantic import model_validator

from exchange.scheme.parts import Part
from exchange.scheme.working_days import is_working_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class Window(Part):
    """The hours of a working day, local to the reader, in which we write without being asked."""

    starts: time
    ends: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("the send window ends before it starts")
        return self


def next_send_time(
    not_before: datetime, zone: str, country: str | None, window: Window
) -> datetime:
    """The first instant from `not_before` on that lies in somebody's working hours, in UTC.

    `zone` is an IANA name, `country` says which public holidays count (None: only weekends), and
    the hour at which the window ends no longer belongs to it.
    """
    return _next(not_before, zone, window, lambda day: is_working_day(day, country))


def next_daytime(not_before: datetime, zone: str, window: Window) -> datetime:
    """As `next_send_time`, but on any day: for what cannot wait until Monday."""
    return _next(not_before, zone, window, lambda _day: True)


def _next(
    not_before: datetime, zone: str, window: Window, fits: Callable[[date], bool]
) -> datetime:
    local = ZoneInfo(zone)
    day = not_before.astimezone(local).date()
    while True:
        closes = datetime.combine(day, window.ends, local).astimezone(UTC)
        if fits(day) and not_before < closes:
            opens = datetime.combine(day, window.starts, local).astimezone(UTC)
            return max(opens, not_before.astimezone(UTC))
        day += timedelta(days=1)
