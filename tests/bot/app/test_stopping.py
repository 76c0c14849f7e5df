"""A stop has one bound, within what those who stop us allow."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.app import stopping
from bot.app.settings import ProcessRole

DEPLOY = Path(__file__).parents[3] / "deploy"
DOCKER = 10.0  # seconds that Docker waits unless it is told otherwise


def allowed(file: str, setting: str, otherwise: float) -> float:
    """The seconds that a file of ours allows for a stop."""
    found = re.search(rf"{setting}\W+(\d+)", (DEPLOY / file).read_text())
    return float(found[1]) if found else otherwise


@pytest.mark.parametrize(
    ("file", "setting", "otherwise"),
    [
        ("compose.yaml", "stop_grace_period", DOCKER),
        ("clusterxchange.service", "TimeoutStopSec", 90.0),
    ],
)
def test_we_are_gone_before_we_are_killed(file, setting, otherwise):
    """Whoever stops us waits longer than a stop can take."""
    assert allowed(file, setting, otherwise) > stopping.LONGEST


def test_an_orderly_stop_fits_into_its_bound():
    """Even if every part has to be broken off."""
    parts = max(stopping.LATEST.values()) + len(ProcessRole) * stopping.BROKEN_OFF
    farewells = 2 * stopping.FAREWELL + stopping.BROKEN_OFF
    assert parts + farewells < stopping.LONGEST


async def test_roles_end_in_order():
    """Nobody is asked to end while the one before is still at it."""
    told: list[str] = []
    tasks = {role: [asyncio.create_task(unhurried(role, told))] for role in ProcessRole}
    await asyncio.sleep(0)
    await stopping.end_in_order(tasks)
    assert told == [f"{role} {what}" for role in stopping.LATEST for what in ("asked", "done")]
    assert set(stopping.LATEST) == set(ProcessRole)


async def unhurried(name: str, told: list[str]) -> None:
    """A part that needs a moment to end."""
    try:
        await asyncio.Event().wait()
    finally:
        told.append(f"{name} asked")
        await asyncio.sleep(0.01)
        told.append(f"{name} done")


async def test_a_part_that_does_not_listen_is_left_behind(caplog):
    """It is broken off, and not waited for when even that does not help."""
    deaf = asyncio.create_task(stubborn(3), name="deaf")
    await asyncio.sleep(0)
    await stopping.end([deaf], 0)
    assert (deaf.done(), caplog.messages) == (
        False,
        ["deaf does not come to an end, it is broken off"],
    )
    deaf.cancel()
    assert await deaf == 3


async def stubborn(most: int) -> int:
    """Does not end before it was asked so often; how often that was."""
    asked = 0
    while asked < most:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            asked += 1
    return asked


async def test_an_error_of_a_part_that_ends_is_nobodys_business_any_more():
    """Its own error was told where it ran."""

    async def failing() -> None:
        raise ValueError

    task = asyncio.create_task(failing())
    await asyncio.sleep(0)
    await stopping.end([task], 1)
    assert isinstance(task.exception(), ValueError)


async def test_leave_is_not_taken_for_ever(caplog, monkeypatch):
    """A database that does not answer is left without a word."""
    monkeypatch.setattr(stopping, "FAREWELL", 0.01)
    await stopping.within_reason(asyncio.Event().wait())
    assert caplog.messages == ["no leave could be taken, the others find out by themselves"]
