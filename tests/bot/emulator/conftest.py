"""A fresh emulator whose clock can be put forward."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.emulator.server import Emulator
from tests.builders.bots.emulated import ONE, TWO, House, furnish


@pytest.fixture
async def house():
    """A fresh emulator; its clock can be put forward by `late`."""
    begun: list[House] = []

    def clock() -> datetime:
        return datetime.now(UTC) + (begun[0].late if begun else timedelta())

    emulator = Emulator([ONE, TWO], clock=clock)
    async with AsyncExitStack() as stack, emulator.serve() as address, AsyncExitStack() as inner:
        begun.append(await furnish(emulator, address, inner))
        begun[0].stack = stack
        yield begun[0]
