"""The demo: the emulator, both bots, a fictional programme, and an autopilot for everybody else."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from rich.console import Console

from bot.app.running import House, WallClock, open_house
from bot.demo.autopilot import Autopilot
from bot.demo.programme import seed_demo
from bot.emulator.server import BotAccount, Emulator
from exchange.people.officers import invite_officer
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine import schema
from storage.engine.database import open_database
from storage.tables import OfficerRole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import timedelta

    from bot.app.settings import Settings
    from bot.demo.programme import DemoCast
    from storage.engine.database import Database

PARTICIPANTS_BOT = BotAccount(
    "1000001:demo-participants-token", 1000001, "clusterxchange_bot", "ClusterXchange"
)
DESK_BOT = BotAccount(
    "1000002:demo-desk-token", 1000002, "clusterxchange_desk_bot", "ClusterXchange Desk"
)
YOU, YOUR_OFFICER = 7001, 7002
DEMO_TICK = 2.0

console = Console()


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


async def play(settings: Settings, port: int, *, autopilot: bool) -> None:
    """Play until stopped."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="cxc-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'demo.sqlite'}"
        async with opened(settings.scheme, url, port, autopilot=autopilot) as page:
            _announce(page)
            await stop.wait()


@contextlib.asynccontextmanager
async def opened(
    scheme_name: str, database_url: str, port: int, *, autopilot: bool
) -> AsyncIterator[str]:
    """The demo running; gives the chat page's address."""
    scheme, clock = load_scheme(scheme_name), WallClock()
    database = open_database(database_url)
    schema.upgrade(database)
    with database.transaction() as session:
        cast = seed_demo(Work(session, clock(), scheme))
    payload = await asyncio.to_thread(_own_desk, database, scheme_name, cast)
    stages: list[Stage] = []

    async def on_advance(step: timedelta) -> datetime:
        return await stages[0].advance(step)

    async def on_autopilot(on: bool) -> None:  # noqa: FBT001 - the switch of the page
        stages[0].autopilot.switch(on=on)

    emulator = Emulator(
        [PARTICIPANTS_BOT, DESK_BOT], clock=clock, on_advance=on_advance, on_autopilot=on_autopilot
    )
    async with emulator.serve("127.0.0.1", port) as address:
        house = House(
            database, scheme, address, PARTICIPANTS_BOT.token, DESK_BOT.token, clock, DEMO_TICK
        )
        stage = Stage(house, clock, emulator, cast)
        stages.append(stage)
        await _people(address, cast)
        stage.autopilot = Autopilot(address, cast, PARTICIPANTS_BOT.username, DESK_BOT.username)
        stage.autopilot.switch(on=autopilot)
        emulator.autopilot = autopilot
        async with open_house(house):
            flying = asyncio.create_task(stage.autopilot.run())
            await _greet(address, payload)
            try:
                yield f"{address}/?open={YOU}:{PARTICIPANTS_BOT.username},{YOUR_OFFICER}:{DESK_BOT.username}"
            finally:
                flying.cancel()
                await asyncio.gather(flying, return_exceptions=True)
    database.close()


def _own_desk(database: Database, scheme_name: str, cast: DemoCast) -> str:
    """A one-time payload for the newcomer's own officer, in the first officer's Partnership."""
    del cast
    scheme = load_scheme(scheme_name)
    with database.transaction() as session:
        work = Work(session, datetime.now(UTC), scheme)
        return invite_officer(work, OfficerRole.COORDINATOR, scheme.partnerships[0].name)


async def _people(address: str, cast: DemoCast) -> None:
    """Give everybody a telephone; those with a chat open have talked to their bot before."""
    you = [
        {"id": YOU, "first_name": "You", "username": "you", "language_code": "en"},
        {
            "id": YOUR_OFFICER,
            "first_name": "Officer (you)",
            "username": "your_officer",
            "language_code": "en",
        },
    ]
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
        for person in (*you, *others):
            async with http.post(f"{address}/user/people", json=person) as answer:
                answer.raise_for_status()


async def _greet(address: str, payload: str) -> None:
    """Open the newcomer's own desk, so that both columns are alive from the start."""
    message = {"bot": DESK_BOT.username, "text": f"/start {payload}"}
    async with aiohttp.ClientSession() as http:
        await http.post(f"{address}/user/people/{YOUR_OFFICER}/messages", json=message)


def _announce(page: str) -> None:
    console.print(
        "\n[bold]ClusterXchange demo[/] – a programme with invented people, on your machine only.\n"
    )
    console.print(f"  Open  [link={page}]{page}[/link]\n", soft_wrap=True, highlight=False)
    console.print(
        "  Left you are a visitor: send /start. Right you are an officer.\n"
        "  Everybody else answers by autopilot; the bar at the top moves the clock.\n"
        "  Ctrl-C ends the demo and forgets everything.\n",
        highlight=False,
    )
