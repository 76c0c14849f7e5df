"""kill -9 of the program's working process: its parent begins another, which answers; a stop ends both."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from tests.builders.processes.street import EACH, EVERYTHING, PEOPLE, open_street

ALL = len(PEOPLE) * EACH
KILLS = 3


@pytest.mark.skipif(sys.platform != "linux", reason="only there is there a parent")
async def test_what_is_killed_goes_on_by_itself(database_url, tmp_path):
    """Killed again and again while people write: nobody begins it by hand, and everybody gets an answer."""
    async with open_street(database_url, tmp_path / "log") as street:
        street.begin(EVERYTHING)
        writing = asyncio.create_task(street.write())
        for turn in range(1, KILLS + 1):
            goal = turn * ALL // (KILLS + 2)
            await street.until(lambda goal=goal: street.answers().total() > goal)
            os.kill(street.working(), signal.SIGKILL)
        await writing
        await street.until(street.answered)
        codes, _ = await street.stop()
        assert codes == [0]
        assert street.left()["updates"] == 0
    assert (tmp_path / "log").read_text().count("another one is begun") == KILLS
