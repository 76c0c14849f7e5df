"""Stays in slots (https://www.erasmus-entrepreneurs.eu/page.php?pid=014): how long, how far apart, in which order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exchange.scheme.call import load_scheme
from exchange.scheme.stay import (
    OneStayOnly,
    SlotsMeet,
    SlotsTooFarApart,
    SlotTooShort,
    StayBackwards,
    StayInPast,
    StayTooLong,
    StayTooShort,
    check_order,
    check_slots,
)

YOUNG = load_scheme("young_entrepreneurs")
MARCH_1 = date(2027, 3, 1)  # a Monday


def slot(begins: int, days: int = 26) -> tuple[date, date]:
    """A slot that begins so many days after the first of March, and has so many days."""
    first = MARCH_1 + timedelta(days=begins)
    return first, first + timedelta(days=days - 1)


RIGHT = [
    ("two of four weeks, less Good Friday and Corpus Christi", [slot(0), slot(63)], 38),
    ("told in any order", [slot(63), slot(0)], 38),
    ("the shortest there may be", [slot(0), slot(63, 5)], 19 + 5),
    ("the fewest working days", [slot(0, 17), slot(63, 5)], 13 + 5),
    ("one begins the day after another ends", [slot(0), slot(26)], None),
    ("from today on", [slot(0), slot(63)], None),
]


@pytest.mark.parametrize(
    ("slots", "count"), [one[1:] for one in RIGHT], ids=[one[0] for one in RIGHT]
)
def test_slots_that_may_be(slots, count) -> None:
    """Their working days are counted together."""
    found = check_slots(slots, "PT", MARCH_1, YOUNG)
    assert found.count == (count or found.count)
    assert list(found.days) == sorted(set(found.days))


def far(days: int) -> list[tuple[date, date]]:
    """Two slots of which the last ends so many days after the first begins."""
    return [slot(0), slot(days - 25)]


WRONG = [
    ("one ends before it begins", [slot(0), (slot(63)[1], slot(63)[0])], StayBackwards),
    ("of a day each, backwards by one", [slot(0), slot(63, 0)], StayBackwards),
    ("one was yesterday", [slot(-1), slot(63)], StayInPast),
    ("the later one told first, the other yesterday", [slot(63), slot(-1)], StayInPast),
    ("one begins on the other's last day", [slot(0), slot(25)], SlotsMeet),
    ("one lies in the other", [slot(0), slot(7, 5)], SlotsMeet),
    ("told backwards, and meeting", [slot(25), slot(0)], SlotsMeet),
    ("a day less than a week's", [slot(0), slot(63, 4)], SlotTooShort),
    ("the first is too short", [slot(0, 4), slot(63)], SlotTooShort),
    ("over twelve months by a day", far(366), SlotsTooFarApart),
    ("longer together than six months", [slot(0, 100), slot(120, 85)], StayTooLong),
    ("too few working days", [slot(0, 5), slot(63, 5)], StayTooShort),
    ("one alone is a stay: too short", [slot(0, 5)], StayTooShort),
    ("one alone is a stay: too long", [slot(0, 185)], StayTooLong),
]


@pytest.mark.parametrize(
    ("slots", "fault"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_slots_that_may_not_be(slots, fault) -> None:
    """Each says what is wrong."""
    with pytest.raises(fault):
        check_slots(slots, "PT", MARCH_1, YOUNG)


@pytest.mark.parametrize(
    ("slots", "told"),
    [
        ([slot(0), slot(63, 4)], {"least": 5, "count": 4}),
        ([slot(0, 4), slot(63, 5)], {"least": 5, "count": 4}),
        (far(366), {"months": 12}),
        ([slot(0, 100), slot(120, 85)], {"months": 6}),
        ([slot(0, 5), slot(63, 5)], {"least": 18, "count": 10}),
    ],
)
def test_what_is_wrong_is_told_in_figures(slots, told) -> None:
    """The limit, and what was found."""
    with pytest.raises((SlotTooShort, SlotsTooFarApart, StayTooLong, StayTooShort)) as found:
        check_slots(slots, "PT", MARCH_1, YOUNG)
    assert found.value.facts == told


def test_twelve_months_to_the_day_and_six_to_the_day_may_be() -> None:
    """The last day that may be is the one before the same day a year, or six months, later."""
    assert far(365)[-1][1] == date(2028, 2, 29)
    check_slots(far(365), "PT", MARCH_1, YOUNG)
    check_slots([slot(0, 100), slot(120, 84)], "PT", MARCH_1, YOUNG)
    assert MARCH_1 + timedelta(days=184) == date(2027, 9, 1)


def test_where_a_call_has_no_slots_one_piece_is_all() -> None:
    """Two are refused, whatever they are."""
    with pytest.raises(OneStayOnly):
        check_slots([slot(0), slot(63)], "PT", MARCH_1, YOUNG.model_copy(update={"slots": None}))


def test_slots_of_a_single_day_are_in_order() -> None:
    """A slot may end on the day on which it begins, and be the day before the next."""
    check_order([slot(0, 1), slot(1, 1)], MARCH_1)
