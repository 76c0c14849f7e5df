"""Hear what other processes commit: PostgreSQL's NOTIFY wakes whoever waits here too."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import psycopg

from storage.engine.wakeups import CHANNEL

if TYPE_CHECKING:
    from storage.engine.database import Database

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds before a lost line is tried again


async def hear_others(database: Database) -> None:
    """Wake whoever waits here when another process commits work, until cancelled.

    Only PostgreSQL can tell; on SQLite this waits for ever. A lost line heals by itself, and what
    was missed meanwhile is made good by waking everybody.
    """
    if database.url.get_backend_name() != "postgresql":
        await asyncio.Event().wait()
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            line = await psycopg.AsyncConnection.connect(address, autocommit=True)
            async with line:
                await line.execute(f"LISTEN {CHANNEL}".encode())
                database.wakeups.wake_all()
                async for heard in line.notifies():
                    database.wakeups.wake(heard.payload)
        except psycopg.Error as error:
            logger.warning("what others commit cannot be heard (%s)", type(error).__name__)
        await asyncio.sleep(PAUSE)
