"""Wake whoever waits for work: in this process at once, in others through PostgreSQL's NOTIFY."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.engine.database import Database

logger = logging.getLogger(__name__)

CHANNEL = "cxc"
KEY = "rung"
# Composed once: composing a statement costs more than asking it.
NOTIFY = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("name", type_=sa.String)))
PAUSE = 1.0  # seconds before a lost line is tried again


def ring(session: Session, name: str) -> None:
    """Ring a bell when this transaction is committed; one that is rolled back rings nothing."""
    rung: set[str] = session.info.setdefault(KEY, set())
    if name in rung:
        return
    rung.add(name)
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(NOTIFY, {"name": name})


class Bells:
    """The bells of one process: rung from any thread, heard on the event loop that waits."""

    def __init__(self) -> None:
        self._ears: dict[str, list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}

    def listen(self, name: str) -> asyncio.Event:
        """An event that is set whenever that bell rings; call it on the running loop."""
        event = asyncio.Event()
        self._ears.setdefault(name, []).append((asyncio.get_running_loop(), event))
        return event

    def ring(self, *names: str) -> None:
        """Ring now."""
        for name in names:
            for loop, event in self._ears.get(name, []):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(event.set)

    def ring_all(self) -> None:
        """Ring every bell: nobody knows what was missed."""
        self.ring(*self._ears)


async def hear_others(database: Database) -> None:
    """Ring our bells when another process commits work, until cancelled.

    Only PostgreSQL can tell; on SQLite this waits for ever. A lost line heals by itself, and what
    was missed meanwhile is made good by ringing everything.
    """
    if database.url.get_backend_name() != "postgresql":
        await asyncio.Event().wait()
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            line = await psycopg.AsyncConnection.connect(address, autocommit=True)
            async with line:
                await line.execute(f"LISTEN {CHANNEL}".encode())
                database.bells.ring_all()
                async for heard in line.notifies():
                    database.bells.ring(heard.payload)
        except psycopg.Error as error:
            logger.warning("the database's bell is out of reach (%s)", type(error).__name__)
        await asyncio.sleep(PAUSE)
