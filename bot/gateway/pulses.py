"""When a process last did what it is for: what is silent for too long is no work, whatever else answers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.gateway.figures import LAST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

POLL, TICK = "poll", "tick"
LONGEST: Mapping[str, float] = {POLL: 120.0, TICK: 600.0}
"""Seconds after which it is worth a call: a question to Telegram takes 25, a tick is left out while one is at work."""


@dataclass
class Pulses:
    """What was last done when, by its name and bot; what has not begun yet is not missed."""

    clock: Callable[[], float] = time.monotonic
    _last: dict[tuple[str, str], float] = field(default_factory=dict)

    def beat(self, what: str, bot: str = "") -> None:
        """It was done just now."""
        self._last[what, bot] = self.clock()
        LAST.labels(what, bot).set_to_current_time()

    def silent(self) -> list[str]:
        """What is overdue, in words."""
        now = self.clock()
        return [
            f"the last {what}{f' of {bot}' if bot else ''} was {now - at:.0f} seconds ago"
            for (what, bot), at in sorted(self._last.items())
            if now - at > LONGEST[what]
        ]
