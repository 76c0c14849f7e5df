"""kill -9 of PostgreSQL itself, and many claimers over one table."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from storage.engine import schema
from storage.engine.database import open_database
from storage.errors import Busy
from storage.queues import claiming, outbox
from storage.queues.claiming import Claimant
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from tests.builders.processes.accounts import Accounts
from tests.builders.processes.plants import CRADLE, open_plant
from tests.patience import FACTOR
from tests.postgres import postgres
from tests.sizes import SIZES

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from storage.engine.database import Database

AT_WILL = Rate(1e6, 1e6)  # a claimer stops when nothing is left, and not for want of room


def claim_all(url: str, name: str, told: Connection) -> None:
    """Claim messages until none is left, and tell which."""
    asyncio.run(claim(url, Claimant("public", name, Allowance(AT_WILL, AT_WILL, AT_WILL)), told))


async def claim(url: str, who: Claimant, told: Connection) -> None:
    """One claim after the other."""
    database = opened(url)
    mine = []
    while rows := await database.insist(
        lambda session: claiming.claim(session, who, datetime.now(UTC), limit=100)
    ):
        mine += [row.id for row in rows]
    database.close()
    told.send(mine)


def opened(url: str) -> Database:
    """The database, once it can be proved writable: on a busy disk seven others may hold it for long."""
    while True:
        with contextlib.suppress(Busy):  # a start waits for that, too
            return open_database(url)


def test_eight_claimers_never_share_a_row(database_url, database_kind, publish):
    """8 processes, 20,000 messages: every one is claimed, and by one only."""
    database = open_database(database_url)
    with database.transaction() as session:
        for start in range(0, 20_000, 500):
            letters = [Letter("public", chat, "k") for chat in range(start + 1, start + 501)]
            outbox.post(session, letters, datetime.now(UTC))
    database.close()
    ends = [CRADLE.Pipe(duplex=False) for _ in range(8)]
    claimers = [
        CRADLE.Process(target=claim_all, args=(database_url, f"{number}", told))
        for number, (_, told) in enumerate(ends)
    ]
    for one, (_, told) in zip(claimers, ends, strict=True):
        one.start()
        told.close()  # whoever dies is heard of: nothing waits for them
    claimed = Counter(f"{row}" for hears, _ in ends for row in hears.recv())
    for one, (hears, _) in zip(claimers, ends, strict=True):
        one.join()
        hears.close()
    accounts = Accounts(attempted=20_000, acknowledged=20_000)
    accounts.close({str(row) for row in range(1, 20_001)}, claimed)
    publish(f"8 claimers, {database_kind}", accounts)
    accounts.check()


@pytest.mark.skipif("os.environ.get('TEST_DATABASE_URL')", reason="not ours to kill")
async def test_postgresql_killed_in_mid_load_loses_nothing_acknowledged(publish):
    """5 kills of the server under load: all updates handled once, at work again within 10 s."""
    people, rests = range(1001, 1041), []
    with postgres() as server:
        url = server.database()
        database = open_database(url)
        schema.upgrade(database)
        database.close()
        async with open_plant(url, 1) as plant:
            plant.open_chats(people)
            plant.begin("receiver,worker,sender")
            bot = plant.emulator.world.bots["1:secret"]
            await plant.until(lambda: bot.poll > 1)
            for kill in range(SIZES.server_kills):
                numbers = range(100 * kill, 100 * (kill + 1))
                for number in numbers[:-1]:
                    plant.write(people[number % len(people)], f"update {number}")
                before = plant.heard().total()
                await plant.until(lambda before=before: plant.heard().total() > before)
                plant.accounts.kills += 1
                await asyncio.to_thread(server.kill)
                answered = [text for text in plant.heard() if text.startswith("answer")]
                plant.accounts.busy_kills += len(answered) < numbers[-1]
                await asyncio.to_thread(server.start)
                begun, heard = time.monotonic(), plant.heard().total()
                plant.write(people[0], f"update {numbers[-1]}")  # the others may be done by now
                await plant.until(lambda heard=heard: plant.heard().total() > heard)
                rests.append(time.monotonic() - begun)
            plant.database.engine.dispose()
            await plant.until(lambda: plant.done() >= 100 * SIZES.server_kills)
            await plant.until(lambda: plant.undecided() + plant.open_messages() == 0)
            updates = Accounts()
            updates.close(plant.wanted, plant.handled())
            updates.check()
            numbers = range(100 * SIZES.server_kills)
            accounts = plant.settle({f"answer to update {number}" for number in numbers})
            accounts.acknowledged = accounts.attempted
    publish("kill -9 of PostgreSQL", f"{accounts}, longest rest {max(rests):.1f} s")
    accounts.check()
    assert accounts.busy_kills == accounts.kills
    assert max(rests) < 10 * FACTOR
