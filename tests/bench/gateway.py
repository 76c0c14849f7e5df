"""How fast updates go through the durable path, beside bare transactions of the same durability."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from bot.conversation.screens import Screen
from bot.gateway.incoming.updates import keep
from bot.gateway.incoming.worker import Worker
from bot.gateway.outgoing.outcomes import Hooks, Policy
from bot.gateway.outgoing.sender import Sender
from storage.engine import schema
from storage.engine.database import open_database
from storage.queues import inbox, outbox
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.tables import Person, Urgency
from tests.bench.figures import Figures, middle_and_slow, per_second
from tests.postgres import postgres

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.gateway.outgoing.courier import Message
    from storage.engine.database import Database

NAME = "bench"
TURNS = 5
UPDATES = 1500
PEOPLE = 1000
FREELY = Allowance(*(Rate(1e6, 1e6),) * 4)
REPLY = Screen("Thank you").body()


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)


class Instant:
    """A courier without a network: what is measured is ours."""

    def __init__(self) -> None:
        self.sent: dict[int, float] = {}
        self.count = 0

    async def deliver(self, message: Message) -> int:
        """The number of the message, at once."""
        self.count += 1
        self.sent[message.chat_id] = time.perf_counter()
        return self.count


def touch(session, number: int) -> None:
    """One read and one write, of one of the people."""
    person = session.exec(select(Person).where(Person.telegram_id == number % PEOPLE)).one()
    person.zone = f"zone {number}"
    session.add(person)


def change(session, body: dict) -> None:
    """One read, one write of the domain, one reply, and the update is done."""
    number = body["update_id"]
    if inbox.finish(session, NAME, number, now()):
        touch(session, number)
        chat = body["message"]["chat"]["id"]
        outbox.post(session, [Letter(NAME, chat, "screen", REPLY, urgency=Urgency.REPLY)], now())


def update(number: int) -> dict:
    """An update of a chat of its own."""
    return {"update_id": number, "message": {"chat": {"id": number}}}


async def at_work(database: Database, courier: Instant) -> AsyncIterator[None]:
    """A worker and a sender at work."""

    async def dispatch(body: dict) -> bool:
        await database.perform(lambda session: change(session, body))
        return True

    hooks = Hooks(lambda *_: None, lambda *_: None, lambda _kind: Policy.DROP)
    parts: list[Any] = [
        Worker(NAME, "bench", database, now, dispatch, lambda *_: None),
        Sender(
            NAME, "bench", database, now, courier, lambda _, row, _slow: row.body, hooks, FREELY
        ),
    ]
    tasks = [asyncio.create_task(one.run()) for one in parts]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def updates_a_second(database: Database, rounds: int, first: int = 1) -> float:
    """From the `first` update on: stored, handled, answered, sent and written down."""
    courier = Instant()
    async for _ in at_work(database, courier):
        begun = time.perf_counter()
        for start in range(first, first + rounds, 100):
            await keep(database, NAME, [update(n) for n in range(start, start + 100)], now())
        while courier.count < rounds:  # noqa: ASYNC110 - a wake-up would be part of what is measured
            await asyncio.sleep(0.005)
        rate = rounds / (time.perf_counter() - begun)
    return rate


async def latency(database: Database, rounds: int) -> list[float]:
    """Milliseconds from an update's arrival to its answer's departure."""
    courier, times = Instant(), []
    async for _ in at_work(database, courier):
        await asyncio.sleep(0.2)
        for number in range(10**6, 10**6 + rounds):
            begun = time.perf_counter()
            await keep(database, NAME, [update(number)], now())
            while number not in courier.sent:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.0005)
            times.append(1000 * (courier.sent[number] - begun))
    return times


def seeded(url: str) -> Database:
    """A database with people."""
    database = open_database(url)
    schema.upgrade(database)
    with database.transaction() as session:
        for number in range(PEOPLE):
            person = Person(telegram_id=number, language="en", zone="UTC", first_seen_at=now())
            session.add(person)
    return database


def bare(database: Database, number: int) -> None:
    """The limit: one read and one write in one durable transaction."""
    with database.transaction() as session:
        touch(session, number)


def durable_path(figures: Figures, url: str) -> None:
    """Updates through everything, in turns with bare transactions on the same database."""
    database = seeded(url)
    kind, limits, ours = database.url.get_backend_name(), [], []
    for turn in range(TURNS):
        limits.append(per_second(partial(bare, database)))
        ours.append(asyncio.run(updates_a_second(database, UPDATES, 1 + turn * UPDATES)))
    limit, rate = statistics.median(limits), statistics.median(ours)
    beside = f"bare transactions {limit:.0f}"
    figures.add(f"{kind}: updates to sent, per s", f"{rate:.0f}", beside, rate / limit)
    middle, slow = middle_and_slow(asyncio.run(latency(database, 200)))
    figures.add(f"{kind}: update to reply sent, ms", f"p50 {middle:.1f}", f"p99 {slow:.1f}")
    database.close()


def durable_paths(figures: Figures) -> None:
    """The durable path on both kinds of database, beside its limit."""
    with tempfile.TemporaryDirectory() as folder:
        durable_path(figures, f"sqlite:///{Path(folder) / 'gateway.sqlite'}")
    with postgres() as server:
        durable_path(figures, server.database())
