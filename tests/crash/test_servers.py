"""kill -9 of PostgreSQL itself, and many claimers over one table."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from storage.engine import schema
from storage.engine.database import open_database
from storage.queues import outbox
from storage.queues.outbox import Letter
from tests.crash.conftest import Accounts, open_plant
from tests.postgres import postgres
from tests.sizes import SIZES

CLAIMER = """
import asyncio
import sys
from datetime import UTC, datetime
from storage import outbox
from storage.database import open_database
from storage.outbox import Claimant
from storage.pace import Allowance, Rate
at_will = Rate(1e6, 1e6)  # a claimer stops when nothing is left, and not for want of room
who = Claimant("public", sys.argv[2], Allowance(at_will, at_will, at_will))
database = open_database(sys.argv[1])
async def claim_all():
    while rows := await database.insist(
        lambda session: outbox.claim(session, who, datetime.now(UTC), limit=100)
    ):
        print(*(row.id for row in rows), flush=True)
asyncio.run(claim_all())
database.close()
"""

pytestmark = pytest.mark.timeout(150 + SIZES.patience)


def test_eight_claimers_never_share_a_row(database_url, database_kind, publish):
    """8 processes, 20,000 messages: every one is claimed, and by one only."""
    database = open_database(database_url)
    with database.transaction() as session:
        for start in range(0, 20_000, 500):
            letters = [Letter("public", chat, "k") for chat in range(start + 1, start + 501)]
            outbox.post(session, letters, datetime.now(UTC))
    database.close()
    words = [sys.executable, "-c", CLAIMER, database_url]
    claimers = [
        subprocess.Popen([*words, str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(8)
    ]
    claimed = Counter(row for one in claimers for row in one.communicate()[0].split())
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
                await asyncio.sleep(0.05)
                plant.accounts.kills += 1
                await asyncio.to_thread(server.kill)
                answered = [text for text in plant.heard() if text.startswith("answer")]
                plant.accounts.busy_kills += len(answered) < numbers[-1]
                await asyncio.to_thread(server.start)
                begun, heard = time.monotonic(), sum(plant.heard().values())
                plant.write(people[0], f"update {numbers[-1]}")  # the others may be done by now
                await plant.until(lambda heard=heard: sum(plant.heard().values()) > heard)
                rests.append(time.monotonic() - begun)
            plant.database.engine.dispose()
            await plant.until(lambda: sum(plant.handled().values()) >= 100 * SIZES.server_kills)
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
    assert max(rests) < 10
