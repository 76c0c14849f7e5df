"""Whoever answers in a sentence means what is left of it."""

from __future__ import annotations

import pytest

from bot.conversation.introductions import without_introduction

SENTENCES = {
    "That would be Eindhoven": "Eindhoven",
    "We are called Bright Works": "Bright Works",
    "Well, I think Porto, please": "Porto",
    "We can work in English and Dutch": "English and Dutch",
    "we’re a member of CITEVE": "CITEVE",
    "We would love to go to Italy or Spain, if possible": "Italy or Spain",
    "Mein Name ist Eva von Berg": "Eva von Berg",
    "Wir sprechen Deutsch und Englisch": "Deutsch und Englisch",
    "am liebsten nach Portugal, bitte": "Portugal",
    "Chamo-me Inês Duarte": "Inês Duarte",
    "je pense Nantes, merci": "Nantes",
    "Nazywam się Łucja Wójcik": "Łucja Wójcik",
}
ANSWERS = (
    "Porto",
    "We",
    "I am",
    "thanks",
    "This & That Ltd",
    "Wellington",
    "Are we there yet",
    "May",
    "a\nthat is b",
)


@pytest.mark.parametrize(("typed", "left"), SENTENCES.items())
def test_the_words_around_an_answer_are_none(typed, left):
    """In the languages that people write in most."""
    assert without_introduction(typed) == left


@pytest.mark.parametrize("typed", ANSWERS)
def test_an_answer_stays_as_it_is(typed):
    """Also where it is nothing but such words, or only begins like one."""
    assert without_introduction(typed) == typed
