"""What a host changes by itself once it is accepted: places, months, texts, a pause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.applying.applications import application_held
from exchange.errors import CxcError
from exchange.finding.hosts import HOSTING
from exchange.finding.places import bookings_at
from exchange.finding.waiting_list import tell_waiting
from storage.tables import Application, ApplicationState, HostMonth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from exchange.finding.places import Bookings
    from exchange.work import Work
    from storage.tables import Person


SHORT = ("capacity", "months")
"""Of these both states stand in the record; texts are too long for it."""


class NoHost(CxcError):
    """You take part as no host at the moment. /status shows where you are."""


class PlacesBooked(CxcError):
    """As many as {people} of your places are booked on {day}, so there cannot be fewer then.

    If somebody cannot come, please cancel that exchange: /exchanges
    """


def hosting_of(work: Work, person: Person) -> Application:
    """Somebody's accepted application as a host, held for change. Raises NoHost."""
    found = application_held(work, person)
    if found is None or found.state is not ApplicationState.ACCEPTED or found.role not in HOSTING:
        raise NoHost
    return found


def change_hosting(
    work: Work,
    person: Person,
    *,
    capacity: int | None = None,
    months: Sequence[str] | None = None,
    host_programme: str | None = None,
    offers: str | None = None,
) -> Application:
    """The host's application with what is given changed; None leaves a thing as it is.

    What others wait for they hear. Raises NoHost, PlacesBooked.
    """
    host = hosting_of(work, person)
    if capacity is not None:
        _require_room(bookings_at(work, host), capacity)
    given = {
        "capacity": capacity,
        "months": None if months is None else list(months),
        "host_programme": host_programme,
        "offers": offers,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    before = {name: getattr(host, name) for name in SHORT if name in changed}
    work.add(host.sqlmodel_update(changed))
    if changed:
        after = {name: changed[name] for name in before}
        _record(work, person, host, "change", fields=sorted(changed), before=before, after=after)
    return host


def set_months(work: Work, person: Person, months: Iterable[str], places: int) -> Application:
    """The host with so many places in some months, whatever it has else; none at 0.

    The usual number is no exception any more. Raises NoHost, PlacesBooked.
    """
    host, named = hosting_of(work, person), sorted(set(months))
    bookings = bookings_at(work, host)
    for month in named:
        _require_room(bookings, places, month)
    query = select(HostMonth).where(HostMonth.application_id == host.id)
    known = {one.month: one for one in work.session.exec(query)}
    before = {one: known[one].places if one in known else host.capacity for one in named}
    for month in named:
        row = known.get(month)
        if places == host.capacity:
            if row:
                work.session.delete(row)
        else:
            row = row or HostMonth(application_id=host.id or 0, month=month, places=places)
            row.places = places
            work.add(row)
    work.session.flush()
    _record(work, person, host, "months", months=named, places=places, before=before)
    return host


def pause(work: Work, person: Person, *, paused: bool) -> Application:
    """The host, found by nobody, or found again; what is agreed stays agreed. Raises NoHost."""
    host = hosting_of(work, person)
    if (host.paused_at is not None) is not paused:
        host.paused_at = work.now if paused else None
        work.add(host)
        _record(work, person, host, "pause" if paused else "resume")
    return host


def _require_room(bookings: Bookings, places: int, month: str | None = None) -> None:
    """Nothing, if so many places hold everybody who is booked. Raises PlacesBooked."""
    other = {} if month else dict(bookings.months)  # months that the usual number says nothing of
    for day in _booked_days(bookings):
        code, people = f"{day:%Y-%m}", bookings.taken_on(day)
        if code not in other and month in {None, code} and people > places:
            raise PlacesBooked(day=day, people=people)


def _booked_days(bookings: Bookings) -> Iterable[date]:
    """Every day on which somebody is there."""
    spans = ((one.first, one.last) for one in bookings.booked)
    return sorted(
        {
            first + timedelta(days=ahead)
            for first, last in spans
            if first and last
            for ahead in range((last - first).days + 1)
        }
    )


def _record(work: Work, person: Person, host: Application, what: str, **facts: object) -> None:
    work.record(f"person:{person.id}", f"hosting:{what}", f"application:{host.id}", **facts)
    if what != "pause":
        tell_waiting(work, host)
