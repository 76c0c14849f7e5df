"""Who learns takes a seat in a course by a tap, waits for one, takes one that is offered, or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding.group_seats import first_in_line, seats_of, take_seats
from exchange.life import moving_up
from exchange.life.guests import move_guest
from exchange.life.moving_up import Line
from exchange.people.people import shown
from exchange.rows import row_id
from exchange.teaching.errors import (
    EnrolledAlready,
    LearnsElsewhereThen,
    ListedAlready,
    NoSeatKept,
    NotEnrolled,
    SeatKeptAlready,
)
from exchange.teaching.publishing import call_off
from exchange.teaching.rules import (
    giver_shown,
    guest_in,
    is_own,
    learning,
    require_learner,
    require_open,
    sessions_of,
    takes_guests,
)
from exchange.timing.courses import plan_reminders
from exchange.timing.group_visits import (
    COURSE_LIST_END,
    COURSE_MOVE_UP,
    plan_list_end,
    plan_moving_up,
)
from storage.tables import (
    Application,
    Course,
    DueOutcome,
    GroupGuest,
    GroupVisitState,
    GuestState,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.errors import CxcError
    from exchange.work import Work
    from storage.tables import Due

AGAIN: Mapping[GuestState, type[CxcError]] = {
    GuestState.WAITING: ListedAlready,
    GuestState.OFFERED: SeatKeptAlready,
    GuestState.JOINED: EnrolledAlready,
}
"""The answer to whoever enrols twice."""
GIVER_LEFT = "giver_left"
"""As a reason: whoever gave it takes no part any more."""


def enrol(work: Work, person: Person, number: int) -> GroupGuest:
    """Somebody with a seat, or on the waiting list: first come, first served.

    Raises NotLearner, NotFound, an error of AGAIN, LearnsElsewhereThen, and what require_open raises.
    """
    course = _held(work, person, number)
    if not giver_shown(work, course) or is_own(work, person, course):
        raise NotFound
    require_open(work, course)
    if known := guest_in(work, course, person):
        raise AGAIN[known.state]
    check_free_then(work, person, course)
    waits = first_in_line(work, course)
    guest = work.add(
        GroupGuest(
            course_id=row_id(course),
            person_id=row_id(person),
            state=GuestState.WAITING,
            since=work.now,
        )
    )
    work.record(f"person:{person.id}", "guest:come", f"course:{course.id}", guest=guest.id)
    if waits is None and seats_of(work, course).free:
        take_seats(work, guest)
        _seat(work, person, guest, course)
    else:
        plan_list_end(work, course, course.starts_at)
    return guest


def take_offer(work: Work, person: Person, number: int) -> GroupGuest:
    """Somebody in the seat that was kept for them. Raises NoSeatKept, and as enrol does."""
    course = _held(work, person, number)
    guest = guest_in(work, course, person)
    if guest and guest.state is GuestState.JOINED:
        raise EnrolledAlready
    if guest is None or guest.state is not GuestState.OFFERED:
        raise NoSeatKept
    require_open(work, course)
    check_free_then(work, person, course)
    _seat(work, person, guest, course)
    return guest


def leave(work: Work, person: Person, number: int) -> GroupGuest:
    """Somebody without the seat, or off the list; whoever waits moves up. Raises NotEnrolled, and as require_open does."""
    course = work.hold(Course, number)
    guest = guest_in(work, course, person)
    if guest is None:
        raise NotEnrolled
    require_open(work, course)
    move_guest(work, guest, GuestState.LEFT, f"person:{person.id}")
    plan_moving_up(work, course)
    return guest


def leave_courses(work: Work, person: Person, application: Application) -> None:
    """Somebody leaves the programme: their courses to come are called off, their seats and places on lists go."""
    actor, state = f"person:{person.id}", GroupVisitState.OPEN
    given = select(Course.id).where(Course.giver_id == application.id, Course.state == state)
    for number in work.session.exec(given.order_by(col(Course.id))).all():
        course = work.hold(Course, number)
        if takes_guests(work, course):
            call_off(work, course, GIVER_LEFT, actor)
    alive = col(GroupGuest.state) != GuestState.LEFT
    query = select(GroupGuest).where(
        GroupGuest.person_id == person.id, col(GroupGuest.course_id).is_not(None), alive
    )
    for guest in work.session.exec(query.order_by(col(GroupGuest.course_id))).all():
        course = work.hold(Course, guest.course_id)
        if takes_guests(work, course):
            move_guest(work, guest, GuestState.LEFT, actor)
            plan_moving_up(work, course)


def check_free_then(work: Work, person: Person, course: Course) -> None:
    """Nothing, if somebody learns nothing else in those hours. Raises LearnsElsewhereThen."""
    query = (
        select(Course)
        .join(GroupGuest, col(GroupGuest.course_id) == col(Course.id))
        .where(GroupGuest.person_id == person.id, GroupGuest.state == GuestState.JOINED)
        .where(col(Course.ends_at) > course.starts_at, col(Course.starts_at) < course.ends_at)
        .where(Course.state == GroupVisitState.OPEN, col(Course.id) != course.id)
    )
    for other in work.session.exec(query):
        for one in sessions_of(other):
            if any(one.starts < own.ends and own.starts < one.ends for own in sessions_of(course)):
                raise LearnsElsewhereThen(title=other.title)


def _held(work: Work, person: Person, number: int) -> Course:
    """Who learns and the course, held in this order: nobody takes two seats at one moment."""
    require_learner(work, person)
    work.hold(Person, person.id)
    return work.hold(Course, number)


def _seat(work: Work, person: Person, guest: GroupGuest, course: Course) -> None:
    move_guest(work, guest, GuestState.JOINED, f"person:{person.id}")
    plan_reminders(work, course, guest)


def _still_learns(work: Work, guest: GroupGuest) -> bool:
    person = work.load(Person, guest.person_id)
    return shown(work, row_id(person)) and learning(work, person) is not None


def move_up(work: Work, number: int) -> bool:
    """Whether free seats were offered to those who wait longest."""
    course = work.hold(Course, number)
    line = Line(
        takes=lambda: takes_guests(work, course),
        still_wants=lambda guest: _still_learns(work, guest),
        hours=work.scheme.courses.offer_hours,
        latest=course.starts_at,
    )
    return moving_up.move_up(work, course, line)


def _move_up(work: Work, due: Due) -> DueOutcome:
    return DueOutcome.DONE if move_up(work, due.subject) else DueOutcome.NOT_NEEDED


def end_list(work: Work, number: int) -> bool:
    """Whether whoever still waited was told that it has begun without them; not where it begins at another hour now."""
    course = work.hold(Course, number)
    return not takes_guests(work, course) and moving_up.end_list(work, course)


def _end_list(work: Work, due: Due) -> DueOutcome:
    return DueOutcome.DONE if end_list(work, due.subject) else DueOutcome.NOT_NEEDED


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {
    COURSE_MOVE_UP: _move_up,
    COURSE_LIST_END: _end_list,
}
