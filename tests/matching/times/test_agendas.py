"""An agenda is told by its days, however they are headed; in doubt none of them is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matching.times.agendas import by_day, by_head

DAYS = [date(2027, 5, 3) + timedelta(days=ahead) for ahead in range(5)]  # from Monday to Friday
TWO_WEEKS = [*DAYS, *(day + timedelta(days=7) for day in DAYS)]


def told(agenda, days=DAYS, **how):
    """The days that are told, counted from one, with what is told of them."""
    return {days.index(day) + 1: text for day, text in by_day(agenda, days, **how)}


@pytest.mark.parametrize(
    ("agenda", "days"),
    [
        ("Day 1: laboratories. Day 2: looms.", {1: "laboratories", 2: "looms"}),
        ("Day 1: labs, Day 2: looms", {1: "labs", 2: "looms"}),
        (
            "Tag 1: Labor\nTag 3 bis 5: Versuche",
            {1: "Labor", **dict.fromkeys((3, 4, 5), "Versuche")},
        ),
        ("Day 4-9: own experiments", dict.fromkeys((4, 5), "own experiments")),
        ("Day 1: mill. Day 2 to 4: lab", {1: "mill", **dict.fromkeys((2, 3, 4), "lab")}),
        ("Mi: Werk\nDo 6.5.: Labor\nTag 5 (Fr): Ende", {3: "Werk", 4: "Labor", 5: "Ende"}),
        ("Ma – ke: tehdas\nTo: labra", {**dict.fromkeys((1, 2, 3), "tehdas"), 4: "labra"}),
        ("Monday to Tuesday: mill", {1: "mill", 2: "mill"}),
        ("Day 1 and 3: mill\nDay 2: lab", {1: "mill", 2: "lab", 3: "mill"}),
        ("Monday 3 May\n9:00 tour\n\nTuesday\nlab", {1: "9:00 tour", 2: "lab"}),
        ("Day 1\ntour\nTuesday and Wednesday\nlab", {1: "tour", 2: "lab", 3: "lab"}),
        ("Day 1 - tour\nDay 2 – lab", {1: "tour", 2: "lab"}),
        ("Day 1 (Monday): tour\nDay 2: lab", {1: "tour", 2: "lab"}),
        ("Day 1 (by bus): tour", {1: "(by bus): tour"}),
        ("Day 1 - 9:00 welcome", {1: "9:00 welcome"}),
        ("Day 1 - 3 machines: tests", {1: "3 machines: tests"}),
        ("1. Tag: Werk\nTag 2 – Labor", {1: "Werk", 2: "Labor"}),
        ("Päivä 1: tehdas\n2. päivä: labra", {1: "tehdas", 2: "labra"}),
        ("1er jour : usine\nJour 2 : essais", {1: "usine", 2: "essais"}),
        (
            "Monday: tour\nTuesday: lab\nWednesday: talks\nFriday: results",
            {1: "tour", 2: "lab", 3: "talks", 5: "results"},
        ),
        ("Monday 3.5.: tour\nTuesday 4.5.: lab", {1: "tour", 2: "lab"}),
        ("Montag 3.5.: Werk\nDienstag, 4. Mai – Labor", {1: "Werk", 2: "Labor"}),
        ("Mo-Mi: Labor; Fr: Ende", {**dict.fromkeys((1, 2, 3), "Labor"), 5: "Ende"}),
        ("Mon. tour\nTues. lab", {1: "tour", 2: "lab"}),
        ("- On Tuesday: cards", {2: "cards"}),
        ("Monday morning: tour\nMonday afternoon: lab", {1: "morning: tour; afternoon: lab"}),
        ("Tuesday 9:00–12:00: lab", {2: "9:00–12:00: lab"}),
        ("Monday:\ntour\nlunch\n\nTuesday:\nlab", {1: "tour\nlunch", 2: "lab"}),
        ("lunes: taller\nmiércoles: pruebas", {1: "taller", 3: "pruebas"}),
        ("lundi 3 mai : usine\nmardi 4 mai : essais", {1: "usine", 2: "essais"}),
        ("Segunda-feira: fábrica", {1: "fábrica"}),
        ("Måndag: väveri\nTors: labb", {1: "väveri", 4: "labb"}),
        ("Понеделник: завод", {1: "завод"}),
        ("3 May: tour\nMay 4: lab\n2027-05-05: talks", {1: "tour", 2: "lab", 3: "talks"}),
        ("3.5. Werk\n4.5.2027: Labor\n5.5.27: Ende", {1: "Werk", 2: "Labor", 3: "Ende"}),
        ("3.–5.5.: Labor\n6/5: Ende", {**dict.fromkeys((1, 2, 3), "Labor"), 4: "Ende"}),
        (
            "Bring shoes, gate 4.\nDay 1: tour\nDay 2: lab",
            {1: "Bring shoes, gate 4. tour", 2: "lab"},
        ),
        ("Day 1: tour\n9.00 – 10.00: welcome", {1: "tour\n9.00 – 10.00: welcome"}),
        ("Day 1: tour\n2-3 people: lab", {1: "tour\n2-3 people: lab"}),
    ],
)
def test_days_are_told_by_their_heads(agenda, days):
    """Numbers count working days; weekdays and dates are those of the stay."""
    assert told(agenda) == days


@pytest.mark.parametrize(
    "agenda",
    [
        "",
        "Laboratories all week",
        "Day 1: tour\nDay 7: hike",
        "Monday: tour\nSunday: hike",
        "Monday 4.5.: tour",
        "Day 2 (Monday): tour",
        "Monday plant tour\nTuesday: lab",
        "Day 1: tour\nDay 2 lab",
        "Day 3: recap of day 2: looms",
        "Monday 3 machines: demo",
        "Day 0: arrival\nDay 1: tour",
        "Friday to Monday: tests",
    ],
)
def test_in_doubt_no_day_is_told(agenda):
    """It stays one text: not a day of the stay, a contradiction, a head without its sign."""
    assert told(agenda) == {}


def test_a_weekday_of_two_weeks_is_the_next_one():
    """After the head before it."""
    assert told("Friday: results\nMonday: mill\nMonday: lab", TWO_WEEKS) == {
        5: "results",
        6: "mill; lab",
    }


def test_of_a_stay_that_ended_sooner_the_days_that_were_are_told():
    """On its sheet and in its calendars, where five days were agreed."""
    assert told("Day 1: tour. Day 2: lab. Day 3: talks.", DAYS[:2], ended=True) == {
        1: "tour",
        2: "lab",
    }


def test_no_days_are_told_while_none_are_agreed():
    """Nobody knows which they are."""
    assert by_day("Day 1: tour", []) == []


@pytest.mark.parametrize(
    ("agenda", "heads"),
    [
        ("Monday: mill. Tuesday: looms.", [("Monday", "mill."), ("Tuesday", "looms.")]),
        ("We meet at 8.\nDay 1\ntour\nlunch", [("", "We meet at 8."), ("Day 1", "tour\nlunch")]),
        ("The mill, then the lab.", [("", "The mill, then the lab.")]),
        (
            "Day 1: mill\nDay 2 perhaps: the lab\nDay X",
            [("Day 1", "mill"), ("Day 2", "perhaps: the lab\nDay X")],
        ),
        ("", [("", "")]),
    ],
)
def test_an_agenda_is_set_by_its_heads_in_its_own_words(agenda, heads):
    """Nothing is left out, and nothing stands at another place."""
    assert by_head(agenda) == heads
