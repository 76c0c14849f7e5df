"""Open the database; every change is one short transaction."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, create_engine

from storage.engine.away import Away
from storage.engine.group_commit import APART, GroupCommit, Transaction
from storage.engine.obstacles import Obstacle, obstacle_at, obstacle_of
from storage.engine.turns import PATIENCE, Turns
from storage.engine.wakeups import KEY, WakeUps
from storage.errors import (
    AddressUnusable,
    Busy,
    Damaged,
    DatabaseRefuses,
    DatabaseUnreachable,
    DiskFull,
    FileNotOurs,
    NoSuchDatabase,
    Overtaken,
    ReadOnly,
    WrongPassword,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    T = TypeVar("T")

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits at a power cut
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is gone from the file as well
)
TRIES = 3  # of a transaction that lost against another one
LOST = {"40001", "40P01", "23505"}  # PostgreSQL: serialization failure, deadlock, a key just taken
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
PLAIN = re.compile(r"[\w./-]*")
KINDS: Mapping[Obstacle, type[DatabaseUnreachable]] = {
    Obstacle.FULL: DiskFull,
    Obstacle.READ_ONLY: ReadOnly,
    Obstacle.NOT_OURS: FileNotOurs,
    Obstacle.DAMAGED: Damaged,
    Obstacle.PASSWORD: WrongPassword,
    Obstacle.NO_SUCH: NoSuchDatabase,
    Obstacle.NOT_LET_IN: DatabaseRefuses,
    Obstacle.BUSY: Busy,
}


class Database:
    """A way into one database; make one per process and share it between threads."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.wakeups = WakeUps()
        self.timed: Callable[[float], None] = lambda _seconds: None  # a monitor may listen
        self.away = Away("the database")
        self.obstacle: Obstacle | None = None  # what keeps us from writing, as far as we know
        self.turns = Turns()
        self.engine = _engine(self.url, self.turns)
        self._together = GroupCommit(self.engine, self.wakeups, self.do)
        self._apart = self._together  # SQLite has one writer
        if self.url.get_backend_name() != "sqlite":
            self._apart = GroupCommit(self.engine, self.wakeups, self.do)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with Session(self.engine, expire_on_commit=False) as session:
            with session.begin():
                yield session
            self.wakeups.wake(*session.info.get(KEY, ()))

    async def perform(
        self, act: Callable[[Session], T], *, contended: bool = False, ahead: bool = False
    ) -> T:
        """What `act` returns, once what it changed is committed.

        The one door from an event loop. `act` touches nothing but the session: it is done again
        when it lost against another transaction. Raises what `act` raises, with nothing kept.
        `contended`: it locks what every process wants, so nothing else is put into its commit.
        `ahead`: it is short, others wait for it, and it goes before whatever waits.
        """
        begun = time.monotonic()
        transaction = Transaction(act)
        (self._apart if contended else self._together).submit(transaction, ahead=ahead)
        result: T = await transaction.answer
        self.timed(time.monotonic() - begun)
        return result

    def do(self, act: Callable[[Session], T]) -> T:
        """As `perform`, for those who have no event loop."""
        for left in reversed(range(TRIES)):
            try:
                with self.transaction() as session:
                    return act(session)
            except (sa.exc.DBAPIError, Overtaken) as error:
                if not left or not _lost(error):
                    raise
        raise AssertionError

    async def insist(
        self,
        act: Callable[[Session], T],
        *,
        again: Callable[[Session], T] | None = None,
        contended: bool = False,
    ) -> T:
        """As `perform`, but for what must be written down: waits for a database that is away.

        When it goes away in a commit nobody knows whether that was kept: `again` is what to do from
        then on, where doing the same once more is not enough.
        """
        pause = 0.0
        while True:
            try:
                result = await self.perform(act, contended=contended)
            except sa.exc.DBAPIError as error:
                self._gone(error)
            else:
                if pause:  # others may only have read
                    self._back()
                return result
            act = again or act
            pause = min(pause * 2, LONGEST_PAUSE) or FIRST_PAUSE
            await asyncio.sleep(pause)

    def _gone(self, error: sa.exc.DBAPIError) -> None:
        """Something cannot be written down, and waits. Raises what waiting does not mend."""
        found = obstacle_of(error)
        if found is None and not isinstance(error, sa.exc.OperationalError):
            raise error
        self.obstacle = found or Obstacle.AWAY
        self.away.gone(self.obstacle)

    def _back(self) -> None:
        self.obstacle = None
        self.away.back()

    def wipe(self) -> bool:
        """Whether nothing that was deleted is left in files of the database, as far as we reach.

        SQLite overwrites what is deleted (`secure_delete`), and here its journal is emptied, unless
        somebody is reading it: then ask again. PostgreSQL leaves deleted bytes in a page until it needs
        the room, so its tables are written anew, unless one of them is held for long.
        """
        if self.url.get_backend_name() == "sqlite":
            line = self.engine.raw_connection()
            try:
                cursor = line.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                told = cursor.fetchone()
                return told is not None and bool(told[0] == 0)
            finally:
                line.close()
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return _written_anew(connection)

    def close(self) -> None:
        """Finish what is under way and give back every connection."""
        self._together.close()
        self._apart.close()
        self.engine.dispose()


def _written_anew(connection: sa.Connection) -> bool:
    """Whether every table was; nobody waits long for it, as each of ours takes a moment."""
    quoted = connection.dialect.identifier_preparer.format_table
    known = {table.name: quoted(table) for table in SQLModel.metadata.sorted_tables}
    there = [known[name] for name in sa.inspect(connection).get_table_names() if name in known]
    connection.execute(sa.text("SET lock_timeout = '2s'"))
    try:
        connection.execute(sa.text(f"VACUUM FULL {', '.join(there)}"))
    except sa.exc.OperationalError:  # somebody holds one of them: ask again
        return False
    finally:
        connection.execute(sa.text("RESET lock_timeout"))
    return True


def _lost(error: Exception) -> bool:
    """Whether a transaction failed only because another one was faster."""
    if isinstance(error, sa.exc.DBAPIError):
        return getattr(error.orig, "sqlstate", None) in LOST
    return isinstance(error, Overtaken)


def open_database(url: str) -> Database:
    """The database at `url`, proved reachable and, for SQLite, writable.

    Raises DatabaseUnreachable, as the kind of it that says what is in the way; AddressUnusable.
    """
    try:
        database = Database(url)
    except (sa.exc.ArgumentError, ImportError, ValueError) as error:  # it may hold a password
        raise AddressUnusable from error
    try:
        with database.transaction() as session:
            session.connection().execute(sa.text("SELECT 1"))
    except (sa.exc.SQLAlchemyError, OSError) as error:
        database.close()
        raise _kind_of(database.url, error)(place_of(database.url)) from error
    database.turns.patience = PATIENCE  # who opens hears soon that it is busy, who works waits
    return database


def place_of(url: sa.URL) -> str:
    """Where a database is, for people: what might be a part of a password is left out."""
    where = (url.host or "", url.database or "")
    if url.get_backend_name() == "sqlite":
        return where[1]
    host, name = (one if PLAIN.fullmatch(one) else "…" for one in where)
    return f"{host}/{name}"


def _kind_of(url: sa.URL, error: Exception) -> type[DatabaseUnreachable]:
    found = obstacle_of(error)
    if found is Obstacle.AWAY and url.get_backend_name() == "postgresql":
        found = obstacle_at(url)
    return KINDS.get(found, DatabaseUnreachable) if found else DatabaseUnreachable


def _engine(url: sa.URL, turns: Turns) -> sa.Engine:
    # hide_parameters: an error's text must not quote what people wrote
    if url.get_backend_name() != "sqlite":
        pool = {"pool_pre_ping": True, "pool_size": APART + 2, "max_overflow": APART + 4}
        return create_engine(url, hide_parameters=True, **pool)
    if url.database and url.database != ":memory:":
        try:
            _make_room(Path(url.database))
        except OSError as error:
            raise FileNotOurs(place_of(url)) from error
    # "autocommit" hands transactions to us: the driver's own begin is deferred, and a deferred
    # transaction that reads first is refused at its first write, whatever the time-out says.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    turns.watch(engine)
    return engine


def _make_room(file: Path) -> None:
    """A folder and a file that nobody else on the machine may read: they hold people's data."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in SQLITE_SETTINGS:
        connection.execute(pragma)
