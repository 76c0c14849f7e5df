"""The period of a report: typed, or one of those that are asked for most."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from exchange.errors import CxcError

if TYPE_CHECKING:
    from collections.abc import Sequence

# 2027, 2027-03, 2027-03-31, 3/2027, 31.3.2027: each a year, a month or a day.
ISO = re.compile(r"(20\d\d)(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
EUROPEAN = re.compile(r"(?:(?:(\d{1,2})[./])?(\d{1,2})[./])(20\d\d)")
_QUARTER = 3


class NoPeriod(CxcError):
    """Please type from when to when, for example: /report 2027-01 2027-06, or a year: /report 2027."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether the day is in it; a day that is not known is in none."""
        return day is not None and self.first <= day <= self.last


def period_in(typed: str) -> Period:
    """What somebody typed: a year, a month, a day, or from one to another. Raises NoPeriod."""
    ends = [_span(word) for word in re.split(r"\s+(?:[-–]\s+)?|\s*–\s*", typed.strip())]
    if not 1 <= len(ends) <= 2 or ends[0].first > ends[-1].last:  # noqa: PLR2004 - from, to
        raise NoPeriod
    return Period(ends[0].first, ends[-1].last)


def usual(today: date) -> Sequence[Period]:
    """The quarter before this one, the year until today, and the year before."""
    start = today.replace(month=(today.month - 1) // _QUARTER * _QUARTER + 1, day=1)
    last = start - timedelta(days=1)
    before = last.replace(month=last.month - _QUARTER + 1, day=1)
    year = Period(date(today.year, 1, 1), today)
    return (Period(before, last), year, _whole_year(today.year - 1))


def _span(word: str) -> Period:
    iso, european = ISO.fullmatch(word), EUROPEAN.fullmatch(word)
    if iso:
        year, month, day = iso.groups()
    elif european:
        day, month, year = european.groups()
    else:
        raise NoPeriod
    return _period(int(year), int(month or 0), int(day or 0))


def _period(year: int, month: int, day: int) -> Period:
    if not month:
        return _whole_year(year)
    try:
        first = date(year, month, day or 1)
    except ValueError as error:
        raise NoPeriod from error
    last = first if day else first.replace(day=monthrange(year, month)[1])
    return Period(first, last)


def _whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
