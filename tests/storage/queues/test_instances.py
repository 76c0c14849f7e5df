"""What a dead process held is taken over; what a live one holds is its own."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from storage.engine.listening import hear_others
from storage.engine.witness import Witness, missing
from storage.queues import claiming, inbox, instances, outbox
from storage.queues.claiming import Claimant
from storage.queues.inbox import Arrived
from storage.queues.instances import GRACE, LEASE, Leftovers
from storage.queues.outbox import Letter
from storage.tables import Instance, OutboxState
from tests.patience import until

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def held(session):
    """An update and a message in the hands of one instance."""
    instances.beat(session, "one", ["worker"], NOW)
    inbox.store(session, "public", [Arrived(1, 10, {})], NOW)
    outbox.post(session, [Letter("public", 10, "k")], NOW)
    inbox.claim(session, "public", "one", NOW)
    claiming.claim(session, Claimant("public", "one"), NOW, limit=1)
    return session


def test_what_a_dead_instance_was_preparing_is_made_anew_at_once(held):
    """Nothing of it has left, and its chat does not wait until the dead one's time is up."""
    outbox.prepare(held, 1, "one", NOW + timedelta(minutes=5))
    assert claiming.claim(held, Claimant("public", "two"), LATER, limit=1) == []
    assert instances.take_over_dead(held, LATER) == Leftovers(1, 1, 0)
    assert [row.id for row in claiming.claim(held, Claimant("public", "two"), LATER, limit=1)] == [
        1
    ]


def test_a_live_instance_keeps_what_it_holds(held):
    """Up to the end of its lease."""
    assert instances.take_over_dead(held, NOW + LEASE) == Leftovers()
    assert inbox.claim(held, "public", "two", NOW) == []


def test_without_a_sign_of_life_all_is_taken_over_once(held):
    """The update is free, the message uncertain, and a second look finds nothing."""
    found = [instances.take_over_dead(held, LATER) for _ in range(2)]
    assert found == [Leftovers(1, 1, 1), Leftovers()]
    assert len(inbox.claim(held, "public", "two", NOW)) == 1
    assert outbox.counts(held) == {OutboxState.UNCERTAIN: 1}


def test_a_dead_process_of_this_machine_is_seen_at_once(held):
    """Nobody waits for its lease to end."""
    held.execute(sa.update(Instance).values(pid=2**22 + 1))
    held.expire_all()
    assert instances.take_over_dead(held, NOW) == Leftovers(1, 1, 1)


def test_a_sign_of_life_keeps_it_alive_and_in_its_seat(held):
    """And one that was taken for dead too soon is simply there again."""
    assert instances.take_lease(held, "receiver", "one", NOW)
    for step in range(1, 5):
        instances.beat(held, "one", ["worker"], NOW + step * LEASE / 2)
    held.expire_all()
    at = NOW + 2 * LEASE
    assert instances.take_over_dead(held, at) == Leftovers()
    assert not instances.take_lease(held, "receiver", "two", at)
    instances.leave(held, "one", at)
    instances.beat(held, "one", ["worker"], at)
    assert held.exec(select(Instance.id)).all() == ["one"]


def test_a_sign_of_life_from_the_future_is_none(held):
    """The clock was set back: whoever lives gives another one in a moment."""
    assert instances.take_over_dead(held, NOW - timedelta(minutes=50)) == Leftovers()
    assert instances.take_over_dead(held, NOW - timedelta(minutes=70)) == Leftovers(1, 1, 1)


def test_what_is_held_by_nobody_we_know_is_taken_over(held):
    """Buried too soon, an instance may claim again and die before its next sign of life."""
    held.execute(sa.delete(Instance))
    instances.beat(held, "two", ["worker"], NOW)
    found = [instances.take_over_dead(held, NOW) for _ in range(2)]
    assert found == [Leftovers(0, 1, 1), Leftovers()]
    assert len(inbox.claim(held, "public", "two", NOW)) == 1


@pytest.mark.parametrize(("at", "taken"), [(NOW, False), (NOW + LEASE, False), (LATER, True)])
def test_a_seat_is_for_one_until_its_time_is_over(session, at, taken):
    """The holder may take it again, another one only afterwards."""
    first = [instances.take_lease(session, "receiver", "one", NOW) for _ in range(2)]
    assert (first, instances.take_lease(session, "receiver", "two", at)) == ([True, True], taken)


def test_leaving_frees_the_seat(session):
    """The next one need not wait."""
    instances.beat(session, "one", ["receiver"], NOW)
    instances.take_lease(session, "receiver", "one", NOW)
    instances.leave(session, "one", NOW)
    assert instances.take_lease(session, "receiver", "two", NOW)


@dataclass
class Heard:
    """A watch that has heard, and a witness that has stood, for so long."""

    watched: timedelta
    standing: timedelta

    witness = property(lambda self: self)

    def heard(self) -> timedelta:
        """For how long the others were heard."""
        return self.watched

    def stood(self) -> timedelta:
        """For how long our own witness stands."""
        return self.standing


LONG, SHORT = timedelta(minutes=1), GRACE / 2


@pytest.mark.parametrize(
    ("silent", "watch", "dead"),
    [
        (LONG, Heard(LONG, LONG), True),
        (LONG, Heard(SHORT, LONG), False),  # we were deaf: the database was away
        (GRACE * 2, Heard(LONG, LONG), True),  # no witness stands for it
        (GRACE * 2, Heard(LONG, SHORT), False),  # ours fell as well, a moment ago
        (SHORT, Heard(LONG, LONG), False),  # its witness may be about to stand
    ],
)
def test_silence_counts_as_far_as_it_was_heard(held, monkeypatch, silent, watch, dead):
    """After an outage whoever comes back first takes nothing from those who come back second."""
    monkeypatch.setattr(instances, "this_host", lambda: "another machine")
    monkeypatch.setattr(instances, "missing", lambda _session, names: set(names))
    found = instances.take_over_dead(held, NOW + silent, watch=watch)
    assert found == (Leftovers(1, 1, 1) if dead else Leftovers())


async def test_a_witness_stands_until_its_line_ends(database):
    """Only as long as the process lives, or its file is open: on both kinds of databases."""
    witness = Witness("one")
    async with standing(database, witness):
        with database.transaction() as session:
            assert missing(session, {"one", "two"}) == {"two"}
    assert witness.since is None

    def both_gone() -> bool:
        with database.transaction() as session:
            return missing(session, {"one", "two"}) == {"one", "two"}

    await until(both_gone)


@asynccontextmanager
async def standing(database, witness):
    """While the block lasts, the witness stands as it does in a process."""
    with witness.beside_file(database.url):
        hearing = asyncio.create_task(hear_others(database, witness))
        await until(lambda: witness.since is not None)
        yield
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing
