"""Take updates from Telegram: stored first, acknowledged by the next question for more."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.gateway.errors import WrongToken
from storage import inbox
from storage.inbox import Arrived

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from storage.database import Database

logger = logging.getLogger(__name__)

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
WAIT = 25  # seconds Telegram holds the question
BATCH = 100
LONGEST_PAUSE = 60.0


@dataclass
class Receiver:
    """Asks one bot's Bot API for updates, for ever; wakes the worker when there are some."""

    name: str
    api: str
    token: str
    database: Database
    clock: Callable[[], datetime]
    arrived: asyncio.Event

    async def run(self) -> None:
        """Poll until cancelled. Raises WrongToken; everything else heals by waiting."""
        offset = await asyncio.to_thread(self._next_offset)
        pause = 1.0
        async with aiohttp.ClientSession() as http:
            while True:
                try:
                    updates = await self._ask(http, offset)
                except (aiohttp.ClientError, TimeoutError, ApiRefused) as error:
                    pause = await self._rest(error, pause)
                    continue
                pause = 1.0
                if updates:
                    await asyncio.to_thread(self._store, updates)
                    offset = updates[-1]["update_id"] + 1
                    self.arrived.set()

    def _next_offset(self) -> int:
        with self.database.transaction() as session:
            return (inbox.last_update_id(session, self.name) or -1) + 1

    def _store(self, updates: list[dict[str, Any]]) -> None:
        arrived = [Arrived(one["update_id"], chat_of(one), one) for one in updates]
        with self.database.transaction() as session:
            inbox.store(session, self.name, arrived, self.clock())

    async def _ask(self, http: aiohttp.ClientSession, offset: int) -> list[dict[str, Any]]:
        question = {"offset": offset, "timeout": WAIT, "limit": BATCH, "allowed_updates": WANTED}
        patience = aiohttp.ClientTimeout(total=WAIT + 15)
        url = f"{self.api}/bot{self.token}/getUpdates"
        async with http.post(url, json=question, timeout=patience) as response:
            answer = await response.json()
        if answer.get("ok"):
            found: list[dict[str, Any]] = answer["result"]
            return found
        if answer.get("error_code") in {401, 404}:
            raise WrongToken
        raise ApiRefused(answer)

    async def _rest(self, error: Exception, pause: float) -> float:
        wanted = error.retry_after if isinstance(error, ApiRefused) else 0
        reason = str(error) if isinstance(error, ApiRefused) else type(error).__name__
        logger.warning("%s: no updates (%s), next try in %.0f s", self.name, reason, pause)
        await asyncio.sleep(max(pause, wanted))
        return min(pause * 2, LONGEST_PAUSE)


class ApiRefused(Exception):
    """The Bot API answered, but with no: a second poller, a webhook, too many questions."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(f"{answer.get('error_code')} {answer.get('description')}")
        self.retry_after = float(answer.get("parameters", {}).get("retry_after", 0))


def chat_of(update: dict[str, Any]) -> int | None:
    """The chat an update belongs to; updates of one chat are worked in order."""
    for kind in WANTED:
        found = update.get(kind)
        if found:
            place = found.get("message", found)
            chat = place.get("chat") or found.get("from") or {}
            return int(chat["id"]) if "id" in chat else None
    return None
