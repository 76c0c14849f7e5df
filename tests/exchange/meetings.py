"""Two transactions that are open at the same time."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.errors import CxcError
from exchange.work import Work
from tests.exchange.visit_builders import scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from storage.engine.database import Database

    Deed = Callable[[Work], Any]

PATIENCE = 10.0
WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@dataclass
class Meeting:
    """Two deeds in two transactions that are open at the same time, in the order of their names."""

    database: Database
    now: Any
    acted: threading.Event = field(default_factory=threading.Event)
    read: threading.Event = field(default_factory=threading.Event)

    async def of(self, first: Deed, second: Deed) -> list[str]:
        """How both ended: the name of the error, or nothing."""
        overlap = self.database.url.get_backend_name() == "postgresql"
        acts = (
            [self._leads(first), self._follows(second)]
            if overlap
            else [self._acts(first), self._acts(second)]
        )
        ends = await asyncio.gather(*map(self.database.perform, acts), return_exceptions=True)
        for one in ends:
            if isinstance(one, BaseException) and not isinstance(one, CxcError):
                raise one
        return [type(one).__name__ if isinstance(one, CxcError) else "" for one in ends]

    def _acts(self, deed: Deed) -> Callable[[Session], None]:
        def act(session: Session) -> None:
            deed(Work(session, self.now, scheme()))

        return act

    def _leads(self, deed: Deed) -> Callable[[Session], None]:
        def act(session: Session) -> None:
            self._acts(deed)(session)
            session.flush()
            self.acted.set()
            self._until_the_other_waits()

        return act

    def _follows(self, deed: Deed) -> Callable[[Session], None]:
        def act(session: Session) -> None:
            assert self.acted.wait(PATIENCE)
            try:
                self._acts(deed)(session)
                session.flush()
            finally:
                self.read.set()

        return act

    def _until_the_other_waits(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.read.is_set() and time.monotonic() < until:
            with self.database.engine.connect() as line:
                if line.execute(WAITING).scalar_one():
                    return
            time.sleep(0.01)
