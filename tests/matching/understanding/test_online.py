"""A course on the line: told as its place, or in a paragraph; and a test that a paragraph promises."""

from __future__ import annotations

import pytest

from matching.understanding.group_told import test_told as a_test
from matching.understanding.online import is_online, tells_online, wants_half_days


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("online", True),
        ("dunno, online", True),
        ("Probably on Zoom", True),
        ("online, the link follows", True),
        ("wohl über MS Teams", True),
        ("en ligne", True),
        ("онлайн", True),
        ("Hall 2, and online", False),
        ("Porto and online", False),
        ("Web Summit, Lisbon", False),
        ("dunno", False),
        ("", False),
    ],
)
def test_words_for_the_line_are_no_place(text, online):
    """Whatever is said around them; a place beside them stays one."""
    assert is_online(text) is online


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("Labels in two hours, 3 Nov 9-11, online, 20 seats.", True),
        ("A webinar about labels.", True),
        ("We meet on Zoom.", True),
        ("Online marketing for clusters, Tuesday 9-12", False),
        ("How to sell online shops", False),
    ],
)
def test_a_paragraph_says_that_it_is_held_online(text, online):
    """What is learnt may be about the line."""
    assert tells_online(text) is online


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Winning a label, 3 Nov 9-12, online, 10 seats, with a test.", True),
        ("… mit kurzem Abschlusstest", True),
        ("A short quiz at the end.", True),
        ("avec un test", True),
        ("It is without a test.", False),
        ("no test at the end", False),
        ("We visit a plant with a test bed.", False),
        ("Testing of textiles.", False),
        ("", False),
    ],
)
def test_a_promised_test_is_heard(text, told):
    """A test bed is none."""
    assert a_test(text) is told


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("a few half days in march, online", True),
        ("12-16 April, but on Zoom please", True),
        ("halbe Tage im März", True),
        ("des demi-journées en mars", True),
        ("we meet 12-16 April", False),
        ("12-16 April, by train over the border line", False),
        ("first half of May", False),
    ],
)
def test_a_time_that_is_meant_for_half_days_is_no_stay(text, wants):
    """Days with no hours would be a stay on the spot, which is paid for."""
    assert wants_half_days(text) is wants
