"""A city is looked up in its country; an unknown one is taken as typed."""

from __future__ import annotations

import pytest

from bot.conversation.kinds.base import GIVE, Again, Given, Unsure
from bot.conversation.kinds.places import AS_TYPED, CityName, city_name
from tests.builders.bots.stand_ins import asked, sticker, words

CITY = CityName()


@pytest.mark.parametrize(
    ("typed", "country", "name"),
    [
        ("Stuttgart", "DE", "Stuttgart"),
        ("stutgart", "DE", "Stuttgart"),
        ("cluj napoca", "RO", "Cluj-Napoca"),
        ("Kolozsvár", "RO", "Cluj-Napoca"),
    ],
)
def test_a_known_city_is_found(typed, country, name):
    """Also with a slip or under its other name."""
    heard = CITY.hear(asked(answers={"country": country}), words(typed))
    assert isinstance(heard, Given)
    assert (city_name(heard.value), heard.interpreted) == (name, True)


def test_an_unknown_place_is_taken_as_typed_once_it_is_said_to_be_right():
    """A hamlet is on no map of ours."""
    asking = asked(answers={"country": "DE"})
    heard = CITY.hear(asking, words("Qqxhausenzz"))
    assert isinstance(heard, Again)
    assert (heard.candidates, heard.typed) == ((AS_TYPED,), "Qqxhausenzz")
    asking.talk.remember(typed=heard.typed)
    taken = CITY.tapped(asking, GIVE, AS_TYPED)
    assert taken == Given("=Qqxhausenzz")
    assert city_name(taken.value) == "Qqxhausenzz"


def test_a_place_abroad_is_told_to_be_there():
    """With the country that it is in, and the words as typed to be taken all the same."""
    heard = CITY.hear(asked(answers={"country": "TR"}), words("Tokyo"))
    assert isinstance(heard, Again)
    assert "Japan" in heard.reason
    assert heard.candidates == (AS_TYPED,)


@pytest.mark.parametrize("typed", ["12345", "???", "x" * 81])
def test_what_cannot_be_a_city_is_asked_again(typed):
    """Figures, signs and essays."""
    assert isinstance(CITY.hear(asked(answers={"country": "DE"}), words(typed)), Again)


def test_a_sticker_is_no_city():
    """Words are asked for."""
    assert isinstance(CITY.hear(asked(), sticker()), Again)


def test_an_unclear_city_offers_the_words_as_typed():
    """The last candidate is what was typed, and tapping it takes that."""
    asking = asked(answers={"country": "DE"})
    heard = CITY.hear(asking, words("Freiburg"))
    assert isinstance(heard, Unsure)
    assert (heard.candidates[-1], heard.typed) == (AS_TYPED, "Freiburg")
    asking.talk.remember(typed=heard.typed)  # as the form does where it asks back
    assert CITY.tapped(asking, "=", AS_TYPED) == Given("=Freiburg")


@pytest.mark.parametrize(("verb", "value"), [("=", ""), ("=", "=forged"), ("+", "x")])
def test_forged_city_buttons_answer_nothing(verb, value):
    """Only what was offered counts."""
    assert isinstance(CITY.tapped(asked(), verb, value), Again)


def test_a_button_of_no_known_city_answers_nothing():
    """Forged data never becomes an answer that cannot be shown."""
    assert isinstance(CITY.tapped(asked(), "=", "no-such-city"), Again)


@pytest.mark.parametrize("value", ["nowhere", "", "=Porto", AS_TYPED])
def test_a_town_that_was_not_offered_cannot_be_tapped(value):
    """Nor can the words as typed where none were typed."""
    heard = CITY.tapped(asked(answers={"country": "PT"}), GIVE, value)
    assert isinstance(heard, Again)


def test_a_town_that_was_offered_can_be_tapped():
    """Its name is what people read of it."""
    found = CITY.hear(asked(answers={"country": "PT"}), words("Porto"))
    heard = CITY.tapped(asked(answers={"country": "PT"}), GIVE, found.value)
    assert heard == Given(found.value)
    assert CITY.shown(asked(), heard.value) == "Porto"
