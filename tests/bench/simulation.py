"""From one worker to eight on one PostgreSQL: what is lost, doubled, and missing to the ideal.

`python -m tests.bench.simulation [SECONDS [MILLISECONDS [BACKLOG]]]`: each size has work for so many seconds by the ideal, and
handling an update sleeps for so long instead of computing, so that eight workers fit on two processors. In the
midst of each run a worker is killed and another one begins. `python -m tests.bench.simulation work URL SLEEP` is one.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, func, select

from bot.gateway.incoming.updates import keep
from bot.gateway.incoming.worker import AT_ONCE, Worker
from storage.engine import schema
from storage.engine.database import open_database
from storage.engine.listening import hear_others
from storage.engine.witness import Witness
from storage.queues import chats, instances
from storage.queues.instances import BEAT, Watch
from storage.tables import Audit, Inbox
from tests.bench.figures import Figures
from tests.builders.processes.plant import NAME, handle, live, now
from tests.postgres import postgres

if TYPE_CHECKING:
    from storage.engine.database import Database

SIZES = (1, 2, 4, 8)
PEOPLE = 5000
BATCH = 100
BACKLOG = 4 * AT_ONCE  # updates that may wait for each worker
SECONDS, MILLISECONDS = 30.0, 400.0


async def work(url: str, sleep: float) -> None:
    """One worker, until it is killed."""
    database, watch = open_database(url), Watch(Witness(instances.new_id()))

    async def dispatch(body: dict) -> bool:
        await asyncio.sleep(sleep)
        await database.perform(lambda session: handle(session, body))
        return True

    worker = Worker(NAME, watch.witness.instance, database, now, dispatch, lambda *_: None)
    alive = live(database, watch, ["worker"], BEAT)
    await asyncio.gather(alive, hear_others(database, watch.witness), worker.run())


def begin(url: str, sleep: float) -> subprocess.Popen:
    """One worker more."""
    words = [sys.executable, "-m", "tests.bench.simulation", "work", url, str(sleep)]
    return subprocess.Popen(words)


def waiting(database: Database) -> int:
    """How many updates are not done."""
    with database.transaction() as session:
        query = select(func.count()).select_from(Inbox).where(col(Inbox.done_at).is_(None))
        return session.exec(query).one()


def handled(database: Database) -> tuple[int, int]:
    """How often an update was handled, and how many were handled at all."""
    with database.transaction() as session:
        ours = select(func.count(), func.count(sa.distinct(Audit.subject)))
        return tuple(session.exec(ours.where(col(Audit.act) == "handled")).one())


async def _fed(database: Database, numbers: range, at_most: int) -> None:
    """Keep what arrives: never more than so many wait, as nobody lets a backlog grow for ever."""
    for start in range(numbers.start, numbers.stop, BATCH):
        while waiting(database) > at_most:  # noqa: ASYNC110 - it is in other processes' hands
            await asyncio.sleep(0.1)
        some = range(start, min(start + BATCH, numbers.stop))
        await keep(database, NAME, [_update(number) for number in some], now())


def _let_it_be_known(database: Database) -> None:
    """Let the server learn how much there is: this one does not by itself, as others do each minute."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(sa.text("VACUUM ANALYZE"))


async def run(
    database: Database, url: str, numbers: range, size: int, sleep: float, backlog: int
) -> float:
    """Updates a second, from when a tenth is fed; a worker is killed when half are."""
    hands = [begin(url, sleep) for _ in range(size)]
    tenth, half = (numbers.start + len(numbers) // share for share in (10, 2))
    await _fed(database, range(numbers.start, tenth), backlog * size)
    _let_it_be_known(database)
    begun, before = time.monotonic(), waiting(database)
    await _fed(database, range(tenth, half), backlog * size)
    hands[0].kill()
    hands[0].wait()
    hands[0] = begin(url, sleep)
    await _fed(database, range(half, numbers.stop), backlog * size)
    while waiting(database):  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.1)
    rate = (numbers.stop - tenth + before) / (time.monotonic() - begun)
    for one in hands:
        one.kill()
        one.wait()
    return rate


def _update(number: int) -> dict:
    chat = number % PEOPLE + 1
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": f"{number}"}}


def main(seconds: float, sleep: float, backlog: float) -> None:
    """Print the rate of each size beside the ideal, with what was lost and doubled."""
    figures = Figures(f"workers on PostgreSQL, {1000 * sleep:.0f} ms each update")
    with postgres() as server:
        database = open_database(url := server.database())
        schema.upgrade(database)
        with database.transaction() as session:
            for chat in range(1, PEOPLE + 1):
                chats.open_chat(session, NAME, chat, now())
        first = 1
        for size in SIZES:
            ideal = size * AT_ONCE / sleep
            numbers = range(first, first + int(seconds * ideal))
            rate = asyncio.run(run(database, url, numbers, size, sleep, int(backlog)))
            first, (times, distinct) = numbers.stop, handled(database)
            account = (
                f"{numbers.stop - 1 - distinct} lost, {times - distinct} doubled of {len(numbers)}"
            )
            figures.add(
                f"{size} workers: a second", f"{rate:.0f}", f"ideal {ideal:.0f}", rate / ideal
            )
            figures.add("  one killed in the midst", "", account)
        database.close()
    figures.show()


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        asyncio.run(work(sys.argv[2], float(sys.argv[3])))
    else:
        given = dict(enumerate(map(float, sys.argv[1:])))
        main(given.get(0, SECONDS), given.get(1, MILLISECONDS) / 1000, given.get(2, BACKLOG))
