"""Who acts when: colleagues at the newcomer's own desk leave a day to the newcomer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp

from bot.demo.autopilot import Autopilot
from bot.demo.programme import CastMember, DemoCast
from bot.emulator.server import BotAccount, Emulator
from bot.emulator.world.hands import PLAYED
from tests.patience import until

if TYPE_CHECKING:
    from bot.demo.callers import Call

PUBLIC, STAFF = (
    BotAccount("1:a", 1, "public_bot", "Public"),
    BotAccount("2:b", 2, "desk_bot", "Desk"),
)
COLLEAGUE, STRANGER, GUEST = 11, 12, 21
OWN = "Hi-Tech-TEX"
CAST = DemoCast(
    (CastMember(GUEST, "Guest", "en", "Mill", "visitor"),),
    (
        CastMember(COLLEAGUE, "Colleague", "en", OWN, "coordinator"),
        CastMember(STRANGER, "Stranger", "en", "BLUES", "coordinator"),
    ),
    OWN,
)
PATIENCE = 60.0


class Moving:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """What it says."""
        return self.now


async def _nobody() -> list[Call]:
    return []


async def _ask(address: str, person: int, data: str) -> None:
    """Let the desk bot put a button in front of somebody."""
    button = {"text": "Do it", "callback_data": data}
    body = {
        "chat_id": person,
        "text": "Please",
        "reply_markup": {"inline_keyboard": [[button]]},
    }
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}/bot{STAFF.token}/sendMessage", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()


async def _taps(emulator: Emulator, count: int) -> list[str]:
    """What was tapped at the desk bot, once there are so many taps."""
    bot = emulator.world.by_name[STAFF.username]
    async with asyncio.timeout(PATIENCE):
        while True:
            found = [
                one["callback_query"]["data"] for one in bot.updates if "callback_query" in one
            ]
            if len(found) >= count:
                return found
            bot.arrived.clear()
            await bot.arrived.wait()


async def test_a_telephone_that_the_player_has_in_hand_is_left_alone() -> None:
    """What asks for something waits for a day; in a form that was answered by hand meanwhile nothing is done."""
    clock, held = Moving(), {STRANGER}
    emulator = Emulator([PUBLIC, STAFF], clock=clock)
    async with emulator.serve() as address:
        await _people(address)
        pilot = Autopilot(
            address, CAST, PUBLIC.username, STAFF.username, clock, _nobody, held.__contains__
        )
        pilot.switch(on=True)
        pilot.hurry(on=True)
        flying = asyncio.create_task(pilot.run())
        for data in ("f:x:1:!:a", "e:sign:2", "f:x:1:!:b"):
            await _ask(address, STRANGER, data)
        await until(lambda: len(pilot.waiting) == 3)
        held.clear()
        clock.now += timedelta(days=1)
        pilot.take_up()
        assert sorted(await _taps(emulator, 2)) == ["e:sign:2", "f:x:1:!:b"]
        flying.cancel()
        await asyncio.gather(flying, return_exceptions=True)


async def test_a_deed_by_hand_is_told_from_one_of_a_program() -> None:
    """The program says so of its own."""
    emulator = Emulator([PUBLIC, STAFF], clock=Moving())
    async with emulator.serve() as address:
        await _people(address)
        async with aiohttp.ClientSession() as http:
            for person, more in ((COLLEAGUE, {PLAYED: True}), (STRANGER, {})):
                url = f"{address}/user/people/{person}/messages"
                body = {"bot": STAFF.username, "text": "Hello", **more}
                async with http.post(url, json=body) as answer:
                    assert answer.status == 200
        held = emulator.world.hands.hold
        assert (held(COLLEAGUE), held(STRANGER), held(GUEST)) == (False, True, False)


async def _people(address: str) -> None:
    async with aiohttp.ClientSession() as http:
        for one in CAST.officers:
            person = {"id": one.telegram_id, "first_name": one.name, "talks_to": [STAFF.username]}
            await http.post(f"{address}/user/people", json=person)


async def test_a_colleague_waits_a_day_for_the_newcomer() -> None:
    """Others act at once; a colleague of the newcomer when the clock has gone on by a day."""
    clock = Moving()
    emulator = Emulator([PUBLIC, STAFF], clock=clock)
    async with emulator.serve() as address:
        await _people(address)
        pilot = Autopilot(address, CAST, PUBLIC.username, STAFF.username, clock, _nobody)
        pilot.switch(on=True)
        pilot.hurry(on=True)
        flying = asyncio.create_task(pilot.run())
        await _ask(address, COLLEAGUE, "e:sign:1")
        await _ask(address, STRANGER, "e:sign:2")
        assert await _taps(emulator, 1) == ["e:sign:2"]
        clock.now += timedelta(hours=23)
        pilot.take_up()
        await _ask(address, STRANGER, "e:sign:3")
        assert await _taps(emulator, 2) == ["e:sign:2", "e:sign:3"]
        clock.now += timedelta(hours=1)
        pilot.take_up()
        assert await _taps(emulator, 3) == ["e:sign:2", "e:sign:3", "e:sign:1"]
        flying.cancel()
        await asyncio.gather(flying, return_exceptions=True)
