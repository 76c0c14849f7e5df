"""Days are read as all of Europe writes them; what is no day is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.times.days_told import days_told, last_of, month_first

TODAY = date(2027, 1, 13)
STAY = [date(2027, 4, 12), date(2027, 4, 16)]
WAYS = (
    "12-04-2027 - 16-04-2027",
    "April 12-16, 2027",
    "2027/04/12 - 2027/04/16",
    "2027-04-12/2027-04-16",
    "2027.04.12-16.",
    "2027.04.12.-2027.04.16.",
    "2027. április 12-16.",
    "2027. április 12-től 16-ig",
    "12.4.-16.4.",
    "12.04–16.04.27",
    "12.04.-16.04.2027",
    "12. 4. – 16. 4. 2027",
    "12–16/4/2027",
    "12/04/27-16/04/27",
    "12 al 16 de abril de 2027",
    "del 12 al 16 de abril",
    "12-16 de abril",
    "de 12 a 16 de abril de 2027",
    "12 t/m 16 april 2027",
    "van 12 tot 16 april",
    "12/16 avril 2027",
    "10/12 avril 2027",
    "du lundi 12 au vendredi 16 avril 2027",
    "12 to 16 of April",
    "the 12th until the 16th of april 2027",
    "12. až 16. apríla 2027",
    "od 12 do 16 kwietnia 2027",
    "od 12. do 16. aprila 2027",
    "od 12. do 16. travnja 2027",
    "12 & 16 April 2027",
    "12, 13, 14, 15, 16 April 2027",
    "12.-16. huhtikuuta 2027",
    "12.–16. aprīlis 2027",
    "2027 m. balandžio 12–16 d.",
    "balandžio 12-16 d.",
    "12-16 ta’ April 2027",
    "12ú–16ú Aibreán 2027",
    "12 - 16 Απριλίου 2027",
    "12–16 април 2027 г.",
    "dal 12 al 16 aprile",
    "între 12 și 16 aprilie 2027",
    "12. til 16. april",
    "den 12–16 april 2027",
    "von Montag 12.4. bis Freitag 16.4.2027",
    "lun 12 al vie 16 abril",
    "12 April 2027 09:00 - 16 April 2027 17:00",
    "April 12th - April 16th 2027",
    "Mon, April 12 to Fri, April 16",
)
MEANT = {"10/12 avril 2027": [date(2027, 4, 10), date(2027, 4, 12)]}


@pytest.mark.parametrize("typed", WAYS)
def test_a_stay_is_read_in_every_way_of_writing_it(typed):
    """Both days, in order."""
    assert days_told(typed, TODAY) == MEANT.get(typed, STAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14.12.-18.12.", [date(2027, 12, 14), date(2027, 12, 18)]),
        ("28 Dec - 4 Jan 2028", [date(2027, 12, 28), date(2028, 1, 4)]),
        ("12 April - 16 April 2028", [date(2028, 4, 12), date(2028, 4, 16)]),
        ("martes 13 abril", [date(2027, 4, 13)]),
        ("mar 13 abril", [date(2027, 4, 13)]),
        ("1er mai", [date(2027, 5, 1)]),
        ("from 12 April, 5 days", [date(2027, 4, 12)]),
        ("12.4. + 4 days", [date(2027, 4, 12)]),
        ("April 12 - May 3", [date(2027, 4, 12), date(2027, 5, 3)]),
        ("May", []),
        ("12 people in May", []),
        ("we are 12", []),
        ("9:30-12:00", []),
        ("04/16/2027", []),
        ("2027", []),
        ("call 0043 660 12 34", []),
    ],
)
def test_what_is_told_beside_days(typed, meant):
    """Years that stand once, weekdays, lengths, hours; figures that count something else."""
    assert days_told(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "first"),
    [("04/16/2027", True), ("4/13 - 4/16", True), ("16/04/2027", False), ("04/12/2027", False)],
)
def test_a_month_before_its_day_is_noticed(typed, first):
    """So that it can be said how days are written here."""
    assert month_first(typed) is first


@pytest.mark.parametrize(
    ("first", "days", "last"), [(12, 5, 16), (12, 1, 12), (15, 3, 19), (12, 10, 23)]
)
def test_days_of_work_are_counted_from_the_first(first, days, last):
    """April 12 is a Monday."""
    assert last_of(date(2027, 4, first), days) == date(2027, 4, last)


@given(st.text(alphabet="0123456789./-–, aprilmaytobis", max_size=60))
def test_nothing_that_looks_like_days_breaks_the_reading(typed):
    """Every answer is days."""
    assert all(isinstance(one, date) for one in days_told(typed, TODAY))
