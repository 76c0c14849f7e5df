"""Working days and public holidays of a country, and of its regions where the law has more there."""

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


REGIONS: Mapping[str, Mapping[str, str]] = {
    "DE": {
        "DE1": "BW",
        "DE2": "BY",
        "DE3": "BE",
        "DE4": "BB",
        "DE5": "HB",
        "DE6": "HH",
        "DE7": "HE",
        "DE8": "MV",
        "DE9": "NI",
        "DEA": "NW",
        "DEB": "RP",
        "DEC": "SL",
        "DED": "SN",
        "DEE": "ST",
        "DEF": "SH",
        "DEG": "TH",
    },
    "ES": {
        "ES11": "GA",
        "ES12": "AS",
        "ES13": "CB",
        "ES21": "PV",
        "ES22": "NC",
        "ES23": "RI",
        "ES24": "AR",
        "ES30": "MD",
        "ES41": "CL",
        "ES42": "CM",
        "ES43": "EX",
        "ES51": "CT",
        "ES52": "VC",
        "ES53": "IB",
        "ES61": "AN",
        "ES62": "MC",
        "ES63": "CE",
        "ES64": "ML",
        "ES70": "CN",
    },
    "FI": {"FI20": "01"},  # Åland
    "FR": {
        "FRF1": "6AE",  # Alsace; Moselle alone is no region of its own
        "FRY1": "971",  # Guadeloupe, and so on: the day on which slavery ended is another in each
        "FRY2": "972",
        "FRY3": "973",
        "FRY4": "974",
        "FRY5": "976",
    },
    "IT": {"ITH1": "BZ"},
    "PT": {"PT20": "20", "PT30": "30"},
    "GB": {**{f"UK{one}": "ENG" for one in "CDEFGHIJK"}, "UKL": "WLS", "UKM": "SCT", "UKN": "NIR"},
}
"""Regions (beginnings of NUTS codes) whose law has public holidays of its own, as their source calls them.

A day of a town's patron is none of them: it is no business of a region's.
"""


def is_working_day(day: date, country: str | None, region: str | None = None) -> bool:
    """Whether people work that day: no weekend, no public holiday of the country or of that region."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year, region)


def public_holidays(
    country: str | None, year: int, region: str | None = None
) -> Mapping[date, str]:
    """Public holidays of a country (ISO alpha-2) with their English names, and of a region (NUTS) in it.

    Without a region those of the whole country. Empty where the country is unknown or its
    holidays are: then only weekends are free. Ukraine's are those of its labour code (art. 73), which
    the source of the others leaves out while martial law makes them working days; its Easter and Trinity
    are Sundays.
    """
    return _holidays(country, year, _part(country, region))


def _part(country: str | None, region: str | None) -> str | None:
    """The part of a country with holidays of its own in which a region lies."""
    known = REGIONS.get(country or "", {})
    return next((part for code, part in known.items() if (region or "").startswith(code)), None)


@lru_cache(maxsize=512)
def _holidays(country: str | None, year: int, part: str | None) -> Mapping[date, str]:
    if country not in list_supported_countries():
        return {}
    found = dict(country_holidays(country, part, years=year, language="en_US").items())
    return found or (dict(_of_ukraine(year)) if country == "UA" else {})


def _of_ukraine(year: int) -> Iterator[tuple[date, str]]:
    for month, day, name in UKRAINE:
        yield date(year, month, day), name
