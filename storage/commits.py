"""Commit small transactions from an event loop: several together on SQLite, apart on PostgreSQL.

SQLite has one writer, so one thread that commits what has gathered beats eight that wait for the
lock: a commit's price, the sync to disk, is shared. PostgreSQL shares it by itself.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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


class Deed:
    """Something to do in a transaction, and who waits for it on the running event loop."""

    __slots__ = ("act", "answer", "error", "loop", "result")

    def __init__(self, act: Callable[[Session], Any]) -> None:
        self.act = act
        self.loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def tell(self) -> None:
        """Give the result, or the error, to whoever still waits; on their event loop."""
        if self.answer.done():  # they left; what was done stays done
            return
        if self.error is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(self.error)


class Commits(Protocol):
    """Takes functions of a session, and commits what they did."""

    def submit(self, deed: Deed) -> None:
        """Do it, and tell what came of it once it is committed; an error leaves nothing behind."""
        ...

    def close(self) -> None:
        """Finish what was submitted."""
        ...


class Together:
    """One thread; whatever waits when it is free goes into one commit.

    When one of them fails, nothing of that commit is kept, and each is done again alone.
    """

    def __init__(self, engine: sa.Engine, bells: Bells) -> None:
        self._engine = engine
        self._bells = bells
        self._waiting: queue.SimpleQueue[Deed | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def submit(self, deed: Deed) -> None:
        """See Commits."""
        if self._thread is None:
            with self._lock:
                self._start()
        self._waiting.put(deed)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="commits", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """See Commits."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._waiting.put(None)
            thread.join()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            if not first.answer.cancelled():
                self._settle(first)

    def _settle(self, first: Deed) -> None:
        done: list[Deed] = []
        error = self._commit(self._gather(first, done))
        if error is not None and len(done) > 1:
            for deed in done:
                deed.error = self._commit([deed])
        else:
            for deed in done:
                deed.error = error
        tell(done)

    def _commit(self, deeds: Iterable[Deed]) -> BaseException | None:
        """What went wrong; None when everything the deeds did is kept."""
        rung: set[str] = set()
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                for deed in deeds:
                    deed.result = deed.act(session)
                    session.flush()
                    session.expunge_all()  # what is handed out is nobody else's to change
                    rung |= session.info.pop(KEY, set())
                    session.info.clear()
            self._bells.ring(*rung)
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            return error
        return None

    def _gather(self, first: Deed, done: list[Deed]) -> Iterator[Deed]:
        """What waits, for as long as a commit may take things in; noted in `done`."""
        until = time.monotonic() + LONGEST
        deed: Deed | None = first
        while deed is not None:
            done.append(deed)
            yield deed
            deed = None
            if len(done) < MOST and time.monotonic() < until:
                deed = self._next()

    def _next(self) -> Deed | None:
        with suppress(queue.Empty):
            while (deed := self._waiting.get_nowait()) is not None:
                if not deed.answer.cancelled():
                    return deed
            self._waiting.put(None)  # the end: seen again by the outer loop
        return None


class Apart:
    """A few threads, each with transactions of its own."""

    def __init__(self, transact: Callable[[Callable[[Session], Any]], Any]) -> None:
        self._transact = transact
        self._threads = ThreadPoolExecutor(WRITERS, thread_name_prefix="commits")

    def submit(self, deed: Deed) -> None:
        """See Commits."""
        self._threads.submit(self._do, deed)

    def _do(self, deed: Deed) -> None:
        if deed.answer.cancelled():
            return
        try:
            deed.result = self._transact(deed.act)
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            deed.error = error
        tell([deed])

    def close(self) -> None:
        """See Commits."""
        self._threads.shutdown()


def tell(deeds: Iterable[Deed]) -> None:
    """Tell everybody from another thread, waking each event loop once."""
    waiting: dict[asyncio.AbstractEventLoop, list[Deed]] = {}
    for deed in deeds:
        waiting.setdefault(deed.loop, []).append(deed)
    for loop, theirs in waiting.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_all, theirs)


def _tell_all(deeds: Iterable[Deed]) -> None:
    for deed in deeds:
        deed.tell()
