"""An exchange on the line: which sessions may be agreed, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from exchange.errors import CxcError
from exchange.people.parties import day_at_host, organisation_on, person_on
from exchange.rows import row_id
from exchange.scheme.lump_sum import HalvingReason, LumpSum
from exchange.scheme.stay import WorkingDays, months_after
from exchange.timing.sessions import sessions_of
from storage.tables import OnlineSession, Side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.scheme.online import OnlineRules
    from exchange.work import Work
    from storage.tables import Exchange

WHOLE = Decimal(100)


class NotOnline(CxcError):
    """In this call people meet on the spot. Please choose days for a visit."""


class TooFewSessions(CxcError):
    """An exchange online needs at least {least} half days; these are {count}. Please add some."""


class SessionTooShort(CxcError):
    """A half day has at least {minutes} minutes. Please choose longer sessions."""


class SessionsMeet(CxcError):
    """Two of these sessions overlap. Please choose others."""


class TooManyADay(CxcError):
    """A day has {most} half days at most. Please spread the sessions over more days."""


class SessionInPast(CxcError):
    """A session lies in the past. Please choose times from now on."""


class SessionsTooFarApart(CxcError):
    """The sessions are too far apart. From the first to the last, in months, at most: {months}. Please choose earlier ones."""


@dataclass(frozen=True)
class Session:
    """A half day on the line, from one moment to another."""

    starts: datetime
    ends: datetime


class Dated(Protocol):
    """What has times as an offer of dates keeps them: an offer, or a group visit.

    Half days online by their `sessions`, at a `link`; a stay in one piece by its first and last day alone, one in
    several, or beside sessions, by its `slots`.
    """

    @property
    def starts_on(self) -> date:
        """The first day of all."""

    @property
    def ends_on(self) -> date:
        """The last day of all."""

    @property
    def slots(self) -> Sequence[Sequence[str]]:
        """First and last day of each time on the spot."""

    @property
    def sessions(self) -> Sequence[Sequence[str]]:
        """Beginning and end of each half day."""

    @property
    def link(self) -> str:
        """Where half days meet, once it is known."""


def rules_of(work: Work) -> OnlineRules:
    """What the call says of exchanges on the line. Raises NotOnline where it has none."""
    if work.scheme.online is None:
        raise NotOnline
    return work.scheme.online


def worth_of(
    work: Work, exchange: Exchange, sessions: Sequence[Session]
) -> tuple[WorkingDays, LumpSum]:
    """What these sessions would mean in working days and money.

    As many as the shortest stay has half days, as is told of the pilot: "same length rule", online
    (furniturecluster.cz, scheme.md §4), on days that need not follow one another. Raises NotOnline,
    SessionInPast, SessionTooShort, SessionsMeet, TooManyADay, TooFewSessions, SessionsTooFarApart.
    """
    rules, days = rules_of(work), checked_days(work, exchange, sessions)
    _check_enough(work, days)
    stay = WorkingDays(rules.working_days(len(days)), tuple(sorted(set(days))), {})
    return stay, sum_of_sessions(work, exchange, len(days), days[0])


def checked_days(work: Work, exchange: Exchange, sessions: Sequence[Session]) -> list[date]:
    """The day of each session at the host's, in the order of time, where each may be agreed by itself.

    Raises NotOnline, SessionInPast, SessionTooShort, SessionsMeet, TooManyADay.
    """
    rules = rules_of(work)
    ordered = sorted(sessions, key=lambda one: one.starts)
    _check_each(work, rules, ordered)
    days = [day_at_host(work, exchange, one.starts) for one in ordered]
    if any(len([*same]) > rules.half_days_a_day for _, same in groupby(days)):
        raise TooManyADay(most=rules.half_days_a_day)
    return days


def _check_each(work: Work, rules: OnlineRules, ordered: Sequence[Session]) -> None:
    if any(one.starts <= work.now for one in ordered):
        raise SessionInPast
    if any(one.ends - one.starts < timedelta(minutes=rules.least_minutes) for one in ordered):
        raise SessionTooShort(minutes=rules.least_minutes)
    if any(after.starts < before.ends for before, after in pairwise(ordered)):
        raise SessionsMeet


def least_half_days(work: Work) -> int:
    """How many an exchange online has at least. Raises what rules_of raises."""
    return work.scheme.stay.min_working_days * rules_of(work).half_days_a_day


def _check_enough(work: Work, days: Sequence[date]) -> None:
    least = least_half_days(work)
    if len(days) < least:
        raise TooFewSessions(least=least, count=len(days))
    if days[-1] >= months_after(days[0], work.scheme.stay.max_months):
        raise SessionsTooFarApart(months=work.scheme.stay.max_months)


def sum_of_sessions(work: Work, exchange: Exchange, count: int, on: date) -> LumpSum:
    """The call's share of the sum for so many sessions; nothing below the shortest exchange."""
    rules, scheme = rules_of(work), work.scheme
    days = rules.working_days(count)
    country = organisation_on(work, exchange, Side.HOST).country
    full = scheme.whole_sum(country, days, on)
    enough = days >= scheme.stay.min_working_days
    share = Decimal(rules.share if enough else 0) / WHOLE
    return LumpSum(full.times(share), full, (HalvingReason.ONLINE,))


def days_of(work: Work, exchange: Exchange, sessions: Sequence[Session]) -> tuple[date, date]:
    """The first and the last day of sessions, at the host's."""
    days = sorted(day_at_host(work, exchange, one.starts) for one in sessions)
    return days[0], days[-1]


def offered(offer: Dated) -> list[Session]:
    """The sessions that an offer is of; none where it is of a visit."""
    moments = [[datetime.fromisoformat(one) for one in pair] for pair in offer.sessions]
    return [Session(starts, ends) for starts, ends in moments]


def kept(sessions: Sequence[Session]) -> list[list[str]]:
    """Sessions as an offer keeps them."""
    ordered = sorted(sessions, key=lambda one: one.starts)
    return [[one.starts.isoformat(), one.ends.isoformat()] for one in ordered]


def hours_of(work: Work, exchange: Exchange) -> list[str]:
    """The half days of an exchange online, on the host's clock, in figures; none of a visit."""
    zone = ZoneInfo(person_on(work, exchange, Side.HOST).zone)
    rows = sessions_of(work, exchange)
    times = [(one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)) for one in rows]
    return [f"{starts:%Y-%m-%d, %H:%M}–{ends:%H:%M} ({zone})" for starts, ends in times]


def settle_sessions(work: Work, exchange: Exchange, sessions: Sequence[Session]) -> None:
    """The sessions of an exchange are these, and no others."""
    for row in sessions_of(work, exchange):
        work.session.delete(row)
    work.session.flush()
    for one in sessions:
        work.add(
            OnlineSession(exchange_id=row_id(exchange), starts_at=one.starts, ends_at=one.ends)
        )
