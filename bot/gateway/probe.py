"""Probe a bot from outside, once: who it is, where its updates go, whether our clock is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import aiohttp

from bot.gateway.api import ask
from bot.gateway.errors import ApiUnreachable, TokenUnknown, Unanswered, WrongToken
from bot.gateway.identity import Identity, identity_in

if TYPE_CHECKING:
    from collections.abc import Callable

LISTEN = 3  # seconds in which a program that polls asks again
PATIENCE = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True)
class Probe:
    """A bot as the Bot API sees it.

    `webhook` is where Telegram brings its updates, empty when it waits to be asked; `pending`
    how many wait; `trouble` and `trouble_at` what last went wrong with the webhook. `ahead` is by
    how much our clock is ahead of Telegram's, exact to a second; None if it was not told.
    """

    identity: Identity
    webhook: str
    pending: int
    trouble: str
    trouble_at: datetime | None
    ahead: timedelta | None


async def probe(api: str, token: str, clock: Callable[[], datetime]) -> Probe:
    """The bot behind a token. Raises WrongToken, ApiUnreachable."""
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as http:
            said = await ask(http, f"{api}/bot{token}/getMe")
            ahead = clock() - parsedate_to_datetime(said.date) if said.date else None
            who = identity_in(said.result)
            hook = (await ask(http, f"{api}/bot{token}/getWebhookInfo")).result
    except TokenUnknown as error:
        raise WrongToken from error
    except (Unanswered, ValueError) as error:
        raise ApiUnreachable(str(error)) from error
    if not isinstance(hook, dict):
        raise ApiUnreachable("it did not say where updates go")
    at = hook.get("last_error_date")
    return Probe(
        identity=who,
        webhook=hook.get("url", ""),
        pending=hook.get("pending_update_count", 0),
        trouble=hook.get("last_error_message", ""),
        trouble_at=datetime.fromtimestamp(at, UTC) if at else None,
        ahead=ahead,
    )


async def somebody_polls(api: str, token: str) -> bool:
    """Whether another program asks for a bot's updates: it ends our question by a newer one.

    Nothing is acknowledged. Asked only where no process of ours polls: that one would be ended.
    """
    question = {"timeout": LISTEN, "limit": 1}
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        try:
            await ask(http, f"{api}/bot{token}/getUpdates", question)
        except Unanswered as error:
            return error.conflict
        except TokenUnknown:
            return False
    return False
