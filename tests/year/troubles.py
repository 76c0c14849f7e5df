"""What comes from outside, in the middle of it: death, silence, a storm of refusals, a restart."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.emulator.world.changes import EVERYWHERE
from storage.engine.database import open_database
from storage.engine.schema import downgrade, revisions
from tests.year.shared_clock import SharedClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.year.programme import Programme

    Trouble = Callable[[Programme, Random], Awaitable[None]]

AWAY_HOURS = 30
KILLS = 3
LOOK = 60.0
STORM = 0.1
BLINK, MEANWHILE_GOES = 0.2, timedelta(seconds=4)
"""In our seconds, and how much of theirs goes by in it: a pause is not waited for at our pace."""


async def deaths(programme: Programme, rng: Random) -> None:
    """Kill -9 of every process, again and again, each time after some more calls."""
    world = programme.emulator.world
    for _ in range(KILLS):
        goal = world.feed.last + rng.randrange(2, 30)
        while world.feed.last < goal:
            await world.feed.wait(world.feed.last, EVERYWHERE, LOOK)
        programme.kill()
        programme.begin()


async def silence(programme: Programme, _rng: Random) -> None:
    """Telegram cannot be reached for longer than a day."""
    faults = programme.emulator.world.faults
    await programme.quiet()
    programme.away = True
    for method in ("*", "getUpdates"):
        faults.add({"kind": "500", "method": method, "probability": 1.0})
    await programme.pass_time(hours=AWAY_HOURS)
    faults.clear()
    programme.away = False
    await programme.pass_time(hours=-AWAY_HOURS % 24)  # people act at the same hour as before


async def storm(programme: Programme, rng: Random) -> None:
    """Telegram says for a while that it is too much; the pauses that it asks for go by on our clock."""
    clock, faults = programme.clock, programme.emulator.world.faults
    assert isinstance(clock, SharedClock)
    faults.add({"kind": "429", "probability": STORM, "seed": rng.randrange(1000)})
    try:
        while True:
            await asyncio.sleep(BLINK)
            clock.move(clock.ahead + MEANWHILE_GOES)
    finally:
        faults.clear()


async def deployment(programme: Programme, _rng: Random) -> None:
    """Every process is asked to stop, and begun again with the newest migration done on all that there is by then."""
    await programme.restart(lambda: asyncio.to_thread(_migrated, programme))


def _migrated(programme: Programme) -> None:
    """The schema is taken back by one version, and up again as an operator does it."""
    database = open_database(programme.where.database)
    try:
        downgrade(database, revisions()[-2])
    finally:
        database.close()
    cxc(programme, programme.where.database, "upgrade")


async def copied(programme: Programme, _rng: Random) -> None:
    """A copy of everything is made while the bots run; it is put back on another machine at the end."""
    await asyncio.to_thread(cxc, programme, programme.where.database, "backup", str(programme.copy))


async def fallen(programme: Programme, _rng: Random) -> None:
    """Kill -9 of the database's server, and a start, while people are at it; they and Telegram hold their breath."""
    assert programme.server
    await asyncio.sleep(BLINK)
    programme.server.kill()
    programme.server.start()


def cxc(programme: Programme, database: str, *words: str) -> None:
    """A command of the shell, on a database of the programme. Raises CalledProcessError."""
    given = {"CXC_DATABASE_URL": database, "CXC_ERASED_LIST": programme.where.erased}
    command = [sys.executable, "-m", "bot", *words]
    subprocess.run(command, env={**os.environ, **given}, check=True, capture_output=True)


IN_BETWEEN: tuple[Trouble, ...] = (silence, deployment, copied)
"""They come before a day begins; the others while people are at it, until the day is over."""
MEANWHILE: tuple[Trouble, ...] = (deaths, storm, fallen)


def plan(days: int, seed: int, *, server: bool = False) -> dict[int, Trouble]:
    """On which day which trouble comes: each of them once a season, in any order; a fall where there is a server."""
    rng = Random(f"{seed}:troubles")  # noqa: S311 - no secret
    found = [one for one in (*IN_BETWEEN, *MEANWHILE) if server or one is not fallen]
    rng.shuffle(found)
    part = days // (len(found) + 1)
    return {part * (at + 1) + rng.randrange(part // 2 or 1): one for at, one in enumerate(found)}
