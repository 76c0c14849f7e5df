"""Working days and public holidays of a country."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from holidays import country_holidays, list_supported_countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SATURDAY = 5
UKRAINE = (
    (1, 1, "New Year's Day"),
    (3, 8, "International Women's Day"),
    (5, 1, "Labour Day"),
    (5, 8, "Day of Remembrance and Victory"),
    (6, 28, "Constitution Day"),
    (7, 15, "Statehood Day"),
    (8, 24, "Independence Day"),
    (10, 1, "Defenders Day"),
    (12, 25, "Christmas Day"),
)


def is_working_day(day: date, country: str | None) -> bool:
    """Whether people work that day: no weekend, no public holiday of the whole country."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year)


@lru_cache(maxsize=512)
def public_holidays(country: str | None, year: int) -> Mapping[date, str]:
    """Public holidays of the whole country (ISO alpha-2) with their English names.

    Holidays of single regions are not among them. Empty where the country is unknown or its
    holidays are: then only weekends are free. Ukraine's are those of its labour code (art. 73), which
    the source of the others leaves out while martial law makes them working days; its Easter and Trinity
    are Sundays.
    """
    if country not in list_supported_countries():
        return {}
    found = dict(country_holidays(country, years=year, language="en_US").items())
    return found or (dict(_of_ukraine(year)) if country == "UA" else {})


def _of_ukraine(year: int) -> Iterator[tuple[date, str]]:
    for month, day, name in UKRAINE:
        yield date(year, month, day), name
