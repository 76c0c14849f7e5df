"""Wake whoever waits for work: in this process at once, others are told by PostgreSQL's NOTIFY."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlmodel import Session


CHANNEL = "cxc"
KEY = "woken"
# Composed once: composing a statement costs more than asking it.
NOTIFY = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("name", type_=sa.String)))


def wake(session: Session, name: str) -> None:
    """Wake who waits for it when this is committed; what is rolled back wakes nobody."""
    woken: set[str] = session.info.setdefault(KEY, set())
    if name in woken:
        return
    woken.add(name)
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(NOTIFY, {"name": name})


class WakeUps:
    """Who waits in one process: woken from any thread, on the event loop that waits."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}

    def listen(self, name: str) -> asyncio.Event:
        """An event that is set whenever that name is woken; call it on the running loop."""
        event = asyncio.Event()
        self._listeners.setdefault(name, []).append((asyncio.get_running_loop(), event))
        return event

    def wake(self, *names: str) -> None:
        """Wake now."""
        for name in names:
            for loop, event in self._listeners.get(name, []):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(event.set)

    def wake_all(self) -> None:
        """Wake everybody: nobody knows what was missed."""
        self.wake(*self._listeners)
