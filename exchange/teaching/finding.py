"""Courses as those who learn find them: their own, then what they want to learn, then what comes next, at last what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding.group_seats import guests_of, seats_of
from exchange.people import blocks
from exchange.people.calls import is_ours
from exchange.rows import row_id
from exchange.teaching.rules import (
    given_by,
    giver_shown,
    guest_in,
    is_own,
    learning,
    require_learner,
    takes_guests,
)
from exchange.teaching.wishing import topics_in, wanted_topics
from matching.words.names import fold
from storage.tables import Application, Course, GroupGuest, GroupVisitState, GuestState, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.finding.group_seats import Seats
    from exchange.work import Work

LATELY = timedelta(days=30)
"""So long after its end a course still stands on the list of those who were in it."""
SHORT = 3  # letters of a word that tells nothing


@dataclass(frozen=True)
class Offered:
    """A course before somebody: who gives it, its seats, what of their wishes it meets, and where they stand in it."""

    course: Course
    giver: str
    seats: Seats
    waiting: int
    meets: Sequence[str]
    guest: GroupGuest | None


def fitting(work: Work, person: Person) -> list[Offered]:
    """Courses that somebody is in, then those that can be joined, what they want to learn first; at last what is over.

    Raises NotLearner.
    """
    wanted = wanted_topics(work, require_learner(work, person))
    found = [_offered(work, person, one, wanted) for one in _there(work, person)]
    return sorted(
        found,
        key=lambda one: (
            one.course.ends_at <= work.now,
            one.guest is None,
            -len(one.meets),
            one.course.starts_at,
        ),
    )


def search(work: Work, person: Person, typed: str) -> list[Offered]:
    """What words ask for, by topic, title, giver, place or language; the best first. Raises NotLearner."""
    asked, words = set(topics_in(typed)), _words(typed)
    scored = [(_score(one, asked, words), one) for one in fitting(work, person)]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score]


def _score(one: Offered, asked: set[str], words: set[str]) -> int:
    course = one.course
    told = _words(f"{course.title} {course.about} {one.giver} {course.place}")
    return 2 * len(asked & set(course.topics)) + len(words & told)


def _words(text: str) -> set[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return {one for one in plain.split() if len(one) >= SHORT}


def found_one(work: Work, person: Person, course: Course) -> Offered:
    """One of them, whether or not it can be joined."""
    own = learning(work, person)
    return _offered(work, person, course, wanted_topics(work, own) if own else [])


def _offered(work: Work, person: Person, course: Course, wanted: Sequence[str]) -> Offered:
    return Offered(
        course=course,
        giver=given_by(work, course),
        seats=seats_of(work, course),
        waiting=len(guests_of(work, course, GuestState.WAITING)),
        meets=[one for one in wanted if one in course.topics],
        guest=guest_in(work, course, person),
    )


def _there(work: Work, person: Person) -> list[Course]:
    """What can be joined, and what they are in until some time after it."""
    query = select(Course).where(
        Course.state == GroupVisitState.OPEN, col(Course.ends_at) > work.now - LATELY
    )
    found = work.session.exec(query.order_by(col(Course.starts_at), col(Course.id))).all()
    return [one for one in found if guest_in(work, one, person) or may_enrol(work, person, one)]


def may_enrol(work: Work, person: Person, course: Course) -> bool:
    """Whether somebody may take a seat, or a place on the list, now."""
    if learning(work, person) is None or is_own(work, person, course):
        return False
    return (
        takes_guests(work, course)
        and is_ours(work, course.partnership_id)
        and giver_shown(work, course)
        and not _apart(work, person, course)
    )


def _apart(work: Work, person: Person, course: Course) -> bool:
    if course.giver_id is None:
        return False
    giver = work.load(Application, course.giver_id).person_id
    return blocks.between(work, row_id(person), giver)


def can_see(work: Work, person: Person, number: int) -> bool:
    """Whether a course is somebody's own, on their list, or one that they are or were in."""
    course = work.session.get(Course, number)
    if course is None:
        return False
    query = select(GroupGuest.id).where(
        GroupGuest.course_id == number, GroupGuest.person_id == person.id
    )
    was_in = work.session.exec(query).first() is not None
    return was_in or is_own(work, person, course) or may_enrol(work, person, course)
