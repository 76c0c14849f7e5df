"""Copy a whole database: a backup while the program runs, or a move to the other kind."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.engine import schema
from storage.engine.database import open_database
from storage.engine.opening import file_of
from storage.errors import (
    DatabaseMissing,
    NotOurs,
    SchemaMissing,
    SchemaOutOfDate,
    SchemaTooNew,
    SourceOutOfDate,
    StorageError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.engine.database import Database

BATCH = 500
DIGITS = 16  # of a digest that is for people to compare
PASSING = {"instance", "lease"}  # about running processes: they do not move


class NotEmpty(StorageError):
    """The target database holds something already: use an empty one."""


class Incomplete(StorageError):
    """The copy does not hold all that the source holds: nothing was kept, please try again."""


class NotWritten(StorageError):
    """The backup could not be written, nothing was kept: see that its folder is there and has room."""


class FileExists(StorageError):
    """There is a file of that name already: choose another, a backup is never overwritten."""


class Account(NamedTuple):
    """A table that was copied: its rows at the source and here, and the digest that both have."""

    there: int
    here: int
    digest: str


def copied_tables() -> list[sa.Table]:
    """Every table that is copied, those that others refer to first."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in PASSING]


def copy_everything(source: Database, target: Database) -> dict[str, Account]:
    """The account of every table.

    One snapshot of the source, which is only read, goes into one transaction of the target. Raises
    NotEmpty, Incomplete, SchemaOutOfDate; then nothing was written.
    """
    schema.check_current(source)
    schema.check_current(target)
    with _snapshot(source) as reading, target.engine.begin() as writing:
        if any(_count(writing, table) for table in copied_tables()):
            raise NotEmpty
        found = {table.name: _copy(reading, writing, table) for table in copied_tables()}
        if target.url.get_backend_name() == "postgresql":
            _count_on(writing)
    return found


@contextmanager
def only_read(url: str) -> Iterator[Database]:
    """What there is at `url` in the schema of this program, whatever its own is; it is not touched.

    An older file is upgraded as a copy, which goes afterwards. Raises DatabaseMissing, NotOurs,
    SourceOutOfDate for a server, and what opening raises.
    """
    file = file_of(url)
    with TemporaryDirectory(prefix="cxc-") as folder:
        if file is not None:
            copy = Path(folder) / "source.sqlite"
            _copy_file(file, copy)
            url = f"sqlite:///{copy}"
        database = open_database(url)
        try:
            _make_readable(database, is_copy=file is not None)
            yield database
        finally:
            database.close()


def _copy_file(file: Path, copy: Path) -> None:
    if not file.is_file():
        raise DatabaseMissing(str(file))
    # A journal beside it is somebody's who is at work; without one, not even that is to be made.
    at_work = file.with_name(f"{file.name}-wal").exists()
    how = "mode=ro" if at_work else "mode=ro&immutable=1"
    try:
        _copy_pages(f"{file.absolute().as_uri()}?{how}", copy)
    except sqlite3.Error as error:
        raise NotOurs(str(file)) from error


def _make_readable(database: Database, *, is_copy: bool) -> None:
    try:
        schema.check_current(database)
    except SchemaMissing as error:
        raise NotOurs from error
    except SchemaTooNew:
        raise
    except SchemaOutOfDate as error:
        if not is_copy:
            raise SourceOutOfDate from error
        schema.upgrade(database)


def _snapshot(source: Database) -> sa.Connection:
    """A connection that sees one moment, however long the copy takes."""
    if source.url.get_backend_name() == "postgresql":
        return source.engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return source.engine.connect()


def _copy(reading: sa.Connection, writing: sa.Connection, table: sa.Table) -> Account:
    for part in _rows(reading, table).mappings().partitions(BATCH):
        writing.execute(sa.insert(table), [dict(row) for row in part])
    (there, sent), (here, kept) = _digest(reading, table), _digest(writing, table)
    if (there, sent) != (here, kept):
        raise Incomplete(table.name)
    return Account(there, here, kept)


def _rows(line: sa.Connection, table: sa.Table) -> sa.CursorResult[Any]:
    query = sa.select(table).order_by(*table.primary_key)
    return line.execute(query, execution_options={"yield_per": BATCH})


def _digest(line: sa.Connection, table: sa.Table) -> tuple[int, str]:
    """How many rows a table has, and a digest of all their values, the same in each database."""
    count, found = 0, hashlib.sha256()
    for row in _rows(line, table):
        count += 1
        found.update(repr([_plain(value) for value in row]).encode())
    return count, found.hexdigest()[:DIGITS]


def _plain(value: Any) -> Any:
    """A value as it is written in each database."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


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
        _copy_pages(Path(str(database.url.database)).absolute().as_uri(), part)
    else:
        _copy_rows(database, part)
    return _rows_of(part)


def _copy_pages(source: str, part: Path) -> None:
    reading, writing = sqlite3.connect(source, uri=True), sqlite3.connect(part)
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
