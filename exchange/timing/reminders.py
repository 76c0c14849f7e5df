"""Plan what is to happen by itself: each reminder is a row with its time and a key of its own.

Times are computed once, in the zone of the person who will read the reminder; whether it is still
true is asked when it comes due (`exchange.due`).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import product
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.due_kinds import DueKind
from exchange.people.parties import person_on
from exchange.rows import row_id
from exchange.scheme.send_window import next_daytime, next_send_time
from storage.tables import (
    Application,
    Exchange,
    ExchangeState,
    Officer,
    Party,
    Person,
    Proposal,
    Side,
)

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Commitment, Due, Enquiry

DESK_ZONE = "Europe/Brussels"  # for a Partnership that has no officer yet to ask for a zone
OURS = frozenset({ExchangeState.DATES, ExchangeState.COMMITMENT})  # either side may act
CLOSING = frozenset({ExchangeState.REPORTED, ExchangeState.VALIDATED})  # the desk may
MORNING = time(6)  # never between midnight and four: those hours may be missing or come twice


def plan_draft(work: Work, person: Person, since: datetime | None = None) -> None:
    """Remind somebody of an application begun and left, counting from `since` (now).

    Asked again on the same day, it stays the same row.
    """
    begun = since or work.now
    for days in work.scheme.reminders.draft_days:
        due_at = _reading_time(work, begun + timedelta(days=days), person)
        key = f"person:{person.id}:draft:{begun.date()}:{days}"
        work.schedule(DueKind.DRAFT_WAITING, row_id(person), due_at, key=key, days=days)


def plan_review(work: Work, application: Application) -> None:
    """Remind the desk of an application that still waits after the scheme's days of review.

    Call it whenever an application comes (back) to the desk: only the latest planning counts.
    """
    since = f"{work.now:%Y-%m-%dT%H:%M:%S}"
    for days in work.scheme.reminders.review_overdue_days:
        earliest = work.now + timedelta(days=days)
        due_at = _desk_time(work, application.partnership_id, earliest)
        key = f"application:{application.id}:review:{since}:{days}"
        work.schedule(DueKind.REVIEW_OVERDUE, row_id(application), due_at, key=key, since=since)


def plan_proposal(work: Work, proposal: Proposal) -> None:
    """Remind the side that is asked, and let the proposal expire when its time is over."""
    asked = person_of(work, asked_application_id(proposal))
    passed_on = proposal.officer_id is not None and proposal.made_by is Side.VISITOR
    subject = f"proposal:{proposal.id}:passed_on" if passed_on else f"proposal:{proposal.id}"
    for days in work.scheme.reminders.proposal_days:
        due_at = _reading_time(work, proposal.made_at + timedelta(days=days), asked)
        if due_at < proposal.expires_at:
            key = f"{subject}:unanswered:{days}"
            work.schedule(DueKind.PROPOSAL_UNANSWERED, row_id(proposal), due_at, key=key)
    expiry = _reading_time(work, proposal.expires_at, asked)
    work.schedule(DueKind.PROPOSAL_EXPIRE, row_id(proposal), expiry, key=f"{subject}:expire")


def plan_enquiry(work: Work, enquiry: Enquiry) -> None:
    """Remind an applicant of an officer's question."""
    asked, application = work.load(Person, enquiry.asked_id), enquiry.application_id or 0
    for days in work.scheme.reminders.enquiry_days:
        due_at = _reading_time(work, enquiry.asked_at + timedelta(days=days), asked)
        key = f"enquiry:{enquiry.id}:unanswered:{days}"
        kind = DueKind.ENQUIRY_UNANSWERED
        work.schedule(kind, application, due_at, key=key, enquiry=enquiry.id)


def plan_next_step(work: Work, exchange: Exchange, *sides: Side) -> None:
    """Remind whoever has to take the next step of an exchange, counting from now.

    Call it whenever its state changes: both sides where either may act, or only `sides`; the
    visitor's Partnership for what closes it. What was planned for an earlier step is struck.
    """
    strike_all(work, exchange, DueKind.EXCHANGE_IDLE, DueKind.CLOSING_OVERDUE)
    facts = {"state": exchange.state.value}
    key = f"exchange:{exchange.id}:{exchange.state.value}:{work.now.isoformat()}"
    if exchange.state in CLOSING:
        for days in work.scheme.reminders.closing_days:
            desk, kind = exchange.visitor_partnership_id, DueKind.CLOSING_OVERDUE
            due_at = _desk_time(work, desk, work.now + timedelta(days=days))
            work.schedule(kind, row_id(exchange), due_at, key=f"{key}:{days}", **facts)
    if exchange.state in OURS:
        for side, days in product(sides or Side, work.scheme.reminders.next_step_days):
            reader = person_on(work, exchange, side)
            due_at = _reading_time(work, work.now + timedelta(days=days), reader)
            own = {"key": f"{key}:{side.value}:{days}", "side": side.value}
            work.schedule(DueKind.EXCHANGE_IDLE, row_id(exchange), due_at, **own, **facts)


def plan_signature(work: Work, exchange: Exchange, commitment: Commitment, party: Party) -> None:
    """Remind the party whose turn it is to sign."""
    for days in work.scheme.reminders.signature_days:
        due_at = _party_time(work, exchange, party, work.now + timedelta(days=days))
        key = f"commitment:{commitment.id}:unsigned:{party.value}:{days}"
        work.schedule(
            DueKind.COMMITMENT_UNSIGNED,
            row_id(exchange),
            due_at,
            key=key,
            commitment=commitment.id,
            party=party.value,
        )


def plan_stay(work: Work, exchange: Exchange) -> None:
    """Start and end the stay by date, in the host's morning, and remind both sides before.

    A reminder for which it is too late already is not planned: that all have signed says it.
    """
    if exchange.starts_on is None or exchange.ends_on is None:
        return
    zone = person_on(work, exchange, Side.HOST).zone
    start = _morning(exchange.starts_on, zone)
    finish = _morning(exchange.ends_on + timedelta(days=1), zone)
    key = f"exchange:{exchange.id}"
    work.schedule(DueKind.EXCHANGE_START, row_id(exchange), start, key=f"{key}:start")
    work.schedule(DueKind.EXCHANGE_FINISH, row_id(exchange), finish, key=f"{key}:finish")
    for side in Side:
        _plan_departure(work, exchange, exchange.starts_on, side)


def _plan_departure(work: Work, exchange: Exchange, starts_on: date, side: Side) -> None:
    person = person_on(work, exchange, side)
    for days in work.scheme.reminders.departure_days:
        due_at = _last_reading_time(work, starts_on - timedelta(days=days), person)
        if due_at > work.now:
            key = f"exchange:{exchange.id}:departure:{days}:{side.value}"
            facts = {"side": side.value}
            work.schedule(DueKind.DEPARTURE_NEAR, row_id(exchange), due_at, key=key, **facts)


def plan_report(work: Work, exchange: Exchange) -> None:
    """Ask the visitor for the report at the end of a stay, and plan its reminders."""
    ended = exchange.ended_early_on or exchange.ends_on
    if ended is None:
        return
    visitor = person_on(work, exchange, Side.VISITOR)
    opening = _reading_time(work, work.now, visitor)
    key = f"exchange:{exchange.id}:report"
    work.schedule(DueKind.REPORT_OPEN, row_id(exchange), opening, key=f"{key}:open")
    due_on = ended + timedelta(days=work.scheme.deadlines.report_days)
    _plan_report_due(work, exchange, due_on, key)


def plan_report_again(work: Work, exchange: Exchange) -> None:
    """Plan the reminders of a report that was returned to the visitor now."""
    due_on = work.now.date() + timedelta(days=work.scheme.deadlines.answer_days)
    key = f"exchange:{exchange.id}:report:{work.now:%Y-%m-%dT%H:%M:%S}"
    _plan_report_due(work, exchange, due_on, key)


def _plan_report_due(work: Work, exchange: Exchange, due_on: date, key: str) -> None:
    """Remind the visitor before and after the day, and the desk of what is overdue."""
    visitor = person_on(work, exchange, Side.VISITOR)
    facts = {"due_on": due_on.isoformat()}
    for days in work.scheme.reminders.report_days:
        day = due_on - timedelta(days=days)
        due_at = (_last_reading_time if days > 0 else _first_reading_time)(work, day, visitor)
        rows = [(DueKind.REPORT_DUE, due_at, f"{key}:{days}")]
        if days < 0:
            desk_at = _desk_time(work, exchange.visitor_partnership_id, due_at)
            rows.append((DueKind.REPORT_OVERDUE, desk_at, f"{key}:{days}:desk"))
        for kind, at, row_key in rows:
            if at > work.now:
                work.schedule(kind, row_id(exchange), at, key=row_key, **facts)


def plan_survey(work: Work, exchange: Exchange) -> None:
    """Open the survey for both sides soon after the stay, and remind each side of it."""
    for side in Side:
        person = person_on(work, exchange, side)
        opens = work.now + timedelta(days=work.scheme.reminders.survey_open_days)
        opening = _reading_time(work, opens, person)
        key = f"exchange:{exchange.id}:survey:{side.value}"
        facts = {"side": side.value}
        work.schedule(DueKind.SURVEY_OPEN, row_id(exchange), opening, key=f"{key}:open", **facts)
        for number, days in enumerate(work.scheme.reminders.survey_reminder_days, start=1):
            due_at = _reading_time(work, opening + timedelta(days=days), person)
            work.schedule(
                DueKind.SURVEY_REMINDER,
                row_id(exchange),
                due_at,
                key=f"{key}:{number}",
                side=side.value,
                round=number,
            )


def reading_hour(work: Work, due: Due) -> datetime:
    """The first moment from now on in the working hours of whoever will read of it.

    Now, where nobody reads anything: a stay begins and ends by date.
    """
    subject = due.subject
    match DueKind(due.kind):
        case DueKind.EXCHANGE_START | DueKind.EXCHANGE_FINISH:
            return work.now
        case DueKind.DRAFT_WAITING:
            return _reading_time(work, work.now, work.load(Person, subject))
        case DueKind.ENQUIRY_UNANSWERED:
            return _reading_time(work, work.now, person_of(work, subject))
        case DueKind.REVIEW_OVERDUE:
            desk = work.load(Application, subject).partnership_id
            return _desk_time(work, desk, work.now)
        case DueKind.PROPOSAL_UNANSWERED | DueKind.PROPOSAL_EXPIRE:
            asked = asked_application_id(work.load(Proposal, subject))
            return _reading_time(work, work.now, person_of(work, asked))
        case _:
            return _hour_of_party(work, due, work.load(Exchange, subject))


def _hour_of_party(work: Work, due: Due, exchange: Exchange) -> datetime:
    if due.kind == DueKind.DEPARTURE_NEAR:
        return _time_before_departure(work, exchange, person_on(work, exchange, _side_of(due)))
    return _party_time(work, exchange, _party_of(due), work.now)


def _time_before_departure(work: Work, exchange: Exchange, traveller: Person) -> datetime:
    """In working hours while some are left before the stay begins; else by day, on any day."""
    found = _reading_time(work, work.now, traveller)
    if exchange.starts_on is None or found < _morning(exchange.starts_on, traveller.zone):
        return found
    return next_daytime(work.now, traveller.zone, work.scheme.send_window)


def _side_of(due: Due) -> Side:
    return Side(due.facts["side"])


def _party_of(due: Due) -> Party:
    """Whom a row about an exchange is for."""
    if due.kind in {DueKind.REPORT_OVERDUE, DueKind.CLOSING_OVERDUE}:
        return Party.VOP
    if due.facts.get("side") == Side.HOST.value:
        return Party.HO
    return Party(due.facts.get("party", Party.VO.value))


def strike_all(work: Work, exchange: Exchange, *kinds: DueKind) -> None:
    """Strike what is due about an exchange: those kinds, or every kind."""
    for kind in kinds or DueKind:
        if kind in ABOUT_EXCHANGES:
            work.unschedule(kind, row_id(exchange))


ABOUT_EXCHANGES = frozenset(DueKind) - {
    DueKind.DRAFT_WAITING,
    DueKind.REVIEW_OVERDUE,
    DueKind.ENQUIRY_UNANSWERED,
    DueKind.PROPOSAL_UNANSWERED,
    DueKind.PROPOSAL_EXPIRE,
}


def asked_application_id(proposal: Proposal) -> int:
    """The application whose side has to answer."""
    return proposal.host_id if proposal.made_by is Side.VISITOR else proposal.visitor_id


def person_of(work: Work, application_id: int) -> Person:
    """The person who applied."""
    return work.load(Person, work.load(Application, application_id).person_id)


def _party_time(work: Work, exchange: Exchange, party: Party, earliest: datetime) -> datetime:
    match party:
        case Party.VO:
            return _reading_time(work, earliest, person_on(work, exchange, Side.VISITOR))
        case Party.HO:
            return _reading_time(work, earliest, person_on(work, exchange, Side.HOST))
        case Party.VOP:
            return _desk_time(work, exchange.visitor_partnership_id, earliest)
        case Party.HOP:
            return _desk_time(work, exchange.host_partnership_id, earliest)


def _desk_time(work: Work, partnership_id: int, earliest: datetime) -> datetime:
    """When the first of a Partnership's officers is at work."""
    officers = (
        select(Person)
        .join(Officer)
        .where(Officer.partnership_id == partnership_id, col(Officer.revoked_at).is_(None))
        .order_by(col(Officer.id))
    )
    first = work.session.exec(officers).first()
    if first is None:
        return next_send_time(earliest, DESK_ZONE, None, work.scheme.send_window)
    return _reading_time(work, earliest, first)


def _reading_time(work: Work, earliest: datetime, person: Person) -> datetime:
    """The first moment of the person's working hours at or after `earliest`."""
    return next_send_time(earliest, person.zone, person.country, work.scheme.send_window)


def _first_reading_time(work: Work, day: date, person: Person) -> datetime:
    """The first moment of the person's working hours on that day or later."""
    return _reading_time(work, _morning(day, person.zone), person)


def _last_reading_time(work: Work, day: date, person: Person) -> datetime:
    """The morning of that day, or of the last working day before it.

    A count-down must not slip past what it counts down to: Monday's traveller reads it on Friday.
    """
    zone = ZoneInfo(person.zone)
    while (found := _first_reading_time(work, day, person)).astimezone(zone).date() != day:
        day -= timedelta(days=1)
    return found


def _morning(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(zone))
