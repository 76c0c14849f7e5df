"""What both frameworks do in a second with nothing stored: the least that an update costs."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.bench.figures import Figures

UPDATES = 5000
TOKEN = "1:secret"


def body(number: int) -> dict:
    """A message of a person."""
    person = {"id": number, "is_bot": False, "first_name": "Ana"}
    message = {
        "message_id": 1,
        "date": 1_800_000_000,
        "chat": {"id": number, "type": "private", "first_name": "Ana"},
        "from": person,
        "text": "hello",
    }
    return {"update_id": number, "message": message}


async def per_second(feed: Callable[[dict], Awaitable[object]]) -> float:
    """Updates a second."""
    begun = time.perf_counter()
    for number in range(1, UPDATES):
        await feed(body(number))
    return UPDATES / (time.perf_counter() - begun)


async def aiogram() -> float:
    """`Dispatcher.feed_update` with one handler."""
    dispatcher, bot = Dispatcher(), Bot(TOKEN)

    @dispatcher.message()
    async def handle(_message: object) -> None:
        return

    return await per_second(
        lambda raw: dispatcher.feed_raw_update(bot, raw),
    )


async def telegram() -> float:
    """`Application.process_update` with one handler."""

    async def handle(_update: object, _context: object) -> None:
        return

    application = Application.builder().token(TOKEN).updater(None).build()
    application.add_handler(MessageHandler(filters.ALL, handle))
    application._initialized = True  # nothing is asked of Telegram here
    return await per_second(
        lambda raw: application.process_update(Update.de_json(raw, application.bot))
    )


def bare(figures: Figures) -> None:
    """Both, from the raw update on."""
    figures.add("aiogram: Dispatcher.feed_update, per s", f"{asyncio.run(aiogram()):.0f}")
    figures.add(
        "python-telegram-bot: Application.process_update, per s", f"{asyncio.run(telegram()):.0f}"
    )
