"""The demo behind its page: both bots, a fictional programme, an autopilot for everybody else."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from bot.app.house import House
from bot.app.running import open_house
from bot.demo.apart import apart
from bot.demo.autopilot import Autopilot
from bot.demo.callers import calls
from bot.demo.programme import seed_demo
from bot.demo.walking import Stage
from bot.demo.yours import DESK_BOT, PARTICIPANTS_BOT, YOUR_OFFICER
from bot.emulator.api.about import menu_for
from exchange.people.officers import invite_officer
from exchange.timing.calls import open_call
from exchange.work import Work
from matching.words.encoder import AS_USUAL, chosen
from storage.engine import schema
from storage.engine.database import open_database
from storage.queues.pace import AT_ONCE
from storage.tables import OfficerRole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.demo.callers import Call
    from bot.demo.programme import DemoCast
    from bot.emulator.server import Emulator
    from bot.emulator.world.hands import Hands
    from bot.wall_clock import WallClock
    from storage.engine.database import Database

DEMO_TICK = 2.0
MENU_PATIENCE = 10.0  # seconds; without the menu one can still type


@contextlib.asynccontextmanager
async def raised(
    scheme_name: str, database_url: str, address: str, clock: WallClock, emulator: Emulator
) -> AsyncIterator[Stage]:
    """Both bots and everybody else, at a page that is served already."""
    scheme = open_call(scheme_name)
    database, cast, payload = await apart(lambda: _seeded(scheme_name, database_url, clock))
    house = House(
        database,
        scheme,
        address,
        PARTICIPANTS_BOT.token,
        DESK_BOT.token,
        clock,
        DEMO_TICK,
        allowance=AT_ONCE,
        reader=chosen(AS_USUAL),
    )
    stage = Stage(house, clock, emulator, cast)
    await _people(address, cast)
    stage.autopilot = _pilot(house, cast, emulator.world.hands)
    async with open_house(house):
        flying = asyncio.create_task(stage.autopilot.run())
        await _greet(address, payload)
        await emulator.heard_of_all()
        await _menu_shown(emulator)
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
    scheme, database = open_call(scheme_name), open_database(database_url)
    schema.upgrade(database)
    with database.transaction() as session:
        cast = seed_demo(Work(session, clock(), scheme))
    return database, cast, _own_desk(database, scheme_name, cast)


def _pilot(house: House, cast: DemoCast, hands: Hands) -> Autopilot:
    """The autopilot for this cast, not switched on yet."""

    async def who_calls() -> list[Call]:
        return await house.database.perform(
            lambda session: calls(Work(session, house.clock(), house.scheme))
        )

    bots = PARTICIPANTS_BOT.username, DESK_BOT.username
    return Autopilot(house.api, cast, *bots, house.clock, who_calls, hands.hold)


def _own_desk(database: Database, scheme_name: str, cast: DemoCast) -> str:
    """A one-time payload for the newcomer's own officer."""
    with database.transaction() as session:
        work = Work(session, datetime.now(UTC), open_call(scheme_name))
        return invite_officer(work, OfficerRole.COORDINATOR, cast.own_partnership)


async def _menu_shown(emulator: Emulator) -> None:
    """Wait until the newcomer's officer, who has just come in, is shown what can be typed."""
    desk, officer = emulator.world.bots[DESK_BOT.token], emulator.world.people[YOUR_OFFICER]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(MENU_PATIENCE):
            while not menu_for(desk, officer):  # noqa: ASYNC110 - the emulator tells of no menu
                await asyncio.sleep(0.02)


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
