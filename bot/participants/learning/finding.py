"""`/learn`: courses that fit what somebody wants to learn; joined by a tap, waited for, left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Pages, Screen, clip, folded, lines, paragraphs
from bot.participants import addresses as to
from bot.words.teaching import telling as words
from exchange.access import Thing
from exchange.finding.group_seats import first_in_line, guests_of
from exchange.people.lessons import lesson_of, lessons_of, wish_of
from exchange.teaching import calendars, enrolling, finding, posters, wishing
from exchange.teaching.answering import is_asked
from exchange.teaching.rules import giving, is_own, learning, require_learner, takes_guests
from exchange.words import N_
from storage.tables import Course, GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Data, Family
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.teaching.finding import Offered
    from storage.tables import GroupGuest

WISH = "lwish"  # the form
PLACE = "learn"
ON_A_PAGE, TITLE, WISHED = 3, 32, 600
SHORT: Mapping[GuestState, str] = {
    GuestState.WAITING: N_("🔔 you wait"),
    GuestState.OFFERED: N_("🪑 kept for you"),
    GuestState.JOINED: N_("✓ your seat"),
}
STANDS: Mapping[GuestState, str] = {
    GuestState.WAITING: N_("🔔 You are on the waiting list."),
    GuestState.OFFERED: N_("🪑 A seat is kept for you."),
    GuestState.JOINED: N_("✓ You have your seat."),
}


def show(talk: Talk) -> None:
    """What fits; `/learn funding` looks for words at once. Raises NotLearner."""
    if talk.event.text and talk.event.command == "learn":
        searched(talk)
    else:
        _list(talk, 0)


def _list(talk: Talk, page: int) -> None:
    """Own courses first, then what they want to learn, then what comes next."""
    talk.expect(PLACE)
    found = finding.fitting(talk.work, talk.person)
    none = talk.say(
        "No course is planned now. Say what you would like to learn: your Partnership sees it."
    )
    _page(talk, found, page, to.COURSES, talk.say("🎓 <b>Courses for cluster staff</b>"), none)


def searched(talk: Talk) -> None:
    """Words typed while the list is open."""
    talk.expect(PLACE, words=clip(talk.event.text, 200))
    _found(talk, 0)


def finds(talk: Talk) -> bool:
    """Whether words find a course."""
    return bool(finding.search(talk.work, talk.person, talk.event.text))


def _found(talk: Talk, page: int) -> None:
    typed = str(talk.conversation.facts.get("words", ""))
    found = finding.search(talk.work, talk.person, typed)
    none = talk.say(
        "No course about “{words}” yet. Tell what you would like to learn, and your Partnership sees it.",
        words=clip(typed, 60),
    )
    head = talk.say("🎓 <b>{what}</b>", what=clip(typed, 60))
    _page(talk, found, page, to.FOUND_COURSES, head, none)


def _page(
    talk: Talk,
    found: Sequence[Offered],
    page: int,
    turn: Callable[[int], Data],
    head: Markup,
    none: Markup,
) -> None:
    pages = Pages(len(found), ON_A_PAGE, page, turn)
    shown = list(enumerate(found[pages.offset : pages.offset + ON_A_PAGE], pages.offset + 1))
    rows: Rows = tuple(
        (Button(f"{at}. {clip(one.course.title, 30)}", to.COURSE(one.course.id)),)
        for at, one in shown
    )
    foot = talk.say("Type words to search.") if found else none
    text = paragraphs(head, lines(*(_line(talk, at, one) for at, one in shown)), foot)
    turning = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turning, *_ways(talk))))


def _line(talk: Talk, at: int, one: Offered) -> Markup:
    """What, when, and how the reader stands, or how many seats are free; a hand at what they want to learn."""
    say, course = talk.say, one.course
    wanted = say("🙋 ") if one.meets and not one.guest else ""
    stands = say(SHORT[one.guest.state]) if one.guest else words.room(say, one.seats, one.waiting)
    return lines(
        say(
            "{number}. {wanted}<b>{title}</b>",
            number=at,
            wanted=wanted,
            title=clip(course.title, TITLE),
        ),
        say(
            "{when} · {stands}", when=words.when_short(say, course, talk.person.zone), stands=stands
        ),
    )


def _ways(talk: Talk) -> Rows:
    """To what they want to learn; for those who give courses, to their own."""
    wish = Button(talk.say("🙋 I want to learn …"), to.WISH_LESSON())
    record = Button(talk.say("🎓 My record"), to.MY_RECORD())
    yours = Button(talk.say("📣 Yours"), to.OWN_COURSES())
    own = (
        *((record,) if lessons_of(talk.work, talk.person.id) else ()),
        *((yours,) if giving(talk.work, talk.person) else ()),
    )
    return ((wish,), own) if own else ((wish,),)


def show_one(talk: Talk, number: int) -> None:
    """One course in full, and what the reader may do."""
    talk.send(_card(talk, number))


def _card(talk: Talk, number: int) -> Screen:
    say, work = talk.say, talk.work
    one = finding.found_one(work, talk.person, work.load(Course, number))
    course, guest = one.course, one.guest
    seated = guest is not None and guest.state is GuestState.JOINED
    meets = say("✓ You want to learn: {topics}", topics=words.topics(say, one.meets))
    open_ = course.state is GroupVisitState.OPEN
    text = paragraphs(
        lines(
            words.head(say, work, course, talk.person.zone, link=seated),
            say(STANDS[guest.state]) if guest and open_ else words.seats(say, work, course),
            meets if one.meets else "",
            _why_not(talk, one),
        ),
        words.about(say, course),
    )
    back = (Button(say("‹ Back to the list"), to.COURSES(0)),)
    return Screen(text, (*_choices(talk, one), back))


def _why_not(talk: Talk, one: Offered) -> str:
    """Why there is no seat to take; nothing where there is, or the reader is in it."""
    say, over = talk.say, words.over_words(talk, one.course)
    if one.guest:
        return ""
    if over:
        return say("🚫 {why}", why=over)
    if is_own(talk.work, talk.person, one.course):
        return say("🚫 You give this course yourself: “📣 Yours” in /learn has it.")
    may = finding.may_enrol(talk.work, talk.person, one.course)
    return "" if may else say("🚫 This course is not open to you any more. /learn shows others.")


def _choices(talk: Talk, one: Offered) -> Rows:
    """The one thing to do next, by where the reader stands."""
    say, course = talk.say, one.course
    number, guest = course.id, one.guest
    if not takes_guests(talk.work, course):
        return _afterwards(talk, one)
    match guest.state if guest else None:
        case GuestState.JOINED:
            return (_seated(talk, course),)
        case GuestState.OFFERED:
            back = Button(say("No, thank you"), to.LEAVE_COURSE(number))
            return ((Button(say("🪑 Take the seat"), to.TAKE_COURSE_SEAT(number)), back),)
        case GuestState.WAITING:
            return ((Button(say("Leave the list"), to.LEAVE_COURSE(number)),),)
        case _ if not finding.may_enrol(talk.work, talk.person, course):
            return ()
    free = one.seats.free and not first_in_line(talk.work, course)
    label = say("🪑 Take a seat") if free else say("🔔 Join the waiting list")
    return ((Button(label, to.ENROL(number)),),)


def _afterwards(talk: Talk, one: Offered) -> Rows:
    """What is asked of somebody who was there, and the certificate."""
    lesson = lesson_of(talk.work, one.guest) if one.guest else None
    if lesson is None:
        return ()
    say, number = talk.say, one.course.id
    paper = (Button(say("📄 Certificate"), to.COURSE_CERTIFICATE(number)),)
    asked = is_asked(talk.work, one.course, lesson)
    answer = (Button(ask_label(say, one.course), to.ANSWER_COURSE(number)),)
    return (answer, paper) if asked else (paper,)


def ask_label(say: Speech, course: Course) -> Markup:
    """What the button to a test, or to what somebody says of a course, says."""
    return say("📝 Take the test") if course.questions else say("⭐ Say how it was")


def enrol(talk: Talk, number: int) -> None:
    """In by one tap, or on the list."""
    _answered(talk, enrolling.enrol(talk.work, talk.person, number))


def take_seat(talk: Talk, number: int) -> None:
    """The seat that was kept is taken."""
    _answered(talk, enrolling.take_offer(talk.work, talk.person, number))


def _answered(talk: Talk, guest: GroupGuest) -> None:
    say, course = talk.say, talk.work.load(Course, guest.course_id)
    if guest.state is GuestState.JOINED:
        text = lines(
            say("🪑 You have your seat in <b>{title}</b>.", title=course.title),
            words.when_lines(say, course, talk.person.zone),
            words.where(say, course, link=True),
            say("I remind you before. You cannot come? Tell me here with one tap."),
        )
        talk.show(Screen(text, (_seated(talk, course), (_back(talk),))))
        return
    waiting = guests_of(talk.work, course, GuestState.WAITING)
    text = say(
        "🔔 You are number {place} on the waiting list of <b>{title}</b>. I write as soon as a seat is yours.",
        place=[one.id for one in waiting].index(guest.id) + 1,
        title=course.title,
    )
    talk.show(Screen(text, ((_back(talk),),)))


def _seated(talk: Talk, course: Course) -> tuple[Button, ...]:
    """What somebody with a seat may do: put it into the calendar, or give it back."""
    calendar = Button(talk.say("📅 My calendar"), to.COURSE_CALENDAR(course.id))
    return (calendar, Button(talk.say("I cannot come"), to.LEAVE_COURSE(course.id)))


def _calendar(talk: Talk, number: int) -> None:
    """The course as a file for one's calendar."""
    file = calendars.calendar_of(talk.work, talk.person, number, talk.say)
    text = talk.say(
        "Open it, and the course is in your calendar. If its hours change, load it again here."
    )
    talk.reply(text, file_id=file.id)


def opened(talk: Talk) -> bool:
    """Whether a link to a course was opened by somebody who may learn: it is shown."""
    number = posters.DOOR.number_in(talk.event.text)
    known = number is not None and talk.may_name(Thing.COURSE, number)
    if number is None or not known or learning(talk.work, talk.person) is None:
        return False
    show_one(talk, number)
    return True


def _back(talk: Talk) -> Button:
    return Button(talk.say("🎓 All courses"), to.COURSES(0))


def leave(talk: Talk, number: int) -> None:
    """Without the seat, or off the list."""
    enrolling.leave(talk.work, talk.person, number)
    text = talk.say("✓ Noted. Whoever waits moves up. You can join again while there is room.")
    talk.show(Screen(text, ((_back(talk),),)))


def form() -> Form:
    """What somebody would like to learn, in a sentence or two."""
    return Form(WISH, N_("What you want to learn"), _wish_question, _wish, review=False)


def _wish_question(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    own = learning(talk.work, talk.person)
    known = wish_of(talk.work, own) if own else None
    told = (
        folded(talk.say("Until now you have said: “{said}”", said=clip(known.said, 80)))
        if known
        else ""
    )
    prompt = N_("What would you like to learn? A sentence or two is enough.")
    return (
        Question(
            "said", N_("You want to learn"), prompt, FreeText(3, WISHED), shows=lambda _: told
        ),
    )


def _wish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    found = wishing.wish(talk.work, talk.person, answers["said"])
    say = talk.say
    if found.topics:
        heard = say("✓ Noted: {topics}.", topics=words.topics(say, found.topics[:6]))
    else:
        heard = say("✓ Noted in your words.")
    talk.reply(
        lines(
            heard,
            say(
                "Courses about it stand first on your list. Your Partnership sees what is wanted; whoever gives courses sees the topics, without names."
            ),
        )
    )
    if finding.fitting(talk.work, talk.person):
        _list(talk, 0)


def _begin_wish(talk: Talk) -> None:
    require_learner(talk.work, talk.person)
    filling.begin(talk, WISH)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.COURSES: _list,
    to.FOUND_COURSES: _found,
    to.COURSE: show_one,
    to.ENROL: enrol,
    to.TAKE_COURSE_SEAT: take_seat,
    to.LEAVE_COURSE: leave,
    to.COURSE_CALENDAR: _calendar,
    to.WISH_LESSON: _begin_wish,
}
