"""The only one who calls Telegram to say something: works off a bot's outbox."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.gateway import errors
from bot.gateway.courier import Enclosure, Message
from bot.gateway.resting import rung
from bot.gateway.settling import Hooks, resolve_uncertain, settle
from storage import outbox, pace
from storage.outbox import Claimant
from storage.pace import Allowance
from storage.tables import OutboxState, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from bot.gateway.courier import Courier
    from storage.database import Database
    from storage.tables import Outbox

logger = logging.getLogger(__name__)

AT_ONCE = 6
LOOK_AGAIN = 0.5  # seconds; the bell rings at once, this catches what waits for its time
KEEP_HOUSE = 5.0  # seconds between two looks at what became uncertain


@dataclass
class Sender:
    """Sends what is due for one bot: order kept in a chat, replies before notices.

    Any number of them may work for one token, in any number of processes: the pace and the claims
    are in the database.
    """

    name: str
    owner: str
    database: Database
    clock: Callable[[], datetime]
    courier: Courier
    render: Callable[[Session, Outbox], dict[str, Any] | None]
    hooks: Hooks
    allowance: Allowance = field(default_factory=Allowance)
    keep_house: float = KEEP_HOUSE
    at_work: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Send until cancelled; what is on its way is finished first."""
        answered = self.database.bells.listen(f"{self.name}:out")
        house = asyncio.create_task(self._keep_house())
        try:
            while True:
                answered.clear()
                for row in await self._claim():
                    task = asyncio.create_task(self._send(row))
                    self.at_work.add(task)
                    task.add_done_callback(lambda done: self._done(done, answered))
                await rung(answered, LOOK_AGAIN)
        finally:
            house.cancel()
            await asyncio.gather(*self.at_work, return_exceptions=True)

    def _done(self, task: asyncio.Task[None], answered: asyncio.Event) -> None:
        self.at_work.discard(task)
        answered.set()

    async def _keep_house(self) -> None:
        while True:
            now = self.clock()
            await self.database.insist(
                lambda session, now=now: resolve_uncertain(session, self.name, now, self.hooks)  # type: ignore[misc]
            )
            await self.database.insist(
                lambda session, now=now: pace.forget(session, self.name, now.timestamp())  # type: ignore[misc]
            )
            await asyncio.sleep(self.keep_house)

    async def _claim(self) -> list[Outbox]:
        room, now = AT_ONCE - len(self.at_work), self.clock()
        if room <= 0:
            return []
        who = Claimant(self.name, self.owner, self.allowance)
        return await self.database.insist(
            lambda session: outbox.claim(session, who, now, limit=room)
        )

    async def _send(self, row: Outbox) -> None:
        row_id = row.id or 0
        try:
            message = await self.database.insist(lambda session: self._prepare(session, row))
            if message is None:
                return
            message_id = await self.courier.deliver(message)
        except errors.DeliveryError as error:
            await self._settle(row, error)
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be made", self.name, row_id, row.kind)
            await self._settle(row, errors.Refused(type(error).__name__))
        else:
            now = self.clock()
            await self.database.insist(
                lambda session: outbox.finish(session, row_id, now, message_id)
            )

    async def _settle(self, row: Outbox, error: errors.DeliveryError) -> None:
        now = self.clock()
        await self.database.insist(lambda session: settle(session, row, error, now, self.hooks))

    def _prepare(self, session: Session, row: Outbox) -> Message | None:
        body = self.render(session, row)
        if body is None:
            outbox.close(
                session, row.id or 0, OutboxState.CANCELLED, "no longer needed", self.clock()
            )
            return None
        return Message(
            row.chat_id,
            body["text"],
            tuple(tuple(line) for line in body["keyboard"]),
            _enclosure(session, body),
            body["edits"],
        )


def _enclosure(session: Session, body: dict[str, Any]) -> Enclosure | None:
    if not body["file"]:
        return None
    file = session.get_one(StoredFile, body["file"])
    return Enclosure(file.name, file.content, body["picture"])
