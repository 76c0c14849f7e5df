"""What a stay is worth: as it stands, and as it would be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotPossibleNow
from exchange.money import Money
from exchange.people.parties import organisation_on
from exchange.people.signing import binding_agreement
from exchange.people.spots import days_on_the_spot
from exchange.people.valid_stays import long_enough
from exchange.scheme.lump_sum import HalvingReason, LumpSum, lump_sum
from exchange.states import nothing_to_pay
from storage.tables import ExchangeForm, Side

if TYPE_CHECKING:
    from datetime import date

    from exchange.scheme.online import HybridRules
    from exchange.work import Work
    from storage.tables import Exchange


def lump_sum_of(exchange: Exchange) -> LumpSum:
    """The lump sum as it stands in the exchange; its amount is None as long as it is to be confirmed."""
    full = Money(exchange.full_sum or Decimal(0), exchange.currency)
    amount = None if exchange.lump_sum is None else Money(exchange.lump_sum, exchange.currency)
    return LumpSum(amount, full, tuple(HalvingReason(reason) for reason in exchange.halved_for))


def sum_facts(sum_: LumpSum) -> dict[str, object]:
    """A lump sum as an exchange keeps it."""
    return {
        "lump_sum": sum_.amount.amount if sum_.amount else None,
        "full_sum": sum_.full.amount,
        "currency": sum_.full.currency,
        "halved_for": [reason.value for reason in sum_.reasons],
    }


def sum_for(work: Work, exchange: Exchange, working_days: int, km: float | None) -> LumpSum:
    """What so many days at such a distance are worth in an exchange whose dates are agreed.

    Nothing below the shortest stay that there is. Raises NotPossibleNow without dates.
    """
    if exchange.starts_on is None:
        raise NotPossibleNow
    return sum_of_days(work, exchange, exchange.starts_on, working_days, km)


def sum_of_days(
    work: Work, exchange: Exchange, starts: date, working_days: int, km: float | None
) -> LumpSum:
    """The same for days that begin at another time: the amounts in force then count."""
    if exchange.form is ExchangeForm.HYBRID:
        on_the_spot = len(days_on_the_spot(work, exchange))
        return sum_of_hybrid(work, exchange, starts, (on_the_spot, working_days), km)
    country = organisation_on(work, exchange, Side.HOST).country
    found = lump_sum(country, working_days, km, starts, work.scheme)
    if long_enough(work, working_days):
        return found
    return LumpSum(Money(Decimal(0), found.full.currency), found.full, found.reasons)


def sum_of_hybrid(
    work: Work, exchange: Exchange, starts: date, days: tuple[int, int], km: float | None
) -> LumpSum:
    """What so many days on the spot are worth, of so many working days in all.

    As a visit of as many, from as many on as the call says. Raises NotHybrid where it says nothing.
    """
    on_the_spot, all_days = days
    least = hybrid_rules(work).paid_from_days
    country = organisation_on(work, exchange, Side.HOST).country
    found = lump_sum(country, on_the_spot, km, starts, work.scheme)
    if long_enough(work, all_days) and on_the_spot >= least:
        return found
    few = (HalvingReason.FEW_ON_THE_SPOT,) if long_enough(work, all_days) else found.reasons
    return LumpSum(Money(Decimal(0), found.full.currency), found.full, few)


def hybrid_rules(work: Work) -> HybridRules:
    """What the call says of exchanges that are partly online. Raises NotHybrid where it has none."""
    if work.scheme.hybrid is None:
        raise NotHybrid
    return work.scheme.hybrid


class NotHybrid(CxcError):
    """In this call an exchange is either on the spot or online. Please give days, or half days, not both."""


def money_is_agreed(work: Work, exchange: Exchange) -> bool:
    """Whether nothing about the money is to be signed any more: both have, or there is none to be paid."""
    return nothing_to_pay(exchange) or binding_agreement(work, exchange) is not None
