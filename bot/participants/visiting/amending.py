"""What all have signed is changed: asked for, read, signed anew or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, lines
from bot.participants import addresses as to
from bot.participants.visiting.signed import WHO, signed_in_turn
from bot.words import amendments as words
from exchange.people import parties
from exchange.people.signing import SIGNATORY_OF, next_signatory, open_amendment
from exchange.visiting import amending
from exchange.visiting.commitments import commitment_file
from exchange.words import N_
from storage.tables import Amendment, AmendmentState, Commitment, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.forms import Filling, Form, Question
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work
    from storage.tables import Person, Side


def forms() -> tuple[Form, ...]:
    """A change asked for, and why one is refused."""
    why = N_("Why not? The other three read this; what was signed before holds.")
    return (
        words.change_form(_questions, _ask, _not_amendable, _who),
        words.refusal_form(N_("Your reason"), why, _refuse, over),
    )


def button(say: Speech, work: Work, exchange: Exchange) -> list[Button]:
    """The way to ask for a change, or to the one that is being signed."""
    found = open_amendment(work, exchange)
    if found and exchange.state in amending.MAY_CHANGE:
        return [Button(say("✏️ The change that is being signed"), to.AMENDMENT(found.id))]
    if amending.may_amend(work, exchange):
        return [Button(say("✏️ Change what was signed"), to.AMEND(exchange.id))]
    return []


def line(say: Speech, work: Work, exchange: Exchange) -> str:
    """Whose signature a change waits for; nothing where none is being signed."""
    turn = next_signatory(work, exchange) if open_amendment(work, exchange) else None
    return say("✏️ A change: {who} signs next.", who=say(WHO[turn])) if turn else ""


def begin(talk: Talk, number: int) -> None:
    """Ask what is to be different. Raises AlreadyAmending, StayOver, NothingSigned."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    amending.require_amendable(talk.work, exchange)
    filling.begin(talk, words.FORM, number)


def _not_amendable(talk: Talk, number: int) -> Screen | None:
    exchange = parties.exchange_for(talk.work, talk.person, number)
    if amending.may_amend(talk.work, exchange):
        return None
    text = talk.say("There is nothing to change here now: what counts stands on the exchange.")
    return Screen(text, ((Button(talk.say("Open the exchange"), to.EXCHANGE(number)),),))


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    side = parties.side_in(talk.work, talk.person, exchange)
    return words.questions(talk, talk.person, side, subject)


def _who(filling: Filling) -> tuple[Person, Side]:
    talk = filling.talk
    exchange = parties.exchange_for(talk.work, talk.person, filling.subject)
    return talk.person, parties.side_in(talk.work, talk.person, exchange)


def _ask(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    side = parties.side_in(talk.work, talk.person, exchange)
    change = words.change_of(side, answers)
    made = amending.ask_amendment(
        talk.work, talk.person, subject, change, answers.get("reason") or ""
    )
    talk.reply(
        talk.say(
            "✏️ Asked for. Until all four have signed it, what you signed before holds. I tell you what becomes of it."
        )
    )
    show(talk, made.id or 0)


def show(talk: Talk, number: int) -> None:
    """A change with its paper, and what the reader may do about it."""
    amendment = talk.work.load(Amendment, number)
    ended = over(talk, number)
    talk.send(ended or screen(talk.work, talk.say, amendment, talk.person, asked=True))


def screen(
    work: Work, say: Speech, amendment: Amendment, reader: Person, *, asked: bool = False
) -> Screen:
    """What would be different, under the paper that is to be signed; `asked` for by the reader just now."""
    exchange = work.load(Exchange, amendment.exchange_id)
    paper = work.load(Commitment, amendment.commitment_id)
    side = parties.side_in(work, reader, exchange)
    mine = next_signatory(work, exchange) is SIGNATORY_OF[side]
    holds = say("Until all four have signed, what you signed before holds.")
    if mine:  # who was told before reads the same once more
        holds = say("🖊 Your turn. Until all four have signed, the old one holds.")
    sign = (Button(say("🖊 I have read it and sign"), to.SIGN_AMENDMENT(amendment.id)),)
    own = amending.is_own(work, reader, amendment)
    label = say("Take it back") if own else say("I do not agree")
    rows = (*((sign,) if mine else ()), (Button(label, to.REFUSE_AMENDMENT(amendment.id)),))
    file = commitment_file(work, exchange, say, reader if asked else None, paper)
    return Screen(
        lines(words.told(say, work.scheme, amending.wanted(work, amendment)), holds),
        rows,
        file.id,
    )


def over(talk: Talk, number: int) -> Screen | None:
    """What became of a change that is not open any more."""
    amendment = talk.work.load(Amendment, number)
    parties.exchange_for(talk.work, talk.person, amendment.exchange_id)
    if amendment.state is AmendmentState.OPEN:
        return None
    open_ = (Button(talk.say("Open the exchange"), to.EXCHANGE(amendment.exchange_id)),)
    return Screen(words.ended(talk.say, talk.work, amendment), (open_,))


def sign(talk: Talk, number: int) -> None:
    """Sign for one's own side; who is next is asked."""
    signature = amending.sign_amendment(talk.work, talk.person, number)
    exchange = talk.work.load(Exchange, talk.work.load(Amendment, number).exchange_id)
    talk.reply(signed_in_turn(talk, signature, next_signatory(talk.work, exchange)))


def refuse(talk: Talk, number: int) -> None:
    """Ask why; one's own is taken back at once."""
    amendment = amending.amendment_for(talk.work, talk.person, number)
    if not amending.is_own(talk.work, talk.person, amendment):
        filling.begin(talk, words.REFUSAL, number)
        return
    amending.refuse_amendment(talk.work, talk.person, number)
    talk.settle(talk.say("✓ Taken back. What you signed before holds."))


def _refuse(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    amending.refuse_amendment(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("I tell the others. What you signed before holds."))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.AMEND: begin,
    to.AMENDMENT: show,
    to.SIGN_AMENDMENT: sign,
    to.REFUSE_AMENDMENT: refuse,
}
