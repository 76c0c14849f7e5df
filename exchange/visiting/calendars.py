"""A stay in the calendars of both sides: sent when its days are agreed, and at each change after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding.group_seats import group_of
from exchange.life.undone import UNDO
from exchange.notices import Notice
from exchange.papers.calendar import Day, Stay, calendar_file
from exchange.people.parties import organisation_on, person_on
from exchange.people.signing import current_commitment
from exchange.people.spots import spots_of, working_days_of
from exchange.rows import row_id
from exchange.states import last_day
from exchange.timing.sessions import sessions_of
from exchange.visiting.kept_files import Drawing, on_paper, written
from exchange.visiting.online import hours_of, offered
from exchange.visiting.previews import spots_offered
from matching.places.countries import time_zone
from matching.times.agendas import by_day
from storage.tables import (
    Amendment,
    AmendmentState,
    Audit,
    Commitment,
    Correction,
    DateOffer,
    DateOfferState,
    Exchange,
    ExchangeState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from exchange.people.spots import Spot
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import StoredFile

ICS = "text/calendar"
LINK_TOLD = "session:link"  # an act
AGENDA = "agenda"  # of the commitment's form


class Occasion(StrEnum):
    """Why a calendar is sent."""

    FIRST = "first"
    DAYS = "days"
    PAPER = "paper"  # it is written, and with it the agenda
    CHANGED = "changed"  # all have signed a change
    CORRECTED = "corrected"
    LINK = "link"  # where half days online meet is told
    BROKEN_OFF = "broken_off"
    REVIVED = "revived"
    CANCELLED = "cancelled"


def send_calendar(work: Work, exchange: Exchange) -> None:
    """Both sides get the stay for their calendars as it is now, once for each change of it.

    A host of a group visit has published its days itself, and is not sent them with each guest.
    """
    if not _agreed(work, exchange):
        return
    count = sequence(work, exchange)
    for side in (Side.VISITOR,) if group_of(work, exchange) else Side:
        key = f"calendar:{exchange.id}:{count}:{side.value}"
        reader = person_on(work, exchange, side)
        work.tell(reader, Notice.CALENDAR, key=key, exchange=exchange.id, sequence=count)


def sequence(work: Work, exchange: Exchange) -> int:
    """How often the stay has changed: its days, the paper that counts, its link, an early end, its cancellation."""
    cancelled = exchange.state is ExchangeState.CANCELLED
    return max(0, len(list(_changes(work, exchange))) - 1) + cancelled


def last_change(work: Work, exchange: Exchange) -> Occasion:
    """Why the stay's file is as it is now: the last of its changes."""
    if exchange.state is ExchangeState.CANCELLED:
        return Occasion.CANCELLED
    return max(_changes(work, exchange), key=lambda one: one[0])[1]


def _changes(work: Work, exchange: Exchange) -> Iterator[tuple[datetime, Occasion]]:
    """When days were agreed, papers came to count, a link, an end was told or corrected; none twice."""
    for at, row in enumerate(_agreed(work, exchange)):
        yield row.made_at, Occasion.DAYS if at else Occasion.FIRST
    yield from _papers(work, exchange)
    for one in _corrected(work, exchange):
        yield one.made_at, Occasion.CORRECTED
    yield from _revived(work, exchange)
    links = select(Audit.at).where(
        Audit.subject == f"exchange:{exchange.id}", Audit.act == LINK_TOLD
    )
    yield from ((moment, Occasion.LINK) for moment in work.session.exec(links))
    told = select(Audit.at).where(
        Audit.subject == f"exchange:{exchange.id}",
        Audit.act == f"exchange:{ExchangeState.INTERRUPTED.value}",
        col(Audit.actor).startswith("person:"),
    )
    for moment in work.session.exec(told):
        yield moment, Occasion.BROKEN_OFF


def _revived(work: Work, exchange: Exchange) -> Iterator[tuple[datetime, Occasion]]:
    """A cancellation that was taken back is two changes: it was told, and so is its end."""
    query = select(Audit).where(Audit.subject == f"exchange:{exchange.id}", Audit.act == UNDO)
    for row in work.session.exec(query):
        if row.facts["before"] == ExchangeState.CANCELLED.value:
            yield from [(row.at, Occasion.REVIVED)] * 2


def _papers(work: Work, exchange: Exchange) -> Iterator[tuple[datetime, Occasion]]:
    """A first version, or a new one before all have signed, counts as written; an amendment at the last signature."""
    query = (
        select(Commitment.drawn_up_at, Amendment.state, Amendment.ended_at)
        .join(Amendment, col(Amendment.commitment_id) == col(Commitment.id), isouter=True)
        .where(Commitment.exchange_id == exchange.id)
    )
    rows: Sequence[Any] = work.session.exec(query).all()
    for drawn_up, state, ended in rows:
        if state in (None, AmendmentState.IN_FORCE):
            yield ended or drawn_up, Occasion.CHANGED if ended else Occasion.PAPER


def _agreed(work: Work, exchange: Exchange) -> list[DateOffer]:
    """The days that were agreed, the last of them those that stand, or stood until they were taken back."""
    query = select(DateOffer).where(
        DateOffer.exchange_id == exchange.id, DateOffer.state == DateOfferState.AGREED
    )
    return list(work.session.exec(query.order_by(col(DateOffer.id))))


def _corrected(work: Work, exchange: Exchange) -> Sequence[Correction]:
    """The corrections that gave the stay other days."""
    query = select(Correction).where(
        Correction.exchange_id == exchange.id,
        (col(Correction.first_day_before) != Correction.first_day_after)
        | (col(Correction.last_day_before) != Correction.last_day_after),
    )
    return work.session.exec(query.order_by(col(Correction.id))).all()


def calendar_of(work: Work, exchange: Exchange, say: Say) -> StoredFile:
    """The stay as a file in the reader's language. Raises NotFound while no days are agreed."""
    stay = _stay(work, exchange, on_paper(say))
    drawing = Drawing(f"exchange-{exchange.id}.ics", ICS, (stay,))
    return written(work, drawing, partial(calendar_file, stay), exchange_id=row_id(exchange))


def _told(
    exchange: Exchange,
    spots: Sequence[Spot],
    hours: Sequence[str],
    by_days: Sequence[str],
    agenda: str,
) -> str:
    """Link and half days online, the days at the host's where they are several times, and what is done when."""
    several = [f"{starts} – {ends}" for starts, ends in spots] if len(spots) > 1 or hours else []
    link = [exchange.link] if hours and exchange.link else []
    return "\n".join([*several, *hours, *link, *(by_days or ([agenda] if agenda else []))])


def _days_at(
    work: Work, exchange: Exchange, days: Sequence[date], zone: ZoneInfo, online: Day
) -> tuple[Day, ...]:
    """The days at the host's from nine to five, and half days online as `online` is with their hours, in order."""
    found = [Day(day) for day in days]
    for one in sessions_of(work, exchange):
        starts, ends = (at.astimezone(zone) for at in (one.starts_at, one.ends_at))
        found.append(replace(online, on=starts.date(), starts=starts.time(), ends=ends.time()))
    last = last_day(exchange)
    there = [one for one in found if last is None or one.on <= last]
    return tuple(sorted(there, key=lambda one: (one.on, one.starts)))


def _times_a_day(work: Work, exchange: Exchange, zone: ZoneInfo) -> int:
    """How many times of one day were agreed at most, now or before."""
    found = []
    for one in _agreed(work, exchange):
        days = Counter(working_days_of(work, exchange, spots_offered(one)))
        days.update(half.starts.astimezone(zone).date() for half in offered(one))
        found.append(max(days.values(), default=1))
    return max(found)


def _stay(work: Work, exchange: Exchange, say: Say) -> Stay:
    agreed = _agreed(work, exchange)
    if not agreed:
        raise NotFound
    starts = exchange.starts_on or agreed[-1].starts_on  # while the days are open again
    visitor, host = (organisation_on(work, exchange, side) for side in Side)
    spots = spots_of(work, exchange) or spots_offered(agreed[-1])
    days = working_days_of(work, exchange, spots)
    zone = time_zone(host.country)
    paper = current_commitment(work, exchange)
    agenda = str(paper.answers.get(AGENDA, "")) if paper else ""
    by_days = [f"{say('{day}', day=day)}: {text}" for day, text in by_day(agenda, days, ended=True)]
    online = _online(exchange, starts, visitor.name, host.name, say)
    visit = say("{visitor} visits {host}", visitor=visitor.name, host=host.name)
    return Stay(
        uid=f"exchange-{exchange.id}-{exchange.agreed_at:%Y%m%d%H%M%S}@clusterxchange",
        sequence=sequence(work, exchange),
        changed_at=max(at for at, _ in _changes(work, exchange)),
        days=_days_at(work, exchange, days, ZoneInfo(zone), online) or (Day(starts),),
        zone=zone,
        title=visit if spots else online.title,
        place=f"{host.name}, {host.city}" if spots else online.place,
        words=_told(exchange, spots, hours_of(work, exchange), by_days if spots else [], agenda),
        cancelled=exchange.state is ExchangeState.CANCELLED,
        times_a_day=_times_a_day(work, exchange, ZoneInfo(zone)),
    )


def _online(exchange: Exchange, on: date, visitor: str, host: str, say: Say) -> Day:
    """How a half day online is called, to which nobody travels, and where it meets."""
    title = say("{visitor} and {host}, online", visitor=visitor, host=host)
    return Day(on, title=title, place=exchange.link or say("online"))
