"""Kill processes that work, and account for every message in Jepsen's words."""

from __future__ import annotations

import asyncio
import random
import socket
import subprocess
import sys
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.screens import Screen
from bot.emulator.phones import deeds
from bot.emulator.server import BotAccount, Emulator
from storage.engine.database import Database, open_database
from storage.queues import chats, outbox
from storage.queues.outbox import Letter
from storage.tables import Audit, Inbox, Outbox, OutboxState
from tests.crash.plant import NAME, TOKEN
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

ACCOUNT = BotAccount(TOKEN, 1, "public_bot", "ClusterXchange")
AGAIN = "once more: "


@dataclass
class Accounts:
    """What became of what was attempted, in the words of Jepsen's queue checker.

    Lost was acknowledged and never came out; recovered was uncertain and came out; duplicated came
    out a second time and said so; doubled did so in silence; unexpected was never attempted.
    """

    attempted: int = 0
    acknowledged: int = 0
    lost: int = 0
    recovered: int = 0
    duplicated: int = 0
    doubled: int = 0
    unexpected: int = 0
    uncertain: int = 0
    kills: int = 0
    busy_kills: int = 0

    def close(self, wanted: set[str], out: Counter[str], doubtful: set[str] = frozenset()) -> None:
        """Compare what was wanted with what came out; of the doubtful we know that we do not know."""
        first = {what for what in out if not what.startswith(AGAIN)}
        again = {what.removeprefix(AGAIN) for what in out if what.startswith(AGAIN)}
        self.lost = len(wanted - first - again - doubtful)
        self.recovered = len(again - first)
        self.duplicated = len(again & first)
        self.doubled = sum(times > 1 for times in out.values())
        self.unexpected = len((first | again) - wanted)

    def check(self) -> None:
        """What must be nothing is nothing."""
        assert (self.lost, self.doubled, self.unexpected) == (0, 0, 0)

    def __str__(self) -> str:
        """In one line."""
        return ", ".join(f"{name} {value}" for name, value in vars(self).items())


@dataclass
class Plant:
    """Processes at work on one database, before one Telegram."""

    url: str
    address: str
    emulator: Emulator
    database: Database
    port: int
    seed: int
    wanted: set[str] = field(default_factory=set)
    running: list[subprocess.Popen] = field(default_factory=list)
    accounts: Accounts = field(default_factory=Accounts)

    def begin(self, roles: str) -> None:
        """One more process."""
        words = [sys.executable, "-m", "tests.crash.plant", self.url, self.address, roles]
        self.running.append(subprocess.Popen([*words, str(self.port)], stderr=subprocess.DEVNULL))

    def open_chats(self, people: range) -> None:
        """People who have opened the bot."""
        with self.database.transaction() as session:
            for one in people:
                chats.open_chat(session, NAME, one, datetime.now(UTC))
        for one in people:
            person = {"id": one, "first_name": f"P{one}", "talks_to": [ACCOUNT.username]}
            self.emulator.world.add_person(person)

    def post(self, people: range, each: int) -> None:
        """Messages to be sent, `each` to everybody."""
        letters = [
            Letter(NAME, one, "screen", Screen(f"{one}/{number}").body(), f"{one}/{number}")
            for number in range(each)
            for one in people
        ]
        with self.database.transaction() as session:
            for start in range(0, len(letters), 200):
                outbox.post(session, letters[start : start + 200], datetime.now(UTC))
        self.wanted |= {letter.dedupe_key for letter in letters}
        self.accounts.attempted = self.accounts.acknowledged = len(self.wanted)

    def write(self, person: int, text: str) -> None:
        """Somebody writes to the bot."""
        deeds.write(self.emulator.world, person, {"bot": ACCOUNT.username}, text=text)
        self.wanted.add(f"update:{self.emulator.world.bots[TOKEN].next_update - 1}")
        self.accounts.attempted += 1

    async def kill(self, times: int, roles: str, busy: Callable[[], bool]) -> None:
        """Kill a process at random moments, as often as that, each time while there is work."""
        dice = random.Random(self.seed)  # noqa: S311 - repeatable on purpose
        for _ in range(times):
            await asyncio.sleep(dice.uniform(0.15, 0.5))
            victim = dice.choice(self.running)
            self.accounts.kills += 1
            self.accounts.busy_kills += busy()
            victim.kill()
            await asyncio.to_thread(victim.wait)
            self.running.remove(victim)
            self.begin(roles)

    def count(self, query) -> int:
        """How many rows there are."""
        with self.database.transaction() as session:
            return session.exec(query).one()

    def open_messages(self) -> int:
        """Messages that still wait or are on their way."""
        return self.count(
            select(sa.func.count()).select_from(Outbox).where(col(Outbox.ended_at).is_(None))
        )

    def open_updates(self) -> int:
        """Updates that nobody has finished."""
        return self.count(
            select(sa.func.count()).select_from(Inbox).where(col(Inbox.done_at).is_(None))
        )

    def heard(self) -> Counter[str]:
        """What people see, and how often."""
        chats_of = self.emulator.world.chats.values()
        return Counter(
            one["text"]
            for chat in chats_of
            for one in chat.messages.values()
            if one["from"]["is_bot"]
        )

    def undecided(self) -> int:
        """Messages that may have arrived and will be said once more."""
        query = select(sa.func.count()).select_from(Outbox)
        return self.count(query.where(Outbox.state == OutboxState.UNCERTAIN, Outbox.repeats == 0))

    def uncertain(self) -> int:
        """Messages that were, at some time, not known to have arrived."""
        at_some_time = (col(Outbox.repeats) > 0) | (col(Outbox.state) == OutboxState.UNCERTAIN)
        return self.count(select(sa.func.count()).select_from(Outbox).where(at_some_time))

    def handled(self) -> Counter[str]:
        """What was done for which update, and how often."""
        with self.database.transaction() as session:
            return Counter(session.exec(select(Audit.subject).where(Audit.act == "handled")))

    def settle(self, wanted: set[str]) -> Accounts:
        """Close the books: `wanted` are the texts that people were to see."""
        with self.database.transaction() as session:
            query = select(Outbox.body).where(Outbox.state == OutboxState.UNCERTAIN)
            doubtful = {body["text"] for body in session.exec(query)}
        self.accounts.close(wanted, self.heard(), doubtful)
        self.accounts.uncertain = self.uncertain()
        return self.accounts

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(SIZES.patience):
            while not true():  # noqa: ASYNC110 - what is true is in a database
                await asyncio.sleep(0.1)


@asynccontextmanager
async def open_plant(url: str, seed: int) -> AsyncIterator[Plant]:
    """A plant without processes yet."""
    emulator, database = Emulator([ACCOUNT], clock=lambda: datetime.now(UTC)), open_database(url)
    async with emulator.serve() as address:
        plant = Plant(url, address, emulator, database, _free_port(), seed)
        try:
            yield plant
        finally:
            for one in plant.running:
                one.kill()
                one.wait()
            database.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(params=range(1, SIZES.seeds + 1))
def seed(request) -> int:
    """Fixed series of random moments: three, or twenty before a release."""
    return request.param


@pytest.fixture
def plant_of(database_url) -> Callable:
    """Opens a plant on a fresh database of each kind."""
    return lambda seed: open_plant(database_url, seed)


@pytest.fixture
def publish(record_property) -> Callable[[str, Accounts], None]:
    """Have accounts printed at the end of the run."""
    return lambda what, accounts: record_property("accounts", f"{what}: {accounts}")
