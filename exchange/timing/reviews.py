"""An application that waits for the desk, and a question of the desk's that waits for an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import DeskReminding, Reminding
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.hours import desk_time, reading_time
from exchange.timing.reminder import Family, Kind
from storage.tables import Application, ApplicationState, Due, DueOutcome, Enquiry, Person

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work

REVIEW_OVERDUE = "review.overdue"  # subject: an application
DESK_REVIEW_OVERDUE = DeskReminding("desk.review.overdue")  # application
ENQUIRY_UNANSWERED = "enquiry.unanswered"  # subject: an application; enquiry
ENQUIRY_SILENT = "enquiry.silent"  # subject: an application; enquiry
DESK_ENQUIRY_SILENT = DeskReminding("desk.enquiry.silent")  # application
APPLICATION_UNANSWERED = Reminding("application.unanswered")  # application, enquiry


def plan_review(work: Work, application: Application) -> None:
    """Remind the desk of an application that still waits after the scheme's days of review.

    Call it whenever an application comes (back) to the desk: only the latest planning counts.
    """
    since = f"{work.now:%Y-%m-%dT%H:%M:%S}"
    for days in work.scheme.reminding_days(REVIEW_OVERDUE):
        earliest = work.now + timedelta(days=days)
        due_at = desk_time(work, application.partnership_id, earliest)
        key = f"application:{application.id}:review:{since}:{days}"
        work.schedule(REVIEW_OVERDUE, row_id(application), due_at, key=key, since=since)


def plan_enquiry(work: Work, enquiry: Enquiry) -> None:
    """Remind an applicant of an officer's question, and tell the desk when that was in vain."""
    asked, application = work.load(Person, enquiry.asked_id), enquiry.application_id or 0
    for days in work.scheme.reminding_days(ENQUIRY_UNANSWERED):
        due_at = reading_time(work, enquiry.asked_at + timedelta(days=days), asked)
        key = f"enquiry:{enquiry.id}:unanswered:{days}"
        work.schedule(ENQUIRY_UNANSWERED, application, due_at, key=key, enquiry=enquiry.id)
    desk = work.load(Application, application).partnership_id
    for days in work.scheme.reminding_days(ENQUIRY_SILENT):
        due_at = desk_time(work, desk, enquiry.asked_at + timedelta(days=days))
        key = f"enquiry:{enquiry.id}:silent:{days}"
        work.schedule(ENQUIRY_SILENT, application, due_at, key=key, enquiry=enquiry.id)


def strike_review(work: Work, application: Application) -> None:
    """The desk need not be reminded of it any more."""
    work.unschedule(REVIEW_OVERDUE, row_id(application))


def strike_enquiries(work: Work, application_id: int) -> None:
    """Nobody need be reminded of questions to the applicant any more."""
    work.unschedule(ENQUIRY_UNANSWERED, application_id)
    work.unschedule(ENQUIRY_SILENT, application_id)


def _remind_desk(work: Work, due: Due) -> DueOutcome:
    application = work.load(Application, due.subject)
    if application.state is not ApplicationState.SUBMITTED or _planned_anew(work, due):
        return DueOutcome.NOT_NEEDED
    desk, facts = application.partnership_id, {"application": application.id}
    work.tell_desk(desk, DESK_REVIEW_OVERDUE, key=due.key, **facts)
    return DueOutcome.DONE


def _planned_anew(work: Work, due: Due) -> bool:
    """Whether the application came back to the desk after this row was planned."""
    query = select(Due).where(Due.kind == due.kind, Due.subject == due.subject)
    return any(row.facts["since"] > due.facts["since"] for row in work.session.exec(query))


def _remind_applicant(work: Work, due: Due) -> DueOutcome:
    application = work.load(Application, due.subject)
    enquiry = work.load(Enquiry, due.facts["enquiry"])
    if application.state is not ApplicationState.INFO_REQUESTED or _is_over(enquiry):
        return DueOutcome.NOT_NEEDED
    person = work.load(Person, enquiry.asked_id)
    facts = {"application": application.id, "enquiry": enquiry.id}
    work.tell(person, APPLICATION_UNANSWERED, key=due.key, **facts)
    return DueOutcome.DONE


def _tell_the_desk(work: Work, due: Due) -> DueOutcome:
    application = work.load(Application, due.subject)
    enquiry = work.load(Enquiry, due.facts["enquiry"])
    if application.state is not ApplicationState.INFO_REQUESTED or _is_over(enquiry):
        return DueOutcome.NOT_NEEDED
    desk, facts = application.partnership_id, {"application": application.id}
    work.tell_desk(desk, DESK_ENQUIRY_SILENT, key=due.key, **facts)
    return DueOutcome.DONE


def _is_over(enquiry: Enquiry) -> bool:
    return bool(enquiry.answered_at or enquiry.taken_back_at)


def _desks_hour(work: Work, due: Due) -> datetime:
    return desk_time(work, work.load(Application, due.subject).partnership_id, work.now)


def _applicants_hour(work: Work, due: Due) -> datetime:
    return reading_time(work, work.now, applicant(work, due.subject))


FAMILIES = (
    Family((Kind(REVIEW_OVERDUE, _desks_hour, _remind_desk),), (DESK_REVIEW_OVERDUE,)),
    Family(
        (Kind(ENQUIRY_UNANSWERED, _applicants_hour, _remind_applicant),), (APPLICATION_UNANSWERED,)
    ),
    Family((Kind(ENQUIRY_SILENT, _desks_hour, _tell_the_desk),), (DESK_ENQUIRY_SILENT,)),
)
