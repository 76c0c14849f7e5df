"""Introductions and projects: what each side is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.finding.keeping_away import way_out
from bot.participants.notices.about import reader_of
from bot.words.chains import STANDS
from exchange.cooperating import introducing
from exchange.notices import Notice
from exchange.timing.cooperation import INTRODUCED_OUTCOMES, PROJECT_QUIET, introduced_round
from exchange.words import N_
from storage.tables import Application, Enquiry, Organisation, Person, Project, ProjectState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def _enquiry(delivery: Delivery) -> Enquiry:
    return delivery.work.load(Enquiry, delivery["enquiry"])


def _name(delivery: Delivery, application: Application) -> str:
    return delivery.work.load(Organisation, application.organisation_id).name


def _asked_in(delivery: Delivery, words: str) -> Screen | None:
    one = _enquiry(delivery)
    if one.answered_at:
        return None
    say, name = delivery.say, _name(delivery, introducing.asker_of(delivery.work, one))
    text = paragraphs(
        say(words, name=name),
        say("“{words}”", words=one.question),
        say("You see each other's contacts only if you say yes."),
    )
    yes = Button(say("✓ Yes, gladly"), to.AGREE_INTRODUCTION(one.id))
    no = Button(say("Not now"), to.DECLINE_INTRODUCTION(one.id))
    unseen = Button(say("🙈 Show me in no search"), to.NOT_SHOWN())
    return Screen(text, ((yes, no), (unseen,), (way_out(say, one.id),)))


def asked(delivery: Delivery) -> Screen | None:
    """Somebody would like to be introduced."""
    return _asked_in(delivery, N_("🤝 <b>{name}</b> would like to be introduced:"))


def still_asked(delivery: Delivery) -> Screen | None:
    """It still waits."""
    return _asked_in(
        delivery, N_("⏳ <b>{name}</b> still waits for your yes or no to be introduced:")
    )


def introduced(delivery: Delivery) -> Screen:
    """Who asked sees how the other is reached."""
    say, one = delivery.say, _enquiry(delivery)
    asker = delivery.work.load(Person, one.asker_id)
    their = introducing.contact(delivery.work, asker, one)
    text = paragraphs(
        lines(
            say("🤝 <b>{name}</b> said yes!", name=their.organisation.name),
            say("{person}, {email}", person=their.person_name, email=their.email),
        ),
        say("Write to them today. I ask you both in some months what came of it."),
    )
    return Screen(text, ((Button(say("🚀 Begin a project"), to.NEW_PROJECT(one.id)),),))


def declined(delivery: Delivery) -> Screen:
    """Kindly, and with others."""
    say = delivery.say
    name = _name(delivery, introducing.asked_of(delivery.work, _enquiry(delivery)))
    text = say("<b>{name}</b> would rather not be introduced now. Others fit as well.", name=name)
    return Screen(text, _others(delivery))


def gone(delivery: Delivery) -> Screen | None:
    """Nobody will answer."""
    one = _enquiry(delivery)
    if one.answered_at:
        return None
    text = delivery.say(
        "<b>{name}</b> takes part no more, so your request stays without an answer. Others fit as well.",
        name=_name(delivery, introducing.asked_of(delivery.work, one)),
    )
    return Screen(text, _others(delivery))


def _others(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("🔎 My search"), to.PARTNERS()),),)


def outcomes(delivery: Delivery) -> Screen | None:
    """What came of it."""
    one = _enquiry(delivery)
    if introduced_round(delivery.work, one) != delivery["round"]:
        return None
    say = delivery.say
    text = say(
        "🌱 Some months ago you were introduced to a partner: <b>{name}</b>. What has come of it? Three taps and a sentence.",
        name=_other_name(delivery, one),
    )
    return Screen(text, ((Button(say("🌱 Tell it"), to.TELL_INTRODUCTION(one.id)),),))


def _other_name(delivery: Delivery, one: Enquiry) -> str:
    return _name(delivery, introducing.other_of(delivery.work, reader_of(delivery), one))


def _project(delivery: Delivery) -> Project:
    return delivery.work.load(Project, delivery["project"])


def joined(delivery: Delivery) -> Screen:
    """Somebody was put into a project."""
    say, one = delivery.say, _project(delivery)
    lead = delivery.work.load(Application, one.lead_id)
    text = paragraphs(
        say(
            "🚀 <b>{name}</b> has begun a project with you: <b>{title}</b>.",
            name=_name(delivery, lead),
            title=one.title,
        ),
        say("You can move it on, bring in partners, or leave it."),
    )
    return Screen(text, _to_project(delivery, one))


def moved(delivery: Delivery) -> Screen | None:
    """Where it stands now; nothing where it has moved again."""
    say, one = delivery.say, _project(delivery)
    state = ProjectState(delivery.facts["state"])
    if one.state is not state:
        return None
    text = say("🚀 <b>{title}</b>: {state}.", title=one.title, state=say(STANDS[state]))
    return Screen(text, _to_project(delivery, one))


def quiet(delivery: Delivery) -> Screen:
    """Asks how it stands."""
    say, one = delivery.say, _project(delivery)
    text = say(
        "🚀 How does <b>{title}</b> stand? For me it is: {state}. One tap moves it on.",
        title=one.title,
        state=say(STANDS[one.state]),
    )
    return Screen(text, _to_project(delivery, one))


def _to_project(delivery: Delivery, one: Project) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("Open the project"), to.PROJECT(one.id)),),)


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.INTRODUCTION_ASKED: asked,
    Notice.INTRODUCED: introduced,
    Notice.INTRODUCTION_DECLINED: declined,
    Notice.INTRODUCTION_GONE: gone,
    INTRODUCED_OUTCOMES: outcomes,
    Notice.PROJECT_JOINED: joined,
    Notice.PROJECT_MOVED: moved,
    PROJECT_QUIET: quiet,
}
