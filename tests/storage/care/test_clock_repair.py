"""A clock that ran ahead and was set back holds nothing up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage.care.clock_repair import set_right
from storage.queues import claiming, inbox, outbox, pace, records
from storage.queues.claiming import Claimant
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance
from storage.tables import Due, Inbox, Outbox

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
AHEAD = [HOUR, timedelta(days=400)]
WHO = Claimant("public", "me")


def claim(session, now=NOW) -> list[int]:
    """The chats whose messages may leave."""
    return [row.chat_id for row in claiming.claim(session, WHO, now, limit=10)]


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_message_made_in_the_future_leaves_now(session, ahead):
    """One that was to leave at a later time keeps that time."""
    outbox.post(session, [Letter("public", 1, "k")], NOW + ahead)
    outbox.post(session, [Letter("public", 2, "k", due_at=NOW + 2 * ahead)], NOW + ahead)
    assert (claim(session), set_right(session, NOW), claim(session)) == ([], 1, [1])


def test_a_message_postponed_for_years_leaves_now(session):
    """But one that Telegram asked to hold for three hours is held."""
    outbox.post(session, [Letter("public", 1, "k"), Letter("public", 2, "k")], NOW)
    claim(session)
    for number, until in ((1, timedelta(days=400)), (2, 3 * HOUR)):
        outbox.postpone(session, number, NOW + until, "asked to wait", counts=False)
    assert (set_right(session, NOW), claim(session)) == (1, [1])


def test_an_update_that_rests_for_years_is_worked_now(session):
    """Its next attempt was counted from the wrong time."""
    inbox.store(session, "public", [Arrived(1, 10, {})], NOW)
    inbox.fail(session, "public", 1, NOW + timedelta(days=400), "boom")
    session.flush()
    assert (inbox.claim(session, "public", "me", NOW), set_right(session, NOW)) == ([], 1)
    assert [one.update_id for one in inbox.claim(session, "public", "me", NOW)] == [1]


@pytest.mark.parametrize(("hours", "room"), [(3, None), (5, 3)])
def test_a_silence_of_more_than_four_hours_is_none(session, hours, room):
    """Telegram has never asked for that; three hours it has."""
    pace.room(session, "public", Allowance(), NOW.timestamp())
    pace.pause(session, "public", (NOW + hours * HOUR).timestamp())
    set_right(session, NOW)
    assert pace.room(session, "public", Allowance(), NOW.timestamp()) == room


def due(session, **facts) -> Due:
    """Something that was due an hour ago, and was put off for a day."""
    records.schedule(session, "draft.waiting", 1, NOW + 24 * HOUR, "a", facts)
    return session.exec(select(Due)).one()


@pytest.mark.parametrize(("put_off", "expected"), [(-HOUR, 24 * HOUR), (HOUR, -HOUR)])
def test_what_was_put_off_in_the_future_is_due_at_its_own_time(session, put_off, expected):
    """What was put off in the past stays put off."""
    facts = {"planned": (NOW - HOUR).isoformat(), "put_off": (NOW + put_off).isoformat()}
    row = due(session, **facts)
    set_right(session, NOW)
    assert row.due_at == NOW + expected


def test_a_failure_in_the_future_is_tried_again_now(session):
    """Pauses between attempts are minutes."""
    row = due(session)
    row.attempts = 1
    session.add(row)
    session.flush()
    assert set_right(session, NOW) == 1
    session.refresh(row)
    assert row.due_at == NOW


def test_with_a_right_clock_there_is_nothing_to_set_right(session):
    """Clocks of two machines may differ by minutes."""
    outbox.post(session, [Letter("public", 1, "k")], NOW + MINUTE)
    inbox.store(session, "public", [Arrived(1, 10, {})], NOW + MINUTE)
    inbox.fail(session, "public", 1, NOW + MINUTE, "boom")
    due(session)
    assert set_right(session, NOW) == 0
    assert session.exec(select(Outbox.made_at)).one() == NOW + MINUTE
    assert session.exec(select(Inbox.retry_at)).one() > NOW
