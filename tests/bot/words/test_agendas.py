"""An agenda is corrected by the day, and fitted to another number of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.speech import Speech
from bot.words.agendas import corrected, fitted
from exchange.visiting.calendars import by_day

MONDAY = date(2027, 5, 10)
FIVE = "Day 1: hello\nDay 2: the looms\nDay 3: the mill\nDay 4: trials\nDay 5: results"
SAY = Speech("en")


def days(count, first=MONDAY):
    """So many days in a row."""
    return [first + timedelta(days=ahead) for ahead in range(count)]


def texts(agenda, count):
    """What is done on each of so many days."""
    return [text for _, text in by_day(agenda, days(count))]


@pytest.mark.parametrize(
    ("count", "left"),
    [
        (3, ["hello", "the looms", "results"]),
        (1, ["results"]),
        (5, ["hello", "the looms", "the mill", "trials", "results"]),
    ],
)
def test_fewer_days_keep_the_first_and_the_last(count, left):
    """A shorter stay has no days on paper that it has not."""
    assert texts(fitted(SAY, FIVE, days(5), days(count)), count) == left


@given(st.integers(1, 12), st.integers(1, 12))
def test_there_is_a_text_for_every_day_and_no_more(before, after):
    """However many days there were."""
    agenda = "\n".join(f"Day {at}: part {at}" for at in range(1, before + 1))
    found = fitted(SAY, agenda, days(before), days(after))
    assert len(by_day(found, days(20))) == after


def test_what_tells_no_days_stays_as_it_is():
    """Nobody knows what of it to leave out."""
    assert fitted(SAY, "We meet and talk.", days(5), days(3)) == "We meet and talk."


def test_one_day_that_is_written_takes_nothing_from_the_others():
    """By its number or by its name."""
    now = corrected(SAY, FIVE, "Day 3: the dye house", days(5))
    assert texts(now, 5) == ["hello", "the looms", "the dye house", "trials", "results"]
    now = corrected(SAY, FIVE, "Tuesday: cards", days(5))
    assert texts(now, 5)[1] == "cards"
