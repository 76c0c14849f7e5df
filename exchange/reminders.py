"""Plan what is to happen by itself: each reminder is a row with its time and a key of its own.

Times are computed once, in the zone of the person who will read the reminder; whether it is still
true is asked when it comes due (`exchange.due`).
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.due_kinds import DueKind
from exchange.local_time import next_send_time
from storage.tables import Application, Commitment, Officer, Party, Person, Side

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Exchange, Proposal

DESK_ZONE = "Europe/Brussels"  # where a Partnership has no officer yet to ask for a zone
MORNING = time(6)  # never between midnight and four: those hours may be missing or come twice


def plan_draft(work: Work, person: Person) -> None:
    """Remind somebody of an application begun and left; asked again daily, it stays one row."""
    due_at = _reading_time(work.now + timedelta(days=work.scheme.deadlines.draft_days), person)
    key = f"person:{person.id}:draft:{work.now.date()}"
    work.schedule(DueKind.DRAFT_WAITING, _id(person), due_at, key=key)


def plan_review(work: Work, application: Application) -> None:
    """Remind the desk of an application that still waits after the scheme's days of review.

    Call it whenever an application comes (back) to the desk: only the last row planned counts.
    """
    since = work.now + timedelta(days=work.scheme.deadlines.review_days)
    due_at = _desk_time(work, application.partnership_id, since)
    key = f"application:{application.id}:review:{work.now:%Y-%m-%dT%H:%M:%S}"
    work.schedule(DueKind.REVIEW_OVERDUE, _id(application), due_at, key=key)


def plan_proposal(work: Work, proposal: Proposal) -> None:
    """Remind the side that is asked, and let the proposal expire when its time is over."""
    asked = _person(work, asked_application_id(proposal))
    for days in work.scheme.deadlines.proposal_reminder_days:
        due_at = _reading_time(proposal.made_at + timedelta(days=days), asked)
        if due_at < proposal.expires_at:
            key = f"proposal:{proposal.id}:unanswered:{days}"
            work.schedule(DueKind.PROPOSAL_UNANSWERED, _id(proposal), due_at, key=key)
    expiry = _reading_time(proposal.expires_at, asked)
    key = f"proposal:{proposal.id}:expire"
    work.schedule(DueKind.PROPOSAL_EXPIRE, _id(proposal), expiry, key=key)


def asked_application_id(proposal: Proposal) -> int:
    """The application whose side has to answer."""
    return proposal.host_id if proposal.made_by is Side.VISITOR else proposal.visitor_id


def _person(work: Work, application_id: int) -> Person:
    return work.load(Person, work.load(Application, application_id).person_id)


def _reading_time(earliest: datetime, person: Person) -> datetime:
    return next_send_time(earliest, person.zone, person.country)


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
        return next_send_time(earliest, DESK_ZONE, None)
    return _reading_time(earliest, first)


def _id(row: Application | Exchange | Person | Proposal) -> int:
    if row.id is None:  # a row is planned for only after it was stored
        msg = "the row has no id yet"
        raise ValueError(msg)
    return row.id
