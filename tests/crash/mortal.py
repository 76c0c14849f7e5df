"""A house that dies before and after every write and every send, and is set up anew each time.

Dying means: from that moment nothing of that house reaches the database or Telegram any more, as
if its process had been killed.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.emulator.server import Emulator
from bot.running import House, WallClock, open_house
from exchange.programme import seed_partnerships
from exchange.scheme import load_scheme
from exchange.work import Work
from storage import instances
from storage.database import Database
from storage.tables import Instance, Seat
from tests.journeys.conftest import PUBLIC, STAFF, WEDNESDAY, Town

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from sqlmodel import Session

    from bot.gateway.courier import Courier, Message

logger = logging.getLogger(__name__)

DIGEST = sa.text(
    "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM inbox WHERE done_at IS NOT NULL),"
    " (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox WHERE ended_at IS NOT NULL),"
    " (SELECT count(*) FROM due WHERE done_at IS NOT NULL)"
)
REPEATING = sa.text("SELECT count(*) FROM outbox WHERE repeats > 0 AND ended_at IS NULL")
HOUSEKEEPING = ("House._live", "Sender._keep_house", "Receiver._take_seat")
ONCE_MORE = ("Once more", "Noch einmal")


class Killed(BaseException):
    """The house is dead: not an error that anybody handles."""


@dataclass
class Perils:
    """Where a house dies: each point of the story strikes once, of every `share` points the one."""

    share: int = 1
    mine: int = 0
    armed: bool = False
    met: set[tuple[Any, ...]] = field(default_factory=set)
    deaths: Counter[str] = field(default_factory=Counter)

    def strike(self, when: str, what: str, state: tuple[Any, ...]) -> bool:
        """Whether the house dies here."""
        point = (when, what, state)
        if not self.armed or point in self.met or what.startswith(HOUSEKEEPING):
            return False
        self.met.add(point)
        if len(self.met) % self.share != self.mine:
            return False
        self.deaths[f"{when} {what.split('.<locals>', maxsplit=1)[0]}"] += 1
        return True


class Mortal(Database):
    """A database out of reach from the moment its house dies."""

    def __init__(self, url: str, perils: Perils) -> None:
        super().__init__(url)
        self.perils = perils
        self.dead = False
        self.died = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def is_repeating(self) -> bool:
        """Whether something is being said once more."""
        with self.engine.connect() as line:
            return bool(line.execute(REPEATING).scalar_one())

    def die(self) -> None:
        """From now on nothing works. Raises Killed."""
        self.dead = True
        self.loop.call_soon_threadsafe(self.died.set)
        raise Killed

    def _commit_or_die(
        self, session: Session, what: str, before: int
    ) -> tuple[bool, tuple[Any, ...]]:
        """Whether something was written, and from which state; dies before it is committed.

        While something is said once more nobody dies: it is not promised to be said three times.
        """
        session.flush()
        wrote = before >= 0 and _changes(session) > before
        state = _digest(session) if wrote else ()
        if wrote and self.perils.strike("before", what, state):
            self.die()
        return wrote, state

    async def perform(self, act: Callable[[Session], Any]) -> Any:
        """As a database does, unless it dies of it."""
        what, written = getattr(act, "func", act).__qualname__, (False, ())

        def mortal(session: Session) -> Any:
            nonlocal written
            if self.dead:
                raise Killed
            before = _changes(session)
            result = act(session)
            written = self._commit_or_die(session, what, before)
            return result

        result = await super().perform(mortal)
        if written[0] and not self.is_repeating() and self.perils.strike("after", what, written[1]):
            self.die()
        return result

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """As a database does, unless it dies of it; the test itself, on the loop, never does."""
        if threading.current_thread() is threading.main_thread():
            with super().transaction() as session:
                yield session
            return
        if self.dead:
            raise Killed
        with super().transaction() as session:
            before, told = _changes(session), _digest(session)
            yield session
            session.flush()
            if _digest(session) == told:  # nothing was due: the tick only noted its time
                before = -1
            written = self._commit_or_die(session, "tick", before)
        if (
            written[0]
            and not self.is_repeating()
            and self.perils.strike("after", "tick", written[1])
        ):
            self.die()


def _digest(session: Session) -> tuple[Any, ...]:
    """How far the story is."""
    return tuple(session.connection().execute(DIGEST).one())


def _changes(session: Session) -> int:
    """How much was written so far; -1 while something is said once more."""
    line = session.connection()
    if line.execute(REPEATING).scalar_one():
        return -1
    return line.connection.driver_connection.total_changes


@dataclass
class MortalTown(Town):
    """A town whose house is set up again whenever it has died."""

    perils: Perils = field(default_factory=Perils)
    closed: bool = False

    async def pass_time(self, **step: float) -> None:
        """Let time go by, whatever dies on the way."""
        goal = self.clock.ahead + timedelta(**step)
        while self.clock.ahead < goal:
            house = self.house
            try:
                await house.walk(self.clock, goal - self.clock.ahead)
            except Killed:
                while self.house is house:  # noqa: ASYNC110 - another task sets it up anew
                    await asyncio.sleep(0.01)

    async def live_on(self, ready: asyncio.Event) -> None:
        """One life after the other, until the town is closed."""
        while not self.closed:
            database = Mortal(self.house.database.url.render_as_string(), self.perils)
            house = replace(self.house, database=database, instance=instances.new_id())
            try:
                async with open_house(house):
                    self.house = house
                    ready.set()
                    await database.died.wait()
            except Killed:
                pass
            except Exception:
                logger.exception("a life did not begin well, another one begins")
            _long_ago(database, house.instance)
            Database.close(database)

    def perilous(self, deliver: Callable[[Courier, Message], Any]) -> Callable[..., Any]:
        """A courier's way of delivering, with a death before and after each message.

        What is said once more is spared: nobody promises to say a thing three times.
        """

        async def delivering(courier: Courier, message: Message) -> Any:
            database = self.house.database
            assert isinstance(database, Mortal)
            what = "send " + type(courier).__name__
            spared = message.text.startswith(ONCE_MORE) or database.is_repeating()
            place = (message.chat_id, message.text)
            if database.dead or (not spared and self.perils.strike("before", what, place)):
                database.die()
            sent = await deliver(courier, message)
            spared = spared or database.is_repeating()
            if not spared and self.perils.strike("after", what, place):
                database.die()
            return sent

        return delivering


def _long_ago(database: Mortal, instance: str) -> None:
    """Let the dead one's signs of life be old: nobody waits for its lease in a test."""
    past = datetime.now(UTC) - timedelta(hours=1)
    with database.engine.begin() as line:
        line.execute(sa.update(Instance).where(Instance.id == instance).values(seen_at=past))
        line.execute(sa.update(Seat).where(Seat.instance == instance).values(until=past))


@asynccontextmanager
async def mortal_town(url: str, perils: Perils) -> AsyncIterator[MortalTown]:
    """A town in January 2027; it is mortal once its perils are armed."""
    clock = WallClock(ahead=WEDNESDAY - datetime.now(UTC))
    scheme = load_scheme("clusterxchange")
    database = Mortal(url, perils)
    with database.transaction() as session:
        seed_partnerships(Work(session, clock(), scheme))
    emulator = Emulator([PUBLIC, STAFF], clock=clock)
    async with AsyncExitStack() as stack, emulator.serve() as address:
        house = House(database, scheme, address, PUBLIC.token, STAFF.token, clock, tick_seconds=5)
        town = MortalTown(address, house, clock, emulator, stack, perils)
        ready = asyncio.Event()
        lives = asyncio.create_task(town.live_on(ready))
        await ready.wait()
        try:
            yield town
        finally:
            perils.armed, town.closed = False, True
            lives.cancel()
            await asyncio.gather(lives, return_exceptions=True)
    Database.close(database)
