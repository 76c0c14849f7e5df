"""Group visits as visitors find them: those that fit, with why, what they are worth and how many seats are left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.finding import hosts
from exchange.finding.group_seats import guests_of, seats_of
from exchange.group_visits.rules import check_nowhere_else, guest_in, require_joinable
from exchange.group_visits.times import as_exchange
from exchange.people.calls import of_its_applications
from exchange.people.parties import organisation_on
from exchange.proposing.pair_rules import check_fit
from exchange.rows import row_id
from exchange.visiting.counted import worth_of_both
from exchange.visiting.previews import distance_between, spots_offered
from storage.tables import (
    Application,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Organisation,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.finding.group_seats import Seats
    from exchange.scheme.lump_sum import LumpSum
    from exchange.work import Work
    from matching.profiles import Profile
    from matching.reasons import Match

LOOKED_AT = 60  # group visits to come: those that begin first


@dataclass(frozen=True)
class Found:
    """A group visit before a visitor: its host, its seats, why it fits, and where they stand in it."""

    visit: GroupVisit
    host: Organisation
    seats: Seats
    waiting: int
    match: Match | None
    guest: GroupGuest | None


def fitting(work: Work, visitor: Application) -> list[Found]:
    """The group visits that a visitor is in, or may join, the best fit first; of equals the next one."""
    shown = [
        one
        for one in _to_come(work)
        if guest_in(work, one, visitor) or may_join(work, visitor, one)
    ]
    matches = _matches(work, visitor, shown)
    found = [_found(work, visitor, one, matches.get(row_id(one))) for one in shown]
    return sorted(
        found,
        key=lambda one: (
            one.guest is None,
            -one.match.score if one.match else 0,
            one.visit.starts_on,
        ),
    )


def found_one(work: Work, visitor: Application, visit: GroupVisit) -> Found:
    """One of them, whether or not it can be joined."""
    return _found(work, visitor, visit, _matches(work, visitor, [visit]).get(row_id(visit)))


def _found(work: Work, visitor: Application, visit: GroupVisit, match: Match | None) -> Found:
    host = work.load(Application, visit.host_id)
    return Found(
        visit=visit,
        host=work.load(Organisation, host.organisation_id),
        seats=seats_of(work, visit),
        waiting=len(guests_of(work, visit, GuestState.WAITING)),
        match=match,
        guest=guest_in(work, visit, visitor),
    )


def _to_come(work: Work) -> Sequence[GroupVisit]:
    """Those that can still be joined somewhere on earth."""
    days = timedelta(days=work.scheme.group_visits.join_until_days - 1)
    query = select(GroupVisit).where(
        GroupVisit.state == GroupVisitState.OPEN,
        col(GroupVisit.starts_on) >= work.now.date() + days,
        of_its_applications(work, col(GroupVisit.host_id)),
    )
    return work.session.exec(
        query.order_by(col(GroupVisit.starts_on), col(GroupVisit.id)).limit(LOOKED_AT)
    ).all()


def may_join(work: Work, visitor: Application, visit: GroupVisit) -> bool:
    """Whether no rule keeps a visitor from a group visit, whether or not there is a seat."""
    return obstacle(work, visitor, visit) is None


def obstacle(work: Work, visitor: Application, visit: GroupVisit) -> CxcError | None:
    """The rule that keeps a visitor from a group visit, as it would be told who taps *Join*; None where nothing does."""
    try:
        require_joinable(work, visit)
        check_fit(work, visitor, work.load(Application, visit.host_id))
        check_nowhere_else(work, visitor, visit)
    except CxcError as error:
        return error
    return None


def obstacles(work: Work, visitor: Application) -> Counter[type[CxcError]]:
    """How many group visits to come each rule keeps a visitor from."""
    found = (obstacle(work, visitor, one) for one in _to_come(work))
    return Counter(type(one) for one in found if one)


def worth(work: Work, visitor: Application, visit: GroupVisit) -> tuple[int, LumpSum]:
    """The working days of a group visit, and the lump sum that it would be for a visitor."""
    would_be = as_exchange(visitor, work.load(Application, visit.host_id), visit)
    ends = [organisation_on(work, would_be, side) for side in Side]
    would_be.distance_km = distance_between(would_be, *ends)
    spots, half_days = spots_offered(visit), len(visit.sessions)
    return worth_of_both(work, would_be, spots, half_days, visit.starts_on)


def _matches(work: Work, visitor: Application, visits: Sequence[GroupVisit]) -> dict[int, Match]:
    """Why each fits: as its host does, with the themes and the month of the group visit."""
    if not visits:
        return {}
    profiles = {f"g{one.id}": _profile(work, one) for one in visits}
    index = hosts.host_index(work).replaced(profiles.values())
    found = index.matches(
        hosts.visitor_profile(work, visitor),
        list(profiles),
        work.scheme.weights,
        circumstances=hosts.call_circumstances(work),
    )
    return {int(one.host.id[1:]): one for one in found}


def _profile(work: Work, visit: GroupVisit) -> Profile:
    host = hosts.profile_of(work, work.load(Application, visit.host_id))
    months = tuple(sorted({f"{day:%Y-%m}" for day in (visit.starts_on, visit.ends_on)}))
    themes = tuple(visit.ecosystems) or host.ecosystems
    return replace(host, id=f"g{visit.id}", ecosystems=themes, months=months)
