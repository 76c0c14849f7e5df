"""Money: exact, and never without its currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, order=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str = "EUR"

    def half(self) -> Money:
        """Exactly half of it."""
        return Money(self.amount / 2, self.currency)

    def times(self, factor: Decimal) -> Money:
        """So many times it."""
        return Money(self.amount * factor, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
