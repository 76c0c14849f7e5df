"""Where an exchange online meets, as one of the two tells it: in each reminder, and in the calendars of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotPossibleNow
from exchange.people.parties import exchange_held
from exchange.states import OVER
from exchange.visiting.calendars import send_calendar
from storage.tables import ExchangeForm

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Exchange, Person


def tell_link(work: Work, person: Person, exchange_id: int, link: str) -> Exchange:
    """The address at which an exchange meets; the same once more changes nothing. Raises NotPossibleNow."""
    exchange = exchange_held(work, person, exchange_id)
    if exchange.form is ExchangeForm.VISIT or exchange.state in OVER:
        raise NotPossibleNow
    if link != exchange.link:
        exchange.link = link
        work.record(f"person:{person.id}", "session:link", f"exchange:{exchange.id}")
        work.add(exchange)
        send_calendar(work, exchange)
    return exchange
