"""The real program in processes of its own, before an emulated Telegram."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.emulator.phones import deeds
from bot.emulator.server import Emulator
from storage.engine.database import open_database
from storage.tables import Inbox, Instance, Outbox, OutboxState
from tests.builders.bots.town import PUBLIC, STAFF
from tests.patience import TEST, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PEOPLE = range(1001, 1021)
EACH = 10
EVERYTHING = "receiver worker sender scheduler"


@dataclass
class Street:
    """Processes on one database; `log` is what they complain of."""

    url: str
    address: str
    emulator: Emulator
    log: Path
    running: list[subprocess.Popen] = field(default_factory=list)

    def begin(self, roles: str) -> None:
        """One more process with these roles."""
        given = {
            "CXC_DATABASE_URL": self.url,
            "CXC_TELEGRAM_API": self.address,
            "CXC_PARTICIPANTS_TOKEN": PUBLIC.token,
            "CXC_DESK_TOKEN": STAFF.token,
            "CXC_ROLES": roles,
        }
        words = [sys.executable, "-m", "bot", "run"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                words, env={**os.environ, **given}, stdout=subprocess.DEVNULL, stderr=log
            )
        self.running.append(process)

    def working(self) -> int:
        """The number of the last process that does the work: its parent only begins it again."""
        parent = self.running[-1].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return int(children[0]) if children else parent

    async def dies(self) -> None:
        """Kill -9 of the last process and of its parent."""
        victim = self.running.pop()
        victim.kill()
        await asyncio.to_thread(victim.wait, TEST)

    async def stop(self) -> tuple[list[int], float]:
        """SIGTERM to all at once: their exit codes, and the seconds until the last was gone."""
        begun = time.monotonic()
        for one in self.running:
            one.send_signal(signal.SIGTERM)
        codes = [await asyncio.to_thread(one.wait, TEST) for one in self.running]
        self.running.clear()
        return codes, time.monotonic() - begun

    async def write(self) -> None:
        """Everybody asks for help, again and again."""
        for _ in range(EACH):
            for person in PEOPLE:
                deeds.write(self.emulator.world, person, {"bot": PUBLIC.username}, text="/help")
                await asyncio.sleep(0.005)

    def answers(self) -> Counter[int]:
        """How many answers each person has."""
        told: Counter[int] = Counter()
        for person in PEOPLE:
            chat = self.emulator.world.private(PUBLIC.username, person)
            told[person] = sum(one["from"]["is_bot"] for one in chat.messages.values())
        return told

    def answered(self) -> bool:
        """Whether everybody has written all, nothing of it waits, and the bot has the last word with each of them.

        A reply that went with its sender is said once more unless another one came since, so there may be fewer than questions.
        """
        chats = [self.emulator.world.private(PUBLIC.username, one) for one in PEOPLE]
        spoken = [[one["from"]["is_bot"] for one in chat.messages.values()] for chat in chats]
        said = all(one.count(False) == EACH and one[-1] for one in spoken)
        return said and not self._waits()

    def _waits(self) -> bool:
        database = open_database(self.url)
        with database.transaction() as session:
            undone = session.exec(select(Inbox.update_id).where(col(Inbox.done_at).is_(None)))
            unsaid = session.exec(select(Outbox.id).where(col(Outbox.ended_at).is_(None)))
            found = undone.first() or unsaid.first()
        database.close()
        return found is not None

    def left(self) -> dict[str, int]:
        """What the processes left in hand."""
        database = open_database(self.url)
        with database.transaction() as session:
            held = {
                "updates": select(Inbox.update_id).where(col(Inbox.owner).is_not(None)),
                "messages": select(Outbox.id).where(col(Outbox.owner).is_not(None)),
                "doubtful": select(Outbox.id).where(Outbox.state == OutboxState.UNCERTAIN),
                "processes": select(Instance.id),
            }
            found = {name: len(session.exec(query).all()) for name, query in held.items()}
        database.close()
        return found

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true, as long as every process lives."""

        def true_and_alive() -> bool:
            assert all(one.poll() is None for one in self.running), self.log.read_text()
            return true()

        await until(true_and_alive, TEST)


@asynccontextmanager
async def open_street(url: str, log: Path) -> AsyncIterator[Street]:
    """Everybody has opened the bot, nobody runs it yet."""
    emulator = Emulator([PUBLIC, STAFF], clock=lambda: datetime.now(UTC))
    for one in PEOPLE:
        person = {"id": one, "first_name": f"P{one}", "talks_to": [PUBLIC.username]}
        emulator.world.add_person(person)
    async with emulator.serve() as address:
        street = Street(url, address, emulator, log)
        try:
            yield street
        finally:
            for process in street.running:
                process.kill()
                process.wait()


NOWHERE = "http://127.0.0.1:9"
