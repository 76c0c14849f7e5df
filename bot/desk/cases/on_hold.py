"""On a card: that it is on hold, until when, by whom and why; and the button that puts it there or takes it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, clip
from bot.desk import addresses as to

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from exchange.desk import Case, ExchangeCard
    from storage.tables import Hold


def told(say: Speech, hold: Hold | None) -> str:
    """Until when it rests, and why."""
    if hold is None:
        return ""
    return say(
        "⏸ On hold until {until}: “{reason}”. Reminders rest.",
        until=hold.until,
        reason=clip(hold.reason, 200),
    )


def of_case(say: Speech, found: Case) -> tuple[Button, ...]:
    """The button of an application's card."""
    number = found.application.id
    if found.hold:
        return (Button(say("▶️ Go on"), to.GO_ON_CASE(number)),)
    return (Button(say("⏸ Put on hold"), to.HOLD_CASE(number)),) if found.may_hold else ()


def of_exchange(say: Speech, found: ExchangeCard) -> tuple[Button, ...]:
    """The button of an exchange's card."""
    number = found.exchange.id
    if found.hold:
        return (Button(say("▶️ Go on"), to.GO_ON_EXCHANGE(number)),)
    return (Button(say("⏸ Put on hold"), to.HOLD_EXCHANGE(number)),) if found.may_hold else ()
