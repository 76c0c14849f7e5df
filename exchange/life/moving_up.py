"""The waiting list moves up by itself: a free seat is offered to whoever waits longest, for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.finding.group_seats import first_in_line, guests_of, take_seats
from exchange.life.guests import move_guest
from exchange.notices import Notice
from exchange.people.gatherings import guest_person, hold_gathering
from exchange.rows import row_id
from exchange.timing.group_visits import plan_moving_up, plan_offer_end
from exchange.timing.hours import reading_time
from exchange.work import SYSTEM
from storage.tables import GroupGuest, GuestState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from exchange.people.gatherings import Gathering
    from exchange.work import Work


@dataclass(frozen=True)
class Line:
    """How the list of something moves up: while it `takes` guests, those who `still_want` are offered a seat.

    It is kept for so many `hours`, and never beyond `latest`.
    """

    takes: Callable[[], bool]
    still_wants: Callable[[GroupGuest], bool]
    hours: int
    latest: datetime | None = None


def move_up(work: Work, one: Gathering, line: Line) -> bool:
    """Whether free seats of what is held were offered to those who wait longest, as many as find room."""
    offered = 0
    while line.takes() and (guest := first_in_line(work, one)):
        if line.still_wants(guest):
            _offer(work, guest, line)
            offered += 1
        else:  # who has gone elsewhere knows it
            move_guest(work, guest, GuestState.LEFT, SYSTEM)
    return offered > 0


def _offer(work: Work, guest: GroupGuest, line: Line) -> None:
    person = guest_person(work, guest)
    until = reading_time(work, work.now + timedelta(hours=line.hours), person)
    until = min(until, line.latest or until)
    take_seats(work, guest)
    move_guest(work, guest, GuestState.OFFERED, SYSTEM, offered_until=until)
    plan_offer_end(work, guest, until)
    key = f"guest:{guest.id}:offered:{until.isoformat()}"
    notice = Notice.GROUP_SEAT_OFFERED if guest.visit_id else Notice.COURSE_SEAT_OFFERED
    work.tell(person, notice, key=key, guest=guest.id)


def end_list(work: Work, one: Gathering) -> bool:
    """Whether somebody still waited when no seats were given any more: each is off the list, and told so."""
    left = guests_of(work, one, GuestState.WAITING, GuestState.OFFERED)
    for guest in left:
        move_guest(work, guest, GuestState.LEFT, SYSTEM)
        notice = Notice.GROUP_LIST_OVER if guest.visit_id else Notice.COURSE_LIST_OVER
        key = f"guest:{guest.id}:list_over"
        work.tell(guest_person(work, guest), notice, key=key, guest=guest.id)
    return bool(left)


def expire_offer(work: Work, guest_id: int) -> bool:
    """Whether a seat that was kept in vain goes on to the next one; whoever did not answer is told."""
    one = hold_gathering(work, work.load(GroupGuest, guest_id))
    guest = work.load(GroupGuest, guest_id)
    if guest.state is not GuestState.OFFERED:
        return False
    move_guest(work, guest, GuestState.LEFT, SYSTEM)
    plan_moving_up(work, one)
    notice = Notice.GROUP_OFFER_OVER if guest.visit_id else Notice.COURSE_OFFER_OVER
    key = f"guest:{guest.id}:offer_over"
    work.tell(guest_person(work, guest), notice, key=key, guest=row_id(guest))
    return True
