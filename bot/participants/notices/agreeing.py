"""What is told about the agreement on the money: it is to be signed, it is signed by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants.notices.about import exchange_of, partner_of, there, when
from bot.participants.notices.unsigned import waits
from bot.participants.visiting.agreements import sign_address
from bot.words.sums import sum_words
from exchange.notices import Notice
from exchange.people.signing import current_agreement, next_to_agree
from exchange.scheme.terms import payment_days_of
from exchange.timing.signatures import AGREEMENT_UNSIGNED
from exchange.visiting.agreement_papers import agreement_file
from exchange.visiting.sums import lump_sum_of
from exchange.words import N_
from storage.tables import ExchangeState, Partnership, Signatory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


BOOK = N_(
    "You can book your travel now: {dates}. Keep tickets and the hotel bill as proof; you pay first and get the lump sum after your report."
)


def agreement_to_sign(delivery: Delivery) -> Screen | None:
    """The money, with the paper and one button; None where somebody has signed, or it changed."""
    head = N_("💶 One more paper for your visit to <b>{name}</b>: the agreement on the money.")
    found = current_agreement(delivery.work, exchange_of(delivery))
    if found and found.version > 1:
        head = N_("💶 The agreement on the money for <b>{name}</b> has changed: please sign anew.")
    return _to_sign(delivery, head)


def agreement_unsigned(delivery: Delivery) -> Screen | None:
    """A reminder to sign."""
    return _to_sign(
        delivery,
        N_(
            "⏳ For <b>{name}</b> your agreement on the money is not signed. Nothing is paid without."
        ),
    )


def _to_sign(delivery: Delivery, head: str) -> Screen | None:
    work, say, exchange = delivery.work, delivery.say, exchange_of(delivery)
    found = current_agreement(work, exchange)
    if found is None or next_to_agree(work, exchange) is not Signatory.VO:
        return None
    payer = work.load(Partnership, exchange.visitor_partnership_id).name
    text = paragraphs(
        lines(say(head, name=partner_of(delivery)), waits(delivery)),
        say(
            "You get {sum}, within {days} days once your report is validated and your proof is there.",
            sum=sum_words(say, work.scheme, lump_sum_of(exchange)),
            days=payment_days_of(work.scheme, payer),
        ),
    )
    sign = Button(say("🖊 I have read it and sign"), sign_address(exchange, found.version))
    return Screen(text, ((sign,),), agreement_file(work, exchange, say).id)


def agreement_binds(delivery: Delivery) -> Screen | None:
    """Both signed: the paper to keep."""
    work, say, exchange = delivery.work, delivery.say, exchange_of(delivery)
    found = current_agreement(work, exchange)
    if found is None or not found.binding:
        return None
    text = paragraphs(
        say(
            "✅ Your Partnership has signed too: here is the agreement on the money for <b>{name}</b>.",
            name=partner_of(delivery),
        ),
        say(BOOK, dates=there(delivery) or when(delivery))
        if exchange.state is ExchangeState.READY
        else say("After the visit I ask for report and proof."),
    )
    return Screen(text, (), agreement_file(work, exchange, say).id)


AGREEING: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.AGREEMENT_TO_SIGN: agreement_to_sign,
    AGREEMENT_UNSIGNED: agreement_unsigned,
    Notice.AGREEMENT_BINDS: agreement_binds,
}
