"""A copy holds everything, whichever way it goes; a backup is taken while others write."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.demo.programme import seed_demo
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.care.copying import FileExists, NotEmpty, back_up, copied_tables, copy_everything
from storage.engine.database import open_database
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.queues.records import record
from storage.tables import Audit
from tests.builders.databases import fresh

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def programmes(server, migrated, tmp_path_factory):
    """A whole programme, an update and a message in each kind of database, to be copied."""
    folder, urls = tmp_path_factory.mktemp("programmes"), {}
    with ExitStack() as stack:
        for kind in migrated:
            urls[kind] = stack.enter_context(fresh(kind, server, migrated, folder))
            database = open_database(urls[kind])
            with database.transaction() as session:
                seed_demo(Work(session, NOW, load_scheme("clusterxchange")))
                inbox.store(session, "public", [Arrived(2**40, -(2**40), {"text": "Ελλάδα"})], NOW)
                outbox.post(session, [Letter("public", 7, "k", {"a": [1, None]}, "once")], NOW)
            database.close()
        yield urls


@pytest.fixture
def filled(database_kind, server, programmes, tmp_path):
    """Such a programme, of each kind in turn."""
    with fresh(database_kind, server, programmes, tmp_path) as url:
        found = open_database(url)
        yield found
        found.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, server, migrated, tmp_path_factory):
    """A second database, empty, of each kind in turn."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("second")
        found = open_database(stack.enter_context(fresh(request.param, server, migrated, folder)))
        yield found
        found.close()


def everything(database) -> dict[str, list]:
    """Every row of every table."""
    with database.engine.connect() as line:
        return {
            table.name: [
                tuple(row) for row in line.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in copied_tables()
        }


def test_a_copy_holds_everything_and_counts_on(filled, empty):
    """From each kind to each; a new row gets a number of its own."""
    rows = copy_everything(filled, empty)
    assert everything(empty) == everything(filled)
    assert rows["application"] > 20
    with empty.transaction() as session:
        record(session, NOW, "test", "act", "subject", {})
        session.flush()
        count = session.exec(select(sa.func.count()).select_from(Audit)).one()
    assert count == rows["audit"] + 1


def test_a_database_in_use_is_never_copied_over(filled, empty):
    """And nothing is added to it."""
    with empty.transaction() as session:
        record(session, NOW, "test", "act", "subject", {})
    before = everything(empty)
    with pytest.raises(NotEmpty):
        copy_everything(filled, empty)
    assert everything(empty) == before


def test_a_backup_is_whole_though_others_write(filled, empty, tmp_path):
    """One file, sound, and it can be brought back into each kind of database."""
    stop, file = threading.Event(), tmp_path / "backup.sqlite"

    def write() -> None:
        while not stop.is_set():
            with filled.transaction() as session:
                record(session, NOW, "test", "act", "one", {})
                record(session, NOW, "test", "act", "two", {})

    writer = threading.Thread(target=write)
    writer.start()
    rows = back_up(filled, file)
    stop.set()
    writer.join()
    line = sqlite3.connect(file)
    assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    counts = dict(line.execute("SELECT subject, count(*) FROM audit GROUP BY subject").fetchall())
    line.close()
    assert counts.get("one", 0) == counts.get("two", 0)  # no half of a transaction
    copy = open_database(f"sqlite:///{file}")
    assert copy_everything(copy, empty) == rows
    copy.close()


def test_a_backup_is_never_overwritten(filled, tmp_path):
    """An old one may be the only good one."""
    file = tmp_path / "backup.sqlite"
    file.write_text("precious")
    with pytest.raises(FileExists):
        back_up(filled, file)
    assert file.read_text() == "precious"
