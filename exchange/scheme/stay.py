"""How long a stay is, and whether its dates are possible."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.scheme.working_days import SATURDAY, is_working_day, public_holidays

if TYPE_CHECKING:
    from exchange.scheme.call import Scheme

MONTHS_A_YEAR = 12


class StayBackwards(CxcError):
    """The last day is before the first one. Please give the first day, then the last."""


class StayInPast(CxcError):
    """Those dates lie in the past. Please choose days from today on."""


class StayTooShort(CxcError):
    """A stay needs at least {least} full working days at the host's; these dates have {count}.

    Weekends, public holidays and travel days do not count. Please choose a longer stay.
    """


class StayTooLong(CxcError):
    """A stay ends within {months} month(s) at the latest. Please choose an earlier last day."""


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a stay, and the public holidays that took some away, by name."""

    count: int
    days: tuple[date, ...]
    holidays: dict[date, str]


def working_days(
    starts: date, ends: date, country: str | None, region: str | None = None
) -> WorkingDays:
    """The working days from `starts` to `ends`, both included, in a country (ISO alpha-2) and region (NUTS).

    Only full working days at the host count (https://clamtex.eu/clusterxchange), so weekends and
    public holidays do not; where a country's holidays are unknown, only weekends are left out.
    """
    span = [starts + timedelta(days=ahead) for ahead in range((ends - starts).days + 1)]
    days = tuple(day for day in span if is_working_day(day, country, region))
    named = {day: public_holidays(country, day.year, region).get(day) for day in span}
    holidays = {day: name for day, name in named.items() if name and day.weekday() < SATURDAY}
    return WorkingDays(len(days), days, holidays)


def check_stay(
    starts: date,
    ends: date,
    host_country: str,
    today: date,
    scheme: Scheme,
    host_region: str | None = None,
) -> WorkingDays:
    """The working days of a possible stay, without the public holidays of the host's country and region.

    At least three working days, at most one month, as the scheme file says:
    https://www.clustercollaboration.eu/clusterxchange?page=0%2C1 . No page says how the month is
    counted; we count dates, so that a stay from the 1st of March may end on the 31st.
    Raises StayBackwards, StayInPast, StayTooLong, StayTooShort.
    """
    if ends < starts:
        raise StayBackwards
    if starts < today:
        raise StayInPast
    if ends >= months_after(starts, scheme.stay.max_months):
        raise StayTooLong(months=scheme.stay.max_months)
    found = working_days(starts, ends, host_country, host_region)
    if found.count < scheme.stay.min_working_days:
        raise StayTooShort(least=scheme.stay.min_working_days, count=found.count)
    return found


def months_after(day: date, months: int) -> date:
    """The same day some months later; the first of the month after it where there is none."""
    years, index = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, index + 1
    if year > MAXYEAR:  # somebody typed the year 9999
        return date.max
    length = monthrange(year, month)[1]
    if day.day <= length:
        return date(year, month, day.day)
    return date(year, month, length) + timedelta(days=1)
