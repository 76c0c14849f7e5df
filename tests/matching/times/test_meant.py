"""Names of months that are other words too: told apart by the language of the text."""

from __future__ import annotations

from datetime import date

import pytest

from matching.times.reading import find_dates

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("We would like to come to you, sept ideally, and see how you dry kelp.", {9}),
        ("Nous sommes sept et nous voulons venir chez vous avec nos machines.", set()),
        ("Falamos inglês mais ou menos e queremos visitar uma empresa.", set()),
        ("Vi vill gärna visa hur vi bygger i trä och hur vi arbetar med era kunder.", set()),
        ("Am vrea să venim la voi prin mai iunie, nu mai devreme.", {5, 6}),
        ("Nu mai avem timp anul acesta, dar am vrea să venim la voi.", set()),
        ("Nasz zespół robi to od wielu lat i chce przyjechać do was.", set()),
        ("Vi kommer gärna till er i maj eller senare, säger våra kunder.", {5}),
    ],
)
def test_a_month_is_one_in_its_own_language(text, months):
    """In another language, or beside nothing that tells of time, it is the other word."""
    assert {int(one[5:]) for one in find_dates(text, TODAY).months} == months
