"""What one process of the program is made of: what it needs, its roles, how it lives among the others."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.app.settings import ProcessRole
from bot.gateway.pulses import TICK, Pulses
from bot.gateway.traces import span
from bot.wall_clock import WallClock
from storage.engine.obstacles import Obstacle, obstacle_of
from storage.engine.witness import Witness
from storage.queues import instances, outbox
from storage.queues.pace import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from sqlmodel import Session

    from exchange.scheme.call import Scheme
    from matching.words.encoder import Encoder
    from storage.engine.database import Database

logger = logging.getLogger(__name__)

Part = tuple[ProcessRole, str, "Callable[[], Coroutine[Any, Any, None]]"]
"""Whose it is, what it is called, and what it does until it is cancelled."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Door:
    """Where Telegram knocks: its address for the world, and the port behind it."""

    address: str
    host: str = "127.0.0.1"
    port: int = 8443


@dataclass
class House:
    """Everything one process needs."""

    database: Database
    scheme: Scheme
    api: str
    participants_token: str
    desk_token: str
    clock: Callable[[], datetime] = field(default_factory=WallClock)
    tick_seconds: float = 20.0
    roles: frozenset[ProcessRole] = frozenset(ProcessRole)
    door: Door | None = None
    allowance: Allowance = field(default_factory=Allowance)  # what Telegram lets one token send
    health: tuple[str, int] | None = None  # where monitors ask: host, port
    reader: Encoder | None = None  # of the meanings of texts; without one, words alone
    instance: str = field(default_factory=instances.new_id)
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    erased: Path | None = None  # the list of people who were forgotten
    pulses: Pulses = field(default_factory=Pulses)
    watch: instances.Watch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = instances.Watch(Witness(self.instance))

    async def tick(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """How much was due and is done; once `stopped` says so, nothing more is begun."""
        from scheduler.ticks import work_off_due  # noqa: PLC0415 - with all that may come due

        async with self.ticking:  # one after the other: else one may go by a time that is over
            with span("tick") as told:
                done = await asyncio.to_thread(
                    work_off_due, self.database, self.scheme, self.clock(), stopped, self.erased
                )
                told["done"] = done
        self.pulses.beat(TICK)
        return done

    async def walk(self, clock: WallClock, step: timedelta) -> datetime:
        """Move a clock forward hour by hour, each hour's messages leaving in their hour."""
        goal = clock.ahead + step
        while clock.ahead < goal:
            clock.ahead = min(clock.ahead + HOUR, goal)
            if await self._tick_for_sure():
                await self._quiet()
        self.database.wakeups.wake_all()  # what was put off may be due at the new time
        return clock()

    async def _tick_for_sure(self) -> int:
        """As `tick`, again for as long as others hold the database: the next hour is no time for it."""
        while True:
            try:
                return await self.tick()
            except sa.exc.OperationalError as error:
                if obstacle_of(error) is not Obstacle.BUSY:
                    raise
                logger.warning("a tick is tried again: others hold the database")

    async def _quiet(self) -> None:
        """Wait until nothing that is due waits to be sent, but not for ever."""
        for _ in range(100):
            if not await asyncio.to_thread(self._anything_waits):
                return
            await asyncio.sleep(0.05)

    def _anything_waits(self) -> bool:
        with self.database.transaction() as session:
            return outbox.anything_due(session, self.clock())

    async def live(self) -> None:
        """Give signs of life, and take over what dead instances held, until cancelled."""
        with self.watch.witness.beside_file(self.database.url):
            while True:
                await self.database.insist(self._live)
                self.watch.looked()
                await asyncio.sleep(instances.BEAT)

    def _live(self, session: Session) -> None:
        now = instances.time_of(session)
        instances.beat(session, self.instance, sorted(self.roles), now)
        leftovers = instances.take_over_dead(session, now, self.clock(), self.watch)
        if leftovers != instances.Leftovers():
            logger.warning(
                "%d instances died; taking over %d updates, %d messages are uncertain",
                leftovers.instances,
                leftovers.updates,
                leftovers.messages,
            )
