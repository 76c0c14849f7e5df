"""Wake whoever waits for work: in this process at once, others are told by PostgreSQL's NOTIFY."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlmodel import Session


CHANNEL = "cxc"
KEY = "rung"
# Composed once: composing a statement costs more than asking it.
NOTIFY = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("name", type_=sa.String)))


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
