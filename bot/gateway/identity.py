"""Find out who a token is, before anything else is started."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp

from bot.gateway.api import ask
from bot.gateway.errors import TokenUnknown, Unanswered, WrongToken
from storage.engine.away import Away

FIRST_PAUSE = 1.0
PATIENCE = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True)
class Identity:
    """A bot as Telegram knows it."""

    user_id: int
    username: str


async def identify(api: str, token: str, *, patient: bool = True) -> Identity:
    """The bot behind a token; waits with growing pauses for an API that cannot be reached.

    Raises WrongToken once the API has said twice that there is no such token; with
    `patient=False`, at the first failure, also Unanswered.
    """
    away, unknown = Away("the Bot API", FIRST_PAUSE), False
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        while True:
            try:
                found = identity_in((await ask(http, f"{api}/bot{token}/getMe")).result)
            except TokenUnknown as error:
                if unknown or not patient:
                    raise WrongToken from error
                unknown, why = True, "it knows no such token"
            except Unanswered as error:
                if not patient:
                    raise
                unknown, why = False, str(error)
            else:
                away.back()
                return found
            await asyncio.sleep(away.gone(why))


def identity_in(result: object) -> Identity:
    """Who an answer says that a bot is. Raises Unanswered."""
    if isinstance(result, dict):
        number, name = result.get("id"), result.get("username")
        if isinstance(number, int) and isinstance(name, str):
            return Identity(number, name)
    raise Unanswered("it did not say who the bot is")
