"""A visitor joins a group visit, waits for a seat, takes one that is offered, or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.applying.applications import active_application
from exchange.errors import EnoughForToday
from exchange.finding import hosts
from exchange.finding.group_seats import first_in_line, guest_of, seats_of, take_seats
from exchange.group_visits.errors import (
    AskedAlready,
    JoinedAlready,
    LeaveByCancelling,
    NoSeatOffered,
    NothingToLeave,
    OfferedAlready,
    WaitsAlready,
)
from exchange.group_visits.rules import (
    check_nowhere_else,
    closes_at,
    guest_in,
    require_joinable,
)
from exchange.life.guests import move_guest
from exchange.people import sameness
from exchange.proposing import by_the_desk
from exchange.proposing.asking_again import A_DAY
from exchange.proposing.errors import NotAcceptedYet
from exchange.proposing.pair_rules import check_fit
from exchange.proposing.proposals import (
    accept_proposal,
    expiry,
    keep,
    put_forward,
    withdraw_proposal,
)
from exchange.rows import row_id
from exchange.timing.group_visits import plan_list_end, plan_moving_up
from exchange.visiting.dates import settle_dates
from exchange.work import SYSTEM
from storage.tables import (
    Application,
    ApplicationState,
    GroupGuest,
    GroupVisit,
    GuestState,
    Proposal,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.errors import CxcError
    from exchange.work import Work
    from storage.tables import Exchange, Person

AGAIN: Mapping[GuestState, type[CxcError]] = {
    GuestState.WAITING: WaitsAlready,
    GuestState.OFFERED: OfferedAlready,
    GuestState.ASKED: AskedAlready,
    GuestState.JOINED: JoinedAlready,
}
"""The answer to whoever joins twice."""


def join(work: Work, person: Person, visit_id: int) -> GroupGuest:
    """The visitor with a seat and an exchange; asking for one, where the host chooses; else waiting.

    First come, first served: nobody takes a seat that would do for somebody who waits already. Raises
    what require_joinable and check_fit raise, an error of AGAIN, ElsewhereThen, NotAcceptedYet, EnoughForToday.
    """
    visitor, host, visit = _held(work, person, visit_id)
    require_joinable(work, visit)
    known = guest_in(work, visit, visitor)
    if known:
        raise AGAIN[known.state]
    check_fit(work, visitor, host)
    check_nowhere_else(work, visitor, visit)
    _require_pace(work, visitor, visit)
    waits = first_in_line(work, visit)
    guest = work.add(
        GroupGuest(
            visit_id=row_id(visit),
            visitor_id=row_id(visitor),
            state=GuestState.WAITING,
            people=visitor.party,
            since=work.now,
        )
    )
    work.record(f"person:{person.id}", "guest:come", f"group:{visit.id}", guest=guest.id)
    if waits is None and seats_of(work, visit).free >= guest.people:
        take_seats(work, guest)
        _seat(work, person, guest, visit)
    else:
        plan_list_end(work, visit, closes_at(work, visit))
    return guest


def _require_pace(work: Work, visitor: Application, visit: GroupVisit) -> None:
    """The host and both desks hear of who comes and who goes: nobody comes and goes all day long."""
    today = select(GroupGuest.id).where(
        GroupGuest.visit_id == visit.id,
        GroupGuest.visitor_id == visitor.id,
        col(GroupGuest.since) > work.now - A_DAY,
    )
    if len(work.session.exec(today).all()) >= work.scheme.proposals.max_per_pair_and_day:
        raise EnoughForToday


def take_offer(work: Work, person: Person, visit_id: int) -> GroupGuest:
    """The visitor in the seat that was kept for them. Raises NoSeatOffered, and as join does."""
    visitor, host, visit = _held(work, person, visit_id)
    guest = guest_in(work, visit, visitor)
    if guest and guest.state in {GuestState.JOINED, GuestState.ASKED}:
        raise AGAIN[guest.state]
    if guest is None or guest.state is not GuestState.OFFERED:
        raise NoSeatOffered
    require_joinable(work, visit)
    check_fit(work, visitor, host)
    check_nowhere_else(work, visitor, visit)
    _seat(work, person, guest, visit)
    return guest


def leave(work: Work, person: Person, visit_id: int) -> GroupGuest:
    """The visitor off the list, or without the seat that was kept; whoever waits moves up.

    Raises NothingToLeave, LeaveByCancelling.
    """
    visitor, _, visit = _held(work, person, visit_id)
    guest = guest_in(work, visit, visitor)
    if guest is None:
        raise NothingToLeave
    if guest.state is GuestState.JOINED:
        raise LeaveByCancelling
    if guest.state is GuestState.ASKED:
        withdraw_proposal(work, person, guest.proposal_id or 0)  # the seat goes with it
        return guest
    move_guest(work, guest, GuestState.LEFT, f"person:{person.id}")
    plan_moving_up(work, visit)
    return guest


def agree(work: Work, person: Person, proposal_id: int) -> Exchange | None:
    """As by_the_desk.agree; a host's yes to a guest of a group visit has its days as well."""
    exchange = by_the_desk.agree(work, person, proposal_id)
    guest = guest_of(work, proposal_id)
    if exchange and guest:
        _admit(work, guest, exchange, f"person:{person.id}")
    return exchange


def _held(work: Work, person: Person, visit_id: int) -> tuple[Application, Application, GroupVisit]:
    """The visitor, the host and the group visit, held in this order. Raises NotAcceptedYet, NotFound."""
    host_id = work.load(GroupVisit, visit_id).host_id
    own = active_application(work, person)
    if own is None or own.state is not ApplicationState.ACCEPTED:
        raise NotAcceptedYet
    colleagues = sameness.applications_as_one(work, row_id(own))
    visitor, host, *_ = work.hold_all(Application, row_id(own), host_id, *colleagues)
    return visitor, host, work.hold(GroupVisit, visit_id)


def _seat(work: Work, person: Person, guest: GroupGuest, visit: GroupVisit) -> None:
    """A guest whose seats are kept: in, or the host is asked."""
    proposal = _pair(work, guest, visit)
    if visit.chooses:
        move_guest(work, guest, GuestState.ASKED, f"person:{person.id}", proposal_id=proposal.id)
        return
    guest.proposal_id = row_id(proposal)
    work.add(guest)
    exchange = accept_proposal(work, person, row_id(proposal))
    _admit(work, guest, exchange, f"person:{person.id}")


def _pair(work: Work, guest: GroupGuest, visit: GroupVisit) -> Proposal:
    """The pair of guest and host: publishing was the invitation; where the host chooses, it is the guest's."""
    visitor = work.load(Application, guest.visitor_id)
    made = Proposal(
        visitor_id=row_id(visitor),
        host_id=visit.host_id,
        made_by=Side.VISITOR if visit.chooses else Side.HOST,
        state=ProposalState.PROPOSED,
        months=[f"{visit.starts_on:%Y-%m}"],
        made_at=work.now,
        expires_at=min(expiry(work), closes_at(work, visit)),
    )
    match = hosts.host_card(work, visitor, visit.host_id)
    if visit.chooses:
        return put_forward(work, match, made, f"person:{visitor.person_id}")
    return keep(work, match, made, f"group:{visit.id}")


def _admit(work: Work, guest: GroupGuest, exchange: Exchange, actor: str) -> None:
    """In, with the days of the group visit."""
    visit = work.load(GroupVisit, guest.visit_id)
    move_guest(work, guest, GuestState.JOINED, actor)
    settle_dates(work, exchange, visit, SYSTEM)
