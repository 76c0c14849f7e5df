"""A company asks for a service in its own words; the provider answers, and is reminded of what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotAllowed, NotFound
from exchange.notices import Notice
from exchange.people.people import accepted_application
from exchange.proposing.enquiries import listens, pass_on
from exchange.supporting.publishing import ServiceEnded, is_own
from exchange.supporting.searching import can_see
from storage.tables import (
    Application,
    Enquiry,
    Person,
    Service,
)

if TYPE_CHECKING:
    from exchange.work import Work


class NotTakingPartYet(NotAllowed):
    """You can ask for services once your application is accepted. /status shows where it is."""


def request(work: Work, person: Person, number: int, question: str) -> Enquiry:
    """What somebody asks of a service's provider; the same words that still wait there are not sent twice.

    Raises NotTakingPartYet, NotFound, ServiceEnded, TooManyQuestions.
    """
    require_taking_part(work, person)
    service = work.load(Service, number)
    if service.ended_at is not None:
        raise ServiceEnded
    if is_own(work, person, service) or not can_see(work, person, number):
        raise NotFound
    if known := _waiting(work, person, number, question):
        return known
    asked = work.load(Person, work.load(Application, service.application_id).person_id)
    enquiry = pass_on(work, person, asked, question, Notice.SERVICE_REQUESTED, service_id=number)
    work.record(f"person:{person.id}", "service:request", f"service:{number}")
    return enquiry


def require_taking_part(work: Work, person: Person) -> None:
    """Nothing, for whoever takes part. Raises NotTakingPartYet."""
    if accepted_application(work, person) is None:
        raise NotTakingPartYet


def _waiting(work: Work, person: Person, number: int, question: str) -> Enquiry | None:
    query = select(Enquiry).where(
        Enquiry.service_id == number,
        Enquiry.asker_id == person.id,
        Enquiry.question == question,
        col(Enquiry.answered_at).is_(None),
    )
    return work.session.exec(query).first()


def requests_of(work: Work, person: Person) -> list[Enquiry]:
    """What others have asked of somebody's services and waits for an answer, oldest first."""
    query = select(Enquiry).where(
        Enquiry.asked_id == person.id,
        col(Enquiry.service_id).is_not(None),
        col(Enquiry.answered_at).is_(None),
        Enquiry.question != "",  # it was asked so long ago that its words are gone
    )
    found = work.session.exec(query.order_by(col(Enquiry.id)))
    return [one for one in found if listens(work, person, work.load(Person, one.asker_id))]
