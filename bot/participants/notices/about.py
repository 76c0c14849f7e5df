"""What every notice about an exchange asks first: which one, who reads it, who is on the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.participants import addresses as to
from exchange.people import parties
from exchange.people.spots import spots_of
from storage.tables import Exchange, ExchangeForm, Person, Side

if TYPE_CHECKING:
    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech
    from exchange.scheme.call import Scheme


def exchange_of(delivery: Delivery) -> Exchange:
    """The exchange that a notice is about."""
    return delivery.work.load(Exchange, delivery["exchange"])


def reader_of(delivery: Delivery) -> Person:
    """Who reads it; a participant's notice always has a reader."""
    if delivery.reader is None:
        msg = "a participant's notice needs its reader"
        raise LookupError(msg)
    return delivery.reader


def partner_of(delivery: Delivery) -> str:
    """The name of the organisation on the other side."""
    return parties.partner_name(delivery.work, reader_of(delivery), exchange_of(delivery))


def side_of(delivery: Delivery) -> Side:
    """The reader's side."""
    return parties.side_in(delivery.work, reader_of(delivery), exchange_of(delivery))


def when(delivery: Delivery) -> str:
    """The agreed days; nothing where there are none yet."""
    exchange = exchange_of(delivery)
    if not exchange.starts_on or not exchange.ends_on:
        return ""
    whole = delivery.say.days(exchange.starts_on, exchange.ends_on)
    return whole if exchange.form is ExchangeForm.HYBRID else there(delivery) or whole


def there(delivery: Delivery) -> str:
    """The days on the spot, of a stay in parts each; nothing where there are none."""
    spots = spots_of(delivery.work, exchange_of(delivery))
    return delivery.say.join(delivery.say.days(*one) for one in spots) if spots else ""


def reason_of_cancelling(say: Speech, scheme: Scheme, reason: str) -> str:
    """Why something was cancelled: of the call's list, or in somebody's words; nothing where nobody says."""
    known = {one.id: one.label for one in scheme.cancellation_reasons}
    return say("Reason: {reason}", reason=say(known.get(reason, reason))) if reason else ""


def to_exchange(delivery: Delivery, label: str | None = None) -> tuple[tuple[Button, ...], ...]:
    """The button to the exchange's page."""
    say = delivery.say
    return ((Button(label or say("Open the exchange"), to.EXCHANGE(delivery["exchange"])),),)
