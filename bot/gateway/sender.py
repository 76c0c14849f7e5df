"""The only one who calls Telegram to say something: works off a bot's outbox."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.gateway import errors
from bot.gateway.courier import Enclosure, Message
from bot.gateway.hands import work_off
from bot.gateway.settling import Hooks, resolve_uncertain, settle
from storage import chats, outbox, pace
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

    Ready = tuple[Outbox, Message]

logger = logging.getLogger(__name__)

AT_ONCE = 6
LOOK_AGAIN = 0.5  # seconds; the bell rings at once, this catches what waits for its time
KEEP_HOUSE = 5.0  # seconds between two looks at what became uncertain


class Unwordable(Exception):
    """A message cannot be put into words."""

    def __init__(self, row: Outbox, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


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

    async def run(self) -> None:
        """Send until cancelled; what is on its way is finished first."""
        answered = self.database.bells.listen(f"{self.name}:out")
        house = asyncio.create_task(self._keep_house())
        try:
            await work_off(answered, LOOK_AGAIN, AT_ONCE, self._claim, self._send)
        finally:
            house.cancel()

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

    async def _claim(self, room: int) -> list[Ready]:
        now = self.clock()
        try:
            return await self.database.insist(lambda session: self._make_ready(session, room, now))
        except Unwordable as error:  # it is put aside first; the others are claimed after it
            await self._settle(error.row, errors.Refused(error.reason))
            return await self._claim(room)

    def _make_ready(self, session: Session, room: int, now: datetime) -> list[Ready]:
        """Claim messages and put them into words, in one transaction: facts as they are now."""
        who = Claimant(self.name, self.owner, self.allowance)
        rows = outbox.claim(session, who, now, limit=room)
        closed = chats.blocked_among(session, self.name, [row.chat_id for row in rows])
        ready = []
        for row in rows:
            message = None if row.chat_id in closed else self._worded(session, row)
            if message:
                ready.append((row, message))
            else:
                why = "blocked" if row.chat_id in closed else "no longer needed"
                outbox.close(session, row.id or 0, OutboxState.CANCELLED, why, now)
        return ready

    def _worded(self, session: Session, row: Outbox) -> Message | None:
        try:
            return self._message(session, row)
        except sa.exc.OperationalError:  # the database is away: not the message's fault
            raise
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be made", self.name, row.id, row.kind)
            raise Unwordable(row, type(error).__name__) from error

    def _message(self, session: Session, row: Outbox) -> Message | None:
        body = self.render(session, row)
        if body is None:
            return None
        return Message(
            row.chat_id,
            body["text"],
            tuple(tuple(line) for line in body["keyboard"]),
            _enclosure(session, body),
            body["edits"],
        )

    async def _send(self, ready: Ready) -> None:
        row, message = ready
        try:
            message_id = await self.courier.deliver(message)
        except errors.DeliveryError as error:
            await self._settle(row, error)
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be sent", self.name, row.id, row.kind)
            await self._settle(row, errors.Refused(type(error).__name__))
        else:
            now = self.clock()
            await self.database.insist(
                lambda session: outbox.finish(session, row.id or 0, now, message_id)
            )

    async def _settle(self, row: Outbox, error: errors.DeliveryError) -> None:
        now = self.clock()
        await self.database.insist(lambda session: settle(session, row, error, now, self.hooks))


def _enclosure(session: Session, body: dict[str, Any]) -> Enclosure | None:
    if not body["file"]:
        return None
    file = session.get_one(StoredFile, body["file"])
    return Enclosure(file.name, file.content, body["picture"])
