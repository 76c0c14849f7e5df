"""Commit small transactions from an event loop: several together on SQLite, apart on PostgreSQL.

SQLite has one writer, so one thread that commits what has gathered beats eight that wait for the
lock: a commit's price, the sync to disk, is shared. PostgreSQL shares it by itself.
"""

from __future__ import annotations

import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sqlmodel import Session

from storage.bells import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from storage.bells import Bells

MOST = 64  # transactions in one commit
LONGEST = 0.02  # seconds after which a commit takes no more in
WRITERS = 8


class Commits(Protocol):
    """Takes functions of a session, and commits what they did."""

    def submit(self, act: Callable[[Session], Any]) -> Future[Any]:
        """What `act` returns, once it is committed; or what it raised, with nothing kept of it."""
        ...

    def close(self) -> None:
        """Finish what was submitted."""
        ...


@dataclass
class _Deed:
    act: Callable[[Session], Any]
    future: Future[Any] = field(default_factory=Future)
    result: Any = None
    error: BaseException | None = None
    rung: set[str] = field(default_factory=set)


class Together:
    """One thread; whatever waits when it is free goes into one commit, each in a savepoint."""

    def __init__(self, engine: sa.Engine, bells: Bells) -> None:
        self._engine = engine
        self._bells = bells
        self._waiting: queue.SimpleQueue[_Deed | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def submit(self, act: Callable[[Session], Any]) -> Future[Any]:
        """See Commits."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="commits", daemon=True)
                self._thread.start()
        deed = _Deed(act)
        self._waiting.put(deed)
        return deed.future

    def close(self) -> None:
        """See Commits."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._waiting.put(None)
            thread.join()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            if first.future.set_running_or_notify_cancel():
                self._commit(first)

    def _commit(self, first: _Deed) -> None:
        done: list[_Deed] = []
        try:
            with self._engine.begin() as connection:
                self._gather(connection, first, done)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
            for deed in done:
                deed.error = deed.error or error
        for deed in done:
            _tell(deed, self._bells)

    def _gather(self, connection: sa.Connection, first: _Deed, done: list[_Deed]) -> None:
        until = time.monotonic() + LONGEST
        deed: _Deed | None = first
        while deed is not None:
            done.append(deed)
            _enact(connection, deed)
            deed = None
            if len(done) < MOST and time.monotonic() < until:
                deed = self._next()

    def _next(self) -> _Deed | None:
        while True:
            try:
                deed = self._waiting.get_nowait()
            except queue.Empty:
                return None
            if deed is None:
                self._waiting.put(None)  # the end: seen again by the outer loop
                return None
            if deed.future.set_running_or_notify_cancel():
                return deed


def _enact(connection: sa.Connection, deed: _Deed) -> None:
    """Do one deed in a savepoint: its failure undoes nothing of the others."""
    try:
        with (
            Session(
                connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            ) as session,
            session.begin(),
        ):
            deed.result = deed.act(session)
            deed.rung = session.info.get(KEY, set())
    except Exception as error:  # noqa: BLE001 - it is handed to whoever waits
        deed.error = error


def _tell(deed: _Deed, bells: Bells) -> None:
    if deed.error is not None:
        deed.future.set_exception(deed.error)
        return
    bells.ring(*deed.rung)
    deed.future.set_result(deed.result)


class Apart:
    """A few threads, each with transactions of its own."""

    def __init__(self, transact: Callable[[Callable[[Session], Any]], Any]) -> None:
        self._transact = transact
        self._threads = ThreadPoolExecutor(WRITERS, thread_name_prefix="commits")

    def submit(self, act: Callable[[Session], Any]) -> Future[Any]:
        """See Commits."""
        return self._threads.submit(self._transact, act)

    def close(self) -> None:
        """See Commits."""
        self._threads.shutdown()
