from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import UnknownPlaceError
from matching.places import cities
from matching.places.cities import (
    cities_of,
    city,
    find_city,
    known_elsewhere,
    places_called,
    told_apart,
)
from matching.places.countries import COUNTRIES
from matching.words.names import Certainty, fold
from tests.sizes import examples

NICKNAMES = Path(cities.__file__).parent / "data" / "nicknames.txt"


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
        ("Mareille 03", "FR", "Marseille"),
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
        ("Firenze", "IT", "Florence"),
        ("Antwerpen", "BE", "Antwerp"),
        ("Nürnberg", "DE", "Nuremberg"),
        ("София", "BG", "Sofia"),
        ("Padova (PD)", "IT", "Padua"),
        ("Torino (TO)", "IT", "Turin"),
        ("Bozen", None, "Bolzano"),
        ("Lubiana", None, "Ljubljana"),
        ("Bolzano/Bozen", "IT", "Bolzano"),
        ("Bolzano - Bozen", "IT", "Bolzano"),
        ("'s-Gravenhage", "NL", "The Hague"),
        ("SALAMANCA", "ES", "Salamanca"),
        ("BILBAO (Bizkaia)", "ES", "Bilbao"),
        ("Hamm", "DE", "Hamm"),
        ("Estella", "ES", "Estella-Lizarra"),
        ("Mundaka", "ES", "Mundaka"),
        ("Bergara", "ES", "Bergara"),
        ("Bergen", "BE", "Mons"),
        ("Frankfurt a.M.", "DE", "Frankfurt am Main"),
        ("Frankfurt/Main", "DE", "Frankfurt am Main"),
        ("Graz, Austria", None, "Graz"),
        ("Freiburg i. Br.", "DE", "Freiburg"),
        ("near Bologna", None, "Bologna"),
        ("bei Ulm", "DE", "Ulm"),
        ("lângă Cluj-Napoca", "RO", "Cluj-Napoca"),
        ("Eger mellett", "HU", "Eger"),
        ("city of Cork", "IE", "Cork"),
        ("St. Pölten", "AT", "Sankt Pölten"),
        ("München, Bayern", "DE", "Munich"),
        ("Neustadt (Sachsen)", "DE", "Neustadt in Sachsen"),
    ],
)
def test_typed_cities(typed, country, name):
    """Cities are understood by native and foreign names, with postcodes and with a slip."""
    found = find_city(typed, country)
    assert found.certainty is Certainty.SURE
    assert city(found.best or "").name == name


def test_towns_of_one_name_are_asked_about():
    """Among several towns of a name the bot asks, with the largest and one called just so."""
    found = find_city("Neustadt", "DE")
    names = [city(c).name for c in found.candidates]
    assert found.certainty is Certainty.UNSURE
    assert {"Neustadt", "Neustadt an der Weinstraße"} <= set(names)


@pytest.mark.parametrize(
    ("typed", "country", "first"),
    [
        ("Lilburg", "DE", "Limburg an der Lahn"),
        ("Ragusa", None, "Ragusa"),
        ("Oberhausenbach", "DE", ""),
    ],
)
def test_what_is_not_sure_is_asked(typed, country, first):
    """A slip in the name of a small place, or a name of two: the likelier comes first."""
    found = find_city(typed, country)
    assert found.certainty is not Certainty.SURE
    assert not first or city(found.candidates[0]).name == first


@pytest.mark.parametrize(
    ("typed", "country", "where"),
    [
        ("Tokyo", "TR", "JP"),
        ("Shanghai", None, "CN"),
        ("Toronto", None, "CA"),
        ("Минск", None, "BY"),
        ("New York", "ES", "US"),
        ("Graz", "DE", "AT"),
        ("Casablanca", "FR", "MA"),
    ],
)
def test_abroad_is_answered_as_abroad(typed, country, where):
    """A place that is well known elsewhere is none of ours, whatever is spelt like it."""
    assert find_city(typed, country).certainty is Certainty.NONE
    assert known_elsewhere(typed, country) == where


def test_two_of_one_name_are_told_apart():
    """By their region, and a district by its city."""
    names = told_apart(find_city("Neustadt", "DE").candidates)
    assert len(set(names.values())) == len(names)
    salamancas = [one.id for one, _ in places_called("salamanca") if one.country == "ES"]
    assert set(told_apart(salamancas[:2]).values()) == {"Salamanca", "Salamanca (Madrid)"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_place_is_found_by_its_own_name(code):
    """Whatever the country: taken at once, or asked about among those of its name."""
    for place in cities_of(code)[::197]:
        if place.part_of:
            continue
        found = find_city(place.name, code)
        names = {fold(city(one).name) for one in found.candidates}
        assert place.id in found.candidates or fold(place.name) in names


def test_a_village_is_not_taken_for_a_town_like_it():
    """What is spelt like a town and is none that we know is asked about, not taken."""
    for typed, country in (
        ("Crazannes", "FR"),
        ("Oberhausenbach", "DE"),
        ("Leona", "ES"),
        ("Mala Lipka", "PL"),
    ):
        assert find_city(typed, country).certainty is not Certainty.SURE


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


@settings(deadline=None, max_examples=examples(50))
@given(st.text(max_size=80))
def test_any_text_is_answered(typed):
    """No text is too strange to be looked up."""
    assert find_city(typed, "MT").certainty in set(Certainty)


@pytest.mark.parametrize(
    ("typed", "country", "town"),
    [
        ("Wawa", None, "Warszawa"),
        ("FFM", None, "Frankfurt am Main"),
        ("ffm", "DE", "Frankfurt am Main"),
        ("Blava", "SK", "Bratislava"),
        ("Hki", None, "Helsinki"),
        ("Bxl", None, "Bruxelles"),
        ("Thess", "GR", "Thessaloniki"),
    ],
)
def test_a_nickname_is_asked_about_first(typed, country, town):
    """What people call a town among themselves is never taken without asking."""
    found = find_city(typed, country)
    assert (found.certainty, found.best) == (Certainty.UNSURE, find_city(town).best)


def test_every_nickname_is_of_a_town_that_is_known():
    """Its country and its town are found, and nothing that is called so itself is asked away."""
    lines = NICKNAMES.read_text(encoding="utf-8").splitlines()
    for line in lines[2:]:
        town, _, names = line.partition(":")
        for name in names.replace("=", "").split():
            assert find_city(town[3:], town[:2]).best == find_city(name).best
            assert find_city(name, town[:2]).best == find_city(name).best


@pytest.mark.parametrize(("typed", "country"), [("Alba", "IT"), ("Esch", "LU"), ("Clermont", "FR")])
def test_a_short_name_of_which_one_is_meant_is_taken(typed, country):
    """Whatever else is called so."""
    found = find_city(typed)
    assert (found.certainty, city(found.best).country) == (Certainty.SURE, country)
