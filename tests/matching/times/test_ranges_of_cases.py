"""Ranges that endings tell, month by month, and months that are called after a season."""

from __future__ import annotations

from datetime import date

import pytest

from matching.times.reading import find_dates

TODAY = date(2026, 11, 20)
ET = "jaanuari veebruari märtsi aprilli mai juuni juuli augusti septembri oktoobri novembri detsembri"
FI = "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"


def _months(told: str) -> set[int]:
    return {int(month[5:]) for month in find_dates(told, TODAY).months}


@pytest.mark.parametrize(
    ("names", "since", "until", "within"), [(ET, "st", "ni", "s"), (FI, "sta", "hun", "ssa")]
)
def test_every_month_begins_and_ends_a_range(names, since, until, within):
    """Three months each, also over the end of a year; and each by itself."""
    months = names.split()
    for first in range(12):
        last = (first + 2) % 12
        three = {first + 1, (first + 1) % 12 + 1, last + 1}
        assert _months(f"{months[first]}{since} {months[last]}{until}") == three
        assert _months(f"{months[first]}{within}") == {first + 1}


@pytest.mark.parametrize(
    "told",
    [
        *("in den Wintermonaten", "wintermaanden", "vintermånederne", "i vintermånaderna"),
        *("talvikuukausina", "talvekuudel", "nei mesi invernali", "miesiące zimowe"),
        *("zimní měsíce", "v zimných mesiacoch", "winter months", "les mois d'hiver"),
    ],
)
def test_months_of_a_season(told):
    """As one word, or as adjectives of the season."""
    assert _months(told) == {12, 1, 2}
