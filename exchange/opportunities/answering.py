"""What people see of the list, and say to it: saved, or not for me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotAllowed
from exchange.opportunities.fitting import fitting
from exchange.opportunities.keeping import HasEnded, is_open
from exchange.people.people import accepted_application
from exchange.rows import row_id
from storage.tables import Interest, Opportunity, Person, Recommendation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.opportunities.fitting import Fit
    from exchange.work import Work
    from storage.tables import Application


class NotTakingPart(NotAllowed):
    """Funding programmes that fit you are shown once your application is accepted. /status shows where it is."""


def taking_part(work: Work, person: Person) -> Application:
    """The application by which somebody takes part. Raises NotTakingPart."""
    application = accepted_application(work, person)
    if application is None:
        raise NotTakingPart
    return application


def list_for(work: Work, person: Person) -> list[Fit]:
    """What fits somebody and was not dismissed, what they have saved first. Raises NotTakingPart, Unanswered."""
    application = taking_part(work, person)
    said = said_to(work, person)
    found = [
        one
        for one in fitting(work, application)
        if said.get(row_id(one.opportunity)) is not Interest.DISMISSED
    ]
    return sorted(found, key=lambda one: said.get(row_id(one.opportunity)) is not Interest.SAVED)


def said_to(work: Work, person: Person) -> Mapping[int, Interest | None]:
    """What somebody said to each programme that was shown to them."""
    query = select(Recommendation).where(Recommendation.person_id == person.id)
    return {one.opportunity_id: one.interest for one in work.session.exec(query)}


def seen(work: Work, person: Person) -> frozenset[int]:
    """The programmes that were shown to somebody, asked for or not."""
    return frozenset(said_to(work, person))


def note_shown(
    work: Work, person: Person, opportunity: Opportunity, *, by_itself: bool = False
) -> Recommendation:
    """That somebody sees it, once: by itself, or because they have asked."""
    work.hold(Person, person.id)  # a tap and the clock at once
    query = select(Recommendation).where(
        Recommendation.person_id == person.id, Recommendation.opportunity_id == opportunity.id
    )
    found = work.session.exec(query).one_or_none()
    if found is None:
        found = Recommendation(
            opportunity_id=row_id(opportunity), person_id=row_id(person), shown_at=work.now
        )
    if by_itself:
        found.sent_at = work.now
    return work.add(found)


def say(work: Work, person: Person, number: int, interest: Interest) -> Opportunity:
    """What somebody says to a programme. Raises NotFound, HasEnded for one to be saved."""
    opportunity = work.load(Opportunity, number)
    if interest is Interest.SAVED and not is_open(work, opportunity):
        raise HasEnded
    found = note_shown(work, person, opportunity)
    found.interest, found.said_at = interest, work.now
    work.add(found)
    work.record(f"person:{person.id}", f"opportunity:{interest.value}", f"opportunity:{number}")
    return opportunity


def may_see(work: Work, person: Person, number: int) -> bool:
    """Whether a programme is on the list of the Partnership at which somebody takes part, or was shown to them."""
    found = work.session.get(Opportunity, number)
    if found is None:
        return False
    application = accepted_application(work, person)
    at_home = application is not None and application.partnership_id == found.partnership_id
    query = select(Recommendation.id).where(
        Recommendation.person_id == person.id, col(Recommendation.opportunity_id) == number
    )
    return at_home or work.session.exec(query).first() is not None
