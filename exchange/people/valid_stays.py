"""A valid stay: one that is shorter than the shortest of the call is no exchange, and counts nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col

from exchange.states import AFTER_STAY
from storage.tables import Exchange

if TYPE_CHECKING:
    import sqlalchemy as sa

    from exchange.work import Work


def long_enough(work: Work, working_days: int | None) -> bool:
    """Whether so many working days make an exchange: at least three (ECCP-home, ECCP-faq-2; scheme.md §4)."""
    return (working_days or 0) >= work.scheme.stay.min_working_days


def is_valid(work: Work, exchange: Exchange) -> bool:
    """Whether an exchange is a stay that is over and was long enough."""
    return exchange.state in AFTER_STAY and long_enough(work, exchange.working_days)


def was_too_short(work: Work) -> sa.ColumnElement[bool]:
    """Exchanges, in a query, whose stay is over and was none: in no figure, and no visit used up."""
    least = work.scheme.stay.min_working_days
    return col(Exchange.state).in_(AFTER_STAY) & (col(Exchange.working_days) < least)
