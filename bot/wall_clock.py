"""The time as everything here is told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class WallClock:
    """The time; the demo can move it forward."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC) + self.ahead
