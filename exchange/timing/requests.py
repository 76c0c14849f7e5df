"""A request that waits for an answer: for a service, or to be introduced."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.notices import Notice, Reminding
from exchange.people import blocks
from exchange.people.people import accepted_application
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.reminder import Family, Kind
from storage.tables import (
    Application,
    ApplicationState,
    DueOutcome,
    Enquiry,
    Person,
    Service,
)

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

REQUEST_UNANSWERED = Reminding("request.unanswered")  # subject: an enquiry; message: enquiry


def plan_request(work: Work, enquiry: Enquiry) -> None:
    """Remind whoever was asked."""
    asked = work.load(Person, enquiry.asked_id)
    for days in work.scheme.reminding_days(REQUEST_UNANSWERED):
        due_at = reading_time(work, enquiry.asked_at + timedelta(days=days), asked)
        key = f"enquiry:{enquiry.id}:request:{days}"
        work.schedule(REQUEST_UNANSWERED, row_id(enquiry), due_at, key=key)


def end_requests(work: Work, person: Person) -> None:
    """Somebody leaves: nobody is reminded of what they asked, and whoever asked them hears that no answer comes."""
    waiting = (
        or_(col(Enquiry.service_id).is_not(None), col(Enquiry.search_id).is_not(None)),
        col(Enquiry.answered_at).is_(None),
    )
    theirs = or_(col(Enquiry.asker_id) == person.id, col(Enquiry.asked_id) == person.id)
    query = select(Enquiry).where(theirs, *waiting).order_by(col(Enquiry.id))
    for one in work.session.exec(query).all():
        work.unschedule(REQUEST_UNANSWERED, row_id(one))
        asker = work.load(Person, one.asker_id)
        if one.asked_id == person.id and takes_part(work, asker):
            gone = Notice.SERVICE_GONE if one.service_id else Notice.INTRODUCTION_GONE
            work.tell(asker, gone, key=f"enquiry:{one.id}:gone", enquiry=one.id)


def _hour(work: Work, due: Due) -> datetime:
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None or enquiry.asked_id is None:
        return work.now
    return reading_time(work, work.now, work.load(Person, enquiry.asked_id))


def _remind(work: Work, due: Due) -> DueOutcome:
    """Whoever was asked; or tell who asked that nobody will answer. What was erased needs nothing."""
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None or enquiry.answered_at:
        return DueOutcome.NOT_NEEDED
    asker, asked = (work.load(Person, one) for one in (enquiry.asker_id, enquiry.asked_id))
    if enquiry.search_id is not None and not takes_part(work, asker):
        return DueOutcome.NOT_NEEDED
    if blocks.between(work, row_id(asker), row_id(asked)):
        return DueOutcome.NOT_NEEDED  # and nobody is told why
    if gone := _gone(work, enquiry, asked):
        work.tell(asker, gone, key=f"enquiry:{enquiry.id}:gone", enquiry=enquiry.id)
    else:
        work.tell(asked, REQUEST_UNANSWERED, key=due.key, enquiry=enquiry.id)
    return DueOutcome.DONE


def _gone(work: Work, enquiry: Enquiry, asked: Person) -> Notice | None:
    """What is told to who asked where nobody will answer."""
    if enquiry.search_id is not None:
        return None if takes_part(work, asked) else Notice.INTRODUCTION_GONE
    service = work.load(Service, enquiry.service_id)
    of = work.load(Application, service.application_id)
    over = service.ended_at or of.state is not ApplicationState.ACCEPTED
    return Notice.SERVICE_GONE if over else None


def takes_part(work: Work, person: Person) -> bool:
    """Whether somebody has an accepted application."""
    return accepted_application(work, person) is not None


FAMILIES = (Family((Kind(REQUEST_UNANSWERED, _hour, _remind),), (REQUEST_UNANSWERED,)),)
