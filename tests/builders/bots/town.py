"""A whole house against the emulator: both bots, the scheduler, a database of its own."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import sqlalchemy as sa
from sqlmodel import col

from bot.app.house import House
from bot.app.running import open_house
from bot.emulator.phones.client import Phone
from bot.emulator.server import BotAccount, Emulator
from bot.wall_clock import WallClock
from exchange.people.officers import invite_officer
from exchange.people.partnerships import seed_partnerships
from exchange.timing.calls import open_call
from exchange.work import Work
from storage.columns import UtcDateTime
from storage.engine import schema
from storage.engine.database import open_database
from storage.queues.pace import AT_ONCE
from storage.tables import Inbox, OfficerRole, Outbox
from tests.patience import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PUBLIC = BotAccount("1:participants-secret", 1, "public_bot", "ClusterXchange")
STAFF = BotAccount("2:desk-secret", 2, "desk_bot", "Desk")
WAITS = sa.select(
    sa.or_(
        sa.exists().where(col(Inbox.done_at).is_(None)),
        sa.exists().where(
            col(Outbox.ended_at).is_(None),
            col(Outbox.due_at) <= sa.bindparam("now", type_=UtcDateTime),
        ),
    )
)
"""Whether an update is still to be worked off, or a message that is due to be sent: looked at all the time."""
WEDNESDAY = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


@dataclass
class Town:
    """Everybody and everything in one test."""

    address: str
    house: House
    clock: WallClock
    emulator: Emulator
    stack: AsyncExitStack
    reader: sa.Engine  # who only looks keeps nobody from writing

    async def phone(
        self, person_id: int, name: str, language: str = "en", bot: str = PUBLIC.username
    ) -> Phone:
        """A person's telephone with one bot."""
        body = {"id": person_id, "first_name": name, "language_code": language}
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.address}/user/people", json=body),
        ):
            pass
        return await self.stack.enter_async_context(Phone(self.address, person_id, bot=bot))

    async def officer(
        self,
        person_id: int,
        partnership: str,
        language: str = "en",
        role: OfficerRole = OfficerRole.COORDINATOR,
    ) -> Phone:
        """A coordinator, or another officer, who has opened their one-time link."""
        with self.house.database.transaction() as session:
            work = Work(session, self.clock(), self.house.scheme)
            payload = invite_officer(work, role, partnership)
        phone = await self.phone(person_id, f"Officer {person_id}", language, bot=STAFF.username)
        await phone.start(payload)
        await phone.expect(partnership)
        return phone

    async def group(self, members: list[int], title: str) -> int:
        """A group of people with the desk bot in it."""
        async with aiohttp.ClientSession() as http:
            for one in members:
                person = {"id": one, "first_name": f"Person {one}"}
                if one not in self.emulator.world.people:
                    await http.post(f"{self.address}/user/people", json=person)
            body = {"title": title, "members": members, "bots": [STAFF.username]}
            async with http.post(f"{self.address}/user/groups", json=body) as answer:
                return int((await answer.json())["result"])

    async def in_group(self, person_id: int, group: int) -> Phone:
        """A member's view of a group."""
        return await self.stack.enter_async_context(Phone(self.address, person_id, chat=group))

    async def quiet(self) -> None:
        """Wait until every update is worked off and nothing that is due waits to be sent."""
        await until(self._nothing_waits)

    def _nothing_waits(self) -> bool:
        if any(bot.updates for bot in self.emulator.world.bots.values()):
            return False
        with self.reader.connect() as line:
            return not line.execute(WAITS, {"now": self.clock()}).scalar_one()

    async def pass_time(self, **step: float) -> None:
        """Let time go by, doing what falls due on the way."""
        await self.house.walk(self.clock, timedelta(**step))


@asynccontextmanager
async def open_town(url: str, call: str = "clusterxchange") -> AsyncIterator[Town]:
    """A town on a database of its own; its clock begins on a Wednesday morning in January 2027."""
    clock = WallClock(ahead=WEDNESDAY - datetime.now(UTC))
    database = open_database(url)
    schema.upgrade(database)
    scheme = open_call(call)
    with database.transaction() as session:
        seed_partnerships(Work(session, clock(), scheme))
    emulator = Emulator([PUBLIC, STAFF], clock=clock)
    async with AsyncExitStack() as stack, emulator.serve() as address:
        house = House(
            database,
            scheme,
            address,
            PUBLIC.token,
            STAFF.token,
            clock,
            tick_seconds=5,
            allowance=AT_ONCE,
        )
        async with open_house(house):
            reader = sa.create_engine(database.url)
            stack.callback(reader.dispose)
            yield Town(address, house, clock, emulator, stack, reader)
    database.close()
