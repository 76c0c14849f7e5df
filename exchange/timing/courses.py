"""Courses: who has a seat is told again before it begins; afterwards who was there is asked for, and what they say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.notices import DeskReminding, Reminding
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.hours import counted_down, desk_time, reading_time, remind_from_now
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import (
    Course,
    DueOutcome,
    GroupGuest,
    GroupVisitState,
    GuestState,
    Lesson,
    Person,
)

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Due

COURSE_NEAR = Reminding("course.near")  # subject: a guest; session; message: guest, session
COURSE_HELD = Reminding("course.held")  # subject: a course; message: course
DESK_COURSE_HELD = DeskReminding("desk.course.held")  # message: course
COURSE_UNANSWERED = Reminding("course.unanswered")  # subject: a lesson; message: guest


def plan_course(work: Work, course: Course) -> None:
    """What follows from its hours, planned anew."""
    for guest in _seated(work, course):
        work.unschedule(COURSE_NEAR, row_id(guest))
        plan_reminders(work, course, guest)
    work.unschedule(COURSE_HELD, row_id(course))
    key = f"course:{course.id}:held:{course.ends_at.isoformat()}:{work.now.isoformat()}"
    work.schedule(COURSE_HELD, row_id(course), _givers_time(work, course, course.ends_at), key=key)


def strike_course(work: Work, course: Course) -> None:
    """Nothing is due about it any more."""
    work.unschedule(COURSE_HELD, row_id(course))
    for guest in _seated(work, course):
        work.unschedule(COURSE_NEAR, row_id(guest))


def _seated(work: Work, course: Course) -> list[GroupGuest]:
    query = select(GroupGuest).where(
        GroupGuest.course_id == course.id, GroupGuest.state == GuestState.JOINED
    )
    return list(work.session.exec(query.order_by(col(GroupGuest.id))))


def plan_reminders(work: Work, course: Course, guest: GroupGuest) -> None:
    """Tell somebody who has a seat some days before it begins, and of each session; what of that is past is not planned."""
    person = work.load(Person, guest.person_id)
    before: date | None = None
    for number, (starts, _) in enumerate(course.sessions):
        begins = datetime.fromisoformat(starts)
        day = begins.astimezone(ZoneInfo(person.zone)).date()
        for days in _counting(work, first=not number, same_day=day == before):
            due_at = counted_down(work, begins, days, person)
            if work.now < due_at < begins:
                planned = f"{starts}:{work.now.isoformat()}"  # it may be moved back
                key = f"guest:{guest.id}:near:{days}:{planned}"
                facts = {"session": number} | ({} if days else {"soon": True})
                work.schedule(COURSE_NEAR, row_id(guest), due_at, key=key, **facts)
        before = day


def _counting(work: Work, *, first: bool, same_day: bool) -> list[int]:
    """How many days before a session it is told: of the first all, of a later one the last day; of one day's second the hour."""
    days = work.scheme.reminding_days(COURSE_NEAR)
    if first:
        return [*days]
    return [one for one in days if one == 0 or (one == 1 and not same_day)]


def _givers_time(work: Work, course: Course, earliest: datetime) -> datetime:
    """When whoever gives it is at work."""
    if course.giver_id is None:
        return desk_time(work, course.partnership_id, earliest)
    return reading_time(work, earliest, applicant(work, course.giver_id))


def plan_answer(work: Work, course: Course, lesson: Lesson) -> None:
    """Remind somebody of the test, or of what they are asked about it."""
    if not course.questions and not course.feedback:
        return
    since = f"{lesson.confirmed_at.isoformat()}:{work.now.isoformat()}:{course.questions_at}"
    key = f"lesson:{lesson.id}:{since}"
    remind_from_now(work, COURSE_UNANSWERED, row_id(lesson), key, _learner(work, lesson))


def strike_answer(work: Work, lesson: Lesson) -> None:
    """Remind nobody of it any more."""
    work.unschedule(COURSE_UNANSWERED, row_id(lesson))


def _learner(work: Work, lesson: Lesson) -> Person:
    return work.load(Person, work.load(GroupGuest, lesson.guest_id).person_id)


def _ask_who(work: Work, due: Due) -> DueOutcome:
    """Whoever gave it who was there, unless they have said so of all."""
    course = work.load(Course, due.subject)
    seated = _seated(work, course)
    query = select(Lesson.guest_id).join(GroupGuest).where(GroupGuest.course_id == course.id)
    confirmed = work.session.exec(query).all()
    if course.state is not GroupVisitState.OPEN or len(confirmed) == len(seated):
        return DueOutcome.NOT_NEEDED
    if course.giver_id is None:
        work.tell_desk(course.partnership_id, DESK_COURSE_HELD, key=due.key, course=course.id)
    else:
        work.tell(applicant(work, course.giver_id), COURSE_HELD, key=due.key, course=course.id)
    return DueOutcome.DONE


def _remind_to_answer(work: Work, due: Due) -> DueOutcome:
    lesson = work.session.get(Lesson, due.subject)
    if lesson is None or lesson.passed_at or lesson.mark is not None:
        return DueOutcome.NOT_NEEDED
    work.tell(_learner(work, lesson), COURSE_UNANSWERED, key=due.key, guest=lesson.guest_id)
    return DueOutcome.DONE


def _givers_hour(work: Work, due: Due) -> datetime:
    course = work.session.get(Course, due.subject)
    return _givers_time(work, course, work.now) if course else work.now


def _learners_hour(work: Work, due: Due) -> datetime:
    lesson = work.session.get(Lesson, due.subject)
    return reading_time(work, work.now, _learner(work, lesson)) if lesson else work.now


def _remind(work: Work, due: Due) -> DueOutcome:
    guest = work.session.get(GroupGuest, due.subject)
    if guest is None or guest.state is not GuestState.JOINED:
        return DueOutcome.NOT_NEEDED
    course = work.load(Course, guest.course_id)
    if course.state is not GroupVisitState.OPEN:
        return DueOutcome.NOT_NEEDED
    number = due.facts.get("session", 0)  # rows of before each session was told have none
    if number >= len(course.sessions):
        return DueOutcome.NOT_NEEDED
    if datetime.fromisoformat(course.sessions[number][0]) <= work.now:
        return DueOutcome.TOO_LATE
    reader = work.load(Person, guest.person_id)
    work.tell(reader, COURSE_NEAR, key=due.key, guest=guest.id, session=number)
    return DueOutcome.DONE


def _hour(work: Work, due: Due) -> datetime:
    if due.facts.get("soon"):
        return work.now
    guest = work.session.get(GroupGuest, due.subject)
    return reading_time(work, work.now, work.load(Person, guest.person_id)) if guest else work.now


FAMILIES = (
    Family((Kind(COURSE_NEAR, _hour, _remind, days=Days.SOON_TOO),), (COURSE_NEAR,)),
    Family(
        (Kind(COURSE_HELD, _givers_hour, _ask_who, days=Days.NONE),),
        (COURSE_HELD, DESK_COURSE_HELD),
    ),
    Family((Kind(COURSE_UNANSWERED, _learners_hour, _remind_to_answer),), (COURSE_UNANSWERED,)),
)
