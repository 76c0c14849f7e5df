"""Courses that somebody gives, in the participants' bot; and `/learn`, which leads there whoever only gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.learning import finding
from bot.words.teaching.giving import Side, listed
from bot.words.teaching.giving import forms as course_forms
from exchange.teaching.errors import NotGiver
from exchange.teaching.figures import wanted_around
from exchange.teaching.rules import giving, learning
from matching.topics.vocabulary import topic_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk
    from storage.tables import Person


def _teacher(talk: Talk) -> Person:
    return talk.person


WANTED = 5  # topics
SIDE = Side(
    teacher=_teacher,
    mine=to.OWN_COURSES,
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


def home(talk: Talk) -> None:
    """`/learn`: the list of those who learn; who only gives courses sees their own. Raises NotLearner."""
    only_gives = learning(talk.work, talk.person) is None and giving(talk.work, talk.person)
    if only_gives:
        own(talk)
    else:
        finding.show(talk)


def own(talk: Talk) -> None:
    """What somebody gives, to come or over lately. Raises NotGiver."""
    if giving(talk.work, talk.person) is None:
        raise NotGiver
    there, rows = listed(SIDE, talk)
    none = talk.say(
        "You give no course yet. One paragraph is enough: the staff of clusters finds it and takes a seat by one tap."
    )
    some = talk.say("To come, or over lately; in brackets the seats taken.")
    text = paragraphs(
        talk.say("📣 <b>Your courses</b>"), some if there else none, lines(*_wanted(talk))
    )
    talk.show(Screen(text, rows))


def _wanted(talk: Talk) -> Iterator[str]:
    """What the staff of clusters would like to learn and nobody offers; nothing where there is nothing."""
    found = wanted_around(talk.work, talk.person)[:WANTED]
    if found:
        yield talk.say("🙋 Wanted, and offered by nobody yet:")
    for one in found:
        topic = topic_label(one.topic, talk.say.language)
        yield talk.say("{topic}: <b>{people}</b>", topic=topic, people=one.people)


def forms() -> tuple[Form, ...]:
    """Those of whoever gives courses."""
    return course_forms(SIDE)


TAPS: Mapping[Family, Callable[..., None]] = {to.OWN_COURSES: own, **SIDE.taps}
