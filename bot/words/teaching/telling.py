"""Courses in the words that participants and desk share: when, where, how many seats; and the questions of their form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.conversation.forms import Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Given
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.hours import Hours, hours_of, span_lines, spans
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import clip, folded, lines
from bot.conversation.sessions import LINK, link_in
from bot.words.group_visits import seats_left
from exchange.finding.group_seats import guests_of, seats_of
from exchange.teaching.answering import hardest, lessons_in
from exchange.teaching.publishing import LONGEST_PLACE, LONGEST_TITLE, Told
from exchange.teaching.rules import Session, clock_of, given_by, learner_name, sessions_of
from exchange.words import N_
from matching.places.languages import languages_in
from matching.topics.vocabulary import topic_label
from matching.understanding.group_told import programme_told, seats_told, title_told
from matching.understanding.online import is_online, tells_online
from matching.understanding.reading import understand
from matching.words.language_guess import surely_in
from storage.tables import GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.finding.group_seats import Seats
    from exchange.work import Work
    from storage.tables import Course, GroupGuest

PARAGRAPH = "about"
SHOWN, NAMED, SESSIONS = 500, 60, 3  # signs of what is told, and of names; sessions on a card
ONLINE = "online"  # as an answer that says where; read by is_online
LEARNERS: Mapping[GuestState, str] = {
    GuestState.JOINED: N_("✓ Have a seat ({count}): {names}"),
    GuestState.OFFERED: N_("🪑 May take a seat ({count}): {names}"),
    GuestState.WAITING: N_("🔔 Wait ({count}): {names}"),
}
"""How those who learn stand, a line for each state."""


def when_short(say: Speech, course: Course, zone: str) -> Markup:
    """`Tue 3 Nov, 09:00`, and how many more sessions there are."""
    starts = course.starts_at.astimezone(ZoneInfo(clock_of(course, zone)))
    first = say("{day}, {time}", day=say.day(starts.date()), time=f"{starts:%H:%M}")
    more = len(course.sessions) - 1
    if not more:
        return first
    return say.many("{when}, {count} more", "{when}, {count} more", more, when=first)


def room(say: Speech, found: Seats, waiting: int) -> Markup:
    """How many seats are free, in a few signs."""
    if found.free:
        return say("{count} free", count=found.free)
    return say("full, {count} waiting", count=waiting) if waiting else say("full")


def session_lines(say: Speech, course: Course, number: int, zone: str) -> Markup:
    """A session, and those that follow it on its day, on the clock that counts; nothing of one that is no more."""
    clock, there = ZoneInfo(clock_of(course, zone)), sessions_of(course)[number:]
    found = [(one.starts, one.ends) for one in there]
    same = [one for one in found if one[0].astimezone(clock).date() == _day(found[0], clock)]
    return lines(*(say("📅 {when}", when=one) for one in span_lines(say, same, clock.key)))


def _day(span: tuple[datetime, datetime], clock: ZoneInfo) -> date:
    return span[0].astimezone(clock).date()


def when_lines(say: Speech, course: Course, zone: str) -> Markup:
    """Every session, the first few of many."""
    found = [(one.starts, one.ends) for one in sessions_of(course)]
    told = span_lines(say, found[:SESSIONS], clock_of(course, zone))
    more = len(found) - SESSIONS
    rest = say.many("{count} more session", "{count} more sessions", more) if more > 0 else ""
    return lines(*(say("📅 {when}", when=one) for one in told), rest)


def where(say: Speech, course: Course, *, link: bool) -> Markup:
    """The place, or that it is on the line; with its link for those who have a seat."""
    place = lines(say("📍 {place}", place=course.place) if course.place else "")
    if course.place and not course.link:
        return place
    if not link:
        return lines(place, say("💻 Online"))
    open_ = say("💻 Online: the link is not told yet, and comes here as soon as it is.")
    return lines(place, say("💻 {link}", link=course.link) if course.link else open_)


def head(say: Speech, work: Work, course: Course, zone: str, *, link: bool = False) -> Markup:
    """What it is, who gives it, when, where, in which language."""
    return lines(
        say("🎓 <b>{title}</b>", title=course.title),
        say(
            "{name} · 🗣 {language}",
            name=given_by(work, course),
            language=say.tongue(course.language),
        ),
        when_lines(say, course, zone),
        where(say, course, link=link),
    )


def seats(say: Speech, work: Work, course: Course) -> Markup:
    """How many seats are free, or who waits, or that it was cancelled."""
    waiting = len(guests_of(work, course, GuestState.WAITING))
    return seats_left(say, course, seats_of(work, course), waiting)


def about(say: Speech, course: Course) -> Markup:
    """What whoever gives it tells."""
    return folded(say("{text}", text=clip(course.about, SHOWN)))


def topics(say: Speech, found: Sequence[str]) -> str:
    """Topics by name."""
    return say.join(topic_label(one, say.language) for one in found)


def learners(say: Speech, work: Work, course: Course) -> Iterator[Markup]:
    """Who is in it, in a line for each state."""
    guests = guests_of(work, course)
    for state, told in LEARNERS.items():
        names = [learner_name(work, one) for one in guests if one.state is state]
        if names:
            yield say(told, count=len(names), names=clip("; ".join(names), NAMED))


def alive(work: Work, course: Course) -> Sequence[GroupGuest]:
    """Whom it concerns when it changes, or is called off."""
    return guests_of(work, course)


def over_words(talk: Talk, course: Course) -> Markup | None:
    """Why nothing of it can be changed any more; nothing where it can."""
    if course.state is GroupVisitState.CANCELLED:
        return talk.say("This course is cancelled.")
    begun = course.starts_at <= talk.work.now
    return talk.say("This course has begun.") if begun else None


class Paragraph(FreeText):
    """A paragraph about a course, which answers as many of the questions as it tells."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The paragraph, and the answers that are read out of it."""
        heard = super().hear(asked, event)
        return replace(heard, also=_read(asked, heard.value)) if isinstance(heard, Given) else heard


class Where(FreeText):
    """A place, a link, or that it is on the line, whatever is said around that."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The words; of what tells no place but the line only that."""
        heard = super().hear(asked, event)
        plain = isinstance(heard, Given) and is_online(str(heard.value))
        return Given(ONLINE) if plain else heard


def _read(asked: Asked, text: str) -> dict[str, Any]:
    """What a paragraph tells, by the ids of the questions; what it does not tell is asked, or assumed."""
    work = asked.talk.work
    count, today = seats_told(text), work.now.date()
    plain = LINK.sub("", text)
    told = {
        "title": title_told(text),
        "hours": _to_come(asked, hours_of(asked, text)),
        "seats": count if count and count <= work.scheme.courses.most_seats else None,
        "where": _where_told(text),
        "language": next(iter(languages_in(plain)), None) or surely_in(plain) or None,
        "words": programme_told(text, today),
    }
    return {name: value for name, value in told.items() if value}


def _to_come(asked: Asked, found: list[list[str]]) -> list[list[str]] | None:
    return None if _past(asked.talk, {}, found) else found


def _where_told(text: str) -> str:
    """A link, else the town that is named, else that it is on the line."""
    plain = LINK.sub("", text)
    return link_in(text) or understand(plain).city or (ONLINE if tells_online(plain) else "")


def _past(talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why those hours will not do; nothing where they do."""
    del answers
    if value and min(start for start, _ in spans(value)) > talk.work.now:
        return ""
    return talk.say("That is past already. Please tell a day and hours to come.")


def questions(talk: Talk) -> tuple[Question, ...]:
    """A paragraph, and what is to be known of a course; what the paragraph tells is not asked for."""
    prompt = N_(
        "In a few sentences: what one learns, which day and hours, how many seats, which language, where or which link. I ask what is missing."
    )
    paragraph = Question(
        PARAGRAPH,
        N_("In one paragraph"),
        prompt,
        Paragraph(10, talk.work.scheme.limits.text),
        optional=True,
        quiet=True,
    )
    return (paragraph, *asked_again(talk))


def asked_again(talk: Talk) -> tuple[Question, ...]:
    """What is to be known of a course."""
    scheme = talk.work.scheme
    return (
        Question(
            "title",
            N_("Title"),
            N_("What is the course called?"),
            FreeText(3, LONGEST_TITLE),
            called=N_("name, topic"),
        ),
        Question(
            "hours",
            N_("Hours"),
            N_("On which day, from when to when?"),
            Hours(),
            check=_past,
            called=N_("dates, date, day, time"),
        ),
        Question(
            "seats",
            N_("Seats"),
            N_("How many people can come?"),
            Whole(1, scheme.courses.most_seats, (8, 10, 12, 15, 20)),
            called=N_("places, people, seat, place"),
        ),
        Question(
            "where",
            N_("Where"),
            N_("Where is it? A place, a link, or “online”."),
            Where(2, LONGEST_PLACE),
            called=N_("place, link"),
        ),
        Question(
            "language",
            N_("Language"),
            N_("In which language is it given?"),
            OneOf(options.languages, find=options.typed_language),
            assume=lambda asked: asked.talk.person.language,
        ),
        Question(
            "words",
            N_("Content"),
            N_("What will people learn? A few sentences."),
            FreeText(10, scheme.limits.text),
            called=N_("content"),
        ),
    )


def told_in(answers: Mapping[str, Any]) -> Told:
    """The answers of the form, as the use cases take them."""
    link, place = link_in(answers["where"]), LINK.sub(" ", answers["where"])
    place = "" if is_online(place) else place
    return Told(
        title=answers["title"],
        about=answers["words"],
        sessions=[Session(*one) for one in spans(answers["hours"])],
        seats=answers["seats"],
        language=answers["language"],
        place=" ".join(place.split()).strip(" ,;"),
        link=link,
    )


def answers_of(work: Work, course: Course) -> dict[str, Any]:
    """A course as answers of its form."""
    return {
        "title": course.title,
        "hours": [list(one) for one in course.sessions],
        "seats": seats_of(work, course).all,
        "where": " ".join(one for one in (course.place, course.link) if one) or ONLINE,
        "language": course.language,
        "words": course.about,
    }


def told_words(say: Speech, people: Iterable[object]) -> str:
    """How many are told; nothing where it is nobody."""
    count = len(list(people))
    return say.many("{count} person is told.", "{count} people are told.", count) if count else ""


def asked_after(say: Speech, course: Course) -> Markup | str:
    """What is asked afterwards."""
    if course.questions:
        count = len(course.questions)
        return say.many("📝 A test of {count} question", "📝 A test of {count} questions", count)
    return say("📝 Asked how useful it was") if course.feedback else ""


def results(say: Speech, work: Work, course: Course) -> Iterator[Markup]:
    """How many were there, what the test came to, what they say."""
    found = [lesson for _, lesson in lessons_in(work, course)]
    if not found:
        return
    there = say.many("☑️ {count} was there", "☑️ {count} were there", len(found))
    passed = sum(one.passed_at is not None for one in found)
    tried = sum(one.tries > 0 for one in found)
    test = say("📝 {passed} of {tried} passed", passed=passed, tried=tried)
    marks = [one.mark for one in found if one.mark is not None]
    mean = round(sum(marks) / len(marks), 1) if marks else 0
    told = say("⭐ {mean} of 5 ({count})", mean=mean, count=len(marks))
    yield Markup(" · ").join(
        one for one, so in ((there, True), (test, course.questions), (told, marks)) if so
    )
    yield from _hardest(say, work, course)
    if said := " · ".join(one.said for one in found if one.said):
        yield folded(say("“{said}”", said=clip(said, SHOWN)))


def _hardest(say: Speech, work: Work, course: Course) -> Iterator[Markup]:
    """The question that most have missed."""
    found = hardest(work, course)
    if found:
        missed, asked = found
        yield say("Most missed ({count}): {question}", count=missed, question=clip(asked.text, 80))


def too_hard(say: Speech, work: Work, course: Course) -> Markup:
    """That nobody has passed a test, which question was missed most, and what can be done."""
    return lines(
        say(
            "📝 All who were in <b>{title}</b> have tried the test, and nobody has passed.",
            title=course.title,
        ),
        *_hardest(say, work, course),
        say("Set another test, or ask for feedback instead: then everybody begins anew."),
    )


def people(say: Speech, work: Work, course: Course) -> tuple[Markup, ...]:
    """Who is in it and what came of it; what is told of it while nobody is."""
    there = lines(*learners(say, work, course), *results(say, work, course))
    return (there,) if there else (about(say, course),)
