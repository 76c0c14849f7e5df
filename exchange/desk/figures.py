"""The programme in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.papers.chart import ProgressFigures
from exchange.people.officers import Right, require
from exchange.states import AFTER_STAY
from exchange.words import N_
from storage.tables import Application, ApplicationState, Exchange, ExchangeState, Proposal

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer

DONE = AFTER_STAY - {ExchangeState.INTERRUPTED}
SIGNED = AFTER_STAY | {ExchangeState.READY, ExchangeState.UNDER_WAY}


def figures(work: Work, officer: Officer) -> ProgressFigures:
    """How far the whole programme has come on its way to its target.

    The target is the programme's, so every Partnership's exchanges count, each once; these are
    numbers only, which every officer may see. Raises RoleMayNot.
    """
    require(officer, Right.READ)
    states = _exchanges_by_state(work)
    done = _stays_done(work)
    return ProgressFigures(
        funnel=(
            (N_("Applications"), _count(work, Application)),
            (N_("Accepted"), _count(work, Application, accepted=True)),
            (N_("Invitations"), _count(work, Proposal)),
            (N_("Pairs agreed"), sum(states.values())),
            (N_("Signed by all"), _total(states, SIGNED)),
            (N_("Stays done"), done),
            (N_("Paid"), states[ExchangeState.PAID]),
        ),
        done=done,
        under_way=states[ExchangeState.UNDER_WAY],
        target=work.scheme.target_exchanges,
        by_month=_done_by_month(work),
    )


def _count(work: Work, table: type[Application | Proposal], *, accepted: bool = False) -> int:
    query = select(sa.func.count()).select_from(table)
    if accepted:
        query = query.where(Application.state == ApplicationState.ACCEPTED)
    return work.session.exec(query).one()


def _exchanges_by_state(work: Work) -> Counter[ExchangeState]:
    query = select(Exchange.state, sa.func.count()).group_by(col(Exchange.state))
    counted = {ExchangeState(state): count for state, count in work.session.exec(query)}
    return Counter(counted)


def _total(states: Counter[ExchangeState], some: frozenset[ExchangeState]) -> int:
    return sum(states[state] for state in some)


def _long_enough(work: Work) -> sa.ColumnElement[bool]:
    """Below the shortest stay there is no exchange, whatever became of it."""
    done = col(Exchange.state).in_(DONE)
    return done & (col(Exchange.working_days) >= work.scheme.stay.min_working_days)


def _stays_done(work: Work) -> int:
    query = select(sa.func.count()).select_from(Exchange)
    return work.session.exec(query.where(_long_enough(work))).one()


def _done_by_month(work: Work) -> tuple[tuple[str, int], ...]:
    """Stays that ended in each month, from the first one to this; months without any are 0."""
    ended = sa.func.coalesce(Exchange.ended_early_on, Exchange.ends_on)
    query = sa.select(ended).where(_long_enough(work))
    counted = Counter(f"{end:%Y-%m}" for end in work.session.scalars(query))
    if not counted:
        return ()
    months = _months(min(counted), max(*counted, f"{work.now:%Y-%m}"))
    return tuple((month, counted[month]) for month in months)


def _months(first: str, last: str) -> list[str]:
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last)]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(numbers[0], numbers[1] + 1)]
