"""What `doctor` looks at, and what it advises."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.checkup import bots, databases, settings
from bot.checkup.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app.settings import Settings

__all__ = ["Finding", "examine"]


def _now() -> datetime:
    return datetime.now(UTC)


async def examine(given: Settings, clock: Callable[[], datetime] = _now) -> list[Finding]:
    """Everything, in the order in which one would mend it; `clock` is this machine's."""
    return [
        *settings.examine(given),
        *databases.examine(given, clock),
        *await bots.examine(given, clock, databases.polled(given)),
    ]
