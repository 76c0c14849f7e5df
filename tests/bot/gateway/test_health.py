"""A monitor learns how much waits and for how long, and whether the database answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.health import application
from bot.gateway.pulses import LONGEST, POLL, TICK, Pulses
from storage.engine.database import Database
from storage.engine.obstacles import Obstacle
from storage.queues import chats, inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import Due

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
FIGURES = {
    "cxc_updates_waiting": 1,
    "cxc_updates_set_aside": 0,
    'cxc_messages{state="waiting"}': 2,
    'cxc_messages{state="sent"}': 0,
    "cxc_reminders_too_late": 1,
    "cxc_oldest_due_seconds": 60,
    "cxc_chats_blocked": 1,
    'cxc_applications{state="submitted"}': 0,
    'cxc_exchanges{state="signing"}': 0,
}


def fill(session) -> None:
    """One update, a message due for a minute, one due tomorrow, a lost reminder, a closed chat."""
    inbox.store(session, "desk", [Arrived(1, 5, {})], NOW)
    for late in (timedelta(seconds=60), timedelta(days=-1)):
        outbox.post(session, [Letter("desk", 5, "x", due_at=NOW - late)], NOW)
    chats.block_chat(session, "desk", 6, NOW)
    for outcome in ("too_late", "done"):
        row = {"key": outcome, "kind": "report.due", "subject": 1, "due_at": NOW, "done_at": NOW}
        session.add(Due(**row, outcome=outcome))


async def read(database, page: str, pulses=None, name="") -> tuple[int, str]:
    """Status and text of a page."""
    pages = application(database, lambda: NOW, pulses, name)
    async with TestClient(TestServer(pages)) as client:
        answer = await client.get(page)
        return answer.status, await answer.text()


async def test_the_page_for_whoever_restarts_us_asks_no_database(tmp_path):
    """A database that is away is no reason to begin anew."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    answer = await read(empty, "/alive")
    empty.close()
    assert answer == (200, "ok\n")


async def test_who_has_not_asked_telegram_for_long_is_not_well(database):
    """The database is well; nothing comes in, all the same."""
    moment = [0.0]
    pulses = Pulses(clock=lambda: moment[0])
    pulses.beat(POLL, "desk")
    pulses.beat(TICK)
    assert await read(database, "/health", pulses) == (200, "ok\n")
    moment[0] = LONGEST[POLL] + 1
    assert await read(database, "/health", pulses) == (
        503,
        "the last poll of desk was 121 seconds ago\n",
    )


async def test_figures_of_the_database_are_told_by_one_process_of_all(database):
    """So a sum over all of them is true; each tells its own."""
    pages = [(await read(database, "/metrics", name=name))[1] for name in ("one", "two", "one")]
    assert ["cxc_updates_waiting 0.0" in page for page in pages] == [True, False, True]
    assert all("# TYPE cxc_handling_seconds histogram" in page for page in pages)


async def test_figures_are_those_of_the_database(database):
    """Each by its name."""
    with database.transaction() as session:
        fill(session)
    _, text = await read(database, "/metrics")
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert {name: float(lines[name]) for name in FIGURES} == FIGURES


async def test_it_is_well_while_the_database_answers(database):
    """And says so."""
    assert await read(database, "/health") == (200, "ok\n")


@pytest.mark.parametrize("page", ["/health", "/metrics"])
async def test_it_is_not_well_when_the_database_cannot_be_asked(tmp_path, page):
    """A database without our tables answers nothing."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    answer = await read(empty, page)
    empty.close()
    assert answer == (503, "the database does not answer\n")


@pytest.mark.parametrize("obstacle", [Obstacle.FULL, Obstacle.READ_ONLY])
async def test_it_is_not_well_while_nothing_can_be_written(database, obstacle):
    """Though everything can be read: it says what cannot be done, and why."""
    database.obstacle = obstacle
    status, text = await read(database, "/health")
    assert (status, text) == (503, f"nothing can be kept. The database: {obstacle}\n")
