from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.places.cities import city, find_city
from matching.places.distance import distance_km
from matching.places.regions import UNKNOWN, region, region_of


@pytest.mark.parametrize(
    ("town", "country", "code", "category"),
    [
        ("Wien", "AT", "AT13", "more_developed"),
        ("Praha", "CZ", "CZ01", "more_developed"),
        ("Napoli", "IT", "ITF3", "less_developed"),
        ("Perugia", "IT", "ITI2", "transition"),
        ("Milano", "IT", "ITC4", "more_developed"),
        ("Porto", "PT", "PT11", "less_developed"),
        ("Leipzig", "DE", "DED5", "more_developed"),
        ("Plovdiv", "BG", "BG42", "less_developed"),
        ("Zagreb", "HR", "HR05", "less_developed"),
    ],
)
def test_region_and_category(town, country, code, category):
    """A city centre lies in its NUTS 2 region, with the category of 2021-2027."""
    place = city(find_city(town, country).best or "")
    found = region_of(place.latitude, place.longitude, country)
    assert (found.code, found.category, found.certain) == (code, category, True)


def test_borderline_regions_are_never_a_fact():
    """Within 2.5 points of a threshold a category is to be confirmed by the Partnership."""
    assert region("CZ05") == region("CZ05")._replace(category="less_developed", certain=False)
    assert not region_of(50.21, 15.83, "CZ").certain


def test_near_a_border_of_categories_a_region_is_uncertain():
    """Halfway between two regions of different category nobody may take it for a fact."""
    assert not region_of(48.26, 16.75, "AT").certain


def test_outside_the_eu_there_is_no_category():
    """Norway has regions but no EU category; Ukraine has neither."""
    assert region_of(59.91, 10.75, "NO").category is None
    assert region_of(50.45, 30.52, "UA") == UNKNOWN
    assert region("ZZ99") == UNKNOWN


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((48.2085, 16.3721), (48.1482, 17.1067), 55),
        ((52.52, 13.405), (48.8566, 2.3522), 877),
        ((10.0, 20.0), (10.0, 20.0), 0),
        ((0.0, 0.0), (0.0, 180.0), 20015),
    ],
)
def test_distances(here, there, km):
    """Great-circle kilometres: Vienna to Bratislava, Berlin to Paris, nowhere, half the globe."""
    assert round(distance_km(*here, *there)) == km


@given(*[st.floats(-90, 90), st.floats(-180, 180)] * 2)
def test_distance_is_the_same_both_ways(lat_a, lon_a, lat_b, lon_b):
    """The way back is as long as the way there."""
    there = distance_km(lat_a, lon_a, lat_b, lon_b)
    assert there == pytest.approx(distance_km(lat_b, lon_b, lat_a, lon_a), abs=1e-6)
