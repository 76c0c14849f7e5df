"""A forecast holds what happens as often as it says, and says nothing too early."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.reporting.forecast import bunching, forecast
from tests.sizes import examples

BEGAN = date(2027, 1, 1)
PROGRAMMES = 150


def _days(chance, per_month, bunch, length):
    """The last days of stays: bunches come by chance, each of one stay or more."""
    days = []
    for day in range(1, length + 1):
        if chance.random() < per_month / 30 / bunch:
            stays = 1
            while chance.random() < 1 - 1 / bunch:
                stays += 1
            days += [BEGAN + timedelta(days=day)] * stays
    return days


@pytest.mark.parametrize(
    ("per_month", "bunch", "elapsed", "ahead"),
    [(3, 1, 200, 200), (3, 2, 365, 365), (3, 4, 365, 365), (6, 1, 365, 120), (6, 2, 200, 200)],
)
def test_the_interval_holds_about_eight_of_ten(per_month, bunch, elapsed, ahead):
    """Whether stays come one by one or four at a time."""
    chance, held, told = random.Random(7), 0, 0  # noqa: S311 - no secret
    today = BEGAN + timedelta(days=elapsed)
    for _ in range(PROGRAMMES):
        days = _days(chance, per_month, bunch, elapsed + ahead)
        seen = [day for day in days if day <= today]
        found = forecast(seen, BEGAN, today, today + timedelta(days=ahead))
        if found:
            told += 1
            held += found.low <= len(days) <= found.high
    assert 0.72 <= held / told <= 0.97


@pytest.mark.parametrize(
    ("stays", "elapsed", "ahead", "told"),
    [(5, 90, 30, True), (4, 90, 30, False), (5, 89, 30, False), (5, 90, 0, False)],
)
def test_it_is_told_when_there_is_something_to_go_by(stays, elapsed, ahead, told):
    """Five stays and ninety days, and a day that is still to come."""
    today = BEGAN + timedelta(days=elapsed)
    days = [BEGAN + timedelta(days=10 * (one + 1)) for one in range(stays)]
    assert (forecast(days, BEGAN, today, today + timedelta(days=ahead)) is not None) is told


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(st.integers(1, 360), min_size=5, max_size=150),
    st.integers(1, 700),
    st.integers(1, 300),
)
def test_more_time_brings_no_fewer(days, ahead, more):
    """What is done is never undone; low, likely and high stay in order and grow with time."""
    today = BEGAN + timedelta(days=365)
    ended = [BEGAN + timedelta(days=day) for day in days]
    soon = forecast(ended, BEGAN, today, today + timedelta(days=ahead))
    late = forecast(ended, BEGAN, today, today + timedelta(days=ahead + more))
    assert len(ended) <= soon.low <= soon.likely <= soon.high
    assert (late.low, late.likely, late.high) >= (soon.low, soon.likely, soon.high)


def test_stays_that_come_together_widen_it():
    """Ten visits in one week tell less than one in each month."""
    today = BEGAN + timedelta(days=300)
    even = [BEGAN + timedelta(days=30 * month + 15) for month in range(10)]
    one_week = [BEGAN + timedelta(days=100)] * 10
    assert bunching(even, BEGAN, today) < bunching(one_week, BEGAN, today)
    until = today + timedelta(days=300)
    narrow, wide = (forecast(days, BEGAN, today, until) for days in (even, one_week))
    assert narrow.high - narrow.low < wide.high - wide.low
