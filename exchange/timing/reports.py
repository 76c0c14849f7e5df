"""A report: the visitor is asked for it and reminded of its day, the desk of one that is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import DeskReminding, Reminding
from exchange.people.parties import person_on
from exchange.rows import row_id
from exchange.states import REPORTABLE, last_day
from exchange.timing.hours import (
    at_once,
    desk_time,
    first_reading_time,
    hour_of_party,
    hour_of_visitors_desk,
    last_reading_time,
    morning,
    reading_time,
    today,
)
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import DueOutcome, Exchange, Report, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Due

REPORT_OPEN = Reminding("report.open")  # subject: an exchange: the stay is over, please report
REPORT_DUE = Reminding("report.due")  # subject: an exchange; due_on; message: exchange, days
REPORT_OVERDUE = "report.overdue"  # subject: an exchange
EXCHANGE_CLOSE = "exchange.close"  # subject: an exchange: nothing to pay, and no report
DESK_REPORT_OVERDUE = DeskReminding("desk.report.overdue")  # exchange


def report_of(work: Work, exchange: Exchange) -> Report | None:
    """The visitor's report, if it was ever handed in."""
    return work.session.exec(select(Report).where(Report.exchange_id == exchange.id)).first()


def plan_report(work: Work, exchange: Exchange) -> None:
    """Ask the visitor for the report at the end of a stay, and plan its reminders."""
    ended = last_day(exchange)
    if ended is None:
        return
    visitor = person_on(work, exchange, Side.VISITOR)
    opening = reading_time(work, work.now, visitor)
    key = f"exchange:{exchange.id}:report"
    work.schedule(REPORT_OPEN, row_id(exchange), opening, key=f"{key}:open")
    due_on = ended + timedelta(days=work.scheme.deadlines.report_days)
    _plan_report_due(work, exchange, due_on, key)


def plan_report_again(work: Work, exchange: Exchange) -> None:
    """Plan the reminders of a report that was returned to the visitor now."""
    due_on = work.now.date() + timedelta(days=work.scheme.deadlines.answer_days)
    key = f"exchange:{exchange.id}:report:{work.now:%Y-%m-%dT%H:%M:%S}"
    _plan_report_due(work, exchange, due_on, key)


def _plan_report_due(work: Work, exchange: Exchange, due_on: date, key: str) -> None:
    """Remind the visitor before and after the day, and the desk of what is overdue.

    On the morning after it, what nothing is paid for is over without a report.
    """
    visitor = person_on(work, exchange, Side.VISITOR)
    facts = {"due_on": due_on.isoformat()}
    closing = morning(due_on + timedelta(days=1), visitor.zone)
    work.schedule(EXCHANGE_CLOSE, row_id(exchange), closing, key=f"{key}:close")
    for days in work.scheme.reminding_days(REPORT_DUE):
        day = due_on - timedelta(days=days)
        due_at = (last_reading_time if days > 0 else first_reading_time)(work, day, visitor)
        rows = [(str(REPORT_DUE), due_at, f"{key}:{days}")]
        if days < 0:
            desk_at = desk_time(work, exchange.visitor_partnership_id, due_at)
            rows.append((REPORT_OVERDUE, desk_at, f"{key}:{days}:desk"))
        for kind, at, row_key in rows:
            if at > work.now:
                work.schedule(kind, row_id(exchange), at, key=row_key, **facts)


def report_overdue(work: Work, exchange: Exchange) -> bool:
    """Whether the day of the report is past, counted from the last day of the stay."""
    ended, visitor = last_day(exchange), person_on(work, exchange, Side.VISITOR)
    days = timedelta(days=work.scheme.deadlines.report_days)
    return ended is not None and today(work, visitor) > ended + days


def strike_report(work: Work, exchange: Exchange) -> None:
    """Nobody needs to be reminded of the report."""
    for kind in (REPORT_OPEN, REPORT_DUE, REPORT_OVERDUE, EXCHANGE_CLOSE):
        work.unschedule(kind, row_id(exchange))


def _ask(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return DueOutcome.NOT_NEEDED
    visitor = person_on(work, exchange, Side.VISITOR)
    work.tell(visitor, REPORT_OPEN, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


def _remind(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return DueOutcome.NOT_NEEDED
    visitor = person_on(work, exchange, Side.VISITOR)
    days = (date.fromisoformat(due.facts["due_on"]) - today(work, visitor)).days
    work.tell(visitor, REPORT_DUE, key=due.key, exchange=exchange.id, days=days)
    return DueOutcome.DONE


def _tell_desk(work: Work, due: Due) -> DueOutcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return DueOutcome.NOT_NEEDED
    desk = exchange.visitor_partnership_id
    work.tell_desk(desk, DESK_REPORT_OVERDUE, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (
            Kind(REPORT_OPEN, hour_of_party, _ask, Days.NONE),
            Kind(REPORT_DUE, hour_of_party, _remind, Days.PAST_TOO),
        ),
        said_again=(REPORT_DUE,),
        said_once=(REPORT_OPEN,),
        about_exchanges=True,
    ),
    Family((Kind(EXCHANGE_CLOSE, at_once, days=Days.NONE),), about_exchanges=True),
    Family(
        (Kind(REPORT_OVERDUE, hour_of_visitors_desk, _tell_desk, Days.NONE),),
        (DESK_REPORT_OVERDUE,),
        about_exchanges=True,
    ),
)
