"""The only one who calls Telegram to say something: works off a bot's outbox."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.gateway import errors
from bot.gateway.courier import Enclosure, Message
from bot.gateway.pace import Pace
from storage import chats, outbox
from storage.tables import OutboxState, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from bot.gateway.courier import Courier
    from storage.database import Database
    from storage.tables import Outbox

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=180)  # three times the longest a send may take
AT_ONCE = 8
LOOK_AGAIN = 0.5
RETRY = timedelta(seconds=5)


@dataclass
class Sender:
    """Sends what is due for one bot: order kept in a chat, replies before notices."""

    name: str
    database: Database
    clock: Callable[[], datetime]
    courier: Courier
    render: Callable[[Session, Outbox], dict[str, Any] | None]
    unreachable: Callable[[Session, int], None]
    answered: asyncio.Event
    pace: Pace = field(default_factory=Pace)
    at_work: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    ticks: int = 0

    async def run(self) -> None:
        """Send until cancelled; what is on its way is finished first."""
        try:
            while True:
                self.answered.clear()
                for row in await asyncio.to_thread(self._claim):
                    self._begin(row)
                await self._rest()
        finally:
            await asyncio.gather(*self.at_work.values(), return_exceptions=True)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN):  # not wait_for: see worker
                await self.answered.wait()
        except TimeoutError:
            return

    def _claim(self) -> list[Outbox]:
        room = min(AT_ONCE - len(self.at_work), self.pace.allowance())
        if room <= 0:
            return []
        now = self.clock()
        with self.database.transaction() as session:
            self.ticks += 1
            if self.ticks % 120 == 1:
                outbox.sweep(session, self.name, now)
            owner = f"{self.name}:{id(self)}"
            return outbox.claim(
                session,
                self.name,
                owner,
                now,
                until=now + LEASE,
                limit=room,
                skip_chats=list(self.at_work),
                tired_chats=self.pace.busy_chats(),
            )

    def _begin(self, row: Outbox) -> None:
        self.pace.spend(row.chat_id)
        task = asyncio.create_task(self._send(row))
        self.at_work[row.chat_id] = task
        task.add_done_callback(lambda _: self._done(row.chat_id))

    def _done(self, chat_id: int) -> None:
        self.at_work.pop(chat_id, None)
        self.answered.set()

    async def _send(self, row: Outbox) -> None:
        assert row.id is not None  # noqa: S101 - a claimed row has an id
        try:
            message = await asyncio.to_thread(self._prepare, row)
            if message is None:
                return
            message_id = await self.courier.deliver(message)
        except errors.DeliveryError as error:
            await asyncio.to_thread(self._settle, row, error)
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be made", self.name, row.id, row.kind)
            await asyncio.to_thread(self._settle, row, errors.Refused(type(error).__name__))
        else:
            await asyncio.to_thread(self._sent, row.id, message_id)

    def _prepare(self, row: Outbox) -> Message | None:
        with self.database.transaction() as session:
            body = self.render(session, row)
            if body is None:
                outbox.close(session, row.id or 0, OutboxState.CANCELLED, "no longer needed")
                return None
            return Message(
                row.chat_id,
                body["text"],
                tuple(tuple(line) for line in body["keyboard"]),
                _enclosure(session, body),
                body["edits"],
            )

    def _sent(self, row_id: int, message_id: int | None) -> None:
        with self.database.transaction() as session:
            outbox.finish(session, row_id, self.clock(), message_id)

    def _settle(self, row: Outbox, error: errors.DeliveryError) -> None:
        """Write down what became of a message that was not plainly sent."""
        row_id, now = row.id or 0, self.clock()
        with self.database.transaction() as session:
            match error:
                case errors.NothingNew():
                    outbox.finish(session, row_id, now, None)
                case errors.CannotEdit():
                    outbox.send_anew(session, row_id)
                case errors.Throttled():
                    self.pace.pause(error.seconds)
                    pause = timedelta(seconds=error.seconds)
                    outbox.postpone(session, row_id, now + pause, "asked to wait")
                case errors.NotSent():
                    outbox.postpone(session, row_id, now + RETRY * row.attempts, str(error))
                case errors.Migrated():
                    outbox.redirect(session, row_id, error.chat_id)
                case errors.Unreachable():
                    outbox.close(session, row_id, OutboxState.BLOCKED, str(error))
                    if chats.block_chat(session, self.name, row.chat_id, now):
                        self.unreachable(session, row.chat_id)
                case errors.Uncertain():
                    outbox.close(session, row_id, OutboxState.UNCERTAIN, str(error))
                case _:
                    logger.error("%s: message %s refused: %s", self.name, row_id, error)
                    outbox.close(session, row_id, OutboxState.FAILED, str(error))


def _enclosure(session: Session, body: dict[str, Any]) -> Enclosure | None:
    if not body["file"]:
        return None
    file = session.get_one(StoredFile, body["file"])
    return Enclosure(file.name, file.content, body["picture"])
