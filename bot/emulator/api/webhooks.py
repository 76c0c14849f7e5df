"""Brings updates to the bots that have set a webhook."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp

from bot.emulator.api.requests import from_json, from_multipart
from bot.emulator.world.refusals import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import World

    Act = Callable[[Inbox, Json], None]

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds before a delivery that failed is tried again
PATIENCE = aiohttp.ClientTimeout(total=60)


async def deliver(world: World, bot: Inbox, act: Act) -> None:
    """Bring updates to the webhook, one after another, again until it says 200; for ever.

    A webhook may answer with a method to call: `act` carries it out.
    """
    pause = FIRST_PAUSE
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        while True:
            if not bot.updates or not bot.webhook.url:
                arrived = bot.arrived
                arrived.clear()
                await arrived.wait()
            elif await _delivered(http, world, bot, act):
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


async def _delivered(http: aiohttp.ClientSession, world: World, bot: Inbox, act: Act) -> bool:
    hook, update = bot.webhook, bot.updates[0]
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with http.post(hook.url, json=update, headers=headers) as answer:
            problem = "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
            wish = await _wish(answer) if answer.ok else {}
    except (aiohttp.ClientError, TimeoutError) as error:
        problem, wish = f"Connection failed: {type(error).__name__}", {}
    if problem:
        hook.error, hook.error_date = f"{problem}", world.now()
        return False
    if bot.updates and bot.updates[0] is update:
        bot.updates.popleft()
    if wish:
        act(bot, wish)
    return True


async def _wish(answer: aiohttp.ClientResponse) -> Json:
    """The method that a webhook's answer asks for, with its parameters."""
    try:
        if answer.content_type == "application/json":
            return from_json(await answer.text())
        if answer.content_type == "multipart/form-data":
            reader = aiohttp.MultipartReader.from_response(answer)
            return await from_multipart(reader)  # type: ignore[arg-type]
    except (ApiError, ValueError):
        return {}
    return {}
