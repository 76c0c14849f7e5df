"""Seats of group visits: how many are free, who has which, who waits; and whose exchange is in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.rows import row_id
from storage.tables import GroupGuest, GroupSeat, GroupVisit, GuestState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel.sql.expression import SelectOfScalar

    from exchange.work import Work
    from storage.tables import Exchange


class NoSeatLeft(CxcError):
    """This group visit has no seat left for as many people as would come. /group shows others."""


@dataclass(frozen=True)
class Seats:
    """How many there are, and how many of them nobody has."""

    all: int
    free: int

    @property
    def taken(self) -> int:
        """How many somebody has, or is offered."""
        return self.all - self.free


def seats_of(work: Work, visit: GroupVisit) -> Seats:
    """The seats of a group visit, counted."""
    query = select(sa.func.count(), sa.func.count(col(GroupSeat.guest_id))).where(
        GroupSeat.visit_id == visit.id
    )
    every, taken = work.session.exec(query).one()
    return Seats(every, every - taken)


def take_seats(work: Work, guest: GroupGuest) -> None:
    """Give a guest the first free seats, as many as people come. Raises NoSeatLeft."""
    query = select(GroupSeat).where(
        GroupSeat.visit_id == guest.visit_id, col(GroupSeat.guest_id).is_(None)
    )
    found = work.session.exec(query.order_by(col(GroupSeat.number)).limit(guest.people)).all()
    if len(found) < guest.people:
        raise NoSeatLeft
    for seat in found:
        seat.guest_id = row_id(guest)
        work.session.add(seat)
    work.session.flush()


def free_seats(work: Work, guest: GroupGuest) -> None:
    """A guest's seats are nobody's."""
    own = sa.update(GroupSeat).where(col(GroupSeat.guest_id) == guest.id)
    work.session.execute(own.values(guest_id=None))


def guests_of(work: Work, visit: GroupVisit, *states: GuestState) -> Sequence[GroupGuest]:
    """The guests in those states, or all who have not left, whoever came first before all others."""
    wanted = states or tuple(one for one in GuestState if one is not GuestState.LEFT)
    query = select(GroupGuest).where(
        GroupGuest.visit_id == visit.id, col(GroupGuest.state).in_(wanted)
    )
    return work.session.exec(query.order_by(col(GroupGuest.since), col(GroupGuest.id))).all()


def first_in_line(work: Work, visit: GroupVisit) -> GroupGuest | None:
    """Who has waited longest of those for whom the free seats are enough."""
    free = seats_of(work, visit).free
    waiting = guests_of(work, visit, GuestState.WAITING)
    return next((one for one in waiting if one.people <= free), None)


def guest_of(work: Work, proposal_id: int | None) -> GroupGuest | None:
    """The guest behind a pair; None for a pair of which each visits alone."""
    query = select(GroupGuest).where(GroupGuest.proposal_id == proposal_id)
    return work.session.exec(query).one_or_none()


def group_of(work: Work, exchange: Exchange) -> GroupVisit | None:
    """The group visit that an exchange is part of."""
    guest = guest_of(work, exchange.proposal_id)
    return work.load(GroupVisit, guest.visit_id) if guest else None


def in_groups() -> SelectOfScalar[int | None]:
    """The pairs that are guests of group visits; a subquery."""
    pair = col(GroupGuest.proposal_id)
    return select(pair).where(pair.is_not(None))
