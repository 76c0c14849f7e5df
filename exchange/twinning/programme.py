"""What two clusters do together: exchanges of their members and projects with somebody of both, by themselves; and what was added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select

from exchange.cooperating.projects import members
from exchange.states import AFTER_STAY
from matching.places.countries import time_zone
from storage.tables import (
    Application,
    Cluster,
    Exchange,
    ExchangeState,
    Organisation,
    Project,
    ProjectState,
    TwinningActivity,
    TwinningProject,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.work import Work
    from storage.tables import Twinning

A_DAY, A_MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class Programme:
    """Everything that counts to a twinning, the oldest first; what is only planned (`ahead`) does not count yet."""

    exchanges: Sequence[Exchange]
    projects: Sequence[Project]
    activities: Sequence[TwinningActivity] = ()
    ahead: Sequence[TwinningActivity] = ()

    @property
    def stayed(self) -> int:
        """Exchanges whose stay is over."""
        return sum(one.state in AFTER_STAY for one in self.exchanges)

    @property
    def funded(self) -> int:
        """Projects that were funded."""
        return sum(one.state is ProjectState.FUNDED for one in self.projects)


def programme(work: Work, twinning: Twinning, period: tuple[date, date] | None = None) -> Programme:
    """What counts to a twinning while it holds; of a first to a last day, what was agreed to or begun on them.

    Nothing where the two never agreed. Days are those of its clock.
    """
    if twinning.agreed_at is None:
        return Programme((), ())
    first, last = twinning.agreed_at, min(twinning.ended_at or work.now, work.now)
    if period:
        since, until = (_midnight(work, twinning, day) for day in (period[0], period[1] + A_DAY))
        first, last = max(first, since), min(last, until - A_MOMENT)
    today = work.now.astimezone(clock_of_twinning(work, twinning)).date()
    entered = _activities(work, twinning, period)
    return Programme(
        _exchanges(work, twinning, first, last),
        _projects(work, twinning, first, last),
        [one for one in entered if one.on <= today],
        [one for one in entered if one.on > today],
    )


def clock_of_twinning(work: Work, twinning: Twinning) -> ZoneInfo:
    """The clock by which its days are told, whoever reads: that of the cluster that proposed it."""
    return ZoneInfo(time_zone(work.load(Cluster, twinning.asker_id).country))


def _midnight(work: Work, twinning: Twinning, day: date) -> datetime:
    return datetime.combine(day, time(), clock_of_twinning(work, twinning)).astimezone(UTC)


_VISITOR, _HOST = aliased(Application), aliased(Application)
_WHENCE, _WHERE = aliased(Organisation), aliased(Organisation)
_VISITS = (  # composed once: four more names for tables cost milliseconds
    select(Exchange)
    .join(_VISITOR, col(_VISITOR.id) == col(Exchange.visitor_id))
    .join(_HOST, col(_HOST.id) == col(Exchange.host_id))
    .join(_WHENCE, col(_WHENCE.id) == col(_VISITOR.organisation_id))
    .join(_WHERE, col(_WHERE.id) == col(_HOST.organisation_id))
)


def _exchanges(
    work: Work, twinning: Twinning, first: datetime, last: datetime
) -> Sequence[Exchange]:
    """Those between members of the two, or their own people, whoever visited whom; none that was cancelled."""
    one, other = twinning.one_id, twinning.other_id
    between = or_(
        and_(col(_WHENCE.cluster_id) == one, col(_WHERE.cluster_id) == other),
        and_(col(_WHENCE.cluster_id) == other, col(_WHERE.cluster_id) == one),
    )
    query = _VISITS.where(
        between,
        Exchange.state != ExchangeState.CANCELLED,
        Exchange.agreed_at >= first,
        Exchange.agreed_at <= last,
    ).order_by(col(Exchange.agreed_at), col(Exchange.id))
    return work.session.exec(query).all()


def _projects(work: Work, twinning: Twinning, first: datetime, last: datetime) -> list[Project]:
    """Those that were begun meanwhile with somebody of both in them, and those that were added."""
    put = select(TwinningProject.project_id).where(
        TwinningProject.twinning_id == twinning.id,
        TwinningProject.added_at >= first,
        TwinningProject.added_at <= last,
    )
    added = set(work.session.exec(put))
    begun = and_(col(Project.begun_at) >= first, col(Project.begun_at) <= last)
    query = select(Project).where(or_(begun, col(Project.id).in_(added)))
    both = {twinning.one_id, twinning.other_id}
    found = work.session.exec(query.order_by(col(Project.begun_at), col(Project.id))).all()
    return [one for one in found if one.id in added or both <= _clusters(work, one)]


def _activities(
    work: Work, twinning: Twinning, period: tuple[date, date] | None
) -> Sequence[TwinningActivity]:
    """Those that were not called off, by their first days; of a period those that begin in it."""
    query = select(TwinningActivity).where(
        TwinningActivity.twinning_id == twinning.id, col(TwinningActivity.called_off_at).is_(None)
    )
    if period:
        query = query.where(col(TwinningActivity.on).between(*period))
    return work.session.exec(query.order_by(col(TwinningActivity.on))).all()


def _clusters(work: Work, project: Project) -> set[int | None]:
    return {
        work.load(Organisation, one.organisation_id).cluster_id for one in members(work, project)
    }
