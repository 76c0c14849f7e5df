"""A course as a file for the calendar of whoever has a seat in it, or gives it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.papers.calendar import Day, Stay, calendar_file
from exchange.teaching.posters import DOOR
from exchange.teaching.rules import TIMES_A_DAY, clock_of, guest_in, is_own, sessions_of
from exchange.visiting.calendars import ICS
from exchange.visiting.kept_files import Drawing, on_paper, written
from exchange.words import N_
from storage.tables import Audit, Course, GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Person, StoredFile

CHANGE = "course:change"


def calendar_of(work: Work, person: Person, number: int, say: Say) -> StoredFile:
    """The course as it is now, at the hours that its reader is told in chat; loaded anew it replaces what was there.

    Raises NotFound for who has no seat.
    """
    course = work.load(Course, number)
    guest = guest_in(work, course, person)
    seated = guest is not None and guest.state is GuestState.JOINED
    if not seated and not is_own(work, person, course):
        raise NotFound
    stay = _as_stay(work, course, clock_of(course, person.zone), say)
    drawing = Drawing(f"course-{course.id}.ics", ICS, (stay,))
    return written(work, drawing, partial(calendar_file, stay))


def _as_stay(work: Work, course: Course, zone: str, say: Say) -> Stay:
    changes = _changes(work, course)
    return Stay(
        uid=f"course-{course.id}@clusterxchange",
        sequence=len(changes),
        changed_at=max([course.published_at, *(one.at for one in changes)]),
        days=tuple(_days(course, ZoneInfo(zone))),
        zone=zone,
        title=course.title,
        place=course.place or course.link or on_paper(say)(N_("online")),
        words="\n".join(filter(None, (course.about, course.link, DOOR.link_of(work, course.id)))),
        cancelled=course.state is not GroupVisitState.OPEN,
        times_a_day=max([one.facts.get(TIMES_A_DAY, 1) for one in changes], default=1),
    )


def _changes(work: Work, course: Course) -> Sequence[Audit]:
    query = select(Audit).where(Audit.subject == f"course:{course.id}", Audit.act == CHANGE)
    return work.session.exec(query.order_by(col(Audit.id))).all()


def _days(course: Course, zone: ZoneInfo) -> Iterator[Day]:
    """Its sessions by a clock, each with its own hours."""
    for one in sessions_of(course):
        starts, ends = one.starts.astimezone(zone), one.ends.astimezone(zone)
        yield Day(starts.date(), starts.time(), ends.time())
