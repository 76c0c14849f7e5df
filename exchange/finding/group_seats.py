"""Seats of group visits and courses: how many are free, who has which, who waits; and whose exchange is in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.people.gatherings import gathering_of, of_gathering
from exchange.rows import row_id
from storage.tables import GroupGuest, GroupSeat, GroupVisit, GuestState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel.sql.expression import SelectOfScalar

    from exchange.people.gatherings import Gathering
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


def add_seats(work: Work, one: Gathering, numbers: range) -> None:
    """Seats with those numbers, which nobody has yet."""
    whose: dict[str, Any] = (
        {"visit_id": one.id} if isinstance(one, GroupVisit) else {"course_id": one.id}
    )
    work.session.add_all(GroupSeat(**whose, number=number) for number in numbers)
    work.session.flush()


def set_seats(work: Work, one: Gathering, seats: int) -> bool:
    """Whether there are more or fewer seats now; only those that nobody has can go, so not fewer than are taken."""
    query = select(GroupSeat).where(of_gathering(GroupSeat, one)).order_by(col(GroupSeat.number))
    there = list(work.session.exec(query))
    spare = [seat for seat in reversed(there) if seat.guest_id is None]
    for seat in spare[: max(0, len(there) - seats)]:
        work.session.delete(seat)
    work.session.flush()
    last = max((seat.number for seat in there), default=0)
    add_seats(work, one, range(last + 1, last + 1 + max(0, seats - len(there))))
    return seats != len(there)


def seats_of(work: Work, one: Gathering) -> Seats:
    """The seats of a group visit or course, counted."""
    query = select(sa.func.count(), sa.func.count(col(GroupSeat.guest_id))).where(
        of_gathering(GroupSeat, one)
    )
    every, taken = work.session.exec(query).one()
    return Seats(every, every - taken)


def take_seats(work: Work, guest: GroupGuest) -> None:
    """Give a guest the first free seats, as many as people come. Raises NoSeatLeft."""
    query = select(GroupSeat).where(
        of_gathering(GroupSeat, gathering_of(work, guest)), col(GroupSeat.guest_id).is_(None)
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


def guests_of(work: Work, one: Gathering, *states: GuestState) -> Sequence[GroupGuest]:
    """The guests in those states, or all who have not left, whoever came first before all others."""
    wanted = states or tuple(state for state in GuestState if state is not GuestState.LEFT)
    query = select(GroupGuest).where(
        of_gathering(GroupGuest, one), col(GroupGuest.state).in_(wanted)
    )
    return work.session.exec(query.order_by(col(GroupGuest.since), col(GroupGuest.id))).all()


def first_in_line(work: Work, one: Gathering) -> GroupGuest | None:
    """Who has waited longest of those for whom the free seats are enough."""
    free = seats_of(work, one).free
    waiting = guests_of(work, one, GuestState.WAITING)
    return next((guest for guest in waiting if guest.people <= free), None)


def guest_of(work: Work, proposal_id: int | None) -> GroupGuest | None:
    """The guest behind a pair; None for a pair of which each visits alone."""
    query = select(GroupGuest).where(GroupGuest.proposal_id == proposal_id)
    return work.session.exec(query).one_or_none() if proposal_id is not None else None


def group_of(work: Work, exchange: Exchange) -> GroupVisit | None:
    """The group visit that an exchange is part of."""
    guest = guest_of(work, exchange.proposal_id)
    return work.load(GroupVisit, guest.visit_id) if guest else None


def in_groups() -> SelectOfScalar[int | None]:
    """The pairs that are guests of group visits; a subquery."""
    pair = col(GroupGuest.proposal_id)
    return select(pair).where(pair.is_not(None))
