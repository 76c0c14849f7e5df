"""Dates of a stay: which days count, and which dates are possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.scheme.call import load_scheme
from exchange.scheme.stay import (
    StayBackwards,
    StayInPast,
    StayTooLong,
    StayTooShort,
    check_stay,
    months_after,
    working_days,
)
from exchange.scheme.working_days import is_working_day

SCHEME = load_scheme("clusterxchange")
TODAY = date(2027, 2, 1)
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
countries = st.sampled_from(["AT", "PT", "FI", "XK", "UA", "ZZ"])


@pytest.mark.parametrize(
    ("starts", "ends", "country", "count", "holidays"),
    [
        (date(2027, 3, 1), date(2027, 3, 3), "AT", 3, {}),
        (date(2027, 3, 1), date(2027, 3, 7), "AT", 5, {}),
        (date(2027, 3, 4), date(2027, 3, 8), "AT", 3, {}),
        (date(2027, 3, 6), date(2027, 3, 7), "AT", 0, {}),
        (date(2027, 10, 25), date(2027, 10, 27), "AT", 2, {date(2027, 10, 26): "National Day"}),
        (date(2027, 10, 25), date(2027, 10, 27), "PT", 3, {}),
        (date(2027, 10, 25), date(2027, 10, 27), "ZZ", 3, {}),
        (date(2027, 8, 14), date(2027, 8, 16), "AT", 1, {}),  # Assumption Day is a Sunday
        (date(2027, 12, 31), date(2028, 1, 4), "DE", 3, {}),
    ],
)
def test_what_counts_as_a_working_day(starts, ends, country, count, holidays):
    """Weekends and the host country's holidays do not count; lost weekdays are named."""
    found = working_days(starts, ends, country)
    assert (found.count, found.holidays) == (count, holidays)


@given(days, st.integers(0, 40), countries)
def test_every_weekday_works_or_is_a_holiday(starts, length, country):
    """Nothing is lost or counted twice: weekdays are working days or named holidays."""
    found = working_days(starts, starts + timedelta(days=length), country)
    span = [starts + timedelta(days=ahead) for ahead in range(length + 1)]
    weekdays = [day for day in span if day.weekday() < 5]
    assert sorted([*found.days, *found.holidays]) == weekdays
    assert found.count == len(found.days)
    assert all(is_working_day(day, country) for day in found.days)


@given(days, st.integers(0, 40), st.integers(1, 40), countries)
def test_two_stays_in_a_row_add_up(starts, first, second, country):
    """Where a stay is cut changes nothing in its working days."""
    ends, last = starts + timedelta(days=first), starts + timedelta(days=first + second)
    parts = (
        working_days(starts, ends, country),
        working_days(ends + timedelta(days=1), last, country),
    )
    assert parts[0].days + parts[1].days == working_days(starts, last, country).days


@given(days, st.integers(0, 40), countries)
def test_a_longer_stay_never_has_fewer_days(starts, length, country):
    """One day more adds one working day or none."""
    ends = starts + timedelta(days=length)
    more = working_days(starts, ends + timedelta(days=1), country).count
    assert more - working_days(starts, ends, country).count in {0, 1}


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [
        (date(2027, 3, 1), date(2027, 3, 3), 3),
        (date(2027, 2, 1), date(2027, 2, 3), 3),  # today
        (
            date(2027, 3, 1),
            date(2027, 3, 31),
            22,
        ),  # one month to the day; Easter Monday is the 29th
        (date(2028, 1, 31), date(2028, 2, 29), 22),
        (date(9999, 12, 13), date(9999, 12, 17), 5),
    ],
)
def test_possible_stays(starts, ends, count):
    """From three working days to one month, from today on."""
    assert check_stay(starts, ends, "AT", TODAY, SCHEME).count == count


@pytest.mark.parametrize(
    ("starts", "ends", "error"),
    [
        (date(2027, 3, 3), date(2027, 3, 1), StayBackwards),
        (date(2027, 1, 4), date(2027, 1, 1), StayBackwards),
        (date(2027, 1, 31), date(2027, 2, 5), StayInPast),
        (date(2027, 3, 1), date(2027, 3, 1), StayTooShort),  # a day is short, not backwards
        (date(2027, 3, 1), date(2027, 3, 2), StayTooShort),
        (date(2027, 3, 5), date(2027, 3, 8), StayTooShort),
        (date(2027, 10, 25), date(2027, 10, 27), StayTooShort),
        (date(2027, 3, 1), date(2027, 4, 1), StayTooLong),
        (date(2027, 3, 1), date(9999, 12, 31), StayTooLong),
        (date(2028, 1, 31), date(2028, 3, 1), StayTooLong),
    ],
)
def test_impossible_stays(starts, ends, error):
    """Each fault of the dates has its own words."""
    with pytest.raises(error):
        check_stay(starts, ends, "AT", TODAY, SCHEME)


def test_a_short_stay_says_how_short():
    """The words name what is needed and what the dates have."""
    with pytest.raises(StayTooShort, match=r"at least 3 full working days.* these dates have 2"):
        check_stay(date(2027, 3, 1), date(2027, 3, 2), "AT", TODAY, SCHEME)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 3, 1), 1, date(2027, 4, 1)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 1, 31), 1, date(2027, 3, 1)),
        (date(2028, 1, 30), 1, date(2028, 3, 1)),
        (date(2027, 10, 31), 2, date(2027, 12, 31)),
        (date(9999, 1, 15), 1, date(9999, 2, 15)),
        (date(9999, 12, 15), 1, date.max),
    ],
)
def test_months_end_where_the_next_begins(day, months, expected):
    """A month from the 31st ends with the next month, however short that is."""
    assert months_after(day, months) == expected
