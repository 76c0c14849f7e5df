"""A stay: it begins and ends by date, and both sides are reminded before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.parties import person_on
from exchange.people.spots import spots_of
from exchange.rows import row_id
from exchange.scheme.send_window import next_daytime
from exchange.states import AMENDABLE
from exchange.timing.hours import at_once, last_reading_time, morning, reading_time, today
from exchange.timing.reminder import Days, Family, Kind
from exchange.timing.sessions import plan_sessions
from storage.tables import DueOutcome, Exchange, ExchangeState, Side

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

EXCHANGE_START = "exchange.start"  # subject: an exchange
EXCHANGE_FINISH = "exchange.finish"  # subject: an exchange
DEPARTURE_NEAR = Reminding(
    "departure.near"
)  # subject: an exchange; side; message: exchange, days, starts


def plan_stay(work: Work, exchange: Exchange, version: int = 0) -> None:
    """Start and end the stay by date, in the host's morning, and remind both sides before.

    A reminder for which it is too late already is not planned: that all have signed says it. What was
    planned for days that were signed before gives way; `version` is that of the paper that amends them.
    """
    if exchange.starts_on is None or exchange.ends_on is None:
        return
    zone = person_on(work, exchange, Side.HOST).zone
    start = morning(exchange.starts_on, zone)
    finish = morning(exchange.ends_on + timedelta(days=1), zone)
    key = f"exchange:{exchange.id}:v{version}" if version else f"exchange:{exchange.id}"
    for kind in (EXCHANGE_START, EXCHANGE_FINISH, DEPARTURE_NEAR):
        work.unschedule(kind, row_id(exchange))
    work.schedule(EXCHANGE_FINISH, row_id(exchange), finish, key=f"{key}:finish")
    if exchange.state is not ExchangeState.READY:
        return
    work.schedule(EXCHANGE_START, row_id(exchange), start, key=f"{key}:start")
    plan_sessions(work, exchange)
    for number, (starts_on, _) in enumerate(spots_of(work, exchange)):
        own = f"{key}:slot{number}" if number else key
        for side in Side:
            _plan_departure(work, exchange, starts_on, side, own)


def _plan_departure(work: Work, exchange: Exchange, starts_on: date, side: Side, own: str) -> None:
    person = person_on(work, exchange, side)
    for days in work.scheme.reminding_days(DEPARTURE_NEAR):
        due_at = last_reading_time(work, starts_on - timedelta(days=days), person)
        if due_at > work.now:
            key = f"{own}:departure:{days}:{side.value}"
            facts = {"side": side.value, "starts": f"{starts_on}"}
            work.schedule(DEPARTURE_NEAR, row_id(exchange), due_at, key=key, **facts)


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in AMENDABLE | {ExchangeState.CANCELLED}:
        return DueOutcome.TOO_LATE
    starts_on = _begins(due, exchange)
    if exchange.state is ExchangeState.CANCELLED or starts_on is None:
        return DueOutcome.NOT_NEEDED
    reader = person_on(work, exchange, Side(due.facts["side"]))
    days = (starts_on - today(work, reader)).days
    if days < 1:
        return DueOutcome.TOO_LATE
    facts = {"days": days, "starts": f"{starts_on}"}
    work.tell(reader, DEPARTURE_NEAR, key=due.key, exchange=exchange.id, **facts)
    return DueOutcome.DONE


def _begins(due: Due, exchange: Exchange) -> date | None:
    """The first day that is meant: that of a slot, where the stay has several."""
    told = due.facts.get("starts")
    return date.fromisoformat(told) if told else exchange.starts_on


def _travellers_hour(work: Work, due: Due) -> datetime:
    """In working hours while some are left before the stay begins; else by day, on any day."""
    exchange = work.load(Exchange, due.subject)
    traveller = person_on(work, exchange, Side(due.facts["side"]))
    found = reading_time(work, work.now, traveller)
    starts_on = _begins(due, exchange)
    if starts_on is None or found < morning(starts_on, traveller.zone):
        return found
    return next_daytime(work.now, traveller.zone, work.scheme.send_window)


FAMILIES = (
    Family(
        (
            Kind(EXCHANGE_START, at_once, days=Days.NONE),
            Kind(EXCHANGE_FINISH, at_once, days=Days.NONE),
        ),
        latest_speaks=False,
        about_exchanges=True,
    ),
    Family(
        (Kind(DEPARTURE_NEAR, _travellers_hour, _remind),), (DEPARTURE_NEAR,), about_exchanges=True
    ),
)
