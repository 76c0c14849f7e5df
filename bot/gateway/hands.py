"""Work off what waits: claim it, handle some of it at once, rest until a bell rings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from typing import Any

T = TypeVar("T")

BREATH = 0.005  # seconds


async def work_off(
    bell: asyncio.Event,
    seconds: float,
    most: int,
    claim: Callable[[int], Awaitable[Sequence[T]]],
    handle: Callable[[T], Coroutine[Any, Any, None]],
) -> None:
    """Handle what `claim` finds, at most `most` at once, until cancelled.

    Looks again when the bell rings, when something is done, and after so many seconds. What was
    claimed is handled to its end before this returns, also when it was claimed at that moment.
    """
    at_work: set[asyncio.Task[None]] = set()

    def done(task: asyncio.Task[None]) -> None:
        at_work.discard(task)
        if 2 * len(at_work) <= most:
            bell.set()
        else:  # a free hand or two wait a moment for more: to reach out has its price
            asyncio.get_running_loop().call_later(BREATH, bell.set)

    async def take() -> None:
        for one in await claim(most - len(at_work)):
            task = asyncio.create_task(handle(one))
            at_work.add(task)
            task.add_done_callback(done)

    taking: asyncio.Task[None] | None = None
    try:
        while True:
            bell.clear()
            if len(at_work) < most:
                taking = asyncio.create_task(take())
                await asyncio.shield(taking)
            await _rung(bell, seconds)
    finally:
        if taking:
            await asyncio.gather(taking, return_exceptions=True)
        await asyncio.gather(*at_work, return_exceptions=True)


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    """Return when the bell rings, or after so many seconds."""
    try:
        # not wait_for: in Python 3.11 it may swallow a cancellation, and we would never stop
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        return
