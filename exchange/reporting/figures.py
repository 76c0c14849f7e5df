"""How far a Partnership, or the whole programme, has come on its way to its target."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.papers.chart import Outlook, ProgressFigures
from exchange.people.calls import of_this_call
from exchange.people.officers import scope
from exchange.people.partnerships import clock_of, day_by
from exchange.reporting.forecast import Forecast, forecast
from exchange.reporting.pace import Passage, pace
from exchange.reporting.promises import measured, promises
from exchange.reporting.splits import Key, Split, split
from exchange.reporting.visits import done_of, visits
from exchange.states import AFTER_STAY
from exchange.words import N_
from storage.tables import (
    Application,
    ApplicationState,
    ExchangeForm,
    ExchangeState,
    Partnership,
    Proposal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from exchange.reporting.promises import Promise
    from exchange.reporting.visits import Visit
    from exchange.work import Work
    from storage.tables import Officer

SIGNED = AFTER_STAY | {ExchangeState.READY, ExchangeState.UNDER_WAY}
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Progress:
    """What the chart shows, and what it comes to.

    `name` is the Partnership's or the programme's; `promised` has each kind of visitor of which
    exchanges were promised; `ends_on` is the last day, if it is known; `online` is how many of those
    done were, `hybrid` how many were partly.
    """

    name: str
    chart: ProgressFigures
    forecast: Forecast | None
    promised: tuple[Promise, ...]
    ends_on: date | None
    online: int
    hybrid: int


def progress(work: Work, officer: Officer, *, whole: bool = False) -> Progress:
    """How far the officer's Partnership has come on the way to its own target; or the `whole` programme.

    Counted for the Partnership that pays the visitor, each stay once, and only stays that were long
    enough. The whole programme is for coordinators (Right.OVERSEE): officers and auditors answer
    for their own. Raises RoleMayNot.
    """
    number = scope(officer, whole=whole)
    found = visits(work, number)
    done = done_of(found)
    name, target, ends_on = _aim(work, number)
    clock = clock_of(work, number)
    likely = forecast_of(work, found, ends_on, clock)
    chart = ProgressFigures(
        funnel=_funnel(work, number, found),
        done=len(done),
        under_way=sum(one.state is ExchangeState.UNDER_WAY for one in found),
        target=target,
        by_month=_by_month(done, f"{work.now.astimezone(clock):%Y-%m}"),
        outlook=Outlook(f"{likely.until:%Y-%m}", likely.low, likely.high) if likely else None,
    )
    forms = Counter(one.form for one in done)
    return Progress(
        name,
        chart,
        likely,
        (*promises(work.scheme, name, done), *measured(work, number)),
        ends_on,
        forms[ExchangeForm.ONLINE],
        forms[ExchangeForm.HYBRID],
    )


def splits(
    work: Work, officer: Officer, by: Split, *, whole: bool = False
) -> list[tuple[Key, int]]:
    """The exchanges done, told apart, most first. Raises RoleMayNot."""
    return split(done_of(visits(work, scope(officer, whole=whole))), by)


def paces(work: Work, officer: Officer, *, whole: bool = False) -> list[Passage]:
    """How many working days each step took. Raises RoleMayNot."""
    number = scope(officer, whole=whole)
    return pace(work, visits(work, number), number)


def forecast_of(
    work: Work, found: Sequence[Visit], ends_on: date | None, clock: ZoneInfo
) -> Forecast | None:
    """A forecast to the last day, or a year ahead where none is known; None while that is too early."""
    if not found:
        return None
    today = day_by(clock, work.now)
    ended = [one.ended_on for one in done_of(found) if one.ended_on]
    began = day_by(clock, min(one.agreed_at for one in found))
    return forecast(ended, began, today, ends_on or today + A_YEAR)


def _aim(work: Work, number: int | None) -> tuple[str, int, date | None]:
    """Whose figures these are, their target, and their last day."""
    if number is None:
        return work.scheme.name, work.scheme.target_exchanges, None
    partnership = work.load(Partnership, number)
    entry = work.scheme.partnership(partnership.name)
    return partnership.name, partnership.target, entry.ends_on if entry else None


def _funnel(work: Work, number: int | None, found: Sequence[Visit]) -> tuple[tuple[str, int], ...]:
    states = Counter(one.state for one in found)
    return (
        (N_("Applications"), _applications(work, number)),
        (N_("Accepted"), _applications(work, number, ApplicationState.ACCEPTED)),
        (N_("Invitations"), _invitations(work, number)),
        (N_("Pairs agreed"), len(found)),
        (N_("Signed by all"), sum(states[state] for state in SIGNED)),
        (N_("Stays done"), len(done_of(found))),
        (N_("Paid"), states[ExchangeState.PAID]),
    )


def _applications(work: Work, number: int | None, *states: ApplicationState) -> int:
    query = select(sa.func.count()).select_from(Application).where(_at(work, number))
    if states:
        query = query.where(col(Application.state).in_(states))
    return work.session.exec(query).one()


def _invitations(work: Work, number: int | None) -> int:
    """Those whose visitor is the Partnership's."""
    query = select(sa.func.count()).select_from(Proposal)
    query = query.join(Application, col(Application.id) == Proposal.visitor_id)
    return work.session.exec(query.where(_at(work, number))).one()


def _at(work: Work, number: int | None) -> sa.ColumnElement[bool]:
    column = col(Application.partnership_id)
    return of_this_call(work, column) if number is None else column == number


def _by_month(done: Iterable[Visit], this: str) -> tuple[tuple[str, int], ...]:
    """Stays that ended in each month, from the first one to this; months without any are 0."""
    counted = Counter(f"{one.ended_on:%Y-%m}" for one in done if one.ended_on)
    if not counted:
        return ()
    months = _months(min(counted), max(*counted, this))
    return tuple((month, counted[month]) for month in months)


def _months(first: str, last: str) -> list[str]:
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last)]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(numbers[0], numbers[1] + 1)]
