"""The card that a notice is about, as it stands when the notice leaves, under a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Screen, lines
from bot.desk import exchange_card
from bot.desk.cases import cases
from exchange import desk

if TYPE_CHECKING:
    from bot.conversation.notices import Delivery
    from exchange.desk import ExchangeCard


def headed(delivery: Delivery, head: str) -> Screen:
    """The card of the application or of the exchange that the notice names. Raises NotFound."""
    return (
        of_case(delivery, head) if "application" in delivery.facts else of_exchange(delivery, head)
    )


def of_case(delivery: Delivery, head: str) -> Screen:
    """An application's card under a line that is said already. Raises NotFound."""
    found = desk.case_of(delivery.work, delivery["application"])
    card = cases.card(delivery.say, delivery.work.scheme, found, in_group=delivery.in_group)
    return Screen(lines(head, card.text), card.rows)


def of_exchange(delivery: Delivery, head: str) -> Screen:
    """An exchange's card under a line that is said already. Raises NotFound."""
    card = exchange_card.card(delivery.say, delivery.work.scheme, exchange_of(delivery))
    return Screen(lines(head, card.text), card.rows)


def waiting(delivery: Delivery, head: str) -> Screen:
    """An exchange's card under a headline, and of a reminder how long it has waited and whether it is the last. Raises NotFound."""
    say, told = delivery.say, delivery.facts
    days = int(told.get("waited", 0))
    since = say.many("It has waited for {count} day.", "It has waited for {count} days.", days)
    last = say("This is the last reminder; /today keeps it.") if told.get("left") == 0 else ""
    return of_exchange(delivery, lines(say(head), since if days else "", last))


def exchange_of(delivery: Delivery) -> ExchangeCard:
    """The exchange that the notice names, as whoever reads it may see it. Raises NotFound."""
    return desk.exchange_card_of(delivery.work, delivery["exchange"], chat_id=delivery.chat_id)
