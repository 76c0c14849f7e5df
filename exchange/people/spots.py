"""Where people are on the spot: the days of a visit, of its slots, and of what is partly online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.parties import organisation_on
from exchange.rows import row_id
from exchange.scheme.stay import together
from exchange.states import last_day
from storage.tables import ExchangeForm, Side, StaySlot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.work import Work
    from storage.tables import Exchange

Spot = tuple["date", "date"]


def slots_of(work: Work, exchange: Exchange) -> Sequence[StaySlot]:
    """The slots that were agreed, in order; none of a visit in one piece."""
    query = select(StaySlot).where(StaySlot.exchange_id == exchange.id)
    return work.session.exec(query.order_by(col(StaySlot.starts_on))).all()


def spots_of(work: Work, exchange: Exchange) -> list[Spot]:
    """The times on the spot from first to last day, as they are or were: until an early end; none online."""
    first, last = exchange.starts_on, last_day(exchange)
    if first is None or last is None or exchange.form is ExchangeForm.ONLINE:
        return []
    kept = [(one.starts_on, one.ends_on) for one in slots_of(work, exchange)] or [(first, last)]
    return within(kept, first, last)


def within(spots: Sequence[Spot], first: date, last: date) -> list[Spot]:
    """What of some times lies from a first to a last day."""
    cut = [(max(first, starts), min(last, ends)) for starts, ends in spots]
    return [(starts, ends) for starts, ends in cut if starts <= ends]


def days_on_the_spot(work: Work, exchange: Exchange) -> list[date]:
    """The working days at the host's, of those times."""
    return working_days_of(work, exchange, spots_of(work, exchange))


def working_days_of(work: Work, exchange: Exchange, spots: Sequence[Spot]) -> list[date]:
    """The working days at an exchange's host in some times."""
    host = organisation_on(work, exchange, Side.HOST)
    return list(together(spots, host.country, host.region).days)


def settle_slots(work: Work, exchange: Exchange, spots: Sequence[Spot]) -> None:
    """The slots of an exchange are these, and no others."""
    for row in slots_of(work, exchange):
        work.session.delete(row)
    work.session.flush()
    for starts, ends in sorted(spots):
        work.add(StaySlot(exchange_id=row_id(exchange), starts_on=starts, ends_on=ends))
