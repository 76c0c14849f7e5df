"""Pairs that the desk brings together: the visitor is asked first, then the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.finding import hosts
from exchange.notices import Notice
from exchange.people import people
from exchange.people.officers import Right, require, require_partnership
from exchange.proposing.errors import NotTakingPart
from exchange.proposing.pair_rules import check_once_only, check_pair, check_room, host_unaware
from exchange.proposing.proposals import (
    accept_proposal,
    asked_one,
    expiry,
    proposal_for,
    proposals_of,
    put_forward,
    tell_asked,
)
from exchange.rows import row_id
from exchange.timing.invitations import plan_proposal, strike_proposal
from storage.tables import Application, Proposal, ProposalState, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from matching.reasons import Match
    from storage.tables import Exchange, Officer, Person


def bring_together(
    work: Work, officer: Officer, visitor_id: int, host_id: int, match: Match | None = None
) -> Proposal:
    """The desk's proposal to its visitor; the host hears of it once the visitor has agreed.

    `match` tells why it could fit, where that is known already. Raises RoleMayNot, NotFound, and
    what proposal_errors names where the pair may not be proposed.
    """
    require(officer, Right.DECIDE)
    visitor, host = work.hold_all(Application, visitor_id, host_id)
    require_partnership(officer, visitor.partnership_id)
    check_pair(work, visitor, host)
    drawn_up = Proposal(
        visitor_id=visitor_id,
        host_id=host_id,
        made_by=Side.HOST,
        officer_id=row_id(officer),
        state=ProposalState.PROPOSED,
        months=list(visitor.months),
        made_at=work.now,
        expires_at=expiry(work),
    )
    fit = match or hosts.host_card(work, visitor, host_id)
    return put_forward(work, fit, drawn_up, f"officer:{officer.id}")


def agree(work: Work, person: Person, proposal_id: int) -> Exchange | None:
    """The exchange that begins, or None where the host is asked next.

    Raises what accept_proposal raises, and NotTakingPart when the host has left.
    """
    if not host_unaware(proposal_for(work, person, proposal_id)):
        return accept_proposal(work, person, proposal_id)
    _pass_on(work, person, proposal_id)
    return None


def _pass_on(work: Work, person: Person, proposal_id: int) -> None:
    seen = proposal_for(work, person, proposal_id)
    visitor, host = work.hold_all(Application, seen.visitor_id, seen.host_id)
    proposal = asked_one(work, person, proposal_id)
    check_once_only(work, visitor)
    if not people.seen(work, host):
        raise NotTakingPart
    check_room(work, visitor, host)
    strike_proposal(work, proposal.id or 0)
    proposal.made_by, proposal.made_at, proposal.expires_at = Side.VISITOR, work.now, expiry(work)
    work.add(proposal)
    work.record(f"person:{person.id}", "proposal:pass_on", f"proposal:{proposal.id}")
    tell_asked(work, proposal, Notice.PROPOSAL_RECEIVED, "passed_on")
    plan_proposal(work, proposal)


def shown_proposals(work: Work, application: Application) -> list[Proposal]:
    """The proposals that an application's side knows of, newest first."""
    return [
        one
        for one in proposals_of(work, application)
        if one.visitor_id == application.id or not host_unaware(one)
    ]
