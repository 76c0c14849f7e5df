"""Fresh databases with the newest schema: migrated once in a process, then copied, or emptied."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import sqlalchemy as sa
from psycopg import sql

from storage.engine import database, schema
from storage.engine.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server


WITHOUT_DISK = "PRAGMA synchronous=OFF"
KINDS = ("sqlite", "postgresql")
IN_MEMORY = "sqlite://"
SHAPE = """
    SELECT (SELECT max(oid::bigint) FROM pg_class), (SELECT max(oid::bigint) FROM pg_constraint),
           (SELECT count(*) FROM pg_attribute), (SELECT version_num FROM alembic_version)
"""
ROWS = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
NUMBERS = (
    "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


def wait_for_no_disk() -> None:
    """Let every SQLite file of this process be written in haste: a commit waits for no disk.

    Processes are killed here, machines are not: what was given to the system is kept, as it is on
    the servers of `tests/postgres.py`.
    """
    if WITHOUT_DISK not in database.SQLITE_SETTINGS:
        database.SQLITE_SETTINGS = (*database.SQLITE_SETTINGS, WITHOUT_DISK)


@cache
def migrated_file() -> bytes:
    """A SQLite file with the newest schema and no row."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite"
        database = open_database(f"sqlite:///{file}")
        schema.upgrade(database)
        database.close()
        return file.read_bytes()


def migrated_database(url: str = IN_MEMORY) -> Database:
    """A new SQLite database with the newest schema, in memory or at an address; nothing is run."""
    if url != IN_MEMORY:
        file = Path(sa.make_url(url).database or "")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(migrated_file())
        return open_database(url)
    database = open_database(url)
    with database.engine.connect() as line:
        line.connection.driver_connection.deserialize(_without_journal(migrated_file()))
    return database


def _without_journal(rows: bytes) -> bytes:
    """The same file for the memory, which has no write-ahead log: bytes 18 and 19 say who may read it."""
    return rows[:18] + b"\x01\x01" + rows[20:]


@contextmanager
def fresh(kind: str, folder: Path, server: Server | None = None) -> Iterator[str]:
    """The address of a fresh database with the newest schema: a file in `folder`, or on a server."""
    if not server or kind == "sqlite":
        url = f"sqlite:///{folder / 'kept.sqlite'}"
        migrated_database(url).close()
        yield url
        return
    url = server.spare.pop() if server.spare else _migrated_on(server)
    yield url
    if _emptied(_plain(url), server.shape):
        server.spare.append(url)
    else:
        server.drop(url)


@contextmanager
def without_tables(folder: Path, server: Server | None = None) -> Iterator[Database]:
    """A database without tables: a file in `folder`, or on a server."""
    url = server.database() if server else f"sqlite:///{folder}/bare.sqlite"
    found = open_database(url)
    yield found
    found.close()
    if server:
        server.drop(url)


@contextmanager
def copied(template: str, folder: Path, server: Server) -> Iterator[str]:
    """The address of a copy of another database, gone afterwards."""
    of = sa.make_url(template)
    if of.get_backend_name() == "sqlite":
        file = folder / "copied.sqlite"
        file.write_bytes(Path(of.database or "").read_bytes())
        yield f"sqlite:///{file}"
        return
    url = server.database(of.database)
    yield url
    server.drop(url)


def _migrated_on(server: Server) -> str:
    """A database of the newest schema: the server's first is kept, to be copied."""
    if not server.template:
        server.template = server.database()
        database = open_database(server.template)
        schema.upgrade(database)
        database.close()
    url = server.database(sa.make_url(server.template).database)
    with psycopg.connect(_plain(url)) as line:
        server.shape = line.execute(SHAPE).fetchone()
    return url


def _emptied(url: str, shape: tuple | None) -> bool:
    """Whether a database that a test is done with is as it was: making one anew takes 100 times as long.

    What a test changed in the schema is seen in the numbers of what the schema consists of.
    """
    try:
        with psycopg.connect(url, autocommit=True) as line:
            line.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if line.execute(SHAPE).fetchone() != shape:
                return False
            line.execute("SET session_replication_role = replica")  # in any order
            for (name,) in line.execute(ROWS).fetchall():
                line.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            for (name,) in line.execute(NUMBERS).fetchall():
                line.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))
    except psycopg.Error:  # a server of the operator's own, where we may not
        return False
    return True


def _plain(url: str) -> str:
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
