"""The lump sum, with the cases that were published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.money import Money
from exchange.scheme.call import NoAmountForCountry, load_scheme
from exchange.scheme.lump_sum import HalvingReason, lump_sum

SCHEME = load_scheme("clusterxchange")
ON = date(2027, 3, 1)
SHORT_STAY, SHORT_DISTANCE = HalvingReason.SHORT_STAY, HalvingReason.SHORT_DISTANCE
countries = st.sampled_from(SCHEME.host_countries)
lengths = st.integers(3, 23)
distances = st.none() | st.floats(0, 5000)


@pytest.mark.parametrize(
    ("country", "days", "km", "euros", "reasons"),
    [
        ("PT", 5, 1500.0, 780, ()),  # https://clamtex.eu/faq-page
        ("PT", 3, 1500.0, 390, (SHORT_STAY,)),  # the same page
        ("AT", 3, 900.0, 450, (SHORT_STAY,)),  # photonics-austria.at
        ("AT", 3, 60.0, 450, (SHORT_STAY, SHORT_DISTANCE)),  # once, though both apply
        ("AT", 10, 60.0, 450, (SHORT_DISTANCE,)),
        ("AT", 5, 200.0, 900, ()),
        ("AT", 5, 199.9, 450, (SHORT_DISTANCE,)),
        ("AT", 4, 200.0, 450, (SHORT_STAY,)),
        ("AT", 5, None, None, ()),  # unknown is not far: to be confirmed
        ("AT", 4, None, 450, (SHORT_STAY,)),
        ("DK", 20, 2000.0, 1100, ()),  # the highest: clothproject.eu
        ("HU", 3, 2000.0, 335, (SHORT_STAY,)),
    ],
)
def test_published_and_borderline_cases(country, days, km, euros, reasons):
    """The whole sum from five days and 200 km on, half of it below either."""
    found = lump_sum(country, days, km, ON, SCHEME)
    amount = None if euros is None else Money(Decimal(euros))
    assert (found.amount, found.reasons) == (amount, reasons)


def test_a_country_without_amount():
    """No figure is made up for a country that the table does not have."""
    with pytest.raises(NoAmountForCountry):
        lump_sum("US", 5, 6000.0, ON, SCHEME)


@given(countries, lengths, distances)
def test_it_is_the_whole_sum_or_half_of_it(country, days, km):
    """Never a quarter, never more than the country's sum; halved exactly when there is a reason."""
    found = lump_sum(country, days, km, ON, SCHEME)
    assert found.full == SCHEME.amount(country, ON)
    known = found.full if km is not None else None
    assert found.amount == (found.full.half() if found.reasons else known)


@given(countries, lengths, distances, st.integers(0, 20), st.floats(0, 5000))
def test_staying_longer_or_going_farther_never_costs(country, days, km, more_days, more_km):
    """The sum does not fall with more days or more kilometres, where it is known."""
    first = lump_sum(country, days, km, ON, SCHEME)
    farther = None if km is None else km + more_km
    second = lump_sum(country, days + more_days, farther, ON, SCHEME)
    if first.amount and second.amount:
        assert second.amount >= first.amount
