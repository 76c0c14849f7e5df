"""After a course: its test, or what people say of it; the certificate, and the record of skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.words.teaching import telling as words
from exchange.access import Thing
from exchange.errors import CxcError
from exchange.people.lessons import is_learnt, lessons_of
from exchange.teaching import answering
from exchange.teaching.quizzes import as_test
from exchange.teaching.rules import minutes_of
from exchange.words import N_
from storage.tables import Course

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk
    from exchange.teaching.quizzes import QuizQuestion

FORM = "crst"
SHOWN, SAID = 6, 600
BEST = 5


def form() -> Form:
    """The test of a course, or what somebody says of it."""
    return Form(
        FORM,
        N_("About the course"),
        _questions,
        _finish,
        review=False,
        ended=_over,
        about=Thing.COURSE,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    course = talk.work.load(Course, subject)
    asked = as_test(course.questions)
    if asked:
        return tuple(
            _asked(talk, name, one) for name, one in zip(_names(course), asked, strict=True)
        )
    return (
        Question(
            "mark",
            N_("Useful"),
            N_("How useful was it for your work, from 1 (not at all) to 5 (very)?"),
            Whole(1, BEST, tuple(range(1, BEST + 1))),
        ),
        Question(
            "said",
            N_("In your words"),
            N_("Something you would like to tell whoever gave it? They do not see your name."),
            FreeText(3, SAID),
            optional=True,
        ),
    )


def _names(course: Course) -> list[str]:
    """The ids of the questions of a test: of another version others, so that no old answer is taken for a new one."""
    since = course.questions_at or course.published_at
    version = f"{int(since.timestamp() * 1000) % 1_000_000:x}"
    return [f"q{number}x{version}" for number in range(len(course.questions))]


def _asked(talk: Talk, name: str, one: QuizQuestion) -> Question:
    """A question of the test, its answers as buttons."""

    def options(asked: Asked) -> Sequence[Option]:
        del asked
        return [Option(str(at), answer) for at, answer in enumerate(one.answers)]

    told = talk.say("<b>{question}</b>", question=one.text)
    prompt = N_("Which answer is right?")
    return Question(name, N_("Question"), prompt, OneOf(options, width=1), shows=lambda _: told)


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    say = talk.say
    if "mark" in answers:
        answering.say_what_it_was_like(
            talk.work, talk.person, subject, answers["mark"], answers.get("said") or ""
        )
        talk.send(
            Screen(say("✓ Thank you! Whoever gave the course reads it."), _papers(talk, subject))
        )
        return
    chosen = [int(answers[one]) for one in _names(talk.work.load(Course, subject))]
    result = answering.take_test(talk.work, talk.person, subject, chosen)
    told = say("{right} of {of} right.", right=result.right, of=result.of)
    if result.passed:
        text = say("🎉 Passed: {told} It stands on your certificate.", told=told)
    elif result.left:
        text = say("{told} That is not enough yet; you can try again.", told=told)
    else:
        text = say(
            "{told} That was the last try. Your certificate says that you were there.", told=told
        )
    again = ((Button(say("📝 Try again"), to.ANSWER_COURSE(subject)),),)
    rows = again if result.left else ()
    talk.send(Screen(text, (*rows, *_papers(talk, subject))))


def _papers(talk: Talk, number: int) -> tuple[tuple[Button, ...], ...]:
    paper = Button(talk.say("📄 Certificate"), to.COURSE_CERTIFICATE(number))
    return ((paper, Button(talk.say("🎓 My record"), to.MY_RECORD())),)


def _over(talk: Talk, number: int) -> Screen | None:
    """Where nothing is asked any more."""
    try:
        answering.require_asked(talk.work, *answering.attended(talk.work, talk.person, number))
    except CxcError as error:
        return Screen(talk.say(error.template, **error.facts))
    return None


def _begin(talk: Talk, number: int) -> None:
    answering.require_asked(talk.work, *answering.attended(talk.work, talk.person, number))
    filling.begin(talk, FORM, number)


def _certificate(talk: Talk, number: int) -> None:
    """The certificate as PDF."""
    file = answering.certificate_file(talk.work, talk.person, number, talk.say)
    talk.reply(talk.say("📄 Your certificate."), file_id=file.id)


def record(talk: Talk) -> None:
    """What somebody has learnt: each course with its hours, and the way to its certificate."""
    say, found = talk.say, lessons_of(talk.work, talk.person.id)
    back = (Button(say("‹ Back to the list"), to.COURSES(0)),)
    if not found:
        none = say("Nothing on your record yet. Whoever gives a course says who was there.")
        talk.show(Screen(none, (back,)))
        return
    hours = sum(minutes_of(course) for course, _ in found) / 60
    told = [
        say(
            "{mark} {day}: {title}",
            mark="✅" if is_learnt(course, lesson) else "▫️",
            day=say.on(course.starts_at),
            title=clip(course.title, 40),
        )
        for course, lesson in found[:SHOWN]
    ]
    head = say.many(
        "🎓 <b>Your record</b>: {count} course, {hours} hours",
        "🎓 <b>Your record</b>: {count} courses, {hours} hours",
        len(found),
        hours=round(hours, 1),
    )
    rows = tuple(
        (Button(say("📄 {title}", title=clip(course.title, 34)), to.COURSE_CERTIFICATE(course.id)),)
        for course, _ in found[:SHOWN]
    )
    learnt = dict.fromkeys(topic for course, _ in found for topic in course.topics[:2])
    topics = say("You know about: {topics}", topics=words.topics(say, [*learnt][:6]))
    text = paragraphs(head, lines(*told), topics if learnt else "")
    talk.show(Screen(text, (*rows, back)))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.ANSWER_COURSE: _begin,
    to.COURSE_CERTIFICATE: _certificate,
    to.MY_RECORD: record,
}
