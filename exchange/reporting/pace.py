"""How many working days each step takes, from acceptance to payment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from sqlmodel import col, select

from exchange.desk.pipeline import OF_EXCHANGES, Step
from exchange.people.partnerships import clock_of, country_of, day_by
from exchange.scheme.working_days import public_holidays
from storage.tables import Audit, ExchangeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from exchange.reporting.visits import Visit
    from exchange.work import Work

STEPS = (
    Step.HOST,
    Step.DATES,
    Step.COMMITMENT,
    Step.SIGNING,
    Step.REPORT,
    Step.VALIDATION,
    Step.PAYMENT,
)
_ACTS = {f"exchange:{state.value}": state for state in ExchangeState}
_SUBJECT = "exchange:"
_NOWHERE = {
    ExchangeState.CANCELLED,
    ExchangeState.CLOSED,
}  # what stood there before was not gone through


@dataclass(frozen=True)
class Passage:
    """A step that exchanges have left behind: how many, and the median and slowest of their working days."""

    step: Step
    count: int
    median: float
    slowest: int


def pace(work: Work, found: Sequence[Visit], partnership_id: int | None) -> list[Passage]:
    """The steps in their order, each with the working days that it took, by the Partnership's calendar and clock.

    Of the whole programme (None) only weekends are free. A step that an exchange came back to counts with all of its days. What still stands at a step
    is not among them: `exchange.desk.pipeline` tells of that. From acceptance to agreement is the
    search for a host.
    """
    country, clock = country_of(work, partnership_id), clock_of(work, partnership_id)
    taken: dict[Step, list[int]] = defaultdict(list)
    moves = _moves(work, found)
    for one in found:
        spans = _spans(one, moves.get(one.number, ()))
        for step, some in spans.items():
            days = ((day_by(clock, start), day_by(clock, end)) for start, end in some)
            taken[step].append(sum(working_days_between(*both, country) for both in days))
    return [
        Passage(step, len(taken[step]), median(taken[step]), max(taken[step]))
        for step in STEPS
        if taken[step]
    ]


def working_days_between(start: date, end: date, country: str | None) -> int:
    """The working days after `start`, up to and with `end`; 0 within one day."""
    first, last = _next(start), _next(end)
    calendar = _calendar(country, start.year, end.year)
    return max(0, int(np.busday_count(first, last, busdaycal=calendar)))


@lru_cache(maxsize=64)
def _calendar(country: str | None, first: int, last: int) -> np.busdaycalendar:
    free = [day for year in range(first, last + 1) for day in public_holidays(country, year)]
    return np.busdaycalendar(holidays=np.array(free, dtype="datetime64[D]"))


def _next(day: date) -> date:
    return day.fromordinal(day.toordinal() + 1)


def _moves(
    work: Work, found: Iterable[Visit]
) -> Mapping[int, Sequence[tuple[datetime, ExchangeState]]]:
    """Every change of state of these exchanges by their number, in order of time."""
    wanted = {f"{_SUBJECT}{one.number}": one.number for one in found}
    query = (
        select(Audit.subject, Audit.act, Audit.at)
        .where(col(Audit.act).in_(_ACTS))
        .order_by(col(Audit.at), col(Audit.id))
    )
    moves = defaultdict(list)
    for subject, act, at in work.session.exec(query):
        if subject in wanted:
            moves[wanted[subject]].append((at, _ACTS[act]))
    return moves


def _spans(
    one: Visit, moves: Sequence[tuple[datetime, ExchangeState]]
) -> Mapping[Step, list[tuple[datetime, datetime]]]:
    """From when to when an exchange stood at each step that it has left."""
    spans = defaultdict(list, {Step.HOST: [(one.found_from, one.agreed_at)]})
    at, step = one.agreed_at, OF_EXCHANGES.get(ExchangeState.DATES)
    for when, state in moves:
        after = OF_EXCHANGES.get(state)
        if step is not None and state in _NOWHERE:
            spans.pop(step, None)
        elif step is not None and after is not step:
            spans[step].append((at, when))
        if after is not step:
            at, step = when, after
    if step is not None:
        spans.pop(step, None)  # it stands there, perhaps again
    return spans
