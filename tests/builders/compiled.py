"""SQL that is compiled once in a process of tests, however many databases its tests open.

An engine of SQLAlchemy keeps what it compiled, and every test has an engine of its own: compiling
anew took more than half of what the tests of use cases cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import Dialect

STATEMENTS = 5000
COMPILED = LRUCache(STATEMENTS)


def share_compiled() -> None:
    """Let all engines of this process share what they compile.

    Compiled statements are found by their dialect, which every engine makes for itself: here those
    of one kind are one, as all have the same settings and the same server.
    """
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__eq__ = _same_kind
        kind.__hash__ = _hash_of_kind
    sa.event.listen(sa.Engine, "engine_connect", _share)


def _same_kind(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: Dialect) -> int:
    return hash(type(one))


def _share(line: sa.Connection) -> None:
    line.engine._compiled_cache = COMPILED
