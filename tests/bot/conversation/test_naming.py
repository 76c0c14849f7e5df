"""Answers are named, changed and corrected in the words that people have for them."""

from __future__ import annotations

import pytest

from bot.conversation.forms import Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.naming import denied_by_name, named_in, wants_change, without_wait
from bot.conversation.speech import Speech

CITY = Question("city", "City", "Where?", FreeText(), called="town, place")
COMPANY = Question("organisation_name", "Organisation", "Which?", FreeText(), called="name")
PERSON = Question("person_name", "Your name", "Who?", FreeText(), called="name, my name")
SAY = {"en": Speech("en"), "de": Speech("de")}


@pytest.mark.parametrize(
    ("typed", "denied"),
    [
        ("no town", True),
        ("we don't have a town, sorry", True),
        ("there is no city", True),
        ("ohne Stadt", True),
        ("wir haben keine Stadt", True),
        ("no", False),
        ("our town", False),
        ("no river", False),
    ],
)
def test_that_there_is_none_is_said_with_its_name(typed, denied):
    """“No website” skips the website as “no” does."""
    assert denied_by_name(SAY["de"], CITY, typed) is denied


@pytest.mark.parametrize(
    ("typed", "named", "value"),
    [
        ("City", ["city"], ""),
        ("the town", ["city"], ""),
        ("city: Porto", ["city"], "Porto"),
        ("City = Porto", ["city"], "Porto"),
        ("the city is Porto", ["city"], "Porto"),
        ("the city should be Porto.", ["city"], "Porto"),
        ("the city is wrong", ["city"], ""),
        ("change the city", ["city"], ""),
        ("please change the city to Porto", ["city"], "Porto"),
        ("I want to change my town", ["city"], ""),
        ("Stadt: Porto", ["city"], "Porto"),
        ("die Stadt ist falsch", ["city"], ""),
        ("Stadt ändern", ["city"], ""),
        ("bitte die Stadt ändern", ["city"], ""),
        ("the name is wrong", ["organisation_name", "person_name"], ""),
        ("my name is Ann", ["person_name"], "Ann"),
    ],
)
def test_an_answer_is_named(typed, named, value):
    """With what it is to be, or without; in the reader's language or English."""
    say = SAY["de" if "tadt" in typed else "en"]
    found = named_in(say, [CITY, COMPANY, PERSON], typed)
    assert found
    assert ([one.id for one in found.questions], found.value) == (named, value)


@pytest.mark.parametrize(
    "typed",
    ["", "Porto", "perhaps", "we are in Porto", "the mill is old", "https://a.example: x", "a: b"],
)
def test_other_words_name_nothing(typed):
    """They may be an answer."""
    assert named_in(SAY["en"], [CITY, COMPANY, PERSON], typed) is None


def test_a_name_alone_may_be_an_answer():
    """Where a question is open, it is left to it."""
    assert named_in(SAY["en"], [CITY], "City", alone=False) is None


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("wait, we are in Porto", "we are in Porto"),
        ("Oh no wait – 30 people", "30 people"),
        ("sorry, wait, in May", "in May"),
        ("Moment, wir sind 30", "wir sind 30"),
        ("no we are in Braga not Porto", "we are in Braga not Porto"),
        ("nein wir sind 30", "wir sind 30"),
        ("no wool", None),
        ("wait", None),
        ("we wait", None),
    ],
)
def test_what_follows_a_wait(typed, rest):
    """Takes something back that was said before."""
    assert without_wait(typed) == rest


def test_a_wish_to_change_something():
    """Whatever it is."""
    assert wants_change("I want to change something")
    assert not wants_change("Porto")
