"""What counts of an exchange: days on the spot, and half days online that were held or are still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exchange.errors import NotFound, NotPossibleNow
from exchange.people.spots import spots_of
from exchange.scheme.call import load_scheme
from exchange.timing.sessions import sessions_of
from exchange.visiting import counted, course, dates
from tests.builders.records.pairs import STARTS, build_pair, draw_up, returned_pair, sign_all
from tests.builders.records.works import at
from tests.exchange.visiting.test_online import half_days

SPOT, AFTER = [(STARTS, date(2027, 4, 14))], datetime(2027, 4, 20, 8, tzinfo=UTC)


@pytest.fixture
def begun(work):
    """Three days on the spot and two half days after them, on the first day."""
    pilot = replace(work, scheme=load_scheme("pilot"))
    pair = build_pair(pilot)
    half = half_days(2, first=AFTER)
    dates.offer_times(pilot, pair.visitor, pair.id, SPOT, half, "https://meet.example.eu/1")
    dates.agree_dates(pilot, pair.host, pair.id)
    draw_up(pilot, pair)
    sign_all(pilot, pair)
    there = at(pilot, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    return there, pair


def days(work, pair, *, goes_on):
    """How many working days count."""
    spots = spots_of(work, pair.exchange)
    return counted.counted(work, pair.exchange, spots, STARTS, goes_on=goes_on)[0]


def test_half_days_to_come_count_while_it_goes_on(begun):
    """And no more once they are over and nobody has told that they were held."""
    there, pair = begun
    assert (days(there, pair, goes_on=True), days(there, pair, goes_on=False)) == (4, 3)
    last = sessions_of(there, pair.exchange)[-1].ends_at
    assert days(at(there, last), pair, goes_on=True) == 3


def test_a_half_day_may_be_told_from_its_end_on(begun):
    """Of a session of theirs, and of no other."""
    there, pair = begun
    first = sessions_of(there, pair.exchange)[0]
    over = at(there, first.ends_at)
    assert counted.tell_held(over, pair.host, pair.id, first.id, held=True).held is True
    with pytest.raises(NotFound):
        counted.tell_held(over, pair.host, pair.id, first.id + 1000, held=True)


def test_without_dates_nothing_counts(work):
    """There is nothing to count."""
    pair = build_pair(work)
    with pytest.raises(NotPossibleNow):
        counted.counted_facts(work, pair.exchange)


def test_no_day_of_a_visit_is_online(work):
    """Also in a call that knows no exchanges online."""
    back, pair = returned_pair(work)
    assert counted.days_online(back, pair.exchange) == 0
