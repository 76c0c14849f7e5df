"""What is true of the person who asks: their application, their exchanges, what they still owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import drafts
from bot.conversation.screens import clip, lines
from bot.participants import home
from bot.participants.finding import inviting
from bot.participants.forms import cv as cv_form
from bot.participants.forms.applying.application import KEY
from bot.participants.visiting import proofs, visits
from bot.participants.visiting.signed import WHO
from exchange.applying import applications, review
from exchange.money import Money
from exchange.people import parties, partnerships
from exchange.people.parties import side_in
from exchange.people.signing import next_to_agree, open_amendment
from exchange.proposing import proposals
from exchange.states import AFTER_STAY, OVER, REPORTABLE
from exchange.timing.surveys import reply_of
from exchange.visiting import commitments, paying
from exchange.words import N_
from storage.tables import Exchange, ExchangeState, ProposalState, Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.talk import Talk

SHOWN = 3  # exchanges or invitations
OWED_BY_BOTH: Mapping[ExchangeState, str] = {
    ExchangeState.DATES: N_("<b>{name}</b>: the dates. /exchanges"),
    ExchangeState.COMMITMENT: N_("<b>{name}</b>: the Commitment to Quality. /exchanges"),
}
REPORT_FIRST = N_("<b>{name}</b>: your report comes first. /exchanges")
BEFORE_THE_STAY = N_("<b>{name}</b>: after the stay and your report.")
PAYMENTS: Mapping[ExchangeState, str] = {
    ExchangeState.VALIDATED: N_("<b>{name}</b>: your report is validated, the payment is due."),
    ExchangeState.CLOSED: N_("<b>{name}</b>: nothing is paid for a stay that short."),
    ExchangeState.PROPOSED: N_("<b>{name}</b>: the payment is being approved."),
    ExchangeState.REPORTED: N_("<b>{name}</b>: your Partnership looks at your report now."),
    ExchangeState.DONE: REPORT_FIRST,
    ExchangeState.INTERRUPTED: REPORT_FIRST,
}


def summary(talk: Talk) -> str:
    """What the scheme is, as the call tells it."""
    first, *_ = talk.work.scheme.summary
    return talk.say(first)


def standing(talk: Talk) -> str:
    """Where their application stands, and what is next."""
    application = applications.latest_application(talk.work, talk.person)
    if application is not None:
        return home.standing(talk, application)
    if drafts.find_draft(talk, KEY):
        return talk.say("Your application is begun and not sent yet. /start goes on with it.")
    return talk.say("You have not applied yet. /start begins.")


def partnership(talk: Talk) -> str:
    """Which Partnership is theirs."""
    application = applications.latest_application(talk.work, talk.person)
    if application is None:
        return talk.say("Yours is decided when you apply: that of your cluster, if it has one.")
    mine = partnerships.partnership_of(talk.work, application)
    return talk.say(
        "Yours is <b>{partnership}</b>. Its officers answer what you ask here.",
        partnership=mine.name,
    )


def cv(talk: Talk) -> str:
    """That it is still to come, or may: a decision waits for it, the application need not."""
    application = applications.active_application(talk.work, talk.person)
    if application is not None:
        return cv_form.line(talk, application)
    if talk.work.scheme.limits.cv_may_follow:
        return talk.say("It can come after the application; the decision then waits for it.")
    return ""


def dates(talk: Talk) -> str:
    """The dates of each exchange."""

    def line(talk: Talk, exchange: Exchange, name: str) -> str:
        if not exchange.starts_on or not exchange.ends_on:
            return talk.say("<b>{name}</b>: no dates are agreed yet.", name=name)
        when = talk.say.days(exchange.starts_on, exchange.ends_on)
        return talk.say("<b>{name}</b>: {dates}", name=name, dates=when)

    return _of_each(talk, line)


def lump_sum(talk: Talk) -> str:
    """The lump sum of each exchange whose dates are agreed."""

    def line(talk: Talk, exchange: Exchange, name: str) -> str:
        told = visits.sum_line(talk, exchange)
        return talk.say("<b>{name}</b>: {sum}", name=name, sum=told) if told else ""

    return _of_each(talk, line, over=True)


def payment(talk: Talk) -> str:
    """Where the money of each visit is."""

    def line(talk: Talk, exchange: Exchange, name: str) -> str:
        say = talk.say
        if parties.side_in(talk.work, talk.person, exchange) is Side.HOST:
            return say(
                "<b>{name}</b>: the lump sum is the visitor’s; hosts receive none.", name=name
            )
        made = paying.last_paid(talk.work, exchange)
        if made and made.decided_at and exchange.state is not ExchangeState.PAID:
            amount = Money(made.amount, made.currency)
            return say(
                "<b>{name}</b>: {amount} of it was paid on {day}; the rest follows.",
                name=name,
                amount=amount,
                day=say.on(made.decided_at),
            )
        if made and made.decided_at:
            return say("<b>{name}</b>: paid on {day}.", name=name, day=say.on(made.decided_at))
        missing = proofs.wanted(say, talk.work, exchange)
        if next_to_agree(talk.work, exchange) is Signatory.VO:
            return say("<b>{name}</b>: your signature under the agreement. /exchanges", name=name)
        if missing and exchange.state is ExchangeState.VALIDATED:
            return say("<b>{name}</b>: {missing} /exchanges", name=name, missing=missing)
        return say(PAYMENTS.get(exchange.state, BEFORE_THE_STAY), name=name)

    return _of_each(talk, line, over=True)


def signatures(talk: Talk) -> str:
    """Whose turn it is to sign, in each exchange where it is somebody's."""

    def line(talk: Talk, exchange: Exchange, name: str) -> str:
        turn = _turn(talk, exchange)
        if turn is None and side_in(talk.work, talk.person, exchange) is Side.VISITOR:
            turn = next_to_agree(talk.work, exchange)
        if turn is None:
            return ""
        if turn is _party(talk, exchange):
            return talk.say("<b>{name}</b>: it is your turn. /exchanges", name=name)
        who = talk.say(WHO[turn])
        return talk.say("<b>{name}</b>: it is the turn of {who}.", name=name, who=who)

    return _of_each(talk, line)


def partners(talk: Talk) -> str:
    """How to reach the other side of each exchange."""
    return _of_each(talk, lambda talk, exchange, _name: visits.contact(talk, exchange))


def invitations(talk: Talk) -> str:
    """The newest invitations that wait, and how they stand."""
    application = applications.active_application(talk.work, talk.person)
    found = proposals.proposals_of(talk.work, application) if application else []
    waiting = [one for one in found if one.state is ProposalState.PROPOSED]
    if not waiting:
        return talk.say("You have no open invitation at the moment.")
    return lines(*(inviting.line(talk, one) for one in waiting[:SHOWN]))


def papers(talk: Talk) -> str:
    """What they still owe, of papers and answers."""
    say = talk.say
    owed = [_of_each(talk, _owed, over=True)]
    if review.open_enquiry(talk.work, talk.person):
        owed.insert(0, say("An answer to your Partnership’s question: /status"))
    elif applications.latest_application(talk.work, talk.person) is None:
        owed.insert(0, say("Your application is not sent yet: /start"))
    return lines(*owed) or say("Nothing is missing from you at the moment.")


def _owed(talk: Talk, exchange: Exchange, name: str) -> str:
    say, side = talk.say, parties.side_in(talk.work, talk.person, exchange)
    if exchange.state in OWED_BY_BOTH:
        return say(OWED_BY_BOTH[exchange.state], name=name)
    if _party(talk, exchange) in {_turn(talk, exchange), next_to_agree(talk.work, exchange)}:
        return say("<b>{name}</b>: your signature. /exchanges", name=name)
    if exchange.state in REPORTABLE and side is Side.VISITOR:
        return say("<b>{name}</b>: your report, with the proof of stay. /exchanges", name=name)
    return _owed_afterwards(talk, exchange, name, side) if exchange.state in AFTER_STAY else ""


def _owed_afterwards(talk: Talk, exchange: Exchange, name: str, side: Side) -> str:
    say = talk.say
    missing = proofs.wanted(say, talk.work, exchange) if side is Side.VISITOR else ""
    if missing:
        return say("<b>{name}</b>: {missing} /exchanges", name=name, missing=missing)
    if reply_of(talk.work, exchange, side) is None:
        return say("<b>{name}</b>: your answers to the survey, when I send it.", name=name)
    return ""


def _turn(talk: Talk, exchange: Exchange) -> Signatory | None:
    if exchange.state is not ExchangeState.SIGNING and not open_amendment(talk.work, exchange):
        return None
    return commitments.next_signatory(talk.work, exchange)


def _party(talk: Talk, exchange: Exchange) -> Signatory:
    side = parties.side_in(talk.work, talk.person, exchange)
    return Signatory.VO if side is Side.VISITOR else Signatory.HO


def _of_each(talk: Talk, line: Callable[[Talk, Exchange, str], str], *, over: bool = False) -> str:
    """A line for each exchange that is not called off; those that are paid only where wanted."""
    found = parties.exchanges_of(talk.work, talk.person)
    gone = {ExchangeState.CANCELLED} if over else OVER
    return lines(
        *(
            line(talk, one, clip(parties.partner_name(talk.work, talk.person, one), 40))
            for one in [one for one in found if one.state not in gone][:SHOWN]
        )
    )
