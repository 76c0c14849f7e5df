"""What whoever gives courses does with them, the same in both bots: publish, change, call off, say who was there, ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.words.posters import as_picture, picture_words
from bot.words.teaching import telling as words
from exchange.access import Thing
from exchange.errors import CxcError
from exchange.finding.group_seats import seats_of
from exchange.people.lessons import lesson_of
from exchange.rows import row_id
from exchange.teaching import answering, attending, posters, publishing
from exchange.teaching.errors import NotBegunYet
from exchange.teaching.finding import LATELY
from exchange.teaching.quizzes import as_test, as_text, read_test
from exchange.teaching.rules import courses_of, giver_of, learner_name, own_course, takes_guests
from exchange.visiting.kept_files import PDF, PNG
from exchange.words import N_
from matching.understanding.group_told import test_told
from storage.tables import Course, GroupGuest, GroupVisitState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk
    from exchange.teaching.rules import Teacher

PUBLISH, CHANGE, CANCEL, AFTER = "crs", "crsc", "crsx", "crsa"  # the forms
MOST_SHOWN = 8
FEEDBACK, TEST, NOTHING = "feedback", "test", "nothing"
LONGEST_TEST = 2000


@dataclass(frozen=True)
class Side:
    """A bot in which courses are given: by whom, and the addresses of its buttons."""

    teacher: Callable[[Talk], Teacher]
    mine: Family
    own: Family
    new: Family
    change: Family
    cancel: Family
    who: Family
    there: Family
    not_there: Family
    ask: Family
    poster: Family
    picture: Family

    @property
    def taps(self) -> Mapping[Family, Callable[..., None]]:
        """Who answers which button."""
        return {
            self.own: partial(show, self),
            self.new: partial(_begin_new, self),
            self.change: partial(_begin_change, self),
            self.cancel: partial(_begin, self, CANCEL),
            self.who: partial(_who, self),
            self.there: partial(_there, self, there=True),
            self.not_there: partial(_there, self, there=False),
            self.ask: partial(_begin_after, self),
            self.poster: partial(_poster, self),
            self.picture: partial(_picture, self),
        }


def listed(side: Side, talk: Talk) -> tuple[bool, tuple[tuple[Button, ...], ...]]:
    """Whether somebody gives anything to come or over lately; the ways to each of it, and to a new one."""
    there = courses_of(talk.work, side.teacher(talk))
    concern = [one for one in there if _concerns(talk, one)]
    shown = sorted(concern, key=lambda one: one.ends_at <= talk.work.now)[:MOST_SHOWN]
    rows = tuple((Button(label(talk, one), side.own(one.id)),) for one in shown)
    return bool(shown), (*rows, (Button(talk.say("➕ New course"), side.new()),))


def _concerns(talk: Talk, course: Course) -> bool:
    """Whether it is to come, or over only lately: who was there is still to be said."""
    return course.state is GroupVisitState.OPEN and talk.work.now - course.ends_at <= LATELY


def label(talk: Talk, course: Course) -> str:
    """`12 Apr: Winning a label (3/10)`: a course on its button."""
    seats = seats_of(talk.work, course)
    day = course.starts_at.astimezone(ZoneInfo(course.zone)).date()
    title = clip(course.title, 18)
    told = f"{title} ({seats.taken}/{seats.all})"
    return talk.say("{day}: {title}", day=talk.say.day(day), title=told)


def show(side: Side, talk: Talk, number: int) -> None:
    """One of them with those who learn, and what can be done."""
    talk.send(screen(side, talk, _own(side, talk, number)))


def _own(side: Side, talk: Talk, number: int) -> Course:
    return own_course(talk.work, side.teacher(talk), number)


def screen(side: Side, talk: Talk, course: Course) -> Screen:
    """The giver's card of a course."""
    say, work = talk.say, talk.work
    zone, to_come = talk.person.zone, course.starts_at > work.now
    head = lines(words.head(say, work, course, zone, link=True), words.seats(say, work, course))
    over = lines(say("🎓 <b>{title}</b>", title=course.title), words.when_lines(say, course, zone))
    text = paragraphs(
        lines(head if to_come else over, words.asked_after(say, course)),
        *words.people(say, work, course),
    )
    back = (Button(say("‹ Back to the list"), side.mine()),)
    return Screen(text, (*_buttons(side, talk, course), back))


def _buttons(side: Side, talk: Talk, course: Course) -> tuple[tuple[Button, ...], ...]:
    say, number = talk.say, course.id
    after = (Button(say("📝 Test or feedback"), side.ask(number)),)
    if attending.can_be_confirmed(talk.work, course):
        return ((Button(say("☑️ Who was there?"), side.who(number)),), after)
    if not takes_guests(talk.work, course):
        return ()
    change = Button(say("✏️ Change it"), side.change(number))
    poster = Button(say("🖨 Poster"), side.poster(number))
    return ((change, Button(say("Call it off"), side.cancel(number))), after, (poster,))


def _poster(side: Side, talk: Talk, number: int) -> None:
    """The poster, whose code opens the course."""
    file = posters.poster_file(talk.work, side.teacher(talk), talk.person, number, PDF, talk.say)
    text = talk.say("The poster: its QR code opens the course in the chat.")
    talk.reply(text, (as_picture(talk.say, side.picture(number)),), file_id=file.id)


def _picture(side: Side, talk: Talk, number: int) -> None:
    """The same as a picture, for a website or a message."""
    file = posters.poster_file(talk.work, side.teacher(talk), talk.person, number, PNG, talk.say)
    talk.reply(picture_words(talk.say), file_id=file.id)


def attendance(side: Side, talk: Talk, course: Course) -> Screen:
    """A button for everybody who has a seat."""
    say, work, seated = talk.say, talk.work, attending.seated(talk.work, course)
    if not seated:
        back = (Button(say("‹ Back to the course"), side.own(course.id)),)
        return Screen(say("Nobody had a seat, so there is nobody to tick off."), (back,))
    text = lines(
        say("☑️ <b>{title}</b>: who was there?", title=course.title),
        say("One tap each, and one more takes it back. They get their certificate at once."),
    )
    rows = [
        (_tick(side, one, learner_name(work, one), there=lesson_of(work, one) is not None),)
        for one in seated
    ]
    return Screen(text, (*rows, (Button(say("✓ Done"), side.own(course.id)),)))


def _tick(side: Side, guest: GroupGuest, name: str, *, there: bool) -> Button:
    """A tap that comes twice does the same once: ticking and taking back are two addresses."""
    if there:
        return Button(f"✅ {clip(name, 32)}", side.not_there(guest.id))
    return Button(f"▫️ {clip(name, 32)}", side.there(guest.id))


def _who(side: Side, talk: Talk, number: int) -> None:
    course = _own(side, talk, number)
    if not attending.can_be_confirmed(talk.work, course):
        raise NotBegunYet
    talk.send(attendance(side, talk, course))


def _there(side: Side, talk: Talk, number: int, *, there: bool) -> None:
    """Noted, or taken back; the list shows it."""
    attending.confirm(talk.work, side.teacher(talk), number, there=there)
    course = talk.work.load(Course, talk.work.load(GroupGuest, number).course_id)
    talk.show(attendance(side, talk, course))


def forms(side: Side) -> tuple[Form, ...]:
    """A course from a paragraph, the same told anew, why it is called off, what is asked afterwards."""
    over = partial(_over, side)
    return (
        Form(
            PUBLISH,
            N_("A new course"),
            lambda talk, _: words.questions(talk),
            partial(_publish, side),
            submit=N_("Publish"),
        ),
        Form(
            CHANGE,
            N_("Your course"),
            lambda talk, _: words.asked_again(talk),
            partial(_change, side),
            submit=N_("Save"),
            ended=over,
            about=Thing.OWN_COURSE,
        ),
        Form(
            CANCEL,
            N_("Call the course off"),
            _why,
            partial(_cancel, side),
            review=False,
            ended=over,
            about=Thing.OWN_COURSE,
        ),
        Form(
            AFTER,
            N_("Afterwards"),
            _after_questions,
            partial(_after, side),
            review=False,
            about=Thing.OWN_COURSE,
        ),
    )


def _publish(side: Side, talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    course = publishing.publish(talk.work, side.teacher(talk), words.told_in(answers))
    talk.reply(
        talk.say(
            "🎉 Published: the staff of clusters finds it under /learn and takes a seat by one tap."
        )
    )
    talk.send(screen(side, talk, course))
    if test_told(answers.get(words.PARAGRAPH) or ""):
        filling.begin(talk, AFTER, row_id(course), {"after": TEST})


def _change(side: Side, talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    course = publishing.change(talk.work, side.teacher(talk), subject, words.told_in(answers))
    told = words.told_words(talk.say, words.alive(talk.work, course))
    talk.reply(lines(talk.say("✓ Changed."), told))
    talk.send(screen(side, talk, course))


def _why(talk: Talk, subject: int) -> tuple[Question, ...]:
    prompt = N_("Why can it not take place? Everybody who has a seat, or waits, reads it.")
    del talk
    shows = partial(_concerned, subject)
    return (Question("reason", N_("Reason"), prompt, FreeText(3, 300, why=True), shows=shows),)


def _concerned(number: int, asked: Asked) -> str:
    work = asked.talk.work
    return words.told_words(asked.say, words.alive(work, work.load(Course, number)))


def _cancel(side: Side, talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    told = words.told_words(talk.say, words.alive(talk.work, _own(side, talk, subject)))
    publishing.cancel(talk.work, side.teacher(talk), subject, answers["reason"])
    back = [Button(talk.say("📣 Your courses"), side.mine())]
    talk.reply(lines(talk.say("The course is called off."), told), back)


def _after_questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    course = talk.work.load(Course, subject)
    now = as_text(as_test(course.questions))
    told = folded(talk.say("Until now:\n{test}", test=now)) if now else ""
    return (
        Question(
            "after",
            N_("Afterwards"),
            N_("What are people asked who were there?"),
            OneOf(_ways, width=1),
        ),
        Question(
            "test",
            N_("Test"),
            N_(
                "A question a line, answers with “/” between, a star at the right one. Like: Wet? yes* / no"
            ),
            FreeText(5, LONGEST_TEST),
            applies=lambda answers: answers.get("after") == TEST,
            check=_test_wrong,
            shows=lambda _: told,
        ),
    )


def _ways(asked: Asked) -> Sequence[Option]:
    say = asked.say
    return [
        Option(FEEDBACK, say("How useful it was")),
        Option(TEST, say("A short test")),
        Option(NOTHING, say("Nothing")),
    ]


def _test_wrong(talk: Talk, answers: Mapping[str, Any], value: str) -> str:
    """Why a message is no test; nothing where it is one."""
    del answers
    try:
        read_test(value)
    except CxcError as error:
        return talk.say(error.template, **error.facts)
    return ""


def _after(side: Side, talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    asked = read_test(answers["test"]) if answers["after"] == TEST else ()
    teacher, feedback = side.teacher(talk), answers["after"] == FEEDBACK
    course = answering.set_test(talk.work, teacher, subject, asked, feedback=feedback)
    talk.reply(talk.say("✓ Noted. Whoever was there is asked as soon as you have ticked them off."))
    talk.send(screen(side, talk, course))


def _over(side: Side, talk: Talk, number: int) -> Screen | None:
    """One that is called off, or has begun."""
    why = words.over_words(talk, _own(side, talk, number))
    back = ((Button(talk.say("📣 Your courses"), side.mine()),),)
    return Screen(why, back) if why else None


def _begin_new(side: Side, talk: Talk) -> None:
    giver_of(talk.work, side.teacher(talk))
    filling.begin(talk, PUBLISH)


def _begin_change(side: Side, talk: Talk, number: int) -> None:
    """All that stands is on one page, to be corrected by a tap or in words."""
    filling.begin(talk, CHANGE, number, words.answers_of(talk.work, _own(side, talk, number)))


def _begin_after(side: Side, talk: Talk, number: int) -> None:
    _own(side, talk, number)
    filling.begin(talk, AFTER, number)


def _begin(side: Side, form: str, talk: Talk, number: int) -> None:
    _own(side, talk, number)
    filling.begin(talk, form, number)
