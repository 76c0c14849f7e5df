"""What a dead process of another machine held is taken over in five seconds; of one that hangs, nothing."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import time

import pytest
from sqlmodel import select

from storage.engine.witness import Witness
from storage.queues import instances
from storage.queues.instances import Watch
from storage.tables import Inbox
from tests.builders.processes.holder import hold, look_on
from tests.patience import FACTOR, until

STALL = 30.0  # seconds
SOON_ENOUGH = 5.0 * FACTOR


@pytest.fixture
def holder(database_url):
    """A process with an update in hand."""
    context = multiprocessing.get_context("spawn")
    up = context.Event()
    process = context.Process(target=hold, args=(database_url, up), daemon=True)
    process.start()
    up.wait()
    yield process
    process.kill()
    process.join()


@contextlib.asynccontextmanager
async def another_machine(database, monkeypatch):
    """Somebody who cannot see whether a process runs, and looks after the dead."""
    monkeypatch.setattr(instances, "this_host", lambda: "another machine")
    watch = Watch(Witness(instances.new_id()))
    life = asyncio.create_task(look_on(database, watch))
    await until(lambda: min(watch.heard(), watch.witness.stood()) > instances.GRACE)
    yield
    life.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await life


def in_hand(database) -> bool:
    """Whether somebody still holds the update."""
    with database.transaction() as session:
        return session.exec(select(Inbox.owner)).one() is not None


@pytest.mark.long
async def test_the_living_keep_what_they_hold_and_the_dead_do_not(
    holder, database, database_kind, monkeypatch, record_property
):
    """A stall of thirty seconds, then a kill."""
    async with another_machine(database, monkeypatch):
        os.kill(holder.pid, signal.SIGSTOP)
        with contextlib.suppress(TimeoutError):
            await until(lambda: not in_hand(database), limit=STALL, look=0.5)
        assert in_hand(database)
        os.kill(holder.pid, signal.SIGCONT)
        await asyncio.sleep(instances.BEAT)
        holder.kill()
        died = time.monotonic()
        await until(lambda: not in_hand(database))
        took = time.monotonic() - died
    record_property("accounts", f"take-over, {database_kind}: {took:.1f} s after a kill")
    assert took <= SOON_ENOUGH
