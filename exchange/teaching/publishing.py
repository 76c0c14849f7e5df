"""A course is published, changed or called off; everybody who is in it, or would like to be, hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.finding.group_seats import add_seats, guests_of, seats_of, set_seats
from exchange.life.guests import move_group_visit, move_guest
from exchange.notices import Notice
from exchange.people.gatherings import guest_person
from exchange.proposing.asking_again import tell_changes
from exchange.rows import row_id
from exchange.teaching.errors import (
    CourseInPast,
    CourseIsSo,
    CourseSeatsOutOfRange,
    CourseSeatsTaken,
    TooManyCourses,
)
from exchange.teaching.rules import (
    TIMES_A_DAY,
    courses_of,
    giver_of,
    own_course,
    require_open,
    takes_guests,
    times_a_day,
)
from exchange.timing.courses import plan_course, strike_course
from exchange.timing.group_visits import plan_list_end, plan_moving_up
from matching.topics.subjects import taught
from storage.tables import Application, Course, GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.teaching.rules import Giver, Session, Teacher
    from exchange.work import Work

LONGEST_TITLE, LONGEST_PLACE, LONGEST_LINK = 80, 200, 300
SAID = ("title", "sessions", "place", "link", "language")
"""Of these changes everybody hears; seats and words are seen where they matter."""


@dataclass(frozen=True)
class Told:
    """What is told of a course; hours are those of whoever tells them."""

    title: str
    about: str
    sessions: Sequence[Session]
    seats: int
    language: str
    place: str = ""
    link: str = ""


def publish(work: Work, who: Teacher, told: Told) -> Course:
    """The course, which the staff of clusters finds from now on; the same title and hours twice are one.

    Raises NotGiver, RoleMayNot, TooManyCourses, and what check raises.
    """
    giver, most = giver_of(work, who), work.scheme.courses.most_to_come
    _held(work, giver)
    to_come = [one for one in courses_of(work, who) if takes_guests(work, one)]
    facts = _facts(told)
    for one in to_come:
        if one.title == told.title and one.sessions == facts["sessions"]:
            return one
    if len(to_come) >= most:
        raise TooManyCourses(most=most)
    check(work, told.sessions, told.seats)
    course = work.add(
        Course(
            partnership_id=giver.partnership_id,
            giver_id=giver.application_id,
            state=GroupVisitState.OPEN,
            zone=giver.person.zone,
            published_at=work.now,
            **facts,
        )
    )
    add_seats(work, course, range(1, told.seats + 1))
    work.record(giver.actor, "course:publish", f"course:{course.id}", seats=told.seats)
    plan_course(work, course)
    return course


def _held(work: Work, giver: Giver) -> None:
    """Nobody publishes twice at one moment."""
    if giver.application_id is not None:
        work.hold(Application, giver.application_id)


def _facts(told: Told) -> dict[str, Any]:
    """A course as its row has it."""
    hours = sorted(told.sessions, key=lambda one: one.starts)
    return {
        "title": told.title,
        "about": told.about,
        "topics": [*taught(told.title, told.about)],
        "language": told.language,
        "starts_at": hours[0].starts,
        "ends_at": max(one.ends for one in hours),
        "sessions": [[one.starts.isoformat(), one.ends.isoformat()] for one in hours],
        "place": told.place[:LONGEST_PLACE],
        "link": told.link[:LONGEST_LINK],
    }


def check(work: Work, sessions: Sequence[Session], seats: int) -> None:
    """Nothing, if a course may be so. Raises CourseInPast, CourseSeatsOutOfRange."""
    if not sessions or min(one.starts for one in sessions) <= work.now:
        raise CourseInPast
    most = work.scheme.courses.most_seats
    if not 1 <= seats <= most:
        raise CourseSeatsOutOfRange(most=most)


def change(work: Work, who: Teacher, number: int, told: Told) -> Course:
    """The course as it is from now on; everybody in it or on its list is told what they have to know.

    Raises NotFound, CourseCancelled, CourseBegun, CourseGone, CourseIsSo, CourseSeatsTaken, and what check raises.
    """
    giver = giver_of(work, who)
    own_course(work, who, number)
    course = work.hold(Course, number)
    require_open(work, course)
    check(work, told.sessions, told.seats)
    taken = seats_of(work, course).taken
    if told.seats < taken:
        raise CourseSeatsTaken(count=taken)
    new = {name: one for name, one in _facts(told).items() if one != getattr(course, name)}
    before, more = times_a_day(course), set_seats(work, course, told.seats)
    if not new and not more:
        raise CourseIsSo
    work.add(course.sqlmodel_update(new))
    facts = {"fields": sorted(new), "seats": more} | ({TIMES_A_DAY: before} if before > 1 else {})
    work.record(giver.actor, "course:change", f"course:{number}", **facts)
    if set(SAID) & new.keys():
        for guest in guests_of(work, course):
            key, learner = f"guest:{row_id(guest)}:changed", guest_person(work, guest)
            tell_changes(work, learner, Notice.COURSE_CHANGED, key, guest=guest.id)
    if "sessions" in new:
        plan_course(work, course)
        plan_list_end(work, course, course.starts_at)
    plan_moving_up(work, course)
    return course


def cancel(work: Work, who: Teacher, number: int, reason: str) -> Course:
    """The course, called off before it begins: whoever has a seat, or waits for one, is told. All of it or nothing.

    Raises NotFound, RoleMayNot, CourseCancelled, CourseBegun, CourseGone.
    """
    giver = giver_of(work, who)
    own_course(work, who, number)
    course = work.hold(Course, number)
    require_open(work, course)
    call_off(work, course, reason, giver.actor)
    return course


def call_off(work: Work, course: Course, reason: str, actor: str) -> None:
    """A course that is held does not take place."""
    move_group_visit(work, course, GroupVisitState.CANCELLED, actor, reason=reason)
    strike_course(work, course)
    for guest in guests_of(work, course):
        key = f"guest:{row_id(guest)}:cancelled"
        work.tell(guest_person(work, guest), Notice.COURSE_CANCELLED, key=key, guest=guest.id)
        move_guest(work, guest, GuestState.LEFT, actor)
