"""What a database is like as a place to keep things: room, permissions, settings, clock."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from datetime import datetime

    from storage.engine.database import Database

OTHERS = 0o077  # permissions of everybody but the owner


@dataclass(frozen=True)
class FileState:
    """A SQLite file: `open_to` are permission bits that others have, sizes are in bytes."""

    path: Path
    open_to: int
    size: int
    wal: int
    free: int
    journal: str
    problem: str


@dataclass(frozen=True)
class ServerState:
    """A PostgreSQL server; `now` is its time, `connections` how many it allows us."""

    version: int
    connections: int
    now: datetime
    fsync: bool
    synchronous: bool


def file_state(database: Database) -> FileState | None:
    """The state of a SQLite file; None for a database without one."""
    name = database.url.database
    if database.url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    path = Path(name).resolve()
    wal = path.with_name(f"{path.name}-wal")
    with database.engine.connect() as line:
        journal = str(line.exec_driver_sql("PRAGMA journal_mode").scalar_one())
        problem = str(line.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    return FileState(
        path=path,
        open_to=path.stat().st_mode & OTHERS,
        size=path.stat().st_size,
        wal=wal.stat().st_size if wal.exists() else 0,
        free=shutil.disk_usage(path.parent).free,
        journal=journal,
        problem="" if problem == "ok" else problem,
    )


def server_state(database: Database) -> ServerState | None:
    """The state of a PostgreSQL server; None for another kind of database."""
    if database.url.get_backend_name() != "postgresql":
        return None
    with database.engine.connect() as line:

        def shown(name: str) -> Any:
            return line.execute(sa.select(sa.func.current_setting(name))).scalar_one()

        return ServerState(
            version=int(shown("server_version_num")) // 10000,
            connections=int(shown("max_connections"))
            - int(shown("superuser_reserved_connections")),
            now=line.execute(sa.select(sa.func.clock_timestamp())).scalar_one(),
            fsync=shown("fsync") == "on",
            synchronous=shown("synchronous_commit") != "off",
        )


def connections_of(database: Database) -> int:
    """How many connections one process may open at most, the one that listens included."""
    pool: Any = database.engine.pool
    return int(pool.size()) + int(getattr(pool, "_max_overflow", 0)) + 1
