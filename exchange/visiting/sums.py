"""What a stay is worth: as it stands, as it would be, and settled where the map does not know the distance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotPossibleNow
from exchange.money import Money
from exchange.notices import Notice
from exchange.people.officers import Right, actor_of
from exchange.people.parties import exchange_of_payer, organisation_on, person_on
from exchange.rows import row_id
from exchange.scheme.lump_sum import HalvingReason, LumpSum, lump_sum
from exchange.states import CANCELLABLE, REPORTABLE
from exchange.visiting.evidence import tell_if_payable
from storage.tables import ExchangeState, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Exchange, Officer

FARTHEST_KM = 20_000  # half the way around the earth
BEFORE_MONEY = (CANCELLABLE | REPORTABLE) - {ExchangeState.DATES} | {
    ExchangeState.UNDER_WAY,
    ExchangeState.REPORTED,
    ExchangeState.VALIDATED,
}
"""Dates are agreed, and no payment is proposed."""


class DistanceKnown(CxcError):
    """The map knows how far apart the two are, so there is nothing to settle here."""


class NoSuchDistance(CxcError):
    """A distance is a whole number of kilometres, from 0 to {most}. Please type it like this: 240."""


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
    country = organisation_on(work, exchange, Side.HOST).country
    found = lump_sum(country, working_days, km, exchange.starts_on, work.scheme)
    if working_days >= work.scheme.stay.min_working_days:
        return found
    return LumpSum(Money(Decimal(0), found.full.currency), found.full, found.reasons)


def may_settle(exchange: Exchange) -> bool:
    """Whether an officer settles its distance: the map does not know it, and nothing is being paid."""
    unknown = exchange.distance_km is None or exchange.distance_settled_at is not None
    return unknown and exchange.state in BEFORE_MONEY


def distance_would_cost(work: Work, officer: Officer, exchange_id: int, km: int) -> LumpSum:
    """The lump sum that a distance would mean, before anybody settles it.

    Raises RoleMayNot, NotFound, DistanceKnown, NotPossibleNow, NoSuchDistance.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    _require_open(exchange, km)
    return sum_for(work, exchange, exchange.working_days or 0, km)


def settle_distance(work: Work, officer: Officer, exchange_id: int, km: int) -> Exchange:
    """The exchange with its distance as the visitor's Partnership settles it, and the sum it means.

    Who, when, and both states stand in the record; the visitor hears what it comes to. What was
    signed is left as it is. The same distance again changes nothing. Raises as
    distance_would_cost does.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    _require_open(exchange, km)
    if exchange.distance_settled_at and exchange.distance_km == km:
        return exchange
    before = {"km": exchange.distance_km, "sum": _plain(exchange.lump_sum)}
    sum_ = sum_for(work, exchange, exchange.working_days or 0, km)
    by = {"distance_settled_at": work.now, "distance_settled_by": row_id(officer)}
    exchange.sqlmodel_update({"distance_km": float(km), **by, **sum_facts(sum_)})
    work.add(exchange)
    after = {"km": km, "sum": _plain(exchange.lump_sum)}
    subject = f"exchange:{exchange.id}"
    work.record(actor_of(officer), "distance:settle", subject, before=before, after=after)
    visitor = person_on(work, exchange, Side.VISITOR)
    key = f"{subject}:sum:{work.now.isoformat()}"
    work.tell(visitor, Notice.SUM_SETTLED, key=key, exchange=exchange.id)
    tell_if_payable(work, exchange)
    return exchange


def _require_open(exchange: Exchange, km: int) -> None:
    if exchange.state not in BEFORE_MONEY:
        raise NotPossibleNow
    if not may_settle(exchange):
        raise DistanceKnown
    if not 0 <= km <= FARTHEST_KM:
        raise NoSuchDistance(most=FARTHEST_KM)


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
