"""Work off the inbox: in order within a chat, in parallel over chats and processes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.gateway.hands import work_off
from storage import inbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from typing import Any

    from sqlmodel import Session

    from storage.database import Database
    from storage.inbox import Arrived

logger = logging.getLogger(__name__)

AT_ONCE = 32
LOOK_AGAIN = 1.0  # seconds; the bell rings at once, this only catches what waits for a retry
PATIENCE = 120.0  # seconds after which a handler is taken to hang


@dataclass
class Worker:
    """Feeds stored updates to a bot's framework, which leads each to one transaction.

    `dispatch` says whether a handler took the update, and raises if it could not be handled; then
    it is tried again later and, when patience is over, set aside and `apologise` writes a letter.
    """

    name: str
    owner: str
    database: Database
    clock: Callable[[], datetime]
    dispatch: Callable[[dict[str, Any]], Awaitable[bool]]
    apologise: Callable[[Session, Arrived], None]

    async def run(self) -> None:
        """Work until cancelled; what is in hand is finished first."""
        arrived = self.database.bells.listen(f"{self.name}:in")
        await work_off(arrived, LOOK_AGAIN, AT_ONCE, self._claim, self._handle)

    async def _claim(self, room: int) -> list[Arrived]:
        now = self.clock()
        return await self.database.insist(
            lambda session: inbox.claim(session, self.name, self.owner, now, limit=room)
        )

    async def _handle(self, update: Arrived) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                taken = await self.dispatch(update.body)
        except sa.exc.OperationalError:  # the database is away: not the update's fault
            await self.database.insist(lambda session: self._give_back(session, update))
        except Exception as error:
            logger.exception("%s: update %s failed", self.name, update.update_id)
            text = f"{type(error).__name__}: {error}"
            await self.database.insist(lambda session: self._failed(session, update, text))
        else:
            if not taken:  # no handler wanted it: there was nothing to answer
                await self.database.insist(lambda session: self._finished(session, update))

    def _finished(self, session: Session, update: Arrived) -> None:
        inbox.finish(session, self.name, update.update_id, self.clock())

    def _give_back(self, session: Session, update: Arrived) -> None:
        inbox.give_back(session, self.name, update.update_id)

    def _failed(self, session: Session, update: Arrived, text: str) -> None:
        if inbox.fail(session, self.name, update.update_id, self.clock(), text):
            self.apologise(session, update)
