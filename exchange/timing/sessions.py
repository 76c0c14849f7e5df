"""Sessions of an exchange on the line: both sides hear of each before, and are asked after it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.notices import Reminding
from exchange.people.gatherings import is_in_a_group
from exchange.people.parties import person_on
from exchange.people.partnerships import day_by
from exchange.rows import row_id
from exchange.states import CANCELLABLE
from exchange.timing.hours import counted_down, reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import DueOutcome, Exchange, ExchangeState, OnlineSession, Side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

SESSION_NEAR = Reminding("session.near")  # subject: an exchange; session, side; message: the same
SESSION_HELD = Reminding("session.held")  # the same
ASKABLE = frozenset({ExchangeState.UNDER_WAY, ExchangeState.DONE, ExchangeState.INTERRUPTED})
"""Until the report is handed in, it can be said whether a session took place."""


def sessions_of(work: Work, exchange: Exchange) -> Sequence[OnlineSession]:
    """The sessions of an exchange, in the order of time; none where people meet on the spot."""
    query = select(OnlineSession).where(OnlineSession.exchange_id == exchange.id)
    return work.session.exec(query.order_by(col(OnlineSession.starts_at))).all()


def plan_sessions(work: Work, exchange: Exchange) -> None:
    """Tell both of each session before it, and ask both after it whether it took place.

    The host of a group visit is told and asked once for all its guests. What of that is past is not planned.
    """
    for kind in (SESSION_NEAR, SESSION_HELD):
        work.unschedule(kind, row_id(exchange))
    for side in (Side.VISITOR,) if is_in_a_group(work, exchange) else Side:
        zone, before = ZoneInfo(person_on(work, exchange, side).zone), None
        for session in sessions_of(work, exchange):
            day = day_by(zone, session.starts_at)
            _plan(work, exchange, session, side, first=day != before)
            before = day


def of_that_day(
    rows: Sequence[OnlineSession], one: OnlineSession, zone: str
) -> list[OnlineSession]:
    """A session, and those that follow it on its day by a clock."""
    clock = ZoneInfo(zone)
    day = day_by(clock, one.starts_at)
    later = (row for row in rows if row.starts_at >= one.starts_at)
    return [row for row in later if day_by(clock, row.starts_at) == day]


def _plan(
    work: Work, exchange: Exchange, session: OnlineSession, side: Side, *, first: bool
) -> None:
    """Before the first of a day all of that day are told; an hour before each its own."""
    person = person_on(work, exchange, side)
    facts = {"session": row_id(session), "side": side.value}
    key = f"session:{session.id}:{side.value}"
    for days in work.scheme.reminding_days(SESSION_NEAR):
        due_at = counted_down(work, session.starts_at, days, person)
        if work.now < due_at < session.starts_at and (first or not days):
            own = f"{key}:near:{days}"
            soon = facts if days else {**facts, "soon": True}
            work.schedule(SESSION_NEAR, row_id(exchange), due_at, key=own, **soon)
    if session.ends_at > work.now:
        asked_at = reading_time(work, session.ends_at, person)
        work.schedule(SESSION_HELD, row_id(exchange), asked_at, key=f"{key}:held", **facts)


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    session = work.session.get(OnlineSession, due.facts["session"])
    if session is None or exchange.state is ExchangeState.CANCELLED:
        return DueOutcome.NOT_NEEDED
    near = due.kind == SESSION_NEAR
    if near and session.starts_at <= work.now:
        return DueOutcome.TOO_LATE
    if not near and (session.held is not None or exchange.state not in ASKABLE):
        return DueOutcome.NOT_NEEDED
    if near and exchange.state not in CANCELLABLE | {ExchangeState.UNDER_WAY}:
        return DueOutcome.NOT_NEEDED
    reader = person_on(work, exchange, Side(due.facts["side"]))
    kind = SESSION_NEAR if near else SESSION_HELD
    work.tell(reader, kind, key=due.key, exchange=exchange.id, session=session.id)
    return DueOutcome.DONE


def _hour(work: Work, due: Due) -> datetime:
    if due.facts.get("soon"):
        return work.now
    exchange = work.load(Exchange, due.subject)
    return reading_time(work, work.now, person_on(work, exchange, Side(due.facts["side"])))


FAMILIES = (
    Family(
        (
            Kind(SESSION_NEAR, _hour, _remind, days=Days.SOON_TOO),
            Kind(SESSION_HELD, _hour, _remind, days=Days.NONE),
        ),
        (SESSION_NEAR, SESSION_HELD),
        about_exchanges=True,
    ),
)
