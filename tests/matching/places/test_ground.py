"""The lands: a knot is in the country and the region of the places around it, and the sea is sea."""

from __future__ import annotations

import numpy as np
import pytest

from matching.places.countries import COUNTRIES
from matching.places.gazetteer import gazetteer
from matching.places.ground import SEA, SOUTH, STEP, WEST, flat, ground


def _knot(latitude, longitude):
    east, north = flat(latitude, longitude)
    at = round((float(north) - SOUTH) / STEP), round((float(east) - WEST) / STEP)
    lands = ground()
    number, region = lands.country[at], lands.regions[lands.region[at]]
    return (gazetteer().scattered().countries[number - 1] if number != SEA else None), region


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "region"),
    [
        (41.15, -8.55, "PT", "PT11"),
        (48.21, 16.37, "AT", "AT13"),
        (60.25, 24.94, "FI", "FI1B"),
        (64.9, -18.5, "IS", "IS00"),  # hardly anybody lives there
        (67.5, 20.0, "SE", "SE33"),
        (49.0, 31.5, "UA", ""),
        (56.0, 4.0, None, ""),
        (43.0, 34.0, None, ""),
        (35.5, 18.0, None, ""),
    ],
)
def test_a_point_lies_where_it_lies(latitude, longitude, country, region):
    """Land or sea, and whose."""
    assert _knot(latitude, longitude) == (country, region)


def test_every_country_of_the_scheme_is_on_the_map():
    """Also the smallest one."""
    seen = np.unique(ground().country[ground().country != SEA])
    assert len(seen) == len(COUNTRIES)


def test_the_middle_of_the_map_is_its_middle():
    """And north is up."""
    assert np.hypot(*flat(52.0, 10.0)) == pytest.approx(0, abs=1e-6)
    assert flat(60.0, 10.0)[1] == pytest.approx(889, abs=3)
