"""Families of the states of an exchange, each told once; what may follow what is in `exchange.life`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.tables import ExchangeState

if TYPE_CHECKING:
    from datetime import date

    from storage.tables import Exchange

CANCELLABLE = frozenset(
    {ExchangeState.DATES, ExchangeState.COMMITMENT, ExchangeState.SIGNING, ExchangeState.READY}
)
"""Before the stay."""
TAKING_A_PLACE = CANCELLABLE | {ExchangeState.UNDER_WAY}
"""From the yes until the visitor has left, a place at the host is taken."""
REPORTABLE = frozenset({ExchangeState.DONE, ExchangeState.INTERRUPTED})
"""The stay is over, or broken off, and its report is still to come."""
CERTIFIED = frozenset(
    {
        ExchangeState.VALIDATED,
        ExchangeState.PROPOSED,
        ExchangeState.PAID,
        ExchangeState.CLOSED,
    }
)
"""The report is validated."""
AGREEABLE = REPORTABLE | {
    ExchangeState.READY,
    ExchangeState.UNDER_WAY,
    ExchangeState.REPORTED,
    ExchangeState.VALIDATED,
}
"""All have signed the commitment and nothing is being paid: the agreement on the money is signed."""
AFTER_STAY = REPORTABLE | {ExchangeState.REPORTED} | CERTIFIED
DONE = AFTER_STAY - {ExchangeState.INTERRUPTED}
"""The stay is over; one that was broken off is, as soon as it is reported."""
AMENDABLE = frozenset({ExchangeState.READY, ExchangeState.UNDER_WAY})
"""All have signed, and the stay is to come or under way: what was signed may be amended."""
OVER = frozenset({ExchangeState.PAID, ExchangeState.CLOSED, ExchangeState.CANCELLED})
"""Nothing follows any more."""
BINDING = (AFTER_STAY | {ExchangeState.UNDER_WAY}) - OVER
"""Begun and not over: it needs its people."""


def last_day(exchange: Exchange) -> date | None:
    """The day on which the stay ended, or is to end; None before there are dates."""
    return exchange.ended_early_on or exchange.ends_on


def nothing_to_pay(exchange: Exchange) -> bool:
    """Whether dates are agreed and the stay is worth nothing; a sum to be confirmed is worth something."""
    return exchange.lump_sum is not None and not exchange.lump_sum
