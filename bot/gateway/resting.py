"""Rest until a bell rings."""

from __future__ import annotations

import asyncio


async def rung(bell: asyncio.Event, seconds: float) -> None:
    """Return when the bell rings, or after so many seconds."""
    try:
        # not wait_for: in Python 3.11 it may swallow a cancellation, and we would never stop
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        return
