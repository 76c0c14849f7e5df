"""The only one who calls Telegram to say something: works off a bot's outbox."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.gateway import errors
from bot.gateway.figures import DELIVERY
from bot.gateway.outgoing.courier import Enclosure, Message
from bot.gateway.outgoing.outcomes import Hooks, resolve_uncertain, settle
from bot.gateway.pool import Pool
from bot.gateway.traces import span
from exchange.slow_answers import SlowAnswers, Unanswered
from storage.queues import claiming, outbox, pace
from storage.queues.claiming import Claimant
from storage.queues.pace import Allowance
from storage.tables import OutboxState, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from bot.gateway.outgoing.courier import Courier
    from storage.engine.database import Database
    from storage.queues.claiming import Held

    Ready = tuple[Held, Message | "Lacking"]

logger = logging.getLogger(__name__)

AT_ONCE = 16  # thirty a second when an answer takes half a second
LOOK_AGAIN = 0.5  # seconds; we are woken at once, this catches what waits for its time
KEEP_HOUSE = 5.0  # seconds between two looks at what became uncertain
DRAWN_BY = timedelta(seconds=30)  # after which another sender may try, should we hang


class Drawn(errors.DeliveryError):
    """It did not leave yet: what it encloses had to be made first, and is there now."""


class Unwordable(Exception):
    """A message cannot be put into words."""

    def __init__(self, row: Held, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lacking:
    """In place of a message: what is to be worked out before it can be made."""

    asked: Unanswered
    slow: SlowAnswers


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a message: Telegram gave it a number, or an error says what happened."""

    row: Held
    message_id: int | None = None
    error: errors.DeliveryError | None = None


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
    render: Callable[[Session, Held, SlowAnswers], dict[str, Any] | None]
    hooks: Hooks
    allowance: Allowance = field(default_factory=Allowance)
    keep_house: float = KEEP_HOUSE
    slow: dict[int, SlowAnswers] = field(default_factory=dict)  # by the message that lacks them

    async def run(self) -> None:
        """Send until cancelled; what is on its way is finished first."""
        answered = self.database.wakeups.listen(f"{self.name}:out")
        house = asyncio.create_task(self._keep_house())
        try:
            await Pool(answered, LOOK_AGAIN, AT_ONCE, self._turn, self._send).work()
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

    async def _turn(
        self, ended: Sequence[Attempt], room: int, held: Collection[Ready]
    ) -> list[Ready]:
        """What to send next, once it is written down what became of those before."""
        now, mine, known = self.clock(), {row.id for row, _ in held}, None
        while True:
            once = partial(self._round, ended, room, now, held=known)
            again, known = partial(once, held=mine), mine
            try:
                return await self.database.insist(once, again=again, contended=True)
            except Unwordable as error:  # it is put aside first; the others are claimed after it
                ended = [*ended, Attempt(error.row, error=errors.Refused(error.reason))]
            except Exception:
                logger.exception("%s: %d outcomes cannot be written down", self.name, len(ended))
                if not ended:
                    raise
                await self._write_apart(ended, now)
                ended = ()

    def _round(
        self,
        ended: Sequence[Attempt],
        room: int,
        now: datetime,
        session: Session,
        *,
        held: Collection[int] | None = None,
    ) -> list[Ready]:
        """`held` is told where a commit before may have been kept without our knowing."""
        sent = [(one.row.id, one.message_id) for one in ended if one.error is None]
        outbox.finish(session, sent, now)
        for one in ended:
            if isinstance(one.error, Drawn):
                outbox.take_up(session, one.row.id, now)
            elif one.error:
                settle(session, one.row, one.error, now, self.hooks)
        if held is not None:
            outbox.let_go(session, self.name, self.owner, held)
        return self._make_ready(session, room, now) if room else []

    async def _write_apart(self, ended: Sequence[Attempt], now: datetime) -> None:
        """One whose hooks fail must not keep the others from being written down."""
        for one in ended:
            try:
                await self.database.insist(partial(self._round, [one], 0, now))
            except Exception as error:
                logger.exception("%s: message %s cannot be settled", self.name, one.row.id)
                gave_up = Attempt(one.row, error=errors.Refused(type(error).__name__))
                await self.database.insist(partial(self._round, [gave_up], 0, now))

    def _make_ready(self, session: Session, room: int, now: datetime) -> list[Ready]:
        """Claim messages and put them into words, in one transaction: facts as they are now.

        One whose enclosure is still to be made is put off, and comes again when that is done.
        """
        who = Claimant(self.name, self.owner, self.allowance)
        ready = []
        for row in claiming.claim(session, who, now, limit=room):
            message = None if row.blocked else self._worded(session, row)
            if isinstance(message, Lacking):
                outbox.prepare(session, row.id, self.owner, now + DRAWN_BY)
            if message:
                ready.append((row, message))
            else:
                why = "blocked" if row.blocked else "no longer needed"
                outbox.close(session, row.id, OutboxState.CANCELLED, why, now)
        return ready

    def _worded(self, session: Session, row: Held) -> Message | Lacking | None:
        slow = self.slow.pop(row.id, None) or SlowAnswers()
        try:
            return self._message(session, row, slow)
        except Unanswered as asked:
            self.slow[row.id] = slow
            return Lacking(asked, slow)
        except sa.exc.OperationalError:  # the database is away: not the message's fault
            raise
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be made", self.name, row.id, row.kind)
            raise Unwordable(row, type(error).__name__) from error

    def _message(self, session: Session, row: Held, slow: SlowAnswers) -> Message | None:
        body = self.render(session, row, slow)
        if body is None:
            return None
        return Message(
            row.chat_id,
            body["text"],
            tuple(tuple(line) for line in body["keyboard"]),
            _enclosure(session, body),
            body["edits"],
            body.get("topic"),
        )

    async def _send(self, ready: Ready) -> Attempt:
        row, message = ready
        if isinstance(message, Lacking):
            await asyncio.wait([asyncio.wrap_future(message.slow.find(message.asked))])
            return Attempt(row, error=Drawn())
        begun = time.monotonic()
        with span("message", bot=self.name, message=row.id, kind=row.kind) as told:
            found = await self._delivered(row, message)
            outcome = told["outcome"] = type(found.error).__name__ if found.error else "Sent"
        DELIVERY.labels(self.name, outcome).observe(time.monotonic() - begun)
        return found

    async def _delivered(self, row: Held, message: Message) -> Attempt:
        try:
            return Attempt(row, await self.courier.deliver(message))
        except errors.DeliveryError as error:
            return Attempt(row, error=error)
        except Exception as error:
            logger.exception("%s: message %s (%s) cannot be sent", self.name, row.id, row.kind)
            return Attempt(row, error=errors.Refused(type(error).__name__))


def _enclosure(session: Session, body: dict[str, Any]) -> Enclosure | None:
    if made := body.get("made_now"):
        return Enclosure(made.name, made.content)
    if not body["file"]:
        return None
    file = session.get_one(StoredFile, body["file"])
    return Enclosure(file.name, file.content, body["picture"])
