"""When a group visit is: days on the spot, half days online, or both; and whether two things are at one time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exchange.people.parties import person_on
from exchange.people.people import applicant
from exchange.people.spots import spots_of
from exchange.rows import row_id
from exchange.timing.sessions import sessions_of
from exchange.visiting.online import Session, days_of, kept, offered
from exchange.visiting.previews import form_of, slots_kept, spots_offered
from storage.tables import Exchange, ExchangeForm, Side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.people.spots import Spot
    from exchange.visiting.online import Dated
    from exchange.work import Work
    from storage.tables import Application, GroupVisit


@dataclass(frozen=True)
class When:
    """The times of a group visit, as an offer of dates keeps them."""

    starts_on: date
    ends_on: date
    slots: Sequence[Sequence[str]] = field(default_factory=list)
    sessions: Sequence[Sequence[str]] = field(default_factory=list)
    link: str = ""


def when(work: Work, host: Application, spots: Sequence[Spot], sessions: Sequence[Session]) -> When:
    """Times on the spot and half days online of a host, one of the two may be empty, as they are kept."""
    online = days_of(work, as_exchange(host, host), sessions) if sessions else None
    days = [*spots, *([online] if online else [])]
    return When(
        starts_on=min(starts for starts, _ in days),
        ends_on=max(ends for _, ends in days),
        slots=slots_kept(spots, sessions),
        sessions=kept(sessions),
    )


def as_exchange(visitor: Application, host: Application, dated: Dated | None = None) -> Exchange:
    """The exchange that a guest would have, to ask the rules of one; it is not kept.

    Where nobody has joined yet the host stands for both: all but the distance is the same for every guest.
    """
    return Exchange(
        proposal_id=0,  # none
        visitor_id=row_id(visitor),
        host_id=row_id(host),
        visitor_partnership_id=visitor.partnership_id,
        host_partnership_id=host.partnership_id,
        form=form_of(dated) if dated else ExchangeForm.VISIT,
    )


@dataclass(frozen=True)
class Busy:
    """When somebody is somewhere: times on the spot, and half days online with the clock by which they have a day."""

    spots: Sequence[Spot]
    sessions: Sequence[Session]
    zone: str


def busy_in(work: Work, visit: GroupVisit) -> Busy:
    """When a group visit is."""
    return busy_then(work, visit.host_id, visit)


def busy_then(work: Work, host_id: int, dated: Dated) -> Busy:
    """When something of that host's would be."""
    return Busy(spots_offered(dated), offered(dated), applicant(work, host_id).zone)


def busy_with(work: Work, exchange: Exchange) -> Busy:
    """When an exchange is, as far as its times are agreed."""
    rows = sessions_of(work, exchange)
    online = [Session(one.starts_at, one.ends_at) for one in rows]
    return Busy(spots_of(work, exchange), online, person_on(work, exchange, Side.HOST).zone)


def at_one_time(one: Busy, other: Busy) -> bool:
    """Whether two things cannot both be: they share a day on the spot, hours online, or a day of both kinds."""
    hours = any(
        this.starts < that.ends and that.starts < this.ends
        for this in one.sessions
        for that in other.sessions
    )
    return hours or any(
        starts <= last and first <= ends
        for mine, theirs in (
            (one.spots, other.spots),
            (one.spots, _days(other)),
            (_days(one), other.spots),
        )
        for starts, ends in mine
        for first, last in theirs
    )


def _days(busy: Busy) -> list[Spot]:
    """The days of half days online."""
    days = [one.starts.astimezone(ZoneInfo(busy.zone)).date() for one in busy.sessions]
    return [(day, day) for day in days]
