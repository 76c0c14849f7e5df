"""How the durable path grows with processes on PostgreSQL.

`python -m tests.bench.crew DATABASE` is one of them: it works and sends until it is told to stop.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from bot.gateway.updates import keep
from storage.bells import hear_others
from storage.database import open_database
from storage.tables import Outbox, OutboxState
from tests.bench.gateway import NAME, Instant, at_work, now, seeded, update
from tests.postgres import postgres

if TYPE_CHECKING:
    from storage.database import Database
    from tests.bench.figures import Figures

SIZES = (1, 2, 4)
UPDATES = 2000
TURNS = 3
COUNT = sa.select(sa.func.count()).where(col(Outbox.state) == OutboxState.SENT)


async def work(url: str) -> None:
    """One process of the crew, until its standard input ends."""
    database = open_database(url)
    bells = asyncio.create_task(hear_others(database))
    async for _ in at_work(database, Instant()):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
    bells.cancel()


async def rate(database: Database, first: int) -> float:
    """Updates a second, from stored to sent by whoever is at work."""
    with database.transaction() as session:
        before = session.connection().execute(COUNT).scalar_one()
    begun = time.perf_counter()
    for start in range(first, first + UPDATES, 100):
        await keep(database, NAME, [update(n) for n in range(start, start + 100)], now())
    done = 0
    while done < UPDATES:
        await asyncio.sleep(0.02)
        with database.transaction() as session:
            done = session.connection().execute(COUNT).scalar_one() - before
    return UPDATES / (time.perf_counter() - begun)


def growth(figures: Figures) -> None:
    """The rate with one, two and four processes beside that with one."""
    with postgres() as server:
        url = server.database()
        database, first, alone = seeded(url), 1, 0.0
        for size in SIZES:
            command = [sys.executable, "-m", "tests.bench.crew", url]
            crew = [
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                for _ in range(size)
            ]
            for one in crew:
                one.stdout.readline()
            rates = []
            for _ in range(TURNS):
                rates.append(asyncio.run(rate(database, first)))
                first += UPDATES
            for one in crew:
                one.communicate()
            found = statistics.median(rates)
            alone = alone or found
            figures.add(
                f"{size} processes, updates per s", f"{found:.0f}", "1 process", found / alone
            )
        database.close()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
