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
    from collections.abc import Callable, Iterable, Iterator

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
    rung: set[str] = field(default_factory=set)


class Together:
    """One thread; whatever waits when it is free goes into one commit.

    When one of them fails, nothing of that commit is kept, and each is done again alone.
    """

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
                self._settle(first)

    def _settle(self, first: _Deed) -> None:
        done: list[_Deed] = []
        error = self._commit(self._gather(first, done))
        if error is None or len(done) == 1:
            self._tell(done, error)
            return
        for deed in done:
            self._tell([deed], self._commit([deed]))

    def _commit(self, deeds: Iterable[_Deed]) -> BaseException | None:
        """What went wrong; None when everything the deeds did is kept."""
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                for deed in deeds:
                    deed.result = deed.act(session)
                    session.flush()
                    session.expunge_all()  # what is handed out is nobody else's to change
                    deed.rung = session.info.pop(KEY, set())
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            return error
        return None

    def _gather(self, first: _Deed, done: list[_Deed]) -> Iterator[_Deed]:
        """What waits, for as long as a commit may take things in; noted in `done`."""
        until = time.monotonic() + LONGEST
        deed: _Deed | None = first
        while deed is not None:
            done.append(deed)
            yield deed
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

    def _tell(self, deeds: Iterable[_Deed], error: BaseException | None) -> None:
        for deed in deeds:
            if error is not None:
                deed.future.set_exception(error)
            else:
                self._bells.ring(*deed.rung)
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
