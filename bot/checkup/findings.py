"""One thing that `doctor` looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

NEAR = 5.0  # seconds by which two clocks may differ


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `how` says how it is and, unless it is good, what to do."""

    good: bool
    what: str
    how: str


def of_clock(what: str, ahead: timedelta) -> Finding:
    """Whether this machine's clock goes with another one."""
    seconds = ahead.total_seconds()
    if abs(seconds) <= NEAR:
        return Finding(True, what, "goes with ours")
    way = "ahead" if seconds > 0 else "behind"
    how = f"our clock is {abs(seconds):.0f} s {way}: let the machine keep its time (chrony, NTP)"
    return Finding(False, what, how)
