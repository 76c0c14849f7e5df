"""Afterwards: a short test or what people say of it, the certificate, and the record of skills."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.notices import DeskNotice, Notice
from exchange.papers.certificate import CourseCertificate, course_certificate_pdf
from exchange.people.gatherings import guest_person
from exchange.people.lessons import lesson_of
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.teaching.errors import NothingAsked, NotThere, PassedAlready, SaidAlready, TriesUsedUp
from exchange.teaching.quizzes import as_rows, as_test
from exchange.teaching.rules import given_by, giver_of, minutes_of, own_course
from exchange.timing.courses import plan_answer, strike_answer
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from storage.tables import (
    Application,
    Course,
    GroupGuest,
    GroupVisitState,
    GuestState,
    Lesson,
    Organisation,
    Partnership,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.teaching.quizzes import QuizQuestion
    from exchange.teaching.rules import Teacher
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import StoredFile


@dataclass(frozen=True)
class Result:
    """How many answers were right, of how many; whether that is enough, and how many tries are left."""

    right: int
    of: int
    passed: bool
    left: int


def attended(work: Work, person: Person, course_id: int | None) -> tuple[Course, Lesson]:
    """A course that somebody was in. Raises NotThere."""
    query = select(GroupGuest).where(
        GroupGuest.course_id == course_id,
        GroupGuest.person_id == person.id,
        GroupGuest.state == GuestState.JOINED,
    )
    guest = work.session.exec(query).one_or_none()
    lesson = lesson_of(work, guest) if guest else None
    if lesson is None:
        raise NotThere
    return work.load(Course, course_id), lesson


def is_asked(work: Work, course: Course, lesson: Lesson) -> bool:
    """Whether somebody is asked something about it now."""
    if course.questions:
        return lesson.passed_at is None and lesson.tries < work.scheme.courses.tries
    return course.feedback and lesson.mark is None


def require_asked(work: Work, course: Course, lesson: Lesson) -> None:
    """Nothing, if there is something to answer. Raises PassedAlready, TriesUsedUp, SaidAlready, NothingAsked."""
    if is_asked(work, course, lesson):
        return
    if course.questions:
        most = work.scheme.courses.tries
        raise PassedAlready if lesson.passed_at else TriesUsedUp(most=most)
    raise SaidAlready if course.feedback else NothingAsked


def take_test(work: Work, person: Person, course_id: int, answers: Sequence[int]) -> Result:
    """What somebody's answers come to. Raises NotThere, and what require_asked raises.

    Where everybody who was there has tried and nobody has passed, whoever gives it hears of it.
    """
    course, lesson = _held(work, person, course_id)
    asked, rules = as_test(course.questions), work.scheme.courses
    right = sum(one.right == given for one, given in zip(asked, answers, strict=True))
    passed = right >= math.ceil(rules.pass_share * len(asked))
    lesson.tries, lesson.answers = lesson.tries + 1, list(answers)
    lesson.passed_at = work.now if passed else None
    work.add(lesson)
    work.record(f"person:{person.id}", "lesson:test", f"course:{course_id}", right=right)
    if not is_asked(work, course, lesson):
        strike_answer(work, lesson)
    if not passed:
        _tell_if_too_hard(work, course)
    return Result(right, len(asked), passed, 0 if passed else rules.tries - lesson.tries)


def say_what_it_was_like(
    work: Work, person: Person, course_id: int, mark: int, said: str
) -> Lesson:
    """What somebody says of a course, once. Raises NotThere, and what require_asked raises."""
    _, lesson = _held(work, person, course_id)
    lesson.mark, lesson.said = mark, said
    strike_answer(work, lesson)
    work.record(f"person:{person.id}", "lesson:feedback", f"course:{course_id}")
    return work.add(lesson)


def _held(work: Work, person: Person, course_id: int) -> tuple[Course, Lesson]:
    work.hold(Course, course_id)
    course, lesson = attended(work, person, course_id)
    require_asked(work, course, lesson)
    return course, lesson


def lessons_in(work: Work, course: Course) -> list[tuple[GroupGuest, Lesson]]:
    """Everybody who was in a course."""
    query = (
        select(GroupGuest, Lesson)
        .join(Lesson, col(Lesson.guest_id) == col(GroupGuest.id))
        .where(GroupGuest.course_id == course.id)
    )
    return list(work.session.exec(query.order_by(col(GroupGuest.since), col(GroupGuest.id))).all())


def hardest(work: Work, course: Course) -> tuple[int, QuizQuestion] | None:
    """How many missed the question of a test that most have missed; None where nobody missed any."""
    asked = as_test(course.questions)
    missed = Counter(
        at
        for _, lesson in lessons_in(work, course)
        for at, given in enumerate(lesson.answers)
        if at < len(asked) and asked[at].right != given
    )
    found = max(missed, key=lambda at: (missed[at], -at), default=None)
    return None if found is None else (missed[found], asked[found])


def nobody_passed(work: Work, course: Course) -> bool:
    """Whether everybody who was there has tried the test and nobody has passed it."""
    found = [lesson for _, lesson in lessons_in(work, course)]
    tried = all(one.tries for one in found)
    return bool(course.questions and found and tried) and not any(one.passed_at for one in found)


def _tell_if_too_hard(work: Work, course: Course) -> None:
    """Once for each version of the test."""
    if not nobody_passed(work, course):
        return
    since = course.questions_at or course.published_at
    key = f"course:{course.id}:too_hard:{since.isoformat()}"
    if course.giver_id is None:
        work.tell_desk(course.partnership_id, DeskNotice.COURSE_TOO_HARD, key=key, course=course.id)
    else:
        giver = applicant(work, course.giver_id)
        work.tell(giver, Notice.COURSE_TOO_HARD, key=key, course=course.id)


def set_test(
    work: Work, who: Teacher, course_id: int, questions: Sequence[QuizQuestion], *, feedback: bool
) -> Course:
    """The course with another test, or with none; whoever has not passed begins it anew, and is told.

    Raises NotFound, RoleMayNot.
    """
    giver = giver_of(work, who)
    own_course(work, who, course_id)
    course = work.hold(Course, course_id)
    rows = as_rows(questions)
    if course.state is not GroupVisitState.OPEN:
        raise NotFound
    if rows == course.questions and feedback == course.feedback:
        return course
    course.questions, course.feedback = rows, feedback
    course.questions_at = work.now if rows else None
    work.add(course)
    work.record(giver.actor, "course:test", f"course:{course_id}", questions=len(rows))
    for guest, lesson in lessons_in(work, course):
        if lesson.passed_at is None:
            lesson.tries, lesson.answers = 0, []
            work.add(lesson)
            _ask_anew(work, course, guest, lesson)
    return course


def _ask_anew(work: Work, course: Course, guest: GroupGuest, lesson: Lesson) -> None:
    strike_answer(work, lesson)
    if not is_asked(work, course, lesson):
        return
    plan_answer(work, course, lesson)
    key = f"guest:{guest.id}:test:{work.now.isoformat()}"
    work.tell(guest_person(work, guest), Notice.COURSE_TEST_NEW, key=key, guest=guest.id)


def certificate_file(work: Work, person: Person, course_id: int, say: Say) -> StoredFile:
    """That somebody was in a course, and has passed its test, as a PDF. Raises NotThere, TooManyDrawings, Unanswered."""
    course, lesson = attended(work, person, course_id)
    paper, language = _certificate(work, person, course, lesson), language_of(say)
    drawing = Drawing(f"certificate-{paper.number}.pdf", PDF, (paper, language))
    return drawn(
        work,
        drawing,
        lambda: course_certificate_pdf(paper, on_paper(say), language=language),
        person,
        person_id=person.id,
    )


def _certificate(work: Work, person: Person, course: Course, lesson: Lesson) -> CourseCertificate:
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(Application.person_id == person.id)
        .order_by(col(Application.id).desc())
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound
    clock = ZoneInfo(course.zone)
    return CourseCertificate(
        number=f"C-{course.id:04}-{row_id(lesson):04}",
        programme=work.scheme.name,
        person=found[0].person_name,
        organisation=found[1].name,
        country=found[1].country,
        title=course.title,
        giver=given_by(work, course),
        starts_on=course.starts_at.astimezone(clock).date(),
        ends_on=course.ends_at.astimezone(clock).date(),
        minutes=minutes_of(course),
        passed=lesson.passed_at is not None,
        partnership=work.load(Partnership, course.partnership_id).name,
        issued_on=(lesson.passed_at or lesson.confirmed_at).astimezone(clock).date(),
    )
