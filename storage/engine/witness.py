"""A witness that a process lives: a lock that goes with it, whatever it dies of, and stays while it only hangs.

Signs of life stop when a process is held up as well as when it is dead. A lock does not: PostgreSQL keeps
it as long as there is the line on which it was taken, a file as long as somebody has it open.
"""

from __future__ import annotations

import os
import struct
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

try:
    import fcntl
except ImportError:  # Windows: there is no witness, and who is silent for long is dead
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from psycopg import AsyncConnection
    from sqlmodel import Session

OURS = 0x435843  # "CXC": our locks among those of others
FILE_LOCK = struct.Struct("hhqqi4x")  # kind, from where, first byte, how many, whose
# A machine that is gone says no goodbye: after so many seconds the server asks, and after two unanswered
# questions it drops the line.
ALIVE = ("tcp_keepalives_idle = 2", "tcp_keepalives_interval = 1", "tcp_keepalives_count = 2")
STANDING = sa.text(
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :ours AND objsubid = 2 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass
class Witness:
    """Stands for one process; `since` is when it began to, by the monotonic clock, if it does."""

    instance: str
    since: float | None = None

    def stood(self) -> timedelta:
        """For how long without a gap."""
        return timedelta(seconds=0 if self.since is None else time.monotonic() - self.since)

    async def stand_on(self, line: AsyncConnection) -> bool:
        """Whether it stands from now on, as long as there is that line to a PostgreSQL."""
        for setting in ALIVE:
            await line.execute(f"SET {setting}".encode())
        found = await line.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", (OURS, number_of(self.instance))
        )
        taken = (await found.fetchone()) == (True,)
        self.since = time.monotonic() if taken else None
        return taken

    @contextmanager
    def beside_file(self, url: sa.URL) -> Iterator[None]:
        """Stand while the block lasts, in a file beside that of an SQLite database."""
        file = _open(url)
        if file is not None and _lock(file, number_of(self.instance)):
            self.since = time.monotonic()
        try:
            yield
        finally:
            if file is not None:
                os.close(file)
                self.since = None


def number_of(instance: str) -> int:
    """By which its lock is known: four bytes are all that a lock of PostgreSQL may have."""
    return zlib.crc32(instance.encode()) >> 1


def missing(session: Session, names: Collection[str]) -> set[str]:
    """Those for whom no witness stands; nobody where there can be none."""
    if session.get_bind().dialect.name == "postgresql":
        standing = set(session.connection().execute(STANDING, {"ours": OURS}).scalars())
        return {name for name in names if number_of(name) not in standing}
    file = _open(session.connection().engine.url)
    if file is None:
        return set()
    try:
        return {name for name in names if _is_free(file, number_of(name))}
    finally:
        os.close(file)


def _open(url: sa.URL) -> int | None:
    """The file of witnesses; None where there can be none."""
    known = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    if not known or not hasattr(fcntl, "F_OFD_SETLK"):
        return None
    with suppress(OSError):
        return os.open(f"{url.database}-alive", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return None


def _lock(file: int, byte: int) -> bool:
    """Whether that byte of the file is ours now."""
    wish = FILE_LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    with suppress(OSError):
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, wish)
        return True
    return False


def _is_free(file: int, byte: int) -> bool:
    wish = FILE_LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    with suppress(OSError):
        told = fcntl.fcntl(file, fcntl.F_OFD_GETLK, wish)
        return bool(FILE_LOCK.unpack(told)[0] == fcntl.F_UNLCK)
    return False
