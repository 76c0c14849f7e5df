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
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.app.house import House
from bot.app.running import open_house
from bot.emulator.server import Emulator
from bot.wall_clock import WallClock
from exchange.people.partnerships import seed_partnerships
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine.database import Database, open_database
from storage.engine.group_commit import GroupCommit
from storage.queues import instances
from storage.queues.pace import AT_ONCE
from storage.tables import Instance, Lease
from tests.builders.bots.actors import ONCE_MORE
from tests.builders.bots.town import PUBLIC, STAFF, WEDNESDAY, Town

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from sqlmodel import Session

    from bot.gateway.outgoing.courier import Courier, Message

logger = logging.getLogger(__name__)

DIGEST = sa.text(
    "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM inbox WHERE done_at IS NOT NULL),"
    " (SELECT count(*) FROM inbox WHERE owner IS NOT NULL),"
    " (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox WHERE ended_at IS NOT NULL),"
    " (SELECT count(*) FROM outbox WHERE owner IS NOT NULL),"
    " (SELECT count(*) FROM due WHERE done_at IS NOT NULL)"
)
REPEATING = sa.text("SELECT count(*) FROM outbox WHERE repeats > 0 AND state = 'sending'")
# What is written and sent, apart from signs of life. A death at one place keeps a message from the
# next: claimed and not sent it is only said once more. So these are tried in stories of their own.
WRITES = frozenset({"keep", "Worker._round", "Turns._turn", "tick", "claim"})
SENDS = frozenset({"send AiogramCourier", "send PtbCourier"})
OUTCOMES = frozenset({"outcome"})
PATIENT = {"keep", "Worker._round", "Turns._turn"}  # the others would wait for themselves


class Killed(BaseException):
    """The house is dead: not an error that anybody handles."""


@dataclass
class Perils:
    """Where a house dies: before, or after, each point of the story at these places, once each."""

    when: str
    places: frozenset[str]
    armed: bool = False
    met: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)

    def lurk(self, when: str, what: str) -> bool:
        """Whether anybody dies at such a point."""
        return self.armed and when == self.when and what in self.places

    def strike(self, when: str, what: str, state: tuple[Any, ...]) -> bool:
        """Whether the house dies here."""
        point = (what, state)
        if not self.lurk(when, what) or point in self.met:
            return False
        self.met.add(point)
        return True

    def deaths(self) -> Counter[str]:
        """How many deaths at each place."""
        return Counter(what for what, _ in self.met)


class Mortal(Database):
    """A database out of reach from the moment its house dies.

    The lives of a town share their connections and what was learned about statements.
    """

    def __init__(self, engine: sa.Engine, perils: Perils) -> None:
        super().__init__(engine.url.render_as_string())
        self.engine = engine
        self._together = self._apart = GroupCommit(engine, self.wakeups, self._alone)
        self.perils = perils
        self.dead = False
        self.died = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def close(self) -> None:
        """Finish what is under way; the connections are for the next life."""
        self._together.close()

    def _alone(self, act: Callable[[Session], Any]) -> Any:
        with super().transaction() as session:
            return act(session)

    def die(self) -> None:
        """From now on nothing works. Raises Killed."""
        self.dead = True
        self.loop.call_soon_threadsafe(self.died.set)
        raise Killed

    def _die_of_another(self, when: str, what: str, state: tuple[Any, ...]) -> None:
        """Note a point at which the house has died of something else. Raises Killed."""
        self.perils.strike(when, what, state)
        raise Killed

    def risk(self, session: Session, when: str, what: str, state: tuple[Any, ...]) -> bool:
        """Whether this point is passed; raises Killed if the house dies here.

        While something is said once more nobody dies: it is not promised to be said three times.
        Asked in a transaction, because another one may be taking such a message in hand.
        """
        if self.dead:
            self._die_of_another(when, what, state)
        if _repeats(session):
            return False
        if self.perils.strike(when, what, state):
            self.die()
        return True

    async def meet(self, when: str, what: str, state: tuple[Any, ...], *, wait: bool) -> None:
        """Pass a point between two transactions, once nothing is said once more if we can `wait`."""
        if self.dead:
            self._die_of_another(when, what, state)
        if not self.perils.lurk(when, what):
            return
        while not await super().perform(lambda session: self.risk(session, when, what, state)):
            if not wait:
                return
            await asyncio.sleep(0.005)

    async def perform(self, act: Callable[[Session], Any], *, contended: bool = False) -> Any:
        """As a database does, unless it dies of it."""
        what, state = _name(act), None
        while what in PATIENT and self.perils.lurk("before", what) and not self.dead:
            if not await super().perform(_repeats):
                break
            await asyncio.sleep(0.005)

        def mortal(session: Session) -> Any:
            nonlocal state
            before = _changes(session)
            if self.dead:
                raise Killed
            result = act(session)
            session.flush()
            state = _digest(session) if _changes(session) > before else None
            if state:
                self.risk(session, "before", what, state)
            return result

        result = await super().perform(mortal, contended=contended)
        if state:
            await self.meet("after", what, state, wait=what in PATIENT)
        return result

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """As a database does, unless it dies of it; the test itself, on the loop, never does."""
        if threading.current_thread() is threading.main_thread():
            with super().transaction() as session:
                yield session
            return
        with super().transaction() as session:
            told = _digest(session)
            if self.dead:
                raise Killed
            yield session
            session.flush()
            state = _digest(session)
            if state != told:  # else nothing was due: the tick only noted its time
                self.risk(session, "before", "tick", state)
        if state != told:
            with super().transaction() as session:
                self.risk(session, "after", "tick", state)


def _name(act: Callable[[Session], Any]) -> str:
    """What is done, by the function that does it."""
    name = getattr(act, "func", act).__qualname__.split(".<locals>", maxsplit=1)[0]
    if name != "Sender._round":
        return name
    assert isinstance(act, partial)
    ended, *_ = act.args
    return "outcome" if ended else "claim"


def _repeats(session: Session) -> bool:
    """Whether something is being said once more."""
    return bool(session.connection().execute(REPEATING).scalar_one())


def _digest(session: Session) -> tuple[Any, ...]:
    """How far the story is."""
    return tuple(session.connection().execute(DIGEST).one())


def _changes(session: Session) -> int:
    """How much was written so far."""
    return session.connection().connection.driver_connection.total_changes


@dataclass
class MortalTown(Town):
    """A town whose house is set up again whenever it has died."""

    perils: Perils = field(default_factory=Perils)
    closed: bool = False

    async def pass_time(self, **step: float) -> None:
        """Let time go by, whatever dies on the way."""
        goal = self.clock.ahead + timedelta(**step)
        while self.clock.ahead < goal:
            await self._whoever_lives(lambda house: house.walk(self.clock, goal - self.clock.ahead))

    async def quiet(self) -> None:
        """Wait until nothing that is due waits to be sent."""
        while not await self._whoever_lives(lambda house: house._quiet()):
            pass

    async def _whoever_lives(self, act: Callable[[House], Awaitable[Any]]) -> bool:
        """Whether the house did it; one that died over it has a successor when this returns."""
        house = self.house
        try:
            await act(house)
        except Killed:
            while self.house is house:  # noqa: ASYNC110 - another task sets it up anew
                await asyncio.sleep(0.01)
            return False
        return True

    async def live_on(self, ready: asyncio.Event) -> None:
        """One life after the other, until the town is closed."""
        while not self.closed:
            database = Mortal(self.house.database.engine, self.perils)
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
            _struck_off(database, house.instance)
            database.close()

    def perilous(self, deliver: Callable[[Courier, Message], Any]) -> Callable[..., Any]:
        """A courier's way of delivering, with a death before or after each message.

        What is said once more is spared: nobody promises to say a thing three times.
        """

        async def delivering(courier: Courier, message: Message) -> Any:
            database = self.house.database
            assert isinstance(database, Mortal)
            what, place = "send " + type(courier).__name__, (message.chat_id, message.text)
            again = message.text.startswith(ONCE_MORE)
            await database.meet("before", "" if again else what, place, wait=True)
            sent = await deliver(courier, message)
            await database.meet("after", "" if again else what, place, wait=True)
            return sent

        return delivering


def _struck_off(database: Mortal, instance: str) -> None:
    """Strike the dead one off, with what it holds left as it is: nobody waits for its lease in a test."""
    with database.engine.begin() as line:
        line.execute(sa.delete(Instance).where(Instance.id == instance))
        line.execute(sa.delete(Lease).where(Lease.instance == instance))


def _unless_killed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report what goes wrong in a callback, but not that somebody died."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)


def _careless(url: str) -> Database:
    """An SQLite database that waits for no disk: who dies here is a house, not the machine."""
    found = open_database(url)
    found.engine.dispose()
    sa.event.listen(
        found.engine, "connect", lambda line, _record: line.execute("PRAGMA synchronous=OFF")
    )
    return found


@asynccontextmanager
async def mortal_town(url: str, perils: Perils) -> AsyncIterator[MortalTown]:
    """A town in January 2027; it is mortal once its perils are armed."""
    clock = WallClock(ahead=WEDNESDAY - datetime.now(UTC))
    scheme = load_scheme("clusterxchange")
    first = _careless(url)
    database = Mortal(first.engine, perils)
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
        reader = sa.create_engine(url)
        stack.callback(reader.dispose)
        town = MortalTown(address, house, clock, emulator, stack, reader, perils)
        ready = asyncio.Event()
        asyncio.get_running_loop().set_exception_handler(_unless_killed)
        lives = asyncio.create_task(town.live_on(ready))
        await ready.wait()
        try:
            yield town
        finally:
            perils.armed, town.closed = False, True
            lives.cancel()
            await asyncio.gather(lives, return_exceptions=True)
    first.close()
