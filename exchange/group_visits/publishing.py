"""A host publishes a group visit: its days, its seats, what there is to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.applying.hosting import hosting_of
from exchange.finding.group_seats import add_seats
from exchange.group_visits.errors import (
    AwayThen,
    HostsThenAlready,
    SeatsOutOfRange,
    TooManyGroupVisits,
)
from exchange.group_visits.rules import can_be_joined, travels, visits_of
from exchange.group_visits.times import as_exchange, at_one_time, busy_in, busy_then
from exchange.people import sameness
from exchange.rows import row_id
from exchange.timing.group_visits import plan_group_sessions
from exchange.visiting.previews import preview_of
from storage.tables import Application, GroupVisit, GroupVisitState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.visiting.online import Dated
    from exchange.visiting.previews import StayPreview
    from exchange.work import Work
    from storage.tables import Person

FEWEST = 2  # seats: one is a visit
MOST_TO_COME = 12
"""Group visits of one host that can still be joined: nobody receives a group every week of a quarter."""


@dataclass(frozen=True)
class Programme:
    """What a host tells of a group visit; of one that is online, or partly so, its half days as an offer keeps them."""

    title: str
    starts_on: date
    ends_on: date
    seats: int
    programme: str
    ecosystems: Sequence[str] = ()
    chooses: bool = False
    slots: Sequence[Sequence[str]] = ()
    sessions: Sequence[Sequence[str]] = ()
    link: str = ""


def publish(work: Work, person: Person, told: Programme) -> GroupVisit:
    """The group visit, which visitors find from now on.

    Raises NoHost, TooManyGroupVisits, SeatsOutOfRange and what check_days and check_free raise.
    """
    host = hosting_of(work, person)
    if len([one for one in visits_of(work, host) if can_be_joined(work, one)]) >= MOST_TO_COME:
        raise TooManyGroupVisits(most=MOST_TO_COME)
    work.hold(Application, host.id)  # nobody publishes twice at one moment
    check_days(work, host, told)
    check_free(work, host, told)
    check_seats(work, told.seats)
    visit = work.add(
        GroupVisit(
            host_id=row_id(host),
            state=GroupVisitState.OPEN,
            title=told.title,
            programme=told.programme,
            ecosystems=list(told.ecosystems),
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            slots=[[*one] for one in told.slots],
            sessions=[[*one] for one in told.sessions],
            link=told.link if told.sessions else "",
            chooses=told.chooses,
            published_at=work.now,
        )
    )
    add_seats(work, visit, range(1, told.seats + 1))
    work.record(f"person:{person.id}", "group:publish", f"group:{visit.id}", seats=told.seats)
    plan_group_sessions(work, visit)
    return visit


def check_days(work: Work, host: Application, dated: Dated) -> StayPreview:
    """What a group visit would be for each guest: a possible exchange, and worth a known sum.

    Raises what preview raises.
    """
    return preview_of(work, as_exchange(host, host), dated)


def check_free(work: Work, host: Application, dated: Dated, but: int | None = None) -> None:
    """Nothing, if a host neither receives another group at that time, `but` that one, nor is on a visit itself.

    Raises HostsThenAlready, AwayThen.
    """
    then = busy_then(work, row_id(host), dated)
    for one in visits_of(work, host):
        meets = one.state is GroupVisitState.OPEN and at_one_time(busy_in(work, one), then)
        if meets and one.id != but:
            raise HostsThenAlready(title=one.title, first=one.starts_on, last=one.ends_on)
    own = sameness.applications_as_one(work, row_id(host))
    if any(at_one_time(one, then) for one in travels(work, own)):
        raise AwayThen


def check_seats(work: Work, seats: int) -> None:
    """Nothing, if a group visit may have so many. Raises SeatsOutOfRange."""
    most = work.scheme.group_visits.most_seats
    if not FEWEST <= seats <= most:
        raise SeatsOutOfRange(most=most)
