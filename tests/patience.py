"""How long tests wait for what must come: every limit is here, and waits are for events.

A limit only ends a test that would hang. None proves anything, so all are long. On a machine that
has other things to do, `CXC_PATIENCE=3` makes each of them three times as long; before a release, where
proofs go on for hours (tests/sizes.py), they are longer by themselves.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL = "20" if os.environ.get("CXC_CRASH") == "release" else "1"
FACTOR = float(os.environ.get("CXC_PATIENCE") or USUAL)
SOON = 60 * FACTOR  # seconds for one thing that must come
TEST = 300 * FACTOR  # for a test
PROOF = 1800 * FACTOR  # for a proof
AN_ANSWER = (
    4 * FACTOR
)  # for a call of Telegram: who waits less takes a slow machine for a lost line
A_WHILE = 0.2  # what must not come is given this long; under load less is seen, and nothing fails
LOOK = 0.01  # between two looks at what has no event, such as a row in a database


async def until(true: Callable[[], object], limit: float = SOON, look: float = LOOK) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(limit):
        while not true():  # noqa: ASYNC110 - what is true is in a database
            await asyncio.sleep(look)


def until_then(true: Callable[[], object], limit: float = SOON) -> None:
    """Wait, in a thread of one's own, for something to become true."""
    end = time.monotonic() + limit
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(LOOK)
