"""Find out who a token is, before anything else is started."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import aiohttp

from bot.gateway.errors import WrongToken

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PATIENCE = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True)
class Identity:
    """A bot as Telegram knows it."""

    user_id: int
    username: str


async def identify(api: str, token: str, *, patient: bool = True) -> Identity:
    """The bot behind a token; waits with growing pauses for an API that cannot be reached.

    Raises WrongToken; with `patient=False` also what the connection raises.
    """
    pause = FIRST_PAUSE
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        while True:
            try:
                return await _ask(http, f"{api}/bot{token}/getMe")
            except (aiohttp.ClientError, TimeoutError) as error:
                if not patient:
                    raise
                logger.warning(
                    "the Bot API cannot be reached (%s), next try in %.0f s",
                    type(error).__name__,
                    pause,
                )
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _ask(http: aiohttp.ClientSession, url: str) -> Identity:
    async with http.get(url) as response:
        answer = await response.json(content_type=None)
    if answer.get("ok"):
        return Identity(answer["result"]["id"], answer["result"]["username"])
    if answer.get("error_code") in {401, 404}:
        raise WrongToken
    raise aiohttp.ClientError(str(answer.get("description")))
