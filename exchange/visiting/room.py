"""A room for two: visitor and host of an exchange write and send files to each other through the bot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.notices import Notice
from exchange.people import blocks
from exchange.people.parties import exchange_for, other, person_on, side_in
from exchange.rows import row_id
from storage.tables import ExchangeState, PairMessage, StoredFile

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Exchange, Person

AN_HOUR = timedelta(hours=1)
LONGEST = 1000  # characters of a message


class MessagesEnough(CxcError):
    """You have written {most} messages within an hour. Please give them time to read; in an hour you can go on."""


class RoomClosed(CxcError):
    """One of you has blocked the other, so nothing is passed on. Your Partnership can help: just type your question."""


def may_write(work: Work, person: Person, exchange: Exchange) -> bool:
    """Whether the two of an exchange can write to each other: it is not cancelled, and neither keeps the other away."""
    partner = person_on(work, exchange, other(side_in(work, person, exchange)))
    apart = blocks.between(work, row_id(person), row_id(partner))
    return exchange.state is not ExchangeState.CANCELLED and not apart


def require_open(work: Work, person: Person, exchange: Exchange) -> None:
    """Nothing, unless one of the two keeps the other away. Raises RoomClosed."""
    if not may_write(work, person, exchange):
        raise RoomClosed


def write_to_partner(
    work: Work, person: Person, exchange_id: int, text: str, file_id: int | None = None
) -> PairMessage:
    """The message, on its way to the other side of an exchange of one's own, with a stored file if one goes with it.

    Raises NotFound, NotPossibleNow for a cancelled exchange, RoomClosed, MessagesEnough.
    """
    exchange = exchange_for(work, person, exchange_id)
    if exchange.state is ExchangeState.CANCELLED:
        raise NotPossibleNow
    require_open(work, person, exchange)
    _require_pace(work, person)
    if file_id is not None:
        work.load(StoredFile, file_id)
    message = work.add(
        PairMessage(
            exchange_id=exchange_id,
            writer_id=row_id(person),
            text=text,
            file_id=file_id,
            written_at=work.now,
        )
    )
    reader = person_on(work, exchange, other(side_in(work, person, exchange)))
    facts = {"exchange": exchange_id, "message": message.id}
    work.tell(reader, Notice.PARTNER_WROTE, key=f"pair:{message.id}", **facts)
    return message


def _require_pace(work: Work, person: Person) -> None:
    lately = select(PairMessage.id).where(
        PairMessage.writer_id == person.id, PairMessage.written_at > work.now - AN_HOUR
    )
    most = work.scheme.proposals.max_messages_per_hour
    if len(work.session.exec(lately).all()) >= most:
        raise MessagesEnough(most=most)


def thread(work: Work, exchange: Exchange) -> list[PairMessage]:
    """All that the two have written to each other, oldest first."""
    query = select(PairMessage).where(PairMessage.exchange_id == exchange.id)
    return list(work.session.exec(query.order_by(col(PairMessage.id))))
