"""What is told about courses: a seat is offered, something is another than it was, it is called off, it is near."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.learning.finding import ask_label
from bot.words.teaching import telling as words
from bot.words.teaching.notices import held, too_hard
from exchange.notices import Notice
from exchange.people.lessons import lesson_of
from exchange.teaching.answering import is_asked
from exchange.teaching.enrolling import GIVER_LEFT
from exchange.teaching.rules import given_by, sessions_of
from exchange.timing.courses import COURSE_HELD, COURSE_NEAR, COURSE_UNANSWERED
from exchange.words import N_
from storage.tables import Course, GroupGuest, GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.notices import Delivery


def _of(delivery: Delivery) -> tuple[GroupGuest, Course]:
    guest = delivery.work.load(GroupGuest, delivery["guest"])
    return guest, delivery.work.load(Course, guest.course_id)


def _zone(delivery: Delivery) -> str:
    return delivery.reader.zone if delivery.reader else "UTC"


def _see(delivery: Delivery, course: Course) -> tuple[Button, ...]:
    return (Button(delivery.say("🎓 See the course"), to.COURSE(course.id)),)


def seat_offered(delivery: Delivery) -> Screen | None:
    """Who waited longest may take a seat now; None where they have answered."""
    guest, course = _of(delivery)
    if guest.state is not GuestState.OFFERED or guest.offered_until is None:
        return None
    say, zone = delivery.say, _zone(delivery)
    text = paragraphs(
        lines(
            say("🪑 A seat is free for you in <b>{title}</b>!", title=course.title),
            words.when_lines(say, course, zone),
        ),
        say(
            "It is kept until {until}. Then it goes to whoever waits next.",
            until=say.moment(guest.offered_until, zone),
        ),
    )
    take = Button(say("🪑 Take the seat"), to.TAKE_COURSE_SEAT(course.id))
    return Screen(text, ((take, Button(say("No, thank you"), to.LEAVE_COURSE(course.id))),))


def offer_over(delivery: Delivery) -> Screen | None:
    """The seat went on, as no answer came."""
    _, course = _of(delivery)
    if course.state is not GroupVisitState.OPEN:
        return None
    text = delivery.say(
        "The seat in <b>{title}</b> has gone to whoever waits next, as I did not hear from you. You can join the list again.",
        title=course.title,
    )
    return Screen(text, (_see(delivery, course),))


def changed(delivery: Delivery) -> Screen | None:
    """Hours, place or title are others; None where it does not concern the reader any more."""
    guest, course = _of(delivery)
    if guest.state is GuestState.LEFT or course.state is not GroupVisitState.OPEN:
        return None
    say = delivery.say
    seated = guest.state is GuestState.JOINED
    text = lines(
        say("🔄 <b>{title}</b> has changed.", title=course.title),
        words.when_lines(say, course, _zone(delivery)),
        words.where(say, course, link=seated),
        say("Your seat stays yours. You cannot come? One tap, and it goes to whoever waits.")
        if seated
        else say("Your place on the list stays yours."),
    )
    rows = (_seated(delivery, course) if seated else (), _see(delivery, course))
    return Screen(text, tuple(row for row in rows if row))


def _seated(delivery: Delivery, course: Course) -> tuple[Button, ...]:
    """To the calendar, and out of it."""
    calendar = Button(delivery.say("📅 My calendar"), to.COURSE_CALENDAR(course.id))
    return (calendar, Button(delivery.say("I cannot come"), to.LEAVE_COURSE(course.id)))


def cancelled(delivery: Delivery) -> Screen:
    """It does not take place."""
    _, course = _of(delivery)
    say = delivery.say
    left = course.reason == GIVER_LEFT
    why = (
        say("They take no part in the programme any more.")
        if left
        else say("“{reason}”", reason=course.reason)
    )
    text = lines(
        say(
            "<b>{name}</b> had to call off <b>{title}</b>.",
            name=given_by(delivery.work, course),
            title=course.title,
        ),
        why if course.reason else "",
        say("Nothing to do for you. /learn shows other courses."),
    )
    return Screen(text, ((Button(say("🎓 All courses"), to.COURSES(0)),),))


def _how_soon(delivery: Delivery, course: Course, number: int) -> Markup:
    """`⏰ In 7 days`: each reminder of one course says another thing."""
    say, zone = delivery.say, ZoneInfo(_zone(delivery))
    begins = [one.starts for one in sessions_of(course)[number:]][:1] or [course.starts_at]
    starts, today = (at.astimezone(zone).date() for at in (begins[0], delivery.work.now))
    days = (starts - today).days
    soon = N_("⏰ Tomorrow: <b>{title}</b>") if days > 0 else N_("⏰ Today: <b>{title}</b>")
    if days <= 1:
        return say(soon, title=course.title)
    return say.many(
        "⏰ In {count} day: <b>{title}</b>",
        "⏰ In {count} days: <b>{title}</b>",
        days,
        title=course.title,
    )


def near(delivery: Delivery) -> Screen | None:
    """It begins soon: when, and where or by which link."""
    guest, course = _of(delivery)
    if guest.state is not GuestState.JOINED or course.state is not GroupVisitState.OPEN:
        return None
    say, number = delivery.say, delivery.facts.get("session", 0)
    text = lines(
        _how_soon(delivery, course, number),
        words.session_lines(say, course, number, _zone(delivery)),
        words.where(say, course, link=True),
    )
    return Screen(text, (_seated(delivery, course),))


def _answer(delivery: Delivery, words_: str) -> Screen | None:
    """Something is asked about a course that the reader was in; None where it is answered."""
    guest, course = _of(delivery)
    lesson = lesson_of(delivery.work, guest)
    if lesson is None or not is_asked(delivery.work, course, lesson):
        return None
    say = delivery.say
    button = Button(ask_label(say, course), to.ANSWER_COURSE(course.id))
    return Screen(say(words_, title=course.title), ((button,),))


def attended(delivery: Delivery) -> Screen | None:
    """Whoever gave it says that the reader was there: the certificate, and what is asked."""
    guest, course = _of(delivery)
    lesson = lesson_of(delivery.work, guest)
    if lesson is None:
        return None
    say = delivery.say
    paper = (Button(say("📄 Certificate"), to.COURSE_CERTIFICATE(course.id)),)
    answer = (Button(ask_label(say, course), to.ANSWER_COURSE(course.id)),)
    asked = is_asked(delivery.work, course, lesson)
    text = lines(
        say("🎓 You were in <b>{title}</b>. It is on your record.", title=course.title),
        say("One thing is left: a few taps about it.") if asked else "",
    )
    return Screen(text, (answer, paper) if asked else (paper,))


def not_attended(delivery: Delivery) -> Screen | None:
    """Whoever gave it has taken that back; None where it is said anew since."""
    guest, course = _of(delivery)
    if lesson_of(delivery.work, guest):
        return None
    text = delivery.say(
        "<b>{name}</b> has corrected who was in <b>{title}</b>: it is off your record, and its certificate does not count. You were there? Tell them.",
        name=given_by(delivery.work, course),
        title=course.title,
    )
    return Screen(text, (_see(delivery, course),))


def list_over(delivery: Delivery) -> Screen:
    """It has begun, and the reader still waited."""
    _, course = _of(delivery)
    text = delivery.say(
        "<b>{title}</b> has begun, and no seat became free, so the waiting list is over. /learn shows other courses.",
        title=course.title,
    )
    return Screen(text, ((Button(delivery.say("🎓 All courses"), to.COURSES(0)),),))


def test_new(delivery: Delivery) -> Screen | None:
    """The test is another."""
    return _answer(
        delivery, N_("🔄 What is asked about <b>{title}</b> is another now, and you begin anew.")
    )


def unanswered(delivery: Delivery) -> Screen | None:
    """What is asked still waits."""
    return _answer(delivery, N_("⏳ <b>{title}</b>: a few taps are left. They take a minute."))


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.COURSE_SEAT_OFFERED: seat_offered,
    Notice.COURSE_OFFER_OVER: offer_over,
    Notice.COURSE_CHANGED: changed,
    Notice.COURSE_CANCELLED: cancelled,
    COURSE_NEAR: near,
    Notice.COURSE_ATTENDED: attended,
    Notice.COURSE_NOT_ATTENDED: not_attended,
    Notice.COURSE_LIST_OVER: list_over,
    Notice.COURSE_TEST_NEW: test_new,
    Notice.COURSE_TOO_HARD: partial(too_hard, to.ASK_AFTERWARDS),
    COURSE_HELD: partial(held, to.WHO_LEARNT),
    COURSE_UNANSWERED: unanswered,
}
