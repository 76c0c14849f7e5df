"""Two transactions that are open at the same time."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.errors import CxcError
from exchange.work import Work
from storage.engine.database import Database
from tests.builders.records.works import scheme
from tests.patience import SOON, until_then

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlmodel import Session

    Deed = Callable[[Work], Any]

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
        """How both ended: the name of the error, or nothing.

        On PostgreSQL the second is done as by another process, which has a writer of its own: one
        writer would do them one after the other. On SQLite there is only one.
        """
        if self.database.url.get_backend_name() == "sqlite":
            return await ends_of(
                *(self.database.perform(self._acts(one)) for one in (first, second))
            )
        there = Database(self.database.url.render_as_string(hide_password=False))
        ends = await ends_of(
            self.database.perform(self._leads(first)), there.perform(self._follows(second))
        )
        await asyncio.to_thread(there.close)
        return ends

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
            assert self.acted.wait(SOON)
            try:
                self._acts(deed)(session)
                session.flush()
            finally:
                self.read.set()

        return act

    def _until_the_other_waits(self) -> None:
        engine = self.database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as line:  # in one transaction the answer would stay the same

            def waits() -> bool:
                return self.read.is_set() or bool(line.execute(WAITING).scalar_one())

            until_then(waits)


async def ends_of(*deeds: Awaitable[Any]) -> list[str]:
    """How deeds that are done at the same time end."""
    ends = await asyncio.gather(*deeds, return_exceptions=True)
    for one in ends:
        if isinstance(one, BaseException) and not isinstance(one, CxcError):
            raise one
    return [type(one).__name__ if isinstance(one, CxcError) else "" for one in ends]
