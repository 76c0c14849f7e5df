"""When people read: each in the working hours of their own zone and country."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.people.parties import person_on
from exchange.people.partnerships import DESK_ZONE
from exchange.scheme.send_window import next_send_time
from storage.tables import Exchange, Officer, Person, Side, Signatory

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Due

SOON = timedelta(hours=1)
MORNING = time(6)  # never between midnight and four: those hours may be missing or come twice


def reading_time(work: Work, earliest: datetime, person: Person) -> datetime:
    """The first moment of the person's working hours at or after `earliest`."""
    return next_send_time(earliest, person.zone, person.country, work.scheme.send_window)


def remind_from_now(work: Work, kind: str, subject: int, key: str, person: Person) -> None:
    """Plan a kind of reminder on each of the call's days from now, in the working hours of who reads it; `key` tells since when."""
    for days in work.scheme.reminding_days(kind):
        due_at = reading_time(work, work.now + timedelta(days=days), person)
        work.schedule(kind, subject, due_at, key=f"{key}:{days}")


def first_reading_time(work: Work, day: date, person: Person) -> datetime:
    """The first moment of the person's working hours on that day or later."""
    return reading_time(work, morning(day, person.zone), person)


def last_reading_time(work: Work, day: date, person: Person) -> datetime:
    """The morning of that day, or of the last working day before it.

    A count-down must not slip past what it counts down to: Monday's traveller reads it on Friday.
    """
    zone = ZoneInfo(person.zone)
    while (found := first_reading_time(work, day, person)).astimezone(zone).date() != day:
        day -= timedelta(days=1)
    return found


def counted_down(work: Work, begins: datetime, days: int, person: Person) -> datetime:
    """When somebody is told of what begins: the morning so many days before; for 0 an hour before it, whatever the hour.

    Whoever has agreed on hours that are none of work is there at them.
    """
    if not days:
        return begins - SOON
    day = begins.astimezone(ZoneInfo(person.zone)).date()
    return last_reading_time(work, day - timedelta(days=days), person)


def desk_time(work: Work, partnership_id: int, earliest: datetime) -> datetime:
    """When the first of a Partnership's officers is at work."""
    officers = (
        select(Person)
        .join(Officer)
        .where(Officer.partnership_id == partnership_id, col(Officer.revoked_at).is_(None))
        .order_by(col(Officer.id))
    )
    first = work.session.exec(officers).first()
    if first is None:
        return next_send_time(earliest, DESK_ZONE, None, work.scheme.send_window)
    return reading_time(work, earliest, first)


def signatory_time(
    work: Work, exchange: Exchange, party: Signatory, earliest: datetime
) -> datetime:
    """When one of the four who take part in an exchange is at work."""
    match party:
        case Signatory.VO:
            return reading_time(work, earliest, person_on(work, exchange, Side.VISITOR))
        case Signatory.HO:
            return reading_time(work, earliest, person_on(work, exchange, Side.HOST))
        case Signatory.VOP:
            return desk_time(work, exchange.visitor_partnership_id, earliest)
        case Signatory.HOP:
            return desk_time(work, exchange.host_partnership_id, earliest)


def hour_of_party(work: Work, due: Due) -> datetime:
    """The next working hour of the side or party that a row names; the visitor's without one."""
    if due.facts.get("side") == Side.HOST.value:
        party = Signatory.HO
    else:
        party = Signatory(due.facts.get("party", Signatory.VO.value))
    return signatory_time(work, work.load(Exchange, due.subject), party, work.now)


def hour_of_visitors_desk(work: Work, due: Due) -> datetime:
    """The next working hour of the Partnership that sends the visitor."""
    return signatory_time(work, work.load(Exchange, due.subject), Signatory.VOP, work.now)


def at_once(work: Work, due: Due) -> datetime:  # noqa: ARG001 - as every other hour
    """Now: nobody reads anything."""
    return work.now


def morning(day: date, zone: str) -> datetime:
    """The morning of a day, as early as a day of the calendar needs it."""
    return datetime.combine(day, MORNING, ZoneInfo(zone))


def today(work: Work, reader: Person) -> date:
    """The date where somebody is."""
    return work.now.astimezone(ZoneInfo(reader.zone)).date()
