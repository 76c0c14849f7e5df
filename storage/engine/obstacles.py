"""What is in the way of the database, told by codes: its words may be in any language."""

from __future__ import annotations

import select
import sqlite3
import tempfile
from contextlib import suppress
from enum import StrEnum
from re import compile as pattern
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from psycopg import Error, pq
from psycopg.conninfo import make_conninfo

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 10.0  # seconds for each step of a connection that is tried to learn its code
CODE = pattern(r'ErrorResponse\t.* C "([0-9A-Z]{5})"')
PRIMARY = 0xFF  # the part of a SQLite code that tells the kind


class Obstacle(StrEnum):
    """What is in the way."""

    FULL = "its disk is full"
    READ_ONLY = "it may only be read"
    NOT_OURS = "we may not open it"
    DAMAGED = "it is damaged"
    PASSWORD = "it wants another password"  # noqa: S105 - says what is wrong with one
    NO_SUCH = "there is none of that name"
    NOT_LET_IN = "it does not let this user in"
    BUSY = "it is busy"
    AWAY = "it does not answer"


NO_WAITING = {Obstacle.PASSWORD, Obstacle.NO_SUCH, Obstacle.NOT_LET_IN, Obstacle.NOT_OURS}
"""What waiting does not mend."""
OF_SQLITE: Mapping[int, Obstacle] = {
    sqlite3.SQLITE_FULL: Obstacle.FULL,
    sqlite3.SQLITE_READONLY: Obstacle.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Obstacle.NOT_OURS,
    sqlite3.SQLITE_PERM: Obstacle.NOT_OURS,
    sqlite3.SQLITE_AUTH: Obstacle.NOT_OURS,
    sqlite3.SQLITE_CORRUPT: Obstacle.DAMAGED,
    sqlite3.SQLITE_NOTADB: Obstacle.DAMAGED,
    sqlite3.SQLITE_BUSY: Obstacle.BUSY,
    sqlite3.SQLITE_LOCKED: Obstacle.BUSY,
    sqlite3.SQLITE_IOERR: Obstacle.AWAY,
}
OF_POSTGRESQL: Mapping[str, Obstacle] = {  # appendix A of its manual
    "53100": Obstacle.FULL,
    "25006": Obstacle.READ_ONLY,
    "42501": Obstacle.NOT_LET_IN,
    "28P01": Obstacle.PASSWORD,
    "28000": Obstacle.NOT_LET_IN,
    "3D000": Obstacle.NO_SUCH,
    "53300": Obstacle.BUSY,
    "XX001": Obstacle.DAMAGED,
    "XX002": Obstacle.DAMAGED,
    "57P01": Obstacle.AWAY,
    "57P02": Obstacle.AWAY,
    "57P03": Obstacle.AWAY,
}


def obstacle_of(error: BaseException) -> Obstacle | None:
    """What an error of the database's says is in the way; None for one that is about our doing."""
    found = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(found, sqlite3.Error):
        return OF_SQLITE.get(getattr(found, "sqlite_errorcode", 0) & PRIMARY)
    if not isinstance(found, Error):
        return None
    if found.sqlstate:
        return OF_POSTGRESQL.get(found.sqlstate)
    return Obstacle.AWAY if isinstance(error, sa.exc.OperationalError) else None


def obstacle_at(url: sa.URL) -> Obstacle:
    """Why a PostgreSQL server cannot be connected to: asked once more, to learn the code.

    The library keeps the words of a connection that failed, but not its code; the code stands in
    the protocol, which the library writes down when it is asked to.
    """
    _, given = url.get_dialect()().create_connect_args(url)
    with tempfile.TemporaryFile() as heard:
        line = pq.PGconn.connect_start(make_conninfo(**given).encode())
        with suppress(Error):  # there is no line at all
            line.trace(heard.fileno())
            _follow(line)
            line.untrace()
        wanting = line.needs_password
        line.finish()
        heard.seek(0)
        codes = CODE.findall(heard.read().decode(errors="replace"))
    if wanting:
        return Obstacle.PASSWORD
    return OF_POSTGRESQL.get(codes[-1], Obstacle.AWAY) if codes else Obstacle.AWAY


def _follow(line: Any) -> None:
    """Connect until that has succeeded, failed or taken too long."""
    state = pq.PollingStatus.WRITING
    while state in (pq.PollingStatus.READING, pq.PollingStatus.WRITING) and line.socket >= 0:
        reading = [line.socket] if state == pq.PollingStatus.READING else []
        writing = [line.socket] if state == pq.PollingStatus.WRITING else []
        if not any(select.select(reading, writing, [], PATIENCE)):
            return
        state = line.connect_poll()
