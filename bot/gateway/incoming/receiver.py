"""Take updates from Telegram: stored first, acknowledged by the next question for more."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
import sqlalchemy as sa

from bot.gateway.api import ask
from bot.gateway.errors import TokenUnknown, Unanswered, WrongToken
from bot.gateway.incoming.updates import WANTED, keep, updates_in
from storage.engine.away import Away
from storage.queues import inbox, instances

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from storage.engine.database import Database

logger = logging.getLogger(__name__)

WAIT = 25  # seconds Telegram holds the question
BATCH = 100
STAND_BY = 1.0  # seconds between two looks whether the lease is free
SURE = 1.0  # seconds for which a lease that is ours stays so: in a flood each look is a wait before the next batch


@dataclass
class Receiver:
    """Asks one bot's Bot API for updates, for ever; the only one of all processes to do so."""

    name: str
    owner: str
    api: str
    token: str
    database: Database
    clock: Callable[[], datetime]
    pulse: Callable[[], None] = lambda: None  # told of each answer, and of standing by
    away: Away = field(init=False)
    seated_at: float = -SURE

    def __post_init__(self) -> None:
        self.away = Away(f"{self.name}: the Bot API")

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
            self.pulse()
            await asyncio.sleep(STAND_BY)
        if told:
            logger.warning("%s: taking the updates now", self.name)

    async def _seated(self) -> bool:
        """Whether the lease is ours, as we saw a moment ago or see now; a lease lasts far longer."""
        if time.monotonic() - self.seated_at >= SURE:
            if not await self.database.insist(self._take_seat):
                return False
            self.seated_at = time.monotonic()
        return True

    def _take_seat(self, session: Any) -> bool:
        now = instances.time_of(session)
        return instances.take_lease(session, f"receiver:{self.name}", self.owner, now)

    async def _open_line(self, http: aiohttp.ClientSession) -> None:
        """End a webhook of former times: Telegram gives updates one way only."""
        url = f"{self.api}/bot{self.token}/deleteWebhook"
        with suppress(Unanswered, TokenUnknown):  # the question for updates will say what is wrong
            await ask(http, url, {"drop_pending_updates": False})

    async def _poll(self, http: aiohttp.ClientSession) -> None:
        """Take updates as long as the lease is ours."""
        offset = await self.database.insist(self._next_offset)
        unknown = False
        while await self._seated():
            try:
                offset = await self._fetch(http, offset)
            except TokenUnknown as error:
                if unknown:  # a proxy may say it once; who says it twice means it
                    raise WrongToken from error
                unknown = True
                await self._rest("it knows no such token")
            except Unanswered as error:
                if error.conflict:
                    await self.database.insist(self._note_rival)
                await self._rest(str(error), error.retry_after)
            except sa.exc.OperationalError as error:
                await self._rest(type(error).__name__)
            else:
                unknown = False
                self.away.back()
                self.pulse()

    def _next_offset(self, session: Any) -> int:
        return (inbox.last_update_id(session, self.name) or -1) + 1

    def _note_rival(self, session: Any) -> None:
        instances.note_rival(session, self.name, instances.time_of(session))

    async def _fetch(self, http: aiohttp.ClientSession, offset: int) -> int:
        """Keep what there is; the number to ask for next. Raises Unanswered, TokenUnknown."""
        question = {"offset": offset, "timeout": WAIT, "limit": BATCH, "allowed_updates": WANTED}
        patience = aiohttp.ClientTimeout(total=WAIT + 15)
        url = f"{self.api}/bot{self.token}/getUpdates"
        updates = updates_in((await ask(http, url, question, patience)).result)
        if not updates:
            return offset
        await keep(self.database, self.name, updates, self.clock())
        return int(updates[-1]["update_id"]) + 1

    async def _rest(self, why: str, asked: float = 0.0) -> None:
        await asyncio.sleep(self.away.gone(why, asked))
