"""The waiting list moves up by itself: a free seat is offered to whoever waits longest, for a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.finding.group_seats import first_in_line, take_seats
from exchange.group_visits.rules import can_be_joined
from exchange.life.guests import move_guest
from exchange.notices import Notice
from exchange.people import people
from exchange.people.sameness import visits_used_up
from exchange.rows import row_id
from exchange.timing.group_visits import (
    GROUP_MOVE_UP,
    GROUP_OFFER_EXPIRE,
    plan_moving_up,
    plan_offer_end,
)
from exchange.timing.hours import reading_time
from exchange.work import SYSTEM
from storage.tables import (
    Application,
    ApplicationState,
    DueOutcome,
    GroupGuest,
    GroupVisit,
    GuestState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work
    from storage.tables import Due


def move_up(work: Work, visit_id: int) -> bool:
    """Whether free seats were offered to those who wait longest, as many as find room."""
    visit, offered = work.hold(GroupVisit, visit_id), 0
    while can_be_joined(work, visit) and (guest := first_in_line(work, visit)):
        if _still_looks(work, guest):
            _offer(work, guest)
            offered += 1
        else:  # whose visit is agreed elsewhere knows it
            move_guest(work, guest, GuestState.LEFT, SYSTEM)
    return offered > 0


def _still_looks(work: Work, guest: GroupGuest) -> bool:
    visitor = work.load(Application, guest.visitor_id)
    accepted = visitor.state is ApplicationState.ACCEPTED
    return accepted and people.shown(work, visitor.person_id) and not visits_used_up(work, visitor)


def _offer(work: Work, guest: GroupGuest) -> None:
    person = people.applicant(work, guest.visitor_id)
    hours = timedelta(hours=work.scheme.group_visits.offer_hours)
    until = reading_time(work, work.now + hours, person)
    take_seats(work, guest)
    move_guest(work, guest, GuestState.OFFERED, SYSTEM, offered_until=until)
    plan_offer_end(work, guest, until)
    key = f"guest:{guest.id}:offered:{until.isoformat()}"
    work.tell(person, Notice.GROUP_SEAT_OFFERED, key=key, guest=guest.id)


def expire_offer(work: Work, guest_id: int) -> bool:
    """Whether a seat that was kept in vain goes on to the next one; whoever did not answer is told."""
    visit = work.hold(GroupVisit, work.load(GroupGuest, guest_id).visit_id)
    guest = work.load(GroupGuest, guest_id)
    if guest.state is not GuestState.OFFERED:
        return False
    move_guest(work, guest, GuestState.LEFT, SYSTEM)
    plan_moving_up(work, visit)
    person, key = people.applicant(work, guest.visitor_id), f"guest:{guest.id}:offer_over"
    work.tell(person, Notice.GROUP_OFFER_OVER, key=key, guest=row_id(guest))
    return True


def _done(*, when: bool) -> DueOutcome:
    return DueOutcome.DONE if when else DueOutcome.NOT_NEEDED


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {
    GROUP_MOVE_UP: lambda work, due: _done(when=move_up(work, due.subject)),
    GROUP_OFFER_EXPIRE: lambda work, due: _done(when=expire_offer(work, due.subject)),
}
