"""What each reminder of an unsigned paper says that the one before did not: how long it waits, what hangs on it, that it is the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import lines
from bot.participants.notices.about import exchange_of, side_of
from exchange.people.parties import today_at_host
from storage.tables import Partnership, Side

if TYPE_CHECKING:
    from bot.conversation.notices import Delivery


def waits(delivery: Delivery) -> str:
    """How long the paper waits for the reader, and what comes of it; nothing of a reminder from before it told so.

    The first names whom it holds up, those after it the day for which it is needed, and the last what happens without.
    """
    if "waited" not in delivery.facts:
        return ""
    say, days = delivery.say, delivery["waited"]
    if delivery["left"] and delivery["at"] == 0:
        return say.many(
            "It has waited for {count} day, and nobody after you can sign before you.",
            "It has waited for {count} days, and nobody after you can sign before you.",
            days,
        )
    since = say.many(
        "It has waited for you for {count} day.", "It has waited for you for {count} days.", days
    )
    return lines(since, _why(delivery))


def _why(delivery: Delivery) -> str:
    say, exchange = delivery.say, exchange_of(delivery)
    if not delivery["left"]:
        return say(
            "This is my last reminder: it stays under /exchanges, and <b>{name}</b> sees that it is open.",
            name=_own_partnership(delivery),
        )
    if exchange.starts_on and exchange.starts_on >= today_at_host(delivery.work, exchange):
        return say(
            "The exchange begins on {day}; please sign in good time.", day=exchange.starts_on
        )
    return say("It is two minutes: read it, and tap.")


def _own_partnership(delivery: Delivery) -> str:
    exchange = exchange_of(delivery)
    visits = side_of(delivery) is Side.VISITOR
    number = exchange.visitor_partnership_id if visits else exchange.host_partnership_id
    return delivery.work.load(Partnership, number).name
