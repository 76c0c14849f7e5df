"""An end before its day is told to whoever it concerns: who waits for the host, the calendars, the pair's history."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from exchange.errors import NotPossibleNow
from exchange.finding import waiting_list
from exchange.visiting import closing, course
from storage.tables import Application, Due, Outbox, PairEvent, PairEventKind, Role
from tests.builders.records import pairs, rows
from tests.builders.records.reading import told
from tests.builders.records.works import at, later


def calendars(work, person):
    """How many files for the calendar somebody got."""
    query = select(Outbox.id).where(
        Outbox.kind == "calendar.changed", Outbox.chat_id == person.telegram_id
    )
    return len(work.session.exec(query).all())


def noted(work):
    """What was noted of pairs."""
    return list(work.session.exec(select(PairEvent.kind).order_by(col(PairEvent.id))))


def waiting(work, pair):
    """Another visitor, who waits for the host of a pair; the host has but these days."""
    host = work.load(Application, pair.exchange.host_id)
    host.months = ["2027-04"]
    work.add(host)
    visitor = rows.application(work, "FI", Role.VISITOR, rows.partnership(work, "Loom Ring"))
    waiting_list.wait_for(work, visitor, host.id)
    return work.load(type(pair.visitor), visitor.person_id)


def under_way(work):
    """A pair whose stay takes nearly all of April, on its eighth day."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair, date(2027, 4, 5), date(2027, 4, 30))
    pairs.draw_up(work, pair)
    pairs.sign_all(work, pair)
    pairs.sign_money(work, pair)
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    return there, pair


def test_an_early_end_makes_room_for_who_waits(work):
    """The days that are left are offered at once; both have them struck from their calendars."""
    there, pair = under_way(work)
    who, before = waiting(there, pair), calendars(there, pair.host)
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 9), "A flood.")
    assert told(there, who) == ["host.free"]
    assert calendars(there, pair.host) == before + 1
    assert noted(there) == [PairEventKind.INTERRUPTED]


def test_a_cancellation_is_in_both_calendars_and_in_the_history(work):
    """And who waits for the host hears of it."""
    pair = pairs.ready_pair(work)
    who, before = waiting(work, pair), calendars(work, pair.visitor)
    course.cancel_exchange(work, pair.host, pair.id, "illness")
    assert told(work, who) == ["host.free"]
    assert calendars(work, pair.visitor) == before + 1
    assert noted(work) == [PairEventKind.WITHDRAWN]


def test_a_whole_stay_is_in_the_history(work):
    """As one that was completed, once."""
    back, pair = pairs.returned_pair(work)
    assert course.finish_exchange(back, pair.id) is False
    assert noted(back) == [PairEventKind.COMPLETED]


def test_a_stay_that_is_reported_says_so_whatever_day_is_named(work):
    """Not that the day lies outside of it."""
    back, pair = pairs.returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
    with pytest.raises(NotPossibleNow):
        course.interrupt_exchange(back, pair.host, pair.id, date(2027, 5, 30), "")


def due_keys(work):
    """What is planned of reports, by its keys."""
    query = select(Due.key).where(Due.kind.startswith("report."), Due.done_at.is_(None))
    return set(work.session.exec(query))


@pytest.mark.parametrize(
    ("days", "on"), [(40, 14), (1, 13)], ids=["late, worth half", "in time, worth nothing"]
)
def test_who_tells_it_afterwards_is_reminded_as_before(work, days, on):
    """Only a stay that is worth nothing, and whose report is overdue, is planned anew: so it closes."""
    back, pair = pairs.returned_pair(work)
    day = later(back, days=days)
    before = due_keys(day)
    course.interrupt_exchange(day, pair.visitor, pair.id, date(2027, 4, on), "Ill.")
    assert due_keys(day) == before


def test_a_report_that_was_returned_is_one_of_its_returns(work):
    """Each with its time and reason, in order."""
    back, pair = pairs.returned_pair(work)
    for reason in ("Which suppliers?", "And their prices?"):
        closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
        report = closing.return_report(back, pair.vop_officer, pair.id, reason)
    assert report.returns == [
        [back.now.isoformat(), reason] for reason in ("Which suppliers?", "And their prices?")
    ]
