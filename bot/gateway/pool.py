"""Work off what waits: claim it, handle some of it at once, write down what came of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence

SOON = 0.03  # seconds; the next message of thirty a second may leave
LATELY = 1.0  # seconds

T = TypeVar("T")
E = TypeVar("E")


@dataclass
class Pool(Generic[T, E]):
    """Handles at most `most` things at once.

    `turn` writes down how things ended and claims so many more, in one transaction, one at a time:
    what ends or arrives meanwhile waits for the next one, so the busier we are, the more one
    transaction does. It is told last what is still in hand. `handle` says how a thing ended, and
    never raises.
    """

    wakeup: asyncio.Event
    seconds: float  # after which to look again although nobody woke us; sooner while it finds
    most: int
    turn: Callable[[Sequence[E], int, Collection[T]], Awaitable[Sequence[T]]]
    handle: Callable[[T], Coroutine[Any, Any, E]]
    at_work: dict[asyncio.Task[E], T] = field(default_factory=dict)
    ended: list[E] = field(default_factory=list)
    found_at: float = 0.0

    async def work(self) -> None:
        """Work until cancelled; what was claimed by then is handled to its end and written down."""
        taking: asyncio.Task[None] | None = None
        try:
            while True:
                self.wakeup.clear()
                if self.ended or len(self.at_work) < self.most:
                    taking = asyncio.create_task(self._take())
                    await asyncio.shield(taking)
                lately = time.monotonic() - self.found_at < LATELY
                await _woken(self.wakeup, min(SOON, self.seconds) if lately else self.seconds)
        finally:
            if taking:
                await asyncio.gather(taking, return_exceptions=True)
            await asyncio.gather(*self.at_work, return_exceptions=True)
            if self.ended:
                await self.turn(self.ended, 0, ())

    async def _take(self) -> None:
        ended, self.ended = self.ended, []
        held = [*self.at_work.values()]
        found = await self.turn(ended, self.most - len(held), held)
        if found:
            self.found_at = time.monotonic()
        for one in found:
            task = asyncio.create_task(self.handle(one))
            self.at_work[task] = one
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[E]) -> None:
        del self.at_work[task]
        if not task.cancelled():
            self.ended.append(task.result())
        self.wakeup.set()


async def _woken(wakeup: asyncio.Event, seconds: float) -> None:
    """Return when woken, or after so many seconds."""
    if wakeup.is_set():
        return
    try:
        # not wait_for: in Python 3.11 it may swallow a cancellation, and we would never stop
        async with asyncio.timeout(seconds):
            await wakeup.wait()
    except TimeoutError:
        return
