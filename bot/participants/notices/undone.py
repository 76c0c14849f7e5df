"""A decision that somebody was told is taken back: what that means for them, and what they need not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import partner_of, side_of
from exchange.money import Money
from exchange.people import partnerships
from exchange.undoing.decisions import Decision
from exchange.words import N_
from storage.tables import Application, Organisation, Payment, Proposal, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.notices import Delivery

OF_APPLICATIONS: Mapping[Decision, str] = {
    Decision.ACCEPT: N_(
        "Sorry for the back and forth: <b>{partnership}</b> accepted your application too early and looks at it once more."
    ),
    Decision.REJECT: N_(
        "The refusal of your application was a mistake, and we are sorry for it. <b>{partnership}</b> looks at it once more."
    ),
    Decision.ASK: N_(
        "You need not answer the question of <b>{partnership}</b> any more: it is taken back. Your application goes on."
    ),
}
OF_EXCHANGES: Mapping[Decision, str] = {
    Decision.SIGN: N_(
        "About the exchange with <b>{name}</b>: a Partnership has taken its signature back for the moment, so please wait with yours."
    ),
    Decision.CANCEL: N_(
        "Good news: your exchange with <b>{name}</b> goes on. It was cancelled by mistake, and everything stands as you had agreed it."
    ),
    Decision.RETURN: N_(
        "Your report about <b>{name}</b> is fine as it was: it was sent back by mistake, and nothing more is needed."
    ),
    Decision.VALIDATE: N_(
        "Your Partnership looks at the report about <b>{name}</b> once more, as it was validated too early. Please wait with the certificate: a new one comes."
    ),
}
TO_HOSTS: Mapping[Decision, str] = {
    Decision.VALIDATE: N_(
        "The report about the visit of <b>{name}</b> is looked at once more. Please wait with the certificate: a new one comes."
    ),
}


def decision_undone(delivery: Delivery) -> Screen | None:
    """What was told is not so any more."""
    decision = Decision(delivery.facts["decision"])
    if decision is Decision.PAIR:
        return _pair(delivery)
    if decision is Decision.APPROVE:
        return _payment(delivery)
    if decision in OF_APPLICATIONS:
        return _application(delivery, OF_APPLICATIONS[decision])
    words = OF_EXCHANGES[decision]
    if side_of(delivery) is Side.HOST:
        words = TO_HOSTS.get(decision, words)
    text = delivery.say(words, name=partner_of(delivery))
    label = delivery.say("Open the exchange")
    return Screen(text, ((Button(label, to.EXCHANGE(delivery["exchange"])),),))


def _application(delivery: Delivery, words: str) -> Screen:
    say, application = delivery.say, delivery.work.load(Application, delivery["application"])
    name = partnerships.partnership_of(delivery.work, application).name
    foot = say("There is nothing to do for you. I write as soon as it is decided.")
    return Screen(paragraphs(say(words, partnership=name), foot))


def _pair(delivery: Delivery) -> Screen:
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    host = delivery.work.load(Application, proposal.host_id)
    text = delivery.say(
        "Your Partnership has taken back its proposal that you visit <b>{name}</b>. Nothing to answer; other hosts are behind the button.",
        name=delivery.work.load(Organisation, host.organisation_id).name,
    )
    return Screen(text, ((Button(delivery.say("Show me the hosts"), to.BEST_HOSTS(0)),),))


def _payment(delivery: Delivery) -> Screen:
    payment, say = delivery.work.load(Payment, delivery["payment"]), delivery.say
    text = paragraphs(
        say(
            "I told you too early that <b>{amount}</b> is paid: it was recorded by mistake.",
            amount=Money(payment.amount, payment.currency),
        ),
        say("There is nothing to do for you. I write as soon as it is really on its way."),
    )
    return Screen(text)
