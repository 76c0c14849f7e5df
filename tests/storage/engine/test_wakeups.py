"""Whoever waits is woken when the transaction is committed, in every process, and never else."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager

import pytest

from storage.engine import listening
from storage.engine.database import open_database
from storage.engine.listening import hear_others
from storage.engine.wakeups import wake
from tests.patience import SOON

NAME = "desk:in"


class Refused(Exception):
    """A transaction changes its mind."""


async def wakes(event: asyncio.Event, patience: float = SOON) -> bool:
    """Whether it is woken in time; it is quiet again afterwards."""
    try:
        async with asyncio.timeout(patience):
            await event.wait()
    except TimeoutError:
        return False
    event.clear()
    return True


@asynccontextmanager
async def neighbour(url: str):
    """Another process of the same database, with an ear for this one."""
    database = open_database(url)
    task = asyncio.create_task(hear_others(database))
    try:
        yield database
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        database.close()


async def test_a_commit_rings_and_a_rollback_does_not(database):
    """Whoever waits here hears it at once; another name stays quiet."""
    ours, others = database.wakeups.listen(NAME), database.wakeups.listen("desk:out")

    def refuse(session) -> None:
        wake(session, NAME)
        raise Refused

    with pytest.raises(Refused):
        await database.perform(refuse)
    assert not await wakes(ours, 0.2)
    await database.perform(lambda session: wake(session, NAME))
    assert await wakes(ours)
    assert not others.is_set()


async def test_nothing_rings_before_it_is_committed(database):
    """Who is woken finds what there is to do."""
    ours = database.wakeups.listen(NAME)
    with database.transaction() as session:
        wake(session, NAME)
        assert not await wakes(ours, 0.1)
    assert await wakes(ours)


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_a_commit_is_heard_in_other_processes(database, database_url):
    """With nothing asked in between; what is rolled back is heard by nobody."""
    async with neighbour(database_url) as other:
        theirs, quiet = other.wakeups.listen(NAME), other.wakeups.listen("desk:out")
        assert await wakes(theirs)  # when the line is up, everything wakes once
        quiet.clear()
        await database.perform(lambda session: wake(session, NAME))
        assert await wakes(theirs)
        assert not quiet.is_set()


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_a_lost_line_heals_and_makes_good_what_was_missed(
    database, database_url, server, monkeypatch
):
    """Everything wakes when it is back: nobody knows what was missed."""
    monkeypatch.setattr(listening, "PAUSE", 0.05)
    async with neighbour(database_url) as other:
        theirs, quiet = other.wakeups.listen(NAME), other.wakeups.listen("desk:out")
        assert await wakes(theirs)
        quiet.clear()
        server.command(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )
        assert await wakes(quiet)
        theirs.clear()
        await database.perform(lambda session: wake(session, NAME))
        assert await wakes(theirs)
