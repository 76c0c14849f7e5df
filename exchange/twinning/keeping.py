"""A twinning that holds is looked after: both hear of a quarter in which nothing happened, and of each full year, with its page."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.calls import of_its_applications
from exchange.rows import row_id
from exchange.states import last_day
from exchange.timing.twinning import (
    TWINNING_QUIET,
    TWINNING_YEAR,
    plan_quiet,
    plan_year,
    tell_cluster,
)
from exchange.twinning.pages import days_of_year, year_of
from exchange.twinning.programme import programme
from storage.tables import Due, DueOutcome, Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from exchange.notices import Reminding
    from exchange.work import Work

A_DAY = timedelta(days=1)


def plan_all(work: Work) -> int:
    """How many twinnings hold; of each the next quiet quarter and the next full year are planned. Asked each day."""
    here = of_its_applications(work, col(Twinning.application_id))
    held = select(Twinning).where(Twinning.state == TwinningState.AGREED, here)
    found = work.session.exec(held.order_by(col(Twinning.id))).all()
    for one in found:
        for days in work.scheme.reminding_days(TWINNING_QUIET):
            plan_quiet(work, one, _heard_of(work, one) + timedelta(days=days))
        year = year_of(work, one)
        _, last = days_of_year(work, one, year)
        plan_year(work, one, year, _noon(last + A_DAY))
    return len(found)


def _heard_of(work: Work, twinning: Twinning) -> datetime:
    """When something happened in it last, or both were told that nothing did."""
    query = select(Due.done_at).where(
        Due.kind == TWINNING_QUIET, Due.subject == twinning.id, Due.outcome == DueOutcome.DONE
    )
    told = [at for at in work.session.exec(query) if at]
    return max([moved_at(work, twinning), *told])


def moved_at(work: Work, twinning: Twinning) -> datetime:
    """When something happened in a twinning last; what is planned for a later day counts with that day."""
    return max(_moments(work, twinning))


def _moments(work: Work, twinning: Twinning) -> Iterator[datetime]:
    done = programme(work, twinning)
    yield twinning.agreed_at or twinning.proposed_at
    for exchange in done.exchanges:
        yield exchange.agreed_at
        if day := last_day(exchange):
            yield _noon(day)
    yield from (project.moved_at for project in done.projects)
    for activity in (*done.activities, *done.ahead):
        yield activity.entered_at
        yield _noon(activity.until or activity.on)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def tell_quiet(work: Work, due: Due) -> DueOutcome:
    """Both are asked what comes next, if nothing has happened since it was planned."""
    found = work.session.get(Twinning, due.subject)
    days = min(work.scheme.reminding_days(TWINNING_QUIET), default=0)
    if found is None or found.state is not TwinningState.AGREED or not days:
        return DueOutcome.NOT_NEEDED
    if _heard_of(work, found) + timedelta(days=days) > work.now:
        return DueOutcome.NOT_NEEDED
    return _tell_both(work, due, found, TWINNING_QUIET)


def tell_year(work: Work, due: Due) -> DueOutcome:
    """Both get the way to the page of the year that is full."""
    found = work.session.get(Twinning, due.subject)
    if found is None or found.state is not TwinningState.AGREED:
        return DueOutcome.NOT_NEEDED
    return _tell_both(work, due, found, TWINNING_YEAR, year=due.facts["year"])


def _tell_both(
    work: Work, due: Due, twinning: Twinning, notice: Reminding, **facts: object
) -> DueOutcome:
    for cluster in (twinning.one_id, twinning.other_id):
        tell_cluster(
            work, cluster, notice, f"{due.key}:{cluster}", twinning=row_id(twinning), **facts
        )
    return DueOutcome.DONE


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome | None]] = {
    TWINNING_QUIET: tell_quiet,
    TWINNING_YEAR: tell_year,
}
