"""The clock ticks at once and again, never twice at a time, and survives a failing tick."""

from __future__ import annotations

import asyncio
import logging

from scheduler.clock import Clock
from tests.patience import SOON, until


async def test_clock_ticks_at_once_and_again():
    """The first tick needs no waiting."""
    ticked = asyncio.Event()
    count = 0

    async def tick():
        nonlocal count
        count += 1
        if count == 3:
            ticked.set()

    clock = Clock(tick, seconds=0.01)
    clock.start()
    await asyncio.wait_for(ticked.wait(), SOON)
    clock.stop()
    assert count == 3


async def test_failing_tick_does_not_stop_the_clock(caplog):
    """It is logged by its class only, and the next one comes."""
    again = asyncio.Event()
    count = 0

    async def tick():
        nonlocal count
        count += 1
        if count == 1:
            raise ValueError("what somebody wrote")
        again.set()

    clock = Clock(tick, seconds=0.01)
    with caplog.at_level(logging.ERROR):
        clock.start()
        await asyncio.wait_for(again.wait(), SOON)
        clock.stop()
    assert caplog.messages == ["a tick failed: ValueError"]


async def test_ticks_never_overlap():
    """A slow tick makes the next one wait."""
    at_once, most, done = 0, 0, asyncio.Event()
    count = 0

    async def tick():
        nonlocal at_once, most, count
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.03)
        at_once -= 1
        count += 1
        if count == 3:
            done.set()

    clock = Clock(tick, seconds=0.01)
    clock.start()
    await asyncio.wait_for(done.wait(), SOON)
    clock.stop()
    assert most == 1


async def test_stopping_twice_is_harmless():
    """Nor does it matter if the clock never ran."""

    async def tick():
        pass

    never = Clock(tick)
    never.stop()
    clock = Clock(tick)
    clock.start()
    clock.stop()
    clock.stop()
    assert clock is not never


def told_of_it(caplog) -> list[str]:
    """What the clock itself said."""
    return [one.message for one in caplog.records if one.name == "scheduler.clock"]


async def test_a_tick_that_is_broken_off_is_no_error(caplog):
    """A stop cancels it, and nobody is alarmed."""
    begun = asyncio.Event()

    async def tick():
        begun.set()
        await asyncio.Event().wait()

    clock = Clock(tick)
    with caplog.at_level(logging.INFO, "scheduler"):
        clock.start()
        await begun.wait()
        clock.stop()
        await until(lambda: told_of_it(caplog))
    assert told_of_it(caplog) == ["a tick was broken off"]
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
