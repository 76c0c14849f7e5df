"""Group visits as officers read them: their own hosts', and those that their visitors are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of, seats_of
from exchange.group_visits.rules import concerning
from exchange.group_visits.talks import meetings_of
from exchange.people.officers import Right, require
from storage.tables import (
    Application,
    Exchange,
    GroupGuest,
    GroupVisit,
    GuestState,
    Organisation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.finding.group_seats import Seats
    from exchange.work import Work
    from storage.tables import Officer


@dataclass(frozen=True)
class GuestLine:
    """A guest: the organisation, how it stands, and its exchange once there is one."""

    organisation: Organisation
    guest: GroupGuest
    exchange_id: int | None


@dataclass(frozen=True)
class GroupCard:
    """A group visit with its host, its seats and its guests; its short talks, and how many hosts are `talking`."""

    visit: GroupVisit
    host: Organisation
    seats: Seats
    guests: Sequence[GuestLine]
    talks: int
    talking: int

    @property
    def waiting(self) -> int:
        """How many wait for a seat."""
        return len([one for one in self.guests if one.guest.state is GuestState.WAITING])


def group_cards(work: Work, officer: Officer) -> list[GroupCard]:
    """The group visits that concern the officer's Partnership, the latest first. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(GroupVisit).where(concerning(officer.partnership_id))
    found = work.session.exec(query.order_by(col(GroupVisit.starts_on).desc(), col(GroupVisit.id)))
    return [_card(work, one) for one in found]


def group_card(work: Work, officer: Officer, visit_id: int) -> GroupCard:
    """One of them. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    query = select(GroupVisit).where(GroupVisit.id == visit_id, concerning(officer.partnership_id))
    found = work.session.exec(query).one_or_none()
    if found is None:
        raise NotFound
    return _card(work, found)


def _card(work: Work, visit: GroupVisit) -> GroupCard:
    host = work.load(Application, visit.host_id)
    return GroupCard(
        visit=visit,
        host=work.load(Organisation, host.organisation_id),
        seats=seats_of(work, visit),
        guests=[_guest(work, one) for one in guests_of(work, visit)],
        talks=len(meetings := meetings_of(work, visit)),
        talking=len({one.host.id for one in meetings}),
    )


def _guest(work: Work, guest: GroupGuest) -> GuestLine:
    visitor = work.load(Application, guest.visitor_id)
    query = select(Exchange.id).where(Exchange.proposal_id == guest.proposal_id)
    exchange = work.session.exec(query).one_or_none() if guest.proposal_id else None
    return GuestLine(work.load(Organisation, visitor.organisation_id), guest, exchange)
