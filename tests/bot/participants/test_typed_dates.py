"""What people type where the days of a visit are asked for: both days are read, or it is said what to do."""

from __future__ import annotations

import pytest

from tests.screens.plays.visiting import agreed
from tests.screens.programme import Cast, open_stage

STAY = "12–16 Apr 2027"
CASES = (
    ("12-04-2027 - 16-04-2027", STAY),
    ("April 12-16, 2027", STAY),
    ("2027/04/12 - 2027/04/16", STAY),
    ("12 al 16 de abril de 2027", STAY),
    ("12 t/m 16 april", STAY),
    ("2027. április 12-16.", STAY),
    ("12.4.-16.4.", STAY),
    ("KW 15", STAY),
    ("from 12 April, 5 days", STAY),
    ("ab 12. April eine Woche", STAY),
    ("04/12/2027 - 04/16/2027", "the day stands before the month"),
    ("listopada", "Tap the ones that you want"),
    ("12 April", "And the last working day"),
    ("perhaps", "I could not read a date"),
)


@pytest.fixture(scope="module")
def vienna():
    """A visitor whose exchange waits for its days."""
    stage = open_stage("en")
    cast = Cast(stage)
    agreed(cast)
    yield cast.vienna
    stage.close()


@pytest.mark.parametrize(("typed", "told"), CASES)
def test_days_are_read_as_they_are_written(vienna, typed, told):
    """At the question itself, each time anew."""
    vienna.types("/exchanges")
    vienna.taps("x:dates")
    vienna.types(typed)
    assert told in vienna.reads()


def test_of_a_name_that_is_two_months_stays_in_both_can_be_tapped(vienna):
    """“listopada” is October in Croatia, and November in Poland."""
    vienna.types("/exchanges")
    vienna.taps("x:dates")
    vienna.types("listopada")
    seen = vienna.stage.screens[(vienna.bot, vienna.chat)]
    labels = " ".join(one["text"] for row in seen[max(seen)]["keyboard"] for one in row)
    assert "Oct 2027" in labels
    assert "Nov 2027" in labels
