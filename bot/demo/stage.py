"""The demo behind its page: both bots, a fictional programme, an autopilot for everybody else."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from bot.app.running import House, open_house
from bot.demo.autopilot import Autopilot
from bot.demo.curtain import DESK_BOT, PARTICIPANTS_BOT, YOUR_OFFICER, apart
from bot.demo.programme import seed_demo
from exchange.people.officers import invite_officer
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine import schema
from storage.engine.database import open_database
from storage.tables import OfficerRole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import timedelta

    from bot.demo.curtain import Curtain
    from bot.demo.programme import DemoCast
    from bot.emulator.server import Emulator
    from bot.wall_clock import WallClock
    from storage.engine.database import Database

DEMO_TICK = 2.0


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
        return await self.house.walk(self.clock, step)


@contextlib.asynccontextmanager
async def raised(
    scheme_name: str, database_url: str, address: str, curtain: Curtain
) -> AsyncIterator[Stage]:
    """Both bots and everybody else, at a page that is served already."""
    scheme, clock = load_scheme(scheme_name), curtain.clock
    database, cast, payload = await apart(lambda: _seeded(scheme_name, database_url, clock))
    house = House(
        database, scheme, address, PARTICIPANTS_BOT.token, DESK_BOT.token, clock, DEMO_TICK
    )
    stage = Stage(house, clock, curtain.emulator, cast)
    await _people(address, cast)
    stage.autopilot = Autopilot(address, cast, PARTICIPANTS_BOT.username, DESK_BOT.username)
    async with open_house(house):
        flying = asyncio.create_task(stage.autopilot.run())
        await _greet(address, payload)
        await curtain.emulator.heard_of_all()
        try:
            yield stage
        finally:
            flying.cancel()
            await asyncio.gather(flying, return_exceptions=True)
    database.close()


def _seeded(
    scheme_name: str, database_url: str, clock: WallClock
) -> tuple[Database, DemoCast, str]:
    """The database with everybody in it, who they are, and the payload of the newcomer's desk."""
    scheme, database = load_scheme(scheme_name), open_database(database_url)
    schema.upgrade(database)
    with database.transaction() as session:
        cast = seed_demo(Work(session, clock(), scheme))
    return database, cast, _own_desk(database, scheme_name, cast)


def _own_desk(database: Database, scheme_name: str, cast: DemoCast) -> str:
    """A one-time payload for the newcomer's own officer, in the first officer's Partnership."""
    del cast
    scheme = load_scheme(scheme_name)
    with database.transaction() as session:
        work = Work(session, datetime.now(UTC), scheme)
        return invite_officer(work, OfficerRole.COORDINATOR, scheme.partnerships[0].name)


async def _people(address: str, cast: DemoCast) -> None:
    """Give everybody a telephone; those with a chat open have talked to their bot before."""
    others = [
        {
            "id": one.telegram_id,
            "first_name": one.name,
            "language_code": one.language,
            "talks_to": [bot],
        }
        for bot, group in (
            (DESK_BOT.username, cast.officers),
            (PARTICIPANTS_BOT.username, cast.people),
        )
        for one in group
    ]
    async with aiohttp.ClientSession() as http:
        for person in others:
            async with http.post(f"{address}/user/people", json=person) as answer:
                answer.raise_for_status()


async def _greet(address: str, payload: str) -> None:
    """Open the newcomer's own desk, so that both columns are alive from the start."""
    message = {"bot": DESK_BOT.username, "text": f"/start {payload}"}
    async with aiohttp.ClientSession() as http:
        await http.post(f"{address}/user/people/{YOUR_OFFICER}/messages", json=message)
