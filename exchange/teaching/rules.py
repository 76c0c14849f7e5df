"""What holds for every course: who gives it, who may learn, until when seats are given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of
from exchange.people.officers import Right, require
from exchange.people.people import accepted_application, shown
from exchange.rows import row_id
from exchange.teaching.errors import CourseBegun, CourseCancelled, CourseGone, NotGiver, NotLearner
from storage.tables import (
    Application,
    Course,
    GroupGuest,
    GroupVisitState,
    Officer,
    Organisation,
    Partnership,
    Person,
)

if TYPE_CHECKING:
    from exchange.work import Work

TIMES_A_DAY = "times_a_day"
"""In the record of a change: how many sessions of one day there were before it, if more than one."""
Teacher: TypeAlias = Person | Officer
"""Who gives a course: the person of an application, or an officer for the desk."""


@dataclass(frozen=True)
class Giver:
    """Who gives a course, as its row and the record have it."""

    partnership_id: int
    application_id: int | None
    actor: str
    person: Person


@dataclass(frozen=True)
class Session:
    """Some hours of a course."""

    starts: datetime
    ends: datetime


def sessions_of(course: Course) -> list[Session]:
    """The hours of a course, in the order of time."""
    return [
        Session(*(datetime.fromisoformat(moment) for moment in pair)) for pair in course.sessions
    ]


def times_a_day(course: Course) -> int:
    """How many sessions there are on one day at most, on any clock."""
    zone = ZoneInfo(course.zone)
    return max(Counter(one.starts.astimezone(zone).date() for one in sessions_of(course)).values())


def clock_of(course: Course, reader_zone: str) -> str:
    """On whose clock hours are told: at a place on that of the place, on the line on the reader's."""
    return course.zone if course.place else reader_zone


def minutes_of(course: Course) -> int:
    """How long it is, all sessions together."""
    spans = (one.ends - one.starts for one in sessions_of(course))
    return round(sum(one.total_seconds() for one in spans) / 60)


def taking_part_as(work: Work, person: Person, kinds: tuple[str, ...]) -> Application | None:
    """Somebody's accepted application, if it is of an organisation of those kinds."""
    own = accepted_application(work, person)
    if own is None:
        return None
    kind = work.load(Organisation, own.organisation_id).type
    return own if kind in kinds else None


def giving(work: Work, person: Person) -> Application | None:
    """The application by which somebody may give courses; None for all others."""
    return taking_part_as(work, person, work.scheme.courses.givers)


def learning(work: Work, person: Person) -> Application | None:
    """The application by which somebody may learn; None for all others."""
    return taking_part_as(work, person, work.scheme.courses.learners)


def require_learner(work: Work, person: Person) -> Application:
    """The application by which somebody learns. Raises NotLearner."""
    found = learning(work, person)
    if found is None:
        raise NotLearner
    return found


def giver_of(work: Work, who: Teacher) -> Giver:
    """Who gives, as it is kept. Raises NotGiver, RoleMayNot."""
    if isinstance(who, Officer):
        require(who, Right.DECIDE)
        reader = work.load(Person, who.person_id)
        return Giver(who.partnership_id, None, f"officer:{who.id}", reader)
    found = giving(work, who)
    if found is None:
        raise NotGiver
    return Giver(found.partnership_id, row_id(found), f"person:{who.id}", who)


def is_own(work: Work, who: Teacher, course: Course) -> bool:
    """Whether somebody gives it: their application, or, for an officer, the desk of their Partnership."""
    if isinstance(who, Officer):
        return course.giver_id is None and course.partnership_id == who.partnership_id
    of = work.session.get(Application, course.giver_id) if course.giver_id else None
    return of is not None and of.person_id == who.id


def own_course(work: Work, who: Teacher, number: int | None) -> Course:
    """A course that somebody gives. Raises NotFound."""
    course = work.load(Course, number)
    if not is_own(work, who, course):
        raise NotFound
    return course


def courses_of(work: Work, who: Teacher) -> list[Course]:
    """What somebody gives, the next one first, what was cancelled as well."""
    query = select(Course).order_by(col(Course.starts_at), col(Course.id))
    if isinstance(who, Officer):
        own = (Course.partnership_id == who.partnership_id, col(Course.giver_id).is_(None))
        return list(work.session.exec(query.where(*own)))
    of = select(Application.id).where(Application.person_id == who.id)
    return list(work.session.exec(query.where(col(Course.giver_id).in_(of))))


def takes_guests(work: Work, course: Course) -> bool:
    """Whether seats are given now."""
    return course.state is GroupVisitState.OPEN and work.now < course.starts_at


def require_open(work: Work, course: Course) -> None:
    """Nothing, if seats are given now. Raises CourseCancelled, CourseBegun, CourseGone."""
    if course.state is GroupVisitState.CANCELLED:
        raise CourseCancelled
    if work.now >= course.starts_at:
        raise CourseGone if work.now >= course.ends_at else CourseBegun


def guest_in(work: Work, course: Course, person: Person) -> GroupGuest | None:
    """Where somebody stands in a course; None where they are not in it."""
    return next((one for one in guests_of(work, course) if one.person_id == person.id), None)


def given_by(work: Work, course: Course) -> str:
    """Who gives it, by name: an organisation, or the Partnership."""
    if course.giver_id is None:
        return work.load(Partnership, course.partnership_id).name
    of = work.load(Application, course.giver_id)
    return work.load(Organisation, of.organisation_id).name


def giver_shown(work: Work, course: Course) -> bool:
    """Whether learners find it: whoever gives it takes part, and agrees to be seen."""
    if course.giver_id is None:
        return True
    person = work.load(Person, work.load(Application, course.giver_id).person_id)
    return shown(work, row_id(person)) and giving(work, person) is not None


def learner_name(work: Work, guest: GroupGuest) -> str:
    """Who learns, as whoever gives the course reads it: name and organisation."""
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(Application.person_id == guest.person_id)
        .order_by(col(Application.id).desc())
    )
    found = work.session.exec(query).first()
    return f"{found[0].person_name}, {found[1].name}" if found else "–"
