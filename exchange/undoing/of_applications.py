"""Ways back of decisions on applications: accepted, rejected, asked, brought together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.applying.review import open_enquiry
from exchange.errors import NotPossibleNow
from exchange.finding import pair_log
from exchange.life.moves import move_proposal, return_application
from exchange.life.undone import anew
from exchange.people.officers import actor_of
from exchange.timing.invitations import strike_proposal
from exchange.timing.reviews import plan_review, strike_enquiries
from exchange.undoing.decisions import Decision, number_in
from exchange.undoing.telling import tell_again
from storage.tables import (
    Application,
    ApplicationState,
    PairEventKind,
    Person,
    Proposal,
    ProposalState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work
    from storage.tables import Audit, Officer

States = tuple[str, str]


def _undecided(work: Work, officer: Officer, row: Audit) -> States:
    """An application that was accepted or rejected, where it stood before."""
    application = work.load(Application, number_in(row))
    before, to = application.state, ApplicationState(row.facts["before"])
    told = f"{row.subject}:{before.value}{anew(work, row.subject)}"
    facts = {"decided_at": None, "decided_by": None, "reason": ""}
    return_application(work, application, to, actor_of(officer), **facts)
    if to is ApplicationState.SUBMITTED:
        plan_review(work, application)
    person = work.load(Person, application.person_id)
    tell_again(work, row, person, told, application=application.id)
    return before.value, to.value


def _unasked(work: Work, officer: Officer, row: Audit) -> States:
    """An application whose question nobody needs to answer any more."""
    application = work.load(Application, number_in(row))
    person, before = work.load(Person, application.person_id), application.state
    enquiry = open_enquiry(work, person)
    if enquiry is None or enquiry.application_id != application.id:
        raise NotPossibleNow
    enquiry.taken_back_at = work.now
    work.add(enquiry)
    strike_enquiries(work, number_in(row))
    to = ApplicationState.SUBMITTED
    return_application(work, application, to, actor_of(officer))
    plan_review(work, application)
    told = f"enquiry:{enquiry.id}:asked"
    tell_again(work, row, person, told, application=application.id)
    return before.value, to.value


def _parted(work: Work, officer: Officer, row: Audit) -> States:
    """A pair of the desk's that the visitor has not answered, taken back; the host never knew."""
    proposal = work.hold(Proposal, number_in(row))
    if proposal.state is not ProposalState.PROPOSED or proposal.officer_id is None:
        raise NotPossibleNow
    before = proposal.state
    move_proposal(work, proposal, ProposalState.WITHDRAWN, actor_of(officer))
    pair_log.note(work, proposal, PairEventKind.WITHDRAWN)
    strike_proposal(work, number_in(row))
    visitor = work.load(Application, proposal.visitor_id)
    person, told = work.load(Person, visitor.person_id), f"proposal:{proposal.id}:received"
    tell_again(work, row, person, told, proposal=proposal.id)
    return before.value, ProposalState.WITHDRAWN.value


WAYS: Mapping[Decision, Callable[[Work, Officer, Audit], States]] = {
    Decision.ACCEPT: _undecided,
    Decision.REJECT: _undecided,
    Decision.ASK: _unasked,
    Decision.PAIR: _parted,
}
