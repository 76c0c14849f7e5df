"""Times that are told loosely are the days that people mean."""

from __future__ import annotations

from datetime import date

import pytest

from matching.times.parts import parts_told

TODAY = date(2027, 1, 13)
TOLD = {
    "any week in May": ((5, 1), (5, 31)),
    "first half of June": ((6, 1), (6, 15)),
    "in der zweiten Maihälfte": ((5, 16), (5, 31)),
    "the week of the fair in March": ((3, 1), (3, 31)),
    "second week of May": ((5, 10), (5, 16)),
    "letzte Woche im September": ((9, 27), (10, 3)),
    "Anfang Juni": ((6, 1), (6, 10)),
    "mid May": ((5, 11), (5, 20)),
    "fin mars": ((3, 21), (3, 31)),
    "première quinzaine de juin": ((6, 1), (6, 15)),
    "week 23": ((6, 7), (6, 13)),
    "12-16 April": ((4, 12), (4, 16)),
}


@pytest.mark.parametrize(("text", "days"), TOLD.items())
def test_a_time_told_loosely(text, days):
    """Of a month, a half, a third, a week."""
    (first, last) = days
    assert parts_told(text, TODAY) == ((date(2027, *first), date(2027, *last)),)


def test_several_times_and_none():
    """“Or” tells two; what is no time tells none."""
    several = parts_told("end of March or beginning of April", TODAY)
    assert [(one.first.month, one.first.day) for one in several] == [(3, 21), (4, 1)]
    assert parts_told("whenever you like to see me", TODAY) == ()
    assert parts_told("", TODAY) == ()
