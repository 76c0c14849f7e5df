"""The agreement on the money at the desk that pays: where it stands, read as a PDF, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.desk import addresses as to
from exchange.errors import NotFound
from exchange.money import Money
from storage.tables import Signatory

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from exchange.desk import ExchangeCard


def told(say: Speech, found: ExchangeCard) -> str:
    """What is agreed and since when; else whose signature is missing. Nothing where there is none."""
    agreement = found.agreement
    if agreement is None:
        return ""
    amount = Money(agreement.lump_sum, agreement.currency)
    if agreement.binding and not found.agreed:
        return say(
            "🖊 Agreement: {amount}, by the terms that were signed for more days", amount=amount
        )
    if agreement.binding:
        last = max(one.signed_at for one in found.agreed)
        return say("🖊 Agreement: {amount}, signed by both, {at}", amount=amount, at=last)
    if found.next_to_agree is Signatory.VO:
        return say("▫️ Agreement: {amount}, waits for the visitor’s signature", amount=amount)
    if found.next_to_agree is Signatory.VOP:
        return say("▫️ Agreement: {amount}, waits for our signature", amount=amount)
    return ""


def buttons(say: Speech, found: ExchangeCard) -> list[tuple[Button, ...]]:
    """The way to sign it, where it is the desk's turn."""
    agreement, number = found.agreement, found.exchange.id
    if agreement is None or not found.may_agree:
        return []
    return [(Button(say("🖊 Sign the agreement"), to.SIGN_AGREEMENT(number, agreement.version)),)]


def require(found: ExchangeCard) -> None:
    """Nothing, if there is one that this desk may read. Raises NotFound."""
    if found.agreement is None:
        raise NotFound
