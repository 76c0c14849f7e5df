"""How long a bystander waits while others flood the bots, at Telegram's allowance."""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.house import House
from bot.app.running import open_house
from bot.emulator.phones import deeds
from bot.emulator.server import Emulator
from exchange.people.partnerships import seed_partnerships
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine import schema
from storage.engine.database import open_database
from tests.bench.figures import Figures, middle_and_slow
from tests.builders.bots.town import PUBLIC, STAFF

if TYPE_CHECKING:
    from bot.emulator.world.world import World

WRITER, TAPPER, BYSTANDERS, STRANGERS = 1, 2, range(10, 20), range(1000, 2500)
TEXTS, TAPS_A_SECOND, SECONDS = 5000, 500, 10
ASKS = 5  # of each bystander, one after the other
REST = 2.5  # seconds between them: in a chat about one message a second is allowed
PATIENCE = 120.0
GOAL_MEDIAN, GOAL_WORST = 1000, 3000  # milliseconds


def flood(table: Figures) -> None:
    """Rows on bystanders: alone, and while one writes, one taps and strangers come in."""
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(_measured(f"sqlite:///{Path(folder)}/flood.sqlite"))
    for what, took in times.items():
        middle, slow = middle_and_slow(took)
        worst = max(took)
        table.add_row(
            f"a bystander's reply {what}, ms",
            f"p50 {middle:.0f}, p95 {slow:.0f}, worst {worst:.0f}",
            f"p50 {GOAL_MEDIAN}, worst {GOAL_WORST}",
            f"{max(middle / GOAL_MEDIAN, worst / GOAL_WORST):.2f}",
        )


async def _measured(url: str) -> dict[str, list[float]]:
    _seed(url)
    emulator = Emulator([PUBLIC, STAFF], clock=lambda: datetime.now(UTC), pace=True)
    async with emulator.serve() as address:
        world = emulator.world
        for person in (WRITER, TAPPER, *BYSTANDERS, *STRANGERS):
            world.add_person({"id": person, "first_name": f"Person {person}"})
        # A process of its own, as Telegram is not in ours; spawned, so that it inherits nothing.
        bots = multiprocessing.get_context("spawn").Process(target=_live, args=(url, address))
        bots.start()
        try:
            await _greeted(world)
            alone = await _bystanders(world)
            flooding = asyncio.create_task(_all_at_once(world))
            during = await _bystanders(world)
            await flooding
        finally:
            bots.terminate()
            await asyncio.to_thread(bots.join)
    return {"alone": alone, "in a flood": during}


def _seed(url: str) -> None:
    database = open_database(url)
    schema.upgrade(database)
    with database.transaction() as session:
        seed_partnerships(Work(session, datetime.now(UTC), load_scheme("clusterxchange")))
    database.close()


def _live(url: str, address: str) -> None:
    """The bots, until they are stopped."""

    async def live() -> None:
        database = open_database(url)
        scheme = load_scheme("clusterxchange")
        async with open_house(House(database, scheme, address, PUBLIC.token, STAFF.token)) as tasks:
            await asyncio.wait(tasks)

    asyncio.run(live())


async def _greeted(world: World) -> None:
    """Everybody but the strangers is known to the bot."""
    await asyncio.gather(*(_asked(world, one, "/start") for one in (WRITER, TAPPER, *BYSTANDERS)))
    await asyncio.sleep(REST)


async def _asked(world: World, person: int, words: str) -> float:
    """Milliseconds from somebody's words to the bot's next message to them."""
    before = _said(world, person)
    begun = time.perf_counter()
    deeds.write(world, person, {"bot": PUBLIC.username}, text=words)
    async with asyncio.timeout(PATIENCE):
        while _said(world, person) == before:  # noqa: ASYNC110 - a wake-up would be measured too
            await asyncio.sleep(0.01)
    return 1000 * (time.perf_counter() - begun)


def _said(world: World, person: int) -> int:
    """How many messages the bot has sent somebody."""
    chat = world.private(PUBLIC.username, person)
    return sum(one["from"]["is_bot"] for one in chat.messages.values())


async def _bystanders(world: World) -> list[float]:
    async def one(person: int) -> list[float]:
        await asyncio.sleep(person % 10 * REST / 10)
        took = []
        for _ in range(ASKS):
            took.append(await _asked(world, person, "/help"))
            await asyncio.sleep(REST)
        return took

    return [took for times in await asyncio.gather(*map(one, BYSTANDERS)) for took in times]


async def _all_at_once(world: World) -> None:
    await asyncio.gather(_write(world), _tap(world), _come(world))


async def _write(world: World) -> None:
    for number in range(TEXTS):
        deeds.write(world, WRITER, {"bot": PUBLIC.username}, text=f"flood {number}")
        await asyncio.sleep(SECONDS / TEXTS)


async def _tap(world: World) -> None:
    chat = world.private(PUBLIC.username, TAPPER)
    number, data = next(
        (one["message_id"], key["callback_data"])
        for one in chat.messages.values()
        for row in one.get("reply_markup", {}).get("inline_keyboard", ())
        for key in row
        if "callback_data" in key
    )
    for _ in range(TAPS_A_SECOND * SECONDS):
        tapped = {"bot": PUBLIC.username, "message_id": number, "data": data, "stale": True}
        deeds.tap(world, TAPPER, tapped)
        await asyncio.sleep(1 / TAPS_A_SECOND)


async def _come(world: World) -> None:
    for person in STRANGERS:
        deeds.write(world, person, {"bot": PUBLIC.username}, text="/start")
        await asyncio.sleep(SECONDS / len(STRANGERS))
