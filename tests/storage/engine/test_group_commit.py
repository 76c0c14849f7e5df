"""Each transaction is committed wholly or not at all, whatever else goes into the same commit."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import create_engine, select

from storage.engine.database import open_database
from storage.engine.group_commit import APART, STUCK, GroupCommit, Transaction
from storage.errors import Overtaken
from storage.queues.records import record
from storage.tables import Audit
from tests.patience import SOON, until

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


class Refused(Exception):
    """A transaction changes its mind."""


def write(name: str):
    """A transaction that writes a row with a name and hands the name out."""

    def act(session) -> str:
        record(session, NOW, "test", "write", name, {})
        return name

    return act


def change_mind(name: str):
    """A transaction that writes a row and then fails."""

    def act(session) -> None:
        write(name)(session)
        session.flush()
        raise Refused(name)

    return act


def written(database) -> list[str]:
    """The names that were kept, in order."""
    with database.transaction() as session:
        return list(session.exec(select(Audit.subject).order_by(Audit.id)))


async def test_everybody_gets_what_their_own_transaction_gave(database):
    """However many go into one commit."""
    names = [f"{number}" for number in range(100)]
    given = await asyncio.gather(*(database.perform(write(name)) for name in names))
    assert given == names
    assert sorted(written(database)) == sorted(names)


async def test_who_fails_fails_alone(database):
    """The others are kept, of the failed nothing is, and its own error comes back."""
    transactions = [change_mind(f"{n}") if n % 5 == 2 else write(f"{n}") for n in range(20)]
    ends = await asyncio.gather(*map(database.perform, transactions), return_exceptions=True)
    failed = [f"{one}" for one in ends if isinstance(one, Refused)]
    assert failed == [f"{n}" for n in range(20) if n % 5 == 2]
    assert sorted(written(database), key=int) == [f"{n}" for n in range(20) if n % 5 != 2]


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_one_writer_keeps_the_order(database):
    """Also when one in the middle fails."""
    transactions = [change_mind("x") if n == 7 else write(f"{n}") for n in range(20)]
    await asyncio.gather(*map(database.perform, transactions), return_exceptions=True)
    assert written(database) == [f"{n}" for n in range(20) if n != 7]


async def test_what_was_handed_out_is_nobody_elses_to_change(database):
    """A later transaction of the same commit has rows of its own."""
    await database.perform(write("first"))

    def look(session) -> Audit:
        return session.exec(select(Audit)).one()

    rows = await asyncio.gather(*(database.perform(look) for _ in range(3)))
    assert len({id(one) for one in rows}) == 3
    assert [one.subject for one in rows] == ["first"] * 3


async def test_closing_waits_for_what_was_handed_in(database):
    """Nothing that somebody waits for is dropped."""
    waiting = [asyncio.ensure_future(database.perform(write(f"{n}"))) for n in range(50)]
    await asyncio.sleep(0)
    await asyncio.to_thread(database.close)
    assert await asyncio.gather(*waiting) == [f"{n}" for n in range(50)]


async def test_who_left_before_it_began_changes_nothing(database):
    """A transaction whose caller is gone is not done; the one in hand is finished."""
    begun, go_on = [], threading.Event()

    def hold(session) -> None:
        write("in hand")(session)
        begun.append(session)
        assert go_on.wait(SOON)

    hands = 1 + (APART if database.url.get_backend_name() == "postgresql" else 0)
    holding = [asyncio.ensure_future(database.perform(hold))]
    await until(lambda: begun)
    await asyncio.sleep(2 * STUCK)  # from now on it counts as slow
    holding += [asyncio.ensure_future(database.perform(hold)) for _ in range(hands - 1)]
    await until(lambda: len(begun) == hands)
    await asyncio.sleep(2 * STUCK)
    late = asyncio.ensure_future(database.perform(write("late")))
    await asyncio.sleep(0)
    late.cancel()
    holding[0].cancel()
    await asyncio.gather(late, holding[0], return_exceptions=True)
    go_on.set()
    await asyncio.gather(*holding[1:])
    await database.perform(write("after"))
    assert written(database) == ["in hand"] * hands + ["after"]


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_who_was_overtaken_begins_again(database):
    """With nothing left of the first try."""
    tries = []

    def act(session) -> None:
        write(f"try {len(tries)}")(session)
        tries.append(1)
        if len(tries) == 1:
            raise Overtaken

    await database.perform(act)
    assert written(database) == ["try 1"]


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_who_is_always_overtaken_gives_up(database):
    """After one try with the others and three alone, with nothing kept."""
    tries = []

    def act(session) -> None:
        write("never")(session)
        tries.append(1)
        raise Overtaken

    with pytest.raises(Overtaken):
        await database.perform(act)
    assert (len(tries), written(database)) == (4, [])


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_who_waits_for_a_lock_keeps_nobody_waiting(database):
    """The others are done at once; the one that waits is done when the lock is free."""
    with database.transaction() as session:
        write("wanted")(session)

    def want(session) -> None:
        session.exec(sa.update(Audit).values(subject="had"))

    with database.transaction() as holder:
        holder.exec(sa.update(Audit).values(subject="held"))
        wanting = asyncio.ensure_future(database.perform(want))
        others = [asyncio.ensure_future(database.perform(write(f"{n}"))) for n in range(5)]
        assert await asyncio.gather(*others) == [f"{n}" for n in range(5)]
        assert not wanting.done()
    await wanting
    assert "had" in written(database)


async def test_who_finds_the_database_away_is_told(database):
    """Whether it was away before anything began or in the midst of it."""

    def lose(session) -> None:
        write("lost")(session)
        raise sa.exc.OperationalError("", {}, Exception(), connection_invalidated=True)

    with pytest.raises(sa.exc.OperationalError):
        await asyncio.wait_for(database.perform(lose), SOON)
    database.engine.dispose()
    away = create_engine(f"sqlite:////nowhere/{database.url.get_backend_name()}")
    lane = GroupCommit(away, database.wakeups, lambda _act: None)
    transaction = Transaction(write("never"))
    lane.submit(transaction)
    with suppress(sa.exc.OperationalError):
        await asyncio.wait_for(transaction.answer, SOON)
    lane.close()
    assert transaction.answer.done()
    assert written(database) == []


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_who_is_slow_keeps_nobody_waiting(database):
    """What comes while one is long at work is done apart from it."""
    begun, go_on = threading.Event(), threading.Event()

    def dawdle(session) -> None:
        begun.set()
        assert go_on.wait(SOON)
        write("slow")(session)

    slow = asyncio.ensure_future(database.perform(dawdle))
    await until(begun.is_set)
    await asyncio.sleep(2 * STUCK)
    assert await database.perform(write("quick")) == "quick"
    assert not slow.done()
    go_on.set()
    await slow
    assert written(database) == ["quick", "slow"]


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_two_who_want_the_same_in_turns_do_not_wait_for_ever(database_url):
    """Commits of two processes that take each other's rows: both are done."""
    here, there = open_database(database_url), open_database(database_url)
    with here.transaction() as session:
        for name in ("one", "two"):
            write(name)(session)

    def take(name: str):
        def act(session) -> None:
            session.exec(sa.update(Audit).where(Audit.subject == name).values(act=f"took {name}"))

        return act

    for _ in range(20):
        await asyncio.gather(
            *(here.perform(take(name)) for name in ("one", "two")),
            *(there.perform(take(name)) for name in ("two", "one")),
        )
    for database in (here, there):
        database.close()


async def test_what_goes_ahead_waits_for_nobody(database):
    """Whatever waited before it comes after it, in its order."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(session) -> None:
        begun.set()
        go_on.wait(SOON)

    first = asyncio.create_task(database.perform(hold))
    await asyncio.to_thread(begun.wait, SOON)
    others = [asyncio.create_task(database.perform(write(name))) for name in "abc"]
    await asyncio.sleep(0)  # they are handed in
    ahead = asyncio.create_task(database.perform(write("ahead"), ahead=True))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, *others, ahead)
    if database.url.get_backend_name() == "sqlite":  # elsewhere there are many writers
        assert written(database) == ["ahead", "a", "b", "c"]
