"""Both get the stay for their calendars: when days are agreed, with each change, when it is cancelled."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from bot.participants.notices.staying import CALENDAR
from exchange.errors import NotFound
from exchange.visiting import calendars, correcting, course, dates
from exchange.visiting.calendars import Occasion
from storage.tables import Outbox
from tests.builders.records import pairs
from tests.builders.records.works import later

DAYS = [date(2027, 4, 12) + timedelta(days=ahead) for ahead in range(5)]
EVERY_DAY = "RRULE:FREQ=DAILY;COUNT="


def told(work):
    """The numbers of the changes that were told, of each side."""
    query = select(Outbox).where(Outbox.kind == "calendar.changed").order_by(Outbox.id)
    return [one.body["sequence"] for one in work.session.exec(query)]


def words(text, /, **facts):
    """English, as it stands."""
    return text.format(**facts)


def test_the_event_is_the_same_through_all_its_changes(work):
    """Agreed, written, agreed anew, cancelled: one number after the other, one name."""
    pair = pairs.build_pair(work)
    with pytest.raises(NotFound):
        calendars.calendar_of(work, pair.exchange, words)
    pairs.agree(work, pair)
    first = calendars.calendar_of(work, pair.exchange, words).content.decode()
    pairs.draw_up(work, pair)
    dates.reopen_dates(work, pair.visitor, pair.id)
    pairs.agree(work, pair)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    assert told(work) == [0, 0, 1, 1, 2, 2, 3, 3]
    last = calendars.calendar_of(work, pair.exchange, words).content.decode()
    assert [line for line in first.splitlines() if line.startswith("UID")] == [
        line for line in last.splitlines() if line.startswith("UID")
    ]
    assert "METHOD:CANCEL" in last


def test_a_file_for_the_calendar_says_why_it_comes(work):
    """Agreed, written, agreed anew, a last day corrected, cancelled: each has its own words."""
    pair = pairs.build_pair(work)
    hours = iter(range(1, 20))
    steps = (
        (pairs.agree, Occasion.FIRST),
        (pairs.draw_up, Occasion.PAPER),
        (lambda then, pair: dates.reopen_dates(then, pair.visitor, pair.id), Occasion.PAPER),
        (pairs.agree, Occasion.DAYS),
        (
            lambda then, pair: course.cancel_exchange(then, pair.host, pair.id, "time"),
            Occasion.CANCELLED,
        ),
    )
    for step, occasion in steps:
        then = later(work, hours=next(hours))
        step(then, pair)
        assert calendars.last_change(then, pair.exchange) is occasion
    day, other = pairs.returned_pair(work)
    correcting.correct_stay(day, other.vop_officer, other.id, DAYS[2], "Sheet.")
    assert calendars.last_change(day, other.exchange) is Occasion.CORRECTED
    assert set(CALENDAR) == set(Occasion)


def test_who_cancels_while_days_are_open_again_is_taken_out_of_calendars(work):
    """The days that stood before are in them."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    dates.reopen_dates(work, pair.visitor, pair.id)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    assert told(work) == [0, 0, 1, 1]
    assert b"METHOD:CANCEL" in calendars.calendar_of(work, pair.exchange, words).content


def test_a_corrected_last_day_is_in_the_calendars_of_both(work):
    """The same event, counted on; another sum alone changes nothing in a calendar."""
    day, pair = pairs.returned_pair(work)
    before = told(day)
    first = calendars.calendar_of(day, pair.exchange, words).content.decode()
    correcting.correct_stay(day, pair.vop_officer, pair.id, DAYS[2], "Sheet.")
    count = before[-1] + 1
    assert told(day) == [*before, count, count]
    text = calendars.calendar_of(day, pair.exchange, words).content.decode()
    assert f"SEQUENCE:{count}" in text
    assert [one for one in text.splitlines() if one.startswith("UID")] == [
        one for one in first.splitlines() if one.startswith("UID")
    ]
    assert text.count("BEGIN:VEVENT") == 1
    assert (f"{EVERY_DAY}5\r" in first, f"{EVERY_DAY}3\r" in text) == (True, True)
    correcting.correct_stay(day, pair.vop_officer, pair.id, DAYS[2], "Bill.", Decimal(300))
    assert told(day) == [*before, count, count]
    correcting.correct_stay(day, pair.vop_officer, pair.id, DAYS[4], "Sheet.")
    assert told(day)[-2:] == [count + 1, count + 1]


def test_a_stay_over_a_weekend_leaves_it_free(work):
    """Corrected until the next Tuesday: seven working days, and neither Saturday nor Sunday."""
    back, pair = pairs.returned_pair(work)
    day = later(back, days=10)
    correcting.correct_stay(day, pair.vop_officer, pair.id, DAYS[-1] + timedelta(days=4), "Bill.")
    text = calendars.calendar_of(day, pair.exchange, words).content.decode()
    left_out = [line.split(":")[1][:8] for line in text.splitlines() if line.startswith("EXDATE")]
    assert (f"{EVERY_DAY}9\r" in text, left_out) == (True, ["20270417", "20270418"])


def test_who_never_agreed_gets_none(work):
    """There is nothing to take out."""
    pair = pairs.build_pair(work)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    assert told(work) == []
