"""A distance that the map does not know: settled by an officer of the Partnership that pays, and the sum with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotPossibleNow
from exchange.notices import Notice
from exchange.people.officers import Right, actor_of
from exchange.people.parties import exchange_of_payer, person_on
from exchange.rows import row_id
from exchange.states import CANCELLABLE, REPORTABLE
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.evidence import paid_instalments, tell_if_payable
from exchange.visiting.sums import sum_facts, sum_for
from storage.tables import ExchangeState, Side

if TYPE_CHECKING:
    from decimal import Decimal

    from exchange.scheme.lump_sum import LumpSum
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


def may_settle(work: Work, exchange: Exchange) -> bool:
    """Whether an officer settles its distance: the map does not know it, and nothing is paid or being paid."""
    unknown = exchange.distance_km is None or exchange.distance_settled_at is not None
    return unknown and exchange.state in BEFORE_MONEY and not paid_instalments(work, exchange)


def distance_would_cost(work: Work, officer: Officer, exchange_id: int, km: int) -> LumpSum:
    """The lump sum that a distance would mean, before anybody settles it.

    Raises RoleMayNot, NotFound, DistanceKnown, NotPossibleNow, NoSuchDistance.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    _require_open(work, exchange, km)
    return sum_for(work, exchange, exchange.working_days or 0, km)


def settle_distance(work: Work, officer: Officer, exchange_id: int, km: int) -> Exchange:
    """The exchange with its distance as the visitor's Partnership settles it, and the sum it means.

    Who, when, and both states stand in the record; the visitor hears what it comes to. The commitment
    is left as it was signed; the agreement on the money is drawn up, or drawn up anew. The same distance again changes nothing. Raises as
    distance_would_cost does.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    _require_open(work, exchange, km)
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
    settle_agreement(work, exchange)
    tell_if_payable(work, exchange)
    return exchange


def _require_open(work: Work, exchange: Exchange, km: int) -> None:
    if exchange.state not in BEFORE_MONEY:
        raise NotPossibleNow
    if not may_settle(work, exchange):
        raise DistanceKnown
    if not 0 <= km <= FARTHEST_KM:
        raise NoSuchDistance(most=FARTHEST_KM)


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
