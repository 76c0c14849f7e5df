"""Cities are called as the reader calls them."""

from __future__ import annotations

from matching.places.cities import city, find_city
from matching.places.shown import _names, city_shown


def test_a_city_has_the_readers_name():
    """Where their language has one."""
    assert city_shown("Vienna", "AT", "de") == "Wien"
    assert city_shown("Vienna", "AT", "en") == "Vienna"
    assert city_shown("Vienna", "US", "de") == "Vienna"
    assert city_shown("Porto", "PT", "de") == "Porto"


def test_every_name_is_of_a_city_that_we_keep_so():
    """Else it would never be shown."""
    for country, name, _ in _names():
        found = find_city(name, country).best
        assert found
        assert city(found).name == name, name


def test_a_town_is_shown_without_its_title():
    """Nobody lives in a “Universitäts- und Hansestadt”."""
    assert city_shown("Universitäts- und Hansestadt Greifswald", "DE", "en") == "Greifswald"
    assert city_shown("Hansestadt Stade", "DE", "de") == "Stade"
