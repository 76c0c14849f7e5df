"""Money is exact, and keeps its currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exchange.money import Money


@pytest.mark.parametrize(("whole", "half"), [("830", "415"), ("0.05", "0.025"), ("0", "0")])
@pytest.mark.parametrize("currency", ["EUR", "CHF"])
def test_half(whole, half, currency) -> None:
    """No cent is lost, and no currency."""
    assert Money(Decimal(whole), currency).half() == Money(Decimal(half), currency)


@pytest.mark.parametrize(
    ("one", "factor", "right"),
    [("900", "1.5", "1350"), ("900", "2", "1800"), ("0.05", "3", "0.15")],
)
@pytest.mark.parametrize("currency", ["EUR", "CHF"])
def test_many_times(one, factor, right, currency) -> None:
    """As a stay of a month and a half is paid by the month."""
    assert Money(Decimal(one), currency).times(Decimal(factor)) == Money(Decimal(right), currency)


def test_it_is_said_with_its_currency() -> None:
    """As a figure alone it would mean nothing."""
    assert str(Money(Decimal("830.00"), "EUR")) == "830.00 EUR"
