"""A stop has one bound: what is not over by then is left as a death would leave it, and is found."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from bot.app.settings import ProcessRole

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

logger = logging.getLogger(__name__)

# Seconds after the wish to stop by which each role is over, in this order; what one leaves over is
# the next one's. All of it has to be less than the ten seconds after which Docker kills.
LATEST: Mapping[ProcessRole, float] = {
    ProcessRole.RECEIVER: 2.0,
    ProcessRole.WORKER: 3.5,
    ProcessRole.SENDER: 5.0,
    ProcessRole.SCHEDULER: 5.0,
}
FAREWELL = 1.0  # seconds for what has nothing in hand, and for taking leave in the database
BROKEN_OFF = 0.2  # seconds that a part which is broken off may take to notice
LONGEST = 9.0  # seconds from the wish to stop to the end of the process, whatever hangs


async def end(tasks: list[asyncio.Task[None]], patience: float) -> None:
    """Have tasks finish what they have in hand; after so many seconds it is broken off."""
    for task in tasks:
        task.cancel()
    for task in await _unfinished(tasks, patience):
        logger.warning("%s does not come to an end, it is broken off", task.get_name())
        task.cancel()
    await _unfinished(tasks, BROKEN_OFF)


async def _unfinished(tasks: list[asyncio.Task[None]], patience: float) -> set[asyncio.Task[None]]:
    if not tasks:
        return set()
    done, slow = await asyncio.wait(tasks, timeout=max(patience, 0))
    await asyncio.gather(*done, return_exceptions=True)
    return slow


async def end_in_order(tasks: Mapping[ProcessRole, list[asyncio.Task[None]]]) -> None:
    """End the roles one after the other, each by its time.

    No more updates are taken, what is in hand is finished, then what is on its way arrives.
    """
    clock = asyncio.get_running_loop().time
    begun = clock()
    for role, latest in LATEST.items():
        await end(tasks.get(role, []), begun + latest - clock())


async def within_reason(farewell: Awaitable[object]) -> None:
    """Wait for a last act, but not for long: it is a courtesy to those who stay."""
    try:
        async with asyncio.timeout(FAREWELL):
            await farewell
    except TimeoutError:
        logger.warning("no leave could be taken, the others find out by themselves")


def limit() -> None:
    """From now on this process has so many seconds: then it says what hangs, and is gone."""
    faulthandler.dump_traceback_later(LONGEST, exit=True)


def leave() -> NoReturn:
    """End the process, all being done.

    The interpreter would first take apart the libraries one by one: a second and a half of work,
    which on a busy machine was seen to take seventeen.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
