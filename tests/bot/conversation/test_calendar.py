"""Dates are read as people type them, and a month is a keyboard Telegram takes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import addresses
from bot.conversation.addresses import Family
from bot.conversation.calendar import month_named, month_rows, read_dates, tells_one_stay
from bot.conversation.speech import Speech

TODAY = date(2027, 1, 13)
DAY, MONTH = Family("x", "d", addresses.DAY), Family("x", "m", addresses.MONTH)
SPRING = [date(2027, 4, 12), date(2027, 4, 16)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8-12 March 2027", [date(2027, 3, 8), date(2027, 3, 12)]),
        ("8 - 12 March", [date(2027, 3, 8), date(2027, 3, 12)]),
        ("12.4.2027 - 16.4.2027", SPRING),
        ("12.4. - 16.4.", SPRING),
        ("12/4/27 to 16/4/27", SPRING),
        ("12.-16. April 2027", SPRING),
        ("12.-16.4.2027", SPRING),
        ("12–16.4.27", SPRING),
        ("2027-04-12 to 2027-04-16", SPRING),
        ("12 avril - 16 avril 2027", SPRING),
        ("12 au 16 avril 2027", SPRING),
        ("vom 12. bis 16. April", SPRING),
        ("12 de abril 2027 - 16 de abril 2027", SPRING),
        ("12th of April until 16th of April", SPRING),
        ("12 Aprl - 16 Aprl", SPRING),
        ("28 Dec - 4 Jan", [date(2027, 12, 28), date(2028, 1, 4)]),
        ("28 Dec 2027 - 4 Jan 2028", [date(2027, 12, 28), date(2028, 1, 4)]),
        ("12 April", [date(2027, 4, 12)]),
        ("13 January", [TODAY]),
        ("12 January", [date(2028, 1, 12)]),
    ],
)
def test_typed_dates_are_read(typed, meant):
    """Day before month; without a year the next such day is meant."""
    assert read_dates(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "next week perhaps",
        "32.1.2027",
        "30 February 2027",
        "99/99",
        "4711",
        "12 zebras",
    ],
)
def test_nonsense_is_no_date(typed):
    """Nothing is guessed."""
    assert read_dates(typed, TODAY) == []


@given(st.dates(date(2027, 1, 14), date(2030, 12, 1)), st.integers(0, 30), st.sampled_from("end"))
def test_what_we_write_we_read(first, length, style):
    """A range written in any of our ways is read as that range."""
    last = first + timedelta(days=length)
    shown = {"e": "%-d %B %Y", "n": "%Y-%m-%d", "d": "%-d.%-m.%Y"}[style]
    typed = f"{first.strftime(shown)} - {last.strftime(shown)}"
    assert read_dates(typed, TODAY) == [first, last]


@given(st.text())
def test_no_text_breaks_the_reading(text):
    """Whatever somebody types, the answer is a list of dates."""
    assert all(isinstance(one, date) for one in read_dates(text, TODAY))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("March", 3),
        ("März", 3),
        ("mars", 3),
        ("marzo", 3),
        ("styczeń", 1),
        ("Agust", 8),
        ("xyz", None),
    ],
)
def test_months_are_known_in_many_languages(name, month):
    """Slips of the finger allowed."""
    assert month_named(name) == month


def rows(month: date, language: str = "en"):
    """The keyboard of a month."""
    return month_rows(Speech(language), month, day=DAY, turn=MONTH, today=TODAY)


@given(st.dates(date(2027, 1, 1), date(2029, 12, 31)), st.sampled_from(["en", "de"]))
def test_every_month_is_a_keyboard_telegram_takes(day, language):
    """Every label can be seen, every button has data, no row is over eight."""
    found = rows(day.replace(day=1), language)
    assert all(one.label.strip() and one.data for row in found for one in row)
    assert max(map(len, found)) <= 8


@given(st.dates(date(2027, 1, 1), date(2029, 12, 31)))
def test_a_month_offers_exactly_its_days_to_come(day):
    """Each once, in order, and none of the past."""
    first = day.replace(day=1)
    offered = [one.data for row in rows(first) for one in row if one.data.startswith("x:d:")]
    days = (first + timedelta(days=number) for number in range(31))
    assert offered == [f"x:d:{one}" for one in days if one.month == first.month and one >= TODAY]


def test_the_first_month_does_not_lead_back():
    """There is nothing to choose in the past."""
    assert [one.label for one in rows(date(2027, 1, 1))[0]] == ["·", "January 2027", "›"]
    assert [one.label for one in rows(date(2027, 2, 1))[0]] == ["‹", "February 2027", "›"]


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("12-16 April 2027", True),
        ("12th of April until 16th of April", True),
        ("12 or 13 April 2027", False),
        ("12. oder 13. April", False),
        ("not 12 April", False),
        ("12 April geht nicht", False),
    ],
)
def test_of_two_stays_none_is_taken(typed, one):
    """Nor what is denied."""
    assert tells_one_stay(typed) is one
