"""Something that is waited for: told once when it goes, once when it is back."""

from __future__ import annotations

import logging
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass
class Away:
    """How long to rest between two tries of reaching `what`; seconds, twice as many each time."""

    what: str
    first: float = 1.0
    longest: float = 60.0
    pause: float = 0.0  # of the last try; 0 while it is there

    def gone(self, why: str, asked: float = 0.0) -> float:
        """Seconds until the next try, at least as many as somebody asked for."""
        if not self.pause:
            logger.warning("%s is away (%s): trying again, with growing pauses", self.what, why)
        self.pause = min(self.pause * 2, self.longest) or self.first
        return max(self.pause, asked)

    def back(self) -> None:
        """It answered."""
        if self.pause:
            logger.warning("%s is back", self.what)
        self.pause = 0.0
