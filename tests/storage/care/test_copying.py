"""A copy holds everything, whichever way it goes; a backup is taken while others write."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.demo.programme import seed_demo
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.care.copying import (
    FileExists,
    NotEmpty,
    back_up,
    copied_tables,
    copy_everything,
    only_read,
)
from storage.engine import schema
from storage.engine.database import open_database
from storage.errors import DatabaseMissing, NotOurs
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.queues.records import record
from storage.tables import Audit
from tests.builders.databases import KINDS, copied, fresh

pytestmark = pytest.mark.proofs_on_postgresql
NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
A_MOMENT = 0.005


@pytest.fixture(scope="module")
def programmes(server, tmp_path_factory):
    """A whole programme, an update and a message in each kind of database, to be copied."""
    folder, urls = tmp_path_factory.mktemp("programmes"), {}
    with ExitStack() as stack:
        for kind in KINDS:
            urls[kind] = stack.enter_context(fresh(kind, folder, server))
        first, second = (open_database(url) for url in urls.values())
        with first.transaction() as session:
            seed_demo(Work(session, NOW, load_scheme("clusterxchange")))
            inbox.store(session, "public", [Arrived(2**40, -(2**40), {"text": "Ελλάδα"})], NOW)
            outbox.post(session, [Letter("public", 7, "k", {"a": [1, None]}, "once")], NOW)
        copy_everything(first, second)  # which is what is tested; to play it again takes seconds
        for database in (first, second):
            database.close()
        yield urls


@pytest.fixture
def filled(database_kind, server, programmes, tmp_path):
    """Such a programme, of each kind in turn."""
    with copied(programmes[database_kind], tmp_path, server) as url:
        found = open_database(url)
        yield found
        found.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, server, tmp_path_factory):
    """A second database, empty, of each kind in turn."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("second")
        found = open_database(stack.enter_context(fresh(request.param, folder, server)))
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
    assert all(one.there == one.here for one in rows.values())
    assert rows["application"].here > 20
    with empty.transaction() as session:
        record(session, NOW, "test", "act", "subject", {})
        session.flush()
        count = session.exec(select(sa.func.count()).select_from(Audit)).one()
    assert count == rows["audit"].here + 1


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
            stop.wait(A_MOMENT)  # a hundred such pairs are as good as thousands

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
    assert {name: one.here for name, one in copy_everything(copy, empty).items()} == rows
    copy.close()


def test_a_backup_is_never_overwritten(filled, tmp_path):
    """An old one may be the only good one."""
    file = tmp_path / "backup.sqlite"
    file.write_text("precious")
    with pytest.raises(FileExists):
        back_up(filled, file)
    assert file.read_text() == "precious"


def bytes_in(folder) -> dict[str, bytes]:
    """Every file in a folder, and what is in it."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.fixture
def old_backup(tmp_path):
    """A backup of a former version, in a folder of its own."""
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "old.sqlite"
    database = open_database(f"sqlite:///{file}")
    schema.upgrade(database, schema.revisions()[-2])
    database.close()
    return file


def test_an_old_backup_is_read_and_not_touched(old_backup):
    """It is upgraded as a copy, which goes."""
    before = bytes_in(old_backup.parent)
    with only_read(f"sqlite:///{old_backup}") as source:
        schema.check_current(source)
    assert bytes_in(old_backup.parent) == before
    assert not Path(str(source.url.database)).exists()


def test_a_source_that_is_not_there_is_not_made(tmp_path):
    """And nothing beside it."""
    with pytest.raises(DatabaseMissing), only_read(f"sqlite:///{tmp_path}/none.sqlite"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "These are my notes. " * 100, None])
def test_a_source_without_our_tables_is_no_source(tmp_path, content):
    """An empty file, one that is no database, a database of somebody else's."""
    file = tmp_path / "other.sqlite"
    if content is None:
        line = sqlite3.connect(file)
        line.execute("CREATE TABLE recipe (name)")
        line.commit()
        line.close()
    else:
        file.write_text(content)
    before = bytes_in(tmp_path)
    with pytest.raises(NotOurs), only_read(f"sqlite:///{file}"):
        pass
    assert bytes_in(tmp_path) == before
