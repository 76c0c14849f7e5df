"""Work off the inbox: in order within a chat, in parallel over chats and processes."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.gateway.figures import HANDLING
from bot.gateway.pool import Pool
from bot.gateway.traces import span
from storage.errors import account_of
from storage.queues import inbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence
    from datetime import datetime
    from typing import Any

    from sqlmodel import Session

    from storage.engine.database import Database
    from storage.queues.inbox import Arrived

logger = logging.getLogger(__name__)

AT_ONCE = 32
STRANGERS_AT_ONCE = 4  # a crowd at the door must not keep those inside waiting
BURST, PER_SECOND = 60, 10  # updates of one chat: so many at once, then so many a second
LOOK_AGAIN = 1.0  # seconds; we are woken at once, this only catches what waits for a retry
PATIENCE = 600.0  # seconds after which a handler is taken to hang; a large cohort takes minutes


class Fate(StrEnum):
    """What came of an update."""

    HANDLED = "handled"  # its own transaction says so
    UNWANTED = "unwanted"  # no handler took it: there was nothing to answer
    NOT_BEGUN = "not begun"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Handling:
    """An update that was in hand, what came of it, and the error if there was one."""

    update: Arrived
    came_of: Fate
    error: str = ""


@dataclass
class Pace:
    """How many updates of a chat are worked on at once before they wait for their turn."""

    at: float
    left: float

    def rest_until(self, moment: float) -> None:
        """What is free again by then."""
        self.left = min(BURST, self.left + (moment - self.at) * PER_SECOND)
        self.at = moment

    def spend(self) -> None:
        """One is worked on."""
        self.left -= 1


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
    paces: dict[int, Pace] = field(default_factory=dict)

    async def run(self) -> None:
        """Work until cancelled; what is in hand is finished first."""
        arrived = self.database.wakeups.listen(f"{self.name}:in")
        await Pool(arrived, LOOK_AGAIN, AT_ONCE, self._turn, self._handle).work()

    async def _turn(
        self, ended: Sequence[Handling], room: int, held: Collection[Arrived]
    ) -> list[Arrived]:
        """What to handle next, once it is written down what became of those before."""
        odd = [one for one in ended if one.came_of is not Fate.HANDLED]
        if not odd and not room:
            return []
        strangers = max(0, STRANGERS_AT_ONCE - sum(one.strange for one in held))
        once = partial(self._round, odd, room, strangers, self.clock())
        again = partial(once, held={one.update_id for one in held})
        return await self.database.insist(once, again=again)

    def _round(
        self,
        ended: Sequence[Handling],
        room: int,
        strangers: int,
        now: datetime,
        session: Session,
        *,
        held: Collection[int] | None = None,
    ) -> list[Arrived]:
        """`held` is told where a commit before may have been kept without our knowing."""
        for one in ended:
            self._write_down(session, one, now)
        if held is not None:
            inbox.let_go(session, self.name, self.owner, held)
        if not room:
            return []
        found = inbox.claim(
            session,
            self.name,
            self.owner,
            now,
            limit=room,
            strangers=strangers,
            but=self._too_fast(),
        )
        for update in found:
            self.paces.setdefault(update.chat_id, Pace(time.monotonic(), BURST)).spend()
        return found

    def _too_fast(self) -> list[int]:
        """The chats that have had their share for now: who floods a bot keeps nobody else waiting."""
        moment = time.monotonic()
        for pace in self.paces.values():
            pace.rest_until(moment)
        self.paces = {chat: one for chat, one in self.paces.items() if one.left < BURST}
        return [chat for chat, one in self.paces.items() if one.left < 1 and chat != inbox.NO_CHAT]

    def _write_down(self, session: Session, ended: Handling, now: datetime) -> None:
        number = ended.update.update_id
        match ended.came_of:
            case Fate.UNWANTED:
                inbox.finish(session, self.name, number, now)
            case Fate.NOT_BEGUN:
                inbox.give_back(session, self.name, number)
            case Fate.FAILED:
                if inbox.fail(session, self.name, number, now, ended.error, by=self.owner):
                    self.apologise(session, ended.update)

    async def _handle(self, update: Arrived) -> Handling:
        begun = time.monotonic()
        with span("update", bot=self.name, update=update.update_id) as told:
            found = await self._dispatched(update)
            told["came_of"] = found.came_of
        HANDLING.labels(self.name, found.came_of).observe(time.monotonic() - begun)
        return found

    async def _dispatched(self, update: Arrived) -> Handling:
        try:
            async with asyncio.timeout(PATIENCE):
                taken = await self.dispatch(update.body)
        except sa.exc.OperationalError:  # the database is away: not the update's fault
            return Handling(update, Fate.NOT_BEGUN)
        except Exception as error:
            logger.exception("%s: update %s failed", self.name, update.update_id)
            return Handling(update, Fate.FAILED, account_of(error))
        return Handling(update, Fate.HANDLED if taken else Fate.UNWANTED)
