"""What counts of an exchange: its days on the spot, and its half days online as far as they were held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.people.parties import exchange_held, side_in
from exchange.people.spots import spots_of, working_days_of
from exchange.timing.sessions import ASKABLE, sessions_of
from exchange.visiting.online import rules_of, sum_of_sessions
from exchange.visiting.sums import sum_facts, sum_of_days, sum_of_hybrid
from storage.tables import ExchangeForm, ExchangeState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.people.spots import Spot
    from exchange.scheme.lump_sum import LumpSum
    from exchange.work import Work
    from storage.tables import Exchange, OnlineSession, Person


class SessionToCome(CxcError):
    """That session is still to come. Tell me about it when it is over."""


def counted_facts(work: Work, exchange: Exchange) -> dict[str, object]:
    """The working days and the sum of what was done, as an exchange keeps them."""
    return _facts(*counted(work, exchange, spots_of(work, exchange), exchange.starts_on))


def counted_until(work: Work, exchange: Exchange, spots: Sequence[Spot]) -> dict[str, object]:
    """The same, had only those times been on the spot."""
    return _facts(*counted(work, exchange, spots, exchange.starts_on))


def counted(
    work: Work,
    exchange: Exchange,
    spots: Sequence[Spot],
    starts: date | None,
    *,
    goes_on: bool = False,
) -> tuple[int, LumpSum]:
    """The working days and the sum of an exchange with those times on the spot that began on a day.

    Half days count that were held, and where it `goes_on` those that are still to come. Raises NotPossibleNow
    without dates.
    """
    if starts is None:
        raise NotPossibleNow
    half_days = _half_days(work, exchange, goes_on=goes_on)
    return worth_of_both(work, exchange, spots, half_days, starts)


def worth_of_both(
    work: Work, exchange: Exchange, spots: Sequence[Spot], half_days: int, starts: date
) -> tuple[int, LumpSum]:
    """The working days and the sum of times on the spot and so many half days, by the form of the exchange."""
    days = len(working_days_of(work, exchange, spots))
    if exchange.form is ExchangeForm.VISIT:
        return days, sum_of_days(work, exchange, starts, days, exchange.distance_km)
    if exchange.form is ExchangeForm.ONLINE:
        whole = rules_of(work).working_days(half_days)
        return whole, sum_of_sessions(work, exchange, half_days, starts)
    both = days + rules_of(work).working_days(half_days)
    return both, sum_of_hybrid(work, exchange, starts, (days, both), exchange.distance_km)


def days_online(work: Work, exchange: Exchange) -> int:
    """How many working days of an exchange were online; none of a visit."""
    if exchange.form is ExchangeForm.VISIT:
        return 0
    return rules_of(work).working_days(_half_days(work, exchange))


def _half_days(work: Work, exchange: Exchange, *, goes_on: bool = False) -> int:
    rows = sessions_of(work, exchange)
    to_come = sum(goes_on and one.held is None and one.ends_at > work.now for one in rows)
    return to_come + sum(one.held is True for one in rows)


def _facts(days: int, sum_: LumpSum) -> dict[str, object]:
    return {"working_days": days, **sum_facts(sum_)}


def tell_held(
    work: Work, person: Person, exchange_id: int, session_id: int, *, held: bool
) -> OnlineSession:
    """A session that took place, or did not, as one of the two says; the later word counts.

    Once all are over, it counts which were held. Raises NotFound, SessionToCome, NotPossibleNow
    before the first session and once the report is handed in.
    """
    exchange = exchange_held(work, person, exchange_id)
    session = next((one for one in sessions_of(work, exchange) if one.id == session_id), None)
    if session is None:
        raise NotFound
    if session.ends_at > work.now:
        raise SessionToCome
    if exchange.state not in ASKABLE:
        raise NotPossibleNow
    if session.held is not held:
        session.held, session.told_at = held, work.now
        session.told_by = side_in(work, person, exchange)
        work.add(session)
        word = "session:held" if held else "session:not_held"
        work.record(f"person:{person.id}", word, f"exchange:{exchange.id}", session=session.id)
    if exchange.state is not ExchangeState.UNDER_WAY:
        exchange.sqlmodel_update(counted_facts(work, exchange))
        work.add(exchange)
    return session
