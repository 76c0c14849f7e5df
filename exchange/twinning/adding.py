"""What somebody of a twinning adds to its programme: joint activities on a day, and projects of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.cooperating.projects import is_member, projects_of
from exchange.errors import CxcError, EnoughForToday, NotFound
from exchange.notices import Notice
from exchange.proposing.asking_again import A_DAY
from exchange.rows import row_id
from exchange.timing.twinning import tell_cluster
from exchange.twinning import profiles
from exchange.twinning.agreeing import is_party, side_of
from exchange.twinning.programme import programme
from storage.tables import Project, Twinning, TwinningActivity, TwinningProject, TwinningState

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Person

LONGEST_TITLE = 80


class TwinningNotAgreed(CxcError):
    """This twinning does not hold now, so nothing can be added to it. /twinning shows those that do."""


def add_activity(
    work: Work, person: Person, number: int, title: str, on: date, until: date | None = None
) -> TwinningActivity:
    """A joint activity on a day, or from one to another; the other side is told. The same title on that day is the same one.

    Raises NotFound, TwinningNotAgreed, EnoughForToday.
    """
    twinning = _held(work, person, number)
    query = select(TwinningActivity).where(
        TwinningActivity.twinning_id == number,
        TwinningActivity.title == title,
        TwinningActivity.on == on,
        col(TwinningActivity.called_off_at).is_(None),
    )
    if known := work.session.exec(query).first():
        return known
    _require_pace(work, number)
    own = row_id(profiles.own(work, person).application)
    found = work.add(
        TwinningActivity(
            twinning_id=number,
            application_id=own,
            title=title,
            on=on,
            until=until if until and until > on else None,
            entered_at=work.now,
        )
    )
    work.record(f"person:{person.id}", "twinning:plan", f"twinning:{number}")
    _tell_other(work, person, twinning, found)
    return found


def _require_pace(work: Work, number: int) -> None:
    """The other side is told of each: so many in a day are enough."""
    today = select(TwinningActivity.id).where(
        TwinningActivity.twinning_id == number,
        col(TwinningActivity.entered_at) > work.now - A_DAY,
    )
    if len(work.session.exec(today).all()) >= work.scheme.proposals.max_changes_per_day:
        raise EnoughForToday


def call_off(work: Work, person: Person, number: int) -> TwinningActivity:
    """The activity, which does not take place; the other side is told once. Raises NotFound, TwinningNotAgreed."""
    found = work.load(TwinningActivity, number)
    twinning = _held(work, person, found.twinning_id)
    if found.called_off_at is None:
        found.called_off_at = work.now
        work.add(found)
        work.record(f"person:{person.id}", "twinning:call_off", f"twinning:{twinning.id}")
        _tell_other(work, person, twinning, found)
    return found


def _tell_other(work: Work, person: Person, twinning: Twinning, activity: TwinningActivity) -> None:
    notice = Notice.TWINNING_CALLED_OFF if activity.called_off_at else Notice.TWINNING_PLANNED
    other = twinning.beside(side_of(work, person, twinning))
    key = f"activity:{activity.id}:{notice.value}"
    tell_cluster(work, other, notice, key, twinning=twinning.id, activity=activity.id)


def add_project(work: Work, person: Person, number: int, project_id: int) -> Twinning:
    """The twinning with a project of somebody's counted to it; once. Raises NotFound, TwinningNotAgreed."""
    twinning = _held(work, person, number)
    if not is_member(work, person, project_id):
        raise NotFound
    if not any(row_id(one) == project_id for one in programme(work, twinning).projects):
        work.add(TwinningProject(twinning_id=number, project_id=project_id, added_at=work.now))
        work.record(f"person:{person.id}", "twinning:add_project", f"twinning:{number}")
    return twinning


def projects_to_add(work: Work, person: Person, twinning: Twinning) -> list[Project]:
    """What somebody is in that does not count to the twinning yet."""
    there = {row_id(one) for one in programme(work, twinning).projects}
    return [one for one in projects_of(work, person) if row_id(one) not in there]


def may_call_off(work: Work, person: Person, number: int) -> bool:
    """Whether an activity is of a twinning of somebody's cluster."""
    found = work.session.get(TwinningActivity, number)
    return found is not None and is_party(work, person, found.twinning_id)


def _held(work: Work, person: Person, number: int) -> Twinning:
    twinning = work.hold(Twinning, number)
    side_of(work, person, twinning)
    if twinning.state is not TwinningState.AGREED:
        raise TwinningNotAgreed
    return twinning
