"""A message to ten thousand people, beside the thirty a second that Telegram allows.

Over HTTP to the emulator, which answers 429 to a bot that is too fast. Takes almost six minutes.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.conversation.screens import Screen
from bot.emulator.phones import deeds
from bot.emulator.server import BotAccount, Emulator
from bot.emulator.world.pace import ALL_A_SECOND
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.outcomes import Hooks, Policy
from bot.gateway.outgoing.sender import Sender
from storage.queues import outbox
from storage.queues.outbox import Letter
from storage.tables import Urgency
from tests.bench.gateway import now, seeded

if TYPE_CHECKING:
    from tests.bench.figures import Figures

BOT = BotAccount("1:secret", 1, "public_bot", "ClusterXchange")
PEOPLE = int(os.environ.get("CXC_BENCH_PEOPLE", "10000"))
TEXT = Screen("The call is open: you have time until the end of March.").body()


async def send_all(url: str) -> tuple[float, int]:
    """Seconds from the first message to the last, and how often Telegram asked to wait."""
    database, emulator = seeded(url), Emulator([BOT], clock=now, pace=True)
    for person in range(1, PEOPLE + 1):
        emulator.world.add_person({"id": person, "first_name": f"Person {person}"})
        deeds.write(emulator.world, person, {"bot": BOT.username}, text="/start")
    letters = [
        Letter("public", person, "screen", TEXT, f"call:{person}", Urgency.BROADCAST)
        for person in range(1, PEOPLE + 1)
    ]
    await database.perform(lambda session: outbox.post(session, letters, now()))
    hooks = Hooks(lambda *_: None, lambda *_: None, lambda _kind: Policy.DROP)
    async with emulator.serve() as address:
        http = AiohttpSession(api=TelegramAPIServer.from_base(address))
        courier = AiogramCourier(Bot(BOT.token, session=http))
        sender = Sender(
            "public", "bench", database, now, courier, lambda _, row, _slow: row.body, hooks
        )
        begun = time.perf_counter()
        sending = asyncio.create_task(sender.run())
        while len(calls := sent(emulator)) < PEOPLE:  # noqa: ASYNC110 - it wakes nobody
            await asyncio.sleep(0.05)
        seconds = time.perf_counter() - begun
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await http.close()
    database.close()
    return seconds, sum(bool(one.get("error")) for one in calls)


def sent(emulator: Emulator) -> list[dict]:
    """What the bot asked to be sent."""
    return [one for one in emulator.world.calls if one["method"].startswith("send")]


def broadcast(figures: Figures) -> None:
    """The share of the allowance that was used, and refusals."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'broadcast.sqlite'}"
        seconds, refused = asyncio.run(send_all(url))
    rate = PEOPLE / seconds
    beside = f"{ALL_A_SECOND:.0f} allowed, {refused} answers 429"
    figures.add(f"{PEOPLE:,} messages, per s", f"{rate:.1f}", beside, rate / ALL_A_SECOND)
