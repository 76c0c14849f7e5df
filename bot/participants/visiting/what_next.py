"""What comes next in an exchange, in a sentence for each side, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, clip
from bot.participants import addresses as to
from exchange.people import parties
from exchange.people.sameness import visits_used_up
from exchange.states import OVER
from exchange.words import N_
from storage.tables import ExchangeState, Role, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.conversation.talk import Talk
    from storage.tables import Application, Exchange

SHOWN = 3  # exchanges with a button of their own
LABEL = 36  # characters of it
_PAID = (
    N_("Next: your Partnership pays. You need not do anything."),
    N_("Next: nothing to do for you. Your guest is paid."),
)
_REPORT = (
    N_("Next: your report, and the proofs of your stay."),
    N_("Next: your guest’s report. I ask you a few things after it."),
)
NEXT: Mapping[ExchangeState, tuple[str, str]] = {
    ExchangeState.DATES: (
        N_("Next: agree on the dates. Either of you proposes them."),
        N_("Next: agree on the dates. Either of you proposes them."),
    ),
    ExchangeState.COMMITMENT: (
        N_("Next: one of you writes the commitment; I propose the days."),
        N_("Next: one of you writes the commitment; I propose the days."),
    ),
    ExchangeState.SIGNING: (
        N_("Next: all four sign. I tell you when it is your turn."),
        N_("Next: all four sign. I tell you when it is your turn."),
    ),
    ExchangeState.READY: (
        N_("Next: the stay. I remind you both before it begins."),
        N_("Next: the stay. I remind you both before it begins."),
    ),
    ExchangeState.UNDER_WAY: (
        N_("Next: after the last day I ask for your report."),
        N_("Next: after the last day your guest writes the report."),
    ),
    ExchangeState.DONE: _REPORT,
    ExchangeState.INTERRUPTED: _REPORT,
    ExchangeState.REPORTED: (
        N_("Next: your Partnership reads the report, and I tell you what it says."),
        N_("Next: the Partnership reads your guest’s report."),
    ),
    ExchangeState.VALIDATED: _PAID,
    ExchangeState.PROPOSED: _PAID,
}
"""By the state of an exchange that is not over: for the visitor, and for the host."""


def said(talk: Talk, exchange: Exchange) -> str:
    """What comes next, for the side that this person is on."""
    side = parties.side_in(talk.work, talk.person, exchange)
    return talk.say(NEXT[exchange.state][side is Side.HOST])


def buttons(talk: Talk) -> Iterator[tuple[Button, ...]]:
    """To each exchange that is not over, where what is to be done has its own button."""
    there = [one for one in parties.exchanges_of(talk.work, talk.person) if one.state not in OVER]
    for one in there[:SHOWN]:
        name = clip(parties.partner_name(talk.work, talk.person, one), LABEL)
        yield (Button(talk.say("▸ {name}", name=name), to.EXCHANGE(one.id)),)


def afterwards(talk: Talk, application: Application) -> Iterator[str]:
    """For whom all exchanges are over: that they are complete, and what may still come; nothing before one is."""
    done = [
        one
        for one in parties.exchanges_of(talk.work, talk.person)
        if one.state in OVER - {ExchangeState.CANCELLED}
    ]
    if not done:
        return
    name = parties.partner_name(talk.work, talk.person, done[0])
    complete = (
        "Your exchange with <b>{name}</b> is complete. Thank you! /exchanges keeps its papers."
    )
    yield talk.say(complete, name=name)
    if application.role is not Role.HOST and visits_used_up(talk.work, application):
        yield talk.say("Your organisation has had its visit in this call; hosting it may do again.")
    if application.role is not Role.VISITOR:
        yield talk.say("You can host again: I tell you as soon as a visitor invites you.")
