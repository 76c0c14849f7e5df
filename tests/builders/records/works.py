"""Work on a new database, at a moment of ours."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlmodel import Session, SQLModel

from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine.database import Database

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a Monday


@cache
def scheme():
    """The scheme as shipped."""
    return load_scheme("clusterxchange")


def new_database(url="sqlite://"):
    """An empty database with every table."""
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    return database


@contextmanager
def working(now=NOON, url="sqlite://"):
    """Work on a new database."""
    database = new_database(url)
    with Session(database.engine, expire_on_commit=False) as session:
        yield Work(session, now, scheme())
    database.close()


def at(work, now):
    """The same work at another time."""
    return replace(work, now=now)


def later(work, **time):
    """The same work after some time, in the words of timedelta."""
    return replace(work, now=work.now + timedelta(**time))
