"""We write in people's own working hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.scheme.send_window import Window, next_daytime, next_send_time
from exchange.scheme.working_days import is_working_day

HOURS = Window(starts=time(9), ends=time(18))
ZONES = ["Europe/Lisbon", "Europe/Vienna", "Europe/Helsinki", "Asia/Yerevan", "Atlantic/Reykjavik"]
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES)
countries = st.sampled_from(["PT", "AT", "FI", "AM", "IS", "XK", None])


def utc(text):
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("not_before", "zone", "country", "expected"),
    [
        ("2027-03-03T10:00", "Europe/Vienna", "AT", "2027-03-03T10:00"),  # a Wednesday at 11
        ("2027-03-03T03:00", "Europe/Vienna", "AT", "2027-03-03T08:00"),  # too early
        ("2027-03-03T08:00", "Europe/Vienna", "AT", "2027-03-03T08:00"),  # nine sharp
        ("2027-03-03T17:00", "Europe/Vienna", "AT", "2027-03-04T08:00"),  # six sharp is over
        ("2027-03-05T18:00", "Europe/Vienna", "AT", "2027-03-08T08:00"),  # Friday evening
        ("2027-03-27T12:00", "Europe/Vienna", "AT", "2027-03-30T07:00"),  # Easter, clocks changed
        ("2027-10-26T09:00", "Europe/Vienna", "AT", "2027-10-27T07:00"),  # National Day
        ("2027-10-26T09:00", "Europe/Lisbon", "PT", "2027-10-26T09:00"),  # not in Portugal
        ("2027-03-03T20:30", "Asia/Yerevan", "AM", "2027-03-04T05:00"),  # already tomorrow there
        ("2027-03-26T12:00", "Europe/Lisbon", None, "2027-03-26T12:00"),  # clocks go on: 28 March
        ("2027-03-26T18:00", "Europe/Lisbon", None, "2027-03-29T08:00"),
        ("2027-03-26T18:00", "Europe/Brussels", None, "2027-03-29T07:00"),
        ("2027-03-26T18:00", "Europe/Athens", None, "2027-03-29T06:00"),
        ("2027-10-29T18:00", "Europe/Lisbon", None, "2027-11-01T09:00"),  # and back: 31 October
        ("2027-10-29T18:00", "Europe/Brussels", None, "2027-11-01T08:00"),
        ("2027-10-29T18:00", "Europe/Brussels", "BE", "2027-11-02T08:00"),  # All Saints' Day
        ("2027-10-29T18:00", "Europe/Athens", "GR", "2027-11-01T07:00"),
        ("2027-12-31T20:00", "Europe/Vienna", None, "2028-01-03T08:00"),  # over New Year
    ],
)
def test_the_first_working_hour(not_before, zone, country, expected):
    """The first instant in the reader's hours, on a day on which the reader works."""
    assert next_send_time(utc(not_before), zone, country, HOURS) == utc(expected)


@pytest.mark.parametrize(
    ("not_before", "expected"),
    [
        ("2027-03-06T03:00", "2027-03-06T08:00"),  # a Saturday, too early
        ("2027-03-06T10:00", "2027-03-06T10:00"),
        ("2027-03-06T17:00", "2027-03-07T08:00"),  # Sunday as well
        ("2027-10-26T09:00", "2027-10-26T09:00"),  # National Day
    ],
)
def test_what_cannot_wait_comes_on_any_day(not_before, expected):
    """In the hours of a day, be it a Sunday or a holiday."""
    assert next_daytime(utc(not_before), "Europe/Vienna", HOURS) == utc(expected)


@pytest.mark.parametrize("ends", [time(8, 59), time(9)])
def test_a_window_has_hours(ends):
    """One that ends before it starts, or at once, is none."""
    with pytest.raises(ValueError, match="ends before it starts"):
        Window(starts=time(9), ends=ends)


@given(instants, zones, countries)
def test_it_is_never_earlier_nor_at_night(not_before, zone, country):
    """Whatever the time, zone and country, nobody is written to outside working hours."""
    found = next_send_time(not_before, zone, country, HOURS)
    local = found.astimezone(ZoneInfo(zone))
    assert found >= not_before
    assert found.tzinfo is UTC
    assert HOURS.starts <= local.time() < HOURS.ends
    assert is_working_day(local.date(), country)


@given(instants, zones, countries)
def test_asking_again_changes_nothing(not_before, zone, country):
    """A time to write is its own next time to write."""
    found = next_send_time(not_before, zone, country, HOURS)
    assert next_send_time(found, zone, country, HOURS) == found


@given(instants, st.timedeltas(timedelta(0), timedelta(days=9)), zones, countries)
def test_later_never_means_earlier(not_before, more, zone, country):
    """Times to write keep the order of what they come from."""
    first = next_send_time(not_before, zone, country, HOURS)
    assert first <= next_send_time(not_before + more, zone, country, HOURS)
