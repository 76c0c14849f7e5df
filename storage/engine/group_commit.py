"""Commit small transactions from an event loop, as many together as wait.

A commit's price, the sync to disk and on PostgreSQL a few round trips, is shared by all of them.
SQLite has one writer, and one thread that commits what has gathered beats eight that wait for the
lock. PostgreSQL has many: whatever would keep the others waiting is done apart from them.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session

from storage.engine.obstacles import Obstacle, obstacle_of
from storage.engine.wakeups import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from storage.engine.wakeups import WakeUps

MOST = 64  # transactions in one commit
LONGEST = 0.02  # seconds after which a commit takes no more in
STUCK = 0.05  # seconds after which a commit on PostgreSQL is not waited for
IMPATIENT = "SET LOCAL lock_timeout = '100ms'"  # nobody waits for a lock that others wait for
APART = 8  # threads
IDLE = math.inf
AHEAD, IN_TURN, LAST = range(3)


class Transaction:
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


_Place: TypeAlias = tuple[int, int, Transaction | None]
"""What waits, by its rank and in the order in which it came."""


class GroupCommit:
    """One thread; whatever waits when it is free goes into one commit.

    When one of them fails, nothing of that commit is kept, and each is done again alone; where others
    hold the database for too long, or it is away, all are told.
    """

    def __init__(
        self, engine: sa.Engine, wakeups: WakeUps, alone: Callable[[Callable[[Session], Any]], Any]
    ) -> None:
        self._engine = engine
        self._wakeups = wakeups
        self._alone = alone
        self._waiting: queue.PriorityQueue[_Place] = queue.PriorityQueue()
        self._count = itertools.count()
        self._thread: threading.Thread | None = None
        self._begun_at = IDLE
        self._lock = threading.Lock()
        self._apart: ThreadPoolExecutor | None = None
        if engine.dialect.name != "sqlite":
            self._apart = ThreadPoolExecutor(APART, thread_name_prefix="apart")

    def submit(self, transaction: Transaction, *, ahead: bool = False) -> None:
        """Do it, and tell what came of it once it is committed; an error leaves nothing behind.

        What goes `ahead` goes into the next commit, before whatever waits.
        """
        if self._thread is None:
            with self._lock:
                self._start()
        self._put(transaction, AHEAD if ahead else IN_TURN)
        if self._apart and time.monotonic() - self._begun_at > STUCK:
            while waiting := self._next():
                self._apart.submit(self._settle_alone, waiting)

    def _put(self, transaction: Transaction | None, rank: int) -> None:
        self._waiting.put((rank, next(self._count), transaction))

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="commits", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Finish what was submitted."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._put(None, LAST)
            thread.join()
        if self._apart:
            self._apart.shutdown()

    def _work(self) -> None:
        while (first := self._waiting.get()[-1]) is not None:
            if not first.answer.cancelled():
                self._begun_at = time.monotonic()
                self._settle(first)
                self._begun_at = IDLE

    def _settle(self, first: Transaction) -> None:
        done = [first]
        error = self._commit(self._gather(done))
        held = error is not None and obstacle_of(error) is Obstacle.BUSY
        if held:  # by others: whoever came meanwhile has waited with them, and need not wait as long again
            done += iter(self._next, None)
        if error is None or held or _cut_off(error):
            for transaction in done:
                transaction.error = error
            tell(done)
            return
        for transaction in done:
            if self._apart:
                self._apart.submit(self._settle_alone, transaction)
            else:
                self._settle_alone(transaction)

    def _settle_alone(self, transaction: Transaction) -> None:
        if transaction.answer.cancelled():
            return
        try:
            transaction.result, transaction.error = self._alone(transaction.act), None
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            transaction.error = error
        tell([transaction])

    def _commit(self, transactions: Iterable[Transaction]) -> BaseException | None:
        """What went wrong; None when everything they did is kept."""
        woken: set[str] = set()
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                if self._apart:
                    session.connection().exec_driver_sql(IMPATIENT)
                for transaction in transactions:
                    transaction.result = transaction.act(session)
                    session.flush()
                    session.expunge_all()  # what is handed out is nobody else's to change
                woken |= session.info.pop(KEY, set())
            self._wakeups.wake(*woken)
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            return error
        return None

    def _gather(self, done: list[Transaction]) -> Iterator[Transaction]:
        """The first of `done`, and what waits, for as long as a commit may take things in."""
        until = time.monotonic() + LONGEST
        yield done[0]
        while len(done) < MOST and time.monotonic() < until and (transaction := self._next()):
            done.append(transaction)
            yield transaction

    def _next(self) -> Transaction | None:
        with suppress(queue.Empty):
            while (transaction := self._waiting.get_nowait()[-1]) is not None:
                if not transaction.answer.cancelled():
                    return transaction
            self._put(None, LAST)  # the end: seen again by the outer loop
        return None


def _cut_off(error: BaseException) -> bool:
    """Whether the database went away; then it is so for everybody."""
    return isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated


def tell(transactions: Iterable[Transaction]) -> None:
    """Tell everybody from another thread, waking each event loop once."""
    waiting: dict[asyncio.AbstractEventLoop, list[Transaction]] = {}
    for transaction in transactions:
        waiting.setdefault(transaction.loop, []).append(transaction)
    for loop, theirs in waiting.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_all, theirs)


def _tell_all(transactions: Iterable[Transaction]) -> None:
    for transaction in transactions:
        transaction.tell()
