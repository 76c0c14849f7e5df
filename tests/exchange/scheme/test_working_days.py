"""Working days of a country."""

from __future__ import annotations

from datetime import date

import pytest
from holidays import country_holidays

from exchange.scheme.call import load_scheme
from exchange.scheme.working_days import REGIONS, is_working_day, public_holidays
from matching.places.regions import centroids


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


@pytest.mark.parametrize(
    ("day", "country", "region", "name"),
    [  # a day of the region's own law, and the same day elsewhere in the country
        (date(2027, 1, 6), "DE", "DE21", "Epiphany"),
        (date(2027, 1, 6), "DE", "DE30", ""),
        (date(2027, 3, 8), "DE", "DE30", "Women's Day"),
        (date(2027, 5, 27), "DE", "DE11", "Corpus Christi"),
        (date(2027, 5, 27), "DE", "DE60", ""),
        (date(2027, 6, 24), "ES", "ES51", "Saint John the Baptist"),
        (date(2027, 6, 24), "ES", "ES30", ""),
        (date(2027, 5, 17), "PT", "PT20", "Day of the Autonomous Region of the Azores"),
        (date(2027, 5, 17), "PT", "PT11", ""),
        (date(2027, 3, 26), "FR", "FRF1", "Good Friday"),
        (date(2027, 5, 27), "FR", "FRY1", "Abolition of Slavery"),
        (date(2027, 7, 21), "FR", "FRY2", "Victor Schoelcher Day"),
        (date(2027, 6, 10), "FR", "FRY3", "Abolition of Slavery"),
        (date(2027, 12, 20), "FR", "FRY4", "Abolition of Slavery"),
        (date(2027, 4, 27), "FR", "FRY5", "Abolition of Slavery"),
        (date(2027, 6, 9), "FI", "FI20", "Åland's Autonomy Day"),
        (date(2027, 3, 26), "FR", "FR10", ""),
        (date(2027, 5, 17), "IT", "ITH1", "Pentecost Monday"),
        (date(2027, 5, 17), "IT", "ITC4", ""),
        (date(2027, 3, 17), "GB", "UKN0", "Saint Patrick's Day"),
        (date(2027, 5, 27), "AT", "AT13", "Corpus Christi"),  # of the whole country
        (date(2027, 1, 6), "DE", None, ""),
    ],
)
def test_regions_have_holidays_of_their_own_where_the_law_has_them(day, country, region, name):
    """The place of the host decides; where its region is not known, the country's count alone."""
    assert public_holidays(country, day.year, region).get(day, "") == name
    assert is_working_day(day, country, region) is not bool(name)


def test_every_region_with_holidays_is_one_that_is_known():
    """Of the map, and of the source of holidays."""
    for country, parts in REGIONS.items():
        for code, part in parts.items():
            assert any(
                one.startswith(code) for one in {code for code, *_ in centroids()[country]}
            ), code
            assert country_holidays(country, part, years=2027)


@pytest.mark.parametrize(("country", "long"), [("DE", 3), ("ES", 4), ("GB", 3)])
def test_where_every_region_has_holidays_of_its_own_none_is_missing(country, long):
    """Every Land, every autonomous community, every nation, as the map knows them."""
    assert {code[:long] for code, *_ in centroids()[country]} == set(REGIONS[country])


def test_islands_and_others_with_a_law_of_their_own_are_known():
    """In countries where most regions have the country's holidays alone."""
    beside = {country: set(REGIONS[country]) for country in ("FI", "FR", "IT", "PT")}
    assert beside == {
        "FI": {"FI20"},
        "FR": {"FRF1", "FRY1", "FRY2", "FRY3", "FRY4", "FRY5"},
        "IT": {"ITH1"},
        "PT": {"PT20", "PT30"},
    }


def test_ukraine_has_nine_days_on_fixed_dates():
    """Its labour code (art. 73), without Easter and Trinity, which are Sundays."""
    found = [f"{day:%d.%m.}" for day in sorted(public_holidays("UA", 2027))]
    assert found == "01.01. 08.03. 01.05. 08.05. 28.06. 15.07. 24.08. 01.10. 25.12.".split()


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
