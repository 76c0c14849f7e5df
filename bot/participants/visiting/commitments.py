"""The Commitment to Quality: written in chat, read as a PDF, signed in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button
from bot.participants import addresses as to
from bot.participants.visiting.signed import WHO, signed_in_turn
from exchange.people import parties
from exchange.timing.nudges import COMMITMENT_FORM
from exchange.visiting import commitments
from storage.tables import ExchangeState, Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

FORM = COMMITMENT_FORM


def write(talk: Talk, number: int) -> None:
    """Begin the form, with what was written before."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    filling.begin(talk, FORM, number, commitments.current_answers(talk.work, exchange))


def present(talk: Talk, exchange_id: int) -> None:
    """Show the paper as a PDF, with *sign* for whoever's turn it is."""
    exchange = parties.exchange_for(talk.work, talk.person, exchange_id)
    file = commitments.commitment_file(talk.work, exchange, talk.say, talk.person)
    signing = exchange.state is ExchangeState.SIGNING  # a change of it has a screen of its own
    turn = commitments.next_signatory(talk.work, exchange) if signing else None
    side = parties.side_in(talk.work, talk.person, exchange)
    mine = turn is (Signatory.VO if side is Side.VISITOR else Signatory.HO)
    say = talk.say
    if mine:
        text = say("Here is your Commitment to Quality. Please read it; if it is right, sign it.")
    elif turn:
        text = say("Here is your Commitment to Quality. Next to sign: {who}.", who=say(WHO[turn]))
    else:
        text = say("Here is your Commitment to Quality, signed by all four.")
    to_sign = (
        [Button(say("🖊 I have read it and sign"), to.SIGN_COMMITMENT(exchange_id))] if mine else []
    )
    to_write = [Button(say("Change the text"), to.WRITE_COMMITMENT(exchange_id))] if turn else []
    talk.reply(text, to_sign, to_write, file_id=file.id)


def sign(talk: Talk, exchange_id: int) -> None:
    """Sign for one's own side, and say who is next."""
    signature = commitments.sign_as_person(talk.work, talk.person, exchange_id)
    exchange = parties.exchange_for(talk.work, talk.person, exchange_id)
    talk.reply(signed_in_turn(talk, signature, commitments.next_signatory(talk.work, exchange)))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.WRITE_COMMITMENT: write,
    to.READ_COMMITMENT: present,
    to.SIGN_COMMITMENT: sign,
}
