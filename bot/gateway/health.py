"""A small port for monitors: /alive and /health say whether we are there and work, /metrics how we work."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.gateway import figures
from bot.gateway.pulses import Pulses
from storage.care.figures import figures_at
from storage.queues import instances

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from storage.care.figures import Figures
    from storage.engine.database import Database

    T = TypeVar("T")

GRACE = 0.5  # seconds for an answer in hand when we stop
PATIENCE = 5.0  # seconds; a database that answers later is taken for away
SPOKESMAN = "figures"


def application(
    database: Database, clock: Callable[[], datetime], pulses: Pulses | None = None, name: str = ""
) -> web.Application:
    """The three pages of a process, by its name.

    Each but /alive asks the database; one that is away is answered with 503. Figures of the database
    are told by one process of all, whoever was asked first; by each that has no name.
    """
    beating = pulses or Pulses()

    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def health(_request: web.Request) -> web.Response:
        if database.obstacle:  # reading alone may still be possible
            return _unwell(f"nothing can be kept. The database: {database.obstacle}")
        try:
            await _asked(database, lambda session: figures_at(session, clock()))
        except (sa.exc.SQLAlchemyError, TimeoutError):
            return _unwell("the database does not answer")
        silent = beating.silent()
        return _unwell("\n".join(silent)) if silent else web.Response(text="ok\n")

    async def metrics(_request: web.Request) -> web.Response:
        try:
            found = await _asked(database, lambda session: _of_all(session, clock(), name))
        except (sa.exc.SQLAlchemyError, TimeoutError):
            return _unwell("the database does not answer")
        page = generate_latest()
        if found:
            figures.show(found)
            page += generate_latest(figures.OF_ALL)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_LATEST})

    pages = web.Application()
    for page in (alive, health, metrics):
        pages.router.add_get(f"/{page.__name__}", page)
    return pages


def _unwell(why: str) -> web.Response:
    return web.Response(status=503, text=f"{why}\n")


async def _asked(database: Database, act: Callable[[Session], T]) -> T:
    """What the database says in time. Raises TimeoutError, and what the database raises."""
    async with asyncio.timeout(PATIENCE):
        return await database.perform(act)


def _of_all(session: Session, now: datetime, name: str) -> Figures | None:
    """The figures of the database, where it is ours to tell them; it is another's when we are not asked any more."""
    ours = not name or instances.take_lease(
        session, SPOKESMAN, f"{name}:{SPOKESMAN}", instances.time_of(session)
    )
    return figures_at(session, now) if ours else None


async def serve(
    database: Database,
    clock: Callable[[], datetime],
    listen: tuple[str, int],
    pulses: Pulses,
    name: str,
) -> None:
    """Answer monitors at a host and port, until cancelled."""
    database.timed = figures.TRANSACTION.observe
    pages = application(database, clock, pulses, name)
    runner = web.AppRunner(pages, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
