"""The Agreement for Financial Support: read as a PDF, signed with one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.participants import addresses as to
from bot.participants.visiting.signed import signed
from exchange.people import parties
from exchange.people.signing import current_agreement, next_to_agree
from exchange.visiting import agreements
from exchange.visiting.agreement_papers import agreement_file
from storage.tables import Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Data, Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work
    from storage.tables import Exchange


def line(say: Speech, work: Work, exchange: Exchange, side: Side) -> str:
    """Where the agreement stands, as its visitor reads it; nothing for the host, or where there is none."""
    found = current_agreement(work, exchange)
    if side is Side.HOST or found is None:
        return ""
    if found.binding:
        return say("🖊 Agreement on the money: signed by both")
    match next_to_agree(work, exchange):
        case Signatory.VO:
            return say("🖊 Agreement on the money: your signature is missing")
        case Signatory.VOP:
            return say("🖊 Agreement on the money: your Partnership signs next")
    return ""


def buttons(say: Speech, work: Work, exchange: Exchange, side: Side) -> list[tuple[Button, ...]]:
    """To sign it, where it is the visitor's turn; to read it, where there is one."""
    found = current_agreement(work, exchange)
    if side is Side.HOST or found is None:
        return []
    rows: list[tuple[Button, ...]] = []
    if next_to_agree(work, exchange) is Signatory.VO:
        rows.append((Button(say("🖊 Sign the agreement"), sign_address(exchange, found.version)),))
    rows.append((Button(say("💶 Read the agreement"), to.READ_AGREEMENT(exchange.id)),))
    return rows


def sign_address(exchange: Exchange, version: int) -> Data:
    """The address of the button that signs the version that is shown."""
    return to.SIGN_AGREEMENT(exchange.id, version)


def present(talk: Talk, exchange_id: int) -> None:
    """Show it as a PDF, with *sign* where it is the reader's turn. Raises VisitorAgrees, NotFound."""
    exchange = parties.exchange_for(talk.work, talk.person, exchange_id)
    side, say = parties.side_in(talk.work, talk.person, exchange), talk.say
    if side is Side.HOST:
        raise agreements.VisitorAgrees
    file = agreement_file(talk.work, exchange, say, talk.person)
    found = current_agreement(talk.work, exchange)
    mine = next_to_agree(talk.work, exchange) is Signatory.VO
    sign_ = sign_address(exchange, found.version if found else 0)
    text = say("Here is your Agreement for Financial Support.")
    if mine:
        text = say("Here is your Agreement for Financial Support. If it is right, sign it.")
    talk.reply(
        text,
        [Button(say("🖊 I have read it and sign"), sign_)] if mine else [],
        file_id=file.id,
    )


def sign(talk: Talk, exchange_id: int, version: int) -> None:
    """Sign the version that was shown, and say who is next."""
    signature = agreements.sign_as_visitor(talk.work, talk.person, exchange_id, version)
    say = talk.say
    said = signed(talk, signature)
    exchange = parties.exchange_for(talk.work, talk.person, exchange_id)
    if next_to_agree(talk.work, exchange) is None:
        talk.reply(said)
        return
    follows = say("Your Partnership signs next; you get it signed by both. Nothing more to do now.")
    talk.reply(said + "\n\n" + follows)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.READ_AGREEMENT: present,
    to.SIGN_AGREEMENT: sign,
}
