"""Who moves up on the waiting list of a group visit: whoever still looks, while places are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.group_visits.rules import can_be_joined, closes_at
from exchange.life import moving_up
from exchange.life.moving_up import Line, expire_offer
from exchange.people import people
from exchange.people.sameness import visits_used_up
from exchange.timing.group_visits import GROUP_LIST_END, GROUP_MOVE_UP, GROUP_OFFER_EXPIRE
from storage.tables import (
    Application,
    ApplicationState,
    DueOutcome,
    GroupGuest,
    GroupVisit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work
    from storage.tables import Due


def move_up(work: Work, visit_id: int) -> bool:
    """Whether free seats were offered to those who wait longest, as many as find room."""
    visit = work.hold(GroupVisit, visit_id)
    line = Line(
        takes=lambda: can_be_joined(work, visit),
        still_wants=lambda guest: _still_looks(work, guest),
        hours=work.scheme.group_visits.offer_hours,
        latest=closes_at(work, visit),
    )
    return moving_up.move_up(work, visit, line)


def end_list(work: Work, visit_id: int) -> bool:
    """Whether whoever still waited was told that it is too late now; not while seats are given, as after other days."""
    visit = work.hold(GroupVisit, visit_id)
    return not can_be_joined(work, visit) and moving_up.end_list(work, visit)


def _still_looks(work: Work, guest: GroupGuest) -> bool:
    visitor = work.load(Application, guest.visitor_id)
    accepted = visitor.state is ApplicationState.ACCEPTED
    return accepted and people.shown(work, visitor.person_id) and not visits_used_up(work, visitor)


def _done(*, when: bool) -> DueOutcome:
    return DueOutcome.DONE if when else DueOutcome.NOT_NEEDED


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {
    GROUP_MOVE_UP: lambda work, due: _done(when=move_up(work, due.subject)),
    GROUP_OFFER_EXPIRE: lambda work, due: _done(when=expire_offer(work, due.subject)),
    GROUP_LIST_END: lambda work, due: _done(when=end_list(work, due.subject)),
}
