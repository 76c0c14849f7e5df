from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import UnknownPlaceError
from matching.places.cities import cities_of, city, find_city
from matching.places.countries import COUNTRIES
from matching.words.names import Certainty


@pytest.mark.parametrize(
    ("typed", "country", "name"),
    [
        ("Wien", "AT", "Vienna"),
        ("1010 Wien", "AT", "Vienna"),
        ("D-80331 Muenchen", "DE", "Munich"),
        ("Koln", "DE", "Köln"),
        ("SW1A 1AA London", "GB", "London"),
        ("1011 AB Amsterdam", "NL", "Amsterdam"),
        ("75008 PARIS CEDEX 08", "FR", "Paris"),
        ("Wien 9", "AT", "Vienna"),
        ("Mareille 03", "FR", "Marseille 03"),
        ("Den Haag", "NL", "The Hague"),
        ("Tesaloniki", "GR", "Thessaloníki"),
        ("Θεσσαλονικη", "GR", "Thessaloníki"),
        ("Пловдив", "BG", "Plovdiv"),
        ("Varsovie", "PL", "Warsaw"),
        ("Warszawa", "PL", "Warsaw"),
        ("Lodz", "PL", "Łódź"),
        ("Copenhagn", "DK", "Copenhagen"),
        ("Paris, France", "FR", "Paris"),
        ("Frankfurt", "DE", "Frankfurt am Main"),
        ("Milano", None, "Milan"),
        ("Vaduz", "LI", "Vaduz"),
    ],
)
def test_typed_cities(typed, country, name):
    """Cities are understood by native and foreign names, with postcodes and with a slip."""
    found = find_city(typed, country)
    assert found.certainty is Certainty.SURE
    assert city(found.best or "").name == name


def test_towns_of_one_name_are_asked_about_by_size():
    """Among several towns of a name the bot asks, the largest first."""
    found = find_city("Neustadt", "DE")
    sizes = [city(c).population for c in found.candidates]
    assert found.certainty is Certainty.UNSURE
    assert sizes == sorted(sizes, reverse=True)


def test_the_larger_of_two_is_asked_about_first():
    """As near to one place as to another, the one that more people mean comes first."""
    found = find_city("Strod", "GB")
    assert [city(c).name for c in found.candidates[:2]] == ["Stroud", "Strood"]


def test_a_name_of_its_own_comes_before_a_rare_one():
    """A city is rather meant by its own name than another by one that few people use."""
    assert city(find_city("Trnava").candidates[0]).country == "SK"


@pytest.mark.parametrize(
    ("typed", "country"), [("", "DE"), ("🙂", "DE"), ("Hintertupfing", "DE"), ("Wien", "ZZ")]
)
def test_villages_and_nonsense_are_not_cities(typed, country):
    """What is on no list is not forced onto one."""
    assert find_city(typed, country).certainty is Certainty.NONE


def test_a_city_knows_where_it_is():
    """A city carries its country, its point and its NUTS 2 region."""
    graz = city(find_city("Graz", "AT").best or "")
    assert (graz.country, graz.nuts2) == ("AT", "AT22")
    assert (round(graz.latitude, 1), round(graz.longitude, 1)) == (47.1, 15.4)


def test_unknown_city():
    """An id that is on no list is refused by name."""
    with pytest.raises(UnknownPlaceError):
        city("atlantis")


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_cities(code):
    """Every country of the scheme has its cities, the largest first."""
    places = cities_of(code)
    assert {place.country for place in places} == {code}
    assert list(places) == sorted(places, key=lambda place: (-place.population, int(place.id)))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_answered(typed):
    """No text is too strange to be looked up."""
    assert find_city(typed, "MT").certainty in set(Certainty)
