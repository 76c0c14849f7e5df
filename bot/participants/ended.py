"""Forms about something that is over: what has become of it, where there is nothing to write any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen
from bot.participants import addresses as to
from exchange.errors import NotFound
from exchange.life.stands import EXCHANGE_STATES, PROPOSAL_STATES
from exchange.people import parties
from exchange.proposing import proposals
from exchange.timing.outcomes import current_round
from exchange.timing.surveys import reply_of
from exchange.visiting import outcomes
from storage.tables import (
    Application,
    ApplicationState,
    Enquiry,
    ExchangeState,
    Organisation,
    Proposal,
    ProposalState,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.talk import Talk


def proposal_over(talk: Talk, number: int) -> Screen | None:
    """An invitation that waits for no answer any more. Raises NotFound for somebody else's."""
    return _over(talk, proposals.proposal_for(talk.work, talk.person, number))


def _over(talk: Talk, proposal: Proposal) -> Screen | None:
    if proposal.state is ProposalState.PROPOSED:
        return None
    state = talk.say(PROPOSAL_STATES[proposal.state])
    return Screen(talk.say("This invitation has come to its end: {state}.", state=state))


def enquiry_over(talk: Talk, number: int) -> Screen | None:
    """A question that is answered, or whose subject is decided. Raises NotFound for others' ones."""
    enquiry = talk.work.load(Enquiry, number)
    if enquiry.asked_id != talk.person.id:
        raise NotFound
    if enquiry.answered_at:
        return Screen(talk.say("This question is answered already. Thank you!"))
    if enquiry.taken_back_at:
        return Screen(talk.say("Your Partnership has taken this question back. Nothing to answer."))
    if enquiry.search_id is not None:
        raise NotFound  # it is answered by a tap
    if enquiry.service_id is not None:
        return None
    if enquiry.proposal_id is not None:
        return _over(talk, talk.work.load(Proposal, enquiry.proposal_id))
    application = talk.work.load(Application, enquiry.application_id)
    if application.state is ApplicationState.INFO_REQUESTED:
        return None
    text = talk.say("Your application has been decided meanwhile, so no answer is needed.")
    return Screen(text, ((Button(talk.say("Where am I?"), to.STATUS()),),))


def host_gone(talk: Talk, number: int) -> Screen | None:
    """A host who takes part no more."""
    host = talk.work.load(Application, number)
    if host.state is ApplicationState.ACCEPTED:
        return None
    text = talk.say(
        "<b>{name}</b> receives no visitors any more.",
        name=talk.work.load(Organisation, host.organisation_id).name,
    )
    return Screen(text, ((Button(talk.say("See other hosts"), to.BEST_HOSTS(0)),),))


def unless_exchange(*states: ExchangeState) -> Callable[[Talk, int], Screen | None]:
    """An exchange that is in no such state any more, or not yet."""

    def ended(talk: Talk, number: int) -> Screen | None:
        exchange = parties.exchange_for(talk.work, talk.person, number)
        if exchange.state in states:
            return None
        text = talk.say(
            "There is nothing to write here now. <b>{name}</b>: {state}",
            name=parties.partner_name(talk.work, talk.person, exchange),
            state=talk.say(EXCHANGE_STATES[exchange.state]),
        )
        return Screen(text, ((Button(talk.say("Open the exchange"), to.EXCHANGE(number)),),))

    return ended


def survey_over(talk: Talk, number: int) -> Screen | None:
    """A survey that this side has answered."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    side = parties.side_in(talk.work, talk.person, exchange)
    if reply_of(talk.work, exchange, side) is None:
        return None
    return Screen(talk.say("Your survey is handed in already. Thank you!"))


def outcomes_over(talk: Talk, number: int) -> Screen | None:
    """What this side has told in the round that is asked now, or will be asked only later."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    if not current_round(talk.work, exchange):
        return Screen(talk.say(str(outcomes.OutcomesTooEarly.__doc__)))
    if outcomes.told_of(talk.work, talk.person, exchange) is None:
        return None
    return Screen(talk.say("You have told that already. Thank you!"))
