"""What holds for every group visit: whose it is, whether it can be joined, and nobody in two places at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, or_, select

from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of
from exchange.group_visits.errors import (
    ElsewhereThen,
    GroupVisitCancelled,
    GroupVisitGone,
    TooLateToJoin,
)
from exchange.group_visits.times import at_one_time, busy_in, busy_with
from exchange.people import sameness
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.states import CANCELLABLE
from exchange.timing.hours import morning
from storage.tables import (
    Application,
    Exchange,
    ExchangeState,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    import sqlalchemy as sa

    from exchange.group_visits.times import Busy
    from exchange.work import Work
    from storage.tables import Person

UNDER_WAY_TOO = (*CANCELLABLE, ExchangeState.UNDER_WAY)


def own_visit(work: Work, person: Person, visit_id: int | None) -> GroupVisit:
    """A group visit of which somebody is the host. Raises NotFound."""
    visit = work.load(GroupVisit, visit_id)
    if work.load(Application, visit.host_id).person_id != person.id:
        raise NotFound
    return visit


def visits_of(work: Work, host: Application) -> list[GroupVisit]:
    """The group visits of a host, the next one first."""
    query = select(GroupVisit).where(GroupVisit.host_id == host.id)
    return list(work.session.exec(query.order_by(col(GroupVisit.starts_on), col(GroupVisit.id))))


def guest_in(work: Work, visit: GroupVisit, visitor: Application) -> GroupGuest | None:
    """Where a visitor stands in a group visit; None where they are not in it."""
    return next((one for one in guests_of(work, visit) if one.visitor_id == visitor.id), None)


def today_there(work: Work, visit: GroupVisit) -> date:
    """The date at the host's."""
    return work.now.astimezone(ZoneInfo(applicant(work, visit.host_id).zone)).date()


def joined_until(work: Work, visit: GroupVisit) -> date:
    """The last day on which somebody can join: papers have to be signed before it begins."""
    return visit.starts_on - timedelta(days=work.scheme.group_visits.join_until_days)


def closes_at(work: Work, visit: GroupVisit) -> datetime:
    """The morning after the last day on which somebody can join: later no yes is of use."""
    day = joined_until(work, visit) + timedelta(days=1)
    return morning(day, applicant(work, visit.host_id).zone)


def can_be_joined(work: Work, visit: GroupVisit) -> bool:
    """Whether seats are given now."""
    is_open = visit.state is GroupVisitState.OPEN
    return is_open and today_there(work, visit) <= joined_until(work, visit)


def require_joinable(work: Work, visit: GroupVisit) -> None:
    """Nothing, if seats are given now. Raises GroupVisitCancelled, GroupVisitGone, TooLateToJoin."""
    if visit.state is GroupVisitState.CANCELLED:
        raise GroupVisitCancelled
    if not can_be_joined(work, visit):
        over = today_there(work, visit) > visit.ends_on
        raise GroupVisitGone if over else TooLateToJoin(day=joined_until(work, visit))


def check_nowhere_else(work: Work, visitor: Application, visit: GroupVisit) -> None:
    """Nothing, if a visitor is nowhere else on those days: nobody is in two places on one day.

    Neither on another visit, nor as a host of one. Raises ElsewhereThen.
    """
    own = sameness.applications_as_one(work, row_id(visitor))
    stays = _stays(work, or_(col(Exchange.visitor_id).in_(own), Exchange.host_id == visitor.id))
    hosted = visits_of(work, visitor)
    stays += [busy_in(work, one) for one in hosted if one.state is GroupVisitState.OPEN]
    if any(at_one_time(one, busy_in(work, visit)) for one in stays):
        raise ElsewhereThen


def travels(work: Work, applications: Collection[int]) -> list[Busy]:
    """When those applications are in visits of their own, or will be."""
    return _stays(work, col(Exchange.visitor_id).in_(applications))


def _stays(work: Work, whose: sa.ColumnElement[bool]) -> list[Busy]:
    """When the exchanges are that go on, or are to come."""
    query = select(Exchange).where(whose, col(Exchange.state).in_(UNDER_WAY_TOO))
    return [busy_with(work, one) for one in work.session.exec(query)]


def concerning(partnership_id: int) -> sa.ColumnElement[bool]:
    """For queries: given by a host of the Partnership, or with a visitor of its own in it, now or before."""
    own = select(Application.id).where(Application.partnership_id == partnership_id)
    theirs = select(GroupGuest.visit_id).where(col(GroupGuest.visitor_id).in_(own))
    return or_(col(GroupVisit.host_id).in_(own), col(GroupVisit.id).in_(theirs))
