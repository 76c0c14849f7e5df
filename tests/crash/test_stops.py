"""SIGTERM: what is in hand is finished or given back, by every role, and within a bound."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.builders.databases import fresh
from tests.builders.processes.street import EACH, EVERYTHING, PEOPLE, open_street
from tests.patience import FACTOR, SOON
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_THE_LATEST = 10 * FACTOR  # seconds after which Docker kills
ALL = len(PEOPLE) * EACH


@contextmanager
def locked(url: str) -> Iterator[None]:
    """An SQLite database that nobody else can write to."""
    file = sa.make_url(url).database
    with closing(sqlite3.connect(file, isolation_level=None, timeout=SOON)) as line:
        line.execute("BEGIN IMMEDIATE")
        yield
        line.execute("ROLLBACK")


@pytest.mark.parametrize("series", range(SIZES.stops))
async def test_a_stop_under_load_loses_and_doubles_nothing(database_url, tmp_path, series):
    """Three processes, each with a role of its own, are stopped at once; one with all goes on."""
    async with open_street(database_url, tmp_path / "log") as street:
        for roles in ("receiver", "worker, scheduler", "sender"):
            street.begin(roles)
        writing = asyncio.create_task(street.write())
        await street.until(lambda: street.answers().total() > ALL // 4)
        codes, seconds = await street.stop()
        before = street.answers().total()
        assert codes == [0, 0, 0]
        assert seconds < AT_THE_LATEST
        assert set(street.left().values()) == {0}
        await writing
        assert before < ALL
        street.begin(EVERYTHING)
        await street.until(lambda: street.answers().total() >= ALL)
        codes, seconds = await street.stop()
        assert codes == [0]
        assert seconds < AT_THE_LATEST
        assert set(street.left().values()) == {0}
        assert street.answers() == Counter(dict.fromkeys(PEOPLE, EACH))


async def test_a_stop_waits_for_nothing_that_hangs(tmp_path):
    """Telegram takes no message, the database is locked: the process goes, and nothing is lost.

    A reply that may have arrived is not repeated once there is a newer one: it stays in doubt.
    """
    hang = {"kind": "timeout", "method": "sendMessage", "probability": 1.0}
    with fresh("sqlite", tmp_path) as url:
        async with open_street(url, tmp_path / "log") as street:
            faults = street.emulator.world.faults
            faults.add(hang)
            street.begin(EVERYTHING)
            await street.write()
            await street.until(lambda: faults.struck["timeout"] > 2)
            with locked(url):
                _, seconds = await street.stop()
            assert seconds < AT_THE_LATEST
            faults.clear()
            street.begin(EVERYTHING)
            await street.until(lambda: street.answers().total() + street.left()["doubtful"] >= ALL)
            codes, seconds = await street.stop()
            assert (codes, seconds < AT_THE_LATEST) == ([0], True)
            assert street.answers().total() + street.left()["doubtful"] == ALL
            assert max(street.answers().values()) <= EACH
