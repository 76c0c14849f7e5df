"""What the other side of an exchange writes or sends, passed on as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from bot.conversation.screens import Button, Screen, paragraphs
from bot.participants import addresses as to
from bot.participants.finding.inviting import keep_away
from bot.participants.notices.about import exchange_of, partner_of, reader_of
from exchange.visiting import room
from storage.tables import PairMessage, StoredFile

if TYPE_CHECKING:
    from bot.conversation.notices import Delivery


def received(delivery: Delivery) -> Screen | None:
    """The other side's words or file; None where the two are kept apart since, or it was deleted."""
    message = delivery.work.session.get(PairMessage, delivery["message"])
    exchange, say = exchange_of(delivery), delivery.say
    if message is None or not room.may_write(delivery.work, reader_of(delivery), exchange):
        return None
    head = say("💬 <b>{name}</b> writes:", name=partner_of(delivery))
    rows = (
        (Button(say("💬 Answer"), to.WRITE_PARTNER(exchange.id)),),
        (keep_away(say, exchange.proposal_id),),
    )
    text = paragraphs(head, escape(message.text))
    file = delivery.work.session.get(StoredFile, message.file_id) if message.file_id else None
    photo = file is not None and file.mime.startswith("image/")
    return Screen(text, rows, message.file_id, picture=photo)
