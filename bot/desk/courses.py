"""`/courses`: what the desk and its people give, what came of it, and what is wanted that nobody offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of, whose
from bot.words.teaching import telling as words
from bot.words.teaching.giving import Side
from bot.words.teaching.giving import forms as course_forms
from bot.words.teaching.notices import held, too_hard
from exchange.notices import DeskNotice
from exchange.people.officers import RIGHTS, Right
from exchange.rows import row_id
from exchange.teaching.figures import course_at, courses_at, wanted_at
from exchange.teaching.rules import is_own
from exchange.timing.courses import DESK_COURSE_HELD
from matching.topics.vocabulary import topic_label
from storage.tables import GroupVisitState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Data, Family
    from bot.conversation.forms import Form
    from bot.conversation.notices import Delivery
    from bot.conversation.talk import Talk
    from exchange.teaching.figures import Given

ON_A_PAGE, TITLE, NAME, WANTED = 3, 22, 14, 6
SIDE = Side(
    teacher=officer_of,
    mine=to.COURSES,
    own=to.OWN_COURSE,
    new=to.NEW_COURSE,
    change=to.CHANGE_COURSE,
    cancel=to.CANCEL_COURSE,
    who=to.WHO_LEARNT,
    there=to.WAS_IN_COURSE,
    not_there=to.WAS_NOT_IN_COURSE,
    ask=to.ASK_AFTERWARDS,
    poster=to.COURSE_POSTER,
    picture=to.COURSE_PICTURE,
)


def overview(talk: Talk) -> None:
    """The latest first."""
    _page(talk, 0)


def mine(talk: Talk) -> None:
    """The same, as the way back from a course."""
    _page(talk, 0)


def _page(talk: Talk, page: int) -> None:
    say, found = talk.say, courses_at(talk.work, officer_of(talk))
    pages = Pages(len(found), ON_A_PAGE, page, to.COURSE_PAGE)
    shown = found[pages.offset : pages.offset + ON_A_PAGE]
    none = say(
        "No course yet. Give one yourself from one paragraph, or see what your clusters want to learn."
    )
    rows = [(Button(clip(one.course.title, 38), _address(talk, one)),) for one in shown]
    turning = [pages.buttons()] if pages.buttons() else []
    text = paragraphs(
        lines(whose(talk), _sum(talk, found) if found else ""),
        lines(*(_line(talk, one) for one in shown)) if found else none,
    )
    talk.show(Screen(text, (*rows, *turning, _ways(talk))))


def _address(talk: Talk, one: Given) -> Data:
    number = row_id(one.course)
    own = is_own(talk.work, officer_of(talk), one.course)
    return to.OWN_COURSE(number) if own else to.COURSE(number)


def _sum(talk: Talk, found: list[Given]) -> Markup:
    held = sum(bool(one.lessons) for one in found)
    return talk.say.many(
        "{count} course, {held} held", "{count} courses, {held} held", len(found), held=held
    )


def _line(talk: Talk, one: Given) -> Markup:
    """Its name and who gives it; when, and how it stands."""
    say, course = talk.say, one.course
    if course.state is GroupVisitState.CANCELLED:
        stands = say("called off")
    elif one.lessons:
        stands = say("{there} were there", there=len(one.lessons))
    else:
        stands = say("{taken} of {all} seats", taken=one.seats.taken, all=one.seats.all)
    title = clip(course.title, TITLE)
    return lines(
        say("<b>{title}</b>, {name}", title=title, name=clip(one.giver, NAME)),
        say(
            "{when} · {stands}", when=words.when_short(say, course, talk.person.zone), stands=stands
        ),
    )


def _ways(talk: Talk) -> tuple[Button, ...]:
    wanted = Button(talk.say("🙋 Wanted"), to.WANTED_LESSONS())
    if Right.DECIDE not in RIGHTS[officer_of(talk).role]:
        return (wanted,)
    return (Button(talk.say("➕ New course"), to.NEW_COURSE()), wanted)


def show(talk: Talk, number: int) -> None:
    """A course of the Partnership's people, with those who learn and what came of it."""
    say, work = talk.say, talk.work
    course = course_at(work, officer_of(talk), number)
    note_reading(talk, "card", f"course:{number}")
    text = paragraphs(
        lines(
            words.head(say, work, course, talk.person.zone),
            words.seats(say, work, course),
            words.asked_after(say, course),
        ),
        *words.people(say, work, course),
    )
    talk.send(Screen(text, ((Button(say("‹ Back to the list"), to.COURSES()),),)))


def wanted(talk: Talk) -> None:
    """What is wanted and not offered, then what is."""
    say, found = talk.say, wanted_at(talk.work, officer_of(talk))[:WANTED]
    told = [
        say(
            "{mark} {topic}: <b>{people}</b>, {offered} to come",
            mark="✓" if one.offered else "🔴",
            topic=topic_label(one.topic, say.language),
            people=one.people,
            offered=one.offered,
        )
        for one in found
    ]
    none = say("Nobody of your clusters has said what they would like to learn yet.")
    head = say("🙋 <b>Wanted</b>, by how many people")
    text = paragraphs(lines(whose(talk), head), lines(*told) if found else none)
    back = Button(say("‹ Back to the list"), to.COURSES())
    new = [one for one in _ways(talk) if one.data == to.NEW_COURSE()]
    talk.show(Screen(text, ((*new, back),)))


def forms() -> tuple[Form, ...]:
    """Those of whoever gives courses."""
    return course_forms(SIDE)


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    DeskNotice.COURSE_TOO_HARD: partial(too_hard, to.ASK_AFTERWARDS),
    DESK_COURSE_HELD: partial(held, to.WHO_LEARNT),
}
TAPS: Mapping[Family, Callable[..., None]] = {
    to.COURSES: mine,
    to.COURSE_PAGE: _page,
    to.COURSE: show,
    to.WANTED_LESSONS: wanted,
    **SIDE.taps,
}
