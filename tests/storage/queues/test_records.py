"""What is due is noted once per key, found when due, and closed without being done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from storage.queues import records
from storage.tables import Audit, Due

NOW = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def keys(session, now=NOW) -> list[str]:
    """What is due."""
    return [one.key for one in records.next_due(session, now)]


def test_a_key_is_scheduled_once(session):
    """The first time stays, whoever schedules again."""
    records.schedule(session, "remind", 7, LATER, "remind:7", {"day": 1})
    records.schedule(session, "remind", 7, NOW, "remind:7", {"day": 2})
    [row] = session.exec(select(Due)).all()
    assert (row.due_at, row.facts, row.done_at) == (LATER, {"day": 1}, None)


def test_due_comes_oldest_first_and_not_too_early(session):
    """Tomorrow's work waits for tomorrow."""
    records.schedule(session, "a", 1, LATER, "tomorrow", {})
    records.schedule(session, "a", 1, NOW, "now", {})
    records.schedule(session, "a", 1, NOW - timedelta(days=1), "yesterday", {})
    assert keys(session) == ["yesterday", "now"]
    assert keys(session, LATER) == ["yesterday", "now", "tomorrow"]


def test_unschedule_closes_only_that_kind_of_that_subject(session):
    """Others stay due; what is closed says that it was not needed."""
    for kind, subject in (("a", 1), ("a", 2), ("b", 1)):
        records.schedule(session, kind, subject, NOW, f"{kind}:{subject}", {})
    records.unschedule(session, "a", 1, NOW)
    assert keys(session) == ["a:2", "b:1"]
    row = session.exec(select(Due).where(Due.key == "a:1")).one()
    assert (row.outcome, row.done_at) == ("not_needed", NOW)


def test_unschedule_leaves_what_was_done(session):
    """History is not written anew."""
    records.schedule(session, "a", 1, NOW, "a:1", {})
    row = session.exec(select(Due)).one()
    row.done_at, row.outcome = NOW, "done"
    session.flush()
    records.unschedule(session, "a", 1, LATER)
    session.refresh(row)
    assert (row.outcome, row.done_at) == ("done", NOW)


def test_a_record_says_who_did_what(session):
    """Every fact of an act is kept as given."""
    records.record(session, NOW, "officer:1", "accepted", "application:2", {"reason": "fit"})
    row = session.exec(select(Audit)).one()
    assert (row.at, row.actor, row.act, row.subject, row.facts) == (
        NOW,
        "officer:1",
        "accepted",
        "application:2",
        {"reason": "fit"},
    )


def test_once_a_day_is_once_a_day(session):
    """For each name, also after a clock that ran ahead; what was not done to its end is to be done."""
    asked = [(0, True), (1, False), (23, False), (24, True), (40, False), (10, True), (11, False)]
    assert records.a_day_later(session, "sweep", NOW)
    for hours, true in asked:
        at = NOW + timedelta(hours=hours)
        assert records.a_day_later(session, "sweep", at) is true
        if true:
            records.note_day(session, "sweep", at)
    assert records.a_day_later(session, "other", NOW)
