"""Each deed is committed wholly or not at all, whatever else goes into the same commit."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from storage.commits import WRITERS
from storage.errors import Overtaken
from storage.records import record
from storage.tables import Audit

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
PATIENCE = 10.0


class Refused(Exception):
    """A deed changes its mind."""


def write(name: str):
    """A deed that writes a row with a name and hands the name out."""

    def act(session) -> str:
        record(session, NOW, "test", "write", name, {})
        return name

    return act


def change_mind(name: str):
    """A deed that writes a row and then fails."""

    def act(session) -> None:
        write(name)(session)
        session.flush()
        raise Refused(name)

    return act


def written(database) -> list[str]:
    """The names that were kept, in order."""
    with database.transaction() as session:
        return list(session.exec(select(Audit.subject).order_by(Audit.id)))


async def test_everybody_gets_what_their_own_deed_gave(database):
    """However many go into one commit."""
    names = [f"{number}" for number in range(100)]
    given = await asyncio.gather(*(database.perform(write(name)) for name in names))
    assert given == names
    assert sorted(written(database)) == sorted(names)


async def test_who_fails_fails_alone(database):
    """The others are kept, of the failed nothing is, and its own error comes back."""
    deeds = [change_mind(f"{n}") if n % 5 == 2 else write(f"{n}") for n in range(20)]
    ends = await asyncio.gather(*map(database.perform, deeds), return_exceptions=True)
    failed = [f"{one}" for one in ends if isinstance(one, Refused)]
    assert failed == [f"{n}" for n in range(20) if n % 5 == 2]
    assert sorted(written(database), key=int) == [f"{n}" for n in range(20) if n % 5 != 2]


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_one_writer_keeps_the_order(database):
    """Also when one in the middle fails."""
    deeds = [change_mind("x") if n == 7 else write(f"{n}") for n in range(20)]
    await asyncio.gather(*map(database.perform, deeds), return_exceptions=True)
    assert written(database) == [f"{n}" for n in range(20) if n != 7]


async def test_what_was_handed_out_is_nobody_elses_to_change(database):
    """A later deed of the same commit has rows of its own."""
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
    """A deed whose caller is gone is not done; the one in hand is finished."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(session) -> None:
        write("in hand")(session)
        begun.set()
        assert go_on.wait(PATIENCE)

    hands = WRITERS if database.url.get_backend_name() == "postgresql" else 1
    holding = [asyncio.ensure_future(database.perform(hold)) for _ in range(hands)]
    await asyncio.to_thread(begun.wait, PATIENCE)
    await asyncio.sleep(0.1)
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
    """After three tries, with nothing kept."""
    tries = []

    def act(session) -> None:
        write("never")(session)
        tries.append(1)
        raise Overtaken

    with pytest.raises(Overtaken):
        await database.perform(act)
    assert (len(tries), written(database)) == (3, [])
