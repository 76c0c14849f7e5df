"""Probe a bot from outside, once: who it is, where its updates go, whether our clock is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.gateway.errors import ApiUnreachable, WrongToken
from bot.gateway.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Callable

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
            who, date = await _ask(http, f"{api}/bot{token}/getMe")
            ahead = clock() - date if date else None
            hook, _ = await _ask(http, f"{api}/bot{token}/getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise ApiUnreachable(type(error).__name__) from error
    at = hook.get("last_error_date")
    return Probe(
        identity=Identity(who["id"], who["username"]),
        webhook=hook.get("url", ""),
        pending=hook.get("pending_update_count", 0),
        trouble=hook.get("last_error_message", ""),
        trouble_at=datetime.fromtimestamp(at, UTC) if at else None,
        ahead=ahead,
    )


async def _ask(http: aiohttp.ClientSession, url: str) -> tuple[dict[str, Any], datetime | None]:
    """The answer, and the moment of it by Telegram's clock."""
    async with http.get(url) as response:
        answer = await response.json(content_type=None)
        date = response.headers.get("Date")
    if answer.get("ok"):
        return answer["result"], parsedate_to_datetime(date) if date else None
    if answer.get("error_code") in {401, 404}:
        raise WrongToken
    raise aiohttp.ClientError(str(answer.get("description")))
