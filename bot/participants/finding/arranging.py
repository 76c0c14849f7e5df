"""You already have a partner: name them, and they confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip
from bot.participants import addresses as to
from exchange.applying import applications
from exchange.errors import NotAllowed
from exchange.finding import hosts
from exchange.proposing import proposals
from storage.tables import Application, ApplicationState, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

SHOWN = 6


class PartnerTooEarly(NotAllowed):
    """You can name a partner once your application is accepted. /status shows where it is."""


def _own(talk: Talk) -> Application:
    application = applications.active_application(talk.work, talk.person)
    if application is None or application.state is not ApplicationState.ACCEPTED:
        raise PartnerTooEarly
    return application


def begin(talk: Talk) -> None:
    """Ask who the partner is."""
    _own(talk)
    talk.expect("partner")
    talk.reply(
        talk.say(
            "You have agreed with somebody already? Type the name of their organisation. They must be "
            "accepted in the programme too; if they are not yet, ask them to write to me first."
        )
    )


def named(talk: Talk) -> None:
    """A name was typed: offer the organisations it may mean."""
    own = _own(talk)
    found = hosts.find_partners(talk.work, own, talk.event.text, limit=SHOWN)
    if not found:
        talk.reply(
            talk.say(
                "I do not find “{typed}” among the accepted organisations abroad. Check the spelling, "
                "or ask them to apply first.",
                typed=clip(talk.event.text, 80),
            )
        )
        return
    rows = tuple((Button(_label(talk, one), to.PARTNER(one.id)),) for one in found)
    talk.send(Screen(talk.say("Which one is it?"), rows))


def _label(talk: Talk, application: Application) -> str:
    organisation = talk.work.load(Organisation, application.organisation_id)
    return clip(
        f"{organisation.name} ({talk.say.city(organisation.city, organisation.country)})", 60
    )


def chosen(talk: Talk, number: int) -> None:
    """The partner was chosen: have them confirm."""
    proposals.declare_pair(talk.work, talk.person, number, "")
    name = _label(talk, talk.work.load(Application, number))
    talk.expect()
    talk.settle(talk.say("✓ {name}", name=name))
    talk.reply(
        talk.say(
            "I asked <b>{name}</b> to confirm. As soon as they do, you can agree on dates.",
            name=name,
        )
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.PARTNER: chosen,
}
