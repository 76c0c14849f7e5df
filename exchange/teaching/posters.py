"""The poster of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exchange.papers import regional
from exchange.teaching.rules import given_by, own_course, sessions_of
from exchange.visiting.gathering_posters import Door, Told, kept_poster, poster_of
from exchange.visiting.kept_files import language_of, on_paper
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.papers.poster import Poster
    from exchange.teaching.rules import Teacher
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Course, Person, StoredFile

DOOR = Door("course")
HEADLINE = N_("Learn with clusters of other countries")
HOURS = 3
"""Sessions that are told one by one."""


def poster_file(
    work: Work, who: Teacher, reader: Person, number: int, mime: str, say: Say
) -> StoredFile:
    """The poster as PDF or PNG in the language of `say`, drawn once. Raises NotFound, TooManyDrawings."""
    course = own_course(work, who, number)
    poster = _poster(work, course, on_paper(say))
    return kept_poster(work, f"course-{course.id}", poster, mime, reader, say)


def _poster(work: Work, course: Course, say: Say) -> Poster:
    where = ", ".join((given_by(work, course), course.place or say(N_("online"))))
    told = Told(HEADLINE, tuple(_hours(course, say)), where, course.about, course.partnership_id)
    return poster_of(work, course, DOOR, told, say)


def _hours(course: Course, say: Say) -> Iterator[str]:
    """Its sessions by the clock of whoever gives it, which is named where nobody comes to a place; of many the first ones, and how many more."""
    zone, language, there = ZoneInfo(course.zone), language_of(say), sessions_of(course)
    for one in there[:HOURS]:
        starts, ends = one.starts.astimezone(zone), one.ends.astimezone(zone)
        text = say(
            N_("{day}, {starts} to {ends}"),
            day=regional.day(starts.date(), language),
            starts=f"{starts:%H:%M}",
            ends=f"{ends:%H:%M}",
        )
        yield text if course.place else f"{text} ({course.zone.replace('_', ' ')})"
    if len(there) > HOURS:
        yield say(N_("and {count} more sessions"), count=len(there) - HOURS)
