"""Working days and public holidays of a country."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from holidays import country_holidays, list_supported_countries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SATURDAY = 5


def is_working_day(day: date, country: str | None) -> bool:
    """Whether people work that day: no weekend, no public holiday of the whole country."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year)


@lru_cache(maxsize=512)
def public_holidays(country: str | None, year: int) -> Mapping[date, str]:
    """Public holidays of the whole country (ISO alpha-2) with their English names.

    Holidays of single regions are not among them. Empty where the country is unknown or its
    holidays are: then only weekends are free.
    """
    if country not in list_supported_countries():
        return {}
    return dict(country_holidays(country, years=year, language="en_US").items())
