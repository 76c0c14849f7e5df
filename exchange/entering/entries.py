"""An application that an officer enters for somebody, as on the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.applying import applications, memberships
from exchange.applying.applications import ACTIVE
from exchange.entering.absent import absent_person
from exchange.errors import CxcError
from exchange.life.moves import move_application
from exchange.people import sameness
from exchange.people.choosing import own_clusters
from exchange.people.memberships import is_settled
from exchange.people.officers import Right, actor_of, require
from exchange.rows import row_id
from exchange.timing.reviews import plan_review
from storage.tables import Application, ApplicationState, EnteredBy, Entry, Organisation, Role

if TYPE_CHECKING:
    from exchange.applying.applications import ApplicationInput
    from exchange.work import Work
    from storage.tables import Officer


class HereAlready(CxcError):
    """Somebody with this e-mail address is at your desk already: /case {number} shows it. Nothing was entered twice."""


class ElsewhereAlready(CxcError):
    """Somebody with this e-mail address has applied to another Partnership of the programme. Nothing was entered."""


def enter(work: Work, officer: Officer, given: ApplicationInput, telephone: str = "") -> Entry:
    """The entry of somebody who has agreed to it, at the officer's own desk.

    Whoever enters has decided: it is accepted, and a member of the cluster that is named, where that is
    one of the desk's own; unless it has to be said first who a visitor is, or whether it is a member.
    Raises RoleMayNot, NotEligible, HereAlready, ElsewhereAlready.
    """
    require(officer, Right.DECIDE)
    _refuse_known(work, officer, given.email)
    given = given.model_copy(update={"partnership_id": officer.partnership_id})
    person = absent_person(work, given.country)
    application = work.add(applications.fill_in(work, person, None, given))
    entry = work.add(
        Entry(
            application_id=row_id(application),
            way=EnteredBy.TELEPHONE,
            telephone=telephone[:40],
            made_by=officer.id,
            made_at=work.now,
        )
    )
    work.record(actor_of(officer), "application:enter", f"application:{application.id}")
    noted = memberships.note_membership(work, application)
    if noted is not None and _is_own(work, officer, noted.cluster_id):
        memberships.decide(work, officer, row_id(application), member=True)
    if _to_be_settled(work, application):
        plan_review(work, application)
    else:
        decided = {"decided_at": work.now, "decided_by": officer.id}
        move_application(work, application, ApplicationState.ACCEPTED, actor_of(officer), **decided)
    return entry


def _refuse_known(work: Work, officer: Officer, email: str) -> None:
    query = select(Application).where(
        col(Application.email).icontains(email, autoescape=True), col(Application.state).in_(ACTIVE)
    )
    for known in work.session.exec(query):
        if known.email.strip().lower() == email.strip().lower():
            if known.partnership_id == officer.partnership_id:
                raise HereAlready(number=known.id)
            raise ElsewhereAlready


def _is_own(work: Work, officer: Officer, cluster_id: int | None) -> bool:
    """Whether a cluster is one of the desk's, so that its officer says who is a member: of others they are asked."""
    return cluster_id is not None and bool(own_clusters(work, officer.partnership_id, [cluster_id]))


def _to_be_settled(work: Work, application: Application) -> bool:
    """Whether it is open which organisation a visitor is of, whether its visit is made, or its membership."""
    blocks = work.scheme.membership.blocks == "acceptance"
    if blocks and not is_settled(work, row_id(application)):
        return True
    if application.role is Role.HOST:
        return False
    organisation = work.load(Organisation, application.organisation_id)
    asked = sameness.open_question(work, organisation) is not None
    return asked or sameness.visits_used_up(work, application)


def entry_of(work: Work, application_id: int) -> Entry | None:
    """The entry behind an application, whether it is taken over or not; None for people's own."""
    query = select(Entry).where(Entry.application_id == application_id)
    return work.session.exec(query).one_or_none()


def unclaimed(entry: Entry | None) -> bool:
    """Whether that is an entry that nobody has taken over yet."""
    return entry is not None and entry.claimed_at is None
