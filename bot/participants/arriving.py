"""Who comes by a link: the one-time link of somebody whom a desk has entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.forms.applying import refill
from exchange.entering import claims
from exchange.people import partnerships, people, secrets
from exchange.timing.drafts import plan_draft
from storage.tables import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from storage.tables import Application

CAME = "came"
"""Where a conversation keeps by which link somebody came, until they are through the door."""
SHOWN = 80  # characters of an answer


def came_by(talk: Talk) -> str:
    """The link that was opened, its secret veiled; empty where there is none."""
    payload = talk.event.text.strip()
    return secrets.veiled(payload) if secrets.is_for(secrets.OWN_ENTRY, payload) else ""


def waiting_at(talk: Talk) -> str:
    """The link by which somebody came who is still at the door, or looks at what it showed."""
    return str(talk.conversation.facts.get(CAME) or "")


def announced(talk: Talk, came: str) -> Markup | str:
    """Who has prepared something for a stranger; nothing more before their yes. Raises LinkUnusable."""
    if not came:
        return ""
    application = claims.opened(talk.work, talk.person, came)
    name = partnerships.partnership_of(talk.work, application).name
    return talk.say(
        "<b>{partnership}</b> has written down an application for you.", partnership=name
    )


def go_on(talk: Talk, came: str) -> None:
    """What was entered, with the way to take it over. Raises LinkUnusable, AppliedAlready."""
    application = claims.opened(talk.work, talk.person, came)
    say = talk.say
    talk.expect("claim", **{CAME: came})
    name = partnerships.partnership_of(talk.work, application).name
    text = paragraphs(
        say("<b>{partnership}</b> has written this down for you:", partnership=name),
        lines(*_entered(talk, application)),
        say("Is it you? Then look it through, change what is wrong, and it is yours."),
    )
    rows = (
        (Button(say("Yes, that is me"), to.CLAIM()),),
        (Button(say("Not me: delete it"), to.NOT_MINE()),),
    )
    talk.send(Screen(text, rows))


def _entered(talk: Talk, application: Application) -> Iterator[Markup | str]:
    organisation = talk.work.load(Organisation, application.organisation_id)
    country = talk.say.country(organisation.country)
    where = ", ".join(filter(None, (organisation.city, country)))
    yield talk.say("<b>{name}</b>, {where}", name=organisation.name, where=where)
    yield ", ".join(filter(None, (application.person_name, application.email)))
    for told in (application.offers, application.seeks):
        if told:
            yield talk.say("“{text}”", text=clip(told, SHOWN))


def mine(talk: Talk) -> None:
    """It is them: what was entered is gone through as an application of theirs."""
    came = waiting_at(talk)
    application = claims.opened(talk.work, talk.person, came)
    if not people.consent_given(talk.work, talk.person):
        raise claims.LinkUnusable
    answers = {**refill.answers_of(talk.work, application), refill.CLAIM: came}
    refill.put_beside(talk, answers)
    plan_draft(talk.work, talk.person)
    talk.settle(talk.say("✓ What is still missing I ask now; then you see all of it once more."))
    filling.begin(talk, refill.KEY, answers=answers)


def not_mine(talk: Talk) -> None:
    """They want no part in it: it is deleted."""
    claims.refuse(talk.work, waiting_at(talk))
    talk.expect()
    talk.settle(talk.say("It is deleted. To take part by yourself, send /apply."))


TAPS: Mapping[Family, Callable[..., None]] = {to.CLAIM: mine, to.NOT_MINE: not_mine}
