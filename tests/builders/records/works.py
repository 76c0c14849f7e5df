"""Work on a new database, at a moment of ours."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlmodel import Session, SQLModel

from exchange.people.partnerships import seed_partnerships
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine.database import Database
from tests.builders.records.played_once import begin_way

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a Monday


INSTEAD = []  # a call that counts instead of the shipped one, while it is played


@cache
def shipped():
    """The scheme as shipped."""
    return load_scheme("clusterxchange")


def scheme():
    """The call that counts: the shipped one, unless another is played."""
    return INSTEAD[-1] if INSTEAD else shipped()


@contextmanager
def under(call):
    """Another call counts meanwhile; None leaves the shipped one."""
    INSTEAD.extend([call] if call else [])
    try:
        yield
    finally:
        INSTEAD.clear()


def _made(fill=None) -> bytes:
    """A database in memory with every table and what `fill` puts in, as bytes."""
    database = Database("sqlite://")
    SQLModel.metadata.create_all(database.engine)
    if fill:
        with Session(database.engine) as session:
            fill(Work(session, NOON, scheme()))
            session.commit()
    with database.engine.connect() as line:
        found: bytes = line.connection.driver_connection.serialize()
    database.close()
    return found


@cache
def _empty() -> bytes:
    return _made()


@cache
def _seeded() -> bytes:
    return _made(seed_partnerships)


def new_database(url="sqlite://", rows=None):
    """A database with every table; one in memory is a copy, which takes a fraction of the time."""
    database = Database(url)
    if url != "sqlite://":
        SQLModel.metadata.create_all(database.engine)
        return database
    with database.engine.connect() as line:
        line.connection.driver_connection.deserialize(rows or _empty())
    return database


@contextmanager
def working(now=NOON, *, seeded=False):
    """Work on a new database; `seeded` with every Partnership of the scheme."""
    database = new_database(rows=_seeded() if seeded else None)
    with Session(database.engine, expire_on_commit=False) as session:
        begin_way(session, seeded)
        yield Work(session, now, scheme())
    database.close()


def at(work, now):
    """The same work at another time."""
    return replace(work, now=now)


def later(work, **time):
    """The same work after some time, in the words of timedelta."""
    return replace(work, now=work.now + timedelta(**time))


def with_entry(work, name, **changes):
    """The same work under a call in which that Partnership is another."""
    entries = tuple(
        one.model_copy(update=changes) if one.name == name else one
        for one in work.scheme.partnerships
    )
    return replace(work, scheme=work.scheme.model_copy(update={"partnerships": entries}))
