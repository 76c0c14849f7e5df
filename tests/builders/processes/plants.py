"""Kill processes that work, and account for every message in Jepsen's words."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import socket
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.screens import Screen
from bot.emulator.phones import deeds
from bot.emulator.server import BotAccount, Emulator
from storage.engine.database import Database, open_database
from storage.queues import chats, outbox
from storage.queues.outbox import Letter
from storage.tables import Audit, Inbox, Outbox, OutboxState
from tests.builders.processes.accounts import Accounts
from tests.builders.processes.plant import NAME, TOKEN, work
from tests.patience import TEST, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from multiprocessing.process import BaseProcess
    from multiprocessing.synchronize import Event

ACCOUNT = BotAccount(TOKEN, 1, "public_bot", "ClusterXchange")

# Processes are born of one that has imported everything: what is to be killed begins at once.
CRADLE = multiprocessing.get_context("forkserver")
CRADLE.set_forkserver_preload([work.__module__])


@dataclass(frozen=True)
class Hand:
    """A process of a plant, and whether it is at work."""

    process: BaseProcess
    at_work: Event

    def kill(self) -> None:
        """Kill -9, and wait until it is gone."""
        self.process.kill()
        self.process.join()
        self.process.close()


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
    running: list[Hand] = field(default_factory=list)
    accounts: Accounts = field(default_factory=Accounts)

    def begin(self, roles: str) -> None:
        """One more process."""
        up = CRADLE.Event()
        words = (self.url, self.address, roles, self.port, up)
        process = CRADLE.Process(target=work, args=words, daemon=True)
        process.start()
        self.running.append(Hand(process, up))

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

    async def kill(
        self, times: int, roles: str, hand_out: Callable[[int], int], done: Callable[[], int]
    ) -> None:
        """Kill a process as often as that, each time at a random moment in the midst of work.

        `hand_out` gives the work of a turn and says how many pieces it has, `done` counts pieces.
        """
        dice, given = random.Random(self.seed), done()  # noqa: S311 - repeatable on purpose
        for turn in range(times):
            await self.until(self.up)
            before, pieces = done(), hand_out(turn)
            given += pieces
            moment = before + dice.randrange(pieces // 2)
            await self.until(lambda moment=moment: done() >= moment)
            victim = dice.choice(self.up())
            self.accounts.kills += 1
            self.accounts.busy_kills += done() < given
            await asyncio.to_thread(victim.kill)
            self.running.remove(victim)
            self.begin(roles)

    def up(self) -> list[Hand]:
        """Who is at work."""
        return [one for one in self.running if one.at_work.is_set()]

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

    def done(self) -> int:
        """How many updates were handled, each as often as it was."""
        return self.count(
            select(sa.func.count()).select_from(Audit).where(col(Audit.act) == "handled")
        )

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

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something to become true; the emulator works in the same thread as who looks."""
        await until(true, TEST, look=0.05)


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
            database.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
