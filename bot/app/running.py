"""The parts of a process, as its roles ask for: put together, started, stopped in good order.

What a role does not need is not loaded: a receiver knows neither framework nor any rule of the scheme.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import threading
from contextlib import asynccontextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.app import stopping
from bot.app.settings import SPEAKING, ProcessRole
from bot.app.version import our_version
from scheduler.clock import Clock
from storage.engine import schema
from storage.engine.listening import hear_others
from storage.queues import instances

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from typing import Any

    from bot.app.house import House, Part

logger = logging.getLogger(__name__)


@asynccontextmanager
async def open_house(house: House) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run the bots and the scheduler as far as it is this house's role; tasks end only by error.

    Leaving stops them in order: no new updates, what is in hand is finished, what is on its way
    arrives; what could not be finished is given back.
    """
    await house.database.insist(house._live)  # noqa: SLF001 - its own first breath
    async with _parts(house) as parts:
        tasks: dict[ProcessRole, list[asyncio.Task[None]]] = {
            role: [asyncio.create_task(run(), name=name) for own, name, run in parts if own is role]
            for role in house.roles
        }
        ever = [asyncio.create_task(run(), name=name) for name, run in _beside(house)]
        leaving = threading.Event()
        clock = Clock(lambda: house.tick(leaving.is_set), seconds=house.tick_seconds)
        if ProcessRole.SCHEDULER in house.roles:
            clock.start()
        try:
            yield [*chain.from_iterable(tasks.values()), *ever]
        finally:
            leaving.set()
            clock.stop()
            await stopping.end_in_order(tasks)
            await stopping.end(ever, stopping.FAREWELL)
            with contextlib.suppress(sa.exc.OperationalError):
                await stopping.within_reason(
                    house.database.perform(
                        lambda session: instances.leave(session, house.instance, house.clock())
                    )
                )


@asynccontextmanager
async def _parts(house: House) -> AsyncIterator[list[Part]]:
    """Everything that the roles of this house do; only what they need is loaded."""
    parts: list[Part] = []
    if ProcessRole.RECEIVER in house.roles:
        from bot.app.receiving import receivers  # noqa: PLC0415 - by role, as everything here

        parts += receivers(house)
    if house.roles - {ProcessRole.RECEIVER}:
        from exchange.finding.catalogue import read_meanings  # noqa: PLC0415

        read_meanings(house.database.engine, house.reader)
    if house.roles.isdisjoint(SPEAKING) and ProcessRole.SCHEDULER in house.roles:
        from matching.topics.vocabulary import find_topics  # noqa: PLC0415

        # Asked for at the first look for new hosts, it would hold everybody's next transaction.
        threading.Thread(target=find_topics, args=("linen",), daemon=True).start()
    async with contextlib.AsyncExitStack() as open_:
        if house.roles & SPEAKING:
            from bot.app.speaking import both_bots  # noqa: PLC0415

            parts += await open_.enter_async_context(both_bots(house))
        yield parts


def _beside(house: House) -> Iterator[tuple[str, Callable[[], Coroutine[Any, Any, None]]]]:
    """What runs beside the roles, by its name, until the end."""
    yield "signs of life", house.live
    yield "listening", partial(hear_others, house.database, house.watch.witness)
    if house.reader and ProcessRole.SCHEDULER in house.roles:
        from bot.app.reading import keep_reading  # noqa: PLC0415 - loaded by whoever reads

        yield "reading", partial(keep_reading, house.database, house.reader)
    if house.health:
        from bot.gateway import figures, health  # noqa: PLC0415 - loaded where monitors may ask

        figures.tell_build(our_version(), schema.revisions()[-1], " ".join(sorted(house.roles)))
        told = (house.database, house.clock, house.health, house.pulses, house.instance)
        yield "health", partial(health.serve, *told)


def _let_rest() -> None:
    """What is loaded by now stays: to look through it for garbage held everybody up for a quarter of a second."""
    gc.collect()
    gc.freeze()


async def run_until_stopped(house: House) -> None:
    """Run until SIGINT or SIGTERM, or until a part fails for good. Raises that part's error.

    From then on the process has `stopping.LONGEST` seconds.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with open_house(house) as tasks:
        # Not before: opening waits for a Bot API that is away, and a stop waits for nothing.
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, stop.set)
        _let_rest()
        logger.info(
            "running: version %s, schema %s, roles %s",
            our_version(),
            schema.revisions()[-1],
            " ".join(sorted(house.roles)),
        )
        waiting = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        ended = ", ".join(task.get_name() for task in done - {waiting})
        logger.info("stopping: %s", f"{ended} ended" if ended else "we were asked to")
        stopping.limit()
        waiting.cancel()
    logger.info("stopped")
    for task in done - {waiting}:
        task.result()
