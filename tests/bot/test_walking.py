"""A clock that is moved on does each hour's work in its hour."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.app.house import House
from bot.wall_clock import WallClock
from storage.engine.database import open_database


def refused(code: int) -> sa.exc.OperationalError:
    """What the database says."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    return sa.exc.OperationalError("BEGIN IMMEDIATE", None, error)


@pytest.fixture
def house(tmp_path):
    """A house of which only the clock is wound."""
    database = open_database(f"sqlite:///{tmp_path}/cxc.db")
    yield House(database, None, "", "", "", WallClock())
    database.close()


async def test_an_hour_in_which_others_hold_the_database_is_not_left_out(house, monkeypatch):
    """The tick is tried again before the next hour comes."""
    hours, answers = [], [refused(sqlite3.SQLITE_BUSY), 0, refused(sqlite3.SQLITE_BUSY), 0]

    async def tick() -> int:
        hours.append(house.clock.ahead)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(house, "tick", tick)
    before = house.clock.ahead
    await house.walk(house.clock, timedelta(hours=2))
    one, two = (before + timedelta(hours=hour) for hour in (1, 2))
    assert hours == [one, one, two, two]


async def test_what_waiting_does_not_mend_ends_the_walk(house, monkeypatch):
    """Such as a disk that is full."""

    async def tick() -> int:
        raise refused(sqlite3.SQLITE_FULL)

    monkeypatch.setattr(house, "tick", tick)
    with pytest.raises(sa.exc.OperationalError):
        await house.walk(house.clock, timedelta(hours=2))
