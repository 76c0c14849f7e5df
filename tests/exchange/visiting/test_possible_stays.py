"""Times that suit both become stays that may be agreed: from Mondays on, as long as wished, whole sums first."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.visiting import dates
from storage.tables import Application
from tests.builders.records.pairs import agree, build_pair


def april(first, last):
    """Days of April 2027, which begins on a Thursday."""
    return date(2027, 4, first), date(2027, 4, last)


def march(first, last):
    """Days of March 2027; its first is a Monday, and today."""
    return date(2027, 3, first), date(2027, 3, last)


@pytest.mark.parametrize(
    ("wished", "times", "found"),
    [
        (None, [april(12, 25)], [april(12, 16), april(19, 23)]),  # nothing wished: a week
        (3, [april(12, 25)], [april(12, 14), april(19, 21)]),
        (8, [april(12, 25)], [april(12, 21)]),  # a week and three days; the next would end too late
        (5, [april(14, 25)], [april(19, 23)]),  # from the first Monday on
        (3, [april(14, 16)], [april(14, 16)]),  # within a week, from its first day on
        (5, [april(12, 14)], [april(12, 16)]),  # one that ends later, as none lies within
        (5, [april(19, 19)], [april(19, 23)]),  # a Monday alone is told once
        (3, [april(19, 21), april(5, 7)], [april(5, 7), april(19, 21)]),  # in the order of time
        (5, [(date(2027, 2, 15), date(2027, 3, 12))], [march(1, 5), march(8, 12)]),  # none is over
        (1, [april(12, 25)], []),  # too short for the scheme
        (2, [april(12, 25)], []),
        # Good Friday leaves four working days, and half the sum: the whole one comes first
        (5, [(date(2027, 3, 22), date(2027, 4, 2))], [(date(2027, 3, 29), date(2027, 4, 2)), march(22, 26)]),
    ],
)  # fmt: skip
def test_stays_within_times_that_suit(work, wished, times, found):
    """Nothing is proposed that could not be agreed, and the best is the first."""
    pair = build_pair(work)
    work.load(Application, pair.exchange.visitor_id).working_days = wished
    assert dates.stays_within(work, pair.exchange, times) == found


def also_at(work, pair):
    """Another pair at the same host."""
    other = build_pair(work)
    other.exchange.host_id = pair.exchange.host_id
    other.exchange.host_partnership_id = pair.exchange.host_partnership_id
    work.add(other.exchange)
    other.host = pair.host
    return other


def test_a_week_that_is_taken_is_not_proposed(work):
    """A host with one place has one visitor a week."""
    first = build_pair(work)
    agree(work, first, *april(12, 16))
    second = also_at(work, first)
    assert dates.stays_within(work, second.exchange, [april(12, 25)]) == [april(19, 23)]


def test_more_people_than_places_find_no_day_at_all(work):
    """The message does not name a free day that there is not."""
    pair = build_pair(work)
    work.load(Application, pair.exchange.visitor_id).party = 2
    with pytest.raises(dates.NoPlaceAtAll) as refused:
        dates.offer_dates(work, pair.visitor, pair.id, *april(12, 16))
    assert refused.value.facts == {"day": date(2027, 4, 12)}


def test_days_that_were_taken_since_they_were_offered_are_not_agreed(work):
    """Two pairs have the same days on the table; who agrees first has them."""
    first = build_pair(work)
    second = also_at(work, first)
    for pair in (first, second):
        dates.offer_dates(work, pair.visitor, pair.id, *april(12, 16))
    dates.agree_dates(work, first.host, first.id)
    with pytest.raises(dates.NoPlaceThen) as refused:
        dates.agree_dates(work, second.host, second.id)
    assert refused.value.facts == {"day": date(2027, 4, 12), "free": date(2027, 4, 19)}
    assert dates.open_offer(work, second.exchange).starts_on == date(2027, 4, 12)
