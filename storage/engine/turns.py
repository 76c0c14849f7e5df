"""Writers of an SQLite file take turns: one has its lock at a time, and who only asks again and again may never get it.

SQLite asks with pauses of up to a tenth of a second, so whoever commits without a break keeps all others away until
their time is over. Within a process writers stand in line, and each gets its turn; what other processes hold is asked
for again, as nothing is done yet that could be done twice.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.engine.obstacles import Obstacle, obstacle_of

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 30.0
"""Seconds for which somebody at work waits for the lock; at most one try of SQLite's more."""
BEGIN = "BEGIN IMMEDIATE"
KEY = "has its turn"


class Turns:
    """Who may write to one file: those of this process in the order in which they came."""

    def __init__(self) -> None:
        self.patience = 0.0
        self._guard = threading.Lock()
        self._taken = False
        self._line: deque[threading.Event] = deque()

    def watch(self, engine: sa.Engine) -> None:
        """Let every transaction of an engine wait for its turn, and end it with its connection's use."""
        sa.event.listen(engine, "begin", self._begin)
        sa.event.listen(engine, "checkin", self._ended)

    def take(self) -> bool:
        """Whether it is one's turn; False when patience is over."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._line.append(mine)
        return mine.wait(self.patience) or not self._left(mine)

    def give(self) -> None:
        """The next one's turn."""
        with self._guard:
            if self._line:
                self._line.popleft().set()
            else:
                self._taken = False

    def _left(self, mine: threading.Event) -> bool:
        """Whether somebody left the line; False when their turn came while they did."""
        with self._guard:
            if mine.is_set():
                return False
            self._line.remove(mine)
            return True

    def _begin(self, connection: sa.Connection) -> None:
        until = time.monotonic() + self.patience
        kept = connection.connection.info
        kept[KEY] = kept.get(KEY) or self.take()
        while True:
            try:
                connection.exec_driver_sql(BEGIN)
            except sa.exc.OperationalError as error:
                if obstacle_of(error) is not Obstacle.BUSY or time.monotonic() > until:
                    raise
            else:
                return

    def _ended(self, _line: Any, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(KEY, False):
            self.give()
