"""Review: officers accept, reject or ask; applicants answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.applying.memberships import UNDECIDED, ask_again
from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.life.moves import move_application
from exchange.life.undone import anew
from exchange.notices import DeskNotice, Notice
from exchange.people import sameness
from exchange.people.memberships import require_settled
from exchange.people.naming_clusters import bind_to_its_cluster
from exchange.people.officers import Right, require, require_partnership
from exchange.timing.reviews import plan_enquiry, plan_review, strike_review
from storage.tables import (
    Application,
    ApplicationState,
    Enquiry,
    Officer,
    Organisation,
    Person,
    Role,
)

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work

WAITING = (ApplicationState.SUBMITTED,)


class VisitMade(CxcError):
    """This organisation has been on its visit, and each visits only once. You can ask the applicant to come back as a host, or reject."""


class CvOwed(CxcError):
    """The CV of {name} is still to come, and is asked for by itself; you read of it as soon as it is here. /case {number} writes to them if it hurries."""


class SamenessOpen(CxcError):
    """First please say whether this is the same organisation as {name}: the question is on the card.

    It decides whether a visit is left. /case {number} shows it.
    """


@dataclass(frozen=True)
class Waiting:
    """An application that waits for a decision."""

    application: Application
    organisation: Organisation
    since: datetime


def review_queue(work: Work, officer: Officer) -> list[Waiting]:
    """Applications that wait for this officer's Partnership, longest first."""
    require(officer, Right.READ)
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.partnership_id == officer.partnership_id,
            col(Application.state).in_(WAITING),
        )
        .order_by(col(Application.submitted_at))
    )
    return [Waiting(one, where, one.submitted_at) for one, where in work.session.exec(query)]


def _application(work: Work, officer: Officer, application_id: int) -> Application:
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    return application


def accept_application(work: Work, officer: Officer, application_id: int) -> Application:
    """The application, accepted; a cluster organisation speaks for its cluster from now on.

    Whoever wants to travel visits once only, so that it has to be known who they are. Raises
    NotPossibleNow if it was decided already, VisitMade, SamenessOpen, CvOwed; MembershipOpen and InNoCluster
    where the call has an open membership block it.
    """
    application = _application(work, officer, application_id)
    if application.cv_owed and application.state in UNDECIDED:
        raise CvOwed(name=application.person_name, number=application.id)
    if application.role is not Role.HOST:
        if sameness.visits_used_up(work, application):
            raise VisitMade
        _require_known(work, application)
    if application.state in UNDECIDED:
        require_settled(work, application_id, "acceptance")
    _decide(work, officer, application, ApplicationState.ACCEPTED)
    _tell(work, application, Notice.APPLICATION_ACCEPTED, "accepted")
    bind_to_its_cluster(work, application, f"officer:{officer.id}")
    ask_again(work, application)
    return application


def _require_known(work: Work, application: Application) -> None:
    """Nothing, if no question is open whether this is an organisation that we know."""
    organisation = work.load(Organisation, application.organisation_id)
    question = sameness.open_question(work, organisation)
    if question and application.state is ApplicationState.SUBMITTED:
        raise SamenessOpen(name=question.organisation.name, number=application.id)


def reject_application(
    work: Work, officer: Officer, application_id: int, reason: str
) -> Application:
    """The application, rejected for a reason that the applicant reads. Raises NotPossibleNow."""
    application = _application(work, officer, application_id)
    _decide(work, officer, application, ApplicationState.REJECTED, reason=reason)
    _tell(work, application, Notice.APPLICATION_REJECTED, "rejected")
    return application


def _decide(
    work: Work, officer: Officer, application: Application, to: ApplicationState, **more: str
) -> None:
    facts = {"decided_at": work.now, "decided_by": officer.id, **more}
    move_application(work, application, to, f"officer:{officer.id}", **facts)
    strike_review(work, application)


def _tell(work: Work, application: Application, notice: Notice, what: str) -> None:
    person = work.load(Person, application.person_id)
    subject = f"application:{application.id}"
    key = f"{subject}:{what}{anew(work, subject)}"
    work.tell(person, notice, key=key, application=application.id)


def ask_applicant(work: Work, officer: Officer, application_id: int, question: str) -> Enquiry:
    """The question, passed on; the application waits for its answer. Raises NotPossibleNow."""
    application = _application(work, officer, application_id)
    move_application(work, application, ApplicationState.INFO_REQUESTED, f"officer:{officer.id}")
    enquiry = work.add(
        Enquiry(
            application_id=application.id,
            asker_id=officer.person_id,
            asked_id=application.person_id,
            question=question,
            asked_at=work.now,
        )
    )
    strike_review(work, application)
    plan_enquiry(work, enquiry)
    person = work.load(Person, application.person_id)
    work.tell(
        person,
        Notice.APPLICATION_ASKED,
        key=f"enquiry:{enquiry.id}:asked",
        application=application.id,
        enquiry=enquiry.id,
    )
    return enquiry


def open_enquiry(work: Work, person: Person) -> Enquiry | None:
    """An officer's question that somebody has not answered yet."""
    query = select(Enquiry).where(
        Enquiry.asked_id == person.id,
        col(Enquiry.application_id).is_not(None),
        col(Enquiry.answered_at).is_(None),
        col(Enquiry.taken_back_at).is_(None),
    )
    return work.session.exec(query.order_by(col(Enquiry.id).desc())).first()


def answer_applicant_enquiry(work: Work, person: Person, enquiry_id: int, answer: str) -> Enquiry:
    """The answer, passed on to the desk; the application is under review again.

    Raises NotFound for somebody else's question, NotPossibleNow for one that is answered or taken back.
    """
    enquiry = work.hold(Enquiry, enquiry_id)
    if enquiry.asked_id != person.id or enquiry.application_id is None:
        raise NotFound
    if enquiry.answered_at or enquiry.taken_back_at:
        raise NotPossibleNow
    enquiry.answer, enquiry.answered_at = answer, work.now
    work.add(enquiry)
    application = work.hold(Application, enquiry.application_id)
    if application.state is ApplicationState.INFO_REQUESTED:
        move_application(work, application, ApplicationState.SUBMITTED, f"person:{person.id}")
        plan_review(work, application)
    work.tell_desk(
        application.partnership_id,
        DeskNotice.APPLICATION_ANSWERED,
        key=f"enquiry:{enquiry.id}:answered",
        application=application.id,
        enquiry=enquiry.id,
    )
    return enquiry
