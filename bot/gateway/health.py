"""A small port for monitors: /health says whether we work, /metrics how we work."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import sqlalchemy as sa
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.gateway import figures
from storage.care.figures import figures_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from storage.engine.database import Database

GRACE = 0.5  # seconds for an answer in hand when we stop
PATIENCE = 5.0  # seconds; a database that answers later is taken for away


def application(database: Database, clock: Callable[[], datetime]) -> web.Application:
    """Both pages. Each asks the database; one that is away is answered with 503."""

    async def look(request: web.Request) -> web.Response:
        if database.obstacle and request.path == "/health":  # reading alone may still be possible
            return web.Response(
                status=503, text=f"nothing can be kept. The database: {database.obstacle}\n"
            )
        now = clock()
        try:
            async with asyncio.timeout(PATIENCE):
                figures.show(await database.perform(lambda session: figures_at(session, now)))
        except (sa.exc.SQLAlchemyError, TimeoutError):
            return web.Response(status=503, text="the database does not answer\n")
        if request.path == "/health":
            return web.Response(text="ok\n")
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    pages = web.Application()
    pages.router.add_get("/health", look)
    pages.router.add_get("/metrics", look)
    return pages


async def serve(database: Database, clock: Callable[[], datetime], listen: tuple[str, int]) -> None:
    """Answer monitors at a host and port, until cancelled."""
    database.timed = figures.TRANSACTION.observe
    runner = web.AppRunner(application(database, clock), access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
