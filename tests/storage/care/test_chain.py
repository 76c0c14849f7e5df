"""The chain of acts: whoever changes one is refused, and found out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from storage.care.chain import add_links, check
from storage.queues.records import record
from storage.tables import Audit

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def act(database, *subjects):
    """Acts that are written down, and linked."""
    with database.transaction() as session:
        for one in subjects:
            record(session, NOW, "person:1", "consent:give", one, {"b": 1, "a": [2]})
    with database.transaction() as session:
        return add_links(session, NOW)


def chain_of(database):
    """How the chain is."""
    with database.transaction() as session:
        return check(session)


def test_acts_are_linked_once_and_in_order(database):
    """The head changes with each, and tells all of them."""
    assert chain_of(database).links == 0
    assert act(database, "person:1", "person:2") == 2
    first = chain_of(database)
    assert act(database) == 0
    assert act(database, "person:3") == 1
    last = chain_of(database)
    assert (first.links, last.links, last.waiting) == (2, 3, 0)
    assert first.head != last.head
    assert first.whole
    assert last.whole


@pytest.mark.parametrize(
    "change", [sa.update(Audit).values(subject="x"), sa.delete(Audit)], ids=["changed", "deleted"]
)
def test_what_is_linked_is_kept_by_the_database(database, change):
    """By both databases, whatever the program does."""
    act(database, "person:1")
    with pytest.raises(sa.exc.DBAPIError), database.transaction() as session:
        session.execute(change)
    assert chain_of(database).links == 1


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET facts = '{}' WHERE link = 2",
        "UPDATE audit SET digest = '00' WHERE link = 2",
        "DELETE FROM audit WHERE link = 2",
        "UPDATE audit SET link = 9 WHERE link = 2",
    ],
)
def test_who_gets_round_that_is_found_out(database, change):
    """Somebody who takes the triggers away first."""
    act(database, "person:1", "person:2", "person:3")
    with database.transaction() as session:
        for one in ("UPDATE", "DELETE"):
            session.execute(sa.text(f"DROP TRIGGER audit_no_{one}"))
        session.execute(sa.text(change))
    assert not chain_of(database).whole
