"""PostgreSQL may keep a commit and go away before it says so: nothing is stuck, nothing is doubled."""

from __future__ import annotations

import threading
from collections import Counter

import psycopg
import pytest

from bot.gateway.incoming.worker import Worker
from storage.queues import inbox
from storage.queues.inbox import Arrived
from tests.builders.bots.edge import NAME, open_ones, running
from tests.patience import until

MANY = 12


@pytest.fixture
def database_kind() -> str:
    """SQLite answers a commit itself."""
    return "postgresql"


@pytest.fixture
def losses(database, monkeypatch) -> list[int]:
    """Every second commit of the gateway is kept, but its answer and its line are lost."""
    dialect, commits, lost = database.engine.dialect, Counter(), []
    keep = dialect.do_commit

    def commit(line) -> None:
        keep(line)
        thread = threading.current_thread().name
        commits[thread] += 1
        if thread == "commits" and commits[thread] % 2 and len(lost) < MANY:
            lost.append(commits[thread])
            line.driver_connection.close()
            raise psycopg.OperationalError

    monkeypatch.setattr(dialect, "do_commit", commit)
    return lost


async def test_updates_claimed_without_an_answer_are_handled_once(edge, losses):
    """A chat does not wait for an update that nobody knows to be theirs."""
    worked: list[int] = []

    async def dispatch(body) -> bool:
        worked.append(body["n"])
        return False

    arrived = [Arrived(number, number % 4, {"n": number}) for number in range(MANY)]
    with edge.database.transaction() as session:
        inbox.store(session, NAME, arrived, edge.clock())
    async with running(Worker(NAME, "me", edge.database, edge.clock, dispatch, lambda *_: None)):
        await until(lambda: open_ones(edge) == [])
    assert losses
    assert sorted(worked) == list(range(MANY))


async def test_messages_claimed_without_an_answer_are_sent_once(edge, courier, losses):
    """None is left as being sent by somebody who does not know it."""
    for number in range(MANY):
        edge.post(f"Message {number}")
    async with running(edge.sender(courier)):
        await until(lambda: set(edge.states()) == {"sent"})
        await edge.looked_again()
    assert losses
    assert edge.said() == [f"Message {number}" for number in range(MANY)]
