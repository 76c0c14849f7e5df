"""One time for several processes: a file of three numbers that all of them look into."""

from __future__ import annotations

import mmap
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.wall_clock import WallClock

if TYPE_CHECKING:
    from pathlib import Path

AHEAD, MOVES, TICKED = range(3)
WORD = 8


class SharedClock(WallClock):
    """The time in all processes that look into the same file.

    Who drives moves it; the scheduler notes up to which move it has looked at what is due.
    """

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(3 * WORD))
        with file.open("r+b") as opened:
            self._bytes = mmap.mmap(opened.fileno(), 3 * WORD)
        self._seconds = memoryview(self._bytes).cast("d")
        self._counts = memoryview(self._bytes).cast("q")

    @property
    def ahead(self) -> timedelta:  # type: ignore[override]
        """How far it is ahead of the machine's."""
        return timedelta(seconds=self._seconds[AHEAD])

    @ahead.setter
    def ahead(self, value: timedelta) -> None:
        self._seconds[AHEAD] = value.total_seconds()

    def move(self, ahead: timedelta) -> None:
        """Set it forward, for everybody; it never goes back, whoever else has moved it meanwhile."""
        self.ahead = max(self.ahead, ahead)
        self._counts[MOVES] += 1

    @property
    def moves(self) -> int:
        """How often it was moved."""
        return self._counts[MOVES]

    @property
    def ticked(self) -> bool:
        """Whether the scheduler has looked at what is due since it was moved last."""
        return self._counts[TICKED] == self._counts[MOVES]

    def tick(self, moves: int) -> None:
        """Note that what was due at that move is done."""
        self._counts[TICKED] = moves
