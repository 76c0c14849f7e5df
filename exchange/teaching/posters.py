"""The poster of a course, with a QR code that opens it in the chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exchange.papers import regional
from exchange.papers.poster import Poster, poster_pdf
from exchange.people.bot_names import link_to
from exchange.teaching.rules import given_by, own_course, sessions_of
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from exchange.words import N_
from exchange.work import PARTICIPANTS
from storage.tables import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.teaching.rules import Teacher
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Course, Person, StoredFile

PAYLOAD = re.compile(r"course_([1-9][0-9]{0,8})")
SHOWN, HOURS = 200, 3
"""Characters of what it is about, and sessions that are told one by one."""


def payload_of(course: Course) -> str:
    """What stands behind `?start=`: it is published, so its number is no secret."""
    return f"course_{course.id}"


def number_in(payload: str) -> int | None:
    """The number of the course that a link opens; None for every other link."""
    found = PAYLOAD.fullmatch(payload.strip())
    return int(found[1]) if found else None


def link_of(work: Work, course: Course) -> str:
    """Where its poster leads: the participants' bot, with the course open."""
    return link_to(work, PARTICIPANTS, payload_of(course))


def poster_file(work: Work, who: Teacher, reader: Person, number: int, say: Say) -> StoredFile:
    """The poster as PDF in the language of `say`, drawn once. Raises NotFound, TooManyDrawings."""
    course = own_course(work, who, number)
    poster, language = _poster(work, course, on_paper(say)), language_of(say)
    drawing = Drawing(f"course-{course.id}-{language}.pdf", PDF, (poster, language))
    return drawn(work, drawing, lambda: poster_pdf(poster, on_paper(say)), reader)


def _poster(work: Work, course: Course, say: Say) -> Poster:
    partnership = work.load(Partnership, course.partnership_id).name
    entry = work.scheme.partnership(partnership)
    text = " ".join(course.about.split())
    return Poster(
        programme=work.scheme.name,
        inviting=course.title,
        summary=(
            *_hours(course, say),
            ", ".join(filter(None, (given_by(work, course), course.place or say(N_("online"))))),
            text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…",
        ),
        link=link_of(work, course),
        partnership=partnership,
        contact=(entry.contact if entry else None) or work.scheme.contact or partnership,
        made_at=course.published_at,
    )


def _hours(course: Course, say: Say) -> Iterator[str]:
    """Its sessions by the clock of whoever gives it; of many the first ones, and how many more there are."""
    zone, language, there = ZoneInfo(course.zone), language_of(say), sessions_of(course)
    for one in there[:HOURS]:
        starts, ends = one.starts.astimezone(zone), one.ends.astimezone(zone)
        yield say(
            N_("{day}, {starts} to {ends}"),
            day=regional.day(starts.date(), language),
            starts=f"{starts:%H:%M}",
            ends=f"{ends:%H:%M}",
        )
    if len(there) > HOURS:
        yield say(N_("and {count} more sessions"), count=len(there) - HOURS)
