"""Who wants to write to an SQLite file gets to it, however busy others keep it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from storage.engine import database as engines
from storage.engine.database import open_database
from storage.engine.turns import Turns
from storage.queues.records import record
from tests.patience import SOON, until_then

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
HELD = 20  # tries of SQLite's that are refused while somebody holds the lock
MANY = 40  # transactions that wait at once
HASTY = "PRAGMA busy_timeout=1"


@pytest.fixture
def database_kind():
    """PostgreSQL has no lock that everybody wants."""
    return "sqlite"


@pytest.fixture
def hasty(database_url, monkeypatch):
    """A database of which each try is a moment, so that a lock is held for longer than that."""
    monkeypatch.setattr(engines, "SQLITE_SETTINGS", (*engines.SQLITE_SETTINGS, HASTY))
    found = open_database(database_url)
    yield found
    found.close()


def write(session) -> str:
    """A small change."""
    record(session, NOW, "test", "write", "it", {})
    return "written"


def count_refused(database) -> list[object]:
    """A list that grows with each try that was refused."""
    refused: list[object] = []
    sa.event.listen(database.engine, "handle_error", refused.append)
    return refused


def test_who_commits_without_a_break_keeps_nobody_away(database):
    """Who came while one of them lasted is the next."""
    order, there = [], threading.Event()

    def other() -> None:
        there.set()
        database.do(write)
        order.append("other")

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            write(session)
            session.flush()  # now it has begun
            waiting = pool.submit(other)
            there.wait(SOON)
            until_then(lambda: database.turns._line)
        for _ in range(3):
            with database.transaction() as session:
                write(session)
                order.append("busy")
        waiting.result(SOON)
    assert "other" in order[:2]  # its word may come after that of the one behind it


def test_a_lock_that_another_process_holds_for_long_is_waited_for(hasty, database_url):
    """Nothing was done yet, so nothing can be done twice."""
    refused = count_refused(hasty)
    holder = sqlite3.connect(sa.make_url(database_url).database, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(hasty.do, write)
        until_then(lambda: len(refused) >= HELD or waiting.done())
        holder.rollback()
        assert waiting.result(SOON) == "written"
    holder.close()


async def test_a_turn_waits_as_well(hasty, database_url):
    """An update is handled late, and not given back."""
    refused = count_refused(hasty)
    holder = sqlite3.connect(sa.make_url(database_url).database, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        freed = pool.submit(
            lambda: (until_then(lambda: len(refused) >= HELD), holder.rollback(), holder.close())
        )
        assert await hasty.perform(write) == "written"
        freed.result(SOON)


def test_patience_has_an_end(hasty, database_url):
    """Then they are told, as before."""
    hasty.turns.patience = 0.0
    holder = sqlite3.connect(sa.make_url(database_url).database)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sa.exc.OperationalError):
        hasty.do(write)
    holder.close()


async def test_all_who_wait_together_are_told_together(hasty, database_url):
    """Their patience is not spent one after the other: the commit that could not begin is asked for once."""
    hasty.turns.patience = 0.0
    refused = count_refused(hasty)
    holder = sqlite3.connect(sa.make_url(database_url).database)
    holder.execute("BEGIN IMMEDIATE")
    asked = [hasty.perform(write) for _ in range(MANY)]
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(one) for one in told} == {sa.exc.OperationalError}
    assert len(refused) < MANY
    holder.rollback()
    holder.close()
    assert await hasty.perform(write) == "written"


def test_who_waits_in_vain_leaves_the_line():
    """And the turn goes to whoever still waits."""
    line = Turns()
    assert line.take()
    assert not line.take()
    line.give()
    assert line.take()


def test_a_turn_ends_with_its_transaction_also_when_that_fails(hasty):
    """Nobody is kept away by what went wrong."""

    def fail(session) -> None:
        write(session)
        session.flush()
        raise KeyError

    for _ in range(3):
        with pytest.raises(KeyError):
            hasty.do(fail)
    assert hasty.do(write) == "written"
    assert hasty.turns.take()
