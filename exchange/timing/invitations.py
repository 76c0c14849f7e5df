"""An invitation that waits for an answer: the side that is asked is reminded, then it expires."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import DueOutcome, Proposal, ProposalState, Side

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due, Person

PROPOSAL_UNANSWERED = Reminding("proposal.unanswered")  # subject: a proposal; proposal
PROPOSAL_EXPIRE = "proposal.expire"  # subject: a proposal


def plan_proposal(work: Work, proposal: Proposal) -> None:
    """Remind the side that is asked, and let the proposal expire when its time is over."""
    asked = person_asked(work, proposal)
    passed_on = proposal.officer_id is not None and proposal.made_by is Side.VISITOR
    subject = f"proposal:{proposal.id}:passed_on" if passed_on else f"proposal:{proposal.id}"
    for days in work.scheme.reminding_days(PROPOSAL_UNANSWERED):
        due_at = reading_time(work, proposal.made_at + timedelta(days=days), asked)
        if due_at < proposal.expires_at:
            key = f"{subject}:unanswered:{days}"
            work.schedule(PROPOSAL_UNANSWERED, row_id(proposal), due_at, key=key)
    expiry = reading_time(work, proposal.expires_at, asked)
    work.schedule(PROPOSAL_EXPIRE, row_id(proposal), expiry, key=f"{subject}:expire")


def strike_proposal(work: Work, proposal_id: int) -> None:
    """Nobody needs to be reminded of it, and it does not expire."""
    strike_unanswered(work, proposal_id)
    work.unschedule(PROPOSAL_EXPIRE, proposal_id)


def strike_unanswered(work: Work, proposal_id: int) -> None:
    """Nobody needs to be reminded of it."""
    work.unschedule(PROPOSAL_UNANSWERED, proposal_id)


def asked_application_id(proposal: Proposal) -> int:
    """The application whose side has to answer."""
    return proposal.host_id if proposal.made_by is Side.VISITOR else proposal.visitor_id


def person_asked(work: Work, proposal: Proposal) -> Person:
    """Whoever has to answer."""
    return applicant(work, asked_application_id(proposal))


def _remind(work: Work, due: Due) -> DueOutcome:
    proposal = work.load(Proposal, due.subject)
    if proposal.state is not ProposalState.PROPOSED:
        return DueOutcome.NOT_NEEDED
    if proposal.expires_at <= work.now:
        return DueOutcome.TOO_LATE
    asked = person_asked(work, proposal)
    work.tell(asked, PROPOSAL_UNANSWERED, key=due.key, proposal=proposal.id)
    return DueOutcome.DONE


def _hour(work: Work, due: Due) -> datetime:
    return reading_time(work, work.now, person_asked(work, work.load(Proposal, due.subject)))


FAMILIES = (
    Family((Kind(PROPOSAL_UNANSWERED, _hour, _remind),), (PROPOSAL_UNANSWERED,)),
    Family((Kind(PROPOSAL_EXPIRE, _hour, days=Days.NONE),), latest_speaks=False),
)
