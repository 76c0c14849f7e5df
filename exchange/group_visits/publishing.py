"""A host publishes a group visit: its days, its seats, what there is to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exchange.applying.hosting import hosting_of
from exchange.finding.group_seats import add_seats
from exchange.group_visits.errors import (
    AwayThen,
    HostsThenAlready,
    SeatsOutOfRange,
    TooManyGroupVisits,
)
from exchange.group_visits.rules import can_be_joined, travels, visits_of
from exchange.people import sameness
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.scheme.lump_sum import lump_sum
from exchange.scheme.stay import check_stay
from storage.tables import Application, GroupVisit, GroupVisitState, Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.scheme.stay import WorkingDays
    from exchange.work import Work
    from storage.tables import Person

FEWEST = 2  # seats: one is a visit
MOST_TO_COME = 12
"""Group visits of one host that can still be joined: nobody receives a group every week of a quarter."""


@dataclass(frozen=True)
class Programme:
    """What a host tells of a group visit."""

    title: str
    starts_on: date
    ends_on: date
    seats: int
    programme: str
    ecosystems: Sequence[str] = ()
    chooses: bool = False


def publish(work: Work, person: Person, told: Programme) -> GroupVisit:
    """The group visit, which visitors find from now on.

    Raises NoHost, TooManyGroupVisits, SeatsOutOfRange and what check_days and check_free raise.
    """
    host = hosting_of(work, person)
    if len([one for one in visits_of(work, host) if can_be_joined(work, one)]) >= MOST_TO_COME:
        raise TooManyGroupVisits(most=MOST_TO_COME)
    work.hold(Application, host.id)  # nobody publishes twice at one moment
    check_days(work, host, told.starts_on, told.ends_on)
    check_free(work, host, told.starts_on, told.ends_on)
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
            chooses=told.chooses,
            published_at=work.now,
        )
    )
    add_seats(work, visit, range(1, told.seats + 1))
    work.record(f"person:{person.id}", "group:publish", f"group:{visit.id}", seats=told.seats)
    return visit


def check_days(work: Work, host: Application, starts: date, ends: date) -> WorkingDays:
    """The working days of a group visit: each guest's stay has to be a possible one, and worth a known sum.

    Raises StayBackwards, StayInPast, StayTooLong, StayTooShort, NoAmountForCountry.
    """
    country = work.load(Organisation, host.organisation_id).country
    stay = check_stay(starts, ends, country, _today(work, host), work.scheme)
    lump_sum(country, stay.count, None, starts, work.scheme)
    return stay


def check_free(
    work: Work, host: Application, starts: date, ends: date, but: int | None = None
) -> None:
    """Nothing, if a host neither receives another group on those days, `but` that one, nor travels itself.

    Raises HostsThenAlready, AwayThen.
    """
    for one in visits_of(work, host):
        meets = one.starts_on <= ends and starts <= one.ends_on
        if meets and one.state is GroupVisitState.OPEN and one.id != but:
            raise HostsThenAlready(title=one.title, first=one.starts_on, last=one.ends_on)
    own = sameness.applications_as_one(work, row_id(host))
    if any(first <= ends and starts <= last for first, last in travels(work, own)):
        raise AwayThen


def _today(work: Work, host: Application) -> date:
    return work.now.astimezone(ZoneInfo(applicant(work, row_id(host)).zone)).date()


def check_seats(work: Work, seats: int) -> None:
    """Nothing, if a group visit may have so many. Raises SeatsOutOfRange."""
    most = work.scheme.group_visits.most_seats
    if not FEWEST <= seats <= most:
        raise SeatsOutOfRange(most=most)
