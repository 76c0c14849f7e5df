"""Hear what other processes commit: PostgreSQL's NOTIFY wakes whoever waits here too."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import psycopg

from storage.engine.wakeups import CHANNEL

if TYPE_CHECKING:
    from storage.engine.database import Database
    from storage.engine.witness import Witness

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds before a lost line is tried again


async def hear_others(database: Database, witness: Witness | None = None) -> None:
    """Wake whoever waits here when another process commits work, until cancelled.

    The line on which we hear is also what tells the others that we live: the witness stands on it.
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
                if witness and not await witness.stand_on(line):
                    raise psycopg.OperationalError  # our former line is not gone yet
                await line.execute(f"LISTEN {CHANNEL}".encode())
                database.wakeups.wake_all()
                async for heard in line.notifies():
                    database.wakeups.wake(heard.payload)
        except psycopg.Error as error:
            logger.warning("what others commit cannot be heard (%s)", type(error).__name__)
        finally:
            if witness:
                witness.since = None
        await asyncio.sleep(PAUSE)
