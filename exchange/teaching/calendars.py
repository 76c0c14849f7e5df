"""A course as a file for the calendar of whoever has a seat in it, or gives it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.papers.calendar import Day, Stay, calendar_file
from exchange.teaching.posters import link_of
from exchange.teaching.rules import guest_in, is_own, sessions_of
from exchange.visiting.calendars import ICS
from exchange.visiting.kept_files import Drawing, written
from storage.tables import Audit, Course, GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchange.work import Work
    from storage.tables import Person, StoredFile

CHANGE = "course:change"


def calendar_of(work: Work, person: Person, number: int) -> StoredFile:
    """The course as it is now; loaded anew after a change it replaces what was there. Raises NotFound for who has no seat."""
    course = work.load(Course, number)
    guest = guest_in(work, course, person)
    seated = guest is not None and guest.state is GuestState.JOINED
    if not seated and not is_own(work, person, course):
        raise NotFound
    stay = _as_stay(work, course)
    drawing = Drawing(f"course-{course.id}.ics", ICS, (stay,))
    return written(work, drawing, partial(calendar_file, stay))


def _as_stay(work: Work, course: Course) -> Stay:
    changes = _changes(work, course)
    where = course.place or course.link
    return Stay(
        uid=f"course-{course.id}@clusterxchange",
        sequence=len(changes),
        changed_at=max([course.published_at, *(one.at for one in changes)]),
        days=_days(course),
        zone=course.zone,
        title=course.title,
        place=where,
        words="\n".join(filter(None, (course.about, course.link, link_of(work, course)))),
        cancelled=course.state is not GroupVisitState.OPEN,
    )


def _changes(work: Work, course: Course) -> Sequence[Audit]:
    query = select(Audit).where(Audit.subject == f"course:{course.id}", Audit.act == CHANGE)
    return work.session.exec(query.order_by(col(Audit.id))).all()


def _days(course: Course) -> tuple[Day, ...]:
    """Its sessions by the clock of whoever gives it; two of one day are one entry from the first to the last hour."""
    zone = ZoneInfo(course.zone)
    found: dict[date, Day] = {}
    for one in sessions_of(course):
        starts, ends = one.starts.astimezone(zone), one.ends.astimezone(zone)
        day = found.setdefault(starts.date(), Day(starts.date(), starts.time(), ends.time()))
        found[day.on] = replace(
            day, starts=min(day.starts, starts.time()), ends=max(day.ends, ends.time())
        )
    return tuple(found[day] for day in sorted(found))
