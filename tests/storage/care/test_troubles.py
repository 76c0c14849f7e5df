"""What went wrong is found without reading what went well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from storage.care.troubles import let_message_be, let_update_be, lost_messages, updates_set_aside
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import Inbox, OutboxState

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
BOTS = ("public", "desk")


def give_up(session, number: int) -> None:
    """An update with which patience is over."""
    inbox.store(session, "desk", [Arrived(number, number, {})], NOW)
    while not inbox.fail(session, "desk", number, NOW, "KeyError"):
        pass
    session.flush()


def test_only_what_was_given_up_is_found_newest_first(session):
    """Of both bots, and not what ended before the moment asked for."""
    outbox.post(session, [Letter("public", one, "screen") for one in range(1, 5)], NOW)
    states = (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)
    for number, state in enumerate(states, 1):
        outbox.close(session, number, state, "", NOW + timedelta(hours=number))
    found = lost_messages(session, BOTS, NOW + timedelta(hours=3), limit=9)
    assert [one.id for one in found] == [4, 3]


def test_an_update_is_let_be_once(session):
    """Then it is as good as done."""
    give_up(session, 7)
    assert [one.update_id for one in updates_set_aside(session, BOTS, limit=9)] == [7]
    assert [let_update_be(session, "desk", 7) for _ in range(2)] == [True, False]
    assert updates_set_aside(session, BOTS, limit=9) == []


def test_a_message_on_its_way_cannot_be_let_be(session):
    """Only what was given up."""
    outbox.post(session, [Letter("public", 1, "screen")], NOW)
    assert let_message_be(session, 1) is False
    outbox.close(session, 1, OutboxState.FAILED, "", NOW)
    assert let_message_be(session, 1) is True


def test_updates_set_aside_are_read_from_their_own_index(session):
    """A year of updates that went well is not looked through."""
    query = select(Inbox.update_id).where(col(Inbox.set_aside), Inbox.bot == "desk")
    bound = session.connection()
    words = "EXPLAIN QUERY PLAN" if bound.dialect.name == "sqlite" else "EXPLAIN"
    text = query.compile(bound, compile_kwargs={"literal_binds": True})
    if bound.dialect.name == "postgresql":  # an empty table is read faster than any index
        bound.exec_driver_sql("SET LOCAL enable_seqscan = off")
    plan = bound.exec_driver_sql(f"{words} {text}").all()
    assert "ix_inbox_aside" in str(plan)
