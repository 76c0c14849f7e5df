"""An application goes to another Partnership, which reviews it: its own decision is its acceptance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exchange.applying.applications import seeker_in
from exchange.applying.memberships import UNDECIDED, ask_anew
from exchange.errors import CxcError, NotPossibleNow
from exchange.life.cards import REVIEWED, settle_cards
from exchange.notices import DeskNotice, Notice
from exchange.people.choosing import Seeker, right_partnership
from exchange.people.cluster_staff import asked_desk
from exchange.people.memberships import membership_of
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.timing.reviews import plan_review, strike_review
from storage.tables import (
    Application,
    ApplicationState,
    MembershipState,
    Organisation,
    Partnership,
    Person,
)

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer


class YoursAlready(CxcError):
    """This application is with your Partnership already."""


def seeker_at(work: Work, application: Application) -> Seeker:
    """What decides which Partnership takes an application; a cluster that has denied it is none of its own."""
    found = seeker_in(application, work.load(Organisation, application.organisation_id))
    member = membership_of(work, application.id or 0)
    denied = member is not None and member.state is MembershipState.DENIED
    return replace(found, cluster_id=None) if denied else found


def transfer_application(
    work: Work, officer: Officer, application_id: int, partnership_id: int, reason: str
) -> Application:
    """The application, with another Partnership, which gets it to review as if it had come to it.

    Each Partnership “receives the request, accepts (validates) or not” (CE4BIG), so that it is
    passed on before anybody has accepted it, and never after: who has accepted a visitor pays for them.
    A question that waits for its answer goes with it, and so does what is open of the membership: it is
    asked anew where another desk is the one to say.
    Both Partnerships, who did it, and why stand in the record; the applicant is told. Raises RoleMayNot,
    NotFound, NotPossibleNow once it is decided, YoursAlready, PartnershipTakesNobody.
    """
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    if application.state not in UNDECIDED:
        raise NotPossibleNow
    before, to = application.partnership_id, work.load(Partnership, partnership_id)
    if before == to.id:
        raise YoursAlready
    right_partnership(work, seeker_at(work, application), to.id)
    actor, subject = actor_of(officer), f"application:{application.id}"
    settle_cards(work, [before], REVIEWED, application.state, actor, application=application_id)
    member = membership_of(work, application_id)
    asked = asked_desk(work, member) if member else None
    application.partnership_id, application.taken_by = partnership_id, None
    work.add(application)
    if member and asked_desk(work, member) != asked:
        ask_anew(work, member)
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
    if application.state is ApplicationState.SUBMITTED:  # else the answer comes first
        plan_review(work, application)
