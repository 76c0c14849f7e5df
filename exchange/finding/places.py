"""A host's places, day by day: how many there are, who is booked when, and in which months there is room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.finding.group_seats import in_groups
from exchange.people.spots import within
from exchange.scheme.stay import months_after
from exchange.scheme.working_days import SATURDAY
from exchange.states import TAKING_A_PLACE
from storage.tables import (
    Amendment,
    AmendmentState,
    Application,
    Commitment,
    Exchange,
    ExchangeForm,
    HostMonth,
    StaySlot,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from exchange.work import Work
    from storage.tables import ExchangeState

AHEAD = 12  # months that are looked at where a host names none
A_YEAR = 366  # days


@dataclass(frozen=True)
class Booking:
    """So many people from the first to the last day; None both while no dates are agreed."""

    exchange_id: int
    first: date | None
    last: date | None
    people: int


@dataclass(frozen=True)
class Bookings:
    """What is booked at a host, and months with another number of places than usual."""

    booked: tuple[Booking, ...] = ()
    months: tuple[tuple[str, int], ...] = ()

    @property
    def undated(self) -> int:
        """People who come some time."""
        return sum(one.people for one in self.booked if one.first is None)

    @property
    def last_day(self) -> date | None:
        """The last day on which somebody is there."""
        return max((one.last for one in self.booked if one.last), default=None)

    def taken_on(self, day: date) -> int:
        """How many people are there on a day."""
        return sum(
            one.people
            for one in self.booked
            if one.first and one.last and one.first <= day <= one.last
        )

    def places_on(self, day: date, usual: int) -> int:
        """How many people could be there on a day, with as many places as `usual`."""
        return dict(self.months).get(f"{day:%Y-%m}", usual)

    def free_on(self, day: date, usual: int) -> int:
        """How many more people could be there on a day; below 0 it holds too many."""
        return self.places_on(day, usual) - self.taken_on(day)

    def without(self, exchange_id: int | None) -> Bookings:
        """The same, but for one exchange."""
        others = tuple(one for one in self.booked if one.exchange_id != exchange_id)
        return Bookings(others, self.months)


NOTHING_BOOKED = Bookings()


def bookings_of(
    work: Work, *host_ids: int, states: Collection[ExchangeState] = TAKING_A_PLACE
) -> dict[int, Bookings]:
    """What is booked at hosts, of those given or of all; hosts with nothing to tell are left out.

    Exchanges in those `states` count: where it is asked what was, those of before as well.

    Days that a change of what was signed would add are booked as long as it is being signed. Of a stay in parts
    only those are. Seats of group visits are beside these places, and what is online needs none.
    """
    booked: defaultdict[int, list[Booking]] = defaultdict(list)
    last = sa.func.coalesce(Exchange.ended_early_on, Exchange.ends_on)
    query: Any = (
        sa.select(
            col(Exchange.host_id),
            col(Exchange.id),
            col(Exchange.starts_on),
            last,
            col(Application.party),
            col(Commitment.starts_on),
            col(Commitment.ends_on),
        )
        .join(Application, col(Application.id) == col(Exchange.visitor_id))
        .outerjoin(
            Amendment,
            (col(Amendment.exchange_id) == col(Exchange.id))
            & (col(Amendment.state) == AmendmentState.OPEN),
        )
        .outerjoin(Commitment, col(Commitment.id) == col(Amendment.commitment_id))
        .where(
            col(Exchange.state).in_(states),
            col(Exchange.proposal_id).not_in(in_groups()),
            col(Exchange.form) != ExchangeForm.ONLINE,
        )
        .order_by(col(Exchange.id))
    )
    months: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    others = select(HostMonth).order_by(col(HostMonth.month))
    if host_ids:
        query = query.where(col(Exchange.host_id).in_(host_ids))
        others = others.where(col(HostMonth.application_id).in_(host_ids))
    parts = _parts(work, host_ids)
    for host, number, first, until, people, *wanted in work.session.execute(query):
        if first is None or number not in parts:
            booked[host].append(Booking(number, first, until, people))
        else:
            spots = within(parts[number], first, until)
            booked[host] += [Booking(number, *one, people) for one in spots]
        for begins, ends in _beside(first, until, *wanted):
            booked[host].append(Booking(number, begins, ends, people))
    for one in work.session.exec(others):
        months[one.application_id].append((one.month, one.places))
    return {
        host: Bookings(tuple(booked[host]), tuple(months[host]))
        for host in booked.keys() | months.keys()
    }


def _parts(work: Work, host_ids: Sequence[int]) -> dict[int, list[tuple[date, date]]]:
    """The days on the spot of stays in several parts, by exchange."""
    query = select(StaySlot).join(Exchange, col(Exchange.id) == col(StaySlot.exchange_id))
    if host_ids:
        query = query.where(col(Exchange.host_id).in_(host_ids))
    found: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for one in work.session.exec(query.order_by(col(StaySlot.starts_on))):
        found[one.exchange_id].append((one.starts_on, one.ends_on))
    return found


def _beside(
    first: date | None, last: date | None, begins: date | None, ends: date | None
) -> Iterator[tuple[date, date]]:
    """The days from `begins` to `ends` that are not from `first` to `last`."""
    if not (first and last and begins and ends):
        return
    if begins < first:
        yield begins, min(ends, first - timedelta(days=1))
    if ends > last:
        yield max(begins, last + timedelta(days=1)), ends


def bookings_at(work: Work, host: Application) -> Bookings:
    """What is booked at one host."""
    return bookings_of(work, host.id or 0).get(host.id or 0, NOTHING_BOOKED)


def first_full_day(
    bookings: Bookings, usual: int, people: int, starts: date, ends: date
) -> date | None:
    """The first day from `starts` to `ends` on which so many more people find no place."""
    days = (starts + timedelta(days=one) for one in range((ends - starts).days + 1))
    return next((day for day in days if bookings.free_on(day, usual) < people), None)


def next_room(bookings: Bookings, usual: int, people: int, starts: date, ends: date) -> date | None:
    """The first day after `starts` from which a stay as long has room; None within a year."""
    length = ends - starts
    for ahead in range(1, A_YEAR):
        day = starts + timedelta(days=ahead)
        if day.weekday() >= SATURDAY:
            continue
        if first_full_day(bookings, usual, people, day, day + length) is None:
            return day
    return None


def room_by_month(
    bookings: Bookings, usual: int, months: Sequence[str], today: date, least: int
) -> dict[str, int]:
    """For each month the most people who could still come at once, for `least` working days on end.

    `months` are the host's, those gone by left out; where none is left, any of the next twelve.
    """
    open_ = [one for one in months if one >= f"{today:%Y-%m}"] or _coming(today)
    return {month: _room(bookings, usual, month, today, least) for month in open_}


def _coming(today: date) -> list[str]:
    first = today.replace(day=1)
    return [f"{months_after(first, ahead):%Y-%m}" for ahead in range(AHEAD)]


def _room(bookings: Bookings, usual: int, month: str, today: date, least: int) -> int:
    free = [bookings.free_on(day, usual) for day in _working_days(month, today)]
    windows = (free[at : at + least] for at in range(len(free) - least + 1))
    return max(0, max((min(one) for one in windows), default=0))


def _working_days(month: str, today: date) -> Iterator[date]:
    """Mondays to Fridays of a month, from today on; holidays are looked at when dates are agreed."""
    first = date.fromisoformat(f"{month}-01")
    after = months_after(first, 1)
    for ahead in range((after - first).days):
        day = first + timedelta(days=ahead)
        if day >= today and day.weekday() < SATURDAY:
            yield day


def places_left(bookings: Bookings, room: Mapping[str, int]) -> int:
    """How many people at once a host can still say yes to: what is undated takes a month's room."""
    return max(0, min(max(room.values(), default=0), sum(room.values()) - bookings.undated))


def room_at(work: Work, host: Application) -> tuple[dict[str, int], int]:
    """The room of a host by month, and how many people at once it can still say yes to; none in a pause."""
    if host.paused_at:
        return {}, 0
    bookings, least = bookings_at(work, host), work.scheme.stay.min_working_days
    room = room_by_month(bookings, host.capacity, host.months, work.now.date(), least)
    return room, places_left(bookings, room)
