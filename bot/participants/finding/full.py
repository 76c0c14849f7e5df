"""A host without room: said so, with the way to hear when there is some again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines
from bot.participants import addresses as to
from exchange.finding.waiting_list import wait_for
from exchange.proposing.errors import HostFull
from exchange.proposing.pair_rules import check_room
from storage.tables import Application, Organisation

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def is_full(talk: Talk, visitor: Application, host_id: int) -> bool:
    """Whether a host has no room for this visitor in any month that suits both, or pauses."""
    try:
        check_room(talk.work, visitor, talk.work.load(Application, host_id))
    except HostFull:
        return True
    return False


def screen(talk: Talk, host_id: int) -> Screen:
    """It is full; other hosts, or a word when that changes."""
    say = talk.say
    text = lines(
        say("⏳ <b>{name}</b> has no room for you at the moment.", name=_name(talk, host_id)),
        say("I can tell you as soon as there is some again."),
    )
    return Screen(text, ((wait_button(talk, host_id),), (others(talk),)))


def wait_button(talk: Talk, host_id: int) -> Button:
    """The way onto the host's list."""
    return Button(talk.say("🔔 Tell me when there is room"), to.WAIT(host_id))


def others(talk: Talk) -> Button:
    """The way to hosts with room."""
    return Button(talk.say("See other hosts"), to.BEST_HOSTS(0))


def _name(talk: Talk, host_id: int) -> str:
    host = talk.work.load(Application, host_id)
    return talk.work.load(Organisation, host.organisation_id).name


def wait(talk: Talk, visitor: Application, host_id: int) -> None:
    """On the host's list, and said so."""
    wait_for(talk.work, visitor, host_id)
    text = talk.say(
        "🔔 Noted: I tell you when <b>{name}</b> has room again.", name=_name(talk, host_id)
    )
    talk.reply(text, [others(talk)])
