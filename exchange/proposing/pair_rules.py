"""Which visitor may be invited by which host: the same whoever proposes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.places import room_at
from exchange.people import blocks, people, sameness
from exchange.people.calls import is_ours
from exchange.proposing.errors import (
    AlreadyProposed,
    HostFull,
    NotAcceptedYet,
    NotForEachOther,
    NotTakingPart,
    OtherCall,
    SameCountry,
    SameOrganisation,
    VisitsUsedUp,
    WrongRole,
)
from matching.ranking.eligibility import ExclusionCode, exclusion
from storage.tables import (
    Application,
    ApplicationState,
    Proposal,
    ProposalState,
    Role,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.errors import CxcError
    from exchange.work import Work

# A rule without words of its own here is told in general; /hosts has left that host out before.
REFUSALS: Mapping[ExclusionCode, type[CxcError]] = {
    ExclusionCode.SAME_COUNTRY: SameCountry,
    ExclusionCode.SAME_ORGANISATION: SameOrganisation,
}
LIVE = (ProposalState.PROPOSED, ProposalState.ACCEPTED)


def check_pair(
    work: Work, visitor: Application, host: Application, months: Sequence[str] = ()
) -> None:
    """Nothing, if the pair may be proposed now. Raises what `proposing.errors` names."""
    check_fit(work, visitor, host)
    check_room(work, visitor, host, months)


def check_fit(work: Work, visitor: Application, host: Application) -> None:
    """Nothing, if the two may meet, whether or not there is room. Raises as check_pair does."""
    if {visitor.state, host.state} != {ApplicationState.ACCEPTED}:
        raise NotAcceptedYet
    if visitor.role is Role.HOST or host.role is Role.VISITOR or visitor.id == host.id:
        raise WrongRole
    if not is_ours(work, visitor.partnership_id) or not is_ours(work, host.partnership_id):
        raise OtherCall
    _check_rules(work, visitor, host)
    if not all(people.shown(work, one.person_id) for one in (visitor, host)):
        raise NotTakingPart
    if blocks.between(work, visitor.person_id, host.person_id):
        raise NotForEachOther  # who keeps whom away is not told
    check_once_only(work, visitor)
    live = select(Proposal.id).where(
        Proposal.visitor_id == visitor.id,
        Proposal.host_id == host.id,
        col(Proposal.state).in_(LIVE),
    )
    if work.session.exec(live).first():
        raise AlreadyProposed


def check_room(
    work: Work, visitor: Application, host: Application, months: Sequence[str] = ()
) -> None:
    """Nothing, if the host has room for each person who would come, in a month that suits both.

    `months` are those of the invitation, else the visitor's; where none of them is the host's any
    will do. On which days exactly is looked at when dates are agreed. Raises HostFull.
    """
    room, left = room_at(work, host)
    wished = {month: room[month] for month in months or visitor.months if month in room}
    at_once = max((wished or room).values(), default=0)
    if min(at_once, left) < visitor.party:
        raise HostFull


def _check_rules(work: Work, visitor: Application, host: Application) -> None:
    """Nothing, if no rule of the matcher bars the two; a place is looked for by `check_room`."""
    call = hosts.circumstances_of(work.scheme)
    found = exclusion(hosts.profile_of(work, visitor), hosts.profile_of(work, host), call)
    if found and found.code is not ExclusionCode.FULL:
        raise REFUSALS.get(found.code, NotForEachOther)


def check_once_only(work: Work, visitor: Application) -> None:
    """A VO may visit once only (ECCP-about), whoever of its people travels."""
    if sameness.visits_used_up(work, visitor):
        raise VisitsUsedUp


def host_unaware(proposal: Proposal) -> bool:
    """Whether the desk brought a pair together and has asked only the visitor so far."""
    return proposal.officer_id is not None and proposal.made_by is Side.HOST
