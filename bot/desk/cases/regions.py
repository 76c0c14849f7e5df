"""How far a region is developed: told on the card, and settled by an officer where the map leaves it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines
from bot.desk import addresses as to
from bot.desk.cases import cases
from bot.desk.officer import officer_of
from exchange import desk
from exchange.applying import regions
from exchange.applying.regions import Development
from exchange.scheme.levels import REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def ask(talk: Talk, number: int) -> None:
    """What it may be, and what that means, before anything is settled."""
    found, say = desk.case(talk.work, officer_of(talk), number), talk.say
    text = lines(
        say(
            "How far is the region of <b>{name}</b> developed? The map leaves it open.",
            name=found.organisation.name,
        ),
        say("No sum depends on it: it counts in figures, reports and matches."),
    )
    rows = tuple(
        (Button(say(REGIONS[one.value]), to.SETTLE_REGION(number, one)),) for one in Development
    )
    talk.send(Screen(text, rows))


def settle(talk: Talk, number: int, category: Development) -> None:
    """Settled, and the card as it is now."""
    regions.settle_region(talk.work, officer_of(talk), number, category)
    talk.toast(talk.say("🗺 Settled, with your name in the record."))
    cases.show_anew(talk, number)


TAPS: Mapping[Family, Callable[..., None]] = {to.REGION: ask, to.SETTLE_REGION: settle}
