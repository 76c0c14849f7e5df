"""Copy a whole database: a backup while the program runs, or a move to the other kind."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.engine import schema
from storage.engine.database import open_database
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage.engine.database import Database

BATCH = 500
PASSING = {"instance", "lease"}  # about running processes: they do not move


class NotEmpty(StorageError):
    """The target database holds something already: use an empty one."""


class Incomplete(StorageError):
    """The copy does not hold all that the source holds: nothing was kept, please try again."""


class NotWritten(StorageError):
    """The backup could not be written, nothing was kept: see that its folder is there and has room."""


class FileExists(StorageError):
    """There is a file of that name already: choose another, a backup is never overwritten."""


def copied_tables() -> list[sa.Table]:
    """Every table that is copied, those that others refer to first."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in PASSING]


def copy_everything(
    source: Database, target: Database, told: Callable[[str, int], None] = lambda *_: None
) -> dict[str, int]:
    """Rows copied, by table; `told` hears of each table as it is done.

    One snapshot of the source goes into one transaction of the target. Raises NotEmpty,
    Incomplete, SchemaOutOfDate; then nothing was written.
    """
    schema.check_current(source)
    schema.check_current(target)
    rows: dict[str, int] = {}
    with _snapshot(source) as reading, target.engine.begin() as writing:
        if any(_count(writing, table) for table in copied_tables()):
            raise NotEmpty
        for table in copied_tables():
            rows[table.name] = _copy(reading, writing, table)
            told(table.name, rows[table.name])
        if target.url.get_backend_name() == "postgresql":
            _count_on(writing)
    return rows


def _snapshot(source: Database) -> sa.Connection:
    """A connection that sees one moment, however long the copy takes."""
    if source.url.get_backend_name() == "postgresql":
        return source.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return source.engine.connect()


def _copy(reading: sa.Connection, writing: sa.Connection, table: sa.Table) -> int:
    found = reading.execution_options(yield_per=BATCH).execute(
        sa.select(table).order_by(*table.primary_key)
    )
    for part in found.mappings().partitions(BATCH):
        writing.execute(sa.insert(table), [dict(row) for row in part])
    copied = _count(writing, table)
    if copied != _count(reading, table):
        raise Incomplete(table.name)
    return copied


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _count_on(writing: sa.Connection) -> None:
    """Have PostgreSQL number new rows after the copied ones."""
    for table in copied_tables():
        if "id" in table.c:
            highest = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            number = sa.func.pg_get_serial_sequence(table.name, "id")
            writing.execute(
                sa.select(
                    sa.func.setval(number, sa.func.coalesce(highest, 1), highest.is_not(None))
                )
            )


def back_up(database: Database, file: Path) -> dict[str, int]:
    """Rows in the backup, by table: one consistent SQLite file, made while the program runs.

    Raises FileExists, NotWritten and what copying raises; no half-made file is left.
    """
    if file.exists():
        raise FileExists(str(file))
    part = file.with_name(f"{file.name}.part")
    try:
        rows = _written(database, part)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise NotWritten(str(file)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return rows


def _written(database: Database, part: Path) -> dict[str, int]:
    """Rows in a new file that holds everything."""
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds people's data
    if database.url.get_backend_name() == "sqlite":
        _copy_pages(str(database.url.database), part)
    else:
        _copy_rows(database, part)
    return _rows_of(part)


def _copy_pages(source: str, part: Path) -> None:
    reading, writing = sqlite3.connect(source), sqlite3.connect(part)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()


def _copy_rows(database: Database, part: Path) -> None:
    target = open_database(f"sqlite:///{part}")
    try:
        schema.upgrade(target)
        copy_everything(database, target)
    finally:
        target.close()


def _rows_of(part: Path) -> dict[str, int]:
    """What is in the file, which is left as one file without a journal beside it."""
    line = sqlite3.connect(part)
    try:
        line.execute("PRAGMA journal_mode=DELETE")
        # A file of an earlier version, saved before it is upgraded, may have fewer tables.
        there = {name for (name,) in line.execute("SELECT name FROM sqlite_master")}
        return {
            table.name: line.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in copied_tables()
            if table.name in there
        }
    finally:
        line.close()
