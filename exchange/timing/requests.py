"""A request for a service that waits for its provider."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import Notice, Reminding
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
    """Remind the provider of what a company has asked."""
    asked = work.load(Person, enquiry.asked_id)
    for days in work.scheme.reminding_days(REQUEST_UNANSWERED):
        due_at = reading_time(work, enquiry.asked_at + timedelta(days=days), asked)
        key = f"enquiry:{enquiry.id}:request:{days}"
        work.schedule(REQUEST_UNANSWERED, row_id(enquiry), due_at, key=key)


def _hour(work: Work, due: Due) -> datetime:
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None or enquiry.asked_id is None:
        return work.now
    return reading_time(work, work.now, work.load(Person, enquiry.asked_id))


def _remind(work: Work, due: Due) -> DueOutcome:
    """The provider; whoever asked, where it is not offered any more. What was erased needs nothing."""
    enquiry = work.session.get(Enquiry, due.subject)
    if enquiry is None or enquiry.answered_at:
        return DueOutcome.NOT_NEEDED
    service = work.load(Service, enquiry.service_id)
    of = work.load(Application, service.application_id)
    if service.ended_at or of.state is not ApplicationState.ACCEPTED:
        asker, key = work.load(Person, enquiry.asker_id), f"enquiry:{enquiry.id}:gone"
        work.tell(asker, Notice.SERVICE_GONE, key=key, enquiry=enquiry.id)
    else:
        asked = work.load(Person, enquiry.asked_id)
        work.tell(asked, REQUEST_UNANSWERED, key=due.key, enquiry=enquiry.id)
    return DueOutcome.DONE


FAMILIES = (Family((Kind(REQUEST_UNANSWERED, _hour, _remind),), (REQUEST_UNANSWERED,)),)
