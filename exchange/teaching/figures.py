"""What a Partnership's courses came to, and what its people want to learn that nobody offers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding.group_seats import seats_of
from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.teaching.answering import lessons_in
from exchange.teaching.errors import NotGiver
from exchange.teaching.rules import given_by, giving, minutes_of, takes_guests, taking_part_as
from exchange.teaching.wishing import wanted_topics
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.languages import language_name
from matching.topics.vocabulary import topic_label
from storage.tables import (
    Application,
    ApplicationState,
    Course,
    GroupVisitState,
    Organisation,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.finding.group_seats import Seats
    from exchange.papers.workbook import Cell
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Lesson, Officer

COLUMNS = (
    N_("Number"),
    N_("Title"),
    N_("Given by"),
    N_("Topics"),
    N_("Language"),
    N_("Begins"),
    N_("Hours"),
    N_("Seats"),
    N_("Taken"),
    N_("Were there"),
    N_("Passed the test"),
    N_("Mark of 5"),
    N_("Called off"),
)
WANTED = (N_("Topic"), N_("People who want it"), N_("Courses to come"))


@dataclass(frozen=True)
class Given:
    """A course, who gives it, its seats, and what came of it."""

    course: Course
    giver: str
    seats: Seats
    lessons: Sequence[Lesson]

    @property
    def passed(self) -> int:
        """How many have passed the test."""
        return sum(one.passed_at is not None for one in self.lessons)

    @property
    def mark(self) -> float | None:
        """The mean of the marks."""
        marks = [one.mark for one in self.lessons if one.mark is not None]
        return fmean(marks) if marks else None


@dataclass(frozen=True)
class Wanted:
    """A topic, how many people of a Partnership's clusters want to learn it, how many courses about it are to come."""

    topic: str
    people: int
    offered: int


def courses_at(work: Work, officer: Officer) -> list[Given]:
    """The courses of the officer's Partnership, by its desk and its people, the latest first. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(Course).where(Course.partnership_id == officer.partnership_id)
    found = work.session.exec(query.order_by(col(Course.starts_at).desc(), col(Course.id)))
    return [_given(work, one) for one in found]


def course_at(work: Work, officer: Officer, number: int) -> Course:
    """One of them. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    course = work.load(Course, number)
    if course.partnership_id != officer.partnership_id:
        raise NotFound
    return course


def _given(work: Work, course: Course) -> Given:
    lessons = [lesson for _, lesson in lessons_in(work, course)]
    return Given(course, given_by(work, course), seats_of(work, course), lessons)


def wanted_at(work: Work, officer: Officer) -> list[Wanted]:
    """What the staff of the Partnership's clusters want to learn: what nobody offers first, then the most wanted.

    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    return _wanted(work, officer.partnership_id)


def wanted_around(work: Work, person: Person) -> list[Wanted]:
    """What is wanted and offered by nobody in the Partnership of who gives courses: topics and how many, no names.

    Raises NotGiver.
    """
    own = giving(work, person)
    if own is None:
        raise NotGiver
    return [one for one in _wanted(work, own.partnership_id) if not one.offered]


def _wanted(work: Work, partnership_id: int) -> list[Wanted]:
    query = (
        select(Application, Person)
        .join(Person)
        .join(Organisation)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
            col(Organisation.type).in_(work.scheme.courses.learners),
        )
        .order_by(col(Application.id))
    )
    wanted = Counter(
        topic
        for application, person in work.session.exec(query)
        if taking_part_as(work, person, work.scheme.courses.learners)
        for topic in wanted_topics(work, application)
    )
    to_come = Counter(topic for course in _to_come(work) for topic in course.topics)
    found = [Wanted(topic, people, to_come[topic]) for topic, people in wanted.items()]
    return sorted(found, key=lambda one: (one.offered > 0, -one.people, one.topic))


def _to_come(work: Work) -> list[Course]:
    query = select(Course).where(Course.state == GroupVisitState.OPEN)
    return [one for one in work.session.exec(query) if takes_guests(work, one)]


def sheet_rows(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every course, as the export has it. Raises RoleMayNot."""
    language = language_of(say)
    for one in courses_at(work, officer):
        course = one.course
        yield (
            row_id(course),
            course.title,
            one.giver,
            ", ".join(topic_label(topic, language) for topic in course.topics),
            language_name(course.language, language),
            course.starts_at,
            Decimal(minutes_of(course) * 10 // 60) / 10,
            one.seats.all,
            one.seats.taken,
            len(one.lessons),
            one.passed if course.questions else None,
            None if one.mark is None else Decimal(str(round(one.mark, 1))),
            course.ended_at,
        )


def wanted_rows(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """What is wanted, as the export has it. Raises RoleMayNot."""
    for one in wanted_at(work, officer):
        yield topic_label(one.topic, language_of(say)), one.people, one.offered
