"""A distance that the map does not know: an officer types it, sees what it costs, and settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.screens import Button, lines
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.words.sums import sum_words
from exchange.visiting.distances import distance_would_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeCard


def told(say: Speech, found: ExchangeCard) -> Iterator[str]:
    """That nobody knows how far it is; how far, and who has settled it. Nothing where the map knows."""
    exchange = found.exchange
    if exchange.distance_km is None:
        yield say("📍 A place is not on the map, so the distance is unknown.")
    elif found.settled_by and exchange.distance_settled_at:
        yield say(
            "📍 {km} km apart, settled by {officer} on {at}",
            km=say.number(round(exchange.distance_km)),
            officer=found.settled_by.name,
            at=say.on(exchange.distance_settled_at),
        )


def button(say: Speech, found: ExchangeCard) -> Button:
    """The way to settle it, or to settle it anew."""
    label = say("📍 Correct the distance") if found.settled_by else say("📍 Settle the distance")
    return Button(label, to.DISTANCE(found.exchange.id))


def would_cost(talk: Talk, number: int, answers: dict[str, Any]) -> None:
    """What the typed distance comes to, with a button that settles it."""
    say, km = talk.say, answers["km"]
    sum_ = distance_would_cost(talk.work, officer_of(talk), number, km)
    text = lines(
        say(
            "<b>HX-{number:04}</b>: {km} km come to {sum}.",
            number=number,
            km=say.number(km),
            sum=sum_words(say, talk.work.scheme, sum_),
        ),
        say("Your name and the day stand in the record. Shall it be so?"),
    )
    talk.reply(
        text,
        [Button(say("✅ Yes, {km} km", km=say.number(km)), to.SETTLE_DISTANCE(number, km))],
        [Button(say("Another distance"), to.DISTANCE(number))],
    )
