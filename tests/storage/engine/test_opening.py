"""A server that is away is waited for; what waiting does not mend is said at once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.engine import schema
from storage.engine.opening import open_patiently
from storage.errors import DatabaseRefuses, DatabaseUnreachable, SchemaOutOfDate, SchemaTooNew

ELSEWHERE = "postgresql+psycopg://cxc:secret@127.0.0.1:9/cxc"


class TiredOfWaiting(Exception):
    """The test has seen enough."""


def test_a_server_that_is_away_is_waited_for_with_growing_pauses(server, caplog):
    """A line says so once, and holds no password; when it is there, it is opened."""
    pauses: list[float] = []

    def rest(pause: float) -> None:
        pauses.append(pause)
        if len(pauses) == 7:
            raise TiredOfWaiting

    with pytest.raises(TiredOfWaiting):
        open_patiently(ELSEWHERE, rest)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert [one.getMessage().partition(" (")[0] for one in caplog.records] == [
        "the database is away"
    ]
    assert "secret" not in caplog.text
    open_patiently(server.url, rest).close()


@pytest.mark.parametrize("wrong", [{"database": "nowhere"}, {"username": "nobody"}])
def test_a_wrong_name_is_said_at_once(server, wrong):
    """No waiting makes a database or a user."""
    url = sa.make_url(server.url).set(**wrong).render_as_string(hide_password=False)
    with pytest.raises(DatabaseRefuses):
        open_patiently(url, pytest.fail)


def test_a_file_is_not_waited_for():
    """Nobody else will make its folder."""
    with pytest.raises(DatabaseUnreachable):
        open_patiently("sqlite:////proc/nowhere/cxc.sqlite", pytest.fail)


def test_a_newer_schema_is_told_apart_from_an_older_one(database):
    """The remedy is the other way round."""
    schema.downgrade(database, schema.revisions()[0])
    with pytest.raises(SchemaOutOfDate):
        schema.check_current(database)
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for look in (schema.check_current, schema.upgrade):
        with pytest.raises(SchemaTooNew):
            look(database)
