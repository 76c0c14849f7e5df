"""Work off the inbox: in order within a chat, in parallel over chats."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage import inbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from typing import Any

    from storage.database import Database
    from storage.tables import Inbox

logger = logging.getLogger(__name__)

AT_ONCE = 16
LOOK_AGAIN = 1.0  # seconds; the bell rings at once, this only catches what waits for a retry


@dataclass
class Worker:
    """Feeds stored updates to a bot's framework, which leads each to one transaction.

    `dispatch` raises if the update could not be handled; it is tried again later and, when
    patience is over, set aside and `apologise` is called.
    """

    name: str
    database: Database
    clock: Callable[[], datetime]
    dispatch: Callable[[dict[str, Any]], Awaitable[None]]
    apologise: Callable[[Inbox], None]
    arrived: asyncio.Event
    answered: Sequence[asyncio.Event]
    at_work: dict[int | None, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Work until cancelled; what is in hand is finished first."""
        try:
            while True:
                self.arrived.clear()
                for row in await asyncio.to_thread(self._waiting):
                    self._begin(row)
                await _rung(self.arrived, LOOK_AGAIN)
        finally:
            await asyncio.gather(*self.at_work.values(), return_exceptions=True)

    def _waiting(self) -> list[Inbox]:
        with self.database.transaction() as session:
            return inbox.waiting(session, self.name, self.clock(), limit=AT_ONCE * 2)

    def _begin(self, row: Inbox) -> None:
        if row.chat_id in self.at_work or len(self.at_work) >= AT_ONCE:
            return
        task = asyncio.create_task(self._handle(row))
        self.at_work[row.chat_id] = task
        task.add_done_callback(lambda _: self._done(row.chat_id))

    def _done(self, chat_id: int | None) -> None:
        self.at_work.pop(chat_id, None)
        self.arrived.set()

    async def _handle(self, row: Inbox) -> None:
        try:
            await self.dispatch(row.body)
        except Exception as error:
            logger.exception("%s: update %s failed", self.name, row.update_id)
            await asyncio.to_thread(self._failed, row, error)
        else:
            await asyncio.to_thread(self._finished, row)
        for bell in self.answered:
            bell.set()

    def _finished(self, row: Inbox) -> None:
        """Close updates that no handler took: there was nothing to answer."""
        with self.database.transaction() as session:
            inbox.finish(session, self.name, row.update_id, self.clock())

    def _failed(self, row: Inbox, error: Exception) -> None:
        text = f"{type(error).__name__}: {error}"
        with self.database.transaction() as session:
            over = inbox.fail(session, self.name, row.update_id, self.clock(), text)
        if over:
            self.apologise(row)


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    try:
        # not wait_for: in Python 3.11 it may swallow a cancellation, and we would never stop
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        return
