"""How the durable path grows with processes on PostgreSQL, beside bare transactions of as many.

`python -m tests.bench.crew DATABASE` is one of them: it works and sends until it is told to stop;
with `bare` after it, it makes bare transactions for a while.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from bot.gateway.incoming.updates import keep
from storage.engine.database import open_database
from storage.engine.listening import hear_others
from storage.tables import Outbox, OutboxState
from tests.bench.figures import per_second
from tests.bench.gateway import NAME, Instant, at_work, bare, now, seeded, update
from tests.postgres import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.engine.database import Database
    from tests.bench.figures import Figures

SIZES = (1, 2, 4)
UPDATES = 2000
TURNS = 3
BARE = 1000  # transactions of each
COUNT = sa.select(sa.func.count()).where(col(Outbox.state) == OutboxState.SENT)


async def work(url: str) -> None:
    """One process of the crew, until its standard input ends."""
    database = open_database(url)
    listening = asyncio.create_task(hear_others(database))
    async for _ in at_work(database, Instant()):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
    listening.cancel()


def transact(url: str) -> None:
    """One process of the limit: when told to begin, bare transactions; how many a second."""
    database = open_database(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    elsewhere = os.getpid() * 97  # people of its own, most of the time
    rate = per_second(lambda number: bare(database, elsewhere + number), BARE)
    sys.stdout.write(f"{rate}\n")
    sys.stdout.flush()
    database.close()


@contextmanager
def crew(size: int, *words: str) -> Iterator[list[subprocess.Popen[str]]]:
    """So many processes, ready; told to end at the end."""
    command = [sys.executable, "-m", "tests.bench.crew", *words]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    hands = [subprocess.Popen(command, **pipes) for _ in range(size)]
    for one in hands:
        one.stdout.readline()
    yield hands
    for one in hands:
        one.communicate()


def limit(url: str, size: int) -> float:
    """Bare transactions a second of so many processes together."""
    with crew(size, url, "bare") as hands:
        for one in hands:
            one.stdin.write("begin\n")
            one.stdin.flush()
        return sum(float(one.stdout.readline()) for one in hands)


async def rate(database: Database, first: int) -> float:
    """Updates a second, from stored to sent by whoever is at work."""
    with database.transaction() as session:
        before = session.connection().execute(COUNT).scalar_one()
    begun = time.perf_counter()
    for start in range(first, first + UPDATES, 100):
        await keep(database, NAME, [update(n) for n in range(start, start + 100)], now())
    done = 0
    while done < UPDATES:
        await asyncio.sleep(0.05)
        with database.transaction() as session:
            done = session.connection().execute(COUNT).scalar_one() - before
    return UPDATES / (time.perf_counter() - begun)


def growth(figures: Figures) -> None:
    """The rate with one, two and four processes, beside the limit of as many and that of one."""
    with postgres() as server:
        database, first, alone = seeded(url := server.database()), 1, 0.0
        for size in SIZES:
            rates, limits = [], []
            for _ in range(TURNS):
                limits.append(limit(url, size))
                with crew(size, url):
                    rates.append(asyncio.run(rate(database, first)))
                first += UPDATES
            found, most = statistics.median(rates), statistics.median(limits)
            alone = alone or found
            what = f"{size} processes, updates per s"
            figures.add(what, f"{found:.0f}", f"bare transactions {most:.0f}", found / most)
            figures.add(what, f"{found:.0f}", f"1 process {alone:.0f}", found / alone)
        database.close()


if __name__ == "__main__":
    if sys.argv[2:] == ["bare"]:
        transact(sys.argv[1])
    else:
        asyncio.run(work(sys.argv[1]))
