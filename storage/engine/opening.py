"""Open a database that may not be there yet: a server that starts, a network that comes up."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa

from storage.engine.database import open_database
from storage.errors import DatabaseRefuses, DatabaseUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.engine.database import Database

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds
# What no waiting mends. A connection that fails has no error code, only the server's words.
REFUSALS = (
    "password authentication failed",
    "no password supplied",
    "does not exist",
    "no pg_hba.conf entry",
    "not permitted to log in",
    "permission denied",
)


def open_patiently(url: str, rest: Callable[[float], None] = time.sleep) -> Database:
    """The database at `url`; waits with growing pauses for a server that cannot be reached.

    Raises DatabaseRefuses for what waiting does not mend, DatabaseUnreachable for a file.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return open_database(url)
        except DatabaseUnreachable as error:
            reason = _reason(error)
            if reason is None:
                raise
            if any(one in str(reason) for one in REFUSALS):
                raise DatabaseRefuses(str(error)) from error
            logger.warning(
                "the database cannot be reached (%s), next try in %.0f s",
                type(reason).__name__,
                pause,
            )
        rest(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _reason(error: DatabaseUnreachable) -> psycopg.OperationalError | None:
    """What the server, or the way to it, said; None for a database without a server."""
    cause = error.__cause__
    found = cause.orig if isinstance(cause, sa.exc.DBAPIError) else None
    return found if isinstance(found, psycopg.OperationalError) else None
