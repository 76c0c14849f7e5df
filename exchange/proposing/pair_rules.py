"""Which visitor may be invited by which host: the same whoever proposes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.people import people, sameness
from exchange.proposing.errors import (
    AlreadyProposed,
    HostFull,
    NotAcceptedYet,
    NotTakingPart,
    SameCountry,
    SameOrganisation,
    VisitsUsedUp,
    WrongRole,
)
from matching.words.names import fold
from storage.tables import (
    Application,
    ApplicationState,
    Organisation,
    Proposal,
    ProposalState,
    Role,
    Side,
)

if TYPE_CHECKING:
    from exchange.work import Work

LIVE = (ProposalState.PROPOSED, ProposalState.ACCEPTED)


def check_pair(work: Work, visitor: Application, host: Application) -> None:
    """Nothing, if the pair may be proposed now. Raises what proposal_errors names."""
    if {visitor.state, host.state} != {ApplicationState.ACCEPTED}:
        raise NotAcceptedYet
    if visitor.role is Role.HOST or host.role is Role.VISITOR or visitor.id == host.id:
        raise WrongRole
    _check_organisations(work, visitor, host)
    if not all(people.consents(work, one.person_id) for one in (visitor, host)):
        raise NotTakingPart
    check_once_only(work, visitor)
    live = select(Proposal.id).where(
        Proposal.visitor_id == visitor.id,
        Proposal.host_id == host.id,
        col(Proposal.state).in_(LIVE),
    )
    if work.session.exec(live).first():
        raise AlreadyProposed
    check_room(work, visitor, host)


def check_room(work: Work, visitor: Application, host: Application) -> None:
    """Nothing, if the host has a place for each person who would come. Raises HostFull."""
    if hosts.places_taken(work, host.id or 0) + visitor.party > host.capacity:
        raise HostFull


def _check_organisations(work: Work, visitor: Application, host: Application) -> None:
    guest = work.load(Organisation, visitor.organisation_id)
    home = work.load(Organisation, host.organisation_id)
    if guest.country == home.country:
        raise SameCountry
    if fold(guest.name) == fold(home.name):
        raise SameOrganisation


def check_once_only(work: Work, visitor: Application) -> None:
    """A VO may visit once only (ECCP-about), whoever of its people travels."""
    if sameness.visits_used_up(work, visitor):
        raise VisitsUsedUp


def host_unaware(proposal: Proposal) -> bool:
    """Whether the desk brought a pair together and has asked only the visitor so far."""
    return proposal.officer_id is not None and proposal.made_by is Side.HOST
