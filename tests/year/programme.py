"""The whole programme: an emulated Telegram here, the real program in processes before it, days that go by."""

from __future__ import annotations

import asyncio
import os
import subprocess
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from bot.emulator.server import Emulator
from exchange.people.partnerships import seed_partnerships
from exchange.work import Work
from storage.tables import Due, Outbox
from tests.builders.bots.town import PUBLIC, STAFF, Town
from tests.patience import TEST, until
from tests.year.household import Address, house_at
from tests.year.shared_clock import SharedClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from tests.postgres import Server

TICKS = os.sysconf("SC_CLK_TCK")
BEGINS = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
STEP = timedelta(minutes=30)
"""What falls due within it is worked off together."""
TOGETHER = ("receiver worker sender scheduler",)
APART = ("receiver worker", "worker sender", "sender scheduler")


@dataclass
class Programme(Town):
    """A town whose house is as many processes as there are roles; `log` is what they complain of."""

    where: Address = field(default=None)  # type: ignore[assignment]
    roles: Sequence[str] = TOGETHER
    log: Path = field(default=None)  # type: ignore[assignment]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    away: bool = False  # Telegram cannot be reached
    walks: list[tuple[datetime, datetime]] = field(default_factory=list)
    """From when to when nobody did anything, and time went by."""
    used: float = 0.0  # seconds of processor, by processes that run no more
    server: Server | None = None  # the database's, where there is one

    @property
    def copy(self) -> Path:
        """Where a copy of everything is put, if one is made."""
        return self.log.with_name("copy.sqlite")

    def begin(self) -> None:
        """Run every process that does not run."""
        self.running = [one for one in self.running if one.poll() is None]
        for roles in self.roles[len(self.running) :]:
            words = replace(self.where, roles=roles).words()
            with self.log.open("ab") as log:
                begun = subprocess.Popen(words, env=os.environ, stdout=log, stderr=log)
            self.running.append(begun)

    def kill(self) -> None:
        """Kill -9 of every process."""
        for one in self.running:
            self.used += processor_of(one.pid)
            one.kill()
            one.wait()

    async def restart(self, meanwhile: Callable[[], Awaitable[None]]) -> None:
        """Ask every process to stop, do something, and begin them again."""
        for one in self.running:
            self.used += processor_of(one.pid)
            one.terminate()
        for one in self.running:
            await asyncio.to_thread(one.wait, TEST)
        await meanwhile()
        self.begin()

    async def pass_time(self, **step: float) -> None:
        """Let time go by, doing what falls due on the way."""
        clock = self.clock
        assert isinstance(clock, SharedClock)
        begun = clock()
        goal = clock.ahead + timedelta(**step)
        while clock.ahead < goal:
            clock.move(min(await asyncio.to_thread(self._next), goal))
            await until(lambda: clock.ticked, TEST)
            if not self.away:
                await self.quiet()
        self.walks.append((begun, clock()))

    def _next(self) -> timedelta:
        """How far the clock is moved next: to when a message may leave, or to the half hour in which something falls due."""
        due = self._wait(col(Due.due_at), col(Due.done_at).is_(None))
        leaving = self._wait(col(Outbox.due_at), col(Outbox.ended_at).is_(None))
        return self.clock.ahead + max(min(leaving, max(due, STEP)), A_SECOND)

    def _wait(self, at: Any, is_open: Any) -> timedelta:
        """How long it is until the first of those that are open; a day where there is none."""
        now = self.clock()
        with Session(self.reader) as session:
            first = session.exec(select(func.min(at)).where(is_open, at > now)).one()
        return _aware(first) - now if first else A_DAY


def processor_of(pid: int) -> float:
    """Seconds of processor that a process has used; 0 where there is none."""
    with suppress(FileNotFoundError):
        words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS
    return 0.0


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@asynccontextmanager
async def open_programme(
    url: str,
    folder: Path,
    roles: Sequence[str] = TOGETHER,
    server: Server | None = None,
    call: str = "clusterxchange",
) -> AsyncIterator[Programme]:
    """A programme on a fresh database, from a Wednesday morning in January 2027 on."""
    clock = SharedClock(folder / "clock")
    clock.ahead = BEGINS - datetime.now(UTC)
    emulator = Emulator([PUBLIC, STAFF], clock=clock)
    async with AsyncExitStack() as stack, emulator.serve() as telegram:
        erased = str(folder / "erased.txt")
        where = Address(url, telegram, str(folder / "clock"), erased, call, TOGETHER[0])
        house = house_at(where, clock)
        stack.callback(house.database.close)
        with house.database.transaction() as session:
            seed_partnerships(Work(session, clock(), house.scheme))
        reader = sa.create_engine(house.database.url, pool_pre_ping=True)  # a server may fall
        stack.callback(reader.dispose)
        found = Programme(
            telegram, house, clock, emulator, stack, reader, where, roles, folder / "log"
        )
        found.server = server
        stack.callback(found.kill)
        found.begin()
        await emulator.heard_of_all()
        yield found
