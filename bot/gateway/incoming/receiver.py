"""Take updates from Telegram: stored first, acknowledged by the next question for more."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import sqlalchemy as sa

from bot.gateway.errors import WrongToken
from bot.gateway.incoming.updates import WANTED, keep
from storage.queues import inbox, instances

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.engine.database import Database

logger = logging.getLogger(__name__)

WAIT = 25  # seconds Telegram holds the question
BATCH = 100
LONGEST_PAUSE = 60.0
STAND_BY = 2.0  # seconds between two looks whether the lease is free
CONFLICT = 409


@dataclass
class Receiver:
    """Asks one bot's Bot API for updates, for ever; the only one of all processes to do so."""

    name: str
    owner: str
    api: str
    token: str
    database: Database
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Poll until cancelled. Raises WrongToken; everything else heals by waiting."""
        async with aiohttp.ClientSession() as http:
            while True:
                await self._sit_down()
                await self._open_line(http)
                await self._poll(http)

    async def _sit_down(self) -> None:
        """Wait until no other process polls for this bot."""
        told = False
        while not await self.database.insist(self._take_seat):
            if not told:
                logger.warning(
                    "%s: another process takes the updates; standing by to take over", self.name
                )
            told = True
            await asyncio.sleep(STAND_BY)
        if told:
            logger.warning("%s: taking the updates now", self.name)

    def _take_seat(self, session: Any) -> bool:
        now = datetime.now(UTC)  # of the machine: a demo's clock moves no leases
        return instances.take_lease(session, f"receiver:{self.name}", self.owner, now)

    async def _open_line(self, http: aiohttp.ClientSession) -> None:
        """End a webhook of former times: Telegram gives updates one way only."""
        url = f"{self.api}/bot{self.token}/deleteWebhook"
        try:
            async with http.post(url, json={"drop_pending_updates": False}) as response:
                await response.read()
        except (aiohttp.ClientError, TimeoutError):
            return  # the question for updates will say what is wrong

    async def _poll(self, http: aiohttp.ClientSession) -> None:
        """Take updates as long as the lease is ours."""
        offset = await self.database.insist(self._next_offset)
        pause = 1.0
        while await self.database.insist(self._take_seat):
            try:
                updates = await self._ask(http, offset)
                if updates:
                    await keep(self.database, self.name, updates, self.clock())
                    offset = updates[-1]["update_id"] + 1
            except (
                aiohttp.ClientError,
                TimeoutError,
                ApiRefused,
                sa.exc.OperationalError,
            ) as error:
                pause = await self._rest(error, pause)
            else:
                pause = 1.0

    def _next_offset(self, session: Any) -> int:
        return (inbox.last_update_id(session, self.name) or -1) + 1

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
        if answer.get("error_code") == CONFLICT:
            self.args = (
                f"{self.args[0]}: another program uses this token, stop it or make a new token",
            )
