"""A host's places count by days: who is booked when, in which months there is room, and no day too many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.applying import hosting
from exchange.finding import hosts, waiting_list
from exchange.finding.places import (
    Booking,
    Bookings,
    bookings_at,
    first_full_day,
    next_room,
    places_left,
    room_by_month,
)
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import pair_rules, proposals
from exchange.proposing.errors import HostFull
from exchange.scheme.stay import StayTooShort
from exchange.visiting import course, dates
from exchange.visiting.amending import Change, ask_amendment, refuse_amendment
from exchange.work import Work
from tests.builders.records import applicants
from tests.builders.records.groups import sign
from tests.builders.records.reading import told
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import examples

TODAY = date(2027, 3, 1)
APRIL = Booking(1, date(2027, 4, 12), date(2027, 4, 16), 1)
WHOLE_APRIL = Booking(2, date(2027, 4, 1), date(2027, 4, 30), 1)
UNDATED = Booking(3, None, None, 1)


@pytest.mark.parametrize(
    ("booked", "other", "places", "months", "room", "left"),
    [
        ((), (), 1, ["2027-04", "2027-09"], {"2027-04": 1, "2027-09": 1}, 1),
        ((APRIL,), (), 1, ["2027-04"], {"2027-04": 1}, 1),  # other weeks of April are free
        ((WHOLE_APRIL,), (), 1, ["2027-04"], {"2027-04": 0}, 0),
        ((WHOLE_APRIL,), (), 1, ["2027-04", "2027-09"], {"2027-04": 0, "2027-09": 1}, 1),
        ((WHOLE_APRIL,), (), 2, ["2027-04"], {"2027-04": 1}, 1),
        ((UNDATED,), (), 1, ["2027-04"], {"2027-04": 1}, 0),  # it will take the month that there is
        ((UNDATED,), (), 1, ["2027-04", "2027-09"], {"2027-04": 1, "2027-09": 1}, 1),
        ((), (("2027-04", 0),), 2, ["2027-04", "2027-05"], {"2027-04": 0, "2027-05": 2}, 2),
        ((), (("2027-04", 5),), 2, ["2027-04"], {"2027-04": 5}, 5),
    ],
)
def test_room_by_month(booked, other, places, months, room, left):
    """One place and a visit in April leave September free; hosting may be simultaneous (ECCP-about)."""
    bookings = Bookings(booked, other)
    found = room_by_month(bookings, places, months, TODAY, 3)
    assert (found, places_left(bookings, found)) == (room, left)


def test_the_next_room():
    """The first day on which a stay as long finds a place."""
    bookings, starts, ends = Bookings((APRIL,)), date(2027, 4, 14), date(2027, 4, 15)
    assert first_full_day(bookings, 1, 1, starts, ends) == starts
    assert next_room(bookings, 1, 1, starts, ends) == date(2027, 4, 19)
    assert first_full_day(bookings, 2, 1, starts, ends) is None
    assert next_room(bookings, 0, 1, starts, ends) is None


def pair_up(work, hosting_, host_person, country="AT"):
    """A visitor whose invitation the host has accepted."""
    who, _ = applicants.visitor(work, country)
    proposal = proposals.invite_host(work, who, hosting_.id, "May I come?", [])
    return who, proposals.accept_proposal(work, host_person, proposal.id)


def test_april_does_not_block_september(work):
    """The second visitor agrees on other days, and on none that is taken."""
    host, row = applicants.host(work)
    first, one = pair_up(work, row, host)
    dates.offer_dates(work, first, one.id, date(2027, 4, 12), date(2027, 4, 16))
    dates.agree_dates(work, host, one.id)
    second, another = pair_up(work, row, host, "FI")
    with pytest.raises(dates.NoPlaceThen) as refused:
        dates.offer_dates(work, second, another.id, date(2027, 4, 14), date(2027, 4, 20))
    assert refused.value.facts["day"] == date(2027, 4, 14)
    assert refused.value.facts["free"] == date(2027, 4, 19)
    dates.offer_dates(work, second, another.id, date(2027, 9, 6), date(2027, 9, 10))
    dates.agree_dates(work, host, another.id)
    found = [one.first for one in bookings_at(work, row).booked]
    assert found == [date(2027, 4, 12), date(2027, 9, 6)]


def test_a_host_changes_its_places_and_pauses(work):
    """Fewer than are booked is refused; who pauses is found by nobody and keeps what is agreed."""
    host, row = applicants.host(work, capacity=2)
    for country in ("AT", "FI"):
        who, exchange = pair_up(work, row, host, country)
        dates.offer_dates(work, who, exchange.id, date(2027, 4, 12), date(2027, 4, 16))
        dates.agree_dates(work, host, exchange.id)
    with pytest.raises(hosting.PlacesBooked):
        hosting.change_hosting(work, host, capacity=1)
    with pytest.raises(hosting.PlacesBooked):
        hosting.set_months(work, host, ["2027-04"], 1)
    hosting.set_months(work, host, ["2027-05"], 0)
    hosting.change_hosting(work, host, capacity=3, months=["2027-04", "2027-05"], offers="Looms.")
    assert (row.capacity, row.months, row.offers) == (3, ["2027-04", "2027-05"], "Looms.")
    (profile,) = hosts.host_profiles(work)
    assert profile.months == ("2027-04",)
    hosting.pause(work, host, paused=True)
    assert hosts.host_profiles(work) == []
    visitor = applicants.visitor(work, "SK")[1]
    with pytest.raises(HostFull):
        pair_rules.check_room(work, visitor, row)
    hosting.pause(work, host, paused=False)
    pair_rules.check_room(work, visitor, row)


def test_who_waits_hears_when_there_is_room(work):
    """As many as find a place, longest first, each once."""
    host, row = applicants.host(work, months=["2027-04"])
    _, exchange = pair_up(work, row, host)
    (one, waiting), (two, later) = applicants.visitor(work, "FI"), applicants.visitor(work, "SK")
    for visitor in (waiting, later, waiting):
        with pytest.raises(HostFull):
            pair_rules.check_room(work, visitor, row)
        waiting_list.wait_for(work, visitor, row.id)
    course.cancel_exchange(work, host, exchange.id, "no_dates")
    assert ("host.free" in told(work, one), "host.free" in told(work, two)) == (True, False)
    hosting.change_hosting(work, host, capacity=2)
    assert [told(work, who).count("host.free") for who in (one, two)] == [1, 1]


def test_who_waits_hears_when_dates_leave_other_days_free(work):
    """A pair without dates takes the whole month; with dates a week of it."""
    host, row = applicants.host(work, months=["2027-04"])
    visitor, exchange = pair_up(work, row, host)
    one, waiting = applicants.visitor(work, "FI")
    waiting_list.wait_for(work, waiting, row.id)
    dates.offer_dates(work, visitor, exchange.id, date(2027, 4, 12), date(2027, 4, 16))
    assert "host.free" not in told(work, one)
    dates.agree_dates(work, host, exchange.id)
    assert told(work, one).count("host.free") == 1


def test_who_waits_hears_when_a_change_is_refused(work):
    """Its days are free again, be they wanted no more."""
    host, row = applicants.host(work, months=["2027-04"])
    visitor, exchange = pair_up(work, row, host)
    dates.offer_dates(work, visitor, exchange.id, date(2027, 4, 5), date(2027, 4, 7))
    dates.agree_dates(work, host, exchange.id)
    sign(work, visitor, host, exchange)
    change = Change(date(2027, 4, 5), date(2027, 4, 28))
    asked = ask_amendment(work, visitor, exchange.id, change, "More to see.")
    one, waiting = applicants.visitor(work, "FI")
    waiting_list.wait_for(work, waiting, row.id)
    refuse_amendment(work, host, asked.id, "Too long.")
    assert told(work, one).count("host.free") == 1


def test_a_visitor_waits_for_a_few_hosts(work):
    """A short list."""
    visitor = applicants.visitor(work)[1]
    rows = [applicants.host(work)[1] for _ in range(waiting_list.LONGEST + 1)]
    for row in rows[:-1]:
        waiting_list.wait_for(work, visitor, row.id)
    with pytest.raises(waiting_list.WaitsForEnough):
        waiting_list.wait_for(work, visitor, rows[-1].id)


stays = st.lists(st.tuples(st.integers(0, 12), st.integers(3, 6)), min_size=2, max_size=5)


@settings(max_examples=examples(8))
@given(stays, st.integers(1, 2))
def test_no_host_is_over_its_places_on_any_day(wished, capacity):
    """Whatever dates pairs wish for, and however many of them agree."""
    database = new_database()
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        seed_partnerships(work)
        host, row = applicants.host(work, capacity=capacity)
        for (start, length), country in zip(wished, ("AT", "FI", "SK", "BE", "GR"), strict=False):
            try:
                who, exchange = pair_up(work, row, host, country)
                first = date(2027, 4, 5) + timedelta(days=start)
                dates.offer_dates(work, who, exchange.id, first, first + timedelta(days=length))
                dates.agree_dates(work, host, exchange.id)
            except (HostFull, dates.NoPlaceThen, StayTooShort):
                continue
        bookings = bookings_at(work, row)
        days = [date(2027, 4, 1) + timedelta(days=one) for one in range(60)]
        assert all(bookings.free_on(day, capacity) >= 0 for day in days)
    database.close()
