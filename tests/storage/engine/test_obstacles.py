"""What is in the way of the database is told by codes, in whatever language its words are."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
import sqlalchemy as sa

from storage.engine.database import open_database, place_of
from storage.engine.obstacles import Obstacle, obstacle_of
from storage.engine.opening import open_patiently
from storage.errors import (
    Damaged,
    DatabaseRefuses,
    DatabaseUnreachable,
    FileNotOurs,
    NoSuchDatabase,
    ReadOnly,
    StorageError,
    WrongPassword,
)
from tests.patience import until

SECRET = "pa55word"


def test_a_file_that_is_no_database_is_told(tmp_path):
    """It is not overwritten."""
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and they are longer than a header. " * 20)
    with pytest.raises(Damaged):
        open_database(f"sqlite:///{file}")
    assert file.read_text().startswith("These are my notes")


def test_a_folder_where_a_file_should_be_is_told(tmp_path):
    """Nothing can be opened there."""
    with pytest.raises(FileNotOurs):
        open_database(f"sqlite:///{tmp_path}")


def forbid(line: sa.Connection) -> None:
    """Have a connection write nothing."""
    line.exec_driver_sql("PRAGMA query_only=ON")


def test_a_file_that_may_only_be_read_is_told(tmp_path):
    """Also where one may do everything, as here."""
    database = open_database(f"sqlite:///{tmp_path}/cxc.sqlite")
    sa.event.listen(database.engine, "begin", forbid)
    with pytest.raises(sa.exc.OperationalError) as caught:
        database.do(lambda session: session.connection().exec_driver_sql("CREATE TABLE t (a)"))
    assert obstacle_of(caught.value) is Obstacle.READ_ONLY
    database.close()


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [({"database": "nowhere"}, NoSuchDatabase), ({"username": "nobody"}, DatabaseRefuses)],
)
def test_a_server_is_understood_in_any_language(server, wrong, kind, monkeypatch):
    """Its words are not looked at: here there are none."""
    url = sa.make_url(server.url).set(**wrong).render_as_string(hide_password=False)
    monkeypatch.setattr("psycopg.Error.__str__", lambda _error: "das geht so nicht")
    with pytest.raises(kind):
        open_patiently(url, pytest.fail)


@pytest.mark.parametrize(
    ("error", "obstacle"),
    [
        (sqlite3.SQLITE_FULL, Obstacle.FULL),
        (sqlite3.SQLITE_READONLY_DIRECTORY, Obstacle.READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, Obstacle.AWAY),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_codes_are_told_apart_by_their_kind(error, obstacle):
    """A code of SQLite says more than the kind."""
    made = sqlite3.OperationalError("x")
    made.sqlite_errorcode = error
    assert obstacle_of(sa.exc.OperationalError("", {}, made)) is obstacle


async def test_a_disk_that_fills_up_is_told_once_and_waited_for(tmp_path, caplog):
    """What must be written down is, when there is room again; then that is told."""
    database = open_database(f"sqlite:///{tmp_path}/cxc.sqlite")
    with database.transaction() as session:
        session.connection().exec_driver_sql("CREATE TABLE t (a)")
    room = [1]  # pages, the least there can be

    def begin(line: sa.Connection) -> None:
        line.exec_driver_sql(f"PRAGMA max_page_count={room[0]}")

    sa.event.listen(database.engine, "begin", begin)

    def write(session) -> None:
        session.connection().exec_driver_sql("INSERT INTO t VALUES (zeroblob(20000))")

    def told() -> list[str]:
        return [one.getMessage().partition(":")[0] for one in caplog.records]

    writing = [asyncio.create_task(database.insist(write)) for _ in range(3)]
    await until(lambda: database.obstacle is Obstacle.FULL)
    room[0] = 1_000_000
    await asyncio.gather(*writing)
    assert told() == ["the database is away (its disk is full)", "the database is back"]
    assert database.obstacle is None
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://cxc:{SECRET}@127.0.0.1:9/cxc",
        f"postgresql+psycopg://cxc:12/{SECRET}@127.0.0.1:9/cxc",
        f"postgresql+psycopg://cxc:x@{SECRET}!@127.0.0.1:9/cxc",
        f"postgresql+psycopg://cxc@127.0.0.1:9/cxc?password={SECRET}",
        f"postgresql+psycopg://cxc:{SECRET}/x@127.0.0.1:9/cxc",
        f"postgresql+psycopg://cxc:{SECRET}?x@127.0.0.1:9/cxc",
        f"postgresql+psycopg://cxc:{SECRET}#x@127.0.0.1:9/cxc",
        f"postgresql+psycopg://{SECRET}:x@127.0.0.1:9/cxc",
        f"postgresql+nonsense://cxc:{SECRET}@127.0.0.1/cxc",
    ],
)
def test_no_part_of_a_password_is_told(url):
    """However an address is misread."""
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert SECRET not in f"{caught.value}{caught.value!r}"


def test_a_place_is_told_as_far_as_it_is_one():
    """A server and a name, or a file."""
    assert place_of(sa.make_url("postgresql+psycopg://cxc:x@db.example/cxc")) == "db.example/cxc"
    assert place_of(sa.make_url("sqlite:////srv/my data/cxc.sqlite")) == "/srv/my data/cxc.sqlite"


@pytest.mark.parametrize("kind", [WrongPassword, NoSuchDatabase, ReadOnly, Damaged])
def test_each_obstacle_says_what_to_do(kind):
    """Its docstring is what is printed, by `run` and by `doctor`."""
    assert issubclass(kind, DatabaseUnreachable)
    assert ":" in kind.__doc__
