"""Working days of a country."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.scheme.call import load_scheme
from exchange.scheme.working_days import is_working_day, public_holidays


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2027, 3, 5), "AT", True),
        (date(2027, 3, 6), "AT", False),
        (date(2027, 3, 7), "AT", False),
        (date(2027, 10, 26), "AT", False),
        (date(2027, 10, 26), "PT", True),
        (date(2027, 6, 10), "PT", False),
        (date(2027, 6, 10), None, True),
        (date(2027, 6, 12), None, False),
        (date(2027, 2, 17), "XK", False),
        (date(2027, 1, 1), "ZZ", True),
    ],
)
def test_weekends_and_public_holidays_are_free(day, country, works):
    """Holidays are the country's own; where we know none, only weekends are free."""
    assert is_working_day(day, country) is works


def test_holidays_are_named_in_english():
    """The name tells the reader why a day does not count."""
    assert public_holidays("AT", 2027)[date(2027, 10, 26)] == "National Day"


def test_every_country_of_the_scheme_can_be_asked():
    """No country of the scheme breaks the calendar, known to it or not."""
    countries = load_scheme("clusterxchange").host_countries
    unknown = [country for country in countries if not public_holidays(country, 2027)]
    assert unknown == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 8, 24), "Independence Day"),
        (date(2027, 6, 28), "Constitution Day"),
        (date(2027, 12, 25), "Christmas Day"),
        (date(2021, 1, 7), "Christmas Day"),  # as it was before
    ],
)
def test_ukraine_has_its_holidays(day, name):
    """Those of its labour code (art. 73), though martial law makes them working days for the time being."""
    assert public_holidays("UA", day.year)[day] == name
