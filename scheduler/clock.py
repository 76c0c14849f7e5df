"""A clock that ticks, and knows nothing of what is due: the table of due rows is the truth."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)
# A tick that comes while the last one is still at work is left out: that is no news to anybody.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


class Clock:
    """Awaits `tick` at once and then every so many seconds, never twice at the same time.

    Nothing is stored: a tick that is missed, late or fails costs nothing but time.
    """

    def __init__(self, tick: Callable[[], Awaitable[object]], *, seconds: float = 20.0) -> None:
        self._tick = tick
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._safely,
            "interval",
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # the default of one second would drop late ticks
        )

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; a tick in hand is cancelled. Stopping a clock that does not run does nothing."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _safely(self) -> None:
        try:
            await self._tick()
        except asyncio.CancelledError:  # the clock was stopped, which is no error
            logger.info("a tick was broken off")
        except Exception as error:  # noqa: BLE001 - the next tick finds the same rows again
            # The class only: a message may quote what somebody wrote.
            logger.error("a tick failed: %s", type(error).__name__)  # noqa: TRY400
