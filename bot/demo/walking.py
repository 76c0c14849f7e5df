"""The demo's clock runs on: a day at a time, and everybody lives through each of them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from storage.queues import outbox
from storage.tables import Inbox

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from bot.app.house import House
    from bot.demo.autopilot import Autopilot
    from bot.demo.programme import DemoCast
    from bot.emulator.server import Emulator
    from bot.wall_clock import WallClock

DAY = timedelta(days=1)
LONGEST = 3.0  # seconds that a day may take on the way
LAST = 60.0  # and the day that is walked to: nothing that is due waits when it has come
BLINK = 0.02


@dataclass
class Stage:
    """The demo's parts while it plays."""

    house: House
    clock: WallClock
    emulator: Emulator
    cast: DemoCast
    autopilot: Autopilot = field(init=False)

    async def advance(self, step: timedelta) -> datetime:
        """Move the clock; what falls due on the way is done on its day."""
        return await walk_together(self, step)


async def walk_together(stage: Stage, step: timedelta) -> datetime:
    """Move the clock; who is played by the autopilot does each day what the day brings."""
    stage.autopilot.hurry(on=True)
    try:
        goal = stage.clock.ahead + step
        while stage.clock.ahead < goal:
            await stage.house.walk(stage.clock, min(DAY, goal - stage.clock.ahead))
            stage.autopilot.take_up()
            on_the_way = stage.clock.ahead < goal
            await _day_is_over(stage, LONGEST if on_the_way else LAST)
    finally:
        stage.autopilot.hurry(on=False)
    return stage.clock()


async def _day_is_over(stage: Stage, longest: float) -> None:
    """Wait until nobody has anything to do or to say, but not longer than so many seconds."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        await asyncio.sleep(BLINK)
        if not await _anything_moves(stage) and not await _anything_moves(stage):
            return  # asked twice: what moves may be between two hands


async def _anything_moves(stage: Stage) -> bool:
    world = stage.emulator.world
    if stage.autopilot.busy or stage.autopilot.heard < world.feed.last:
        return True
    if any(one.updates for one in world.bots.values()):
        return True
    return await stage.house.database.perform(lambda session: _anything_waits(session, stage))


def _anything_waits(session: Session, stage: Stage) -> bool:
    heard = select(Inbox.update_id).where(col(Inbox.done_at).is_(None), ~col(Inbox.set_aside))
    unread = session.exec(heard.limit(1)).first() is not None
    return unread or outbox.anything_due(session, stage.clock())
