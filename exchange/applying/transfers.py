"""An application goes to another Partnership, which reviews it: its own decision is its acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotPossibleNow
from exchange.life.cards import REVIEWED, settle_cards
from exchange.notices import DeskNotice, Notice
from exchange.people.choosing import PartnershipTakesNobody, sides_of
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.people.partnerships import is_open
from exchange.timing.reviews import plan_review, strike_review
from storage.tables import Application, ApplicationState, Organisation, Partnership, Person

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer


class YoursAlready(CxcError):
    """This application is with your Partnership already."""


def transfer_application(
    work: Work, officer: Officer, application_id: int, partnership_id: int, reason: str
) -> Application:
    """The application, with another Partnership, which gets it to review as if it had come to it.

    Each Partnership “receives the request, accepts (validates) or not” (CE4BIG), so that it is
    passed on before anybody has accepted it, and never after: who has accepted a visitor pays for them.
    Both Partnerships, who did it, and why stand in the record; the applicant is told. Raises RoleMayNot,
    NotFound, NotPossibleNow once it is decided, YoursAlready, PartnershipTakesNobody.
    """
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    if application.state is not ApplicationState.SUBMITTED:
        raise NotPossibleNow
    before, to = application.partnership_id, work.load(Partnership, partnership_id)
    if before == to.id:
        raise YoursAlready
    kind = work.load(Organisation, application.organisation_id).type
    entry = work.scheme.partnership(to.name)
    admitted = all(work.scheme.admits(kind, side, to.name) for side in sides_of(application.role))
    if not is_open(entry, work) or not admitted:
        raise PartnershipTakesNobody(name=to.name)
    actor, subject = actor_of(officer), f"application:{application.id}"
    settle_cards(work, [before], REVIEWED, application.state, actor, application=application_id)
    application.partnership_id, application.taken_by = partnership_id, None
    work.add(application)
    work.record(actor, "application:transfer", subject, before=before, to=to.id, reason=reason)
    _tell(work, application)
    return application


def _tell(work: Work, application: Application) -> None:
    key = f"application:{application.id}:transfer:{work.now.isoformat()}"
    person = work.load(Person, application.person_id)
    work.tell(person, Notice.APPLICATION_MOVED, key=key, application=application.id)
    desk = application.partnership_id
    card = DeskNotice.APPLICATION_SUBMITTED
    work.tell_desk(desk, card, key=f"{key}:desk", application=application.id)
    strike_review(work, application)
    plan_review(work, application)
