"""Open a database that may not be there yet: a server that starts, a network that comes up."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa

from storage.engine.away import Away
from storage.engine.database import open_database
from storage.errors import DatabaseMissing, DatabaseRefuses, DatabaseUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.engine.database import Database

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds


def file_of(url: str) -> Path | None:
    """The SQLite file that an address names; None for all other addresses."""
    try:
        found = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        return None
    if found.get_backend_name() != "sqlite" or found.database in {None, "", ":memory:"}:
        return None
    return Path(str(found.database))


def missing_file(url: str) -> Path | None:
    """The SQLite file that an address names and that is not there; None for all other addresses."""
    file = file_of(url)
    return None if file is None or file.exists() else file


def open_existing(url: str) -> Database:
    """The database at `url`, as `open_database`, but none is made. Raises DatabaseMissing too."""
    file = missing_file(url)
    if file:
        raise DatabaseMissing(str(file))
    return open_database(url)


def open_patiently(url: str, rest: Callable[[float], None] = time.sleep) -> Database:
    """The database at `url`; waits with growing pauses for a server that cannot be reached.

    Raises DatabaseRefuses for what waiting does not mend, DatabaseUnreachable for a file.
    """
    away = Away("the database", FIRST_PAUSE, LONGEST_PAUSE)
    while True:
        try:
            database = open_database(url)
        except DatabaseUnreachable as error:
            if isinstance(error, DatabaseRefuses) or not _of_server(error):
                raise
            why = type(error).__name__
        else:
            away.back()
            return database
        rest(away.gone(why))


def _of_server(error: DatabaseUnreachable) -> bool:
    """Whether it was said by a server, or the way to it."""
    cause = error.__cause__
    return isinstance(cause, sa.exc.DBAPIError) and isinstance(cause.orig, psycopg.Error)
