"""The first minute: greeting, what the scheme is, consent; and the way back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import drafts, filling
from bot.conversation.screens import Button, Screen, paragraphs
from bot.participants import addresses as to
from bot.participants import home, own_data
from bot.participants.forms.applying.application import KEY
from exchange.applying import applications
from exchange.people import people
from exchange.timing.drafts import plan_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def start(talk: Talk) -> None:
    """Greet a newcomer; bring everybody else back to where they were."""
    if not people.consent_given(talk.work, talk.person):
        _greet(talk)
    elif filling.resume(talk):
        return
    elif applications.active_application(talk.work, talk.person):
        home.status(talk)
    elif drafts.find_draft(talk, KEY):
        talk.reply(talk.say("Welcome back! Everything you answered is still here. Let us go on."))
        filling.begin(talk, KEY)
    else:
        _offer_application(talk)


def _greet(talk: Talk) -> None:
    say, scheme = talk.say, talk.work.scheme
    hello = say("Hello {name}! 👋", name=talk.event.first_name or "")
    explained = " ".join(say(sentence) for sentence in scheme.summary)
    privacy = say(scheme.consent.text)
    question = say("Is that all right with you?")
    talk.send(
        Screen(
            paragraphs(hello, explained, privacy, question),
            (
                (Button(say("Yes, I agree"), to.CONSENT()),),
                (Button(say("No, thank you"), to.NO_CONSENT()),),
            ),
        )
    )


def refused(talk: Talk) -> None:
    """Consent was not given."""
    talk.settle(
        talk.say("That is fine: nothing is kept about you. If you change your mind, send /start.")
    )
    own_data.leave_no_trace(talk)


def agreed(talk: Talk) -> None:
    """Consent was given: the application begins."""
    if not people.consent_given(talk.work, talk.person):
        people.give_consent(talk.work, talk.person)
        talk.settle(talk.say("✓ Thank you. /privacy shows what we keep, and takes it back."))
    if not filling.resume(talk):
        apply(talk)


def apply(talk: Talk) -> None:
    """Begin an application, or go on with it; who has one learns where it stands."""
    if not people.consent_given(talk.work, talk.person):
        _greet(talk)
        return
    if applications.active_application(talk.work, talk.person):
        home.status(talk)
        return
    if not drafts.find_draft(talk, KEY):
        talk.reply(
            talk.say(
                "I will ask you some short questions. Every answer is saved at once, so you can stop "
                "at any time and go on later with /start."
            )
        )
    plan_draft(talk.work, talk.person)
    filling.begin(talk, KEY)


def _offer_application(talk: Talk) -> None:
    text = talk.say("Welcome back! You have no application at the moment.")
    talk.reply(text, [Button(talk.say("Begin an application"), to.APPLY())])


TAPS: Mapping[Family, Callable[..., None]] = {
    to.CONSENT: agreed,
    to.NO_CONSENT: refused,
    to.APPLY: apply,
}
