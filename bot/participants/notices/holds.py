"""What a Partnership has put on hold, one's own or the other side's, and that it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import partner_of
from exchange.notices import Notice
from storage.tables import Hold, HoldState, Officer, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def hold_begun(delivery: Delivery) -> Screen | None:
    """It rests, and nothing need be done."""
    hold, say = delivery.work.load(Hold, delivery["hold"]), delivery.say
    if hold.state is not HoldState.ON:
        return None
    what = (
        say("your exchange with <b>{name}</b>", name=partner_of(delivery))
        if hold.exchange_id
        else say("your application")
    )
    desk = delivery.work.load(
        Partnership, delivery.work.load(Officer, hold.officer_id).partnership_id
    )
    text = paragraphs(
        say(
            "⏸ {desk} has put {what} on hold until {until}.",
            desk=desk.name,
            what=what,
            until=hold.until,
        ),
        say("There is nothing to do, nothing expires, and I remind you of nothing till then."),
    )
    return Screen(text, _rows(delivery, hold))


def hold_ended(delivery: Delivery) -> Screen:
    """It goes on."""
    hold, say = delivery.work.load(Hold, delivery["hold"]), delivery.say
    text = (
        say("▶️ Your exchange with <b>{name}</b> goes on.", name=partner_of(delivery))
        if hold.exchange_id
        else say("▶️ Your application goes on. /status shows where you are.")
    )
    return Screen(text, _rows(delivery, hold))


def _rows(delivery: Delivery, hold: Hold) -> tuple[tuple[Button, ...], ...]:
    if not hold.exchange_id:
        return ((Button(delivery.say("Where am I?"), to.STATUS()),),)
    return ((Button(delivery.say("Open the exchange"), to.EXCHANGE(hold.exchange_id)),),)


HOLDS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.HOLD_BEGUN: hold_begun,
    Notice.HOLD_ENDED: hold_ended,
}
