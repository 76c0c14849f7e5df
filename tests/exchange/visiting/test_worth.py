"""What a stay is worth as it stands and as it would be, and whether anything about the money is still to be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from exchange.errors import NotPossibleNow
from exchange.money import Money
from exchange.scheme.call import load_scheme
from exchange.scheme.lump_sum import HalvingReason, LumpSum
from exchange.visiting import course, dates, sums
from tests.builders.records.pairs import STARTS, agree, build_pair, ready_pair, travelling_pair
from tests.exchange.visiting.test_online import half_days

FULL = Money(Decimal(780), "EUR")
HALF = Money(Decimal(390), "EUR")


def test_before_dates_it_is_worth_nothing_yet(work):
    """And nothing can be worked out."""
    pair = build_pair(work)
    found = sums.lump_sum_of(pair.exchange)
    assert (found.amount, found.full.amount) == (None, Decimal(0))
    with pytest.raises(NotPossibleNow):
        sums.sum_for(work, pair.exchange, 5, 2000)


@pytest.mark.parametrize(
    ("days", "km", "found"),
    [
        (5, 2000, LumpSum(FULL, FULL, ())),
        (4, 2000, LumpSum(HALF, FULL, (HalvingReason.SHORT_STAY,))),
        (3, 2000, LumpSum(HALF, FULL, (HalvingReason.SHORT_STAY,))),
        (2, 2000, LumpSum(Money(Decimal(0), "EUR"), FULL, (HalvingReason.SHORT_STAY,))),
        (5, 199, LumpSum(HALF, FULL, (HalvingReason.SHORT_DISTANCE,))),
    ],
)
def test_so_many_days_at_such_a_distance(work, days, km, found):
    """In Portugal; below the shortest stay nothing at all."""
    pair = build_pair(work)
    agree(work, pair)
    assert sums.sum_for(work, pair.exchange, days, km) == found


@pytest.mark.parametrize(
    ("ends", "worth"), [(date(2027, 4, 14), HALF), (date(2027, 4, 16), FULL)], ids=["three", "five"]
)
def test_partly_online_its_days_on_the_spot_are_paid(work, ends, worth):
    """However many days there are in all."""
    pilot = replace(work, scheme=load_scheme("pilot"))
    pair, after = build_pair(pilot), datetime(2027, 4, 20, 8, tzinfo=UTC)
    spots, link = [(STARTS, ends)], "https://meet.example.eu/1"
    dates.offer_times(pilot, pair.visitor, pair.id, spots, half_days(4, first=after), link)
    dates.agree_dates(pilot, pair.host, pair.id)
    assert sums.sum_for(pilot, pair.exchange, 7, 2000).amount == worth


def test_a_sum_is_kept_with_its_currency():
    """And read back as it was."""
    crowns = Money(Decimal(5000), "SEK")
    kept = sums.sum_facts(LumpSum(None, crowns, (HalvingReason.SHORT_STAY,)))
    assert kept == {
        "lump_sum": None,
        "full_sum": Decimal(5000),
        "currency": "SEK",
        "halved_for": ["short_stay"],
    }


def test_the_money_is_agreed_when_both_have_signed_or_nothing_is_paid(work):
    """Until then somebody is to sign."""
    assert not sums.money_is_agreed(work, ready_pair(work, agreed=False).exchange)
    assert sums.money_is_agreed(work, ready_pair(work).exchange)
    there, pair = travelling_pair(work, agreed=False)
    course.interrupt_exchange(there, pair.visitor, pair.id, STARTS, "Ill.")
    assert sums.money_is_agreed(there, pair.exchange)
