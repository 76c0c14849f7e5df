"""Before the stay, on one screen: what to see to, and the sheet that both sign each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from exchange.people import parties
from exchange.states import AMENDABLE
from exchange.visiting.attendance import PRINTED, attendance_file
from storage.tables import ExchangeForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Exchange


def buttons(say: Speech, exchange: Exchange) -> list[Button]:
    """The ways to what is to be seen to, and to the sheet."""
    if exchange.form is ExchangeForm.ONLINE:
        return []
    prepare = [Button(say("🧳 Prepare"), to.PREPARE(exchange.id))]
    sheet = [Button(say("🖨 Attendance sheet"), to.ATTENDANCE(exchange.id))]
    return (prepare if exchange.state in AMENDABLE else []) + (
        sheet if exchange.state in PRINTED else []
    )


def show(talk: Talk, number: int) -> None:
    """The call's list for the reader's side."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    side, say = parties.side_in(talk.work, talk.person, exchange), talk.say
    told = [one for one in talk.work.scheme.preparation if one.side in {side.value, "both"}]
    head = say(
        "<b>Before your stay with {name}</b>",
        name=parties.partner_name(talk.work, talk.person, exchange),
    )
    text = paragraphs(head, lines(*(say("▫️ {line}", line=say(one.text)) for one in told)))
    sheet = (Button(say("🖨 Attendance sheet"), to.ATTENDANCE(number)),)
    rows = ((sheet,) if exchange.state in PRINTED else ()) + (
        (Button(say("Open the exchange"), to.EXCHANGE(number)),),
    )
    talk.send(Screen(text, rows))


def sheet(talk: Talk, number: int) -> None:
    """The attendance sheet as a PDF, to be printed. Raises NoSheetYet."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    file = attendance_file(talk.work, exchange, talk.say, talk.person)
    text = talk.say("🖨 Print it and sign it both, each day. A photo of it is a proof of your stay.")
    talk.reply(text, file_id=file.id)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.PREPARE: show,
    to.ATTENDANCE: sheet,
}
