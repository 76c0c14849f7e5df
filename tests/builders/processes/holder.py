"""A process that has an update in hand and gives signs of life, until it is stopped or killed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from storage.engine.database import open_database
from storage.engine.listening import hear_others
from storage.engine.witness import Witness
from storage.queues import inbox, instances
from storage.queues.inbox import Arrived
from storage.queues.instances import BEAT, Watch
from tests.builders.processes.plant import NAME, live, now

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from storage.engine.database import Database


async def look_on(database: Database, watch: Watch) -> None:
    """Live as every process of ours does: signs of life, a witness, an eye on the others."""
    lives = live(database, watch, ["worker"], BEAT)
    await asyncio.gather(lives, hear_others(database, watch.witness))


async def _main(url: str, up: Event) -> None:
    database, watch = open_database(url), Watch(Witness(instances.new_id()))

    def take(session) -> None:
        instances.beat(session, watch.witness.instance, ["worker"], instances.time_of(session))
        inbox.store(session, NAME, [Arrived(1, 10, {})], now())
        inbox.claim(session, NAME, watch.witness.instance, now())

    await database.insist(take)
    life = asyncio.create_task(look_on(database, watch))
    while watch.witness.since is None:  # noqa: ASYNC110 - that it stands has no event
        await asyncio.sleep(0.01)
    up.set()
    await life


def hold(url: str, up: Event) -> None:
    """What the process does; `up` is set once it holds an update and its witness stands."""
    asyncio.run(_main(url, up))
