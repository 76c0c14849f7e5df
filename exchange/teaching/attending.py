"""Who was there: whoever gives a course says it by one tap a person, and it is in that person's record of skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of
from exchange.notices import Notice
from exchange.people.gatherings import guest_person
from exchange.people.lessons import lesson_of
from exchange.rows import row_id
from exchange.teaching.errors import AnsweredSoItStands, NotBegunYet
from exchange.teaching.rules import giver_of, own_course
from exchange.timing.courses import plan_answer, strike_answer
from storage.tables import Course, GroupGuest, GroupVisitState, GuestState, Lesson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.teaching.rules import Teacher
    from exchange.work import Work


def can_be_confirmed(work: Work, course: Course) -> bool:
    """Whether it can be said now who was there."""
    return course.state is GroupVisitState.OPEN and course.starts_at <= work.now


def seated(work: Work, course: Course) -> Sequence[GroupGuest]:
    """Who has a seat."""
    return guests_of(work, course, GuestState.JOINED)


def confirm(work: Work, who: Teacher, guest_id: int, *, there: bool = True) -> None:
    """Note that somebody was there, as whoever gives it says, or take that back; said twice it is said once.

    They are told of both. Raises NotFound, RoleMayNot, NotBegunYet, and AnsweredSoItStands once they have answered the test.
    """
    giver = giver_of(work, who)
    found = work.load(GroupGuest, guest_id)
    own_course(work, who, found.course_id)
    course = work.hold(Course, found.course_id)
    guest = work.load(GroupGuest, guest_id)
    if guest.state is not GuestState.JOINED:
        raise NotFound
    if not can_be_confirmed(work, course):
        raise NotBegunYet
    known = lesson_of(work, guest)
    if known and not there:
        _take_back(work, guest, known, giver.actor)
    if known or not there:
        return
    lesson = work.add(Lesson(guest_id=guest_id, confirmed_at=work.now))
    work.record(giver.actor, "lesson:confirm", f"course:{course.id}", guest=guest_id)
    work.tell(guest_person(work, guest), Notice.COURSE_ATTENDED, key=_key(lesson), guest=guest_id)
    plan_answer(work, course, lesson)


def _take_back(work: Work, guest: GroupGuest, lesson: Lesson, actor: str) -> None:
    if lesson.tries or lesson.mark is not None:
        raise AnsweredSoItStands
    strike_answer(work, lesson)
    key = _key(lesson)
    if not work.untell(key):  # who has read that it is on their record reads that it is not
        learner = guest_person(work, guest)
        work.tell(learner, Notice.COURSE_NOT_ATTENDED, key=f"{key}:back", guest=guest.id)
    work.session.delete(lesson)
    work.session.flush()
    work.record(actor, "lesson:take_back", f"course:{guest.course_id}", guest=guest.id)


def _key(lesson: Lesson) -> str:
    return f"guest:{lesson.guest_id}:attended:{row_id(lesson)}:{lesson.confirmed_at.isoformat()}"
