"""What somebody has learnt in courses, and what they would like to learn: the matcher reads both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from storage.tables import Course, GroupGuest, Lesson, LessonWish

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Application


def lesson_of(work: Work, guest: GroupGuest) -> Lesson | None:
    """That somebody was there, and what came of it."""
    query = select(Lesson).where(Lesson.guest_id == guest.id)
    return work.session.exec(query).one_or_none()


def lessons_of(work: Work, person_id: int | None) -> list[tuple[Course, Lesson]]:
    """Somebody's record of skills: every course they were in, the latest first."""
    query = (
        select(Course, Lesson)
        .join(GroupGuest, col(GroupGuest.course_id) == col(Course.id))
        .join(Lesson, col(Lesson.guest_id) == col(GroupGuest.id))
        .where(GroupGuest.person_id == person_id)
        .order_by(col(Course.starts_at).desc(), col(Course.id))
    )
    return list(work.session.exec(query).all())


def is_learnt(course: Course, lesson: Lesson) -> bool:
    """Whether somebody knows it now: they were there, and have passed the test where there is one."""
    return not course.questions or lesson.passed_at is not None


def learnt_topics(work: Work, person_id: int) -> tuple[str, ...]:
    """The topics of all that somebody has learnt."""
    found = [
        topic
        for course, lesson in lessons_of(work, person_id)
        if is_learnt(course, lesson)
        for topic in course.topics
    ]
    return tuple(dict.fromkeys(found))


def wish_of(work: Work, application: Application) -> LessonWish | None:
    """What somebody has said that they would like to learn."""
    query = select(LessonWish).where(LessonWish.application_id == application.id)
    return work.session.exec(query).one_or_none()


def wished_topics(work: Work, application: Application) -> tuple[str, ...]:
    """The topics of what somebody has said that they would like to learn."""
    found = wish_of(work, application)
    return tuple(found.topics) if found else ()
