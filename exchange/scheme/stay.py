"""How long a stay is, and whether its dates are possible."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.scheme.working_days import SATURDAY, is_working_day, public_holidays

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """That is too long. The longest stay, in months: {months}. Please choose an earlier last day."""


class OneStayOnly(CxcError):
    """In this call a stay is in one piece. Please give its first day and its last."""


class SlotsMeet(CxcError):
    """Two of these times overlap. Please choose others."""


class SlotTooShort(CxcError):
    """Each part of a stay has at least {least} days from its first to its last; one of these has {count}."""


class SlotsTooFarApart(CxcError):
    """All parts of a stay lie within {months} months. Please choose an earlier last day."""


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


def check_slots(
    slots: Sequence[tuple[date, date]],
    host_country: str,
    today: date,
    scheme: Scheme,
    host_region: str | None = None,
) -> WorkingDays:
    """The working days of a stay in slots, all together; one slot alone is a stay in one piece.

    Slots of a week or more within twelve months, together as long as a stay may be, as the scheme file
    says: https://www.erasmus-entrepreneurs.eu/page.php?pid=014 . Raises OneStayOnly, SlotsMeet, SlotTooShort,
    SlotsTooFarApart, and as check_stay does.
    """
    if len(slots) == 1:
        return check_stay(*slots[0], host_country, today, scheme, host_region)
    _check_pieces(slots, today, scheme)
    found = together(slots, host_country, host_region)
    if found.count < scheme.stay.min_working_days:
        raise StayTooShort(least=scheme.stay.min_working_days, count=found.count)
    return found


def _check_pieces(slots: Sequence[tuple[date, date]], today: date, scheme: Scheme) -> None:
    if scheme.slots is None:
        raise OneStayOnly
    check_order(slots, today)
    lengths = [(ends - starts).days + 1 for starts, ends in slots]
    if min(lengths) < scheme.slots.least_days:
        raise SlotTooShort(least=scheme.slots.least_days, count=min(lengths))
    first, last = min(slots)[0], max(slots)[1]
    if last >= months_after(first, scheme.slots.months):
        raise SlotsTooFarApart(months=scheme.slots.months)
    if first + timedelta(days=sum(lengths) - 1) >= months_after(first, scheme.stay.max_months):
        raise StayTooLong(months=scheme.stay.max_months)


def check_order(slots: Sequence[tuple[date, date]], today: date) -> None:
    """Nothing where each begins before it ends, from today on, and none meet. Raises StayBackwards, StayInPast, SlotsMeet."""
    if any(ends < starts for starts, ends in slots):
        raise StayBackwards
    if min(slots)[0] < today:
        raise StayInPast
    if any(after[0] <= before[1] for before, after in pairwise(sorted(slots))):
        raise SlotsMeet


def together(
    slots: Sequence[tuple[date, date]], country: str | None, region: str | None = None
) -> WorkingDays:
    """The working days of several times, as `working_days` counts them."""
    each = [working_days(*one, country, region) for one in sorted(slots)]
    days = tuple(day for one in each for day in one.days)
    return WorkingDays(
        len(days), days, {day: name for one in each for day, name in one.holidays.items()}
    )


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
